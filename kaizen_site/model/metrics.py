"""What was recorded of runs, and what follows from the records."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:  # recording a run starts faster without it
    from kaizen_site.model.diagnostic import Diagnostic


@dataclass(frozen=True, slots=True)
class Execution:
    """One run. `timestamp` is aware and in UTC; seconds and quality are None when not given, never 0."""

    timestamp: datetime
    agent: str
    success: bool
    execution_time_s: float | None = None
    quality_score: float | None = None
    idempotency_key: str | None = None
    extra: Mapping[str, Any] = field(default_factory=dict)


class BadLine(NamedTuple):
    """A line of `executions.jsonl` that is not a record."""

    line: int
    reason: str


class Executions(NamedTuple):
    """What one `executions.jsonl` holds: records sorted by time, lines that are none, and lines that stand twice."""

    path: str
    records: tuple[Execution, ...] = ()
    bad_lines: tuple[BadLine, ...] = ()
    duplicates: int = 0
    diagnostics: tuple[Diagnostic, ...] = ()


class Interval(NamedTuple):
    """A two-sided 95 % interval."""

    low: float
    high: float


class Week(NamedTuple):
    """The runs of one ISO week; `start` is its Monday as an ISO date."""

    start: str
    runs: int
    successes: int
    median_time_s: float | None


@dataclass(frozen=True, slots=True)
class Summary:
    """Figures over all records of one agent in one repo. Rates are shares of 1, times are seconds.

    `recent` holds the success of the last runs, oldest first, at most 14.
    """

    agent: str
    execution_count: int
    success_rate: float | None
    success_interval: Interval | None
    avg_execution_time_s: float | None
    median_execution_time_s: float | None
    p95_execution_time_s: float | None
    avg_quality_score: float | None
    first_timestamp: datetime | None
    last_timestamp: datetime | None
    recent: tuple[bool, ...] = ()
    weeks: tuple[Week, ...] = ()
    bad_lines: int = 0
