"""What the records of one log mean together is checked, and what may be meant well is left alone."""

from __future__ import annotations

from kaizen_site.check.decision import check_decisions
from kaizen_site.derive.decision import link_decisions
from kaizen_site.model.diagnostic import Diagnostic
from kaizen_site.model.source import Source
from kaizen_site.parse.decision import read_decision

Files = dict[str, str]


def write(number: int, *fields: str, status: str = "accepted", body: str = "Text.") -> str:
    lines = [
        "---",
        f"id: ADR-{number:03d}",
        f"status: {status}",
        *fields,
        "---",
        f"# ADR-{number:03d}: T",
        "",
        body,
        "",
    ]
    return "\n".join(lines)


def findings(files: Files) -> list[tuple[Diagnostic, int]]:
    parsed = [read_decision(Source(f"docs/adr/{name}", text.encode()), "docs/adr") for name, text in files.items()]
    documents = {one.path: one.document for one in parsed}
    rows = []
    for found in check_decisions(link_decisions([one.value for one in parsed if one.value is not None])):
        document = documents[found.path]
        assert document is not None
        rows.append((found, document.locate(found.where).line))
    return rows


def check(files: Files) -> list[tuple[str, str, str, int]]:
    return [
        (found.card.slug, str(found.weight), found.path.removeprefix("docs/adr/"), line)
        for found, line in findings(files)
    ]


def test_a_sound_log_has_no_findings() -> None:
    files = {
        "ADR-001-a.md": write(1, "superseded-by: ADR-002", status="superseded"),
        "ADR-002-b.md": write(2, "supersedes: ADR-001", "relates-to: ADR-003"),
        "ADR-003-c.md": write(3, status="proposed"),
    }
    assert check(files) == []


def test_a_missing_target_is_an_error_at_the_field() -> None:
    ((found, line),) = findings({"ADR-001-a.md": write(1, "supersedes: ADR-099")})
    assert (found.card.slug, line, found.message) == ("adr/target-missing", 4, "there is no ADR-099 in docs/adr")


def test_a_target_with_the_same_digits_is_suggested() -> None:
    files = {"ADR-001-a.md": write(1, "supersedes: ADR-021"), "ADR-012-b.md": write(12)}
    assert findings(files)[0][0].help == "did you mean ADR-012?"
    files = {"ADR-001-a.md": write(1, "amends: use-ruts.md"), "use-rust.md": "# T\n"}
    assert findings(files)[0][0].help == "did you mean use-rust?"


def test_targets_outside_the_log_are_not_judged() -> None:
    body = "Supersedes [that](https://x.y/0001-z.md).\n\n## Related\n\n- ADR-77: there\n- [Guide](../guide/0002-x.md)\n"
    assert check({"ADR-001-a.md": write(1, body=body)}) == []


def test_a_loose_relation_to_a_missing_file_is_a_warning() -> None:
    body = "## Related\n\n- [Nine](ADR-009-nine.md)\n"
    assert check({"ADR-001-a.md": write(1, body=body)}) == [("adr/target-missing", "warning", "ADR-001-a.md", 9)]


def test_a_number_that_means_two_records_is_a_warning() -> None:
    files = {
        "ADR-001-a.md": write(1, "amends: ADR-004"),
        "x/ADR-004-b.md": write(4),
        "y/ADR-004-c.md": write(4),
    }
    assert check(files) == [("adr/target-ambiguous", "warning", "ADR-001-a.md", 4)]


def test_a_number_twice_names_both_files_and_the_next_free_number() -> None:
    files = {"ADR-001-one.md": write(1), "ADR-001-uno.md": write(1), "ADR-004-d.md": write(4)}
    ((found, line),) = findings(files)
    assert (found.card.slug, found.path, line) == ("adr/duplicate-id", "docs/adr/ADR-001-uno.md", 2)
    assert found.message == "ADR-001 stands twice: in `ADR-001-one.md` and in `ADR-001-uno.md`"
    assert found.help == "the next free number is ADR-005"
    assert found.related[0].path == "docs/adr/ADR-001-one.md"


