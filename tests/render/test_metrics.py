"""Figures for a terminal: every rate with its n and interval; no runs is not 0 %."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from kaizen_site.model.fleet import AgentState
from kaizen_site.model.metrics import Interval, Summary
from kaizen_site.render.metrics import describe_rate, describe_seconds, render_metrics, render_metrics_list

AT = datetime(2026, 6, 18, 12, tzinfo=UTC)
SUMMARY = Summary("coach", 12, 0.75, Interval(0.467, 0.911), 50.0, 41.5, 200.0, 0.81, AT, AT, (True, False, True))


def test_a_rate_has_its_n_and_its_interval() -> None:
    assert describe_rate(SUMMARY) == "75 % of 12 runs (95 % interval 47 to 91 %)"
    assert describe_rate(replace(SUMMARY, execution_count=1)).startswith("75 % of 1 run (")


@pytest.mark.parametrize(
    ("seconds", "words"), [(None, "not given"), (41.5, "41.5 s"), (250.0, "4 min 10 s"), (3_600.0, "60 min 00 s")]
)
def test_seconds_are_said_as_a_person_says_them(seconds: float | None, words: str) -> None:
    assert describe_seconds(seconds) == words


def test_all_figures_of_one_agent() -> None:
    assert render_metrics("coach", SUMMARY) == (
        "coach\n"
        "  Runs                 12\n"
        "  Success              75 % of 12 runs (95 % interval 47 to 91 %)\n"
        "  Median time          41.5 s\n"
        "  95 % of runs within  3 min 20 s\n"
        "  Average quality      0.81\n"
        "  First run            2026-06-18T12:00:00Z\n"
        "  Last run             2026-06-18T12:00:00Z\n"
        "  Last runs            +x+  (oldest first, x failed)\n"
    )


def test_no_runs_are_said_in_words_with_the_command_that_records_one() -> None:
    text = render_metrics("coach", None)

    assert "no runs yet" in text
    assert "kaizen-agentic metrics record coach" in text
    assert "0 %" not in render_metrics_list([AgentState("coach")])
