"""The small row that a repo leaves behind in a fleet, and how healthy each of its agents is.

An alarm needs evidence: a low rate of few runs is a reason to look, never a verdict.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from kaizen_site.derive.runs import inherit, next_fires_of
from kaizen_site.derive.summary import wilson_interval
from kaizen_site.model.definition import Definition
from kaizen_site.model.fleet import AgentRow, FleetRow, RepoState
from kaizen_site.model.metrics import Summary
from kaizen_site.model.schedule import Entry

THRESHOLD = 0.8
ENOUGH = 10
NEXT_FIRES = 3
_IN_A_ROW = 3


def make_row(
    state: RepoState,
    bundles: Mapping[str, tuple[str, int]],
    definitions: Sequence[Definition],
    now: datetime,
    errors: int = 0,
    warnings: int = 0,
) -> FleetRow:
    """The row of one repo. `bundles` has sha256 and size in bytes by agent; `now` is the snapshot's time.

    Agents in the order of the schedule, then those with state that it does not name, by name.
    """
    schedule = state.schedule
    entries = schedule.entries if schedule is not None else ()
    named = {entry.agent for entry in entries}
    others = sorted(one.agent for one in state.agents if one.agent not in named)
    agents = [_make_agent_row(state, entry, bundles, definitions, now) for entry in entries]
    agents += [_make_agent_row(state, Entry(agent, "", None, False), bundles, (), now) for agent in others]
    return FleetRow(
        slug=state.repo.slug,
        domain=state.repo.domain,
        skipped=state.repo.skipped,
        timezone=schedule.timezone if schedule is not None else None,
        agents=tuple(agents),
        errors=errors,
        warnings=warnings,
    )


def judge(summary: Summary | None, *, enabled: bool) -> str:
    """The health of an agent in a repo.

    paused: not enabled. failing: the upper end of the success rate's 95 % interval is under 0.8, over at least 10 runs,
    and the last runs are no better. needs-a-look: a low rate without that evidence, or a run of failures at the end.
    Under 10 runs only failures in a row count. An agent that has recovered is healthy. Without a run: no-runs.
    """
    if not enabled:
        return "paused"
    if summary is None or not summary.execution_count or summary.success_rate is None:
        return "no-runs"
    recent = summary.recent
    look = bool(recent) and not any(recent[-_IN_A_ROW:])
    if summary.execution_count >= ENOUGH and not _has_recovered(recent):
        interval = summary.success_interval
        if interval is not None and interval.high < THRESHOLD:
            return "failing"
        look = look or summary.success_rate < THRESHOLD or _has_fallen(recent)
    return "needs-a-look" if look else "healthy"


def _has_recovered(recent: Sequence[bool]) -> bool:
    """Whether the last runs alone reach the threshold."""
    return len(recent) >= ENOUGH and sum(recent) >= THRESHOLD * len(recent)


def _has_fallen(recent: Sequence[bool]) -> bool:
    """Whether the last runs alone are evidence for a rate under the threshold."""
    interval = wilson_interval(sum(recent), len(recent))
    return len(recent) >= ENOUGH and interval is not None and interval.high < THRESHOLD


def _make_agent_row(
    state: RepoState,
    entry: Entry,
    bundles: Mapping[str, tuple[str, int]],
    definitions: Sequence[Definition],
    now: datetime,
) -> AgentRow:
    own = state.state(entry.agent)
    summary = own.summary
    cron, timezone, _ = inherit(entry, state, definitions)
    runs = entry.enabled and state.repo.skipped is None
    sha256, size = bundles.get(entry.agent, ("", 0))
    last = summary.last_timestamp if summary is not None else None
    return AgentRow(
        agent=entry.agent,
        cadence=entry.cadence,
        enabled=entry.enabled,
        cron=cron,
        timezone=timezone,
        health=judge(summary, enabled=entry.enabled),
        execution_count=summary.execution_count if summary is not None else 0,
        successes=_count_successes(summary),
        success_rate=summary.success_rate if summary is not None else None,
        last_run=last.astimezone(UTC).isoformat().replace("+00:00", "Z") if last is not None else None,
        next_fires=next_fires_of(cron, timezone, now, NEXT_FIRES) if runs else (),
        bundle_sha256=sha256,
        bundle_bytes=size,
        recent=summary.recent if summary is not None else (),
        median_time_s=summary.median_execution_time_s if summary is not None else None,
        avg_quality=summary.avg_quality_score if summary is not None else None,
        success_interval=summary.success_interval if summary is not None else None,
        memory_updated=own.memory_updated,
        scheduled=bool(entry.cadence),
    )


def _count_successes(summary: Summary | None) -> int:
    if summary is None or summary.success_rate is None:
        return 0
    return round(summary.success_rate * summary.execution_count)
