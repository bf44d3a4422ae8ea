"""Baselines lie in files: read before a check, written after one."""

from __future__ import annotations

from pathlib import Path

from kaizen_site.derive.baseline import apply_baseline, make_baseline
from kaizen_site.gather.tree import Folder
from kaizen_site.model.baseline import Baseline
from kaizen_site.model.diagnostic import Report
from kaizen_site.parse.baseline import read_baseline
from kaizen_site.publish.report import write_report_file
from kaizen_site.render.baseline import render_baseline

_LIMIT = 67_108_864


def load_baseline(path: Path) -> Baseline:
    """The baseline in a file; raises Misconfigured where it can't be used."""
    place = path.resolve()
    return read_baseline(Folder(place.parent).read(place.name, _LIMIT), path.as_posix())


def write_baseline(path: Path, report: Report) -> Report:
    """Write all findings of a report as the new baseline; the report with that baseline applied."""
    baseline = make_baseline(report, path.as_posix())
    write_report_file(path, render_baseline(baseline))
    return apply_baseline(report, baseline)
