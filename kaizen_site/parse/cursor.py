"""Where a cursor stands in YAML that somebody is still writing: told from indentation and brackets, line by line.

The readers can't be asked, because what is half-written is often no YAML. In doubt the answer is None.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple, TypeAlias

from kaizen_site.parse.fences import find_fences
from kaizen_site.parse.front_matter import cut_front_matter
from kaizen_site.parse.text import split_lines

Path: TypeAlias = tuple[str, ...]
"""Keys from the top; "-" stands for an item of a list."""

_KEY = re.compile(r"""(?P<key>"[^"]*"|'[^']*'|[^\s"'#{}\[\],&*!|>%@`-][^:#]*?|-[^\s:#][^:#]*?)[ \t]*:(?=[ \t]|$)""")
_DASH = re.compile(r"-(?:[ \t]+|$)")
_BLOCK = re.compile(r"[|>][-+0-9]*[ \t]*(?:#.*)?$")
_FLOW_TOKEN = re.compile(r"""[{}\[\],]|"(?:[^"\\]|\\.)*"?|'(?:[^']|'')*'?|:(?=[ \t,}\]]|$)|[^\s{}\[\],:"']+|:|[ \t]+""")
_COMMENT = re.compile(r"(?:^|[ \t])#.*$")


class Region(NamedTuple):
    """A stretch of YAML in a file: its first line (1-based), the columns in front of it, and its lines."""

    kind: Literal["file", "front", "rule"]
    line: int
    indent: int
    lines: tuple[str, ...]


class Cursor(NamedTuple):
    """What a cursor stands on. `path` leads to the mapping around a key, or to the value; columns are 1-based.

    `word` is the key or the scalar from `column` to `end_column` without its quotes, `typed` the part before the
    cursor, and `siblings` are the keys beside it.
    """

    path: Path
    part: Literal["key", "value"]
    word: str
    typed: str
    column: int
    end_column: int
    quote: str = ""
    siblings: frozenset[str] = frozenset()


def find_region(path: str, text: str, line: int) -> Region | None:
    """The YAML around a line (1-based) of a file: all of a YAML file, else front matter or a `rule` block."""
    if path.endswith((".yml", ".yaml")):
        return Region("file", 1, 0, tuple(split_lines(text)))
    cut = cut_front_matter(text)
    if cut.front_matter is not None:
        lines = tuple(split_lines(cut.front_matter))
        last = len(lines) + 1 if not cut.closed else cut.body_line - 2
        if 2 <= line <= last:
            return Region("front", 2, 0, lines)
    for fence in find_fences(cut.body, cut.body_line):
        rows = split_lines(fence.text)[:-1] or [""]
        if fence.info.split(None, 1)[:1] == ["rule"] and fence.content_line <= line < fence.content_line + len(rows):
            return Region("rule", fence.content_line, fence.indent, tuple(rows))
    return None


def find_cursor(region: Region, line: int, column: int) -> Cursor | None:
    """What stands at a line and column (1-based) of the file; None in comments and in texts of several lines."""
    index, place = line - region.line, max(column - 1 - region.indent, 0)
    if not 0 <= index < len(region.lines):
        return None
    rows = [_Row.read(text) for text in region.lines]
    row = rows[index]
    comment = _COMMENT.search(row.text)
    if (comment is not None and place > comment.start() and not _is_quoted(row.text, comment.start())) or (
        _lies_in_block(rows, index)
    ):
        return None
    found = _find_in_row(rows, index, place)
    if found is None:
        return None
    return found._replace(column=found.column + region.indent, end_column=found.end_column + region.indent)


def find_value(region: Region, path: Path) -> str | None:
    """The scalar behind a path of keys, without quotes; None where there is none on the key's own line."""
    rows = [_Row.read(text) for text in region.lines]
    for index, row in enumerate(rows):
        if row.key == path[-1] and _climb(rows, index, row.start) == path[:-1]:
            return _strip(row.text[row.value :])[0] or None
    return None


class _Row(NamedTuple):
    """A line cut up: where dashes stand, where its content starts, its key and where its value starts."""

    text: str
    dashes: tuple[int, ...]
    start: int
    key: str | None
    value: int

    @classmethod
    def read(cls, text: str) -> _Row:
        """The parts of a line."""
        position = len(text) - len(text.lstrip(" "))
        dashes = []
        while match := _DASH.match(text, position):
            dashes.append(position)
            position = match.end()
        found = _KEY.match(text, position)
        if found is None:
            return cls(text, tuple(dashes), position, None, position)
        value = found.end() + len(text[found.end() :]) - len(text[found.end() :].lstrip(" \t"))
        return cls(text, tuple(dashes), position, found["key"].strip("\"'"), value)

    @property
    def silent(self) -> bool:
        """Whether the line says nothing."""
        return not self.text.strip() or self.text.lstrip().startswith("#")

    @property
    def left(self) -> int:
        """Where its first dash or its content stands."""
        return self.dashes[0] if self.dashes else self.start


