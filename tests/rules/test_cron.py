from __future__ import annotations

import csv
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaizen_site.rules.cron import (
    Cron,
    CronFault,
    crosses_clock_change,
    explain,
    next_fires,
    parse_cron,
    same_fires,
)

NOW = datetime(2026, 6, 17, 12, 0, tzinfo=UTC)


def cron(text: str) -> Cron:
    parsed = parse_cron(text)
    assert isinstance(parsed, Cron)
    return parsed


def fault(text: str) -> CronFault:
    parsed = parse_cron(text)
    assert isinstance(parsed, CronFault)
    return parsed


@pytest.mark.corpus
def test_every_case_of_debians_daemon_comes_out_the_same(shared: Path) -> None:
    with (shared / "fixtures" / "cron_cases.csv").open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) >= 26
    for row in rows:
        wanted = [row[f"expected_next_iso_{number}"] for number in (1, 2, 3)]
        parsed = parse_cron(row["cron"])
        if wanted[0] == "invalid":
            assert isinstance(parsed, CronFault), row["note"]
            continue
        assert isinstance(parsed, Cron), row["note"]
        fires = next_fires(parsed, row["timezone"], datetime.fromisoformat(row["start_iso"]), 3)
        assert [fire.isoformat() for fire in fires] == ([] if wanted[0] == "never" else wanted), row["note"]


@pytest.mark.parametrize(
    ("text", "words", "place"),
    [
        ("0 25 * * 1", "hour 25 is out of 0-23", "25"),
        ("0 9 32 * *", "day of month 32 is out of 1-31", "32"),
        ("0 9 * 0 *", "month 0 is out of 1-12", "0"),
        ("0 9 * * 1,8", "day of week 8 is out of 0-7", "8"),
        ("*/0 * * * *", "the step in `*/0` is 0", "0"),
        ("5/15 * * * *", "a step without a range", "5/15"),
        ("0 17-9 * * *", "runs backwards", "17-9"),
        ("0 9 L * *", "`L` (the last day)", "L"),
        ("0 9 15W * *", "`W` (the nearest working day)", "15W"),
        ("0 9 * * 1#2", "`#` (the n-th weekday", "1#2"),
        ("0 9 ? * 1", "`?` is not taken", "?"),
        ("H 9 * * *", "`H` (a spread value)", "H"),
        ("@daily", "`@daily` is not taken", "@daily"),
        ("0 9 * *", "4 fields, 5 wanted", "0 9 * *"),
        ("0 0 9 * * 1", "6 fields, 5 wanted: seconds are not taken", "0"),
        ("0 9 * * 1 2027", "6 fields, 5 wanted: years are not taken", "2027"),
        ("1,,2 9 * * *", "a value is missing beside a comma", ""),
        ("0 9 * * 1\u00a0", "U+00A0 can't stand in a cron field", "\u00a0"),
        ("0 9 * * \u017fun", "can't stand in a cron field", "\u017f"),
        ("0 9 * * 1;", "`;` can't stand", ";"),
        ("0 9 * * XYZ", "0-7 and SUN-SAT are allowed", "XYZ"),
        ("", "is empty", ""),
    ],
)
def test_a_fault_names_field_and_value_and_points_at_the_part(text: str, words: str, place: str) -> None:
    found = fault(text)
    assert words in found.message
    assert text[found.start : found.end] == place


@pytest.mark.parametrize(
    ("text", "suggestion"),
    [
        ("0 0 9 * * 1", "0 9 * * 1"),
        ("0 0 9 * * ?", "0 9 * * *"),
        ("0 9 * * 1 2027", "0 9 * * 1"),
        ("0 0 9 * * 1 2027", "0 9 * * 1"),
        ("@weekly", "0 0 * * 0"),
        ("@reboot", None),
        ("5/15 * * * *", "5-59/15 * * * *"),
        ("0 22-6 * * *", "0 22-23,0-6 * * *"),
        ("0 9 * * FRI-SUN", "0 9 * * 5-7"),
        ("0 9 * * monday", "0 9 * * MON"),
        ("0 9 * Jann *", "0 9 * JAN *"),
        ("0 24 * * *", "0 0 * * *"),
        ("0 9 ? * 1", "0 9 * * 1"),
        ("0 9 * *", "0 9 * * *"),
        ("0 25 * * 1", None),
    ],
)
def test_a_fault_suggests_what_was_likely_meant(text: str, suggestion: str | None) -> None:
    assert fault(text).suggestion == suggestion


