"""A repo's row, and the health of its agents."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from kaizen_site.derive.fleet import judge, make_row
from kaizen_site.derive.summary import summarise
from kaizen_site.model.fleet import AgentState, Repo, RepoState, Skip
from kaizen_site.model.metrics import Execution, Summary
from kaizen_site.model.schedule import Entry, Schedule

NOW = datetime(2026, 11, 20, 6, tzinfo=UTC)


def runs(pattern: str) -> Summary:
    """`+` is a success, `-` a failure, oldest first."""
    begin = NOW - timedelta(days=len(pattern))
    return summarise(
        "coach",
        [Execution(begin + timedelta(days=day), "coach", sign == "+", 60.0, 0.5) for day, sign in enumerate(pattern)],
    )


@pytest.mark.parametrize(
    ("pattern", "health"),
    [
        ("", "no-runs"),
        ("+", "healthy"),
        ("-", "needs-a-look"),
        ("--", "needs-a-look"),
        ("+-", "healthy"),
        ("+---", "needs-a-look"),
        ("---++-++-", "healthy"),  # four of nine: too few to say anything
        ("++++++++++", "healthy"),
        ("+++++++---", "needs-a-look"),
        ("+++++++-+-", "healthy"),
        ("+++-+-+-++", "needs-a-look"),  # seven of ten, upper end 0.89: low without evidence
        ("-+-+-+-+--+-", "failing"),  # five of twelve, upper end 0.68
        ("+" * 80 + "+--+--+-+---+-", "needs-a-look"),  # over all runs fine, but not lately
        ("-" * 30 + "+" * 14, "healthy"),  # recovered
        ("-" * 30 + "+" * 11 + "---", "failing"),
    ],
)
def test_health_needs_evidence_for_an_alarm(pattern: str, health: str) -> None:
    assert judge(runs(pattern), enabled=True) == health


def test_what_is_switched_off_is_paused_whatever_it_did() -> None:
    assert judge(runs("-" * 20), enabled=False) == "paused"


def test_without_a_summary_there_are_no_runs() -> None:
    assert judge(None, enabled=True) == "no-runs"


def state(skip: Skip | None = None) -> RepoState:
    entries = (Entry("tdd-workflow", "weekly", None, enabled=False), Entry("coach", "weekly", "0 9 * * 1"))
    agents = (
        AgentState("coach", "memory", summary=runs("+++-"), memory_updated="2026-11-19"),
        AgentState("sys-medic", summary=runs("++")),
    )
    return RepoState(Repo("api", "storefront", skipped=skip), Schedule("s", entries, "UTC"), "", agents)


def test_a_row_has_the_schedules_agents_first_and_then_the_others() -> None:
    row = make_row(state(), {"coach": ("ab" * 32, 12_345)}, (), NOW, 1, 2)
    assert (row.slug, row.domain, row.timezone, row.errors, row.warnings) == ("api", "storefront", "UTC", 1, 2)
    assert [(one.agent, one.health, one.scheduled) for one in row.agents] == [
        ("tdd-workflow", "paused", True),
        ("coach", "healthy", True),
        ("sys-medic", "paused", False),
    ]


def test_a_row_holds_an_agents_figures() -> None:
    coach = make_row(state(), {"coach": ("ab" * 32, 12_345)}, (), NOW).agents[1]
    assert (coach.cadence, coach.cron, coach.timezone, coach.enabled) == ("weekly", "0 9 * * 1", "UTC", True)
    assert (coach.execution_count, coach.successes, coach.success_rate) == (4, 3, 0.75)
    assert (coach.last_run, coach.memory_updated) == ("2026-11-19T06:00:00Z", "2026-11-19")
    assert coach.next_fires == ("2026-11-23T09:00:00Z", "2026-11-30T09:00:00Z", "2026-12-07T09:00:00Z")
    assert (coach.bundle_sha256, coach.bundle_bytes) == ("ab" * 32, 12_345)
    assert (coach.recent, coach.median_time_s, coach.avg_quality) == ((True, True, True, False), 60.0, 0.5)


def test_a_skipped_repo_fires_nothing() -> None:
    row = make_row(state(Skip("repo_unreachable")), {}, (), NOW)
    assert row.skipped == Skip("repo_unreachable")
    assert all(agent.next_fires == () for agent in row.agents)


def test_a_disabled_agent_fires_nothing() -> None:
    assert make_row(state(), {}, (), NOW).agents[0].next_fires == ()


def test_a_repo_of_which_nothing_is_known_is_an_empty_row() -> None:
    row = make_row(RepoState(Repo("api", skipped=Skip("repo_unreachable"))), {}, (), NOW)
    assert row.agents == ()
