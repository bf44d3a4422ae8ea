"""Typed readings of YAML values: text stays text until somebody asks here for another type."""

from __future__ import annotations

import re
from collections.abc import Mapping

from kaizen_site.model.source import Plain, Value

TRUE_WORDS = frozenset({"true", "True", "TRUE"})
FALSE_WORDS = frozenset({"false", "False", "FALSE"})
NULL_WORDS = frozenset({"", "~", "null", "Null", "NULL"})
LOOSE_BOOLEANS = {"yes": True, "on": True, "y": True, "no": False, "off": False, "n": False}
_NUMBER = re.compile(r"[-+]?(?:\d[\d_]*)(?:\.\d*)?(?:[eE][-+]?\d+)?\Z")


def is_null(value: Value | None) -> bool:
    """Whether the value is absent or an unquoted null."""
    return value is None or (isinstance(value, Plain) and value in NULL_WORDS)


def as_boolean(value: Value | None) -> bool | None:
    """An unquoted true or false; None for anything else."""
    if isinstance(value, Plain):
        if value in TRUE_WORDS:
            return True
        if value in FALSE_WORDS:
            return False
    return None


def as_number(value: Value | None) -> float | None:
    """An unquoted decimal number; None for anything else."""
    if isinstance(value, Plain) and _NUMBER.match(value):
        return float(value.replace("_", ""))
    return None


def as_text(value: Value | None) -> str | None:
    """The text of a scalar that is not null; None for a list, a mapping or null."""
    if isinstance(value, str) and not is_null(value):
        return str(value)
    return None


def as_texts(value: Value | None) -> tuple[str, ...] | None:
    """A list of scalars, or one scalar as a list of one; None for any other shape."""
    if isinstance(value, str):
        return () if is_null(value) else (str(value),)
    if value is None or isinstance(value, Mapping):
        return None
    texts = [as_text(item) for item in value]
    return None if any(text is None for text in texts) else tuple(text for text in texts if text is not None)


def name_shape(value: Value | None) -> str:
    """What a value is, in words for a message: "a list", "the number 1", "the text “x”"."""
    if is_null(value):
        return "empty"
    if isinstance(value, Mapping):
        return "a mapping"
    if isinstance(value, str):
        if as_boolean(value) is not None:
            return f"the boolean {value}"
        shown = value if len(value) <= 40 else value[:39] + "…"
        if as_number(value) is not None:
            return f"the number {shown}"
        return f'the text "{shown}"'
    return "a list"


def to_json(value: Value | None) -> object:
    """Plain Python as a YAML reader with JSON's types would give it: for templates, twins and schemas."""
    if value is None or is_null(value):
        return None
    if isinstance(value, str):
        boolean = as_boolean(value)
        if boolean is not None:
            return boolean
        number = as_number(value)
        if number is not None:
            return int(number) if number.is_integer() and "." not in value and "e" not in value.lower() else number
        return str(value)
    if isinstance(value, Mapping):
        return {key: to_json(item) for key, item in value.items()}
    return [to_json(item) for item in value]
