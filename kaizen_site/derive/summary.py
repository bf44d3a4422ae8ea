"""Figures over the records of one agent in one repo.

Decides what is honest to say: every rate has its interval, time has its median, and what was not given is not
counted as 0.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import date

from kaizen_site.model.metrics import Execution, Interval, Summary, Week

RECENT = 14
WEEKS = 26
_Z = 1.959963984540054  # two-sided 95 %


def summarise(agent: str, executions: Sequence[Execution], bad_lines: int = 0) -> Summary:
    """The summary of records in any order; without records every figure is None.

    Weeks are ISO weeks in UTC with at least one run, the last 26 of them.
    """
    ordered = sorted(executions, key=lambda one: one.timestamp)
    successes = sum(one.success for one in ordered)
    times = sorted(one.execution_time_s for one in ordered if one.execution_time_s is not None)
    qualities = [one.quality_score for one in ordered if one.quality_score is not None]
    count = len(ordered)
    return Summary(
        agent=agent,
        execution_count=count,
        success_rate=successes / count if count else None,
        success_interval=wilson_interval(successes, count),
        avg_execution_time_s=_mean(times),
        median_execution_time_s=quantile(times, 0.5),
        p95_execution_time_s=quantile(times, 0.95),
        avg_quality_score=_mean(qualities),
        first_timestamp=ordered[0].timestamp if ordered else None,
        last_timestamp=ordered[-1].timestamp if ordered else None,
        recent=tuple(one.success for one in ordered[-RECENT:]),
        weeks=count_weeks(ordered),
        bad_lines=bad_lines,
    )


def wilson_interval(successes: int, count: int) -> Interval | None:
    """The Wilson score interval (E. B. Wilson, 1927) for a share, two-sided, 95 %; None without a run."""
    if not count:
        return None
    share = successes / count
    square = _Z * _Z
    centre = share + square / (2 * count)
    spread = _Z * math.sqrt(share * (1 - share) / count + square / (4 * count * count))
    scale = 1 + square / count
    # Rounding must not put the end of 0 of n or n of n a hair off the share itself.
    low = 0.0 if successes == 0 else (centre - spread) / scale
    high = 1.0 if successes == count else (centre + spread) / scale
    return Interval(low, high)


def quantile(ordered: Sequence[float], share: float) -> float | None:
    """The quantile of sorted values with linear interpolation (Hyndman and Fan, type 7); None without a value."""
    if not ordered:
        return None
    position = (len(ordered) - 1) * share
    below = math.floor(position)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (ordered[above] - ordered[below]) * (position - below)


def count_weeks(ordered: Sequence[Execution]) -> tuple[Week, ...]:
    """The last 26 weeks that have runs, of records sorted by time."""
    weeks: dict[int, list[Execution]] = {}
    for one in ordered:
        # Day 1 of the calendar is a Monday, so this numbers the weeks.
        weeks.setdefault((one.timestamp.toordinal() - 1) // 7, []).append(one)
    return tuple(_make_week(number, weeks[number]) for number in sorted(weeks)[-WEEKS:])


def _make_week(number: int, runs: list[Execution]) -> Week:
    times = sorted(one.execution_time_s for one in runs if one.execution_time_s is not None)
    monday = date.fromordinal(number * 7 + 1)
    return Week(monday.isoformat(), len(runs), sum(one.success for one in runs), quantile(times, 0.5))


def _mean(values: Sequence[float]) -> float | None:
    return math.fsum(values) / len(values) if values else None
