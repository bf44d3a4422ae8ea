"""The reference says of each command what its own help says."""

from __future__ import annotations

import click

from kaizen_site.model.site import Option
from kaizen_site.operations.reference import describe_commands


@click.group(epilog="Example: `tool run`")
def tool() -> None:
    """Do things."""


@tool.command("run")
@click.argument("what")
@click.option("--fast", is_flag=True, help="Faster.")
def run(what: str, *, fast: bool) -> None:
    """Run it."""
    del what, fast


@tool.command("secret", hidden=True)
def secret() -> None:
    """Nobody sees this."""


def test_every_command_is_described_with_its_options() -> None:
    commands = describe_commands(tool, "tool")
    assert [command.words for command in commands] == ["tool", "tool run"]
    assert commands[0].text == "Example: `tool run`"
    assert commands[1].summary == "Run it."
    assert commands[1].usage == "tool run [OPTIONS] WHAT"
    assert commands[1].options == (
        Option("WHAT", ""),
        Option("--fast", "Faster."),
        Option("--help", "Show this message and exit."),
    )


def test_our_own_command_is_described_whole() -> None:
    from kaizen_site.cli import main

    words = {command.words for command in describe_commands(main, "kaizen-agentic")}
    assert {"kaizen-agentic check", "kaizen-agentic site build", "kaizen-agentic schedule prepare"} <= words
