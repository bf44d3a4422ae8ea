"""The report as JSON, version "1": its shape is held by `schemas/report.schema.json`."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from kaizen_site.model.diagnostic import Finding, Fix, Report, Severity
from kaizen_site.model.source import Span
from kaizen_site.render.report import rule_address


def render_report_json(report: Report, fingerprints: Sequence[str], *, docs_url: str | None = None) -> str:
    """The whole report; the same findings give the same bytes.

    `fingerprints` are those of the findings, then those of the suppressed ones.
    """
    marks = iter(fingerprints)
    document = {
        "version": "1",
        "summary": {
            "errors": report.count(Severity.ERROR),
            "warnings": report.count(Severity.WARNING),
            "files": report.files,
            "checked": dict(report.checked),
        },
        "findings": [finding_to_json(finding, next(marks), docs_url) for finding in report.findings],
        "suppressed": [
            {
                **finding_to_json(suppressed.finding, next(marks), docs_url),
                "suppression": {"kind": suppressed.kind, "reason": suppressed.reason},
            }
            for suppressed in report.suppressed
        ],
    }
    return dump_document(document)


def finding_to_json(finding: Finding, fingerprint: str, docs_url: str | None = None) -> dict[str, Any]:
    """One finding as a mapping of JSON values."""
    return {
        "code": finding.card.code,
        "rule": finding.card.slug,
        "severity": str(finding.severity),
        "message": finding.message,
        "path": finding.path,
        **_span_to_json(finding.span),
        "help": finding.help,
        "url": rule_address(finding.card, docs_url),
        "fingerprint": fingerprint,
        "related": [{"path": note.path, **_span_to_json(note.span), "message": note.message} for note in finding.notes],
        "fix": None if finding.fix is None else _fix_to_json(finding.fix),
    }


def dump_document(document: object) -> str:
    """JSON that can always be written as UTF-8: half a surrogate pair, which YAML can hold as an escape, stays one."""
    text = json.dumps(document, ensure_ascii=False, indent=2) + "\n"
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


def _span_to_json(span: Span) -> dict[str, int]:
    return {"line": span.line, "column": span.column, "end_line": span.end_line, "end_column": span.end_column}


def _fix_to_json(fix: Fix) -> dict[str, Any]:
    return {
        "message": fix.message,
        "safe": fix.safe,
        # Only located findings come here; an edit whose place is still symbolic has none to show.
        "edits": [
            {**_span_to_json(edit.span), "replacement": edit.replacement}
            for edit in fix.edits
            if isinstance(edit.span, Span)
        ],
    }
