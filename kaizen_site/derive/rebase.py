"""A report whose paths count from another folder: code hosts take them from the top of the repository."""

from __future__ import annotations

from dataclasses import replace

from kaizen_site.model.diagnostic import Finding, Report


def rebase_report(report: Report, folder: str) -> Report:
    """The same report with every path below `folder`, which has forward slashes and may be empty."""
    if not folder:
        return report
    return replace(
        report,
        findings=tuple(_rebase(finding, folder) for finding in report.findings),
        suppressed=tuple(replace(one, finding=_rebase(one.finding, folder)) for one in report.suppressed),
    )


def _rebase(finding: Finding, folder: str) -> Finding:
    return replace(
        finding,
        path=_join(folder, finding.path),
        notes=tuple(replace(note, path=_join(folder, note.path)) for note in finding.notes),
    )


def _join(folder: str, path: str) -> str:
    if path.startswith("/"):
        return path
    parts: list[str] = []
    for part in f"{folder}/{path}".split("/"):
        if part == ".." and parts and parts[-1] != "..":
            parts.pop()
        elif part not in ("", "."):
            parts.append(part)
    return "/".join(parts)
