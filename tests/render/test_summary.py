"""The text of `summary.json`."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta, timezone

from kaizen_site.derive.summary import summarise
from kaizen_site.model.metrics import Execution
from kaizen_site.render.summary import format_time, render_summary_json

MOMENT = datetime(2026, 11, 16, 9, tzinfo=UTC)


def test_the_names_are_the_contracts() -> None:
    runs = [Execution(MOMENT, "coach", True, 10.0, 0.9), Execution(MOMENT + timedelta(days=1), "coach", False, 20.0)]
    read = json.loads(render_summary_json(summarise("coach", runs, 3)))
    assert read["agent"] == "coach"
    assert (read["execution_count"], read["success_rate"]) == (2, 0.5)
    assert (read["avg_execution_time_s"], read["avg_quality_score"]) == (15.0, 0.9)
    assert (read["first_timestamp"], read["last_timestamp"]) == ("2026-11-16T09:00:00Z", "2026-11-17T09:00:00Z")
    assert read["success_interval"] == {"low": 0.094531, "high": 0.905469}
    assert read["recent"] == [True, False]
    assert read["weeks"] == [{"start": "2026-11-16", "runs": 2, "successes": 1, "median_time_s": 15.0}]
    assert read["bad_lines"] == 3


def test_the_text_is_sorted_and_ends_with_a_newline() -> None:
    text = render_summary_json(summarise("coach", []))
    assert list(json.loads(text)) == sorted(json.loads(text))
    assert text.endswith("}\n")


def test_what_is_not_known_is_null() -> None:
    read = json.loads(render_summary_json(summarise("coach", [])))
    assert read["execution_count"] == 0
    assert read["success_rate"] is None
    assert read["last_timestamp"] is None
    assert read["success_interval"] is None


def test_a_time_is_written_in_utc_with_a_fraction_only_where_there_is_one() -> None:
    berlin = timezone(timedelta(hours=1))
    assert format_time(datetime(2026, 11, 16, 10, tzinfo=berlin)) == "2026-11-16T09:00:00Z"
    assert format_time(MOMENT.replace(microsecond=5)) == "2026-11-16T09:00:00.000005Z"
    assert format_time(None) is None