def test_an_expression_of_more_than_200_characters_is_refused() -> None:
    assert "at most 200" in fault("0," * 150 + "0 9 * * 1").message


def test_names_count_in_any_case_and_sunday_has_two_numbers() -> None:
    assert cron("0 9 * jan-MAR sun,Tue").months == {1, 2, 3}
    assert cron("0 9 * * sun,Tue").weekdays == {0, 2}
    assert cron("0 9 * * 7").weekdays == {0}


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("0 9 * * 1", "0 9 * * MON"),
        ("0 9 * * 0", "0  9 * * 7"),
        ("*/15 9 * * *", "0,15,30,45 9 * * *"),
        ("0 12 1-31 * 1", "0 12 * * *"),
        ("0 12 * * 0-6", "0 12 * * *"),
        ("0 0 31 2 *", "0 0 30 2 *"),
    ],
)
def test_two_spellings_of_one_schedule_are_the_same(first: str, second: str) -> None:
    assert same_fires(cron(first), cron(second))


@pytest.mark.parametrize(
    ("first", "second"), [("0 9 * * 1", "0 9 * * 2"), ("0 9 1 * 1", "0 9 1 * *"), ("0 9 1 * *", "0 9 * * 1")]
)
def test_two_schedules_are_not_the_same(first: str, second: str) -> None:
    assert not same_fires(cron(first), cron(second))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("0 9 * * 1", "At 09:00 on Monday"),
        ("15 * * * *", "At minute 15 of every hour"),
        ("0 12 1-31 * 1", "At 12:00 every day"),
        ("0 12 * * 0-6", "At 12:00 every day"),
        ("0 0 31 * *", "At 00:00 on the 31st day of every month"),
        ("0 9 22 * *", "At 09:00 on the 22nd day of every month"),
        ("0 9 11 * *", "At 09:00 on the 11th day of every month"),
        ("0 0 31 2 *", "At 00:00 on February 31 (never: no such day)"),
    ],
)
def test_words_say_when_it_fires(text: str, words: str) -> None:
    assert explain(cron(text)) == words


def test_fires_are_strictly_after_and_in_the_zone() -> None:
    after = datetime(2026, 6, 22, 7, 0, tzinfo=UTC)
    fires = next_fires(cron("0 9 * * 1"), "Europe/Berlin", after, 2)
    assert [fire.isoformat() for fire in fires] == ["2026-06-29T09:00:00+02:00", "2026-07-06T09:00:00+02:00"]


def test_a_fire_of_the_first_reading_of_a_repeated_hour_is_not_given_in_the_second() -> None:
    after = datetime(2026, 10, 25, 1, 30, tzinfo=UTC)  # 02:30 in Berlin, for the second time
    (fire,) = next_fires(cron("45 2 * * *"), "Europe/Berlin", after, 1)
    assert fire.isoformat() == "2026-10-26T02:45:00+01:00"


def test_a_wildcard_does_not_fire_in_a_gap_at_midnight() -> None:
    after = datetime(2026, 3, 28, 12, 0, tzinfo=UTC)
    (fire,) = next_fires(cron("*/15 0 29,30 3 *"), "Asia/Beirut", after, 1)
    assert fire.isoformat() == "2026-03-30T00:00:00+03:00"


