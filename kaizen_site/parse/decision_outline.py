"""The skeleton of a record's body: its lines with code and comments blanked out, and its headings.

Blanking keeps every line and column where it was, so that places found in an outline are places in the file.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import NamedTuple

from kaizen_site.parse.decision_inline import flatten
from kaizen_site.parse.decision_labels import METADATA_NAMES, SECTION_NAMES
from kaizen_site.parse.decision_words import fold
from kaizen_site.parse.text import split_lines

_LONGEST = 400
_FENCE = re.compile(r" {0,3}(?:> ?)?(`{3,}(?=[^`]*$)|~{3,})")
_ATX = re.compile(r" {0,3}(#{1,6})(?=[ \t]|$)[ \t]*")
_SETEXT = re.compile(r" {0,3}(=+|-{2,})[ \t]*$")
_NOT_SETEXT = re.compile(r"\s*(?:[-*+>|#]|\d+[.)]\s|[^:|]{1,40}:|\*\*[^*]+:?\*\*)|.*\|")
_BREAK = re.compile(r" {0,3}([-*_])[ \t]*(?:\1[ \t]*){2,}$")
_NUMBERED = re.compile(r"\[?(?:[A-Za-z]+-)?(?:M?ADR|Decision)[ _#-]*\d|\d+\. ", re.IGNORECASE)
_NUMBERING = re.compile(r"^(?:\d+(?:\.\d+)*[.)]?|[ivx]+\.)\s+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading on the line with this index. `name` is folded, without numbering; `value` is what follows a colon."""

    index: int
    level: int
    text: str
    name: str
    value: str
    column: int


class Outline(NamedTuple):
    """Masked lines, the file's number of the first one, and the headings in order."""

    lines: list[str]
    first_line: int
    headings: list[Heading]

    def content(self, heading: Heading) -> range:
        """The indexes of the lines between a heading and the next one of any level."""
        following = bisect_right(self.headings, heading.index, key=lambda other: other.index)
        start = heading.index + 1
        if start < len(self.lines) and _SETEXT.match(self.lines[start]):
            start += 1
        stop = self.headings[following].index if following < len(self.headings) else len(self.lines)
        return range(start, max(start, stop))

    def title(self) -> Heading | None:
        """The heading that is the record's title: the first one, unless it is a section among others."""
        if not self.headings or self.headings[0].name in SECTION_NAMES:
            return None
        first = self.headings[0]
        alone = all(heading.level != first.level for heading in self.headings[1:])
        return first if first.level == 1 or alone or _NUMBERED.match(first.text) else None

    def head(self) -> range:
        """The lines in which a record states its metadata: up to the first section."""
        title = self.title()
        for heading in self.headings:
            if heading is title:
                continue
            repeats = title is not None and heading.name == title.name
            if not repeats and heading.name not in METADATA_NAMES:
                return range(heading.index)
        return range(len(self.lines))

    def foot(self) -> range:
        """The lines behind the last thematic break, when no heading follows it and they are few."""
        last = max((index for index, line in enumerate(self.lines) if _BREAK.match(line)), default=None)
        if last is None or len(self.lines) - last > 20 or any(heading.index > last for heading in self.headings):
            return range(0)
        return range(last + 1, len(self.lines))


def read_outline(body: str, first_line: int) -> Outline:
    """The outline of a markdown body whose first line is the file's line `first_line`."""
    lines = _mask(split_lines(body))
    return Outline(lines, first_line, _find_headings(lines))


def is_break(line: str) -> bool:
    """Whether a line is a thematic break."""
    return _BREAK.match(line) is not None


def _mask(lines: list[str]) -> list[str]:
    """Fenced code becomes empty lines, comments blanks; a comment that is never closed is none."""
    masked: list[str] = []
    fence: str | None = None
    commented = False
    last_end = max((index for index, line in enumerate(lines) if "-->" in line), default=-1)
    for index, line in enumerate(lines):
        if fence is not None:
            stripped = line.strip(" \t>")
            closes = len(stripped) >= len(fence) and set(stripped) == {fence[0]}
            fence = None if closes else fence
            masked.append("")
            continue
        text, commented = _blank_comments(line, commented=commented, closed_later=index < last_end)
        opening = _FENCE.match(text)
        fence = opening.group(1) if opening is not None else None
        masked.append(text if opening is None else "")
    return masked


def _blank_comments(line: str, *, commented: bool, closed_later: bool) -> tuple[str, bool]:
    """A line without its comments, and whether the next line begins inside one."""
    if commented:
        end = line.find("-->")
        if end < 0:
            return "", True
        line = " " * (end + 3) + line[end + 3 :]
    start = line.find("<!--")
    parts, position = [], 0
    while start >= 0:
        end = line.find("-->", start + 4)
        if end < 0:
            break
        parts += [line[position:start], " " * (end + 3 - start)]
        position = end + 3
        start = line.find("<!--", position)
    if start >= 0 and closed_later:
        return "".join([*parts, line[position:start]]), True
    return "".join([*parts, line[position:]]), False


def _find_headings(lines: list[str]) -> list[Heading]:
    headings = []
    for index, line in enumerate(lines):
        match = _ATX.match(line) if line.lstrip(" ")[:1] == "#" else None
        if match is not None:
            raw = line[match.end() :].rstrip()
            closing = raw.rstrip("#")
            raw = closing.rstrip() if closing[-1:] in ("", " ", "\t") else raw
            headings.append(_make_heading(index, len(match.group(1)), raw, match.end()))
        elif index and _SETEXT.match(line) and lines[index - 1].strip() and not _NOT_SETEXT.match(lines[index - 1]):
            above = lines[index - 1]
            if index > 1 and lines[index - 2].strip() and line.strip()[0] == "-":
                continue  # the last line of a paragraph: more often a thematic break that lost its blank line
            level = 1 if line.strip()[0] == "=" else 2
            headings.append(_make_heading(index - 1, level, above.strip(), len(above) - len(above.lstrip())))
    return headings


def _make_heading(index: int, level: int, raw: str, column: int) -> Heading:
    text = flatten(raw[:_LONGEST])
    label, colon, value = text.partition(":")
    name = fold(_NUMBERING.sub("", label if colon and value.strip() else text))
    return Heading(index, level, text, name, value.strip() if colon else "", max(column, 0) + 1)
