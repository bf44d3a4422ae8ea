"""Thirty bad inputs: each gives exactly its finding, in its place and weight, and no other error."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pytest

from kaizen_site.model.diagnostic import Severity
from kaizen_site.operations.check import run_check

SCHEDULE = """\
version: "1"
timezone: Europe/Berlin
agents:
  coach:
    cadence: weekly
    cron: "0 9 * * 1"
    enabled: true
"""
DEFINITION = """\
---
id: kaizen-weekly-coach-orientation
name: Weekly Kaizen Coach Orientation
enabled: false
owner: kaizen-agentic
governance: custodian
status: proposed
trigger:
  type: cron
  cron_expression: "0 9 * * 1"
  timezone: Europe/Berlin
  misfire_policy: skip
context_sources:
  - type: resolver
    query: discover_kaizen_scheduled_repos
    params:
      domain: custodian
      cadence: weekly
    bind_to: context.scheduled_runs
---

# Weekly Kaizen Coach Orientation

On Mondays at nine, one task for every repo that schedules the coach.

```rule
id: run-weekly-coach
for_each: context.scheduled_runs
bind_as: r
condition: 'r.agent == "coach" and r.enabled == true'
action:
  task_template: "Weekly coach orientation: {{r.repo}}"
  description: |
    {{r.prepare_command}}
  target_repo: "{{r.repo}}"
  priority: medium
  labels: ["kaizen", "coach"]
```
"""
TRIGGER = DEFINITION[DEFINITION.index("trigger:") : DEFINITION.index("context_sources:")]
RULE = DEFINITION[DEFINITION.index("```rule") :]
AGENT = """\
---
name: scribe
description: Keeps the minutes of a session.
category: documentation
---

# Scribe

Write down what was decided.
"""
DECISION = """\
---
id: ADR-001
title: One
status: accepted
date: "2026-06-17"
---

# ADR-001: One

## Status

Accepted

## Context

Something had to be decided.

## Decision

This was decided.

## Consequences

