"""Paths such as `context.metrics.summary["success_rate"]`: how conditions and templates name and find a value."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple


class Step(NamedTuple):
    """A field's name or an index, with the offsets of the name or number itself."""

    key: str | int
    start: int
    end: int


class NamePath(NamedTuple):
    """A name and what is taken of its value; `text` is the path as written."""

    name: str
    steps: tuple[Step, ...]
    text: str
    start: int
    end: int

    @property
    def name_end(self) -> int:
        """Where the first name ends; it begins at `start`."""
        return self.start + len(self.name)


class Unresolved(Exception):
    """A path leads nowhere in a given context; `name` is the path as written."""

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(f"`{name}` has no value: {reason}")
        self.name = name


def resolve(path: NamePath, context: Mapping[str, object]) -> object:
    """The value at the path; raises Unresolved where a name, field or index is missing. Null is a value."""
    if path.name not in context:
        raise Unresolved(path.text, f"`{path.name}` is not bound")
    value = context[path.name]
    for step in path.steps:
        value = _take(value, step.key, path)
    return value


def _take(value: object, key: str | int, path: NamePath) -> object:
    if isinstance(key, str):
        if isinstance(value, Mapping):
            if key in value:
                return value[key]
            raise Unresolved(path.text, f"the field `{key}` is missing")
    elif isinstance(value, Sequence) and not isinstance(value, str):
        if key < len(value):
            return value[key]
        raise Unresolved(path.text, f"the list has {len(value)} items, so there is no [{key}]")
    wanted = f"the field `{key}`" if isinstance(key, str) else f"[{key}]"
    raise Unresolved(path.text, f"{wanted} can't be taken of {_name_kind(value)}")


def _name_kind(value: object) -> str:
    if value is None:
        return "null"
    if isinstance(value, str):
        return "a text"
    if isinstance(value, bool):
        return "true or false"
    if isinstance(value, int | float):
        return "a number"
    return "a list" if isinstance(value, Sequence) else "a mapping"
