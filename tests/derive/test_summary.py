"""Figures over records: what is said, and what is left unsaid."""

from __future__ import annotations

import math
import statistics
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaizen_site.derive.summary import quantile, summarise, wilson_interval
from kaizen_site.model.metrics import Execution, Interval, Week

MONDAY = datetime(2026, 11, 16, 9, tzinfo=UTC)


def run(days: float = 0, success: bool = True, seconds: float | None = None, quality: float | None = None) -> Execution:
    return Execution(MONDAY + timedelta(days=days), "coach", success, seconds, quality)


def test_no_runs_is_no_rate_and_not_zero() -> None:
    summary = summarise("coach", [])
    assert summary.execution_count == 0
    assert summary.success_rate is None
    assert summary.success_interval is None
    assert summary.avg_execution_time_s is None
    assert summary.last_timestamp is None
    assert summary.weeks == ()


def test_figures_of_a_few_runs() -> None:
    runs = [run(0, True, 10, 0.9), run(1, False, 20, 0.5), run(2, True, 90), run(3, True)]
    summary = summarise("coach", runs, bad_lines=2)
    assert (summary.execution_count, summary.success_rate) == (4, 0.75)
    assert summary.avg_execution_time_s == 40
    assert summary.median_execution_time_s == 20
    assert summary.p95_execution_time_s == pytest.approx(83)
    assert summary.avg_quality_score == 0.7
    assert (summary.first_timestamp, summary.last_timestamp) == (MONDAY, MONDAY + timedelta(days=3))
    assert summary.recent == (True, False, True, True)
    assert summary.bad_lines == 2


def test_the_order_of_the_records_does_not_matter() -> None:
    runs = [run(day, day % 3 != 0, day) for day in range(20)]
    assert summarise("coach", runs[::-1]) == summarise("coach", runs)


def test_only_the_last_fourteen_runs_are_recent() -> None:
    runs = [run(day, day >= 10) for day in range(20)]
    assert summarise("coach", runs).recent == (False,) * 4 + (True,) * 10


def test_weeks_begin_on_monday_and_empty_ones_are_left_out() -> None:
    runs = [run(-1, False, 5), run(0, True, 10), run(6, False, 30), run(21, True)]
    assert summarise("coach", runs).weeks == (
        Week("2026-11-09", 1, 0, 5),
        Week("2026-11-16", 2, 1, 20),
        Week("2026-12-07", 1, 1, None),
    )


def test_at_most_the_last_26_weeks_are_kept() -> None:
    weeks = summarise("coach", [run(7 * week) for week in range(40)]).weeks
    assert len(weeks) == 26
    assert weeks[-1].start == "2027-08-16"


@pytest.mark.parametrize(
    ("successes", "count", "low", "high"),
    # R, prop.test(correct = FALSE) and Brown, Cai and DasGupta (2001)
    [(8, 10, 0.4902, 0.9433), (0, 10, 0.0, 0.2775), (10, 10, 0.7225, 1.0), (81, 263, 0.2553, 0.3662)],
)
def test_the_interval_is_that_of_the_books(successes: int, count: int, low: float, high: float) -> None:
    interval = wilson_interval(successes, count)
    assert interval is not None
    assert (round(interval.low, 4), round(interval.high, 4)) == (low, high)


def test_no_runs_have_no_interval() -> None:
    assert wilson_interval(0, 0) is None


@given(st.integers(1, 5000).flatmap(lambda count: st.tuples(st.integers(0, count), st.just(count))))
def test_the_interval_holds_the_share_and_stays_between_0_and_1(pair: tuple[int, int]) -> None:
    successes, count = pair
    interval = wilson_interval(successes, count)
    assert isinstance(interval, Interval)
    assert 0 <= interval.low <= successes / count <= interval.high <= 1


@given(st.lists(st.floats(0, 1e6), min_size=2, max_size=50))
def test_quantiles_are_those_of_the_statistics_module(values: list[float]) -> None:
    ordered = sorted(values)
    twentieths = statistics.quantiles(ordered, n=20, method="inclusive")
    for share, oracle in ((0.5, statistics.median(ordered)), (0.95, twentieths[18])):
        found = quantile(ordered, share)
        assert found is not None
        assert math.isclose(found, oracle, rel_tol=1e-9, abs_tol=1e-9)


def test_the_quantile_of_one_value_is_the_value() -> None:
    assert quantile([7.0], 0.95) == 7.0
