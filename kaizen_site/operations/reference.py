"""The command describes itself: its groups, commands and options as values for the reference."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from kaizen_site.model.site import Command, Option

if TYPE_CHECKING:
    import click


def describe_commands(root: click.Command, name: str) -> tuple[Command, ...]:
    """Every command below `root` (and `root` itself), groups before what is in them."""
    import click

    return tuple(_describe(root, click.Context(root, info_name=name)))


def _describe(command: click.Command, context: click.Context) -> Iterator[Command]:
    import click

    options = tuple(_describe_parameter(parameter, context) for parameter in command.get_params(context))
    yield Command(
        words=context.command_path,
        summary=command.get_short_help_str(limit=200),
        text=_flatten(command.epilog),
        usage=command.get_usage(context).removeprefix("Usage: "),
        options=tuple(option for option in options if option.names),
    )
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            child = command.get_command(context, name)
            if child is not None and not child.hidden:
                yield from _describe(child, click.Context(child, info_name=name, parent=context))


def _describe_parameter(parameter: Any, context: click.Context) -> Option:
    record = parameter.get_help_record(context)
    if record is not None:
        return Option(record[0], " ".join(record[1].split()))
    name = "" if parameter.param_type_name == "option" else parameter.human_readable_name.upper()
    return Option(name, "")


def _flatten(text: str | None) -> str:
    return " ".join(textwrap.dedent(text or "").split())
