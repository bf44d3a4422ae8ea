"""The fleet in `fleet/` is what its generator makes, and shows one of each thing that a reader can meet."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, date, datetime
from hashlib import sha256
from pathlib import Path

import pytest

from kaizen_site.derive.finding import locate_findings
from kaizen_site.derive.fleet import make_row
from kaizen_site.derive.runs import week_of
from kaizen_site.gather.tree import Folder
from kaizen_site.model.definition import Definition
from kaizen_site.model.fleet import AgentRow, FleetRow
from kaizen_site.operations.fleet import RepoReading, read_header, stream_repos
from kaizen_site.operations.target import packaged_agents
from kaizen_site.parse.definition import read_definition


def generate(project: Path, out: Path, *arguments: str) -> dict[str, str]:
    """Run the generator; path and digest of each file that it wrote."""
    command = [sys.executable, str(project / "benchmarks/make_fleet.py"), "--out", str(out), *arguments]
    subprocess.run(command, cwd=out.parent, check=True, capture_output=True)
    return digests(out)


def digests(root: Path) -> dict[str, str]:
    return {path: sha256((root / path).read_bytes()).hexdigest() for path in Folder(root).files()}


@pytest.fixture(scope="module")
def readings(project: Path) -> list[RepoReading]:
    return list(stream_repos(project / "fleet", "fleet", packaged_agents()))


@pytest.fixture(scope="module")
def definitions(project: Path) -> list[Definition]:
    folder = Folder(project / "activity-definitions")
    values = [read_definition(folder.read(path)).value for path in folder.files(suffix=".md")]
    return [value for value in values if value is not None]


@pytest.fixture(scope="module")
def rows(readings: list[RepoReading], definitions: list[Definition]) -> dict[str, FleetRow]:
    now = datetime(2026, 11, 20, 6, tzinfo=UTC)
    return {reading.state.repo.slug: make_row(reading.state, {}, definitions, now) for reading in readings}


def agent(rows: dict[str, FleetRow], slug: str, name: str) -> AgentRow:
    return next(one for one in rows[slug].agents if one.agent == name)


def test_the_generator_makes_exactly_the_fleet_that_is_committed(project: Path, tmp_path: Path) -> None:
    assert generate(project, tmp_path / "fleet", "--example") == digests(project / "fleet")


def test_the_fleet_stays_small(project: Path) -> None:
    assert sum(path.stat().st_size for path in (project / "fleet").rglob("*") if path.is_file()) < 1_500_000


def test_nothing_is_found_but_what_the_snapshot_recorded(readings: list[RepoReading], project: Path) -> None:
    found = [
        (str(one.severity), one.card.slug, one.path, one.span.line)
        for reading in readings
        for one in locate_findings(reading.diagnostics, reading.documents)
    ]
    path = "fleet/repos/event-relay/schedule.yml"
    assert found == [("warning", "fleet/schedule-recorded-invalid", path, line) for line in (5, 10)]
    assert read_header(project / "fleet").diagnostics == ()


def test_the_header_counts_what_is_there(project: Path, readings: list[RepoReading]) -> None:
    header = read_header(project / "fleet").value
    assert header is not None
    assert header.taken_at == "2026-11-20T06:00:00Z"
    records = sum(len(one.executions) for reading in readings for one in reading.state.agents)
    skipped = sum(reading.state.repo.skipped is not None for reading in readings)
    assert dict(header.counts) == {"repos": len(readings), "skipped": skipped, "records": records}
    assert (len(readings), skipped) == (14, 2)
    assert {reading.state.repo.domain for reading in readings} == {"custodian", "storefront", "platform"}


def test_each_health_is_to_be_seen(rows: dict[str, FleetRow]) -> None:
    health = {one.health for row in rows.values() if row.skipped is None for one in row.agents}
    assert health == {"healthy", "needs-a-look", "failing", "no-runs", "paused"}
    assert agent(rows, "catalogue-search", "test-maintenance").health == "failing"
    assert agent(rows, "checkout-web", "tdd-workflow").health == "paused"
    assert {one.health for one in rows["build-images"].agents} == {"no-runs"}


def test_one_agent_fell_and_one_improved(readings: list[RepoReading]) -> None:
    by_slug = {reading.state.repo.slug: reading.state for reading in readings}

    def halves(slug: str, name: str) -> tuple[float, float]:
        runs = [one.success for one in by_slug[slug].state(name).executions]
        third = len(runs) // 3
        return sum(runs[:third]) / third, sum(runs[-third:]) / third

    before, after = halves("catalogue-search", "test-maintenance")
    assert before > 0.85
    assert after < 0.55
    before, after = halves("ledger-export", "code-refactoring")
    assert before < 0.6
    assert after > 0.85


def test_one_agent_has_too_few_runs_and_one_repo_can_not_be_reached(rows: dict[str, FleetRow]) -> None:
    assert 0 < agent(rows, "identity-gateway", "sys-medic").execution_count < 10
    unreachable, invalid = rows["price-engine"].skipped, rows["event-relay"].skipped
    assert unreachable is not None
    assert unreachable.reason == "repo_unreachable"
    assert invalid is not None
    assert invalid.reason == "schedule_invalid"


def test_everything_that_is_enabled_fires(rows: dict[str, FleetRow]) -> None:
    enabled = [one for row in rows.values() if row.skipped is None for one in row.agents if one.enabled]
    assert all(one.next_fires for one in enabled)
    assert len({one.timezone for one in enabled}) >= 6
    assert sum(day.runs for day in week_of(rows.values(), date(2026, 11, 23)).days) > 30


def test_a_repo_without_crons_and_zone_inherits_both(rows: dict[str, FleetRow]) -> None:
    coach = agent(rows, "archive-index", "coach")
    assert (rows["archive-index"].timezone, coach.cron, coach.timezone) == (None, "0 9 * * 1", "Europe/Berlin")
    assert agent(rows, "archive-index", "optimization").cron == "0 10 * * 1"


def test_every_summary_file_is_the_one_that_follows_from_the_records(
    project: Path, readings: list[RepoReading]
) -> None:
    from kaizen_site.render.summary import render_summary_json

    for reading in readings:
        for state in reading.state.agents:
            if state.summary is not None:
                path = project / f"fleet/repos/{reading.state.repo.slug}/metrics/{state.agent}/summary.json"
                assert path.read_text("utf-8") == render_summary_json(state.summary)


ARGUMENTS = ("--repos", "12", "--agents", "3", "--records", "20", "--seed", "5")


def test_a_seeded_fleet_is_the_same_each_time_and_another_with_another_seed(project: Path, tmp_path: Path) -> None:
    first = generate(project, tmp_path / "a", *ARGUMENTS)
    assert first == generate(project, tmp_path / "b", *ARGUMENTS)
    other = generate(project, tmp_path / "c", *ARGUMENTS[:-1], "6")
    assert set(first) != set(other)


def test_a_larger_fleet_begins_with_the_smaller_one(project: Path, tmp_path: Path) -> None:
    small = generate(project, tmp_path / "a", *ARGUMENTS)
    large = generate(project, tmp_path / "b", "--repos", "20", *ARGUMENTS[2:])
    assert {path: large[path] for path in small if path.startswith("repos/")}.items() <= small.items()


def test_a_generated_fleet_has_what_was_asked_for_and_no_errors(project: Path, tmp_path: Path) -> None:
    generate(project, tmp_path / "a", "--repos", "150", "--agents", "5", "--records", "12", "--seed", "3")
    count = 0
    for reading in stream_repos(tmp_path / "a", "fleet", packaged_agents()):
        count += 1
        severities = {str(one.severity) for one in locate_findings(reading.diagnostics, reading.documents)}
        assert severities <= {"warning"}
        if reading.state.repo.skipped is None:
            assert reading.state.schedule is not None
            assert len(reading.state.schedule.entries) == 5
            assert all(len(one.executions) == 12 for one in reading.state.agents)
    assert count == 150
