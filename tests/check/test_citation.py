"""Texts that refer to decisions."""

from __future__ import annotations

import pytest

from kaizen_site.check.citation import check_citations
from kaizen_site.model.catalogue import Decision, DecisionLink, Status
from kaizen_site.model.source import At, Document, Fence, Span


def record(number: int, status: Status = "accepted", successor: int | None = None, prefix: str = "ADR") -> Decision:
    path = f"docs/adr/{prefix}-{number:03}-x.md"
    links: tuple[DecisionLink, ...] = ()
    if successor is not None:
        links = (DecisionLink("superseded-by", f"ADR-{successor:03}", 6, resolved=f"docs/adr/ADR-{successor:03}-x.md"),)
    return Decision(
        path,
        "docs/adr",
        f"adr-{number:03}",
        f"{prefix}-{number:03}",
        number,
        "X",
        status,
        None,
        None,
        None,
        "",
        1,
        "",
        "madr",
        links=links,
        places={"id": At(("id",))},
    )


LOG = (record(1, "superseded", 2), record(2), record(3, "superseded", 4), record(4, "superseded", 12), record(12))


def text(body: str, *fences: Fence, line: int = 5) -> Document:
    return Document("agents/agent-scribe.md", body, "", body=body, body_line=line, fences=fences)


def find(body: str, log: tuple[Decision, ...] = LOG) -> list[tuple[str, str | None]]:
    return [(one.message, one.help) for one in check_citations(log, [text(body)])]


@pytest.mark.parametrize("body", ["See ADR-002.", "No reference.", "ADR-2 is meant.", "(ADR-012)"])
def test_a_record_in_force_may_be_referred_to(body: str) -> None:
    assert find(body) == []


def test_a_superseded_record_leads_to_its_successor() -> None:
    assert find("See ADR-001.") == [("ADR-001 is superseded by ADR-002", "read ADR-002, and refer to it")]


def test_a_chain_leads_to_its_end() -> None:
    assert find("See ADR-003.") == [("ADR-003 is superseded by ADR-012", "read ADR-012, and refer to it")]


def test_a_circle_has_no_end_and_no_successor() -> None:
    log = (record(1, "superseded", 2), record(2, "superseded", 1))
    assert [message for message, _ in find("See ADR-001.", log)] == ["ADR-001 is superseded"]


def test_who_names_the_successor_knows_of_it() -> None:
    assert find("ADR-001, which ADR-002 replaced.") == []


def test_a_number_with_its_digits_exchanged_gets_a_suggestion() -> None:
    assert find("See ADR-021.") == [("there is no decision ADR-021", "did you mean ADR-012?")]


def test_a_number_like_no_other_gets_none() -> None:
    ((message, help_text),) = find("See ADR-077.")
    assert message == "there is no decision ADR-077"
    assert help_text == "Correct the number, or write the record."


@pytest.mark.parametrize(
    "body",
    [
        "Name it ADR-099-short-title.md.",
        "RAI-ADR-099 is another log's.",
        "Number them (e.g. ADR-099).",
        "The form is ADR-NNN, such as ADR-099.",
        "docs/adr/ADR-099.md",
        "ADR-099.md",
        "RFC-099 is no decision of this log.",
    ],
)
def test_a_form_of_a_name_is_no_reference(body: str) -> None:
    assert find(body) == []


def test_the_end_of_a_sentence_does_not_hide_a_reference() -> None:
    assert len(find("It follows ADR-001.\nAnd ADR-099.")) == 2


def test_each_record_is_reported_once_a_document_at_its_first_place() -> None:
    (one,) = check_citations(LOG, [text("Nothing here.\r\nSee ADR-001, and ADR-001 again.\r\nADR-001.")])
    assert one.where == Span(6, 5, 6, 12)


def test_code_is_left_alone() -> None:
    fence = Fence("text", "See ADR-099.", 6, 7, 0, closed=True)
    assert list(check_citations(LOG, [text("Look:\n```text\nSee ADR-099.\n```\n", fence)])) == []


def test_two_records_of_one_number_are_the_logs_own_fault() -> None:
    assert find("See ADR-001.", (record(1, "superseded", 2), record(1), record(2))) == []


def test_a_log_whose_files_have_bare_numbers_has_no_such_form() -> None:
    from dataclasses import replace

    bare = replace(record(1), path="docs/adr/0001-x.md", places={})
    assert find("See ADR-099.", (bare,)) == []


def test_a_log_with_a_form_of_its_own_is_understood() -> None:
    assert find("See DEC-007.", (record(1, prefix="DEC"),)) == [
        ("there is no decision DEC-007", "Correct the number, or write the record.")
    ]
