"""The report as JUnit XML: a suite a file, a case a finding, and one case that passes when there is nothing to say.

An error fails. Anything lighter passes with its text as output, so that a test report is as red as the exit status;
what is suppressed is skipped with its reason.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from itertools import groupby
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from kaizen_site.model.diagnostic import Finding, Report, Severity
from kaizen_site.render.report import escape, render_finding, summarise_report

_NAME = "kaizen-agentic check"


def render_junit(report: Report, *, docs_url: str | None = None) -> str:
    """The whole document; every character that XML has no room for is a visible escape."""
    root = Element("testsuites", name=_NAME)
    rows: list[tuple[Finding, str | None]] = [(finding, None) for finding in report.findings]
    rows += [(one.finding, one.reason or one.kind) for one in report.suppressed]
    rows.sort(key=lambda row: (row[0].path, row[0].span, row[0].card.code, row[0].message))
    for path, group in groupby(rows, key=lambda row: row[0].path):
        _add_suite(root, escape(path), group, docs_url)
    if not rows:
        suite = SubElement(root, "testsuite", name=_NAME)
        SubElement(suite, "testcase", classname=_NAME, name=summarise_report(report))
    for element in (*root, root):
        for attribute, tag in (("tests", "testcase"), ("failures", "failure"), ("skipped", "skipped")):
            element.set(attribute, str(sum(1 for _ in element.iter(tag))))
        element.set("errors", "0")
    indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{tostring(root, encoding="unicode")}\n'


def _add_suite(root: Element, path: str, rows: Iterable[tuple[Finding, str | None]], docs_url: str | None) -> None:
    suite = SubElement(root, "testsuite", name=path)
    names: Counter[str] = Counter()
    for finding, reason in rows:
        # No line in the name: the case stays the same one when lines above it are added.
        name = f"{finding.card.slug}: {escape(finding.message)}"
        names[name] += 1
        shown = name if names[name] == 1 else f"{name} ({names[name]})"
        case = SubElement(suite, "testcase", classname=path, name=shown, file=path, line=str(finding.span.line))
        text = f"\n{render_finding(finding, docs_url=docs_url)}\n"
        if reason is not None:
            SubElement(case, "skipped", message=escape(reason))
        elif finding.severity is Severity.ERROR:
            SubElement(case, "failure", type=finding.card.slug, message=escape(finding.message)).text = text
        else:
            SubElement(case, "system-out").text = text
