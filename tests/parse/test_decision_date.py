from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaizen_site.parse.decision_date import find_all_dates, find_date, find_order


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2020-09-24", "2020-09-24"),
        ("2020/9/4", "2020-09-04"),
        ("2020_09_01", "2020-09-01"),
        ("20200924", "2020-09-24"),
        ("2020-09-24T10:00:00Z", "2020-09-24"),
        ("2020-09-24 10:11", "2020-09-24"),
        ("2020-09", "2020-09"),
        ("2020", "2020"),
        ("24.9.2020", "2020-09-24"),
        ("01-Aug-2023", "2023-08-01"),
        ("1 Aug 2023", "2023-08-01"),
        ("August 1st, 2023", "2023-08-01"),
        ("1st of August 2023", "2023-08-01"),
        ("September 5th, 2024", "2024-09-05"),
        ("2019 Nov 04", "2019-11-04"),
        ("Wed, 5 Jan 2022", "2022-01-05"),
        ("Jan 2023", "2023-01"),
        ("18-06-2019", "2019-06-18"),
        ("23/11/2020", "2020-11-23"),
        ("09/27/23", "2023-09-27"),
        ("05/05/2020", "2020-05-05"),
        ("Accepted (2026-02-01). More", "2026-02-01"),
    ],
)
def test_dates_as_people_write_them(text: str, value: str) -> None:
    found = find_date(text)
    assert found is not None
    assert found.value == value


@pytest.mark.parametrize("text", ["", "soon", "v2020.1", "3.10.2", "1.2.23", "ADR-2020-01-01", "Accepted 2020", "TBD"])
def test_what_is_no_date_is_none(text: str) -> None:
    assert find_date(text) is None


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("2026-13-01", "there is no month 13"),
        ("2020-09-31", "September 2020 has no day 31"),
        ("31-Feb-2021", "February 2021 has no day 31"),
        ("20260-01-01", "there is no year 20260"),
        ("99/99/2020", "there is no month 99"),
    ],
)
def test_a_date_that_does_not_exist_is_invalid(text: str, reason: str) -> None:
    found = find_date(text)
    assert found is not None
    assert (found.value, found.problem, found.reason) == (None, "invalid", reason)


def test_two_small_numbers_are_ambiguous_until_another_date_shows_the_order() -> None:
    found = find_date("06/01/2023")
    assert found is not None
    assert (found.value, found.problem) == (None, "ambiguous")
    order = find_order("06/01/2023, changed 06/15/2023")
    assert order == "month"
    assert find_date("06/01/2023", order) == (("2023-06-01", 0, 10, None, ""))
    assert find_order("06/15/2023 and 15/06/2023") is None


def test_the_offsets_are_those_of_the_date() -> None:
    text = "decided on 2020-01-02, changed on 3 Feb 2021"
    assert [text[found.start : found.end] for found in find_all_dates(text)] == ["2020-01-02", "3 Feb 2021"]


@given(st.text(max_size=80))
def test_any_text_gives_a_well_formed_date_or_none(text: str) -> None:
    found = find_date(text)
    if found is not None:
        assert 0 <= found.start < found.end <= len(text)
        assert (found.value is None) == (found.problem is not None)


@given(st.dates(min_value=date(1970, 1, 1), max_value=date(2089, 12, 31)))
def test_iso_and_english_forms_agree(day: date) -> None:
    iso = str(day)
    assert [found.value for found in find_all_dates(iso)] == [iso]
    english = f"{day:%d %B %Y}"
    assert [found.value for found in find_all_dates(english)] == [iso]
