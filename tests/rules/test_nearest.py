from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaizen_site.rules.nearest import measure, near, nearest


@pytest.mark.parametrize(
    ("word", "candidates", "expected"),
    [
        ("optimisation", ["coach", "optimization"], "optimization"),
        ("crn", ["cron", "event", "scheduled"], "cron"),
        ("Weekly", ["daily", "weekly"], "weekly"),
        ("tdd_workflow", ["tdd-workflow"], "tdd-workflow"),
        ("agent", ["version", "agents"], "agents"),
        ("category", ["categories"], "categories"),
        ("ocach", ["coach"], "coach"),
    ],
)
def test_a_slip_finds_the_word_that_was_meant(word: str, candidates: list[str], expected: str) -> None:
    assert nearest(word, candidates) == expected


@pytest.mark.parametrize(
    ("word", "candidates"),
    [
        ("hourly", ["daily", "weekly", "monthly"]),
        ("rpoo", ["root"]),
        ("x", ["r"]),
        ("", ["r", "coach"]),
        ("a" * 500, ["a" * 499]),
    ],
)
def test_nothing_is_suggested_where_nothing_is_near(word: str, candidates: list[str]) -> None:
    assert nearest(word, candidates) is None


def test_short_words_allow_one_slip_and_longer_ones_two() -> None:
    assert nearest("ab", ["abxy"]) is None
    assert nearest("abcde", ["abcdexy"]) == "abcdexy"


def test_the_nearest_comes_first_and_the_first_letter_decides_a_tie() -> None:
    assert near("weekly", ["weekl", "weekly"]) == ("weekly", "weekl")
    assert near("CEST", ["EST", "CET"]) == ("CET", "EST")


def test_a_synonym_wins_over_spelling() -> None:
    assert near("tz", ["timezone"], {"tz": "timezone"}) == ("timezone",)
    assert nearest("Nightly", ["daily"], {"nightly": "daily"}) == "daily"


def test_neighbouring_letters_exchanged_count_once() -> None:
    assert measure("abcd", "abdc", 2) == 1
    assert measure("abcd", "abcd", 2) == 0
    assert measure("abcd", "xyzw", 2) == 3


@given(st.text(max_size=30), st.lists(st.text(max_size=30), max_size=5))
def test_a_suggestion_is_always_one_of_the_candidates(word: str, candidates: list[str]) -> None:
    found = nearest(word, candidates)
    assert found is None or found in candidates


@given(st.text(max_size=12), st.text(max_size=12))
def test_the_distance_is_symmetric_and_bounded(first: str, second: str) -> None:
    assert measure(first, second, 2) == measure(second, first, 2) <= 3
