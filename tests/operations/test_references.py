"""Catalogue and fleet together, as `check` reads them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kaizen_site.model.catalogue import Catalogue
from kaizen_site.model.fleet import RepoState
from kaizen_site.model.repo import Repo
from kaizen_site.model.schedule import Entry, Schedule
from kaizen_site.operations.check import run_check
from kaizen_site.operations.references import References
from kaizen_site.operations.repo import RepoReading

DEFINITION = """\
---
id: weekly-coach
name: Weekly Coach
enabled: true
owner: example
governance: example
status: active
trigger:
  type: cron
  cron_expression: "0 9 * * 1"
  timezone: Europe/Berlin
context_sources:
  - type: resolver
    query: discover_kaizen_scheduled_repos
    params:
      cadence: weekly
    bind_to: context.scheduled_runs
---

# Weekly Coach

```rule
id: run
for_each: context.scheduled_runs
bind_as: r
condition: 'r.agent == "coach"'
action:
  task_template: "Coach {{r.repo}}"
  description: "{{r.prepare_command}}"
```
"""
SCHEDULE = 'version: "1"\ntimezone: Europe/Berlin\nagents:\n  coach:\n    cadence: weekly\n    cron: "0 10 * * 1"\n'


def write(root: Path, files: dict[str, str]) -> None:
    for path, text in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, "utf-8")


def fleet(name: str, slug: str, schedule: str = SCHEDULE, **row: str) -> dict[str, str]:
    return {
        f"{name}/snapshot.yml": 'version: "1"\ntaken_at: "2026-11-20T06:00:00Z"\ncounts: {repos: 1}\n',
        f"{name}/repos/{slug}/repo.json": json.dumps({"slug": slug, "skipped": None, **row}, indent=2),
        f"{name}/repos/{slug}/schedule.yml": schedule,
    }


def find(root: Path) -> list[tuple[str, str, int, int]]:
    found = run_check(root).findings
    return [(one.card.slug, one.path, one.span.line, one.span.column) for one in found]


def test_drift_shows_both_places(tmp_path: Path) -> None:
    write(tmp_path, {"activity-definitions/weekly-coach.md": DEFINITION, **fleet("fleet", "api")})
    (one,) = run_check(tmp_path).findings
    assert one.path == "fleet/repos/api/schedule.yml"
    assert (6, '    cron: "0 10 * * 1"') in one.excerpt
    assert [(note.path, note.span.line) for note in one.notes] == [("activity-definitions/weekly-coach.md", 10)]


def test_a_checkout_beside_its_definitions_is_compared_as_well(tmp_path: Path) -> None:
    write(tmp_path, {"activity-definitions/weekly-coach.md": DEFINITION, ".kaizen/schedule.yml": SCHEDULE})
    assert find(tmp_path) == [("xref/cron-drift", ".kaizen/schedule.yml", 6, 11)]


def test_an_agent_that_only_the_checkout_has_is_known_there(tmp_path: Path) -> None:
    memory = "---\nagent: stargazer\nproject: x\nlast_updated: 2026-11-16\nsession_count: 1\n---\n\nNotes.\n"
    agent = "---\nname: stargazer\ndescription: Looks up.\ncategory: meta\n---\n\nLook up.\n"
    write(tmp_path, {".kaizen/agents/stargazer/memory.md": memory})
    assert find(tmp_path) == [("xref/memory-agent-unknown", ".kaizen/agents/stargazer/memory.md", 1, 1)]
    write(tmp_path, {"agents/agent-stargazer.md": agent})
    assert find(tmp_path) == []


def test_two_snapshots_are_counted_apart(tmp_path: Path) -> None:
    write(tmp_path, {"kaizen.toml": 'fleet = ["one", "two"]\n', **fleet("one", "api"), **fleet("two", "web")})
    assert find(tmp_path) == []
    write(tmp_path, fleet("two", "api"))
    assert find(tmp_path) == [("fleet/counts-differ", "two/snapshot.yml", 3, 17)]


def test_a_home_directory_is_told_and_not_shown(tmp_path: Path) -> None:
    write(tmp_path, fleet("fleet", "api", root="/home/mira/api"))
    (one,) = run_check(tmp_path).findings
    assert (one.card.slug, one.span.line, one.excerpt) == ("fleet/home-directory", 4, ())


def test_what_is_kept_does_not_grow_with_the_repos() -> None:
    references = References(Catalogue(known_agents=frozenset({"coach"})), {})
    for number in range(500):
        schedule = Schedule(f"{number}.yml", (Entry("coach", "weekly", "0 9 * * 1"),), None, f"e{number}")
        state = RepoState(Repo(f"r{number}", "storefront"), schedule)
        references.visit_repo(RepoReading(state, {}, (), 1))
    assert len(references.asked) == 1
    assert not references.kept
    assert (references.crons, references.full_hours) == (500, 500)


@pytest.mark.parametrize("count", [1, 2])
def test_a_report_may_be_made_twice(tmp_path: Path, count: int) -> None:
    from kaizen_site.operations.catalogue import load_catalogue
    from kaizen_site.operations.check import Tally, add_fleet
    from kaizen_site.operations.configuration import load_configuration

    definition = DEFINITION.replace('"coach"', '"optimization"')
    write(tmp_path, {"activity-definitions/weekly-coach.md": definition, **fleet("fleet", "api")})
    loaded = load_catalogue(tmp_path, load_configuration(tmp_path))
    tally = Tally()
    tally.add_catalogue(loaded)
    add_fleet(tally, tmp_path, "fleet", loaded.catalogue.known_agents)
    for _ in range(count):
        report = tally.report()
    assert [one.card.slug for one in report.findings] == ["xref/definition-not-fed", "xref/agent-not-fired"]
