"""What could be written where the cursor stands: the keys and words of the schemas, and the names of the project."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Literal, NamedTuple

from kaizen_site.gather.tree import Folder
from kaizen_site.model.source import Span
from kaizen_site.operations.agents import list_agents, list_packaged
from kaizen_site.operations.catalogue import packaged_event_types
from kaizen_site.operations.configuration import load_configuration
from kaizen_site.operations.editing import find_schema
from kaizen_site.operations.target import installed_agents
from kaizen_site.parse.cursor import Cursor, find_cursor, find_region
from kaizen_site.parse.decision_words import LISTED_STATUSES
from kaizen_site.rules.cron import Cron, explain, parse_cron
from kaizen_site.rules.zones import zone_names
from kaizen_site.schemas.lookup import Place, look_up

_DECISION_KEYS = ("id", "title", "status", "date", "supersedes", "superseded-by")


class Candidate(NamedTuple):
    """A word that could stand at `span`, which it replaces by `text`."""

    label: str
    kind: Literal["key", "agent", "value"]
    detail: str
    text: str
    span: Span


class _Word(NamedTuple):
    label: str
    kind: Literal["key", "agent", "value"]
    detail: str
    colon: str = ""


def complete(root: Path, path: str, text: str, line: int, column: int) -> tuple[Candidate, ...]:
    """All candidates at a place (1-based, code points), in the order in which they should be shown."""
    region = find_region(path, text, line)
    cursor = None if region is None else find_cursor(region, line, column)
    schema = None if region is None else find_schema(path, region, load_configuration(root))
    if region is None or cursor is None or schema is None:
        return ()
    words = _offer_decision(cursor) if schema == "decision" else _offer(root, schema, cursor)
    span = Span(line, cursor.column, line, cursor.end_column)
    raw = region.lines[line - region.line]
    closed = raw[cursor.end_column - 1 - region.indent + len(cursor.quote) :].lstrip().startswith(":")
    return tuple(
        Candidate(word.label, word.kind, word.detail, _write(word, cursor, closed=closed), span)
        for word in dict.fromkeys(words)
    )


def _offer(root: Path, schema: str, cursor: Cursor) -> Iterator[_Word]:
    place = look_up(schema, cursor.path)
    if cursor.part == "key":
        if schema == "schedule" and cursor.path == ("agents",):
            yield from _offer_agents(root, cursor)
        elif place is not None:
            yield from _offer_keys(place, cursor)
        return
    key = next((part for part in reversed(cursor.path) if part != "-"), "")
    if key == "timezone":
        yield from (_Word(zone, "value", "time zone") for zone in sorted(zone_names()))
    elif key == "event_type":
        yield from _offer_event_types(root)
    elif place is not None:
        yield from _offer_values(place)


def _offer_decision(cursor: Cursor) -> Iterable[_Word]:
    if cursor.part == "key" and not cursor.path:
        return [_Word(key, "key", "", ": ") for key in _DECISION_KEYS if key not in cursor.siblings]
    if cursor.path == ("status",):
        return [_Word(status, "value", "status") for status in LISTED_STATUSES]
    return ()


def _offer_agents(root: Path, cursor: Cursor) -> Iterator[_Word]:
    described = {agent.name: agent.description for agent in (*list_packaged(), *list_agents(root))}
    names = installed_agents(Folder(root)) | frozenset(agent.name for agent in list_packaged())
    for name in sorted(names - cursor.siblings):
        yield _Word(name, "agent", described.get(name, ""), ":")


def _offer_keys(place: Place, cursor: Cursor) -> Iterator[_Word]:
    for key, description in place.keys.items():
        if key not in cursor.siblings:
            yield _Word(key, "key", description, ":" if key in place.nested else ": ")


def _offer_event_types(root: Path) -> Iterator[_Word]:
    folders = load_configuration(root).event_types
    own = {
        name.rsplit("/", 1)[-1].removesuffix(".md")
        for folder in folders
        for name in Folder(root).files(folder, ".md")
        if "." in name.removesuffix(".md").rsplit("/", 1)[-1]
    }
    packaged = {event_type.type_id for event_type in packaged_event_types(())}
    yield from (_Word(name, "value", "event type") for name in sorted(own | packaged))


def _offer_values(place: Place) -> Iterator[_Word]:
    for value in place.values:
        yield _Word(str(value).lower() if isinstance(value, bool) else value, "value", "")
    if not place.values:
        for text in place.examples:
            cron = parse_cron(text)
            yield _Word(text, "value", explain(cron) if isinstance(cron, Cron) else "for example")


def _write(word: _Word, cursor: Cursor, *, closed: bool) -> str:
    if word.kind != "value":
        return word.label if closed or cursor.quote else word.label + word.colon
    if cursor.quote:
        return word.label
    boolean = word.label in ("true", "false")
    plain = boolean or (word.label[:1].isalpha() and not any(mark in word.label for mark in ":#{}[]\"',"))
    return word.label if plain else '"' + word.label.replace("\\", "\\\\").replace('"', '\\"') + '"'
