"""The report as SARIF 2.1.0: all rules, results with regions, fingerprints and fixes, suppressed results among them.

Paths are relative URIs from `%SRCROOT%`, the top of the repository, whose own address is left to the reader. Nothing
in the document depends on the time or on the machine.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from kaizen_site.model.diagnostic import Card, Finding, Fix, Report, Severity, Suppressed
from kaizen_site.model.source import Span
from kaizen_site.render.report import escape, rule_address
from kaizen_site.render.report_json import dump_document

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_ROOT = "%SRCROOT%"
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note", Severity.HINT: "note"}
_UNRESERVED = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/")


def render_sarif(
    report: Report,
    fingerprints: Sequence[str],
    cards: Sequence[Card],
    *,
    version: str | None = None,
    docs_url: str | None = None,
) -> str:
    """The whole log with one run; `cards` are all rules, those of the findings among them.

    `fingerprints` are those of the findings, then those of the suppressed ones.
    """
    driver = {
        "name": "kaizen-agentic",
        **({} if version is None else {"version": version}),
        **({} if docs_url is None else {"informationUri": docs_url}),
        "rules": [_render_rule(card, docs_url) for card in cards],
    }
    run = {
        "tool": {"driver": driver},
        "invocations": [{"executionSuccessful": not any(_is_failure(finding) for finding in report.findings)}],
        "originalUriBaseIds": {_ROOT: {"description": {"text": "The top of the repository."}}},
        "columnKind": "unicodeCodePoints",
        "results": list(_render_results(report, fingerprints, cards)),
    }
    return dump_document({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]})


def _render_rule(card: Card, docs_url: str | None) -> dict[str, Any]:
    # SARIF wants an absolute URI; without a site there is only the name under which the rule is explained offline.
    address = f"urn:kaizen-agentic:rule:{card.code}" if docs_url is None else rule_address(card, docs_url)
    offline = f"kaizen-agentic rule {card.code}"
    return {
        "id": card.code,
        "name": card.slug,
        "shortDescription": {"text": card.summary},
        "fullDescription": {"text": card.why},
        "help": {
            "text": f"{card.why}\n\n{card.remedy}\n\nExamples: {offline}",
            "markdown": f"{card.why}\n\n**What to do:** {card.remedy}\n\nExamples: `{offline}`",
        },
        "helpUri": address,
        "defaultConfiguration": {"level": _LEVELS[card.severity]},
        "properties": {"tags": [card.slug.partition("/")[0]]},
    }


def _render_results(report: Report, fingerprints: Sequence[str], cards: Sequence[Card]) -> Iterator[dict[str, Any]]:
    places = {card.code: index for index, card in enumerate(cards)}
    marks = iter(fingerprints)
    for finding in report.findings:
        yield {**_render_result(finding, next(marks), places), "suppressions": []}
    for suppressed in report.suppressed:
        result = _render_result(suppressed.finding, next(marks), places)
        yield {**result, "suppressions": [_render_suppression(suppressed)]}


def _render_result(finding: Finding, fingerprint: str, places: dict[str, int]) -> dict[str, Any]:
    text = escape(finding.message) + (f"\n{escape(finding.help)}" if finding.help else "")
    fixes = [] if finding.fix is None else list(_render_fix(finding.fix, finding.path))
    related = [
        {"id": number, **_render_location(note.path, note.span), "message": _render_message(escape(note.message))}
        for number, note in enumerate(finding.notes, 1)
    ]
    return {
        "ruleId": finding.card.code,
        **({"ruleIndex": places[finding.card.code]} if finding.card.code in places else {}),
        "level": _LEVELS[finding.severity],
        "message": _render_message(text),
        "locations": [_render_location(finding.path, finding.span)],
        **({"relatedLocations": related} if related else {}),
        "partialFingerprints": {"kaizenFindingHash/v1": fingerprint},
        **({"fixes": fixes} if fixes else {}),
    }


def _render_message(text: str) -> dict[str, str]:
    # `[words](3)` would be a link to another place; the words of a file must not become one.
    return {"text": text.replace("](", "] (")}


def _render_location(path: str, span: Span) -> dict[str, Any]:
    return {"physicalLocation": {"artifactLocation": _render_artifact(path), "region": _render_region(span)}}


def _render_artifact(path: str) -> dict[str, str]:
    return {"uri": _quote(path), "uriBaseId": _ROOT}


def _render_region(span: Span) -> dict[str, int]:
    line, column = max(span.line, 1), max(span.column, 1)
    end_line = max(span.end_line, line)
    end_column = max(span.end_column, column if end_line == line else 1)
    return {"startLine": line, "startColumn": column, "endLine": end_line, "endColumn": end_column}


def _render_fix(fix: Fix, path: str) -> Iterator[dict[str, Any]]:
    replacements = [
        {"deletedRegion": _render_region(edit.span), "insertedContent": {"text": edit.replacement}}
        for edit in fix.edits
        if isinstance(edit.span, Span)
    ]
    if replacements:
        yield {
            "description": _render_message(escape(fix.message)),
            "artifactChanges": [{"artifactLocation": _render_artifact(path), "replacements": replacements}],
            "properties": {"safe": fix.safe},
        }


def _render_suppression(suppressed: Suppressed) -> dict[str, Any]:
    return {
        "kind": "inSource" if suppressed.kind == "ignore" else "external",
        **({"justification": escape(suppressed.reason)} if suppressed.reason else {}),
        "properties": {"by": suppressed.kind},
    }


def _is_failure(finding: Finding) -> bool:
    return finding.card.slug.startswith("internal/")


def _quote(path: str) -> str:
    """A path as a relative URI: everything but unreserved characters and slashes is percent-encoded."""
    encoded = path.encode("utf-8", "surrogatepass")
    return "".join(chr(byte) if byte in _UNRESERVED else f"%{byte:02X}" for byte in encoded)