def _find_in_row(rows: Sequence[_Row], index: int, place: int) -> Cursor | None:
    row = rows[index]
    if not row.text.strip():
        path = _climb(rows, index, place)
        return Cursor(path, "key", "", "", place + 1, place + 1, siblings=_find_siblings(rows, index, place))
    if place < row.start:
        return None
    path = _climb(rows, index, row.start)
    key_end = row.start if row.key is None else row.text.index(":", row.start + len(row.key))
    if row.key is not None and place <= key_end:
        siblings = _find_siblings(rows, index, row.start) - {row.key}
        return _take(row.text, row.start, key_end, place, (path, "key", siblings))
    if row.key is not None and place < row.value and row.text[row.value :].strip():
        return None  # the blanks between a colon and its value
    inside = path if row.key is None else (*path, row.key)
    if row.text[row.value : row.value + 1] in ("{", "["):
        return _find_in_flow(row.text, row.value, place, inside)
    if row.key is None and not row.dashes:
        return _take(row.text, row.start, len(row.text), place, (path, "key", _find_siblings(rows, index, row.start)))
    return _take(row.text, min(row.value, place), len(row.text), place, (inside, "value", frozenset()))


def _take(
    text: str, start: int, end: int, place: int, where: tuple[Path, Literal["key", "value"], frozenset[str]]
) -> Cursor:
    """The cursor on a scalar between two offsets of a line."""
    word, quote = _strip(text[start:end])
    begin = start + len(quote)
    path, part, siblings = where
    return Cursor(path, part, word, text[begin : max(place, begin)], begin + 1, begin + len(word) + 1, quote, siblings)


def _find_in_flow(text: str, start: int, place: int, path: Path) -> Cursor | None:
    """The cursor in a mapping or list that is written in brackets, all on one line."""
    stack: list[str] = []  # of each open bracket the key before the cursor, "" where there is none yet, "-" in a list
    begin = end = place
    for match in _FLOW_TOKEN.finditer(text, start):
        mark = match.group()
        if match.start() >= place and mark in ("{", "}", "[", "]", ",", ":"):
            break
        if mark in ("{", "["):
            stack.append("" if mark == "{" else "-")
            begin = end = place
        elif mark in ("}", "]"):
            if stack:
                stack.pop()
        elif mark == "," and stack:
            stack[-1] = "-" if stack[-1] == "-" else ""
            begin = end = place
        elif mark == ":" and stack and stack[-1] == "":
            stack[-1] = text[begin:end].strip("\"'")
            begin = end = place
        elif mark.strip():
            begin = min(begin, match.start())
            end = match.end() if begin == match.start() else max(end, match.end())
    if not stack:
        return None
    keys = frozenset(found["key"].strip("\"'") for found in _KEY.finditer(text, start + 1))
    inside = (*path, *(key for key in stack[:-1] if key), *((stack[-1],) if stack[-1] else ()))
    part: Literal["key", "value"] = "value" if stack[-1] else "key"
    return _take(text, min(begin, place), max(end, place), place, (inside, part, keys - {text[begin:end]}))


def _climb(rows: Sequence[_Row], index: int, column: int) -> Path:
    """The keys above a line whose content stands at `column`."""
    path: list[str] = []
    for dash in reversed(rows[index].dashes):
        path.append("-")
        column = dash
    for row in reversed(rows[:index]):
        if row.silent or row.left > column:
            continue
        on_level = path[-1:] == ["-"] and row.key is not None and not row.dashes and row.start <= column
        if row.key is not None and (row.start < column or on_level):
            path.append(row.key)
            column = row.start
        for dash in reversed(row.dashes):
            if dash < column:
                path.append("-")
                column = dash
    return tuple(reversed(path))


def _find_siblings(rows: Sequence[_Row], index: int, column: int) -> frozenset[str]:
    """The keys of the block mapping that has a key at `column` in a line."""
    above = () if rows[index].dashes else _list_keys(reversed(rows[:index]), column, upwards=True)
    below = _list_keys(rows[index + 1 :], column, upwards=False)
    own = rows[index].key
    return frozenset((*above, *below, *(() if own is None else (own,))))


def _list_keys(rows: Sequence[_Row] | Iterator[_Row], column: int, *, upwards: bool) -> Iterator[str]:
    for row in rows:
        if row.silent:
            continue
        if row.left < column:
            if upwards and row.dashes and row.start == column and row.key is not None:
                yield row.key
            return
        if row.start == column and row.key is not None:
            yield row.key


def _lies_in_block(rows: Sequence[_Row], index: int) -> bool:
    """Whether a line belongs to a text that `|` or `>` began above it."""
    left = rows[index].left if rows[index].text.strip() else len(rows[index].text)
    for row in reversed(rows[:index]):
        if row.silent or row.left >= left:
            continue
        if row.key is not None and _BLOCK.match(row.text, row.value):
            return True
        left = row.left
    return False


def _strip(text: str) -> tuple[str, str]:
    """A scalar without its comment and quotes, and its quotation mark."""
    bare = text.strip()
    if bare[:1] in ("'", '"'):
        end = bare.find(bare[0], 1)
        return bare[1 : end if end > 0 else len(bare)], bare[0]
    return _COMMENT.sub("", bare).rstrip(), ""


def _is_quoted(text: str, offset: int) -> bool:
    return text.count('"', 0, offset) % 2 == 1 or text.count("'", 0, offset) % 2 == 1
