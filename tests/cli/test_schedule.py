"""`schedule`: the words and statuses that other systems rely on."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Call

SCHEDULE = Path(".kaizen/schedule.yml")
EXAMPLE = """\
version: "1"
timezone: Europe/Berlin
agents:
  coach: {cadence: weekly, cron: "0 9 * * 1", enabled: true}
  optimization: {cadence: weekly, cron: "0 10 * * 1", enabled: true}
  tdd-workflow: {cadence: monthly, enabled: false}
"""
HEADINGS = [
    "# Scheduled Run Orientation: coach",
    "## Agent Prompt",
    "## Project Memory",
    "## Repo Pointers",
    "## Session Close",
]


def test_init_writes_the_example(call: Call) -> None:
    assert call("schedule", "init").exit_code == 0
    assert SCHEDULE.read_text("utf-8") == EXAMPLE


def test_init_names_the_schema_for_editors_where_the_site_is_known(call: Call) -> None:
    Path("kaizen.toml").write_text('docs_url = "https://kaizen.example.org/docs"\n', "utf-8")

    assert call("schedule", "init").exit_code == 0
    line = "# yaml-language-server: $schema=https://kaizen.example.org/docs/v1/schemas/schedule.schema.json\n"
    assert SCHEDULE.read_text("utf-8") == line + EXAMPLE
    assert call("schedule", "validate", "--strict").exit_code == 0


def test_init_takes_another_time_zone(call: Call) -> None:
    assert call("schedule", "init", "--timezone", "America/New_York").exit_code == 0
    assert "timezone: America/New_York\n" in SCHEDULE.read_text("utf-8")


def test_init_refuses_a_time_zone_that_does_not_exist_and_writes_nothing(call: Call) -> None:
    result = call("schedule", "init", "--timezone", "Europe/Berln")

    assert result.exit_code == 2
    assert "did you mean Europe/Berlin?" in result.stderr
    assert not SCHEDULE.exists()


def test_an_existing_schedule_stays_and_that_is_no_failure(call: Call) -> None:
    call("schedule", "init")
    SCHEDULE.write_text(EXAMPLE.replace("weekly", "daily"), "utf-8")
    result = call("schedule", "init")

    assert result.exit_code == 0
    assert "already exists" in result.stdout
    assert "daily" in SCHEDULE.read_text("utf-8")


def test_force_overwrites_it(call: Call) -> None:
    call("schedule", "init")
    SCHEDULE.write_text("x", "utf-8")

    assert call("schedule", "init", "--force").exit_code == 0
    assert SCHEDULE.read_text("utf-8") == EXAMPLE


@pytest.mark.parametrize(
    ("cadence", "written", "crons"),
    [
        ("hourly", "daily", ["15 * * * *", "30 * * * *", "45 * * * *", "0 * * * *"]),
        ("daily", "daily", ["15 9 * * *", "30 9 * * *", "45 9 * * *", "0 9 * * *"]),
        ("weekly", "weekly", ["0 9 * * 1", "0 10 * * 1", "0 11 * * 1", "0 12 * * 1"]),
    ],
)
def test_an_engagement_gets_its_preset(call: Call, cadence: str, written: str, crons: list[str]) -> None:
    agents = ["coach", "optimization", "tdd-workflow", "sys-medic"]
    words = ("--engagement", "acme", "--agents", ",".join(agents), "--bootstrap-cadence", cadence)
    assert call("schedule", "init", *words).exit_code == 0

    rows = json.loads(call("schedule", "list", "--format", "json").stdout)
    assert "engagement: acme\n" in SCHEDULE.read_text("utf-8")
    assert [(row["agent"], row["cadence"], row["cron"]) for row in rows] == [
        (agent, written, cron) for agent, cron in zip(agents, crons, strict=True)
    ]
    assert call("schedule", "validate").exit_code == 0


def test_a_further_agent_of_many_gets_a_minute_of_its_own(call: Call) -> None:
    agents = "coach,optimization,tdd-workflow,sys-medic,scope-analyst,keepaTodofile,keepaChangelog"
    call("schedule", "init", "--engagement", "acme", "--agents", agents, "--bootstrap-cadence", "hourly")

    rows = json.loads(call("schedule", "list", "--format", "json").stdout)
    assert len({row["cron"] for row in rows}) == 7


def test_a_preset_for_an_agent_that_does_not_exist_is_refused(call: Call) -> None:
    result = call("schedule", "init", "--engagement", "acme", "--agents", "coach,optimisation")

    assert result.exit_code == 2
    assert "did you mean optimization?" in result.stderr
    assert not SCHEDULE.exists()


def test_validate_says_that_the_example_is_valid(call: Call) -> None:
    call("schedule", "init")
    result = call("schedule", "validate")

    assert result.exit_code == 0
    assert result.stdout == ".kaizen/schedule.yml is valid: 3 agents, 2 enabled\n"


def test_validate_reports_all_problems_together_each_with_its_place(call: Call) -> None:
    SCHEDULE.parent.mkdir()
    SCHEDULE.write_text(
        'version: "1"\ntimezone: Europe/Berln\nagents:\n  optimisation:\n    cadence: hourly\n', "utf-8"
    )
    result = call("schedule", "validate", "--format", "json")

    assert result.exit_code == 1
    findings = json.loads(result.stdout)["findings"]
    assert {(f["rule"], f["line"]) for f in findings} >= {("schedule/cadence-unknown", 5)}
    assert all(f["path"] == ".kaizen/schedule.yml" and f["column"] >= 1 for f in findings)


def test_a_folder_without_schedule_has_nothing_to_check(call: Call) -> None:
    result = call("schedule", "validate")

    assert result.exit_code == 3
    assert "kaizen-agentic schedule init" in result.stderr


def test_list_shows_what_runs_and_what_is_off(call: Call) -> None:
    call("schedule", "init")
    rows = json.loads(call("schedule", "list", "--format", "json").stdout)

    assert [(row["agent"], row["enabled"]) for row in rows] == [
        ("coach", True),
        ("optimization", True),
        ("tdd-workflow", False),
    ]
    assert rows[0]["next"].endswith(("09:00:00+01:00", "09:00:00+02:00"))
    assert rows[2]["next"] is None


def test_prepare_prints_the_bundle_with_its_headings_in_order(call: Call) -> None:
    call("schedule", "init")
    result = call("schedule", "prepare", "coach")

    assert result.exit_code == 0
    places = [result.stdout.index(heading + "\n") for heading in HEADINGS]
    assert places == sorted(places)
    assert "Project: payments" in result.stdout
    assert "kaizen-agentic metrics record coach --success --time <seconds> --quality <0-1>" in result.stdout


def test_prepare_gives_json_with_the_keys_of_the_contract(call: Call) -> None:
    call("schedule", "init")
    bundle = json.loads(call("schedule", "prepare", "coach", "--format", "json").stdout)

    assert bundle["agent"] == "coach"
    assert bundle["project"] == "payments"
    assert bundle["agent_prompt_found"] is True
    assert bundle["agent_prompt"].lstrip().startswith("# ")
    assert bundle["session_close"][0] == (
        "kaizen-agentic metrics record coach --success --time <seconds> --quality <0-1>"
    )
    assert {"generated", "memory", "metrics_summary", "pointers"} <= bundle.keys()


def test_prepare_prints_the_same_bytes_twice(call: Call) -> None:
    call("schedule", "init")

    assert call("schedule", "prepare", "coach").stdout == call("schedule", "prepare", "coach").stdout


def test_an_unknown_agent_is_said_in_the_bundle_and_is_no_failure(call: Call) -> None:
    result = call("schedule", "prepare", "nobody")

    assert result.exit_code == 0
    assert "not found in registry" in result.stdout
    assert json.loads(call("schedule", "prepare", "nobody", "--format", "json").stdout)["agent_prompt_found"] is False


def test_strict_makes_an_unknown_agent_a_failure(call: Call) -> None:
    assert call("schedule", "prepare", "nobody", "--strict").exit_code == 1
    assert call("schedule", "prepare", "coach", "--strict").exit_code == 0


def test_the_environment_names_the_project(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KAIZEN_PROJECT_SLUG", "acme-payments")

    assert json.loads(call("schedule", "prepare", "coach", "--format", "json").stdout)["project"] == "acme-payments"


def test_an_installed_agent_wins_over_the_packaged_one(call: Call) -> None:
    Path("agents").mkdir()
    Path("agents/agent-coach.md").write_text(
        '---\nname: coach\ndescription: "Ours."\ncategory: meta\n---\nOUR OWN COACH\n', "utf-8"
    )
    bundle = json.loads(call("schedule", "prepare", "coach", "--format", "json").stdout)

    assert bundle["agent_prompt"] == "OUR OWN COACH\n"


def test_a_name_that_leads_out_of_the_folder_is_wrong_usage(call: Call) -> None:
    assert call("schedule", "prepare", "../../etc/passwd").exit_code == 2