def test_categories_and_translations_may_repeat_a_number() -> None:
    assert (
        check({"0001-a.md": "# A\n", "web/0001-b.md": "# B\n", "0001-a.de.md": "# A\n", "0001-a.pt-br.md": "# A\n"})
        == []
    )


def test_a_superseded_record_names_its_successor_or_is_named_by_it() -> None:
    alone = {"ADR-001-a.md": write(1, status="superseded")}
    assert check(alone) == [("adr/superseded-without-successor", "warning", "ADR-001-a.md", 3)]
    named = alone | {"ADR-002-b.md": write(2, "supersedes: ADR-001")}
    assert [row[0] for row in check(named)] == ["adr/not-reciprocal"]


def test_a_successor_that_is_not_accepted_leaves_nothing_in_force() -> None:
    files = {
        "ADR-001-a.md": write(1, "superseded-by: ADR-002", status="superseded"),
        "ADR-002-b.md": write(2, "supersedes: ADR-001", status="proposed"),
    }
    assert check(files) == [("adr/successor-not-accepted", "warning", "ADR-001-a.md", 3)]


def test_the_record_that_does_not_know_gets_the_finding_and_a_fix() -> None:
    files = {"ADR-001-a.md": write(1), "ADR-002-b.md": write(2, "supersedes: ADR-001")}
    ((found, line),) = findings(files)
    assert (found.card.slug, found.path, line) == ("adr/not-reciprocal", "docs/adr/ADR-001-a.md", 3)
    assert found.fix is not None
    assert not found.fix.safe
    assert found.fix.edits[0].replacement == "superseded-by: ADR-002\n"
    assert found.fix.edits[0].span == (4, 1, 4, 1)


def test_the_fix_is_safe_where_it_changes_no_status() -> None:
    files = {"ADR-001-a.md": write(1, "superseded-by: ADR-002", status="superseded"), "ADR-002-b.md": write(2)}
    ((found, _),) = findings(files)
    assert found.fix is not None
    assert (found.path, found.fix.safe) == ("docs/adr/ADR-002-b.md", True)
    assert found.fix.edits[0].replacement == "supersedes: ADR-001\n"


def test_a_relation_stated_in_prose_or_in_part_is_reciprocal_enough() -> None:
    prose = write(1, body="Its rules on caching moved to [another record](ADR-002-b.md).")
    assert check({"ADR-001-a.md": prose, "ADR-002-b.md": write(2, "supersedes: ADR-001")}) == []
    assert check({"ADR-001-a.md": write(1, body="See ADR 2."), "ADR-002-b.md": write(2, "supersedes: ADR-001")}) == []
    part = write(2, body="## Status\n\nAccepted. Supersedes in part ADR-001.")
    assert check({"ADR-001-a.md": write(1), "ADR-002-b.md": part}) == []


def test_a_circle_is_reported_once_with_all_its_records() -> None:
    files = {
        "ADR-001-a.md": write(1, "supersedes: ADR-003", "superseded-by: ADR-002", status="superseded"),
        "ADR-002-b.md": write(2, "supersedes: ADR-001", "superseded-by: ADR-003", status="superseded"),
        "ADR-003-c.md": write(3, "supersedes: ADR-002", "superseded-by: ADR-001", status="superseded"),
    }
    ((found, line),) = findings(files)
    assert (found.card.slug, found.path, line) == ("adr/cycle", "docs/adr/ADR-001-a.md", 4)
    assert {related.path for related in found.related} == {"docs/adr/ADR-002-b.md", "docs/adr/ADR-003-c.md"}


def test_a_record_can_not_supersede_itself() -> None:
    ((found, _),) = findings({"ADR-001-a.md": write(1, "supersedes: ADR-001")})
    assert (found.card.slug, found.message) == ("adr/cycle", "ADR-001 supersedes itself")


def test_a_contradiction_is_not_reported_again_as_a_missing_target() -> None:
    body = "## Status\n\nSuperseded by ADR-099"
    assert check({"ADR-001-a.md": write(1, body=body)}) == []
