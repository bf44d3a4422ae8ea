"""Fixes become a new text: which of them can be made together, and what the file says then.

Places are lines and columns of the file as it stands, with its own line ends. Of two fixes that meet, the first one
by place is made and the other waits for the next round. Nothing but the edited stretches changes.
"""

from __future__ import annotations

import re
from bisect import bisect_left, insort
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from kaizen_site.model.diagnostic import Edit, Fix
from kaizen_site.model.source import Span

# An edit that puts nothing in place of nothing takes the byte order mark off: it has no column of its own.
TAKE_MARK_OFF = Edit(Span(1, 1, 1, 1), "")
_MARK = "\ufeff"
_LINE_END = re.compile("\r\n|\n|\r")


@dataclass(frozen=True, slots=True)
class Fixed:
    """The new text, the fixes that made it, and those that were not made (now or ever), both in the order given."""

    text: str
    applied: tuple[Fix, ...]
    skipped: tuple[Fix, ...]


class _Change(NamedTuple):
    """One edit by offsets, the second exclusive."""

    start: int
    end: int
    replacement: str


def apply_fixes(text: str, fixes: Sequence[Fix], *, unsafe: bool = False) -> Fixed:
    """The text after the safe fixes, and with `unsafe` after all of them.

    A fix is made whole or not at all. It is left out when a place of it is symbolic or not in the text, when its own
    edits meet, or when it would change nothing. Line ends inside replacements become those of the line they stand on.
    """
    mark = _MARK if text.startswith(_MARK) else ""
    lines = _Lines(text.removeprefix(mark))
    plans = [
        (changes, index)
        for index, fix in enumerate(fixes)
        if (fix.safe or unsafe) and (changes := _plan(lines, fix)) is not None
    ]
    taken: list[_Change] = []
    applied: set[int] = set()
    for changes, index in sorted(plans, key=lambda plan: (plan[0][0].start if plan[0] else 0, plan[1])):
        # A fix without changes is one that takes the mark off.
        if (not changes and not mark) or any(_is_taken(change, taken) for change in changes):
            continue
        applied.add(index)
        for change in changes:
            insort(taken, change)
        mark = mark if changes else ""
    return Fixed(
        mark + _rewrite(lines.text, taken),
        tuple(fix for index, fix in enumerate(fixes) if index in applied),
        tuple(fix for index, fix in enumerate(fixes) if index not in applied),
    )


class _Lines:
    """Offsets of places in a text, and the line end that is usual at a place."""

    __slots__ = ("_ends", "_starts", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        matches = list(_LINE_END.finditer(text))
        self._starts = [0, *(match.end() for match in matches)]
        self._ends = [*(match.start() for match in matches), len(text)]

    def find(self, line: int, column: int) -> int | None:
        """The offset of a place, at most at the end of its line; None where there is none."""
        if not 1 <= line <= len(self._starts) or column < 1:
            return None
        offset = self._starts[line - 1] + column - 1
        return offset if offset <= self._ends[line - 1] else None

    def line_end_at(self, offset: int) -> str:
        """The line end of the line that holds the offset, of the one before where it has none, else LF."""
        index = min(bisect_left(self._ends, offset), len(self._ends) - 2)
        return self.text[self._ends[index] : self._starts[index + 1]] if index >= 0 else "\n"


def _plan(lines: _Lines, fix: Fix) -> tuple[_Change, ...] | None:
    """The changes of a fix in the order of the text, none of them empty; None when it can't be made."""
    if fix.edits == (TAKE_MARK_OFF,):
        return ()
    changes = []
    for edit in fix.edits:
        if not isinstance(edit.span, Span):
            return None
        start, end = lines.find(*edit.span[:2]), lines.find(*edit.span[2:])
        if start is None or end is None or end < start:
            return None
        line_end = lines.line_end_at(start)
        replacement = line_end.join(_LINE_END.split(edit.replacement))
        if replacement != lines.text[start:end]:
            changes.append(_Change(start, end, replacement))
    changes.sort()
    if not changes or any(_meet(*pair) for pair in pairwise(changes)):
        return None
    return tuple(changes)


def _is_taken(change: _Change, taken: Sequence[_Change]) -> bool:
    """Whether a change meets one of those that are made already; they are in order and apart from one another."""
    index = bisect_left(taken, change)
    return any(_meet(change, other) for other in taken[max(index - 1, 0) : index + 1])


def _meet(first: _Change, second: _Change) -> bool:
    """Whether two changes touch the same text, or write at the same point so that their order would be a guess."""
    if first.start == second.start and (first.start == first.end or second.start == second.end):
        return first.end == second.end
    return first.start < second.end and second.start < first.end


def _rewrite(text: str, changes: Sequence[_Change]) -> str:
    pieces = []
    position = 0
    for change in changes:
        pieces += [text[position : change.start], change.replacement]
        position = change.end
    return "".join([*pieces, text[position:]])
