"""The types that an event's attributes table may name: words of people become JSON's kinds."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

Kind = Literal["string", "integer", "number", "boolean", "object", "array", "any"]
_WORDS: dict[str, Kind] = {
    "string": "string",
    "str": "string",
    "text": "string",
    "uuid": "string",
    "date": "string",
    "datetime": "string",
    "date-time": "string",
    "timestamp": "string",
    "url": "string",
    "uri": "string",
    "integer": "integer",
    "int": "integer",
    "number": "number",
    "float": "number",
    "double": "number",
    "decimal": "number",
    "boolean": "boolean",
    "bool": "boolean",
    "object": "object",
    "mapping": "object",
    "map": "object",
    "dict": "object",
    "array": "array",
    "list": "array",
    "any": "any",
}
WORDS = tuple(_WORDS)
_ARRAY = re.compile(r"(?:array|list)(?: of |<|\[)\s*([a-z-]+?)s?\s*[>\]]?\Z|([a-z-]+)\[\]\Z")


class AttributeType(NamedTuple):
    """A kind of JSON value; `items` is the kind in an array, "any" where that is not said."""

    kind: Kind
    items: Kind = "any"


def read_attribute_type(text: str) -> AttributeType | None:
    """The type that a cell names, such as `array of strings` or `string (RFC 3339)`; None when it is no known type."""
    word = re.sub(r"\s*\([^()]*\)\s*\Z", "", text.strip().lower())
    if word in _WORDS:
        return AttributeType(_WORDS[word])
    if word.removesuffix(" or null").removesuffix("?") in _WORDS:
        return AttributeType("any")
    array = _ARRAY.match(word)
    items = None if array is None else _WORDS.get(array[1] or array[2])
    return None if items is None else AttributeType("array", items)
