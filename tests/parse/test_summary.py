"""A summary file is read as far as it goes, and only what can be true."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from kaizen_site.model.metrics import Execution, Interval
from kaizen_site.model.source import Source
from kaizen_site.parse.summary import read_summary


def test_the_names_of_the_contract_are_read() -> None:
    text = (
        '{"agent":"coach","execution_count":12,"success_rate":0.75,"avg_execution_time_s":300.5,'
        '"avg_quality_score":0.81,"first_timestamp":"2026-06-01T08:00:00Z","last_timestamp":"2026-11-16T10:00:00+01:00",'
        '"success_interval":{"low":0.4,"high":0.9},"recent":[true,false]}'
    )
    summary = read_summary(Source("s", text.encode()), "coach")
    assert summary is not None
    assert (summary.execution_count, summary.success_rate, summary.avg_quality_score) == (12, 0.75, 0.81)
    assert summary.success_interval == Interval(0.4, 0.9)
    assert summary.last_timestamp == datetime(2026, 11, 16, 9, tzinfo=UTC)
    assert summary.recent == (True, False)
    assert summary.median_execution_time_s is None


def test_what_can_not_be_true_is_left_out() -> None:
    text = (
        '{"execution_count":3,"success_rate":1.5,"avg_execution_time_s":-1,"p95_execution_time_s":NaN,'
        '"avg_quality_score":"good","last_timestamp":"soon","recent":[1],"success_interval":{"low":0}}'
    )
    summary = read_summary(Source("s", text.encode()), "coach")
    assert summary is not None
    assert summary.success_rate is None
    assert summary.avg_execution_time_s is None
    assert summary.p95_execution_time_s is None
    assert summary.avg_quality_score is None
    assert summary.last_timestamp is None
    assert summary.success_interval is None
    assert summary.recent == ()


@pytest.mark.parametrize(
    "text", ["", "x", "[]", "{}", '{"execution_count":0}', '{"execution_count":true}', "[" * 99_999]
)
def test_a_summary_that_says_nothing_is_none(text: str) -> None:
    assert read_summary(Source("s", text.encode()), "coach") is None


def test_a_written_summary_reads_back_as_the_same_figures() -> None:
    from kaizen_site.derive.summary import summarise
    from kaizen_site.render.summary import render_summary_json

    moment = datetime(2026, 11, 16, 9, tzinfo=UTC)
    derived = summarise("coach", [Execution(moment, "coach", True, 12.5, 0.75), Execution(moment, "coach", False, 7.5)])
    read = read_summary(Source("s", render_summary_json(derived).encode()), "coach")
    assert read is not None
    assert (read.execution_count, read.success_rate, read.recent) == (2, 0.5, derived.recent)
    assert (read.median_execution_time_s, read.first_timestamp) == (10.0, moment)
