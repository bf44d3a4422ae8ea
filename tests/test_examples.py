"""Every rule has an example, and every example is right: bad input, expected findings, good input."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kaizen_site.cards.registry import all_cards
from kaizen_site.errors import NothingToCheck
from kaizen_site.model.diagnostic import Card, Report
from kaizen_site.operations.check import run_check

EXAMPLES = Path(__file__).parent / "examples"
CARDS = all_cards()


def found(report: Report) -> list[dict[str, object]]:
    return [
        {
            "rule": finding.card.slug,
            "severity": str(finding.severity),
            "path": finding.path,
            "line": finding.span.line,
            "column": finding.span.column,
        }
        for finding in report.findings
    ]


def test_codes_and_slugs_are_unique() -> None:
    assert len({card.code for card in CARDS}) == len(CARDS)
    assert len({card.slug for card in CARDS}) == len(CARDS)


def test_every_folder_belongs_to_a_rule() -> None:
    assert {path.name for path in EXAMPLES.iterdir()} == {card.folder for card in CARDS}


@pytest.mark.parametrize("card", CARDS, ids=lambda card: card.folder)
def test_the_bad_example_gives_the_expected_findings_and_the_good_one_none(card: Card) -> None:
    folder = EXAMPLES / card.folder
    expected = json.loads((folder / "expected.json").read_text("utf-8"))
    if not expected:
        # Bytes or files that can't lie in a text tree; the note names the test that makes them.
        note = (folder / "note.txt").read_text("utf-8")
        assert "test_" in note
        return
    assert card.slug in {row["rule"] for row in expected}
    assert found(run_check(folder / "bad")) == expected
    try:
        assert found(run_check(folder / "good")) == []
    except NothingToCheck:
        pytest.fail("the good example holds nothing that is checked")


@pytest.mark.parametrize("card", CARDS, ids=lambda card: card.folder)
def test_a_card_is_worded_for_a_reader(card: Card) -> None:
    assert card.code.startswith("KZ")
    assert len(card.code) == 5
    assert not card.summary.endswith(".")
    assert card.why.endswith((".", "`"))
    assert card.remedy.endswith((".", "`"))
