"""What a wrong word stands for: certain, likely, or nobody's guess."""

from __future__ import annotations

import pytest

from kaizen_site.model.diagnostic import Edit, Fix
from kaizen_site.model.source import At
from kaizen_site.rules.cadence import find_cadence
from kaizen_site.rules.mending import Meant, find_meant, mend_word, write_within, write_word

STATUSES = ("proposed", "active", "deprecated")
SYNONYMS = {"draft": "proposed", "dep": "deprecated"}


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("Active", Meant("active", certain=True)),
        (" ACTIVE ", Meant("active", certain=True)),
        ("propsed", Meant("proposed", certain=True)),
        ("draft", Meant("proposed", certain=False)),
        ("dep", Meant("deprecated", certain=True)),
        ("inactive", None),
        ("something", None),
        ("", None),
    ],
)
def test_a_word_is_certain_when_it_can_stand_for_one_alone(word: str, meant: Meant | None) -> None:
    assert find_meant(word, STATUSES, SYNONYMS) == meant


def test_a_word_between_two_is_nobodys_guess() -> None:
    assert find_meant("coash", ["coach", "coast"]) is None
    assert find_meant("COACH", ["Coach", "coach"]) is None


def test_in_an_open_set_only_the_case_is_certain() -> None:
    assert find_meant("COACH", ["coach"], closed=False) == Meant("coach", certain=True)
    assert find_meant("coch", ["coach"], closed=False) == Meant("coach", certain=False)


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("Daily", Meant("daily", certain=True)),
        ("week", Meant("weekly", certain=True)),
        ("nightly", Meant("daily", certain=False)),
        ("biweekly", None),
        ("bi-weekly", None),
        ("hourly", None),
        ("weekdays", None),
    ],
)
def test_a_cadence_that_says_something_else_is_not_mended(word: str, meant: Meant | None) -> None:
    assert find_cadence(word) == meant


def test_a_fix_stands_inside_the_quotes() -> None:
    edit = Edit(At(("status",), "value", (0, 6)), "active")
    assert mend_word(("status",), "Active", STATUSES) == Fix("write `active`", (edit,))


def test_a_value_of_several_lines_is_not_rewritten() -> None:
    assert write_word(("status",), "Active\n", "active") is None


def test_a_change_inside_a_condition_is_never_safe() -> None:
    fix = write_within(("rules", 0, "condition"), (8, 9), "==")
    assert fix == Fix("write `==`", (Edit(At(("rules", 0, "condition"), "value", (8, 9)), "=="),), safe=False)
