"""Fenced code blocks of a markdown body, as CommonMark has them (section 4.5)."""

from __future__ import annotations

import re

from kaizen_site.model.source import Fence
from kaizen_site.parse.text import split_lines

_OPENING = re.compile(r"^( {0,3})(`{3,}(?=[^`]*$)|~{3,})[ \t]*(.*)$")


def find_fences(body: str, first_line: int = 1) -> tuple[Fence, ...]:
    """All fenced blocks in order; `first_line` is the number of the body's first line in its file."""
    fences: list[Fence] = []
    opening: re.Match[str] | None = None
    start, content = 0, list[str]()
    for number, line in enumerate(split_lines(body), first_line):
        if opening is None:
            opening = _OPENING.match(line)
            start, content = number, []
        elif _closes(line, opening):
            fences.append(_make_fence(opening, start, content, closed=True))
            opening = None
        else:
            content.append(line)
    if opening is not None:
        if content and not content[-1]:
            content.pop()  # the line end that closes the file begins no line of the block
        fences.append(_make_fence(opening, start, content, closed=False))
    return tuple(fences)


def _closes(line: str, opening: re.Match[str]) -> bool:
    marker = opening.group(2)
    stripped = line.strip(" \t")
    indent = len(line) - len(line.lstrip(" "))
    return indent <= 3 and len(stripped) >= len(marker) and set(stripped) == {marker[0]}


def _make_fence(opening: re.Match[str], line: int, content: list[str], *, closed: bool) -> Fence:
    indent = len(opening.group(1))
    text = "".join(f"{_outdent(row, indent)}\n" for row in content)
    return Fence(opening.group(3).rstrip(" \t"), text, line, line + 1, indent, closed)


def _outdent(line: str, indent: int) -> str:
    blanks = len(line) - len(line.lstrip(" "))
    return line[min(indent, blanks) :]
