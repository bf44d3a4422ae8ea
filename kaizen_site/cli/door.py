"""What every command shares: lazy groups, the target option, output and the way from a fault to an exit status."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from typing import Any, TypeVar

import click

from kaizen_site.errors import KaizenError

Command = TypeVar("Command", bound=Callable[..., Any])


class LazyGroup(click.Group):
    """A group whose commands are imported when called; their summaries stand in the table."""

    def __init__(self, *args: Any, lazy: Mapping[str, tuple[str, str]] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._lazy = dict(lazy or {})

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names in the table's order."""
        return [*self._lazy, *super().list_commands(ctx)]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import the command."""
        if cmd_name not in self._lazy:
            return super().get_command(ctx, cmd_name)
        module, _, name = self._lazy[cmd_name][0].partition(":")
        command: click.Command = getattr(import_module(f"kaizen_site.cli.{module}"), name)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands without importing them."""
        del ctx
        with formatter.section("Commands"):
            formatter.write_dl([(name, summary) for name, (_, summary) in self._lazy.items()])

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Add a suggestion to the message about an unknown command."""
        if args and not args[0].startswith("-") and self.get_command(ctx, args[0]) is None:
            raise click.UsageError(_suggest(args[0], self.list_commands(ctx)), ctx)
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:
        """Turn faults of the world into one line and a status."""
        try:
            return super().invoke(ctx)
        except KaizenError as error:
            raise _fail(str(error), error.exit_status) from error
        except BrokenPipeError:
            # Whoever read our output has seen enough (`| head`); the interpreter must not complain at its end.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            raise click.exceptions.Exit(0) from None
        except OSError as error:
            raise _fail(f"{error.filename or 'the system'}: {error.strerror or error}", 4) from error


def target_option(command: Command) -> Command:
    """`--target PATH`: the folder to work in."""
    return click.option(
        "--target",
        type=click.Path(exists=True, file_okay=False, path_type=Path),
        default=Path(),
        help="The folder to work in (default: here).",
    )(command)


def format_option(*formats: str) -> Callable[[Command], Command]:
    """`--format`: the first one is the default."""
    return click.option(
        "--format",
        "output_format",
        type=click.Choice(formats or ("text", "json")),
        default=(formats or ("text",))[0],
        help="How to print the result.",
    )


def example(text: str) -> str:
    """An epilog that shows how a command is called."""
    return f"Example: `{text}`"


def write(text: str) -> None:
    """Print as it is, with no newline added."""
    click.echo(text, nl=False)


def now() -> datetime:
    """The time at the door, in UTC and whole seconds; the core is given it as an argument."""
    return datetime.now(UTC).replace(microsecond=0)


def use_colour() -> bool:
    """Whether standard output is a terminal that wants colour (`NO_COLOR`, https://no-color.org)."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def terminal_width() -> int:
    """Columns of the terminal, or 0 when the output goes elsewhere."""
    import shutil

    return shutil.get_terminal_size().columns if sys.stdout.isatty() else 0


def _fail(message: str, exit_status: int) -> click.exceptions.Exit:
    from kaizen_site.render.report import escape

    click.echo(f"kaizen-agentic: {escape(message)}", err=True)
    return click.exceptions.Exit(exit_status)


def _suggest(word: str, known: list[str]) -> str:
    from kaizen_site.rules.nearest import nearest

    near = nearest(word, known)
    return f"there is no command `{word}`" + (f"; did you mean `{near}`?" if near else "")
