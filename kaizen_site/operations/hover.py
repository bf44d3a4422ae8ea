"""What is known of the word under the pointer: a cron in words, an agent, a key's meaning, a rule's help."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from kaizen_site.cards.registry import find_card
from kaizen_site.model.diagnostic import Card, Finding
from kaizen_site.model.source import Span
from kaizen_site.operations.agents import list_agents, list_packaged
from kaizen_site.operations.configuration import load_configuration
from kaizen_site.operations.editing import find_schema
from kaizen_site.parse.cursor import Cursor, Region, find_cursor, find_region, find_value
from kaizen_site.parse.text import split_lines
from kaizen_site.render.hover import render_agent_hover, render_cron_hover, render_rule_hover
from kaizen_site.rules.cron import Cron, explain, is_zone, next_fires, parse_cron
from kaizen_site.schemas.lookup import look_up

_FIRES = 3
_IGNORE = re.compile(r"kaizen:[ \t]*ignore(?:-file)?\[([^\]]*)\]")
_RULE = re.compile(r"[A-Za-z0-9/-]+")
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9-]*")


class Hover(NamedTuple):
    """Markdown about a stretch of the file."""

    text: str
    span: Span


def explain_place(
    root: Path, path: str, text: str, line: int, column: int, findings: Sequence[Finding], now: datetime
) -> Hover | None:
    """What to show at a place (1-based, code points); None where nothing is known.

    `findings` are those of the file; `now` is the time after which fires are told.
    """
    configuration = load_configuration(root)
    parts = list(_explain_word(root, path, text, (line, column), now))
    cards: dict[Card, Span] = {find.card: find.span for find in findings if _covers(find.span, line, column)}
    cards |= _find_ignored(text, line, column)
    parts += [Hover(render_rule_hover(card, configuration.docs_url), span) for card, span in cards.items()]
    if not parts:
        return None
    return Hover("\n\n---\n\n".join(part.text for part in parts), parts[0].span)


def _explain_word(root: Path, path: str, text: str, at: tuple[int, int], now: datetime) -> Iterator[Hover]:
    line, column = at
    region = find_region(path, text, line)
    cursor = None if region is None else find_cursor(region, line, column)
    schema = None if region is None else find_schema(path, region, load_configuration(root))
    if region is None or schema in (None, "decision"):
        return
    agent_name = _find_agent_name(region, schema, cursor, at)
    if agent_name is not None:
        yield from _explain_agent(root, *agent_name)
    if cursor is None or not cursor.word:
        return
    span = Span(line, cursor.column, line, cursor.end_column)
    key = cursor.word if cursor.part == "key" else cursor.path[-1]
    if cursor.part == "value" and key in ("cron", "cron_expression"):
        told = _explain_cron(cursor.word, _find_zone(region, cursor), now)
        if told is not None:
            yield Hover(told, span)
    place = look_up(str(schema), (*cursor.path, key) if cursor.part == "key" else cursor.path)
    if place is not None and place.description and agent_name is None:
        yield Hover(f"`{key}`: {place.description}", span)


def _explain_cron(text: str, zone: str | None, now: datetime) -> str | None:
    cron = parse_cron(text)
    if not isinstance(cron, Cron):
        return None
    known = zone if zone is not None and is_zone(zone) else "UTC"
    fires = [fire.strftime("%a %d %b %Y %H:%M %Z") for fire in next_fires(cron, known, now, _FIRES)]
    return render_cron_hover(explain(cron), known if zone == known else "UTC: no time zone is given here", fires)


def _find_zone(region: Region, cursor: Cursor) -> str | None:
    """The zone that holds for a cron: the trigger's beside it, or the schedule's at the top."""
    return find_value(region, (*cursor.path[:-1], "timezone")) or find_value(region, ("timezone",))


def _find_agent_name(
    region: Region, schema: str | None, cursor: Cursor | None, at: tuple[int, int]
) -> tuple[str, Span] | None:
    line, column = at
    if schema == "schedule":
        if cursor is None or cursor.part != "key" or cursor.path != ("agents",) or not cursor.word:
            return None
        return cursor.word, Span(line, cursor.column, line, cursor.end_column)
    if schema != "rule-block":
        return None
    raw = region.lines[line - region.line]
    for match in _NAME.finditer(raw):
        start, end = match.start() + 1 + region.indent, match.end() + 1 + region.indent
        if start <= column <= end and raw[match.start() - 1 : match.start()] in ("'", '"'):
            return match.group(), Span(line, start, line, end)
    return None


def _explain_agent(root: Path, name: str, span: Span) -> Iterator[Hover]:
    for agent in (*list_agents(root), *list_packaged()):
        if agent.name == name:
            yield Hover(render_agent_hover(agent), span)
            return


def _find_ignored(text: str, line: int, column: int) -> dict[Card, Span]:
    """The rule that the pointer stands on in a comment that ignores it."""
    lines = split_lines(text)
    raw = lines[line - 1] if line <= len(lines) else ""
    for match in _IGNORE.finditer(raw):
        for word in _RULE.finditer(raw, match.start(1), match.end(1)):
            card = find_card(word.group())
            if card is not None and word.start() < column <= word.end() + 1:
                return {card: Span(line, word.start() + 1, line, word.end() + 1)}
    return {}


def _covers(span: Span, line: int, column: int) -> bool:
    return span[:2] <= (line, column) <= span[2:]
