"""HTML comments of a markdown body that are comments: not in code blocks, code spans or behind a backslash."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from kaizen_site.model.source import Fence

_OPEN, _CLOSE = "<!--", "-->"
_MARK = re.compile(r"\\.|`+|<!--")
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
    """The comments of a body in order; `first_line` is the file's line on which the body begins.

    One that opens its line may end on another, all others end on theirs.
    """
    code = _find_code(lines, fences, first_line)
    number = 0
    while number < len(lines):
        number += 1
        line = lines[number - 1]
        if number in code or _OPEN not in line:
            continue
        start = len(line) - len(line.lstrip())
        if not line.startswith(_OPEN, start) or _CLOSE in line[start + len(_OPEN) :]:
            yield from _find_inline(line, number)
            continue
        last = next((other for other in range(number + 1, len(lines) + 1) if _CLOSE in lines[other - 1]), None)
        if last is None:
            return  # whatever follows stands in a comment that nobody closed
        column = lines[last - 1].index(_CLOSE) + len(_CLOSE) + 1
        yield HtmlComment(number, start + 1, last, column, not lines[last - 1][column - 1 :].strip())
        number = last


def _find_code(lines: Sequence[str], fences: Sequence[Fence], first_line: int) -> frozenset[int]:
    """The lines of code blocks: those of fences, and indented ones that stand behind an empty line and in no list."""
    code: set[int] = set()
    for fence in fences:
        start = fence.line - first_line + 1
        code.update(range(start, start + fence.text.count("\n") + 1 + fence.closed))
    in_list, apart, fresh = False, True, False
    for number, line in enumerate(lines, 1):
        if not line.strip():
            apart = apart or fresh
        elif number in code or not _INDENTED.match(line):
            in_list, apart = _LIST_ITEM.match(line) is not None, False
        elif apart and not in_list:
            code.add(number)
        fresh = number not in code and bool(line.strip()) and not _INDENTED.match(line)
    return frozenset(code)


def _find_inline(line: str, number: int) -> Iterator[HtmlComment]:
    found: list[tuple[int, int]] = []
    position = 0
    while (match := _MARK.search(line, position)) is not None:
        position = match.end()
        if match.group() == _OPEN:
            end = line.find(_CLOSE, position)
            if end < 0:
                break
            position = end + len(_CLOSE)
            found.append((match.start(), position))
        elif match.group().startswith("`"):
            # A run of backticks is closed by a run of the same length; without one it is text.
            closing = re.compile(f"(?<!`){match.group()}(?!`)").search(line, position)
            position = closing.end() if closing is not None else position
    position, rest = 0, ""
    for start, end in found:
        rest += line[position:start]
        position = end
    alone = not (rest + line[position:]).strip()
    for start, end in found:
        yield HtmlComment(number, start + 1, number, end + 1, alone)
