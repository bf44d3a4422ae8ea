"""What a schema says of one place in a document: its description, the keys there and the values that it takes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kaizen_site.schemas import load_schema

_BRANCHES = ("anyOf", "oneOf", "allOf")


@dataclass(frozen=True, slots=True)
class Place:
    """`keys` are the properties with their descriptions, `values` what is taken and `examples` what could stand there.

    Values and examples are scalars; null is left out.
    """

    description: str
    keys: Mapping[str, str]
    values: tuple[str | bool, ...]
    examples: tuple[str, ...]
    nested: frozenset[str] = frozenset()


def look_up(name: str, path: Sequence[str]) -> Place | None:
    """The place behind a path of keys, where "-" is an item of a list; None where the schema says nothing of it."""
    root = load_schema(name)
    found = [root]
    for key in path:
        found = [inner for schema in found for inner in _step(root, schema, key)]
    parts = [part for schema in found for part in _spread(root, schema)]
    if not parts:
        return None
    keys: dict[str, dict[str, Any]] = {}
    for part in parts:
        for key, inner in part.get("properties", {}).items():
            keys.setdefault(key, inner)
    return Place(
        next((part["description"] for part in parts if "description" in part), ""),
        {key: _describe(root, inner) for key, inner in keys.items()},
        tuple(dict.fromkeys(value for part in parts for value in _values(part))),
        tuple(dict.fromkeys(one for part in parts for one in part.get("examples", ()) if isinstance(one, str))),
        frozenset(key for key, inner in keys.items() if _is_nested(root, inner)),
    )


def _step(root: Mapping[str, Any], schema: Mapping[str, Any], key: str) -> Iterator[dict[str, Any]]:
    for part in _spread(root, schema):
        if key == "-":
            inner = part.get("items")
        else:
            inner = part.get("properties", {}).get(key, part.get("additionalProperties"))
        if isinstance(inner, dict):
            yield inner


def _spread(root: Mapping[str, Any], schema: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """The schema, then what it refers to and its branches."""
    yield dict(schema)
    reference = schema.get("$ref")
    if reference is not None:
        yield from _spread(root, root["$defs"][reference.rsplit("/", 1)[-1]])
    for word in _BRANCHES:
        for branch in schema.get(word, ()):
            yield from _spread(root, branch)


def _describe(root: Mapping[str, Any], schema: Mapping[str, Any]) -> str:
    return next((part["description"] for part in _spread(root, schema) if "description" in part), "")


def _values(part: Mapping[str, Any]) -> Iterator[str | bool]:
    if "const" in part:
        yield part["const"]
    yield from (value for value in part.get("enum", ()) if isinstance(value, str | bool))
    if "enum" not in part and "const" not in part and part.get("type") in ("boolean", ["boolean", "null"]):
        yield from (True, False)


def _is_nested(root: Mapping[str, Any], schema: Mapping[str, Any]) -> bool:
    kinds = [kind for part in _spread(root, schema) for kind in _kinds(part)]
    return bool(kinds) and all(kind in ("object", "array", "null") for kind in kinds)


def _kinds(part: Mapping[str, Any]) -> tuple[str, ...]:
    kind = part.get("type", ())
    return (kind,) if isinstance(kind, str) else tuple(kind)
