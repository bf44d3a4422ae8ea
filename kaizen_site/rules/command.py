"""How a command is shown: quoted for a shell as `shlex.join` does, but with its placeholders left readable."""

from __future__ import annotations

import re
from collections.abc import Sequence
from shlex import quote

_PLACEHOLDER = re.compile(r"<[a-z0-9][a-z0-9 -]*>\Z|\$EDITOR\Z")


def show_command(arguments: Sequence[str]) -> str:
    """One line for people; `<seconds>`, `$EDITOR` and a leading `~/` stand as they are."""
    return " ".join(_show(argument) for argument in arguments)


def _show(argument: str) -> str:
    if _PLACEHOLDER.match(argument):
        return argument
    if argument.startswith("~/") and len(argument) > 2:
        return f"~/{quote(argument[2:])}"  # a quoted tilde would be a folder of that name
    return quote(argument)
