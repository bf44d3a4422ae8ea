"""Where a document asks for rules to be ignored: `#` comments in its YAML, `<!-- … -->` in its markdown.

A comment alone on its line is meant for the next line that holds something, any other one for its own line. A value
that runs over several lines counts as one line. What stands in a string or in a code block is no comment.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from kaizen_site.model.ignore import Ignore
from kaizen_site.model.source import Document, Span
from kaizen_site.parse.front_matter import cut_front_matter
from kaizen_site.parse.html_comments import find_html_comments
from kaizen_site.parse.rule_block import BlockPositions, is_block
from kaizen_site.parse.text import LineTable, split_lines
from kaizen_site.parse.yaml_comments import find_comments

_MENTIONED = re.compile(r"kaizen:[ \t]*ignore")
_DIRECTIVE = re.compile(r"[ \t]*kaizen:[ \t]*ignore(-file)?(?![\w-])[ \t]*(?:\[([^\]\r\n]*)\])?(.*)", re.DOTALL)
_WORD = re.compile(r"[^,\s](?:[^,]*[^,\s])?")
_BLANK_LINES = re.compile(r"(?:[ \t]*(?:\r\n|\n|\r))*")


class _Piece(NamedTuple):
    """A YAML text of the document: the lines above it in the file and the columns taken off each of its lines."""

    text: str
    lines_above: int = 0
    indent: int = 0


def find_ignores(document: Document) -> tuple[Ignore, ...]:
    """The ignores of a document in its order; those of YAML that can't be read are not found."""
    if _MENTIONED.search(document.text) is None:
        return ()
    found = []
    for piece in _find_yaml(document):
        found += _read_piece(document, piece)
    if document.path.endswith(".md"):
        found += _read_markdown(document)
    return tuple(sorted(found, key=lambda ignore: ignore.span))


def _find_yaml(document: Document) -> Iterator[_Piece]:
    """The whole file, or front matter and rule blocks, as far as somebody could read them."""
    if document.path.endswith((".yml", ".yaml")):
        if document.value is not None:
            yield _Piece(document.text)
    elif document.path.endswith(".md") and document.value is not None:
        blank = _BLANK_LINES.match(document.text)
        lead = blank.group() if blank is not None else ""
        yield _Piece(cut_front_matter(document.text[len(lead) :]).front_matter or "", len(split_lines(lead)))
        if isinstance(document.positions, BlockPositions):
            for fence in document.fences:
                if fence.closed and is_block(fence, "rule"):
                    yield _Piece(fence.text, fence.content_line - 1, fence.indent)


def _read_piece(document: Document, piece: _Piece) -> Iterator[Ignore]:
    if _MENTIONED.search(piece.text) is None:
        return
    table, lines = LineTable(piece.text), split_lines(piece.text)
    layout = find_comments(piece.text)
    values = [(table.place(start)[0], table.place(end)[0]) for start, end in layout.scalars]
    values = [(first, last) for first, last in values if first < last]
    for start, end in layout.comments:
        begin = _begin(piece.text, start, end)
        if begin is None:
            continue
        line, column = table.place(start)
        alone = not lines[line - 1][: column - 1].strip()
        first, last = (line, _next_line(lines, line)) if alone else (line, line)
        meant = [value for value in values if last in value]
        lowest, highest = min([first, *(value[0] for value in meant)]), max([last, *(value[1] for value in meant)])
        place = _Place(piece, table, begin, end, (lowest + piece.lines_above, highest + piece.lines_above))
        yield _make(document.path, place, _removal(place, start, lines[line - 1], alone=alone))


def _begin(text: str, start: int, end: int) -> int | None:
    """Where `kaizen:` may begin: behind the first `#`, or behind another one of the same comment."""
    while 0 <= start < end:
        if _DIRECTIVE.match(text, start + 1, end):
            return start + 1
        start = text.find("#", start + 1, end)
    return None


def _next_line(lines: list[str], line: int) -> int:
    """The next line with something other than a comment; the same line where there is none."""
    for number in range(line + 1, len(lines) + 1):
        text = lines[number - 1].strip()
        if text and not text.startswith("#"):
            return number
    return line


class _Place(NamedTuple):
    """An ignore's text in its piece, `kaizen:` at `start`, and the file's lines that it is meant for."""

    piece: _Piece
    table: LineTable
    start: int
    end: int
    lines: tuple[int, int]

    def span(self, start: int, end: int) -> Span:
        """The file's span of two offsets into the piece."""
        line, column, end_line, end_column = self.table.span(start, end)
        above, indent = self.piece.lines_above, self.piece.indent
        return Span(line + above, column + indent, end_line + above, end_column + indent)


def _make(path: str, place: _Place, whole: Span, opening: int | None = None) -> Ignore:
    match = _DIRECTIVE.match(place.piece.text, place.start, place.end)
    if match is None:  # whoever calls has looked
        raise ValueError(path)
    names = () if match.group(2) is None else _WORD.finditer(place.piece.text, match.start(2), match.end(2))
    rules = tuple((name.group(), place.span(*name.span())) for name in names)
    reason = " ".join(match.group(3).split()).lstrip(":-–— ")  # noqa: RUF001 - dashes that people put before a reason
    begin = place.start - 1 if opening is None else opening
    return Ignore(path, place.span(begin, place.end), whole, rules, reason, None if match.group(1) else place.lines)


def _removal(place: _Place, start: int, line: str, *, alone: bool) -> Span:
    """What to delete for the comment to be gone: its line, or the comment with the blanks before it."""
    number, column = place.table.place(start)
    number, indent = number + place.piece.lines_above, place.piece.indent
    if alone:
        return Span(number, 1, number + 1, 1)
    before = len(line[: column - 1].rstrip())
    return Span(number, before + 1 + indent, number, len(line) + 1 + indent)


def _read_markdown(document: Document) -> Iterator[Ignore]:
    lines = split_lines(document.body)
    piece = _Piece(document.body, document.body_line - 1)
    table = LineTable(document.body)
    comments = list(find_html_comments(lines, document.fences, document.body_line))
    for comment in comments:
        start, end = table.offset(comment.line, comment.column), table.offset(comment.end_line, comment.end_column)
        inner = start + len("<!--")
        begin = inner + len(document.body[inner:end]) - len(document.body[inner:end].lstrip())
        if not _DIRECTIVE.match(document.body, begin, end - len("-->")):
            continue
        first, last = comment.line, comment.end_line
        if comment.alone:
            skipped = {line for other in comments if other.alone for line in range(other.line, other.end_line + 1)}
            wanted = (n for n in range(last + 1, len(lines) + 1) if lines[n - 1].strip() and n not in skipped)
            last = next(wanted, last)
            whole = Span(first + piece.lines_above, 1, comment.end_line + 1 + piece.lines_above, 1)
        else:
            before = len(lines[first - 1][: comment.column - 1].rstrip())
            whole = Span(
                first + piece.lines_above, before + 1, comment.end_line + piece.lines_above, comment.end_column
            )
        meant = (first + piece.lines_above, last + piece.lines_above)
        place = _Place(piece, table, begin, end - len("-->"), meant)
        ignore = _make(document.path, place, whole, start)
        yield ignore
