"""Figures over a fleet add up, and what needs attention comes first."""

from __future__ import annotations

from kaizen_site.derive.fleet_figures import PLACES, count_scheduled, find_next_runs, measure_agents
from kaizen_site.model.fleet import AgentRow, FleetRow, Skip


def make_agent(
    agent: str = "coach", health: str = "healthy", runs: int = 0, good: int = 0, *fires: str, on: bool = True
) -> AgentRow:
    rate = good / runs if runs else None
    return AgentRow(agent, "weekly", on, "0 9 * * 1", "UTC", health, runs, good, rate, None, fires, "", 0)


def make_row(slug: str, *agents: AgentRow, skipped: Skip | None = None) -> FleetRow:
    return FleetRow(slug, None, skipped, None, agents)


def test_runs_of_all_repos_are_one_rate_with_one_interval() -> None:
    figures = measure_agents([make_row("a", make_agent(runs=30, good=30)), make_row("b", make_agent(runs=10, good=2))])[
        "coach"
    ]
    assert (figures.execution_count, figures.successes, figures.success_rate) == (40, 32, 0.8)
    assert figures.success_interval is not None
    assert figures.success_interval.low < 0.8 < figures.success_interval.high


def test_no_runs_give_no_rate() -> None:
    figures = measure_agents([make_row("a", make_agent(health="no-runs"))])["coach"]
    assert figures.success_rate is None
    assert figures.success_interval is None


def test_failing_places_come_first() -> None:
    rows = [
        make_row("a", make_agent()),
        make_row("b", make_agent(health="failing")),
        make_row("c", make_agent(health="paused", on=False)),
    ]
    figures = measure_agents(rows)["coach"]
    assert [place.repo for place in figures.places] == ["b", "a", "c"]
    assert figures.health == (("failing", 1), ("healthy", 1), ("paused", 1))
    assert (figures.repos, figures.enabled) == (3, 2)


def test_a_large_fleet_leaves_a_bounded_list_with_the_worst_in_it() -> None:
    rows = [
        make_row(f"r{number:05}", make_agent(health="failing" if number == 1999 else "healthy"))
        for number in range(2000)
    ]
    places = measure_agents(rows)["coach"].places
    assert len(places) == PLACES
    assert places[0].repo == "r01999"
    assert places[1].repo == "r00000"


def test_a_repo_that_is_left_out_runs_nothing() -> None:
    rows = [
        make_row("a", make_agent("coach", "healthy", 0, 0, "2026-11-23T08:00:00Z"), skipped=Skip("schedule_invalid"))
    ]
    assert find_next_runs(rows) == ()
    assert count_scheduled(measure_agents(rows)) == {}


def test_next_runs_are_grouped_by_time_and_agent() -> None:
    early, late = "2026-11-23T08:00:00Z", "2026-11-23T09:00:00Z"
    rows = [make_row(slug, make_agent("coach", "healthy", 0, 0, early, late)) for slug in ("a", "b")]
    assert [(run.at, run.agent, run.repos) for run in find_next_runs(rows)] == [(early, "coach", 2), (late, "coach", 2)]
    assert measure_agents(rows)["coach"].next_fire == early
