"""The report as markdown for a pull request's comment or a job's summary.

Words of the checked files stay words: no markup, no mention of anybody, no reference to an issue comes of them. A
comment has a limit at every host, so errors come first and what is left out is counted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from kaizen_site.model.diagnostic import Finding, Report, Severity
from kaizen_site.render.escape import escape_markdown
from kaizen_site.render.report import count_noun, escape, rule_address, summarise_report

_MOST = 50
_LONGEST = 50_000  # characters of the list; GitHub takes 65,536 in a comment
_LONGEST_TEXT = 1_000
_ORDER = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.INFO: 2, Severity.HINT: 3}
_CODE = re.compile(r"(?<!`)`([^`]+)`(?!`)")
_LIVE = re.compile(r"[@#!](?=\w)|:(?=//)|www(?=\.)|&", re.IGNORECASE)


def render_report_markdown(report: Report, *, docs_url: str | None = None) -> str:
    """A heading that sums up, a list for each file, and a line about what the list does not show."""
    parts = [f"### Kaizen: {_text(summarise_report(report))}"]
    shown = _choose(report.findings, docs_url)
    for path, group in groupby(shown, key=lambda row: row[0].path):
        parts.append(f"{_code(path)}\n\n" + "\n".join(item for _, item in group))
    left_out = _name_left_out(report, [finding for finding, _ in shown])
    if left_out:
        parts.append(f"Not shown here: {left_out}. `kaizen-agentic check` prints them all.")
    return "\n\n".join(parts) + "\n"


def _choose(findings: Sequence[Finding], docs_url: str | None) -> list[tuple[Finding, str]]:
    """The findings that have room and their items, in the report's order; the heavier a finding, the sooner it has."""
    room = _LONGEST
    chosen = {}
    by_weight = sorted(range(len(findings)), key=lambda index: _ORDER[findings[index].severity])
    for index in by_weight[:_MOST]:
        item = "\n".join(_render_item(findings[index], docs_url))
        room -= len(item) + len(findings[index].path)
        if room < 0:
            break
        chosen[index] = item
    return [(findings[index], chosen[index]) for index in sorted(chosen)]


def _render_item(finding: Finding, docs_url: str | None) -> Iterator[str]:
    span, card = finding.span, finding.card
    rule = f"[`{card.slug}`]({rule_address(card, docs_url)})" if docs_url else f"`{card.slug}`"
    yield f"- **{finding.severity}** {rule}, line {span.line}, column {span.column}: {_text(finding.message)}"
    if finding.help:
        yield f"  - help: {_text(finding.help)}"
    for note in finding.notes:
        yield f"  - related: {_code(note.path)}, line {note.span.line}: {_text(note.message)}"


def _name_left_out(report: Report, shown: Sequence[Finding]) -> str:
    counts = [
        (report.count(severity) - sum(finding.severity is severity for finding in shown), str(severity))
        for severity in _ORDER
    ]
    return ", ".join(count_noun(count, noun) for count, noun in counts if count)


def _text(text: str) -> str:
    """One line in which only `code` is markup; a very long one is cut, and says so."""
    cut = f"{text[:_LONGEST_TEXT]} … (cut)" if len(text) > _LONGEST_TEXT else text
    pieces = _CODE.split(escape(cut))
    return "".join(_code(piece) if index % 2 else _escape(piece) for index, piece in enumerate(pieces))


def _escape(text: str) -> str:
    """Plain words: specials escaped, and whatever a host would make a link of broken up by a blank without width."""
    inner = escape_markdown(text)
    before = " " if text[:1].isspace() else ""
    after = " " if inner and text[-1:].isspace() else ""
    return before + _LIVE.sub(_break, inner) + after


def _break(match: re.Match[str]) -> str:
    return "&amp;" if match[0] == "&" else f"{match[0]}&#8203;"


def _code(text: str) -> str:
    """A code span whose fence is longer than any run of backticks in the text."""
    shown = escape(text).strip() or " "
    fence = "`" * (max((len(run) for run in re.findall(r"`+", shown)), default=0) + 1)
    pad = " " if "`" in shown else ""
    return f"{fence}{pad}{shown}{pad}{fence}"
