"""The front matter of a decision record, if it has one: YAML, TOML lines, or what can be read of broken YAML.

Records without front matter are normal. A block that can't be read is one error, and its single-line fields count.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from kaizen_site.cards import front_matter as cards
from kaizen_site.model.catalogue import INVERSES
from kaizen_site.model.diagnostic import Diagnostic
from kaizen_site.model.source import At, NoPositions, Pointer, Positions, Span, Value
from kaizen_site.parse.decision_labels import find_label
from kaizen_site.parse.decision_metadata import Field
from kaizen_site.parse.decision_words import fold
from kaizen_site.parse.front_matter import cut_front_matter
from kaizen_site.parse.text import Text, split_lines
from kaizen_site.parse.values import is_null
from kaizen_site.parse.yaml import Origin, read_yaml

_KEY_LINE = re.compile(r"[\"']?[^\W\d_][\w .@/-]{0,60}[\"']?[ \t]*:(?:[ \t]|$)")
_FLAT = re.compile(r"([\"']?[^\W\d_][\w -]{0,60}?[\"']?)([ \t]*:[ \t]*)(.*)")
_BRACES = re.compile(r"(?m)^([\w -]{1,60}:[ \t]*)\{([^{}\"\\\n]*)\}([ \t]*(?:#.*)?\r?)$")
_TOML = re.compile(r"\+\+\+[ \t]*(?:\r\n|\n|\r)(.*?)(?:\r\n|\n|\r)\+\+\+[ \t]*(?:\r\n|\n|\r|\Z)", re.DOTALL)
_TOML_LINE = re.compile(r"([A-Za-z_][\w-]*)[ \t]*=[ \t]*(.*)")


class FrontMatter(NamedTuple):
    """Fields in the file's order, the YAML behind them, the body, and what is wrong.

    `braced` are the names of the fields whose value stood in braces: a template's placeholder, or a value put in its
    place. `end_line` is the closing line, where the block is YAML that can be added to.
    """

    fields: list[Field]
    value: Value | None
    positions: Positions
    body: str
    body_line: int
    diagnostics: list[Diagnostic]
    braced: frozenset[str] = frozenset()
    end_line: int | None = None


def read_front_matter(text: Text) -> FrontMatter:
    """Cut and read the front matter of a decision record."""
    skipped = re.match(r"(?:[ \t]*(?:\r\n|\n|\r))*", text.text)
    lead = skipped.group() if skipped else ""
    above = len(split_lines(lead)) - 1
    content = text.text[len(lead) :]
    toml = _TOML.match(content)
    if toml is not None:
        fields = list(_read_lines(toml.group(1), above + 2, _TOML_LINE))
        line = len(split_lines(content[: toml.end()])) + above
        return FrontMatter(fields, None, NoPositions(), content[toml.end() :], line, [])
    cut = cut_front_matter(content)
    if cut.front_matter is None or not _looks_like_fields(cut.front_matter):
        empty = cut.front_matter is not None and cut.closed and not cut.front_matter.strip()
        body = cut.body if empty else text.text
        return FrontMatter([], None, NoPositions(), body, cut.body_line + above if empty else 1, [])
    if not cut.closed:
        diagnostic = cards.NOT_CLOSED.at(
            text.path,
            Span(above + 1, 1, above + 1, 4),
            f"the front matter opened on line {above + 1} has no closing `---`",
            help="put a line `---` behind the last field",
        )
        return FrontMatter([], None, NoPositions(), content, above + 1, [diagnostic])
    return _read_yaml(text.path, cut.front_matter, above, cut.body, cut.body_line + above)


def _read_yaml(path: str, block: str, above: int, body: str, body_line: int) -> FrontMatter:
    braced: set[str] = set()

    def unbrace(match: re.Match[str]) -> str:
        # `status: {proposed | accepted}` is a template's placeholder and no YAML; quotes leave every column in place.
        braced.add(match.group(1).split(":")[0].strip())
        return f'{match.group(1)}"{match.group(2)}"{match.group(3)}'

    reading = read_yaml(_BRACES.sub(unbrace, block), Origin(path, lines_above=above + 1))
    diagnostics = list(reading.diagnostics)
    if isinstance(reading.value, Mapping):
        fields = list(_read_mapping(reading.value, reading.positions))
        end = body_line - 1
        return FrontMatter(
            fields, reading.value, reading.positions, body, body_line, diagnostics, frozenset(braced), end
        )
    if not diagnostics:
        diagnostics.append(
            cards.NOT_MAPPING.at(
                path, Span(above + 1, 1, above + 1, 4), "the front matter holds no `field: value` lines"
            )
        )
    fields = list(_read_lines(block, above + 2, _FLAT))
    return FrontMatter(fields, None, NoPositions(), body, body_line, diagnostics, frozenset(braced))


def _looks_like_fields(block: str) -> bool:
    """Whether the text behind a line `---` is metadata; behind a thematic break it is the record itself."""
    behind_blank = False
    for line in split_lines(block):
        if not line.strip():
            behind_blank = True
        elif not line.startswith("#"):
            return _KEY_LINE.match(line) is not None or line.startswith(("{", "- ", '"'))
        elif behind_blank:
            return False  # a heading: a comment stands directly below the opening line
    return False


def _read_mapping(mapping: Mapping[str, Value], positions: Positions) -> Iterator[Field]:
    for key, value in mapping.items():
        label = find_label(key)
        name = fold(key) if label is None else label.field
        rank = 0 if label is None else label.rank
        for pointer, text in _texts(value, (key,), relation=name in INVERSES):
            at = At(pointer)
            # A place costs a walk over the block, and the lines of unknown fields are never asked for.
            span = (positions.span(at) if label is not None else None) or Span(1, 1, 1, 1)
            found = _name_of_link(mapping, pointer) or name
            yield Field(found, rank, key, text, "front matter", span.line, span.column, at)


def _texts(value: Value, pointer: Pointer, *, relation: bool) -> Iterator[tuple[Pointer, str]]:
    """The texts of a value: a list's items; a mapping's keys where they have no values, else its lines."""
    if isinstance(value, str):
        if not is_null(value):
            yield pointer, str(value)
    elif isinstance(value, Mapping):
        if relation:
            for key in ("target", "id", "ref", "adr", "number", "path", "file", "link", "record", "to"):
                if key in value and isinstance(value[key], str):
                    yield (*pointer, key), str(value[key])
                    return
        lines = [key if is_null(item) else f"{key}: {item}" for key, item in value.items() if isinstance(item, str)]
        if lines:
            yield pointer, "\n".join(lines)
    elif len(pointer) < 3:
        for index, item in enumerate(value):
            yield from _texts(item, (*pointer, index), relation=relation)


def _name_of_link(mapping: Mapping[str, Value], pointer: Pointer) -> str | None:
    """The relation that an item of `links: [{kind: supersedes, target: 3}]` names."""
    if len(pointer) != 3 or not isinstance(pointer[0], str) or not isinstance(pointer[1], int):
        return None
    items = mapping[pointer[0]]
    item = items[pointer[1]] if not isinstance(items, str | Mapping) else None
    if not isinstance(item, Mapping):
        return None
    for key in ("kind", "type", "relation", "relationship", "rel"):
        word = item.get(key)
        label = find_label(word) if isinstance(word, str) else None
        if label is not None and label.field in INVERSES:
            return label.field
    return None


def _read_lines(block: str, first_line: int, pattern: re.Pattern[str]) -> Iterator[Field]:
    """Single-line fields of a block that is no YAML, and the items of a list below one."""
    key: tuple[str, int, str] | None = None
    for number, line in enumerate(split_lines(block), first_line):
        item = re.match(r"[ \t]*-[ \t]+", line)
        if item is not None and key is not None:
            yield Field(*key, _unquote(line[item.end() :]), "front matter", number, item.end() + 1)
            continue
        match = pattern.match(line)
        if match is None:
            continue
        name = match.group(1).strip("\"'")
        label = find_label(name)
        key = (fold(name) if label is None else label.field, 0 if label is None else label.rank, name)
        value = match.group(match.re.groups).strip()
        if value:
            yield Field(*key, _unquote(value), "front matter", number, match.start(match.re.groups) + 1)


def _unquote(value: str) -> str:
    value = re.sub(r"[ \t]#.*$", "", value).strip()
    if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'":
        return value[1:-1]
    return value
