"""An agent whose front matter can't be used is still listed: decides where its fields are and where its prompt begins.

Front matter may be broken, unclosed, pushed down or indented, in a code block, without its fence lines, or a list of
bullets. One finding says so; nothing else is said about such a file.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from kaizen_site.cards import front_matter as cards
from kaizen_site.model.diagnostic import Diagnostic, Edit, Fix
from kaizen_site.model.source import Span, Value
from kaizen_site.parse.agent_repair import FIELD_START, repair_fields
from kaizen_site.parse.fences import find_fences
from kaizen_site.parse.front_matter import Cut, cut_front_matter, find_closing
from kaizen_site.parse.text import LineTable, Text, split_lines
from kaizen_site.parse.yaml import Origin, read_yaml

_HEAD = 40  # front matter that is not at the top is looked for in so many lines
_RULE = re.compile(r"[ \t]*([-*_=~])(?:[ \t]*\1){2,}[ \t]*$")
_FENCE_LINE = re.compile(r"[ \t]*---[ \t]*$")
_ANY_FIELD = re.compile(r"[A-Za-z_][\w.-]*[ \t]*:(?:\s|$)")
_BULLET = re.compile(r"[ \t]*[-*+][ \t]+(?:\*\*|__)?([a-z-]+)(?:\*\*|__)?[ \t]*:(?:\*\*|__)?[ \t]*(.*)$")


class Recovered(NamedTuple):
    """What could be saved; `body_line` is the prompt's first line, 1-based."""

    fields: Mapping[str, Value]
    body: str
    body_line: int
    diagnostic: Diagnostic


class _Block(NamedTuple):
    """Where fields were found: `first` and `last` (exclusive) line and the prompt's first line, all 0-based.

    `line` (1-based) is the one to point at.
    """

    line: int
    first: int
    last: int
    body: int
    message: str
    fix: Fix | None = None
    indent: int = 0


def recover(text: Text, problem: Diagnostic) -> Recovered:
    """The fields and the prompt of a file whose front matter gave this finding."""
    cut = cut_front_matter(text.text)
    if cut.front_matter is None:
        return _recover_misplaced(text, problem)
    if not cut.closed:
        return _recover_unclosed(text, problem)
    return _recover_broken(text, cut, problem)


def _recover_broken(text: Text, cut: Cut, problem: Diagnostic) -> Recovered:
    block = cut.front_matter or ""
    repair = repair_fields(block, 1, _line_end(text.text))
    if problem.card is not cards.NOT_MAPPING:
        fix = repair.fix or problem.fix
        help_text = fix.message if fix is not None else problem.help
        problem = replace(problem, message=_name_field(problem, block), help=help_text, fix=fix)
    return Recovered(repair.fields, cut.body, cut.body_line, problem)


def _name_field(problem: Diagnostic, block: str) -> str:
    """The message with the field that the finding lies in."""
    if not isinstance(problem.where, Span):
        return problem.message
    above = split_lines(block)[: problem.where.line - 1]
    if not above or _ANY_FIELD.match(above[-1]):
        return problem.message  # a line that is a field of its own, and the message names it
    known = next((match[1] for line in reversed(above) if (match := FIELD_START.match(line))), None)
    if known is None:
        return problem.message
    return f"{problem.message} (in the field `{known}`)"


def _recover_unclosed(text: Text, problem: Diagnostic) -> Recovered:
    lines = split_lines(text.text)
    last, body = _find_end(lines, 1)
    looks_like_fence = body > last and any(_RULE.match(line) for line in lines[last:body])
    if looks_like_fence:
        line = next(index for index in range(last, body) if _RULE.match(lines[index]))
        edit = Edit(Span(line + 1, 1, line + 1, len(lines[line]) + 1), "---")
        help_text = f"line {line + 1} must be `---`, nothing more and nothing less"
    else:
        edit = Edit(Span(last, len(lines[last - 1]) + 1, last, len(lines[last - 1]) + 1), f"{_line_end(text.text)}---")
        help_text = f"put a line `---` behind line {last}"
    # Elsewhere it is a guess where the fields end, and a person must look at it.
    certain = find_closing(text.text) == last
    problem = replace(problem, help=help_text, fix=Fix(help_text, (edit,), safe=certain and not looks_like_fence))
    return _read_block(text, _Block(1, 1, last, body, problem.message), problem)


def _recover_misplaced(text: Text, problem: Diagnostic) -> Recovered:
    lines = split_lines(text.text)
    for find in (_find_in_code_block, _find_below_top, _find_without_fences):
        block = find(lines)
        if block is not None:
            place = Span(block.line, 1, block.line, len(lines[block.line - 1]) + 1)
            return _read_block(text, block, replace(problem, where=place, message=block.message, fix=block.fix))
    bullets = _read_bullets(lines[:_HEAD])
    if "name" in bullets:
        message = "the fields are written as a list of bullets; they must stand between two lines `---`"
        return Recovered(bullets, text.text, 1, replace(problem, message=message))
    return Recovered({}, text.text, 1, problem)


