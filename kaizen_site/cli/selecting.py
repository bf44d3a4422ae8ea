"""Which part of a folder a check is about: kinds, files, or one text from standard input."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from kaizen_site.cli.door import Command

if TYPE_CHECKING:
    from kaizen_site.gather.drafts import Drafts
    from kaizen_site.operations.selection import Selection

_STDIN = "-"


class Scope(NamedTuple):
    """The folder to read, the part of it to report on, and what stands in place of files."""

    root: Path
    selection: Selection
    drafts: Drafts

    @property
    def partial(self) -> bool:
        """Whether the report is about a part alone."""
        return any(self.selection)


def selection_options(command: Command) -> Command:
    """`[PATH]...`, `--only` and `--stdin-filename`, as the parameters `paths`, `only` and `stdin_filename`."""
    command = click.option(
        "--stdin-filename",
        metavar="PATH",
        help="Check one text from standard input (give `-` as PATH) as if it lay at this path.",
    )(command)
    command = click.option(
        "--only",
        multiple=True,
        metavar="KIND,…",
        help="Report on these kinds alone: agents, decisions (or adr), definitions, event-types, schedule, fleet.",
    )(command)
    place = click.Path(exists=True, allow_dash=True, path_type=Path)
    return click.argument("paths", nargs=-1, metavar="[PATH]...", type=place)(command)


def read_scope(paths: Sequence[Path], target: Path, only: Sequence[str], stdin_filename: str | None) -> Scope:
    """What the arguments ask for; a usage error where they contradict one another."""
    from kaizen_site.gather.drafts import NO_DRAFTS
    from kaizen_site.operations.selection import Selection

    kinds = frozenset(_read_kind(word.strip()) for words in only for word in words.split(",") if word.strip())
    if stdin_filename is not None or Path(_STDIN) in paths:
        if stdin_filename is None or list(paths) != [Path(_STDIN)]:
            raise click.UsageError("a text from standard input needs its path: --stdin-filename agents/agent-x.md -")
        path = _place(Path(target, stdin_filename), target)
        content = sys.stdin.buffer.read()
        return Scope(target, Selection(kinds, frozenset([path])), {path: content})
    folders = [path for path in paths if path.is_dir()]
    if folders and len(paths) > 1:
        raise click.UsageError("give one folder, or files alone")
    if folders:
        return Scope(folders[0], Selection(kinds), NO_DRAFTS)
    return Scope(target, Selection(kinds, frozenset(_place(path, target) for path in paths)), NO_DRAFTS)


def _place(path: Path, root: Path) -> str:
    """The path as findings show it: from the folder that is read, with forward slashes."""
    return Path(os.path.relpath(path.absolute(), root.absolute())).as_posix()


def _read_kind(word: str) -> str:
    from kaizen_site.operations.selection import KINDS, SYNONYMS
    from kaizen_site.rules.nearest import nearest

    kind = SYNONYMS.get(word.casefold(), word.casefold())
    if kind in KINDS:
        return kind
    near = nearest(word, (*KINDS, *SYNONYMS))
    hint = f"did you mean `{near}`?" if near else f"it is one of {', '.join(KINDS)}"
    raise click.UsageError(f"there is no kind `{word}`; {hint}")
