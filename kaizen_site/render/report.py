"""The text report: place, source lines and a caret under the exact token; escapes what could rewrite a terminal."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from kaizen_site.model.diagnostic import Card, Finding, Report, Severity
from kaizen_site.model.source import Span
from kaizen_site.rules.wording import make_printable

_COLOURS = {Severity.ERROR: "31", Severity.WARNING: "33", Severity.INFO: "36", Severity.HINT: "36"}
_TAB = 4
_WIDEST = 160


def render_text(
    report: Report,
    *,
    docs_url: str | None = None,
    seconds: float | None = None,
    colour: bool = False,
    fix_hint: str | None = None,
) -> str:
    """All findings with their source lines, then one line that sums up; `colour` adds ANSI sequences."""
    blocks = [render_finding(finding, docs_url=docs_url, colour=colour) for finding in report.findings]
    return "\n\n".join([*blocks, summarise_report(report, seconds=seconds, fix_hint=fix_hint)]) + "\n"


def render_finding(finding: Finding, *, docs_url: str | None = None, colour: bool = False) -> str:
    """One finding with its source lines; no newline at its end."""
    return "\n".join(_render_finding(finding, docs_url, _Paint(colour)))


def render_concise(report: Report, *, seconds: float | None = None, fix_hint: str | None = None) -> str:
    """One line a finding: path:line:column: severity[rule] message."""
    lines = [
        f"{escape(f.path)}:{f.span.line}:{f.span.column}: {f.severity}[{f.card.slug}] {escape(f.message)}"
        for f in report.findings
    ]
    return "\n".join([*lines, summarise_report(report, seconds=seconds, fix_hint=fix_hint)]) + "\n"


def summarise_report(report: Report, *, seconds: float | None = None, fix_hint: str | None = None) -> str:
    """The last line: what was found, or what was checked when nothing was; `fix_hint` names what would repair it."""
    took = "" if seconds is None else f" in {seconds:.2f} s"
    asides = _name_asides(report, fix_hint)
    if not report.findings:
        return f"All fine: {name_counts(report.checked)}{asides}{took}"
    files = len({finding.path for finding in report.findings})
    parts = [
        count_noun(report.count(severity), noun)
        for severity, noun in (
            (Severity.ERROR, "error"),
            (Severity.WARNING, "warning"),
            (Severity.INFO, "info"),
            (Severity.HINT, "hint"),
        )
        if report.count(severity)
    ]
    return f"{', '.join(parts)} in {files} of {count_noun(report.files, 'file')}{asides}{took}"


def name_counts(checked: tuple[tuple[str, int], ...]) -> str:
    """Words such as "20 agents, 1 decision": counts by kind; the kinds are plurals."""
    return ", ".join(f"{count} {kind if count != 1 else _singular(kind)}" for kind, count in checked)


def count_noun(count: int, noun: str) -> str:
    """Words such as "1 error" and "3 errors"; info has no plural."""
    return f"{count} {noun}" if count == 1 or noun == "info" else f"{count} {noun}s"


def escape(text: str) -> str:
    """Control, formatting and line-separating characters as visible escapes; tabs stay."""
    return text if text.isprintable() else "\t".join(make_printable(part) for part in text.split("\t"))


def rule_address(card: Card, docs_url: str | None) -> str:
    """The address of a rule's page, relative to the site when no `docs_url` is configured."""
    return f"{docs_url or ''}rules/{card.folder}/"


def _name_asides(report: Report, fix_hint: str | None) -> str:
    fixable = sum(1 for finding in report.findings if finding.fix is not None and finding.fix.safe)
    asides = [f"{fixable} fixable with {fix_hint}"] if fixable and fix_hint else []
    if report.suppressed:
        asides.append(f"{len(report.suppressed)} suppressed")
    return f" ({', '.join(asides)})" if asides else ""


class _Paint:
    def __init__(self, colour: bool) -> None:
        self._colour = colour

    def __call__(self, text: str, code: str) -> str:
        return f"\x1b[{code}m{text}\x1b[0m" if self._colour else text


def _render_finding(finding: Finding, docs_url: str | None, paint: _Paint) -> Iterator[str]:
    colour = _COLOURS[finding.severity]
    head = paint(f"{finding.severity}[{finding.card.slug}]", f"1;{colour}")
    yield f"{head}: {escape(finding.message)}"
    width = max([len(str(number)) for number, _ in finding.excerpt] or [1])
    arrow = paint("-->", "34")
    yield f"{' ' * width}{arrow} {escape(finding.path)}:{finding.span.line}:{finding.span.column}"
    yield from _render_excerpt(finding, width, paint)
    gutter = paint(f"{' ' * width} =", "34")
    if finding.help:
        yield f"{gutter} help: {escape(finding.help)}"
    for note in finding.notes:
        yield f"{gutter} related: {escape(note.path)}:{note.span.line}:{note.span.column}: {escape(note.message)}"
    docs = rule_address(finding.card, docs_url) if docs_url else f"kaizen-agentic rule {finding.card.code}"
    yield f"{gutter} docs: {docs}"


def _render_excerpt(finding: Finding, width: int, paint: _Paint) -> Iterator[str]:
    bar = paint("|", "34")
    blank = f"{' ' * width} {bar}"
    if not finding.excerpt:
        return
    yield blank
    for number, text in finding.excerpt:
        if number == finding.span.line:
            shown, caret = _place_caret(text, finding.span)
            yield f"{paint(str(number).rjust(width), '34')} {bar} {shown}".rstrip()
            yield f"{blank} {paint(caret, '1;' + _COLOURS[finding.severity])}"
        else:
            shown = _cut(_expand(text), 0, _WIDEST)
            yield f"{paint(str(number).rjust(width), '34')} {bar} {shown}".rstrip()
    yield blank


def _place_caret(text: str, span: Span) -> tuple[str, str]:
    """The line as shown and the carets below it; a long line is cut around the place."""
    end_column = span.end_column if span.end_line == span.line else len(text) + 1
    before = _expand(text[: span.column - 1])
    marked = _expand(text[span.column - 1 : max(end_column - 1, span.column - 1)])
    rest = _expand(text[max(end_column - 1, span.column - 1) :])
    whole = before + marked + rest
    skip = max(0, len(before) - _WIDEST // 2) if len(whole) > _WIDEST else 0
    shown = _cut(whole, skip, _WIDEST)
    lead = _width(before[skip:]) + (2 if skip else 0)
    room = max(_WIDEST - lead, 1)
    return shown, " " * lead + "^" * min(max(_width(marked), 1), room)


def _cut(text: str, skip: int, widest: int) -> str:
    cut = text[skip : skip + widest]
    return ("… " if skip else "") + cut + (" …" if len(text) > skip + widest else "")


def _expand(text: str) -> str:
    return escape(text).replace("\t", " " * _TAB)


def _width(text: str) -> int:
    return sum(_character_width(char) for char in text)


def _character_width(char: str) -> int:
    if unicodedata.combining(char):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def _singular(kind: str) -> str:
    return {"event types": "event type"}.get(kind, kind.removesuffix("s"))
