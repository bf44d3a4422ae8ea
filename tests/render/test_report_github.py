"""Workflow commands, read back as the runner of GitHub Actions reads them."""

from __future__ import annotations

import pytest

from kaizen_site.model.diagnostic import Report, Severity
from kaizen_site.render.report import escape
from kaizen_site.render.report_github import render_github
from tests.render.findings import CLEAN, HARD, HOSTILE, HOSTILE_PATH, ORDINARY, unknown_agent

Command = tuple[str, dict[str, str], str]


def read_commands(text: str) -> list[Command]:
    """Every line as (command, properties, message): cut where the runner cuts, then unescaped."""
    return [read_command(line) for line in text.splitlines()]


def read_command(line: str) -> Command:
    assert line.startswith("::")
    head, _, message = line[2:].partition("::")
    name, _, rest = head.partition(" ")
    properties = dict(item.split("=", 1) for item in rest.split(","))
    return (
        name,
        {key: unescape(value.replace("%3A", ":").replace("%2C", ",")) for key, value in properties.items()},
        unescape(message),
    )


def unescape(text: str) -> str:
    return text.replace("%0D", "\r").replace("%0A", "\n").replace("%25", "%")


def test_a_finding_is_one_command_with_its_place() -> None:
    assert render_github(Report((unknown_agent(),), 1)) == (
        "::error file=.kaizen/schedule.yml,line=4,col=3,endLine=4,endColumn=15,"
        "title=schedule/agent-unknown (KZ301)::no agent named `optimisation`"
        "%0Ahelp: did you mean `optimization`?"
        "%0Arelated: agents/agent-optimization.md:2:7: this one is installed"
        "%0Adocs: kaizen-agentic rule KZ301\n"
    )


def test_the_page_of_the_rule_is_named_where_there_is_a_site() -> None:
    (command,) = read_commands(render_github(Report((unknown_agent(),), 1), docs_url="https://x.example/"))

    assert command[2].endswith("\ndocs: https://x.example/rules/schedule-agent-unknown/")


@pytest.mark.parametrize(
    ("severity", "name"),
    [(Severity.ERROR, "error"), (Severity.WARNING, "warning"), (Severity.INFO, "notice"), (Severity.HINT, "notice")],
)
def test_the_severity_is_the_command(severity: Severity, name: str) -> None:
    (command,) = read_commands(render_github(Report((unknown_agent(severity=severity),), 1)))

    assert command[0] == name


def test_nothing_found_is_no_command_and_suppressed_findings_are_none_either() -> None:
    assert render_github(CLEAN) == ""
    assert len(read_commands(render_github(ORDINARY))) == len(ORDINARY.findings)


def test_hostile_words_add_no_command_and_no_property() -> None:
    (command,) = read_commands(render_github(HARD))
    name, properties, message = command

    assert name == "error"
    assert list(properties) == ["file", "line", "endLine", "title"]
    assert properties["file"] == escape(HOSTILE_PATH)
    assert message.split("\n")[0] == escape(HOSTILE)


def test_columns_are_left_out_where_the_end_is_on_another_line() -> None:
    (command,) = read_commands(render_github(HARD))

    assert (command[1]["line"], command[1]["endLine"]) == ("2", "3")
    assert "col" not in command[1]
