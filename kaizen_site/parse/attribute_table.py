"""The table of an event type's attributes: rows with a place in the file, cells with or without code marks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple, TypeAlias

from kaizen_site.cards import event_type as cards
from kaizen_site.model.catalogue import EventAttribute
from kaizen_site.model.diagnostic import Diagnostic, Edit, Fix, Related
from kaizen_site.model.source import Document, Span
from kaizen_site.parse.text import split_lines
from kaizen_site.rules.attribute_type import WORDS, read_attribute_type
from kaizen_site.rules.mending import find_meant
from kaizen_site.rules.nearest import nearest

_HEADING = re.compile(r" {0,3}(#{1,6})\s+(.*?)\s*#*\s*\Z")
_RULE = re.compile(r"\s*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*\Z")
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*(?:\[\])?(?:\.[A-Za-z_][A-Za-z0-9_-]*(?:\[\])?)*\Z")
_COLUMNS = {
    "name": "name",
    "attribute": "name",
    "field": "name",
    "key": "name",
    "type": "type",
    "required": "required",
    "mandatory": "required",
    "description": "description",
    "meaning": "description",
    "notes": "description",
}
_REQUIRED = frozenset({"name", "type", "required"})
_BAR = re.compile(r"(?<!\\)\|")
_YES = frozenset({"yes", "true", "required", "y", "x", "✓", "✔", "always"})
_NO = frozenset({"no", "false", "optional", "n", "", "-", "✗"})


class _Cell(NamedTuple):
    text: str
    span: Span


_Row: TypeAlias = tuple[_Cell, ...]


def read_attributes(document: Document, found: list[Diagnostic]) -> tuple[EventAttribute, ...]:
    """The rows of the first table under a heading "Attributes"; a row that can't be read is left out."""
    rows = _find_table(document)
    if not rows:
        message = "there is no table under a heading `Attributes`"
        found.append(cards.ATTRIBUTES_MISSING.at(document.path, None, message, help=cards.ATTRIBUTES_MISSING.remedy))
        return ()
    header, *body = rows
    columns = {_COLUMNS[cell.text.lower()]: i for i, cell in enumerate(header) if cell.text.lower() in _COLUMNS}
    missing = sorted(_REQUIRED - columns.keys())
    if missing:
        message = f"the table of attributes has no column `{missing[0].capitalize()}`"
        help_text = "its columns are Name, Type, Required and Description"
        found.append(cards.ATTRIBUTE_INVALID.at(document.path, _cover(header), message, help=help_text))
        return ()
    return tuple(_read_rows(document.path, columns, body, found))


def _find_table(document: Document) -> tuple[_Row, ...]:
    """The rows, header first, without the line of dashes; empty where there is no table.

    A table elsewhere is taken when it has the right columns and none stands under the heading.
    """
    found: tuple[_Row, ...] = ()
    level = 0
    lines = _list_lines(document)
    for index, (_, line) in enumerate(lines):
        heading = _HEADING.match(line)
        if heading is not None:
            depth = len(heading[1])
            if heading[2].strip(" `*:").lower() == "attributes":
                level = depth
            elif depth <= level:
                level = 0
        elif "|" in line and index + 1 < len(lines) and _RULE.match(lines[index + 1][1]):
            rows = _cut_table(lines, index)
            if level:
                return rows
            columns = {_COLUMNS.get(cell.text.lower()) for cell in rows[0]}
            found = found or (rows if columns >= _REQUIRED else ())
    return found


def _list_lines(document: Document) -> list[tuple[int, str]]:
    """The body's lines outside fenced blocks, with their numbers in the file."""
    hidden = {line for fence in document.fences for line in range(fence.line, fence.line + fence.text.count("\n") + 2)}
    lines = enumerate(split_lines(document.body), document.body_line)
    return [(number, line) for number, line in lines if number not in hidden]


