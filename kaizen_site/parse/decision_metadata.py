"""Metadata that a record states in its body: lists, lines and tables of `label: value`, with exact places."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import NamedTuple

from kaizen_site.model.catalogue import INVERSES
from kaizen_site.model.source import At, Span, Where
from kaizen_site.parse.decision_date import find_date
from kaizen_site.parse.decision_inline import flatten, read_badge
from kaizen_site.parse.decision_labels import find_label
from kaizen_site.parse.decision_outline import Outline, is_break
from kaizen_site.parse.decision_tables import LONGEST_LINE, is_table, split_cells, table_end
from kaizen_site.parse.decision_words import fold, split_words

_MOST_FIELDS = 400
_QUOTE = re.compile(r"[ \t]*(?:>[ \t]?)+")
_BULLET = re.compile(r"(?P<indent>[ \t]*)(?:[-*+•]|\d{1,2}[.)])[ \t]+(?=\S)")
_LABEL = re.compile(
    r"""
    [^\w*_\[<>|`\#(]{0,6} (?P<open> \*{1,3} | _{1,3} | ` )? [ \t]*
    (?P<label> [^\W\d_] [^:\uff1a*_|<>\[\]`\#\n=]{0,40}? ) [ \t]*
    (?: (?P<inside> [:\uff1a] ) [ \t]* (?P<close> \*{1,3} | _{1,3} | ` )?
      | (?P<closed> \*{1,3} | _{1,3} | ` ) [ \t]* (?P<after> [:\uff1a=] | [-\u2013\u2014][ \t] )?
      | [ \t]+ (?P<dash> [-\u2013\u2014=] ) (?=[ \t]) ) [ \t]*
    """,
    re.VERBOSE,
)
_NEXT_BOLD = re.compile(r"(?:[ \t]{0,8}(?:[|·•;,]|<br\s*/?>)[ \t]{0,8}|[ \t]{1,8})(?=\*\*[^*:\n]{1,40}:?\*\*[ \t]*:?)")
_SEPARATOR = re.compile(r"[ \t]{1,8}[|·•][ \t]{1,8}|<br\s*/?>")
_IMAGE = re.compile(r"!\[([^\]\n]{0,300})\]\(([^)\n]{0,600})\)")
_CHATTER = split_words("note notes warning important tip caution todo example question info context attention nb")
RELATION_KINDS = frozenset((*INVERSES, "status"))
_HISTORY = split_words("revision revisions version change changes description info comment comments what")


class Field(NamedTuple):
    """One value that a record states: the canonical field (or the folded label), its raw text and its place.

    `source` is "front matter", "list", "line", "table", "section", "banner" or "foot". `line` and `column` are
    those of the text's first character; further lines of the text begin in column 1. In front matter `at` is set.
    """

    name: str
    rank: int
    label: str
    text: str
    source: str
    line: int
    column: int
    at: At | None = None

    def place(self, start: int = 0, end: int | None = None) -> Where:
        """The place of a stretch of the text, or of its first line without blanks around it."""
        if self.at is not None:
            return self.at if end is None else self.at._replace(within=(start, end))
        if end is None:
            first = self.text.split("\n", 1)[0]
            start, end = len(first) - len(first.lstrip()), len(first.rstrip())
        begin, stop = self._position(start), self._position(max(end, start))
        return Span(*begin, *stop)

    def _position(self, offset: int) -> tuple[int, int]:
        before = self.text[:offset]
        breaks = before.count("\n")
        column = self.column + offset if not breaks else offset - before.rfind("\n")
        return self.line + breaks, column


@dataclass(frozen=True, slots=True)
class Entry:
    """A labelled value before its label is understood; `index` is the line's, offsets are into that line."""

    label: str
    text: str
    index: int
    column: int
    bold: bool


def read_fields(outline: Outline, lines: range, source: str | None = None) -> list[Field]:
    """All labelled values in these lines; with `source`, that is where they are said to stand."""
    fields: list[Field] = []
    index = lines.start
    while index < lines.stop and len(fields) < _MOST_FIELDS:
        table = table_end(outline.lines, index, lines.stop)
        if table > index:
            fields += _read_table(outline, range(index, table), source)
            index = table
            continue
        line = outline.lines[index]
        if len(line) <= LONGEST_LINE and line.strip() and not line.lstrip().startswith("#"):
            found, index = _read_line(outline, index, lines.stop, source)
            fields += found
        else:
            index += 1
    return fields


def _read_line(outline: Outline, index: int, stop: int, source: str | None) -> tuple[list[Field], int]:
    line = outline.lines[index]
    quote = _QUOTE.match(line)
    start = quote.end() if quote else 0
    bullet = _BULLET.match(line, start)
    if bullet is not None:
        start = bullet.end()
    elif len(line) - len(line.lstrip(" ")) > 3 and not quote:
        return [], index + 1
    fields: list[Field] = []
    kind = "list" if bullet else "line"
    entries = list(_split_entries(line, index, start)) or list(_read_badges(line, index))
    if not entries and index + 1 < stop and outline.lines[index + 1].startswith(": ") and find_label(line) is not None:
        entries = [Entry(line.strip(), outline.lines[index + 1][2:], index + 1, 2, bold=False)]
    after = index + 1
    if entries and (len(entries) == 1 or not entries[-1].text):
        text, after = _continue(outline, entries[-1], stop, listed=bullet is not None)
        entries[-1] = replace(entries[-1], text=text)
    for entry in entries:
        field = _make_field(outline, entry, source or kind, kind)
        if field is not None:
            fields.append(field)
    return fields, after if fields else index + 1


def _split_entries(line: str, index: int, start: int) -> Iterator[Entry]:
    """The entries of one line: `**A:** x | **B:** y`, `A: x | B: y`, or just one."""
    match = _match_label(line, start)
    if match is None:
        return
    stop = len(line.rstrip())
    pattern = _NEXT_BOLD if match.group("open") else _SEPARATOR
    position = start
    while match is not None:
        split = pattern.search(line, match.end())
        end = split.start() if split else stop
        following = _match_label(line, split.end()) if split else None
        if split is not None and (
            following is None or (not match.group("open") and find_label(_name(following)) is None)
        ):
            end, following = stop, None
        yield Entry(_name(match), line[match.end() : end], index, match.end(), bool(match.group("open")))
        match, position = following, end
    del position


def _read_badges(line: str, index: int) -> Iterator[Entry]:
    """`![status](https://img.shields.io/badge/status-accepted-green)`, one or several in a line."""
    for match in _IMAGE.finditer(line) if "![" in line else ():
        label, value = read_badge(match.group(1), match.group(2))
        if find_label(label) is not None:
            yield Entry(label, value, index, match.start(1), bold=True)


def _match_label(line: str, start: int) -> re.Match[str] | None:
    match = _LABEL.match(line, start)
    if match is None:
        return None
    label = find_label(_name(match))
    weak = match.group("dash") or (match.group("closed") and not match.group("after"))
    if weak and (
        label is None or (match.group("closed") and line[match.end() :].strip() and label.field == "relates-to")
    ):
        return None
    if line.startswith("//", match.end()) or len(_name(match).split()) > 6:
        return None
    return match


def _name(match: re.Match[str]) -> str:
    return match.group("label").strip()


def _continue(outline: Outline, entry: Entry, stop: int, *, listed: bool) -> tuple[str, int]:
    """The value with the lines that belong to it, and the index behind them."""
    parts = [entry.text]
    index = entry.index + 1
    empty = not entry.text.strip()
    label = find_label(entry.label)
    wraps = not listed and label is not None and (label.field in RELATION_KINDS or entry.text.rstrip().endswith(","))
    while index < stop and len(parts) < 60:
        line = outline.lines[index]
        stripped = _QUOTE.sub("", line)
        bullet = _BULLET.match(line)
        indented = line[:1] in (" ", "\t")
        if not stripped.strip():
            if not (empty and len(parts) == 1 and _leads_on(outline, index, stop)):
                break
        elif stripped.lstrip().startswith("#") or is_break(line) or is_table(outline.lines, index, stop):
            break
        elif bullet is not None:
            if (listed and not bullet.group("indent")) or not empty:
                break
        elif _match_label(line, len(line) - len(stripped.lstrip())) is not None or not (indented or empty or wraps):
            break
        parts.append(line)
        index += 1
    while len(parts) > 1 and not parts[-1].strip():
        parts.pop()
        index -= 1
    return "\n".join(parts), index


def _leads_on(outline: Outline, index: int, stop: int) -> bool:
    following = outline.lines[index + 1] if index + 1 < stop else ""
    return bool(following.strip()) and not following.lstrip().startswith("#") and _match_label(following, 0) is None


def _make_field(outline: Outline, entry: Entry, source: str, kind: str) -> Field | None:
    label = find_label(entry.label)
    folded = fold(entry.label)
    if label is None and (kind == "line" and not entry.bold and len(folded.split()) > 4):
        return None
    if not folded or folded in _CHATTER or len(entry.text) > LONGEST_LINE:
        return None
    name, rank = label if label is not None else (folded, 0)
    line = outline.first_line + entry.index
    return Field(name, rank, entry.label, entry.text, source, line, entry.column + 1)


def _read_table(outline: Outline, lines: range, source: str | None) -> list[Field]:
    rows = [(index, split_cells(outline.lines[index])) for index in lines if index != lines.start + 1]
    header = [find_label(flatten(cell)) for cell, _ in rows[0][1]]
    names = {fold(flatten(cell)) for cell, _ in rows[0][1]}
    if names & _HISTORY and len(names) > 2:
        return []
    known = sum(label is not None for label in header)
    if known > 1 and (len(header) > 2 or len(rows) == 2 or known == len(header)) and not _is_vertical(rows):
        return list(_pair(outline, rows[0][1], _latest_row(rows[1:]), source)) if rows[1:] else []
    fields = []
    for index, cells in rows if known or not header else rows[1:]:
        if len(cells) >= 2:
            entry = Entry(flatten(cells[0][0]), cells[1][0], index, cells[1][1], bold=True)
            field = _make_field(outline, entry, source or "table", "table")
            fields += [field] if field is not None else []
    return fields


def _is_vertical(rows: list[tuple[int, list[tuple[str, int]]]]) -> bool:
    """Whether the first column holds labels: `| Status | Accepted |` above `| Date | … |`."""
    firsts = [find_label(flatten(cells[0][0])) for _, cells in rows if cells]
    return len(rows) > 2 and all(label is not None for label in firsts)


def _latest_row(rows: list[tuple[int, list[tuple[str, int]]]]) -> tuple[int, list[tuple[str, int]]]:
    """The row with the latest date where every row has one, else the first."""
    dates = [find_date(" ".join(cell for cell, _ in cells)) for _, cells in rows]
    if len(rows) < 2 or not all(date is not None and date.value for date in dates):
        return rows[0]
    return max(zip((date.value or "" for date in dates if date), rows, strict=True), key=lambda pair: pair[0])[1]


def _pair(
    outline: Outline, header: list[tuple[str, int]], row: tuple[int, list[tuple[str, int]]], source: str | None
) -> Iterable[Field]:
    index, cells = row
    for (name, _), (text, column) in zip(header, cells, strict=False):
        field = _make_field(outline, Entry(flatten(name), text, index, column, bold=True), source or "table", "table")
        if field is not None:
            yield field
