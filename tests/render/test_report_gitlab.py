"""Code Quality JSON, with everything that GitLab requires of an issue."""

from __future__ import annotations

import json

import pytest

from kaizen_site.model.diagnostic import Report, Severity
from kaizen_site.render.report import escape
from kaizen_site.render.report_gitlab import render_gitlab
from tests.render.findings import CLEAN, FIRST, HARD, HOSTILE, HOSTILE_PATH, ORDINARY, SECOND, THIRD, unknown_agent


def test_a_finding_is_an_issue_with_its_place() -> None:
    (issue,) = json.loads(render_gitlab(Report((unknown_agent(),), 1), (FIRST,)))

    assert issue == {
        "type": "issue",
        "description": "no agent named `optimisation` (did you mean `optimization`?)",
        "check_name": "schedule/agent-unknown",
        "fingerprint": FIRST,
        "severity": "major",
        "location": {
            "path": ".kaizen/schedule.yml",
            "lines": {"begin": 4, "end": 4},
            "positions": {"begin": {"line": 4, "column": 3}, "end": {"line": 4, "column": 15}},
        },
    }


@pytest.mark.parametrize(
    ("severity", "word"),
    [(Severity.ERROR, "major"), (Severity.WARNING, "minor"), (Severity.INFO, "info"), (Severity.HINT, "info")],
)
def test_the_severity_is_in_the_words_of_gitlab(severity: Severity, word: str) -> None:
    (issue,) = json.loads(render_gitlab(Report((unknown_agent(severity=severity),), 1), (FIRST,)))

    assert issue["severity"] == word


def test_suppressed_findings_are_no_issues() -> None:
    issues = json.loads(render_gitlab(ORDINARY, (FIRST, SECOND, THIRD)))

    assert [issue["fingerprint"] for issue in issues] == [FIRST, SECOND]


def test_a_clean_report_is_an_empty_list() -> None:
    assert json.loads(render_gitlab(CLEAN, ())) == []


def test_hostile_words_stay_words() -> None:
    text = render_gitlab(HARD, (FIRST, SECOND))
    (issue,) = json.loads(text)

    assert text.encode("utf-8")
    assert issue["location"]["path"] == HOSTILE_PATH
    assert issue["description"].startswith(escape(HOSTILE))
    assert issue["description"].isprintable()
