"""`metrics` and `memory`: records are kept, the rest is derived."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Call

RECORDS = Path(".kaizen/metrics/coach/executions.jsonl")


def records() -> list[dict[str, object]]:
    return [json.loads(line) for line in RECORDS.read_text("utf-8").splitlines()]


def test_a_run_is_recorded_with_what_was_given(call: Call) -> None:
    result = call("metrics", "record", "coach", "--success", "--time", "42", "--quality", "0.8")

    assert result.exit_code == 0
    (row,) = records()
    assert (row["agent"], row["success"], row["execution_time_s"], row["quality_score"]) == ("coach", True, 42.0, 0.8)
    assert str(row["timestamp"]).endswith("Z")


def test_the_summary_is_written_beside_the_records(call: Call) -> None:
    call("metrics", "record", "coach", "--success")
    call("metrics", "record", "coach", "--failure")
    summary = json.loads(RECORDS.with_name("summary.json").read_text("utf-8"))

    assert (summary["execution_count"], summary["success_rate"]) == (2, 0.5)


def test_a_repeated_key_is_skipped_and_says_so(call: Call) -> None:
    call("metrics", "record", "coach", "--success", "--idempotency-key", "a")
    result = call("metrics", "record", "coach", "--success", "--idempotency-key", "a")

    assert result.exit_code == 0
    assert "skipped" in result.stdout
    assert len(records()) == 1


def test_a_record_comes_as_json_from_standard_input_and_flags_win(call: Call) -> None:
    text = json.dumps({"success": True, "quality_score": 0.5, "execution_time_s": 7, "flavor": "x"})
    assert call("metrics", "record", "coach", "--json", "-", "--quality", "0.9", input=text).exit_code == 0

    (row,) = records()
    assert (row["quality_score"], row["execution_time_s"], row["flavor"]) == (0.9, 7, "x")


def test_the_environment_is_merged_into_the_record(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HELIX_SESSION_UID", "uid-1")
    monkeypatch.setenv("HELIX_TOKENS", "1200")
    call("metrics", "record", "coach", "--success")

    (row,) = records()
    assert (row["helix_session_uid"], row["tokens"]) == ("uid-1", 1200)


def test_the_primary_metric_has_a_name_a_value_and_a_target(call: Call) -> None:
    call("metrics", "record", "coach", "--success", "--primary-metric", "moves_taken_share=0.5/0.6")

    assert records()[0]["primary_metric"] == {"name": "moves_taken_share", "value": 0.5, "target": 0.6}


@pytest.mark.parametrize(
    "words",
    [
        ("--success", "--quality", "1.5"),
        ("--success", "--time", "-1"),
        ("--success", "--time", "nan"),
        (),
    ],
)
def test_what_is_no_record_is_refused_and_nothing_is_written(call: Call, words: tuple[str, ...]) -> None:
    result = call("metrics", "record", "coach", *words)

    assert result.exit_code == 1
    assert result.stderr.startswith("kaizen-agentic: ")
    assert not RECORDS.exists() or not records()


def test_show_says_no_runs_yet(call: Call) -> None:
    result = call("metrics", "show", "coach")

    assert result.exit_code == 0
    assert "no runs yet" in result.stdout
    assert call("metrics", "show", "coach", "--format", "json").stdout == "null\n"


def test_list_names_the_agents_that_have_records(call: Call) -> None:
    assert "nothing is recorded here yet" in call("metrics", "list").stdout
    call("metrics", "record", "coach", "--success")
    (row,) = json.loads(call("metrics", "list", "--format", "json").stdout)

    assert (row["agent"], row["summary"]["execution_count"]) == ("coach", 1)


def test_memory_init_scaffolds_memory_and_metrics(call: Call) -> None:
    assert call("memory", "init", "coach").exit_code == 0

    text = Path(".kaizen/agents/coach/memory.md").read_text("utf-8")
    assert "project: payments\n" in text
    assert [line[3:] for line in text.splitlines() if line.startswith("## ")] == [
        "Project Context",
        "Accumulated Findings",
        "What Worked",
        "Watch Points",
        "Open Threads",
        "Session Log",
    ]
    assert RECORDS.parent.is_dir()


def test_memory_init_can_leave_the_metrics_out_and_overwrites_nothing(call: Call) -> None:
    call("memory", "init", "coach", "--no-metrics")
    memory = Path(".kaizen/agents/coach/memory.md")
    memory.write_text(memory.read_text("utf-8") + "mine\n", "utf-8")
    result = call("memory", "init", "coach", "--no-metrics")

    assert "already exists" in result.stdout
    assert memory.read_text("utf-8").endswith("mine\n")
    assert not RECORDS.parent.exists()


def test_an_agent_without_memory_is_told_so(call: Call) -> None:
    result = call("memory", "init", "wisdom-encouragement")

    assert result.exit_code == 1
    assert "keeps no memory" in result.stderr


def test_memory_show_prints_it_or_says_how_to_make_it(call: Call) -> None:
    missing = call("memory", "show", "coach")
    assert missing.exit_code == 2
    assert "kaizen-agentic memory init coach" in missing.stderr

    call("memory", "init", "coach")
    assert "## Session Log" in call("memory", "show", "coach").stdout
    assert json.loads(call("memory", "show", "coach", "--format", "json").stdout)["session_count"] == 0
