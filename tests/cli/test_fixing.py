"""`check --fix`, `--diff` and `--unsafe-fixes` as a person calls them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Call

SCHEDULE = """\
version: 1
timezone: Europe/Berln
agents:
  coach: # every week
    cadence: Weekly
    cron: "0 9 * * 1"
"""


@pytest.fixture
def schedule(call: Call) -> Path:
    """A schedule with two safe fixes and an unsafe one, in the folder where `call` runs."""
    del call  # it enters the folder
    path = Path(".kaizen/schedule.yml")
    path.parent.mkdir()
    path.write_text(SCHEDULE)
    return path


def test_fix_makes_the_safe_changes_and_prints_what_remains(call: Call, schedule: Path) -> None:
    result = call("check", "--fix", "--output-format", "concise")
    assert result.exit_code == 1
    assert "schedule/timezone-unknown" in result.stdout
    assert "schedule/cadence-unknown" not in result.stdout
    assert "fixed 2 findings in 1 file\n" in result.output
    assert schedule.read_text() == SCHEDULE.replace("version: 1", 'version: "1"').replace("Weekly", "weekly")


def test_unsafe_fixes_widen(call: Call, schedule: Path) -> None:
    result = call("check", "--fix", "--unsafe-fixes")
    assert result.exit_code == 0
    assert "fixed 3 findings in 1 file\n" in result.output
    assert "timezone: Europe/Berlin\n" in schedule.read_text()


def test_a_second_run_has_nothing_to_fix(call: Call, schedule: Path) -> None:
    call("check", "--fix", "--unsafe-fixes")
    before = schedule.stat()
    result = call("check", "--fix", "--unsafe-fixes")
    assert result.exit_code == 0
    assert "nothing to fix\n" in result.output
    assert (schedule.stat().st_ino, schedule.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


@pytest.mark.parametrize("options", [["--diff"], ["--fix", "--diff"]])
def test_diff_prints_what_would_change_and_writes_nothing(options: list[str], call: Call, schedule: Path) -> None:
    result = call("check", *options)
    assert result.exit_code == 1
    assert result.stdout == (
        "--- a/.kaizen/schedule.yml\n+++ b/.kaizen/schedule.yml\n@@ -1,6 +1,6 @@\n"
        '-version: 1\n+version: "1"\n timezone: Europe/Berln\n agents:\n   coach: # every week\n'
        '-    cadence: Weekly\n+    cadence: weekly\n     cron: "0 9 * * 1"\n'
    )
    assert result.stderr == "would fix 2 findings in 1 file\n"
    assert schedule.read_text() == SCHEDULE


def test_diff_is_content_when_nothing_would_change(call: Call, schedule: Path) -> None:
    schedule.write_text(SCHEDULE.replace("version: 1", 'version: "1"').replace("Weekly", "weekly"))
    result = call("check", "--diff")
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "nothing to fix\n")
    assert call("check", "--diff", "--unsafe-fixes").exit_code == 1


def test_a_document_on_standard_output_stays_alone(call: Call, schedule: Path) -> None:
    result = call("check", "--fix", "--output-format", "json")
    assert [finding["rule"] for finding in json.loads(result.stdout)["findings"]] == ["schedule/timezone-unknown"]
    assert "fixed 2 findings in 1 file" in result.stderr
    assert schedule.read_text() != SCHEDULE


def test_only_the_files_that_are_named_are_changed(call: Call, schedule: Path) -> None:
    agent = Path("agents/agent-scribe.md")
    agent.parent.mkdir()
    agent.write_text("---\nname: scribe\ndescription: Writes.\ncategory: Documentation\n---\n\n# Scribe\n")
    assert call("check", "--fix", str(agent)).exit_code == 0
    assert "category: documentation\n" in agent.read_text()
    assert schedule.read_text() == SCHEDULE


def test_unsafe_fixes_alone_are_a_usage_error(call: Call, schedule: Path) -> None:
    result = call("check", "--unsafe-fixes")
    assert result.exit_code == 2
    assert "give --fix or --diff with it" in result.stderr
    assert schedule.read_text() == SCHEDULE
