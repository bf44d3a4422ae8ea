"""The README tells the truth: its picture, its links and its commands exist."""

from __future__ import annotations

import re
from pathlib import Path

import click

from kaizen_site.cli import main

LINK = re.compile(r"\]\(([^)#:]+)\)")
COMMAND = re.compile(r"^\$ kaizen-agentic (?P<words>[^#>|\n]+)", re.MULTILINE)


def find_command(words: list[str]) -> click.Command:
    command: click.Command = main
    for word in words:
        if not isinstance(command, click.Group):
            break
        found = command.get_command(click.Context(command), word)
        assert found is not None, words
        command = found
    return command


def test_every_link_and_picture_leads_to_a_file(project: Path) -> None:
    targets = LINK.findall((project / "README.md").read_text("utf-8"))

    assert len(targets) > 5
    assert [target for target in targets if not (project / target).exists()] == []


def test_every_make_target_that_is_named_exists(project: Path) -> None:
    makefile = (project / "Makefile").read_text("utf-8")
    named = set(re.findall(r"\bmake ([a-z]+)", (project / "README.md").read_text("utf-8"))) - {"are"}

    assert {"site", "test", "serve", "bench"} <= named
    assert [name for name in sorted(named) if f"\n{name}:" not in makefile] == []


def test_every_command_of_readme_and_guides_exists_with_its_options(project: Path) -> None:
    files = [project / "README.md", *sorted((project / "docs" / "guides").glob("*.md"))]
    lines = [match["words"] for file in files for match in COMMAND.finditer(file.read_text("utf-8"))]

    assert len(lines) > 30
    for line in lines:
        words = line.split()
        command = find_command([word for word in words if not word.startswith("-")])
        known = {option for parameter in command.params for option in (*parameter.opts, *parameter.secondary_opts)}
        given = {word.partition("=")[0] for word in words if re.fullmatch(r"--[a-z-]+(=.*)?", word)}
        assert given <= known | {"--help", "--version"}, line
