"""Many repos in which agents work: the snapshot, what is expected to run, and the rows that repos leave behind."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from kaizen_site.model.metrics import Interval
from kaizen_site.model.repo import AgentState, Repo, RepoState, Skip

__all__ = (
    "AgentRow",
    "AgentState",
    "CalendarDay",
    "CalendarWeek",
    "FleetRow",
    "Repo",
    "RepoState",
    "ScheduledRun",
    "Skip",
    "Slot",
    "Snapshot",
)


@dataclass(frozen=True, slots=True)
class Snapshot:
    """`snapshot.yml`: when, where and from what the fleet was taken. `taken_at` is RFC 3339 in UTC, with a Z."""

    version: str
    taken_at: str
    host: str | None = None
    source: str | None = None
    counts: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class ScheduledRun:
    """One enabled entry of one repo with what it inherits; what the resolver emits."""

    repo: str
    root: str
    agent: str
    cadence: str
    cron: str | None
    timezone: str | None
    enabled: bool
    prepare_command: str


@dataclass(frozen=True, slots=True)
class AgentRow:
    """One agent in one repo, small enough to keep for a whole fleet.

    `health` is healthy, needs-a-look, failing, no-runs or paused. `next_fires` are RFC 3339 in UTC, the first ones
    after the snapshot. An agent that has memory or runs without standing in the schedule has `scheduled` False, no
    cadence ("") and counts as not enabled.
    """

    agent: str
    cadence: str
    enabled: bool
    cron: str | None
    timezone: str | None
    health: str
    execution_count: int
    successes: int
    success_rate: float | None
    last_run: str | None
    next_fires: tuple[str, ...]
    bundle_sha256: str
    bundle_bytes: int
    recent: tuple[bool, ...] = ()
    median_time_s: float | None = None
    avg_quality: float | None = None
    success_interval: Interval | None = None
    memory_updated: str | None = None
    scheduled: bool = True


@dataclass(frozen=True, slots=True)
class FleetRow:
    """What a repo leaves behind when the stream moves on."""

    slug: str
    domain: str | None
    skipped: Skip | None
    timezone: str | None
    agents: tuple[AgentRow, ...]
    errors: int = 0
    warnings: int = 0


class Slot(NamedTuple):
    """What fires at one minute of a day. `time` is HH:MM in UTC; `first` holds the first (repo, agent) pairs."""

    time: str
    runs: int
    first: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class CalendarDay:
    """One day in UTC: `date` in ISO form, runs for each of its 24 hours, and its slots in order of time."""

    date: str
    hours: tuple[int, ...]
    slots: tuple[Slot, ...]

    @property
    def runs(self) -> int:
        """How many runs fire on this day."""
        return sum(self.hours)


@dataclass(frozen=True, slots=True)
class CalendarWeek:
    """Seven days from `start` on (an ISO date); `days[i].hours[j]` is the grid."""

    start: str
    days: tuple[CalendarDay, ...]