Life went on.
"""
YML = ".kaizen/schedule.yml"
COACH = "activity-definitions/weekly-coach-orientation.md"
ONE = "docs/adr/ADR-001-one.md"
SCRIBE = "agents/agent-scribe.md"


class Case(NamedTuple):
    """The files, and the finding: its rule, severity, file, possible lines, column where it matters, words."""

    files: dict[str, str]
    rule: str
    severity: str
    path: str
    lines: tuple[int, ...]
    words: tuple[str, ...]
    column: int | None = None
    at_most: int = 1


def swap(text: str, old: str, new: str) -> str:
    assert old in text
    return text.replace(old, new, 1)


def schedule(old: str, new: str) -> dict[str, str]:
    return {YML: swap(SCHEDULE, old, new)}


def definition(old: str, new: str) -> dict[str, str]:
    return {COACH: swap(DEFINITION, old, new)}


CASES = {
    "P01": Case(
        schedule('version: "1"\n', ""), "schedule/version-missing", "error", YML, (1,), ("`version`", 'version: "1"')
    ),
    "P02": Case(
        schedule('"1"', '"2"'), "schedule/version-unsupported", "error", YML, (1,), ('version "2"', 'only "1"'), 10
    ),
    "P03": Case(
        schedule('"1"', "1"), "schedule/version-not-string", "warning", YML, (1,), ("the number 1", "quote it"), 10
    ),
    "P04": Case(
        {YML: 'version: "1"\nagents:\n  - coach\n  - optimization\n'},
        "schedule/agents-not-mapping",
        "error",
        YML,
        (2, 3),
        ("a list", "must map", "`coach:`", "cadence: weekly"),
    ),
    "P05": Case(
        schedule("coach", "optimisation"),
        "schedule/agent-unknown",
        "error",
        YML,
        (4,),
        ("`optimisation`", "installed or packaged", "did you mean `optimization`?"),
        3,
    ),
    "P06": Case(
        schedule("weekly", "hourly"),
        "schedule/cadence-unknown",
        "error",
        YML,
        (5,),
        ("hourly", "daily, weekly or monthly", "cadence: daily", "hourly cron"),
        14,
    ),
    "P07": Case(
        schedule("cadence", "cadance"),
        "schedule/unknown-key",
        "error",
        YML,
        (5,),
        ("`cadance`", "did you mean `cadence`?"),
        5,
    ),
    "P08": Case(schedule("0 9", "0 25"), "schedule/cron-invalid", "error", YML, (6,), ("hour 25", "0-23"), 14),
    "P09": Case(
        schedule('"0 9 * * 1"', "* 9 * * 1"), "yaml/syntax", "error", YML, (6,), ("`*`", "alias", "quotes"), 11
    ),
    "P10": Case(
        {YML: f"{SCHEDULE}  optimization:\n    cadence: weekly\n  coach:\n    cadence: monthly\n"},
        "yaml/duplicate-key",
        "error",
        YML,
        (10,),
        ("agent `coach`", "twice", "line 4", "keep only the last"),
        3,
    ),
    "P11": Case(
        schedule("enabled: true", 'enabled: "false"'),
        "schedule/enabled-not-boolean",
        "error",
        YML,
        (7,),
        ('"false"', "counts as true", "write false without quotes"),
        14,
    ),
    "P12": Case(
        schedule("Berlin", "Berln"),
        "schedule/timezone-unknown",
        "error",
        YML,
        (2,),
        ("IANA", "did you mean `Europe/Berlin`?"),
        11,
    ),
    "P13": Case(
        definition(TRIGGER, ""), "definition/trigger-missing", "error", COACH, (1, 2), ("`trigger`", "missing")
    ),
    "P14": Case(
        definition("type: cron", "type: crn"),
        "definition/trigger-type-unknown",
        "error",
        COACH,
        (9,),
        ("`crn`", "did you mean `cron`?", "event"),
        9,
    ),
    "P15": Case(
        definition("0 9 * * 1", "0 0 9 * * 1"),
        "definition/cron-invalid",
        "error",
        COACH,
        (10,),
        ("6 fields", "5 wanted", "seconds are not taken", "`0 9 * * 1`"),
        21,
    ),
    "P16": Case(
        definition("bind_as: r\n", "bind_as: r\n  for: x\n"), "rule/yaml-syntax", "error", COACH, (30,), ("key",), 6
    ),
    "P17": Case(
        definition("for_each: context.scheduled_runs", "for_each: context.schedule_runs"),
        "rule/for-each-unbound",
        "error",
        COACH,
        (28,),
        ("no context source binds `context.schedule_runs`", "did you mean `context.scheduled_runs`?", "19"),
        11,
    ),
    "P18": Case(
        definition("'r.agent", "'run.agent"),
        "rule/unknown-variable",
        "error",
        COACH,
        (30,),
        ("`run` is not bound", "`bind_as` is `r`"),
        13,
    ),
    "P19": Case(definition(RULE, ""), "definition/no-rule", "error", COACH, (1, 2), ("```rule", "nothing")),
    "P20": Case(
        {COACH: DEFINITION, "activity-definitions/weekly-copy.md": DEFINITION},
        "definition/duplicate-id",
        "error",
        COACH,
        (2,),
        ("activity-definitions/weekly-copy.md",),
        5,
        at_most=2,
    ),
    "P21": Case(
        definition("orientation: {{r.repo}}", "orientation: {{r.rep}}"),
        "rule/unknown-field",
        "error",
        COACH,
        (32,),
        ("a scheduled run", "`rep`", "did you mean `repo`?"),
        49,
    ),
    "P22": Case(
        {SCRIBE: AGENT.replace("\n---\n", "\n")},
        "front-matter/not-closed",
        "error",
        SCRIBE,
        (1,),
        ("line 1", "closing"),
    ),
    "P23": Case(
        {"agents/agent-coaching.md": "---\nname: coach-2\ndescription: A coach.\n---\n\n# Coach\n\nAsk.\n"},
        "agent/name-file-mismatch",
        "error",
        "agents/agent-coaching.md",
        (2,),
        ("coach-2", "coaching"),
    ),
    "P24": Case(
        {SCRIBE: swap(AGENT, "description: Keeps the minutes of a session.\n", "")},
        "agent/description-missing",
        "error",
        SCRIBE,
        (1, 2),
        ("`description`", "missing"),
    ),
    "P25": Case(
        {ONE: swap(swap(DECISION, "status: accepted", "status: acepted"), "## Status\n\nAccepted\n\n", "")},
        "adr/status-unknown",
        "warning",
        ONE,
        (4,),
        ("acepted", "accepted", "proposed"),
    ),
    "P26": Case(
        {
            "docs/adr/ADR-007-seven.md": DECISION.replace("ADR-001: One", "Six")
            .replace("ADR-001", "ADR-006")
            .replace("title: One", "title: Six")
        },
        "adr/id-file-mismatch",
        "error",
        "docs/adr/ADR-007-seven.md",
        (2,),
        ("6", "7"),
    ),
    "P27": Case(
        {ONE: swap(DECISION, 'date: "2026-06-17"\n', 'date: "2026-06-17"\nsupersedes: ADR-099\n')},
        "adr/target-missing",
        "error",
        ONE,
        (6,),
        ("ADR-099", "docs/adr"),
    ),
    "P28": Case(
        {ONE: swap(DECISION, "\nAccepted\n", "\nSuperseded\n")},
        "adr/status-conflict",
        "error",
        ONE,
        (4, 12),
        ("accepted", "superseded", "4", "12"),
    ),
    "P29": Case(
        {ONE: swap(DECISION, '"2026-06-17"', "2026-13-01")}, "adr/date-invalid", "error", ONE, (5,), ("month 13",)
    ),
    "P30": Case(
        {ONE: DECISION, "docs/adr/ADR-001-uno.md": DECISION},
        "adr/duplicate-id",
        "error",
        "docs/adr/ADR-001-uno.md",
        (1, 2),
        ("ADR-001", "ADR-001-one.md", "ADR-002"),
        at_most=2,
    ),
}


def write_tree(root: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


@pytest.mark.parametrize("name", CASES)
def test_a_bad_input_gives_its_finding_and_no_other_error(name: str, tmp_path: Path) -> None:
    case = CASES[name]
    write_tree(tmp_path, case.files)
    report = run_check(tmp_path)
    mine = [finding for finding in report.findings if finding.card.slug == case.rule]
    others = [f for f in report.findings if f.card.slug != case.rule and f.severity is Severity.ERROR]
    assert not others
    assert 1 <= len(mine) <= case.at_most
    finding = next(finding for finding in mine if finding.path == case.path)
    assert finding.severity == case.severity
    assert finding.span.line in case.lines
    assert case.column in (None, finding.span.column)
    notes = " ".join(f"{note.path}:{note.span.line} {note.message}" for note in finding.notes)
    said = f"{finding.message} {finding.help or ''} {notes}"
    assert [word for word in case.words if word not in said] == []


@pytest.mark.parametrize("name", ["P03", "P07", "P09", "P11"])
def test_a_fixable_input_offers_its_fix(name: str, tmp_path: Path) -> None:
    case = CASES[name]
    write_tree(tmp_path, case.files)
    findings = run_check(tmp_path).findings
    assert [finding.fix is not None for finding in findings if finding.card.slug == case.rule] == [True]


@pytest.mark.parametrize(
    "files", [{YML: SCHEDULE}, {COACH: DEFINITION}, {SCRIBE: AGENT}, {ONE: DECISION}], ids=["yml", "md", "agent", "adr"]
)
def test_the_files_that_the_thirty_were_made_from_are_clean(files: dict[str, str], tmp_path: Path) -> None:
    write_tree(tmp_path, files)
    assert run_check(tmp_path).findings == ()
