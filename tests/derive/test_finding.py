"""Symbolic places become real ones, in a stable order."""

from __future__ import annotations

from kaizen_site.derive.finding import locate_findings, make_report
from kaizen_site.model.diagnostic import Card, Edit, Fix, Related, Severity
from kaizen_site.model.source import At, Document, Span

ERROR = Card("KZ309", "schedule/cron-invalid", Severity.ERROR, "s", "w.", "r.")
WARNING = Card("KZ303", "schedule/version-not-string", Severity.WARNING, "s", "w.", "r.")


class Fixed:
    def span(self, at: At) -> Span | None:
        return Span(2, 4, 2, 9) if at.pointer == ("a",) else None


DOCUMENT = Document("x.yml", "one\r\ntwo\r\nthree\r\n", "0", positions=Fixed())


def test_a_pointer_becomes_the_span_that_the_document_knows() -> None:
    (finding,) = locate_findings([ERROR.at("x.yml", At(("a",)), "m")], {"x.yml": DOCUMENT})

    assert finding.span == Span(2, 4, 2, 9)
    assert finding.excerpt == ((1, "one"), (2, "two"), (3, "three"))


def test_a_pointer_that_leads_nowhere_falls_back_to_its_parent_and_then_to_the_first_line() -> None:
    findings = locate_findings(
        [ERROR.at("x.yml", At(("a", "gone")), "parent"), ERROR.at("x.yml", At(("gone",)), "first")], {"x.yml": DOCUMENT}
    )

    assert [(f.message, f.span.line) for f in findings] == [("first", 1), ("parent", 2)]


def test_a_related_place_is_found_in_its_own_document() -> None:
    related = (Related("y.yml", At(("a",)), "here"),)
    documents = {"x.yml": DOCUMENT, "y.yml": Document("y.yml", "one\n", "1", positions=Fixed())}
    (finding,) = locate_findings([ERROR.at("x.yml", None, "m", related=related)], documents)

    assert finding.notes[0].span == Span(2, 4, 2, 9)


def test_the_edits_of_a_fix_get_their_places_too() -> None:
    fix = Fix("write it", (Edit(At(("a",)), "new"),), safe=False)
    (finding,) = locate_findings([ERROR.at("x.yml", At(("a",)), "m", fix=fix)], {"x.yml": DOCUMENT})

    assert finding.fix == Fix("write it", (Edit(Span(2, 4, 2, 9), "new"),), safe=False)


def test_a_fix_without_a_place_is_none_for_a_change_must_not_be_made_nearby() -> None:
    fix = Fix("write it", (Edit(At(("a", "gone")), "new"),))
    (finding,) = locate_findings([ERROR.at("x.yml", At(("a", "gone")), "m", fix=fix)], {"x.yml": DOCUMENT})
    (other,) = locate_findings([ERROR.at("y.yml", None, "m", fix=fix)], {})

    assert (finding.span, finding.fix, other.fix) == (Span(2, 4, 2, 9), None, None)


def test_findings_are_sorted_by_path_line_and_code_and_each_is_said_once() -> None:
    diagnostics = [
        ERROR.at("b.yml", Span(1, 1, 1, 2), "m"),
        WARNING.at("a.yml", Span(9, 1, 9, 2), "m"),
        ERROR.at("a.yml", Span(2, 1, 2, 2), "m"),
        ERROR.at("a.yml", Span(2, 1, 2, 2), "m"),
    ]

    assert [(f.path, f.span.line) for f in locate_findings(diagnostics, {})] == [
        ("a.yml", 2),
        ("a.yml", 9),
        ("b.yml", 1),
    ]


def test_strict_lifts_warnings_to_errors() -> None:
    findings = locate_findings([WARNING.at("a.yml", None, "m")], {})

    assert not make_report(findings, 1, {}).failed
    assert make_report(findings, 1, {}, strict=True).failed
