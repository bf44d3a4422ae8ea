"""One run is recorded: once, whole, and with its summary."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest

from kaizen_site.errors import NotFound
from kaizen_site.operations.recording import InvalidRecordError, Recorded, record_execution

NOW = datetime(2026, 11, 20, 6, tzinfo=UTC)


def record(
    root: Path, *, success: bool | None = True, environment: dict[str, str] | None = None, **given: Any
) -> Recorded:
    given.setdefault("now", NOW)
    return record_execution(
        root,
        "coach",
        success,
        given.pop("time_s", None),
        given.pop("quality", None),
        environment=environment or {},
        **given,
    )


def lines(root: Path) -> list[dict[str, Any]]:
    text = (root / ".kaizen/metrics/coach/executions.jsonl").read_text("utf-8")
    return [json.loads(line) for line in text.splitlines()]


def summary(root: Path) -> dict[str, Any]:
    read: dict[str, Any] = json.loads((root / ".kaizen/metrics/coach/summary.json").read_text("utf-8"))
    return read


def test_a_record_holds_what_was_given(tmp_path: Path) -> None:
    done = record(
        tmp_path,
        success=False,
        time_s=12.5,
        quality=0.75,
        primary_metric={"name": "moves", "value": 2, "target": 3},
        session_id="s-1",
        idempotency_key="k-1",
        metadata={"branch": "main"},
    )
    assert done.appended
    assert done.path == tmp_path / ".kaizen/metrics/coach/executions.jsonl"
    assert lines(tmp_path) == [
        {
            "timestamp": "2026-11-20T06:00:00Z",
            "agent": "coach",
            "success": False,
            "execution_time_s": 12.5,
            "quality_score": 0.75,
            "primary_metric": {"name": "moves", "value": 2, "target": 3},
            "session_id": "s-1",
            "idempotency_key": "k-1",
            "metadata": {"branch": "main"},
        }
    ]


def test_what_was_not_given_is_not_written(tmp_path: Path) -> None:
    record(tmp_path)
    assert list(lines(tmp_path)[0]) == ["timestamp", "agent", "success"]


def test_the_summary_follows_each_record(tmp_path: Path) -> None:
    record(tmp_path, time_s=10, quality=0.9)
    done = record(tmp_path, success=False, time_s=20, quality=0.5, now=NOW + timedelta(days=1))
    assert done.summary.execution_count == 2
    read = summary(tmp_path)
    assert (read["execution_count"], read["success_rate"], read["avg_execution_time_s"]) == (2, 0.5, 15.0)
    assert (read["avg_quality_score"], read["last_timestamp"]) == (0.7, "2026-11-21T06:00:00Z")


def test_a_repeated_key_is_skipped_and_says_so(tmp_path: Path) -> None:
    assert record(tmp_path, idempotency_key="k").appended
    again = record(tmp_path, success=False, idempotency_key="k", now=NOW + timedelta(hours=1))
    assert again.duplicate
    assert again.summary.execution_count == 1
    assert len(lines(tmp_path)) == 1


def test_two_equal_runs_in_the_same_second_are_two_runs(tmp_path: Path) -> None:
    for _ in range(3):
        assert record(tmp_path, time_s=10).appended
    assert summary(tmp_path)["execution_count"] == 3
    assert [row["timestamp"] for row in lines(tmp_path)] == [
        "2026-11-20T06:00:00Z",
        "2026-11-20T06:00:00.000001Z",
        "2026-11-20T06:00:00.000002Z",
    ]


def test_a_repeated_object_with_its_own_time_is_a_repeated_append(tmp_path: Path) -> None:
    text = '{"timestamp": "2026-11-16T09:24:31Z", "success": true}'
    assert record(tmp_path, success=None, json_text=text).appended
    assert record(tmp_path, success=None, json_text=text).duplicate
    assert len(lines(tmp_path)) == 1


def test_an_object_is_taken_with_unknown_fields(tmp_path: Path) -> None:
    text = '{"timestamp":"2026-11-16T10:24:31+01:00","agent":"coach","success":false,"n":[1],"x":null}'
    record(tmp_path, success=None, json_text=text)
    assert lines(tmp_path) == [
        {
            "timestamp": "2026-11-16T09:24:31Z",
            "agent": "coach",
            "success": False,
            "n": [1],
        }
    ]


def test_arguments_win_over_the_object_and_that_over_the_environment(tmp_path: Path) -> None:
    environment = {"HELIX_REPO": "env", "HELIX_TOKENS": "7", "HELIX_FLAVOR": "grok"}
    record(
        tmp_path,
        json_text='{"success": false, "repo": "object", "execution_time_s": 1}',
        time_s=2,
        environment=environment,
    )
    (row,) = lines(tmp_path)
    assert (row["success"], row["execution_time_s"], row["repo"], row["tokens"]) == (True, 2, "object", 7)
    assert row["flavor"] == "grok"


def test_the_environment_is_merged_in_under_the_contracts_names(tmp_path: Path) -> None:
    environment = {
        "HELIX_SESSION_UID": "abc",
        "HELIX_REPO": "api",
        "HELIX_FLAVOR": "claude",
        "HELIX_TOKENS": "1200",
        "HELIX_INFRA_OVERHEAD_SHARE": "0.25",
        "HOME": "/root",
    }
    record(tmp_path, environment=environment)
    (row,) = lines(tmp_path)
    assert row["helix_session_uid"] == "abc"
    assert (row["repo"], row["flavor"], row["tokens"], row["infra_overhead_share"]) == ("api", "claude", 1200, 0.25)
    assert "/root" not in row.values()


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("HELIX_TOKENS", "many"),
        ("HELIX_TOKENS", "-1"),
        ("HELIX_INFRA_OVERHEAD_SHARE", "1.5"),
        ("HELIX_INFRA_OVERHEAD_SHARE", "nan"),
    ],
)
def test_a_variable_that_can_not_be_used_does_not_lose_the_record(tmp_path: Path, variable: str, value: str) -> None:
    done = record(tmp_path, environment={variable: value})
    assert done.appended
    assert done.warnings == (f"the variable {variable} is '{value}', which can't be used; the record goes without it",)
    assert list(lines(tmp_path)[0]) == ["timestamp", "agent", "success"]


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"success": None}, "has no `success` that is true or false"),
        ({"quality": 1.5}, "no usable `quality_score`: it must be a number from 0 to 1"),
        ({"quality": float("nan")}, "no usable `quality_score`"),
        ({"time_s": -1}, "no usable `execution_time_s`: it must be a number that is not negative"),
        ({"time_s": float("inf")}, "no usable `execution_time_s`"),
        ({"json_text": "{"}, "is not valid JSON: line 1, column 2"),
        ({"json_text": "[]"}, "must be one JSON object"),
        ({"json_text": "[" * 100_000}, "beyond all limits"),
        ({"json_text": '{"agent": "optimization"}'}, '`agent` is "optimization", but the command is for coach'),
        ({"json_text": '{"timestamp": "soon"}'}, "has a `timestamp` that is no time"),
        ({"json_text": '{"tokens": 1.5}'}, "`tokens` must be a whole number"),
        ({"json_text": '{"infra_overhead_share": 2}'}, "`infra_overhead_share` must be a number from 0 to 1"),
        ({"json_text": '{"primary_metric": 3}'}, "`primary_metric` must hold `name`"),
        ({"metadata": {"n": float("nan")}}, "a number that JSON can't express"),
        ({"metadata": {"n": "x" * 70_000}}, "is longer than 64 kB"),
    ],
)
def test_what_is_no_record_is_refused_and_nothing_is_written(tmp_path: Path, given: dict[str, Any], words: str) -> None:
    with pytest.raises(InvalidRecordError) as caught:
        record(tmp_path, **given)
    assert words in str(caught.value)
    assert caught.value.exit_status == 1
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["../coach", "a/b", "", "a b"])
def test_a_name_that_is_no_path_part_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(NotFound):
        record_execution(tmp_path, name, True, environment={}, now=NOW)
    assert list(tmp_path.iterdir()) == []


def test_the_clock_is_written_in_utc(tmp_path: Path) -> None:
    record(tmp_path, now=datetime(2026, 11, 20, 7, 0, 0, 250_000, timezone(timedelta(hours=1))))
    assert lines(tmp_path)[0]["timestamp"] == "2026-11-20T06:00:00.250000Z"


def test_text_of_any_kind_survives(tmp_path: Path) -> None:
    record(tmp_path, json_text='{"success": true, "metadata": {"a": "grün\\n\\u2028", "b": "\\ud800"}}')
    (row,) = lines(tmp_path)
    assert row["metadata"] == {"a": "grün\n\u2028", "b": "\ud800"}
    assert summary(tmp_path)["execution_count"] == 1


def test_damaged_lines_stay_and_are_counted(tmp_path: Path) -> None:
    place = tmp_path / ".kaizen/metrics/coach/executions.jsonl"
    place.parent.mkdir(parents=True)
    place.write_text('{"timestamp":"2026-11-01T08:00:00Z","agent":"coach","success":true}\n{"timest', "utf-8")
    done = record(tmp_path)
    assert (done.summary.execution_count, done.summary.bad_lines) == (2, 1)
    assert place.read_text("utf-8").split("\n")[1] == '{"timest'


CODE = """
import sys
from datetime import datetime, UTC
from pathlib import Path
from kaizen_site.operations.recording import record_execution
for number in range(40):
    key = f"{number}" if sys.argv[2] == "same" else None
    record_execution(Path(sys.argv[1]), "coach", True, 10, environment={}, idempotency_key=key,
                     now=datetime(2026, 11, 20, 6, tzinfo=UTC))
heavy = {"yaml", "click", "jsonschema", "jinja2", "mkdocs", "cronsim"}
print(sorted(heavy & set(sys.modules)))
"""


@pytest.mark.parametrize(("keys", "count"), [("none", 160), ("same", 40)])
def test_several_processes_lose_nothing_and_double_nothing(
    project: Path, tmp_path: Path, keys: str, count: int
) -> None:
    command = [sys.executable, "-c", CODE, str(tmp_path), keys]
    running = [subprocess.Popen(command, cwd=project, stdout=subprocess.PIPE, text=True) for _ in range(4)]
    outputs = [process.communicate(timeout=120)[0] for process in running]
    assert [process.returncode for process in running] == [0] * 4
    assert set(outputs) == {"[]\n"}
    assert len(lines(tmp_path)) == count
    assert summary(tmp_path)["execution_count"] == count
