"""`check`: what it is about, when it fails, and what a hook calls."""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path
from typing import Any

import pytest
import yaml

from kaizen_site.cli.check import exit_status
from kaizen_site.operations import catalogue
from kaizen_site.parse.agent import read_agent
from tests.cli.conftest import Call

SCHEDULE = Path(".kaizen/schedule.yml")
GOOD = 'version: "1"\nagents:\n  coach: {cadence: weekly}\n'
WARNED = GOOD.replace('"1"', "1")
BAD = GOOD.replace("coach", "night-porter")
AGENT = "---\nname: scribe\ndescription: Writes.\ncategory: meta\n---\n\n# Scribe\n"
DECISION = (
    "---\nid: ADR-001\ntitle: One\nstatus: acepted\ndate: 2026-01-01\n---\n\n# ADR-001: One\n\n## Context\n\nC.\n"
)
HOOKS = yaml.safe_load((Path(__file__).parents[2] / ".pre-commit-hooks.yaml").read_text("utf-8"))


def put(path: Path | str, text: str) -> None:
    Path(path).parent.mkdir(parents=True, exist_ok=True)
    Path(path).write_text(text, "utf-8")


def rules(stdout: str) -> list[str]:
    return [finding["rule"] for finding in json.loads(stdout)["findings"]]


def test_a_rule_is_lowered_and_switched_off_in_the_configuration(call: Call) -> None:
    put(SCHEDULE, BAD.replace('"1"', "1"))
    put(
        "kaizen.toml", 'rules = {KZ301 = "warning"}\npaths = {".kaizen/**" = {"schedule/version-not-string" = "off"}}\n'
    )
    result = call("check", "--format", "json")

    assert result.exit_code == 0
    assert rules(result.stdout) == ["schedule/agent-unknown"]
    (silent,) = json.loads(result.stdout)["suppressed"]
    assert silent["rule"] == "schedule/version-not-string"


def test_a_misspelt_rule_in_the_configuration_is_wrong_usage(call: Call) -> None:
    put(SCHEDULE, GOOD)
    put("pyproject.toml", '[tool.kaizen]\nrules = {"schedule/agent-unknwon" = "off"}\n')
    result = call("check")

    assert result.exit_code == 2
    assert result.stderr == (
        "kaizen-agentic: pyproject.toml, [tool.kaizen]: `rules`: there is no rule `schedule/agent-unknwon`; "
        "did you mean `schedule/agent-unknown`?\n"
    )


def test_an_ignore_with_a_reason_lets_the_check_pass(call: Call) -> None:
    put(SCHEDULE, BAD.replace("weekly}", "weekly}  # kaizen: ignore[KZ301] our installer brings it"))

    assert call("check").exit_code == 0
    assert call("schedule", "validate").exit_code == 0
    assert "1 suppressed" in call("check").stdout


def test_agents_validate_and_site_check_honour_ignores(call: Call) -> None:
    put("agents/agent-scribe.md", AGENT.replace("meta", "odd  # kaizen: ignore[agent/category-unknown] our own"))

    assert call("agents", "validate").exit_code == 0
    assert call("site", "check").exit_code == 0


def test_a_commands_narrow_view_calls_no_ignore_of_another_family_unused(call: Call) -> None:
    put("agents/agent-scribe.md", AGENT.replace("meta", "meta  # kaizen: ignore[xref, agent] ours"))
    result = call("agents", "validate", "--format", "json")

    assert rules(result.stdout) == ["ignore/unused"]


def test_more_warnings_than_allowed_fail_and_it_is_said(call: Call) -> None:
    put(SCHEDULE, WARNED)

    assert call("check", "--max-warnings", "1").exit_code == 0
    result = call("check", "--max-warnings", "0", "--format", "json")
    assert result.exit_code == 1
    assert result.stderr == "1 warning, and --max-warnings allows 0\n"
    assert len(rules(result.stdout)) == 1
    assert call("check", "--max-warnings", "0", "--exit-zero").exit_code == 0
    assert call("check", "--max-warnings", "-1").exit_code == 2


def test_a_baseline_is_written_used_and_outlived(call: Call) -> None:
    put(SCHEDULE, BAD)
    written = call("check", "--write-baseline", "old/baseline.json")
    assert (written.exit_code, written.stderr) == (0, "wrote 1 finding to old/baseline.json\n")
    first = Path("old/baseline.json").read_bytes()
    put(SCHEDULE, BAD.replace("agents:", "# moved\nagents:") + "  night-owl: {cadence: weekly}\n")
    result = call("check", "--baseline", "old/baseline.json", "--format", "json")
    assert (result.exit_code, result.stderr) == (1, "")
    assert "night-owl" in json.loads(result.stdout)["findings"][0]["message"]

    put(SCHEDULE, GOOD)
    result = call("check", "--baseline", "old/baseline.json", "--strict")
    assert result.exit_code == 0
    assert result.stderr == (
        "1 finding of old/baseline.json no longer occurs; --write-baseline old/baseline.json leaves it out\n"
    )
    put(SCHEDULE, BAD)
    call("check", "--baseline", "old/baseline.json", "--write-baseline", "old/baseline.json")
    assert Path("old/baseline.json").read_bytes() == first


