"""A markdown file is cut into front matter and body; fence lines are `---` alone on a line."""

from __future__ import annotations

import re
from typing import NamedTuple

from kaizen_site.cards import front_matter as cards
from kaizen_site.model.diagnostic import Diagnostic, Edit, Fix
from kaizen_site.model.source import Document, NoPositions, Source, Span
from kaizen_site.parse.fences import find_fences
from kaizen_site.parse.text import Text, decode, split_lines
from kaizen_site.parse.yaml import Origin, read_yaml

_OPENING = re.compile(r"---[ \t]*(?:\r\n|\n|\r|\Z)")
# `^` knows LF alone as the end of a line.
_HEADING = re.compile(r"#{1,6} \S")
_FIELD = re.compile(r"[a-z_][\w-]*:(?:\s|$)")
_CLOSING = re.compile(r"(?:^|(?<=\r))---[ \t]*(?:\r\n|\n|\r|\Z)", re.MULTILINE)


class Cut(NamedTuple):
    """Front matter (None without one) and body; `body_line` is the body's first line, 1-based."""

    front_matter: str | None
    body: str
    body_line: int
    closed: bool = True


def cut_front_matter(text: str) -> Cut:
    """Split at the two fence lines. An unclosed block is returned with `closed` False and an empty body."""
    opening = _OPENING.match(text)
    if opening is None:
        return Cut(None, text, 1)
    closing = _CLOSING.search(text, opening.end())
    if closing is None:
        return Cut(text[opening.end() :], "", 1, closed=False)
    front_matter = text[opening.end() : closing.start()]
    return Cut(front_matter, text[closing.end() :], _count_lines(text[: closing.end()]) + 1)


def read_markdown(source: Source) -> tuple[Document | None, list[Diagnostic]]:
    """A document with front matter that is a mapping (else value None), body and fences."""
    text, diagnostics = decode(source)
    if text is None:
        return None, diagnostics
    document, more = read_markdown_text(text)
    return document, diagnostics + more


def read_markdown_text(text: Text) -> tuple[Document, list[Diagnostic]]:
    """The same for text that is decoded already."""
    cut = cut_front_matter(text.text)
    if cut.front_matter is None:
        document = Document(
            text.path, text.text, text.digest, None, NoPositions(), text.text, 1, find_fences(text.text)
        )
        return document, [
            cards.MISSING.at(text.path, None, "the file does not begin with a line `---`", help=cards.MISSING.remedy)
        ]
    if not cut.closed:
        document = Document(text.path, text.text, text.digest, None, NoPositions())
        return document, [_say_not_closed(text)]
    reading = read_yaml(cut.front_matter, Origin(text.path, lines_above=1))
    value = reading.value if isinstance(reading.value, dict) else None
    diagnostics = list(reading.diagnostics)
    if value is None and not reading.broken:
        diagnostics.append(
            cards.NOT_MAPPING.at(
                text.path,
                Span(1, 1, 1, 4),
                "the front matter holds no `field: value` lines",
                help=cards.NOT_MAPPING.remedy,
            )
        )
    fences = find_fences(cut.body, cut.body_line)
    document = Document(text.path, text.text, text.digest, value, reading.positions, cut.body, cut.body_line, fences)
    return document, diagnostics


def find_closing(text: str) -> int | None:
    """The line (1-based) behind which unclosed front matter must be closed; None where that is a guess.

    It is beyond doubt above a heading that follows an empty line, when all above it are fields and none is below.
    """
    lines = split_lines(text)
    rows = range(2, len(lines))
    heading = next((row for row in rows if not lines[row - 1].strip() and _HEADING.match(lines[row])), 0)
    if not heading:
        return None
    reading = read_yaml("\n".join(lines[1:heading]), Origin(""))
    if not isinstance(reading.value, dict) or reading.diagnostics:
        return None
    hidden = {
        row
        for fence in find_fences("\n".join(lines[heading:]), heading)
        for row in range(fence.line, fence.content_line + fence.text.count("\n"))
    }
    if any(_FIELD.match(lines[row]) for row in range(heading, len(lines)) if row not in hidden):
        return None
    return next(row + 1 for row in range(heading - 1, 0, -1) if lines[row].strip())


def _say_not_closed(text: Text) -> Diagnostic:
    message = "the front matter opened on line 1 has no closing `---`"
    help_text, fix = "put a line `---` behind the last field", None
    last = find_closing(text.text)
    if last is not None:
        help_text = f"put a line `---` behind line {last}"
        column = len(split_lines(text.text)[last - 1]) + 1
        fix = Fix(help_text, (Edit(Span(last, column, last, column), "\n---"),))
    return cards.NOT_CLOSED.at(text.path, Span(1, 1, 1, 4), message, help=help_text, fix=fix)


def _count_lines(text: str) -> int:
    return len(re.findall(r"\r\n|\n|\r", text))
