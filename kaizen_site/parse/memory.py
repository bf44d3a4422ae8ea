"""`memory.md` (contract, section 10): the text is kept as written, the front matter says whose it is and how old.

Memory is material that sessions write. Only its front matter is judged here, and never so hard that the text is lost.
"""

from __future__ import annotations

from kaizen_site.cards import fleet as cards
from kaizen_site.model.diagnostic import Diagnostic, Parsed
from kaizen_site.model.memory import Memory
from kaizen_site.model.source import At, Document, NoPositions, Source, Span, Value
from kaizen_site.parse.front_matter import Cut, cut_front_matter
from kaizen_site.parse.plain import read_date
from kaizen_site.parse.text import decode
from kaizen_site.parse.values import as_number, as_text, is_null, name_shape
from kaizen_site.parse.yaml import Origin, Reading, read_yaml


def read_memory(source: Source, agent: str) -> Parsed[Memory]:
    """The memory of `agent`, as the folder names it; a value wherever the bytes are text."""
    text, diagnostics = decode(source)
    if text is None:
        return Parsed(source.path, None, None, tuple(diagnostics))
    cut = cut_front_matter(text.text)
    reading = _read_fields(source.path, cut)
    document = Document(source.path, text.text, text.digest, reading.value, reading.positions, cut.body, cut.body_line)
    diagnostics += reading.diagnostics
    fields = reading.value if isinstance(reading.value, dict) else {}
    if isinstance(reading.value, dict):
        diagnostics += _check_fields(source.path, fields, agent)
    memory = Memory(
        agent,
        as_text(fields.get("project")),
        read_date(as_text(fields.get("last_updated"))),
        _read_count(fields.get("session_count")),
        text.text,
        cut.body,
    )
    return Parsed(source.path, memory, document, tuple(diagnostics))


def _read_fields(path: str, cut: Cut) -> Reading:
    if cut.front_matter is None:
        return _without(path, None, "the memory has no front matter, so nobody can tell how old it is")
    if not cut.closed:
        return _without(path, Span(1, 1, 1, 4), "the front matter opened on line 1 has no closing `---`")
    reading = read_yaml(cut.front_matter, Origin(path, lines_above=1))
    if reading.broken:
        first = reading.diagnostics[0]
        # A memory is used whatever its front matter says, so this weighs no more than a missing one.
        return _without(path, first.where, f"the front matter can't be read: {first.message}", first.help)
    if not isinstance(reading.value, dict):
        return _without(path, Span(1, 1, 1, 4), "the front matter holds no `field: value` lines")
    faults = [cards.MEMORY_INVALID.at(path, one.where, one.message, help=one.help) for one in reading.diagnostics]
    return Reading(reading.value, reading.positions, faults)


def _without(path: str, where: At | Span | None, message: str, help_text: str | None = None) -> Reading:
    diagnostic = cards.MEMORY_INVALID.at(path, where, message, help=help_text or cards.MEMORY_INVALID.remedy)
    return Reading(None, NoPositions(), [diagnostic])


def _check_fields(path: str, fields: dict[str, Value], agent: str) -> list[Diagnostic]:
    found = []
    written = as_text(fields.get("agent"))
    if written is not None and written != agent:
        found.append(
            _say(path, "agent", f"the memory says it is of `{written}`, but it lies in the folder of `{agent}`")
        )
    updated = fields.get("last_updated")
    if not is_null(updated) and read_date(as_text(updated)) is None:
        found.append(_say(path, "last_updated", f"`last_updated` is {name_shape(updated)}, which is no date"))
    count = fields.get("session_count")
    if not is_null(count) and _read_count(count) is None:
        found.append(_say(path, "session_count", f"`session_count` is {name_shape(count)}, which is no whole number"))
    missing = [f"`{name}`" for name in ("agent", "project", "last_updated", "session_count") if name not in fields]
    if missing and not found:
        found.append(cards.MEMORY_INVALID.at(path, Span(1, 1, 1, 4), f"the front matter lacks {', '.join(missing)}"))
    return found


def _say(path: str, key: str, message: str) -> Diagnostic:
    return cards.MEMORY_INVALID.at(path, At((key,)), message)


def _read_count(value: Value | None) -> int | None:
    number = as_number(value)
    if number is None:
        text = as_text(value)
        return int(text) if text is not None and text.isascii() and text.isdigit() and len(text) < 10 else None
    return int(number) if number.is_integer() and 0 <= number < 1e9 else None
