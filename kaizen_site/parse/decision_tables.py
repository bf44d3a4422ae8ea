"""Tables of markdown: where one begins and ends, and the cells of its rows."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kaizen_site.parse.decision_inline import flatten
from kaizen_site.parse.decision_words import fold

LONGEST_LINE = 4_000
_QUOTE = re.compile(r"[ \t]*(?:>[ \t]?)+")
_CELL = re.compile(r"(?:\\.|[^|\\])*")
_DELIMITERS = frozenset("|:- \t")


def is_table(lines: Sequence[str], index: int, stop: int) -> bool:
    """Whether a table begins on this line."""
    return table_end(lines, index, stop) > index


def table_end(lines: Sequence[str], index: int, stop: int) -> int:
    """The index behind the table that begins here, or the same index when none does."""
    if "|" not in lines[index] or index + 1 >= stop or len(lines[index]) > LONGEST_LINE:
        return index
    delimiter = _QUOTE.sub("", lines[index + 1])
    if "-" not in delimiter or not _DELIMITERS.issuperset(delimiter):
        return index
    end = index + 2
    while end < stop and "|" in lines[end] and len(lines[end]) <= LONGEST_LINE:
        end += 1
    return end


def table_rows(lines: Sequence[str], index: int, stop: int) -> tuple[list[str], list[list[str]]]:
    """The folded header cells of the table that begins here, and the cells of its rows."""
    end = table_end(lines, index, stop)
    header = [fold(flatten(cell)) for cell, _ in split_cells(lines[index])]
    return header, [[cell for cell, _ in split_cells(lines[row])] for row in range(index + 2, end)]


def split_cells(line: str) -> list[tuple[str, int]]:
    """The cells of a table row with their offsets; blanks around them are left out."""
    stripped = line.rstrip()
    position = len(line) - len(line.lstrip(" \t>"))
    if stripped[position : position + 1] == "|":
        position += 1
    cells = []
    while position <= len(stripped):
        match = _CELL.match(stripped, position)
        raw = match.group() if match else ""
        if position + len(raw) >= len(stripped) and not raw.strip():
            break
        cells.append((raw.strip(), position + len(raw) - len(raw.lstrip())))
        position += len(raw) + 1
    return cells
