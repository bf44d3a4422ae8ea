"""Documents written in the plainest way are read without a YAML library, whose import costs more than all the rest.

Plain are nested `key: value` lines in ASCII and one-line `{key: value}`, as our own commands write them. For anything
else the answer is None, and the full reader has to be asked; an answer is the full reader's (tests hold the two
together).
"""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from kaizen_site.model.source import Plain, Value

if TYPE_CHECKING:
    from kaizen_site.model.schedule import Schedule

_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")
_WORD = _LETTERS | frozenset("0123456789_-")
_VALUE = _WORD | frozenset("./+")
_LONGEST_KEY = 100
_FLOW_PAIR = re.compile(
    r"""([A-Za-z][A-Za-z0-9_-]{0,99}): +("[^"\\]*"|'[^']*'|[A-Za-z0-9][A-Za-z0-9_./+-]*) *(?:, *(?!\Z)|\Z)"""
)
_CADENCES = ("daily", "weekly", "monthly")
# What a reader of YAML may take for something else than text.
_NO_TEXT = frozenset({"true", "false", "null", "yes", "no", "on", "off", "y", "n"})


def read_plain(text: str) -> dict[str, Value] | None:
    """Nested mappings of texts (`Plain` where unquoted), or None when the text is not of the plainest kind."""
    if not text.isascii() or not text.replace("\n", "").isprintable():
        return None
    root: dict[str, Value] = {}
    open_mappings: list[tuple[int, dict[str, Value]]] = [(0, root)]
    parent: tuple[dict[str, Value], str] | None = None
    for line in text.split("\n"):
        content = line.lstrip(" ")
        if not content or content.startswith("#"):
            continue
        indent = len(line) - len(content)
        if indent > open_mappings[-1][0]:
            if parent is None:
                return None
            inner: dict[str, Value] = {}
            parent[0][parent[1]] = inner
            open_mappings.append((indent, inner))
        while indent < open_mappings[-1][0]:
            open_mappings.pop()
        level, mapping = open_mappings[-1]
        pair = _read_pair(content)
        if pair is None or level != indent or pair[0] in mapping:
            return None
        key, value = pair
        mapping[key] = Plain("") if value is None else value
        parent = (mapping, key) if value is None else None
    return root or None


def read_plain_schedule(path: str, text: str) -> Schedule | None:
    """A schedule without any fault of shape; None when that takes more than a glance."""
    fields = read_plain(text)
    if fields is None or not fields.keys() <= {"version", "timezone", "agents", "engagement"}:
        return None
    agents = fields.get("agents")
    if fields.get("version") != "1" or not isinstance(agents, dict):
        return None
    from kaizen_site.model.schedule import Entry, Schedule

    entries = []
    for agent, settings in agents.items():
        if not isinstance(settings, dict) or not settings.keys() <= {"cadence", "cron", "enabled"}:
            return None
        cadence, cron, enabled = settings.get("cadence"), settings.get("cron"), settings.get("enabled", Plain("true"))
        if cadence not in _CADENCES or not (cron is None or _is_quoted(cron)) or _is_quoted(enabled):
            return None
        if enabled not in ("true", "false"):
            return None
        entries.append(Entry(agent, str(cadence), None if cron is None else str(cron), enabled == "true"))
    timezone, engagement = fields.get("timezone"), fields.get("engagement")
    if not all(text is None or _is_text(text) for text in (timezone, engagement)):
        return None
    return Schedule(
        path,
        tuple(entries),
        None if timezone is None else str(timezone),
        None if engagement is None else str(engagement),
    )


def cut_plain(text: str) -> tuple[str, str] | None:
    """Front matter and body of a markdown text whose fence lines are exactly `---`; None for any other."""
    if not text.startswith("---\n"):
        return None
    end = text.find("\n---\n", 3)
    front_matter = text[4 : end + 1]
    if end < 0 or "\r" in front_matter or front_matter.startswith("---") or "\n---" in front_matter:
        return None
    return front_matter, text[end + 5 :]


def read_date(text: str | None) -> str | None:
    """The ISO date that a text begins with; a time of day behind it is dropped, since memory counts days."""
    try:
        return date.fromisoformat(text[:10]).isoformat() if text is not None else None
    except ValueError:
        return None


def _read_pair(content: str) -> tuple[str, Value | None] | None:
    """Key and value of a line without its indentation; the value is None where the line ends behind the colon."""
    key, colon, rest = content.partition(":")
    if not colon or len(key) > _LONGEST_KEY or key[:1] not in _LETTERS or not _WORD.issuperset(key):
        return None
    value = rest.strip(" ")
    if not value or (value.startswith("#") and rest.startswith(" ")):
        return key, None
    if not rest.startswith(" "):
        return None
    if value[0] == "{":
        flow = _read_flow(value)
        return None if flow is None else (key, flow)
    if value[0] in "\"'":
        closing = value.find(value[0], 1)
        inner, behind = value[1:closing], value[closing + 1 :]
        if closing < 0 or "\\" in inner or not _is_nothing(behind):
            return None
        return key, inner
    word, blank, behind = value.partition(" ")
    if not _VALUE.issuperset(word) or word[0] not in _LETTERS | frozenset("0123456789"):
        return None
    return (key, Plain(word)) if _is_nothing(blank + behind) else None


def _read_flow(value: str) -> dict[str, Value] | None:
    inside, brace, behind = value[1:].partition("}")
    if not brace or not _is_nothing(behind):
        return None
    inside = inside.strip(" ")
    mapping: dict[str, Value] = {}
    position = 0
    while position < len(inside):
        pair = _FLOW_PAIR.match(inside, position)
        if pair is None or pair[1] in mapping:
            return None
        mapping[pair[1]] = pair[2][1:-1] if pair[2][0] in "\"'" else Plain(pair[2])
        position = pair.end()
    return mapping or None


def _is_nothing(behind: str) -> bool:
    """Whether only blanks or a comment stand behind a value."""
    comment = behind.lstrip(" ")
    return not comment or (comment.startswith("#") and comment != behind)


def _is_quoted(value: Value) -> bool:
    return isinstance(value, str) and not isinstance(value, Plain)


def _is_text(value: Value) -> bool:
    return isinstance(value, str) and value[:1] in _LETTERS and value.casefold() not in _NO_TEXT
