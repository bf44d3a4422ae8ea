"""The report as GitLab's Code Quality JSON, a subset of Code Climate's: one issue a finding."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from kaizen_site.model.diagnostic import Finding, Report, Severity
from kaizen_site.render.report import escape
from kaizen_site.render.report_json import dump_document

_SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.INFO: "info", Severity.HINT: "info"}


def render_gitlab(report: Report, fingerprints: Sequence[str]) -> str:
    """The whole document; `fingerprints` begin with those of the findings. Suppressed findings are no issues."""
    return dump_document(
        [_render_issue(*pair) for pair in zip(report.findings, fingerprints[: len(report.findings)], strict=True)]
    )


def _render_issue(finding: Finding, fingerprint: str) -> dict[str, Any]:
    span = finding.span
    help_text = f" ({escape(finding.help)})" if finding.help else ""
    return {
        "type": "issue",
        "description": escape(finding.message) + help_text,
        "check_name": finding.card.slug,
        "fingerprint": fingerprint,
        "severity": _SEVERITIES[finding.severity],
        "location": {
            "path": finding.path,
            "lines": {"begin": span.line, "end": span.end_line},
            "positions": {
                "begin": {"line": span.line, "column": span.column},
                "end": {"line": span.end_line, "column": span.end_column},
            },
        },
    }