def _cut_table(lines: list[tuple[int, str]], index: int) -> tuple[_Row, ...]:
    rows = [_cut_row(*lines[index])]
    for number, line in lines[index + 2 :]:
        if "|" not in line:
            break
        rows.append(_cut_row(number, line))
    return tuple(rows)


def _cut_row(number: int, line: str) -> _Row:
    line = line.rstrip()
    begin = line.index("|") + 1 if line.lstrip().startswith("|") else 0
    end = len(line) - 1 if line.endswith("|") and not line.endswith("\\|") and len(line) > begin else len(line)
    cells = []
    for raw in _BAR.split(line[begin:end]):
        cells.append(_cut_cell(raw, number, begin, len(line)))
        begin += len(raw) + 1
    return tuple(cells)


def _cut_cell(raw: str, number: int, begin: int, width: int) -> _Cell:
    begin += len(raw) - len(raw.lstrip())
    text = raw.strip()
    if len(text) > 2 and text[0] == text[-1] == "`" and "`" not in text[1:-1]:
        begin, text = begin + 1, text[1:-1]
    span = Span(number, begin + 1, number, min(begin + max(len(text), 1), width) + 1)
    return _Cell(text.strip().replace("\\|", "|"), span)


def _read_rows(
    path: str, columns: Mapping[str, int], rows: Sequence[_Row], found: list[Diagnostic]
) -> Iterator[EventAttribute]:
    first: dict[str, Span] = {}
    for row in rows:
        cells = {name: row[index] for name, index in columns.items() if index < len(row)}
        if not cells.keys() >= _REQUIRED:
            message = f"the row has {len(row)} cells; a name, a type and yes or no under Required are wanted"
            found.append(cards.ATTRIBUTE_INVALID.at(path, _cover(row), message))
            continue
        name = cells["name"]
        if not _NAME.match(name.text):
            shown = f"`{name.text}` is no name of an attribute" if name.text else "the attribute has no name"
            help_text = "letters, digits, `_` and `-`, with dots between the levels"
            found.append(cards.ATTRIBUTE_INVALID.at(path, name.span, shown, help=help_text))
            continue
        if name.text in first:
            line = first[name.text].line
            message = f"the attribute `{name.text}` stands twice, first on line {line}"
            related = (Related(path, first[name.text], "first listed here"),)
            found.append(cards.DUPLICATE_ATTRIBUTE.at(path, name.span, message, help="delete one row", related=related))
            continue
        first[name.text] = name.span
        _check_type(path, cells["type"], found)
        required = _read_required(path, cells["required"], found)
        description = cells["description"].text if "description" in cells else ""
        yield EventAttribute(name.text, cells["type"].text, required, description)


def _check_type(path: str, cell: _Cell, found: list[Diagnostic]) -> None:
    if read_attribute_type(cell.text) is None:
        near = nearest(cell.text, WORDS)
        message = f"`{cell.text}` is no known type" if cell.text else "the attribute has no type"
        help_text = f"did you mean `{near}`?" if near else cards.ATTRIBUTE_TYPE_UNKNOWN.remedy
        meant = find_meant(cell.text, WORDS)
        fix = None if meant is None else Fix(f"write `{meant.word}`", (Edit(cell.span, meant.word),), meant.certain)
        found.append(cards.ATTRIBUTE_TYPE_UNKNOWN.at(path, cell.span, message, help=help_text, fix=fix))


def _read_required(path: str, cell: _Cell, found: list[Diagnostic]) -> bool:
    word = cell.text.lower()
    if word not in _YES and word not in _NO:
        message = f"`{cell.text}` under Required is neither yes nor no"
        found.append(cards.ATTRIBUTE_INVALID.at(path, cell.span, message, help="write yes or no"))
    return word in _YES


def _cover(row: _Row) -> Span | None:
    if not row:
        return None
    first, last = row[0].span, row[-1].span
    return Span(first.line, first.column, last.end_line, last.end_column)
