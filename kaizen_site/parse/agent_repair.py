"""Fields are read out of front matter that is no YAML, nearly always for want of quotes.

First every single-line value that can't stand alone is put in quotes. Failing that, a new field starts only at a known
key, and everything up to the next is its text. Both give the edits that make the file right.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from textwrap import dedent
from typing import NamedTuple

from kaizen_site.model.diagnostic import Edit, Fix
from kaizen_site.model.source import Span, Value
from kaizen_site.parse.text import split_lines
from kaizen_site.parse.yaml import Origin, read_yaml
from kaizen_site.parse.yaml_errors import quote

# What coding agents' own files have; words of dialogues (user, assistant, context, example) must never be among them.
KNOWN_KEYS = [
    "name",
    "description",
    "category",
    "memory",
    "tools",
    "allowed-tools",
    "disallowedTools",
    "model",
    "color",
    "version",
    "tags",
    "metrics",
    "mode",
    "temperature",
    "permission",
    "permissions",
    "permissionMode",
    "maxTurns",
    "author",
    "license",
    "argument-hint",
    "user-invocable",
    "disable-model-invocation",
    "mcp-servers",
    "mcpServers",
    "hooks",
    "skills",
    "metadata",
    "emoji",
    "vibe",
    "dependencies",
    "handoffs",
    "id",
    "type",
]
FIELD_START = re.compile(rf"({'|'.join(map(re.escape, KNOWN_KEYS))})[ \t]*:(?=\s|$)[ \t]*")
_SINGLE_LINE = re.compile(r"([A-Za-z_][\w.-]*)[ \t]*:[ \t]+(\S.*)")
_COMMENT = re.compile(r"[ \t]+#(?:[ \t]|$)")
_BLOCK_HEADER = re.compile(r"[|>][-+\d]*\s*")
_MOST_LINES = 1000  # every line is tried alone; longer front matter is no slip of a quotation mark


class Repair(NamedTuple):
    """What was read, and the change to the file that makes it readable so; None where quotes don't cure it."""

    fields: Mapping[str, Value]
    fix: Fix | None


def repair_fields(block: str, lines_above: int, line_end: str = "\n") -> Repair:
    """The fields of a block of front matter that could not be read, with the lines of the file above it."""
    lines = split_lines(block)
    return _quote_values(lines, lines_above) or _start_at_known_keys(lines, lines_above, line_end)


def _quote_values(lines: Sequence[str], lines_above: int) -> Repair | None:
    if len(lines) > _MOST_LINES:
        return None
    mended, edits = list(lines), []
    for index, line in enumerate(lines):
        match = _SINGLE_LINE.match(line.rstrip())
        if match is None or _goes_on(lines, index) or _read_mapping(line) is not None:
            continue
        value = _cut_comment(match[2])
        start, end = match.start(2), match.start(2) + len(value)
        mended[index] = line[:start] + quote(value) + line[end:]
        number = index + 1 + lines_above
        edits.append(Edit(Span(number, start + 1, number, end + 1), quote(value)))
    fields = _read_mapping("\n".join(mended)) if edits else None
    return None if fields is None else Repair(fields, Fix("put the value in quotes", tuple(edits)))


def _cut_comment(value: str) -> str:
    """A value without the comment behind it; ` #12` is prose here, as text that opens with a quotation mark is."""
    return value if value[0] in "'\"" else _COMMENT.split(value, maxsplit=1)[0]


def _goes_on(lines: Sequence[str], index: int) -> bool:
    below = next((line for line in lines[index + 1 :] if line.strip()), "")
    return below.startswith((" ", "\t"))


def _read_mapping(text: str) -> Mapping[str, Value] | None:
    reading = read_yaml(text, Origin(""))
    return reading.value if isinstance(reading.value, dict) and not reading.diagnostics else None


def _start_at_known_keys(lines: Sequence[str], lines_above: int, line_end: str) -> Repair:
    fields: dict[str, Value] = {}
    edits: list[Edit] = []
    mended: list[str] = []
    for key, first, last in _find_fields(lines):
        chunk = lines[first:last]
        alone = _read_mapping("\n".join(chunk))
        if alone is not None and list(alone) == [key]:
            fields[key] = alone[key]
            mended += chunk
            continue
        text, start = _read_text(chunk)
        written = _write_text(text, line_end)
        fields[key] = text
        edits.append(_edit(chunk, first + 1 + lines_above, start, written))
        mended += split_lines(chunk[0][:start] + written)
    works = bool(edits) and _read_mapping("\n".join(mended)) == fields and _covers(lines, fields)
    name = fields.get("name")
    if isinstance(name, str) and "\n" in name:  # no name goes over lines: what follows it is something else
        fields["name"], works = name.split("\n", 1)[0], False
    return Repair(fields, Fix("put the text of the field in quotes or in a block", tuple(edits)) if works else None)


def _find_fields(lines: Sequence[str]) -> list[tuple[str, int, int]]:
    """Key, first line and (exclusive) last line of each field; a key that comes again is text of the one before."""
    starts: dict[str, int] = {}
    for index, line in enumerate(lines):
        match = FIELD_START.match(line)
        if match is not None:
            starts.setdefault(match[1], index)
    ends = [*starts.values(), len(lines)][1:]
    return [(key, first, last) for (key, first), last in zip(starts.items(), ends, strict=True)]


def _covers(lines: Sequence[str], fields: Mapping[str, Value]) -> bool:
    """Whether no text stands above the first field: it would still break the block."""
    first = next((line for line in lines if line.strip()), "")
    return any(first.startswith(key) for key in fields)


def _read_text(chunk: Sequence[str]) -> tuple[str, int]:
    """The field's text without indentation and quotes, and the column (0-based) at which its value begins."""
    match = FIELD_START.match(chunk[0])
    start = match.end() if match else 0
    head = chunk[0][start:].rstrip()
    rest = dedent("\n".join(chunk[1:]))
    if _BLOCK_HEADER.fullmatch(head):
        return rest.strip("\n").rstrip(), start
    text = f"{head}\n{rest}".strip()
    if text[:1] in ("'", '"'):
        text = text[1:].removesuffix(text[0]).rstrip()
    return text, start


def _write_text(text: str, line_end: str) -> str:
    if "\n" not in text:
        return quote(text)
    header = "|2-" if text.startswith((" ", "\t")) else "|-"
    return line_end.join([header, *(f"  {line}" if line.strip() else "" for line in text.split("\n"))])


def _edit(chunk: Sequence[str], number: int, start: int, written: str) -> Edit:
    filled = [index for index, line in enumerate(chunk) if line.strip()]
    last = filled[-1]
    return Edit(Span(number, start + 1, number + last, len(chunk[last].rstrip()) + 1), written)