def _read_block(text: Text, block: _Block, problem: Diagnostic) -> Recovered:
    lines = [_outdent(line, block.indent) for line in split_lines(text.text)]
    written = "\n".join(lines[block.first : block.last])
    reading = read_yaml(written, Origin(text.path, block.first))
    if isinstance(reading.value, dict):
        fields: Mapping[str, Value] = reading.value
    else:
        fields = repair_fields(written, block.first).fields
    if block.indent:
        body = "\n".join(lines[block.body :])
    else:
        table = LineTable(text.text)
        body = text.text[table.offset(block.body + 1) :] if block.body < len(lines) else ""
    return Recovered(fields, body, block.body + 1, problem)


def _find_end(lines: Sequence[str], first: int) -> tuple[int, int]:
    """Where fields that begin on line `first` end (exclusive) and where the text below them begins, 0-based."""
    last = first
    for index in range(first, len(lines)):
        line = lines[index]
        if not line.strip():
            continue
        if _RULE.match(line):
            return last, index + 1
        inside = last > first and line.startswith((" ", "\t", "- "))
        if not (_ANY_FIELD.match(line) or inside):
            return last, index
        if last > first and index > last and not (inside or FIELD_START.match(line)):
            return last, index  # behind an empty line only a known key is sure to be a field
        last = index + 1
    return last, len(lines)


def _find_in_code_block(lines: Sequence[str]) -> _Block | None:
    for fence in find_fences("\n".join(lines[:_HEAD])):
        if fence.info.split(" ")[0].casefold() not in ("yaml", "yml", "", "markdown", "md", "text"):
            continue
        rows = [index for index in range(fence.content_line - 1, len(lines)) if lines[index].strip()]
        first = next((index for index in rows if not _FENCE_LINE.match(lines[index])), len(lines))
        close = next((index for index in rows if lines[index].lstrip().startswith(("```", "~~~"))), len(lines))
        if first >= close or not FIELD_START.match(lines[first].strip()):
            continue
        last = next((index for index in range(first, close) if _FENCE_LINE.match(lines[index])), close)
        message = f"the front matter stands in a code block on line {fence.line}; the file must begin with it"
        return _Block(fence.line, first, last, close + 1, message, indent=fence.indent)
    return None


def _find_below_top(lines: Sequence[str]) -> _Block | None:
    for index, line in enumerate(lines[:_HEAD]):
        if not _FENCE_LINE.match(line):
            continue
        indent = len(line) - len(line.lstrip())
        field = next((row for row in range(index + 1, len(lines)) if lines[row].strip()), None)
        if field is None or not FIELD_START.match(_outdent(lines[field], indent)):
            continue
        outdented = [_outdent(row, indent) for row in lines]
        close = next((row for row in range(index + 1, len(lines)) if _FENCE_LINE.match(outdented[row])), None)
        last, body = (close, close + 1) if close is not None else _find_end(outdented, index + 1)
        message = f"the front matter begins on line {index + 1}; it must begin on the first line"
        if indent:
            message += f", and not be indented ({indent} blanks)"
        fix = None
        if close is not None and not indent and not "".join(lines[:index]).strip():
            fix = Fix("delete the empty lines above the front matter", (Edit(Span(1, 1, index + 1, 1), ""),))
        return _Block(index + 1, index + 1, last, body, message, fix, indent)
    return None


def _find_without_fences(lines: Sequence[str]) -> _Block | None:
    first = next((index for index, line in enumerate(lines) if line.strip()), None)
    if first is None or not FIELD_START.match(lines[first]):
        return None
    last, body = _find_end(lines, first)
    message = f"the fields that begin on line {first + 1} do not stand between two lines `---`"
    return _Block(first + 1, first, last, body, message)


def _read_bullets(lines: Sequence[str]) -> dict[str, str]:
    fields: dict[str, str] = {}
    key = None
    for line in lines:
        match = _BULLET.match(line)
        if match is not None:
            key = match[1] if FIELD_START.match(f"{match[1]}:") and match[1] not in fields else None
            if key is not None:
                fields[key] = match[2].strip()
        elif key is not None and line.startswith((" ", "\t")) and line.strip():
            fields[key] = f"{fields[key]} {line.strip()}".strip()
        else:
            key = None
    return {name: value for name, value in fields.items() if value}


def _outdent(line: str, indent: int) -> str:
    blanks = len(line) - len(line.lstrip(" \t"))
    return line[min(indent, blanks) :]


def _line_end(text: str) -> str:
    return "\r\n" if "\r\n" in text else "\n"
