"""Whether the registry of events agrees with itself: one file a type, and attributes that lie in objects."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kaizen_site.cards import event_type as cards
from kaizen_site.model.catalogue import EventType
from kaizen_site.model.diagnostic import Diagnostic, Related
from kaizen_site.model.source import At
from kaizen_site.rules.attribute_type import read_attribute_type


def check_event_types(event_types: Sequence[EventType]) -> Iterator[Diagnostic]:
    """The faults of meaning of all event types of one registry."""
    by_id: dict[str, list[EventType]] = {}
    for event_type in event_types:
        by_id.setdefault(event_type.type_id, []).append(event_type)
    where = At(("type_id",))
    for name, same in by_id.items():
        for event_type in same if name and len(same) > 1 else ():
            others = [other.path for other in same if other is not event_type]
            shown = ", ".join(f"`{path}`" for path in others)
            message = f"the event type `{name}` is also described in {shown}"
            related = tuple(Related(path, where, "the same type") for path in others)
            yield cards.DUPLICATE_ID.at(event_type.path, where, message, help="merge the files", related=related)
    for event_type in event_types:
        yield from _check_levels(event_type)


def _check_levels(event_type: EventType) -> Iterator[Diagnostic]:
    kinds = {attribute.name: attribute.type for attribute in event_type.attributes}
    reported = set()
    for attribute in event_type.attributes:
        parent = attribute.name.rpartition(".")[0].removesuffix("[]")
        found = read_attribute_type(kinds.get(parent, "object"))
        if parent in kinds and parent not in reported and found and found.kind not in ("object", "array", "any"):
            reported.add(parent)
            message = f"`{attribute.name}` lies in `{parent}`, which is of type {kinds[parent]} and not an object"
            help_text = f"give `{parent}` the type object"
            yield cards.ATTRIBUTE_INVALID.at(event_type.path, None, message, help=help_text)
