"""Columns in an editor's units: a character beyond the first 65,536 counts twice in UTF-16, and more bytes in UTF-8."""

from __future__ import annotations

from typing import Literal, TypeAlias

Encoding: TypeAlias = Literal["utf-8", "utf-16", "utf-32"]


def to_units(line: str, column: int, encoding: Encoding) -> int:
    """The 0-based offset in units of a 1-based column in code points; a column behind the line is its end."""
    before = line[: max(column - 1, 0)]
    if encoding == "utf-32" or before.isascii():
        return len(before)
    return sum(_measure(character, encoding) for character in before)


def from_units(line: str, offset: int, encoding: Encoding) -> int:
    """The 1-based column in code points of a 0-based offset in units; half a character counts as its beginning."""
    units = 0
    for index, character in enumerate(line):
        units += _measure(character, encoding)
        if units > offset:
            return index + 1
    return len(line) + 1


def _measure(character: str, encoding: Encoding) -> int:
    point = ord(character)
    if encoding == "utf-32":
        return 1
    if encoding == "utf-16":
        return 1 + (point > 0xFFFF)
    return 1 + (point > 0x7F) + (point > 0x7FF) + (point > 0xFFFF)
