"""Where a document asks for rules to be ignored: `#` comments in its YAML, `<!-- … -->` in its markdown.

A comment alone on its line is meant for the next line that holds something, any other one for its own line. A value
that runs over several lines counts as one line. What stands in a string or in a code block is no comment.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from kaizen_site.model.ignore import Ignore
from kaizen_site.model.source import Document, Span
from kaizen_site.parse.front_matter import cut_front_matter
from kaizen_site.parse.html_comments import find_html_comments
from kaizen_site.parse.rule_block import BlockPositions, is_block
from kaizen_site.parse.text import LineTable, split_lines
from kaizen_site.parse.yaml_comments import find_comments

_MENTIONED = re.compile(r"kaizen:[ \t]*ignore")
_DIRECTIVE = re.compile(r"\s*kaizen:[ \t]*ignore(-file)?(?![\w-])[ \t]*(?:\[([^\]\r\n]*)\])?(.*)", re.DOTALL)
_WORD = re.compile(r"[^,\s]+(?:[^\S\r\n]+[^,\s]+)*")
_BLANK_LINES = re.compile(r"(?:[ \t]*(?:\r\n|\n|\r))*")
_DASHES = ":-\u2013\u2014 "  # people put them between the brackets and the reason


class _Piece(NamedTuple):
    """A text of the document: the lines above it in the file and the columns taken off each of its lines."""

    text: str
    lines_above: int = 0
    indent: int = 0


class _Comment(NamedTuple):
    """Offsets into a piece: the comment and what stands in it; the piece's lines that it is meant for."""

    start: int
    end: int
    inner: tuple[int, int]
    lines: tuple[int, int]
    alone: bool


def find_ignores(document: Document) -> tuple[Ignore, ...]:
    """The ignores of a document in its order; those of YAML that can't be read are not found."""
    if _MENTIONED.search(document.text) is None:
        return ()
    found: list[Ignore] = []
    for piece in _find_yaml(document):
        if _MENTIONED.search(piece.text) is not None:
            found += _make_all(document.path, piece, _read_yaml(piece))
    if document.path.endswith(".md"):
        piece = _Piece(document.body, document.body_line - 1)
        found += _make_all(document.path, piece, _read_markdown(document))
    return tuple(sorted(found, key=lambda ignore: ignore.span))


def _find_yaml(document: Document) -> Iterator[_Piece]:
    """The whole file, or front matter and rule blocks, as far as somebody could read them."""
    if document.value is None:
        return
    if document.path.endswith((".yml", ".yaml")):
        yield _Piece(document.text)
    elif document.path.endswith(".md"):
        blank = _BLANK_LINES.match(document.text)
        lead = blank.group() if blank is not None else ""
        yield _Piece(cut_front_matter(document.text[len(lead) :]).front_matter or "", len(split_lines(lead)))
        if isinstance(document.positions, BlockPositions):
            for fence in document.fences:
                if fence.closed and is_block(fence, "rule"):
                    yield _Piece(fence.text, fence.content_line - 1, fence.indent)


def _read_yaml(piece: _Piece) -> Iterator[_Comment]:
    table, lines = LineTable(piece.text), split_lines(piece.text)
    layout = find_comments(piece.text)
    values = _index_values((table.place(start)[0], table.place(end)[0]) for start, end in layout.scalars)
    following = _find_following(lines, {n for n, line in enumerate(lines, 1) if line.lstrip().startswith("#")})
    for start, end in layout.comments:
        line, column = table.place(start)
        alone = not lines[line - 1][: column - 1].strip()
        meant = following[line] if alone else line
        yield _Comment(start, end, (_begin(piece.text, start, end), end), values.get(meant, (meant, meant)), alone)


def _index_values(values: Iterable[tuple[int, int]]) -> dict[int, tuple[int, int]]:
    """By first and by last line: the lines of the values of several lines that begin or end there."""
    found: dict[int, tuple[int, int]] = {}
    for first, last in values:
        if first < last:
            for line in (first, last):
                low, high = found.get(line, (first, last))
                found[line] = (min(low, first), max(high, last))
    return found


def _find_following(lines: Sequence[str], skipped: set[int]) -> dict[int, int]:
    """For each line the next one that is neither empty nor skipped; itself where there is none."""
    following: dict[int, int] = {}
    after: int | None = None
    for number in range(len(lines), 0, -1):
        following[number] = after or number
        if lines[number - 1].strip() and number not in skipped:
            after = number
    return following


def _begin(text: str, start: int, end: int) -> int:
    """Behind the comment's `#`, or behind a later one where the ignore stands at the end of another remark."""
    later = start
    while later >= 0:
        if _DIRECTIVE.match(text, later + 1, end):
            return later + 1
        later = text.find("#", later + 1, end)
    return start + 1


def _read_markdown(document: Document) -> Iterator[_Comment]:
    lines, table = split_lines(document.body), LineTable(document.body)
    comments = list(find_html_comments(lines, document.fences, document.body_line))
    skipped = {n for one in comments if one.alone for n in range(one.line, one.end_line + 1)}
    following = _find_following(lines, skipped)
    for one in comments:
        start, end = table.offset(one.line, one.column), table.offset(one.end_line, one.end_column)
        meant = (following[one.end_line],) * 2 if one.alone else (one.line, one.end_line)
        yield _Comment(start, end, (start + len("<!--"), end - len("-->")), meant, one.alone)


def _make_all(path: str, piece: _Piece, comments: Iterable[_Comment]) -> Iterator[Ignore]:
    table = LineTable(piece.text)

    def locate(start: int, end: int) -> Span:
        line, column, end_line, end_column = table.span(start, end)
        above, indent = piece.lines_above, piece.indent
        return Span(line + above, column + indent, end_line + above, end_column + indent)

    for comment in comments:
        match = _DIRECTIVE.match(piece.text, *comment.inner)
        if match is None:
            continue
        words = () if match.group(2) is None else _WORD.finditer(piece.text, match.start(2), match.end(2))
        span = locate(comment.start, comment.end)
        whole = Span(span.line, 1, span.end_line + 1, 1)
        if not comment.alone:
            before = piece.text[table.offset(table.place(comment.start)[0]) : comment.start]
            blanks = len(before) - len(before.rstrip())
            whole = locate(comment.start - blanks, comment.end)
        lines = (comment.lines[0] + piece.lines_above, comment.lines[1] + piece.lines_above)
        reason = " ".join(match.group(3).split()).lstrip(_DASHES)
        rules = tuple((word.group(), locate(*word.span())) for word in words)
        yield Ignore(path, span, whole, rules, reason, None if match.group(1) else lines)
