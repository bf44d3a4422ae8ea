"""`--fix`, `--unsafe-fixes` and `--diff`: the changes that findings offer are made, or shown."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from kaizen_site.cli.door import Command, write

if TYPE_CHECKING:
    from kaizen_site.gather.drafts import Drafts
    from kaizen_site.model.diagnostic import Report


class FixChoice(NamedTuple):
    """What the three options say."""

    fix: bool
    unsafe: bool
    diff: bool

    @property
    def wanted(self) -> bool:
        """Whether anything is to be fixed or shown."""
        return self.fix or self.diff


class FixOutcome(NamedTuple):
    """The report on what remains, the last line about what was done, and the status when the command ends here."""

    report: Report
    note: str
    exit_status: int | None = None


def fix_options(command: Command) -> Command:
    """`--fix`, `--unsafe-fixes` and `--diff`, as the parameters `fix`, `unsafe_fixes` and `diff`."""
    for option in (
        click.option("--diff", is_flag=True, help="Show what --fix would change, and write nothing."),
        click.option(
            "--unsafe-fixes", is_flag=True, help="With --fix or --diff: also the changes that somebody must look at."
        ),
        click.option("--fix", is_flag=True, help="Make the changes that are safe, and print what remains."),
    ):
        command = option(command)
    return command


def read_choice(*, fix: bool, unsafe_fixes: bool, diff: bool) -> FixChoice:
    """The options together; a usage error when `--unsafe-fixes` stands alone."""
    if unsafe_fixes and not (fix or diff):
        raise click.UsageError("--unsafe-fixes says which changes are made: give --fix or --diff with it")
    return FixChoice(fix, unsafe_fixes, diff)


def run_fixes(
    root: Path,
    report: Report,
    check: Callable[[Drafts], Report],
    choice: FixChoice,
    closed: Sequence[str] = (),
) -> FixOutcome:
    """Make the fixes of `report` in the files below `root`, or with `--diff` print them alone.

    `check` checks again with drafts in place of files; `closed` are the folders of fleet snapshots.
    """
    from kaizen_site.operations.fixing import plan_fixes, write_fixes
    from kaizen_site.render.diff import render_diff

    fixing = plan_fixes(root, check, report, unsafe=choice.unsafe, closed=closed)
    done = f"{_count(fixing.count, 'finding')} in {_count(len(fixing.files), 'file')}"
    if choice.diff:
        _show(render_diff((file.path, file.before, file.after) for file in fixing.files))
        note = f"would fix {done}" if fixing.files else "nothing to fix"
        return FixOutcome(fixing.report, note, 1 if fixing.files else 0)
    write_fixes(root, fixing)
    return FixOutcome(fixing.report, f"fixed {done}" if fixing.files else "nothing to fix")


def _show(diff: str) -> None:
    """Print a diff as it is, and to a terminal without what could rewrite it."""
    if sys.stdout.isatty():
        from kaizen_site.render.report import escape

        diff = "\n".join(escape(line.removesuffix("\r")) for line in diff.split("\n"))
    write(diff)


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