def test_a_part_of_the_files_does_not_call_entries_of_a_baseline_gone(call: Call) -> None:
    put(SCHEDULE, BAD)
    put("agents/agent-scribe.md", AGENT)
    call("check", "--write-baseline", "b.json")

    assert call("check", "--baseline", "b.json", "--only", "agents").stderr == ""


def test_a_baseline_that_can_not_be_read_is_wrong_usage(call: Call) -> None:
    put(SCHEDULE, GOOD)
    put("b.json", "{}")

    assert call("check", "--baseline", "b.json").exit_code == 2
    assert call("check", "--baseline", "none.json").exit_code == 2


@pytest.mark.parametrize("words", [["--only", "adr"], ["some.md"], ["--stdin-filename", "x.md", "-"]])
def test_a_baseline_is_written_of_everything_alone(call: Call, words: list[str]) -> None:
    put("some.md", "x")
    result = call("check", *words, "--write-baseline", "b.json", input="x")

    assert result.exit_code == 2
    assert "--write-baseline takes all findings" in result.stderr
    assert not Path("b.json").exists()


def test_files_are_reported_alone_with_what_others_mean_to_them(call: Call) -> None:
    put(SCHEDULE, BAD)
    put("agents/agent-scribe.md", AGENT)
    put("agents/agent-copy.md", AGENT)
    result = call("check", "agents/agent-copy.md", "--format", "json")

    assert rules(result.stdout) == ["agent/duplicate-name"]
    assert {finding["path"] for finding in json.loads(result.stdout)["findings"]} == {"agents/agent-copy.md"}


