"""Memory is scaffolded once and shown; nobody's notes are overwritten."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from kaizen_site.errors import NotFound, Refused
from kaizen_site.operations.memory import init_memory, show_memory
from kaizen_site.operations.target import load_target

TODAY = date(2026, 11, 20)
MEMORY = ".kaizen/agents/coach/memory.md"
RECORDS = ".kaizen/metrics/coach/executions.jsonl"


def test_memory_and_metrics_are_made(tmp_path: Path) -> None:
    done = init_memory(tmp_path, "coach", "payments", TODAY)
    assert (done.made, done.kept) == ((MEMORY, RECORDS), ())
    parsed = show_memory(tmp_path, "coach")
    assert parsed.diagnostics == ()
    assert parsed.value is not None
    assert (parsed.value.agent, parsed.value.project, parsed.value.last_updated) == ("coach", "payments", "2026-11-20")
    assert (tmp_path / RECORDS).read_bytes() == b""


def test_a_scaffold_has_no_runs_and_no_findings(tmp_path: Path) -> None:
    init_memory(tmp_path, "coach", "payments", TODAY)
    reading = load_target(tmp_path)
    assert reading.diagnostics == ()
    assert reading.state.state("coach").summary is None


def test_metrics_can_be_left_out(tmp_path: Path) -> None:
    assert init_memory(tmp_path, "coach", "payments", TODAY, metrics=False).made == (MEMORY,)
    assert not (tmp_path / ".kaizen/metrics").exists()


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    init_memory(tmp_path, "coach", "payments", TODAY)
    (tmp_path / MEMORY).write_text("notes", "utf-8")
    (tmp_path / RECORDS).write_text("records", "utf-8")
    done = init_memory(tmp_path, "coach", "payments", TODAY)
    assert (done.made, done.kept) == ((), (MEMORY, RECORDS))
    assert (tmp_path / MEMORY).read_text("utf-8") == "notes"
    assert (tmp_path / RECORDS).read_text("utf-8") == "records"


def test_what_is_missing_is_made_beside_what_is_there(tmp_path: Path) -> None:
    init_memory(tmp_path, "coach", "payments", TODAY, metrics=False)
    done = init_memory(tmp_path, "coach", "payments", TODAY)
    assert (done.made, done.kept) == ((RECORDS,), (MEMORY,))


def test_an_agent_that_keeps_no_memory_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="keeps no memory"):
        init_memory(tmp_path, "wisdom-encouragement", "payments", TODAY)
    assert list(tmp_path.iterdir()) == []


def test_an_agent_that_nobody_knows_may_have_a_memory(tmp_path: Path) -> None:
    assert init_memory(tmp_path, "our-own", "payments", TODAY).made[0] == ".kaizen/agents/our-own/memory.md"


def test_a_memory_that_is_not_there_names_the_command_that_makes_it(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="`kaizen-agentic memory init coach` makes it"):
        show_memory(tmp_path, "coach")


@pytest.mark.parametrize("name", ["../coach", "a/b", ""])
def test_a_name_that_is_no_path_part_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(NotFound):
        init_memory(tmp_path, name, "payments", TODAY)
    with pytest.raises(NotFound):
        show_memory(tmp_path, name)
    assert list(tmp_path.iterdir()) == []
