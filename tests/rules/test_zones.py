from __future__ import annotations

import subprocess
import sys
from datetime import datetime

import pytest

from kaizen_site.rules.zones import clock_changes, is_zone, load_zone, nearest_zone, zone_names


def test_names_come_from_the_package() -> None:
    assert {"Europe/Berlin", "UTC", "US/Eastern", "Asia/Kolkata"} <= zone_names()


@pytest.mark.parametrize("name", ["", "Europe/Berln", "europe/berlin", "CEST", "UTC+1", "../zones", "Europe"])
def test_what_is_no_iana_name_is_no_zone(name: str) -> None:
    assert not is_zone(name)


@pytest.mark.parametrize(
    ("name", "near"),
    [
        ("Europe/Berln", "Europe/Berlin"),
        ("europe/berlin", "Europe/Berlin"),
        ("Berlin", "Europe/Berlin"),
        ("New York", "America/New_York"),
        ("Mars/Olympus", None),
    ],
)
def test_the_nearest_zone_is_found_by_name_and_by_city(name: str, near: str | None) -> None:
    assert nearest_zone(name) == near


def test_a_zone_knows_its_clock_changes() -> None:
    changes = clock_changes("Europe/Berlin")
    assert [(start.month, start.hour, end.hour) for start, end in changes] == [(3, 2, 3), (10, 2, 3)]
    assert clock_changes("Asia/Tokyo") == ()


def test_a_zone_that_is_none_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        load_zone("Nowhere/Atall")


def test_a_loaded_zone_has_its_offset() -> None:
    assert str(datetime(2026, 6, 1, tzinfo=load_zone("Asia/Kolkata")).utcoffset()) == "5:30:00"


def test_the_machines_own_database_and_heavy_modules_stay_out() -> None:
    code = (
        "import sys; import kaizen_site.rules.cron as cron; "
        "assert cron.is_zone('Europe/Berlin'); "
        "print(sorted({'zoneinfo', 'tzdata', 'cronsim', 'tempfile', 'importlib.resources'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