def test_files_are_found_from_another_folder(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    put("project/.kaizen/schedule.yml", BAD)
    put("project/sub/x", "")
    monkeypatch.chdir("project/sub")

    result = call("check", "--target", "..", "../.kaizen/schedule.yml", "--format", "json")
    assert rules(result.stdout) == ["schedule/agent-unknown"]


def test_a_folder_stands_alone(call: Call) -> None:
    put("a/.kaizen/schedule.yml", GOOD)
    put("b/.kaizen/schedule.yml", GOOD)

    assert call("check", "a").exit_code == 0
    assert call("check", "a", "b").exit_code == 2
    assert call("check", "a", "b/.kaizen/schedule.yml").exit_code == 2


def test_files_that_nobody_reads_are_nothing_to_check(call: Call) -> None:
    put(SCHEDULE, GOOD)
    put("README.md", "x")

    assert call("check", "README.md").exit_code == 3
    assert call("check", "README.md", str(SCHEDULE)).exit_code == 0


@pytest.mark.parametrize(
    ("only", "found"),
    [
        (["agents"], ["agent/category-unknown"]),
        (["agents,schedule"], ["schedule/agent-unknown", "agent/category-unknown"]),
        (["schedule", "adr"], ["schedule/agent-unknown", "adr/status-unknown"]),
        (["Protocols"], ["agent/category-unknown"]),
    ],
)
def test_kinds_are_reported_alone(call: Call, only: list[str], found: list[str]) -> None:
    put(SCHEDULE, BAD)
    put("agents/agent-scribe.md", AGENT.replace("meta", "odd"))
    put("docs/adr/ADR-001-one.md", DECISION)
    words = [word for kinds in only for word in ("--only", kinds)]

    assert rules(call("check", *words, "--format", "json").stdout) == found


def test_a_kind_that_does_not_exist_gets_a_suggestion(call: Call) -> None:
    result = call("check", "--only", "agents,decision")

    assert result.exit_code == 2
    assert "there is no kind `decision`; did you mean `decisions`?" in result.stderr


@pytest.mark.parametrize(
    ("path", "text", "found"),
    [
        (".kaizen/schedule.yml", BAD, ["schedule/agent-unknown"]),
        ("agents/agent-scribe.md", AGENT.replace("meta", "odd"), ["agent/category-unknown"]),
        ("docs/adr/ADR-001-one.md", DECISION, ["adr/status-unknown"]),
        ("prompts/x.md", AGENT.replace("description", "descripton"), ["agent/unknown-key"]),
        ("./agents/../agents/agent-scribe.md", AGENT, []),
    ],
)
def test_a_text_from_standard_input_is_of_the_kind_that_its_path_has(
    call: Call, path: str, text: str, found: list[str]
) -> None:
    if path.startswith("prompts"):
        Path("prompts").mkdir()
        put("kaizen.toml", 'agents = ["prompts"]\nprofile = "claude"\n')
    result = call("check", "--stdin-filename", path, "-", "--format", "json", input=text)

    assert rules(result.stdout) == found
    assert result.exit_code == (1 if found and found != ["adr/status-unknown"] else 0)
    assert not Path(path).exists()


def test_a_text_from_standard_input_stands_in_for_the_file(call: Call) -> None:
    put(SCHEDULE, BAD)
    put("agents/agent-scribe.md", AGENT.replace("meta", "odd"))

    assert call("check", "--stdin-filename", str(SCHEDULE.absolute()), "-", input=GOOD).exit_code == 0
    assert SCHEDULE.read_text("utf-8") == BAD


@pytest.mark.parametrize(
    "words",
    [
        ["-"],
        ["--stdin-filename", "x.md"],
        ["--stdin-filename", "x.md", "-", "-"],
        ["--stdin-filename", "agents/agent-x.md", "-", "--fix"],
    ],
)
def test_standard_input_without_a_path_or_with_something_else_is_wrong_usage(call: Call, words: list[str]) -> None:
    assert call("check", *words, input="x").exit_code == 2


def test_a_text_of_no_known_kind_is_nothing_to_check(call: Call) -> None:
    result = call("check", "--stdin-filename", "notes.md", "-", input="x")

    assert result.exit_code == 3
    assert "nothing to check in notes.md" in result.stderr


def test_a_failure_of_our_own_has_its_own_status(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*args: Any, **kwargs: Any) -> Any:
        if args[0].path == "agents/agent-scribe.md":
            raise RuntimeError
        return read_agent(*args, **kwargs)

    monkeypatch.setattr(catalogue, "_read_agent", fail)
    put("agents/agent-scribe.md", AGENT)
    put("kaizen.toml", 'paths = {"**" = {"agent" = "off"}}\n')

    assert call("check").exit_code == 4
    assert call("check", "--exit-zero").exit_code == 4
    assert call("check", "--only", "schedule").exit_code == 3


def test_fixes_and_a_baseline_work_together(call: Call) -> None:
    put(SCHEDULE, WARNED.replace("coach", "night-porter"))
    result = call("check", "--fix", "--write-baseline", "b.json")

    assert result.exit_code == 0
    assert SCHEDULE.read_text("utf-8") == BAD
    assert json.loads(Path("b.json").read_text("utf-8"))["counts"] == {"schedule/agent-unknown": 1}


FAULTS = {
    "kaizen-check": (SCHEDULE, BAD),
    "kaizen-agents": (Path("agents/agent-scribe.md"), AGENT.replace("name", "nam")),
    "kaizen-schedule": (SCHEDULE, BAD),
    "kaizen-adr": (Path("docs/adr/ADR-001-one.md"), DECISION.replace("ADR-001\n", "ADR-002\n", 1)),
    "kaizen-definitions": (Path("activity-definitions/x.md"), "---\nid: x\nname: X\n---\n"),
}


@pytest.mark.parametrize("hook", HOOKS, ids=lambda hook: str(hook["id"]))
def test_each_hook_fails_for_a_fault_of_its_kind_and_for_no_other(call: Call, hook: dict[str, Any]) -> None:
    program, *words = shlex.split(hook["entry"])
    path, text = FAULTS[hook["id"]]
    put(SCHEDULE, GOOD)
    put("agents/agent-scribe.md", AGENT)
    put("docs/adr/ADR-001-one.md", DECISION.replace("acepted", "accepted"))
    definition = Path(__file__).parents[2] / "activity-definitions"
    put("activity-definitions/x.md", next(definition.glob("weekly-coach*.md")).read_text("utf-8"))

    assert program == "kaizen-agentic"
    assert re.search(hook["files"], path.as_posix())
    assert call(*words).exit_code == 0
    put(path, text)
    assert call(*words).exit_code == 1
    for other, (elsewhere, _) in FAULTS.items():
        if other != "kaizen-check" and hook["id"] != "kaizen-check" and elsewhere != path:
            assert not re.search(hook["files"], elsewhere.as_posix())


def test_the_status_of_a_report_without_findings_is_zero() -> None:
    from kaizen_site.model.diagnostic import Report

    assert exit_status(Report((), 1), max_warnings=0) == 0
