"""`agents`, `protocols`, `rule`, `check` and the command's manners."""

from __future__ import annotations

import json
from pathlib import Path

import click
import pytest

from kaizen_site.cards.registry import all_cards
from kaizen_site.cli import main
from tests.cli.conftest import Call

PACKAGED = 20


def commands(group: click.Group, path: tuple[str, ...] = ()) -> list[tuple[tuple[str, ...], click.Command]]:
    """Every command with its words."""
    context = click.Context(group)
    found: list[tuple[tuple[str, ...], click.Command]] = []
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None
        found.append(((*path, name), command))
        if isinstance(command, click.Group):
            found += commands(command, (*path, name))
    return found


COMMANDS = commands(main)


@pytest.mark.parametrize("words", [words for words, _ in COMMANDS], ids=" ".join)
def test_every_help_holds_an_example(call: Call, words: tuple[str, ...]) -> None:
    result = call(*words, "--help")

    assert result.exit_code == 0
    assert "Example" in result.stdout


def test_agents_list_shows_the_packaged_agents_in_an_empty_folder(call: Call) -> None:
    rows = json.loads(call("agents", "list", "--format", "json").stdout)

    assert len(rows) == PACKAGED
    assert {"name", "path", "category", "description", "malformed"} <= rows[0].keys()
    assert not any(row["malformed"] for row in rows)


def test_list_is_an_alias(call: Call) -> None:
    assert call("list").stdout == call("agents", "list").stdout


def test_agents_of_another_folder_and_profile_are_listed_the_malformed_ones_marked(call: Call) -> None:
    folder = Path("prompts/quality")
    folder.mkdir(parents=True)
    (folder / "reviewer.md").write_text('---\nname: reviewer\ndescription: "Reviews."\n---\nBody\n', "utf-8")
    (folder / "odd.md").write_text("---\nname: odd\ndescription: Use this: when odd\n---\nBody\n", "utf-8")
    rows = json.loads(call("agents", "list", "--from", "prompts", "--profile", "claude", "--format", "json").stdout)

    assert [(row["name"], row["path"], row["malformed"]) for row in rows] == [
        ("odd", "prompts/quality/odd.md", True),
        ("reviewer", "prompts/quality/reviewer.md", False),
    ]


def test_agents_show_prints_fields_and_prompt(call: Call) -> None:
    result = call("agents", "show", "coach")

    assert result.stdout.startswith("coach\n")
    assert "Category:" in result.stdout
    assert "# Coach" in result.stdout


def test_an_agent_that_does_not_exist_gets_a_suggestion(call: Call) -> None:
    result = call("agents", "show", "coahc")

    assert result.exit_code == 2
    assert "did you mean coach?" in result.stderr


def test_agents_validate_has_the_status_of_its_findings(call: Call) -> None:
    assert call("agents", "validate").exit_code == 0
    Path("agents").mkdir()
    Path("agents/agent-x.md").write_text("---\nname: y\ndescription: d\ncategory: meta\n---\n", "utf-8")
    result = call("agents", "validate", "--format", "json")

    assert result.exit_code == 1
    assert [f["rule"] for f in json.loads(result.stdout)["findings"]] == ["agent/name-file-mismatch"]


def test_protocols_are_listed_and_shown(call: Call) -> None:
    (row,) = json.loads(call("protocols", "list", "--format", "json").stdout)
    result = call("protocols", "show", row["agent"], row["slug"])

    assert row["agent"] == "sys-medic"
    assert result.stdout.count("\n") > 40
    assert "it has disk-pressure-triage" in call("protocols", "show", "sys-medic", "none").stderr


@pytest.mark.parametrize("card", all_cards(), ids=lambda card: card.code)
def test_rule_explains_every_rule_offline_by_code_and_slug(call: Call, card: object) -> None:
    code, slug = card.code, card.slug  # type: ignore[attr-defined]
    text = call("rule", code).stdout

    assert text.startswith(f"{code} {slug}")
    assert call("rule", slug).stdout == text


def test_rule_suggests_the_nearest(call: Call) -> None:
    result = call("rule", "schedule/agent-unknow")

    assert result.exit_code == 2
    assert "schedule/agent-unknown" in result.stderr


def test_rule_lists_all(call: Call) -> None:
    assert len(json.loads(call("rule", "--all", "--format", "json").stdout)) == len(all_cards())


def test_check_in_an_empty_folder_has_nothing_to_check(call: Call) -> None:
    result = call("check")

    assert result.exit_code == 3
    assert "nothing to check" in result.stderr


def test_check_reports_a_target_repo(call: Call) -> None:
    call("schedule", "init")
    assert call("check").exit_code == 0
    Path(".kaizen/schedule.yml").write_text('version: "1"\nagents:\n  coahc: {cadence: weekly}\n', "utf-8")
    result = call("check", "--output-format", "json")

    assert result.exit_code == 1
    (finding,) = json.loads(result.stdout)["findings"]
    assert (finding["rule"], finding["line"], finding["column"]) == ("schedule/agent-unknown", 3, 3)


def test_warnings_fail_only_with_strict(call: Call) -> None:
    Path(".kaizen").mkdir()
    Path(".kaizen/schedule.yml").write_text("version: 1\nagents:\n  coach: {cadence: weekly}\n", "utf-8")

    assert call("check").exit_code == 0
    assert call("check", "--strict").exit_code == 1
    assert call("check", "--strict", "--exit-zero").exit_code == 0


def test_a_folder_that_the_configuration_names_must_exist(call: Call) -> None:
    Path("pyproject.toml").write_text('[tool.kaizen]\nagents = ["prompts"]\n', "utf-8")
    result = call("check")

    assert result.exit_code == 2
    assert "prompts, which does not exist" in result.stderr


def test_the_documents_of_a_configured_folder_outside_are_checked(call: Call) -> None:
    Path("../shared-prompts").mkdir()
    Path("../shared-prompts/a.md").write_text("---\nname: a\n---\n", "utf-8")
    Path("pyproject.toml").write_text('[tool.kaizen]\nagents = ["../shared-prompts"]\nprofile = "claude"\n', "utf-8")
    (finding,) = json.loads(call("check", "--format", "json").stdout)["findings"]

    assert (finding["rule"], finding["path"]) == ("agent/description-missing", "../shared-prompts/a.md")


def test_an_unknown_command_gets_a_suggestion(call: Call) -> None:
    result = call("chek")

    assert result.exit_code == 2
    assert "did you mean `check`?" in result.stderr


def test_a_target_that_does_not_exist_is_wrong_usage(call: Call) -> None:
    assert call("check", "--target", "nowhere").exit_code == 2
