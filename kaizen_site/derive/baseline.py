"""Findings against a baseline: those that it knows do not count, and its entries that no longer occur are counted."""

from __future__ import annotations

from dataclasses import replace

from kaizen_site.derive.finding import make_report
from kaizen_site.derive.fingerprint import fingerprint_report
from kaizen_site.model.baseline import Baseline, BaselineEntry
from kaizen_site.model.diagnostic import Finding, Report, Suppressed


def make_baseline(report: Report, name: str) -> Baseline:
    """All findings of a report as entries of the file `name`; failures of our own are left out."""
    pairs = zip(report.findings, fingerprint_report(report)[: len(report.findings)], strict=True)
    entries = (
        BaselineEntry(fingerprint, finding.card.slug, finding.path)
        for finding, fingerprint in pairs
        if _can_be_known(finding)
    )
    return Baseline(name, tuple(sorted(entries, key=lambda one: (one.path, one.rule, one.fingerprint))))


def apply_baseline(report: Report, baseline: Baseline) -> Report:
    """The same report with the findings that the baseline knows among the suppressed ones."""
    known = {entry.fingerprint for entry in baseline.entries}
    kept: list[Finding] = []
    suppressed = list(report.suppressed)
    for finding, fingerprint in zip(report.findings, fingerprint_report(report), strict=False):
        if fingerprint in known and _can_be_known(finding):
            suppressed.append(Suppressed(finding, "baseline", baseline.name))
        else:
            kept.append(finding)
    ordered = make_report(kept, report.files, dict(report.checked), suppressed=suppressed)
    return replace(report, findings=ordered.findings, suppressed=ordered.suppressed)


def count_gone(report: Report, baseline: Baseline) -> int:
    """How many entries a report on everything, with the baseline applied, has no finding for."""
    met = sum(1 for one in report.suppressed if one.kind == "baseline")
    return len({entry.fingerprint for entry in baseline.entries}) - met


def _can_be_known(finding: Finding) -> bool:
    return finding.card.family != "internal"