def test_a_range_of_one_value_with_a_step_is_that_value() -> None:
    fires = next_fires(cron("5-5/20 9 * * *"), "UTC", NOW, 2)
    assert [fire.isoformat() for fire in fires] == ["2026-06-18T09:05:00+00:00", "2026-06-19T09:05:00+00:00"]


def test_a_day_that_no_month_has_never_fires() -> None:
    assert cron("0 0 31 2,4 *").never_fires
    assert next_fires(cron("0 0 31 2,4 *"), "UTC", NOW, 1) == ()
    assert not cron("0 0 29 2 *").never_fires
    assert [fire.year for fire in next_fires(cron("0 0 29 2 *"), "UTC", NOW, 1)] == [2028]


def test_an_unknown_zone_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        next_fires(cron("0 9 * * 1"), "Europe/Berln", NOW, 1)


@pytest.mark.parametrize(
    ("text", "zone", "time"),
    [
        ("30 2 * * *", "Europe/Berlin", "02:30"),
        ("0 2 * * 0", "Europe/Berlin", "02:00"),
        ("0 0 * * *", "Asia/Beirut", "00:00"),
        ("30 2 * * 1", "Europe/Berlin", None),
        ("30 2 * 6 *", "Europe/Berlin", None),
        ("30 * * * *", "Europe/Berlin", None),
        ("0 9 * * *", "Europe/Berlin", None),
        ("30 2 * * *", "UTC", None),
        ("30 2 * * *", "Asia/Tokyo", None),
    ],
)
def test_a_time_inside_a_clock_change_is_named(text: str, zone: str, time: str | None) -> None:
    assert crosses_clock_change(cron(text), zone) == time


@given(st.text(max_size=60) | st.text(alphabet="0123456789*,-/ MONJALW#?@", max_size=40))
def test_any_text_is_a_cron_or_a_fault_with_a_place_inside_it(text: str) -> None:
    parsed = parse_cron(text)
    if isinstance(parsed, CronFault):
        assert 0 <= parsed.start <= parsed.end <= len(text)
        assert parsed.suggestion is None or isinstance(parse_cron(parsed.suggestion), Cron)


def field(low: int, high: int) -> st.SearchStrategy[str]:
    number = st.integers(low, high)
    ranges = st.tuples(number, number).map(lambda pair: f"{min(pair)}-{max(pair)}")
    stepped = st.tuples(st.just("*") | ranges, st.integers(1, 70)).map(lambda pair: f"{pair[0]}/{pair[1]}")
    return st.lists(number.map(str) | ranges | stepped, min_size=1, max_size=3).map(",".join) | st.just("*")


@given(
    st.tuples(field(0, 59), field(0, 23), field(1, 31), field(1, 12), field(0, 7)).map(" ".join),
    st.sampled_from(["UTC", "Europe/Berlin", "America/New_York", "Asia/Beirut", "Australia/Lord_Howe"]),
    st.datetimes(datetime(2026, 1, 1), datetime(2030, 1, 1)),  # noqa: DTZ001 - the zone is added below
)
def test_every_fire_matches_its_fields_or_mends_a_gap(text: str, zone: str, naive: datetime) -> None:
    parsed = cron(text)
    after = naive.replace(tzinfo=UTC)
    fires = next_fires(parsed, zone, after, 3)
    instants = [fire.astimezone(UTC) for fire in fires]
    assert instants == sorted(set(instants))
    assert all(instant > after for instant in instants)
    assert explain(parsed)
    for fire in fires:
        on_day, on_weekday = fire.day in parsed.days, fire.isoweekday() % 7 in parsed.weekdays
        matches = fire.minute in parsed.minutes and fire.hour in parsed.hours and fire.month in parsed.months
        matches = matches and ((on_day or on_weekday) if parsed.either_day else (on_day and on_weekday))
        before = (fire.astimezone(UTC) - timedelta(minutes=1)).astimezone(fire.tzinfo)
        behind_gap = fire.utcoffset() != before.utcoffset()
        assert matches or behind_gap
