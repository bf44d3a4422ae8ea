from __future__ import annotations

import pytest

from kaizen_site.rules.attribute_type import AttributeType, read_attribute_type


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("string", AttributeType("string")),
        ("Integer", AttributeType("integer")),
        ("string (RFC 3339)", AttributeType("string")),
        ("array of strings", AttributeType("array", "string")),
        ("list[integer]", AttributeType("array", "integer")),
        ("number[]", AttributeType("array", "number")),
        ("string or null", AttributeType("any")),
        ("strng", None),
        ("array of wishes", None),
        ("", None),
    ],
)
def test_words_of_people_become_kinds_of_json(text: str, expected: AttributeType | None) -> None:
    assert read_attribute_type(text) == expected
