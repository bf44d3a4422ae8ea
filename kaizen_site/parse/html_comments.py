"""HTML comments of a markdown body that are comments: not in code blocks, code spans or behind a backslash."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from kaizen_site.model.source import Fence

_INLINE = re.compile(r"\\.|(?P<ticks>`+)|<!--(?!-?>)(?P<inner>.*?)-->")
_INDENTED = re.compile(r" {4}| {0,3}\t")
_LIST_ITEM = re.compile(r"[ \t]*(?:[-*+]|\d{1,9}[.)])(?:[ \t]|$)")


class HtmlComment(NamedTuple):
    """1-based lines of the body and columns, the end behind `-->`; `alone` where its lines hold nothing else."""

    line: int
    column: int
    end_line: int
    end_column: int
    alone: bool


def find_html_comments(lines: Sequence[str], fences: Sequence[Fence], first_line: int) -> Iterator[HtmlComment]:
    """The comments of a body in order; `first_line` is the file's line on which the body begins."""
    fenced = _find_fenced(fences, first_line)
    number = 1
    while number <= len(lines):
        line = lines[number - 1]
        if number in fenced or "<!--" not in line or _is_indented_code(lines, number):
            number += 1
            continue
        opened = _find_open_block(line)
        last = number if opened is None else _find_end(lines, number, opened)
        if opened is not None and last > number:
            column = lines[last - 1].index("-->") + len("-->") + 1
            alone = not lines[last - 1][column - 1 :].strip()
            yield HtmlComment(number, opened + 1, last, column, alone)
        elif opened is None or last == number:
            yield from _find_inline(line, number)
        number = last + 1


def _find_fenced(fences: Sequence[Fence], first_line: int) -> frozenset[int]:
    fenced: set[int] = set()
    for fence in fences:
        start = fence.line - first_line + 1
        fenced.update(range(start, start + fence.text.count("\n") + 1 + fence.closed))
    return frozenset(fenced)


def _find_open_block(line: str) -> int | None:
    """Where a comment begins that is all of the line's beginning; it may end on another line."""
    start = len(line) - len(line.lstrip())
    return start if line.startswith("<!--", start) else None


def _find_end(lines: Sequence[str], number: int, opened: int) -> int:
    if "-->" in lines[number - 1][opened + len("<!--") :]:
        return number
    return next((n for n in range(number + 1, len(lines) + 1) if "-->" in lines[n - 1]), len(lines) + 1)


def _find_inline(line: str, number: int) -> Iterator[HtmlComment]:
    found: list[tuple[int, int]] = []
    position = 0
    while (match := _INLINE.search(line, position)) is not None:
        position = match.end()
        if match["ticks"] is not None:
            # A run of backticks is closed by a run of the same length; without one it is text.
            closing = re.compile(f"(?<!`){match['ticks']}(?!`)").search(line, position)
            position = closing.end() if closing is not None else position
        elif match["inner"] is not None:
            found.append(match.span())
    rest = line
    for start, end in reversed(found):
        rest = rest[:start] + rest[end:]
    for start, end in found:
        yield HtmlComment(number, start + 1, number, end + 1, not rest.strip())


def _is_indented_code(lines: Sequence[str], number: int) -> bool:
    """Whether the line belongs to a code block by its indentation: behind an empty line and in no list."""
    if not _INDENTED.match(lines[number - 1]):
        return False
    index = number - 2
    while index >= 0 and (_INDENTED.match(lines[index]) or not lines[index].strip()):
        index -= 1
    return not (index >= 0 and _LIST_ITEM.match(lines[index])) and (index < 0 or not lines[index + 1].strip())
