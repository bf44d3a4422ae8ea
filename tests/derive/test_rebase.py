"""Paths count from the folder that a code host expects."""

from __future__ import annotations

import pytest

from kaizen_site.derive.rebase import rebase_report
from kaizen_site.model.diagnostic import Card, Finding, Note, Report, Severity, Suppressed
from kaizen_site.model.source import Span

CARD = Card("KZ301", "schedule/agent-unknown", Severity.ERROR, "s", "w.", "r.")
SPAN = Span(1, 1, 1, 2)


def finding(path: str) -> Finding:
    return Finding(CARD, Severity.ERROR, "m", path, SPAN, None, (Note(path, SPAN, "n"),), None, ())


@pytest.mark.parametrize(
    ("folder", "path", "expected"),
    [
        ("", "agents/a.md", "agents/a.md"),
        ("services/payments", "agents/a.md", "services/payments/agents/a.md"),
        ("services/payments", "../shared/a.md", "services/shared/a.md"),
        ("services", "../../shared/a.md", "../shared/a.md"),
        ("services", "./agents//a.md", "services/agents/a.md"),
        ("services", "/srv/a.md", "/srv/a.md"),
    ],
)
def test_a_path_gets_the_folder_before_it(folder: str, path: str, expected: str) -> None:
    report = rebase_report(Report((finding(path),), 1, (), (Suppressed(finding(path), "ignore", "r"),)), folder)

    assert report.findings[0].path == expected
    assert report.findings[0].notes[0].path == expected
    assert report.suppressed[0].finding.path == expected
