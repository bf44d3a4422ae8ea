"""The records of a log are resolved against each other, and what one says of another is known to both."""

from __future__ import annotations

from collections.abc import Sequence

from kaizen_site.derive.decision import (
    find_citations,
    find_neighbours,
    link_decisions,
    next_free_number,
    sort_decisions,
)
from kaizen_site.model.catalogue import Decision, DecisionLink, Status


def record(
    name: str,
    *links: tuple[str, str],
    status: Status = "accepted",
    number: int | None = None,
    date: str | None = None,
    body: str = "",
    folder: str = "docs/adr",
) -> Decision:
    digits = name[4:7] if name.startswith("ADR-") else ""
    given = number if number is not None else int(digits) if digits.isdecimal() else None
    return Decision(
        path=f"{folder}/{name}.md",
        log="docs/adr",
        slug=name.lower(),
        id=name[:7] if digits else name,
        number=given,
        title=name.replace("-", " "),
        status=status,
        status_raw=status,
        date=date,
        date_source=None,
        body=body,
        body_line=1,
        digest="",
        dialect="nygard",
        links=tuple(DecisionLink(kind, target, 3) for kind, target in links),
    )


def resolved(decisions: Sequence[Decision], path: str) -> list[tuple[str, str | None, bool]]:
    linked = {decision.path: decision for decision in link_decisions(decisions)}
    return [(link.kind, link.resolved, link.derived) for link in linked[path].links]


def test_a_number_a_stem_a_file_and_a_title_mean_the_same_record() -> None:
    other = record("ADR-012-use-rust")
    for target in ("ADR-12", "adr-0012", "12", "#12", "ADR-012-use-rust", "./ADR-012-use-rust.md", "ADR 012 use rust"):
        decisions = [record("ADR-001-x", ("amends", target)), other]
        assert resolved(decisions, "docs/adr/ADR-001-x.md") == [("amends", other.path, False)], target


def test_addresses_elsewhere_and_docusaurus_paths_are_resolved_by_their_last_part() -> None:
    other = record("ADR-032-x")
    for target in ("/adr/32", "https://github.com/o/r/blob/main/docs/adr/ADR-032-x.md", "../adr/ADR-032-x.md#decision"):
        assert resolved([record("ADR-001-x", ("extends", target)), other], "docs/adr/ADR-001-x.md") == [
            ("extends", other.path, False)
        ]


def test_the_inverse_is_derived_once_and_marked() -> None:
    decisions = [record("ADR-001-a"), record("ADR-002-b", ("supersedes", "ADR-001"))]
    assert resolved(decisions, "docs/adr/ADR-001-a.md") == [("superseded-by", "docs/adr/ADR-002-b.md", True)]
    both = [record("ADR-001-a", ("superseded-by", "2")), record("ADR-002-b", ("supersedes", "1"))]
    assert resolved(both, "docs/adr/ADR-001-a.md") == [("superseded-by", "docs/adr/ADR-002-b.md", False)]
    assert resolved(both, "docs/adr/ADR-002-b.md") == [("supersedes", "docs/adr/ADR-001-a.md", False)]


def test_a_derived_link_carries_the_other_records_id_and_no_line() -> None:
    first, _ = link_decisions([record("ADR-001-a"), record("ADR-002-b", ("clarifies", "ADR-1"))])
    (link,) = first.links
    assert (link.kind, link.target, link.line, link.where) == ("clarified-by", "ADR-002", 0, None)


def test_a_number_that_stands_twice_is_ambiguous_but_a_file_is_not() -> None:
    twice = [record("ADR-004-a", folder="docs/adr/x"), record("ADR-004-b", folder="docs/adr/y")]
    linked = link_decisions([record("ADR-001-x", ("amends", "ADR-4"), ("extends", "x/ADR-004-a.md")), *twice])[0]
    assert [(link.resolved, link.candidates) for link in linked.links] == [
        (None, ("docs/adr/x/ADR-004-a.md", "docs/adr/y/ADR-004-b.md")),
        ("docs/adr/x/ADR-004-a.md", ()),
    ]


def test_a_category_means_its_own_numbers_first() -> None:
    near, far = record("ADR-004-a", folder="docs/adr/x"), record("ADR-004-b", folder="docs/adr/y")
    decisions = [record("ADR-005-c", ("amends", "ADR-4"), folder="docs/adr/x"), near, far]
    assert resolved(decisions, "docs/adr/x/ADR-005-c.md") == [("amends", near.path, False)]


def test_a_record_with_a_number_of_its_own_twin_means_the_twin() -> None:
    decisions = [record("ADR-015-old"), record("ADR-015-new", ("supersedes", "ADR-015"))]
    assert resolved(decisions, "docs/adr/ADR-015-new.md") == [("supersedes", "docs/adr/ADR-015-old.md", False)]


def test_a_renumbered_file_is_found_by_its_words_and_another_with_its_number_is_not() -> None:
    decisions = [record("ADR-014-x", ("superseded-by", "ADR-016-compliance.md")), record("ADR-016-uploads")]
    assert resolved(decisions, "docs/adr/ADR-014-x.md") == [("superseded-by", None, False)]
    assert resolved([*decisions, record("ADR-025-compliance")], "docs/adr/ADR-014-x.md") == [
        ("superseded-by", "docs/adr/ADR-025-compliance.md", False)
    ]
    renamed = [decisions[0], record("ADR-016-compliance-and-audits")]
    assert resolved(renamed, "docs/adr/ADR-014-x.md")[0][1] == "docs/adr/ADR-016-compliance-and-audits.md"


def test_the_next_free_number_follows_the_highest() -> None:
    assert next_free_number([record("ADR-001-a"), record("ADR-007-b")]) == 8
    assert next_free_number([record("use-rust")]) == 1


def test_neighbours_are_the_accepted_records_around_one() -> None:
    decisions = [
        record("ADR-003-c"),
        record("ADR-001-a"),
        record("ADR-002-b", status="rejected"),
        record("ADR-004-d", status="superseded"),
    ]
    neighbours = find_neighbours(decisions)
    assert neighbours["docs/adr/ADR-001-a.md"] == (None, "docs/adr/ADR-003-c.md")
    assert neighbours["docs/adr/ADR-002-b.md"] == ("docs/adr/ADR-001-a.md", "docs/adr/ADR-003-c.md")
    assert neighbours["docs/adr/ADR-004-d.md"] == ("docs/adr/ADR-003-c.md", None)


def test_records_without_numbers_are_sorted_by_date() -> None:
    decisions = [record("b", date="2020-01-01"), record("a", date="2021-01-01"), record("ADR-001-x")]
    assert [decision.id for decision in sort_decisions(decisions)] == ["ADR-001", "b", "a"]


def test_citations_are_mentions_anywhere_in_the_text() -> None:
    decisions = [
        record("ADR-001-a"),
        record("ADR-002-b", body="As [said](ADR-001-a.md), and in ADR-2 itself."),
        record("ADR-003-c", ("relates-to", "ADR-001"), body="See https://x.y/ADR-002-b.md"),
    ]
    cited = find_citations(link_decisions(decisions))
    assert cited["docs/adr/ADR-001-a.md"] == ("docs/adr/ADR-002-b.md", "docs/adr/ADR-003-c.md")
    assert cited["docs/adr/ADR-003-c.md"] == ()
