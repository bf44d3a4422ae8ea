"""The report as workflow commands, one line a finding: GitHub Actions makes annotations from them."""

from __future__ import annotations

from kaizen_site.model.diagnostic import Finding, Report, Severity
from kaizen_site.render.report import escape, rule_address

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice", Severity.HINT: "notice"}


def render_github(report: Report, *, docs_url: str | None = None) -> str:
    """One command a finding; nothing when there is none."""
    return "".join(f"{_render_command(finding, docs_url)}\n" for finding in report.findings)


def _render_command(finding: Finding, docs_url: str | None) -> str:
    span = finding.span
    properties: dict[str, str | int] = {"file": escape(finding.path), "line": span.line}
    # Columns are refused by the runner when the end is on another line.
    if span.end_line == span.line:
        properties |= {"col": span.column, "endLine": span.line, "endColumn": max(span.end_column, span.column)}
    else:
        properties["endLine"] = span.end_line
    properties["title"] = f"{finding.card.slug} ({finding.card.code})"
    shown = ",".join(f"{name}={_escape_property(str(value))}" for name, value in properties.items())
    return f"::{_COMMANDS[finding.severity]} {shown}::{_escape_message(_render_message(finding, docs_url))}"


def _render_message(finding: Finding, docs_url: str | None) -> str:
    lines = [escape(finding.message)]
    if finding.help:
        lines.append(f"help: {escape(finding.help)}")
    lines += [
        f"related: {escape(note.path)}:{note.span.line}:{note.span.column}: {escape(note.message)}"
        for note in finding.notes
    ]
    lines.append(
        f"docs: {rule_address(finding.card, docs_url) if docs_url else f'kaizen-agentic rule {finding.card.code}'}"
    )
    return "\n".join(lines)


def _escape_message(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _escape_property(text: str) -> str:
    return _escape_message(text).replace(":", "%3A").replace(",", "%2C")
