"""What a rule can see: the shapes of the values behind `context`, `event` and the loop's name, where they are known."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple, TypeAlias

from kaizen_site.model.catalogue import EventAttribute, EventType
from kaizen_site.model.definition import SCHEDULED_RUN_FIELDS, Definition, Rule
from kaizen_site.model.schedule import CADENCES
from kaizen_site.rules.attribute_type import read_attribute_type
from kaizen_site.rules.firing import RESOLVER


class Scalar(NamedTuple):
    """A text, number, boolean or null; `values` are all that a text can be, and `what` says what they name."""

    kind: str
    values: tuple[str, ...] | None = None
    what: str = "value"


class Record(NamedTuple):
    """Something with these fields and no others; `what` names it in a sentence."""

    what: str
    fields: Mapping[str, Shape]


class Items(NamedTuple):
    """A list of one shape."""

    item: Shape


Shape: TypeAlias = Scalar | Record | Items | None
"""None is a value of which nothing is known."""


class Scope(NamedTuple):
    """The bound names of one rule.

    `loose` holds the roots whose missing names mean nothing, because a source or the loop could not be read; "*" in
    it stands for every root. `bind_as` is None without a loop.
    """

    roots: Mapping[str, Shape]
    loose: frozenset[str]
    bind_as: str | None


def describe_shape(shape: Shape) -> str:
    """The shape in words."""
    if isinstance(shape, Record):
        return shape.what
    if isinstance(shape, Items):
        return "a list"
    words = {"string": "a text", "number": "a number", "boolean": "true or false", "null": "null"}
    return "a value" if shape is None else words[shape.kind]


def find_contexts(
    definition: Definition, event_types: Mapping[str, EventType], known_agents: frozenset[str]
) -> tuple[dict[str, Shape], frozenset[str]]:
    """The roots that every rule of the definition sees, and which of them are loose."""
    event_type = event_types.get(definition.trigger.event_type or "")
    payload = None if event_type is None else make_payload(event_type)
    contexts: dict[str, Shape] = {}
    for source in definition.context_sources:
        shape: Shape = None
        if source.type == "event-payload":
            shape = payload
        elif source.type == "resolver" and source.query == RESOLVER:
            shape = Items(make_run(known_agents))
        contexts[source.name] = shape
    loose = frozenset({"context"}) if "" in contexts else frozenset()
    roots: dict[str, Shape] = {"context": Record("the context", contexts)}
    if definition.trigger.type == "event":
        texts = dict.fromkeys(("id", "type", "version", "timestamp", "publisher"), Scalar("string"))
        roots["event"] = Record("an event", {**texts, "attributes": payload})
    elif not definition.trigger.type:
        loose |= {"event"}
    return roots, loose


def bind_loop(roots: Mapping[str, Shape], loose: frozenset[str], rule: Rule, item: Shape) -> Scope:
    """The scope of one rule; `item` is the shape of what it loops over."""
    if rule.for_each is None:
        return Scope(roots, loose, None)
    if not rule.bind_as:
        return Scope(roots, loose | {"*"}, None)
    return Scope({**roots, rule.bind_as: item}, loose, rule.bind_as)


def make_run(known_agents: frozenset[str]) -> Record:
    """A scheduled run, as the resolver gives it."""
    fields: dict[str, Shape] = dict.fromkeys(SCHEDULED_RUN_FIELDS, Scalar("string"))
    fields["agent"] = Scalar("string", tuple(sorted(known_agents)) or None, "agent")
    fields["cadence"] = Scalar("string", CADENCES, "cadence")
    fields["enabled"] = Scalar("boolean")
    return Record("a scheduled run", fields)


def make_payload(event_type: EventType) -> Shape:
    """The attributes of an event; None where its file lists none."""
    if not event_type.attributes:
        return None
    return _make_level(event_type.attributes, "", f"the payload of {event_type.type_id}")


def _make_level(attributes: Sequence[EventAttribute], prefix: str, what: str) -> Record:
    fields: dict[str, Shape] = {}
    for attribute in attributes:
        if not attribute.name.startswith(prefix):
            continue
        head, _, rest = attribute.name.removeprefix(prefix).partition(".")
        name = head.removesuffix("[]")
        if name in fields:
            continue
        nested = [other for other in attributes if other.name.startswith(f"{prefix}{head}.")]
        if nested:
            level = _make_level(attributes, f"{prefix}{head}.", f"`{prefix}{head}`")
            fields[name] = Items(level) if head.endswith("[]") else level
        elif not rest:
            fields[name] = _read_shape(attribute.type)
    return Record(what, fields)


def _read_shape(text: str) -> Shape:
    found = read_attribute_type(text)
    if found is None or found.kind in ("object", "any"):
        return None
    if found.kind == "array":
        return Items(None if found.items in ("object", "array", "any") else Scalar(_plain_kind(found.items)))
    return Scalar(_plain_kind(found.kind))


def _plain_kind(kind: str) -> str:
    return "number" if kind == "integer" else kind
