"""Whether definitions mean something: triggers fire, event types are registered, names are bound, ids are unique."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from kaizen_site.cards import definition as cards
from kaizen_site.check.cron import CronCards, check_cron, check_timezone
from kaizen_site.check.rule import check_rules
from kaizen_site.check.scope import find_contexts
from kaizen_site.model.catalogue import EventType
from kaizen_site.model.definition import Definition
from kaizen_site.model.diagnostic import Diagnostic, Related
from kaizen_site.model.source import At
from kaizen_site.rules.cron import is_zone
from kaizen_site.rules.mending import find_meant, write_word
from kaizen_site.rules.nearest import nearest
from kaizen_site.rules.wording import shorten

_ANY_NAME = "definition"  # where each definition has a folder of its own
_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\Z")
_CARDS = CronCards(
    cards.CRON_INVALID,
    cards.CRON_NEVER_FIRES,
    cards.CRON_BOTH_DAYS,
    cards.CRON_CLOCK_CHANGE,
    cards.TIMEZONE_UNKNOWN,
)


def check_definitions(
    definitions: Sequence[Definition], event_types: Sequence[EventType], known_agents: frozenset[str]
) -> Iterator[Diagnostic]:
    """The faults of meaning of definitions that lie side by side; `event_types` is the whole registry.

    It may be asked about definitions with faults of shape as well: from what could not be read nothing is concluded.
    """
    registry = {event_type.type_id: event_type for event_type in event_types}
    yield from _check_ids(definitions)
    yield from _check_files(definitions)
    for definition in definitions:
        yield from _check_trigger(definition, registry)
        yield from _check_sources(definition)
        roots, loose = find_contexts(definition, registry, known_agents)
        yield from check_rules(definition, roots, loose)


def _check_ids(definitions: Sequence[Definition]) -> Iterator[Diagnostic]:
    by_id: dict[str, list[Definition]] = {}
    for definition in definitions:
        by_id.setdefault(definition.id, []).append(definition)
    where = At(("id",))
    for name, same in by_id.items():
        if not name or len(same) < 2:
            continue
        for definition in same:
            others = [other.path for other in same if other is not definition]
            shown = ", ".join(f"`{path}`" for path in others)
            message = f"the id `{shorten(name)}` is also that of {shown}"
            related = tuple(Related(path, where, "the same id") for path in others)
            yield cards.DUPLICATE_ID.at(
                definition.path, where, message, help="give one of them another id", related=related
            )


def _check_files(definitions: Sequence[Definition]) -> Iterator[Diagnostic]:
    """A file is called like its id, which may have an owner's prefix besides."""
    taken = [definition.id for definition in definitions]
    for definition in definitions:
        name = definition.path.rpartition("/")[2]
        stem, wanted = name.removesuffix(".md"), definition.id
        if stem in (wanted, _ANY_NAME) or wanted.endswith(f"-{stem}"):
            continue
        if not _ID.match(wanted) or taken.count(wanted) > 1:
            continue
        message = f"the id is `{shorten(wanted)}`, the file is called `{shorten(name)}`"
        help_text = f"rename the file to `{shorten(wanted)}.md`"
        yield cards.FILE_MISMATCH.at(definition.path, At(("id",)), message, help=help_text)


def _check_trigger(definition: Definition, registry: Mapping[str, EventType]) -> Iterator[Diagnostic]:
    trigger, path = definition.trigger, definition.path
    timezone = trigger.timezone
    if timezone is not None and not is_zone(timezone):
        yield from check_timezone(_CARDS, path, ("trigger", "timezone"), timezone)
        timezone = None
    if trigger.cron_expression is not None:
        yield from check_cron(_CARDS, path, ("trigger", "cron_expression"), trigger.cron_expression, timezone)
    if trigger.event_type is not None and trigger.event_type not in registry:
        name = trigger.event_type.removeprefix("activity.")
        near = nearest(name, registry)
        message = f"the event type `{shorten(trigger.event_type)}` is not registered"
        help_text = f"did you mean `{near}`?" if near else cards.EVENT_TYPE_UNKNOWN.remedy
        pointer = ("trigger", "event_type")
        meant = find_meant(name, registry, closed=False)
        fix = None if meant is None else write_word(pointer, trigger.event_type, meant.word, safe=meant.certain)
        yield cards.EVENT_TYPE_UNKNOWN.at(path, At(pointer), message, help=help_text, fix=fix)


def _check_sources(definition: Definition) -> Iterator[Diagnostic]:
    if definition.trigger.type in ("", "event"):
        return
    for index, source in enumerate(definition.context_sources):
        if source.type == "event-payload":
            where = At(("context_sources", index, "type"))
            message = f"an event-payload needs an event, and the trigger is of type {definition.trigger.type}"
            help_text = "use `type: resolver`, or an event trigger"
            yield cards.CONTEXT_SOURCE_INVALID.at(definition.path, where, message, help=help_text)
