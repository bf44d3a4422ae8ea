"""Diagnostics get their real places: symbolic ones are looked up in the documents, once, when a report is made."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from kaizen_site.model.diagnostic import Diagnostic, Finding, Fix, Note, Report, Severity, Suppressed
from kaizen_site.model.source import Document, Span, Where
from kaizen_site.rules.wording import make_printable

_NEIGHBOURS = 1
_WIDEST_LINE = 262_144  # what a document may have at most; only records of runs are longer
_FIRST = Span(1, 1, 1, 1)


def locate_findings(diagnostics: Iterable[Diagnostic], documents: Mapping[str, Document]) -> tuple[Finding, ...]:
    """The findings in the order of a report; a document that is not given has only its first line."""
    lines: dict[str, list[str]] = {}
    return sort_findings(_locate(diagnostic, documents, lines) for diagnostic in diagnostics)


def sort_findings(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """By path, place and code, each once."""
    unique = {_key(finding): finding for finding in findings}
    return tuple(unique[key] for key in sorted(unique))


def make_report(
    findings: Iterable[Finding],
    files: int,
    checked: Mapping[str, int],
    *,
    strict: bool = False,
    suppressed: Iterable[Suppressed] = (),
) -> Report:
    """The report of one run; `strict` lifts warnings to errors."""
    silenced = {_key(one.finding): one for one in suppressed}
    report = Report(
        sort_findings(findings), files, tuple(checked.items()), tuple(silenced[key] for key in sorted(silenced))
    )
    return lift_warnings(report) if strict else report


def lift_warnings(report: Report) -> Report:
    """The same report with errors for warnings."""
    return replace(
        report,
        findings=tuple(
            replace(finding, severity=Severity.ERROR) if finding.severity is Severity.WARNING else finding
            for finding in report.findings
        ),
    )


def _key(finding: Finding) -> tuple[str, Span, str, str]:
    return finding.path, finding.span, finding.card.code, finding.message


def _locate(diagnostic: Diagnostic, documents: Mapping[str, Document], lines: dict[str, list[str]]) -> Finding:
    document = documents.get(diagnostic.path)
    span = _span(document, diagnostic.where)
    notes = tuple(
        Note(related.path, _span(documents.get(related.path), related.where), related.message)
        for related in diagnostic.related
    )
    return Finding(
        diagnostic.card,
        diagnostic.weight,
        make_printable(diagnostic.message),
        diagnostic.path,
        span,
        None if diagnostic.help is None else make_printable(diagnostic.help),
        notes,
        None if diagnostic.fix is None else _locate_fix(diagnostic.fix, document),
        () if document is None else _excerpt(_lines_of(document, lines), span.line),
    )


def _locate_fix(fix: Fix, document: Document | None) -> Fix | None:
    """The fix with real places, or none: a change must never be made somewhere near."""
    edits = []
    for edit in fix.edits:
        span = edit.span
        if not isinstance(span, Span):
            found = None if document is None else document.positions.span(span)
            if found is None:
                return None
            span = found
        edits.append(replace(edit, span=span))
    return replace(fix, edits=tuple(edits))


def _span(document: Document | None, where: Where) -> Span:
    if document is not None:
        return document.locate(where)
    return where if isinstance(where, Span) else _FIRST


def _lines_of(document: Document, known: dict[str, list[str]]) -> list[str]:
    """The document's lines, split once however many findings it has."""
    lines = known.get(document.path)
    if lines is None:
        lines = document.text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        if not lines[-1]:
            lines.pop()
        known[document.path] = lines
    return lines


def _excerpt(lines: list[str], line: int) -> tuple[tuple[int, str], ...]:
    first = max(line - _NEIGHBOURS, 1)
    last = min(line + _NEIGHBOURS, len(lines))
    return tuple((number, lines[number - 1][:_WIDEST_LINE]) for number in range(first, last + 1))
