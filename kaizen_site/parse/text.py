"""Bytes become text, or an explanation why not. Line ends stay as they are; a byte order mark is taken off."""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_right
from typing import NamedTuple

from kaizen_site.cards import text as cards
from kaizen_site.model.diagnostic import Card, Diagnostic, Edit, Fix
from kaizen_site.model.source import Source, Span

# U+FFFE and U+FFFF are no characters; YAML refuses them as it does the C0 and C1 controls.
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")
# The flags of England, Scotland and Wales are the only emoji written with tag characters: gbeng, gbsct, gbwls.
_REGIONS = "|".join("".join(chr(0xE0000 + ord(letter)) for letter in region) for region in ("gbeng", "gbsct", "gbwls"))
_FLAG = f"\U0001f3f4(?:{_REGIONS})\U000e007f"
_OVERRIDE_OR_TAG = "[\u202a-\u202e\u2066-\u2069\U000e0000-\U000e007f]"
# One variation selector chooses a glyph; a run of them carries bytes.
_SELECTORS = "[\ufe00-\ufe0f\U000e0100-\U000e01ef]{4,}"
_HIDDEN = re.compile(f"{_FLAG}|({_OVERRIDE_OR_TAG}|{_SELECTORS})")
# Joiners and direction marks are needed beside emoji and in many scripts, never between two ASCII characters.
_ZERO_WIDTH = re.compile("[\u180e\u200b\u2060-\u2064\ufeff]|(?<![^\x00-\x7f])[\u200c-\u200f]+(?![^\x00-\x7f])")
_LINE_END = re.compile("\r\n|\n|\r")
_LONGEST_LINE = 65_536


class Text(NamedTuple):
    """A decoded file; `digest` is the sha256 of its bytes in hexadecimal."""

    path: str
    text: str
    digest: str


class LineTable:
    """Turns offsets of a text (code points) into lines and columns (1-based): built once, asked often."""

    __slots__ = ("_starts",)

    def __init__(self, text: str) -> None:
        self._starts = [0, *(match.end() for match in _LINE_END.finditer(text))]

    def place(self, offset: int) -> tuple[int, int]:
        """Line and column of an offset."""
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1

    def span(self, start: int, end: int) -> Span:
        """The span of two offsets, the second exclusive."""
        return Span(*self.place(start), *self.place(end))

    def offset(self, line: int, column: int = 1) -> int:
        """The offset of a line and column that lie in the text."""
        return self._starts[line - 1] + column - 1


def decode(source: Source) -> tuple[Text | None, list[Diagnostic]]:
    """The text of a source and what is wrong with its bytes; no text when it can't be used."""
    path = source.path
    if source.refusal is not None:
        return None, [cards.NOT_READ.at(path, None, f"{path} {source.refusal}")]
    digest = hashlib.sha256(source.content).hexdigest()
    try:
        text = source.content.decode("utf-8")
    except UnicodeDecodeError as error:
        return None, [_explain_encoding(path, source.content, error)]
    diagnostics = []
    if text.startswith("\ufeff"):
        text = text[1:]
        diagnostics.append(
            cards.BYTE_ORDER_MARK.at(
                path,
                Span(1, 1, 1, 1),
                "the file begins with an invisible byte order mark",
                help=cards.BYTE_ORDER_MARK.remedy,
                # It has no column, so nothing in place of nothing takes it off (`derive.fix`).
                fix=Fix("take it off", (Edit(Span(1, 1, 1, 1), ""),)),
            )
        )
    if not text.strip():
        return None, [*diagnostics, cards.EMPTY.at(path, None, "the file is empty", help=cards.EMPTY.remedy)]
    diagnostics += _find_characters(path, text)
    # What a program writes need not be read line by line.
    if len(text) > _LONGEST_LINE and not path.endswith(".json"):
        diagnostics += _find_long_lines(path, text)
    return Text(path, text, digest), diagnostics


def split_lines(text: str) -> list[str]:
    """Lines without their ends; only LF, CRLF and CR end one."""
    return _LINE_END.split(text)


def span_at(text: str, start: int, end: int) -> Span:
    """The span of two offsets into a text; for many of one text, keep a `LineTable`."""
    return LineTable(text).span(start, end)


def _explain_encoding(path: str, content: bytes, error: UnicodeDecodeError) -> Diagnostic:
    before = content[: error.start].decode("utf-8").removeprefix("\ufeff")
    line, column = LineTable(before).place(len(before))
    message = f"byte {error.start} (0x{content[error.start]:02x}) is not UTF-8"
    return cards.NOT_UTF8.at(path, Span(line, column, line, column + 1), message, help=cards.NOT_UTF8.remedy)


def _find_characters(path: str, text: str) -> list[Diagnostic]:
    controls = _report(cards.CONTROL_CHARACTER, path, text, [match.span() for match in CONTROL.finditer(text)])
    if text.isascii():
        return controls
    return [
        *controls,
        *_report(cards.HIDDEN_CHARACTER, path, text, [match.span() for match in _HIDDEN.finditer(text) if match[1]]),
        *_report(cards.ZERO_WIDTH, path, text, [match.span() for match in _ZERO_WIDTH.finditer(text)]),
    ]


def _find_long_lines(path: str, text: str) -> list[Diagnostic]:
    lengths = [(number, len(line)) for number, line in enumerate(split_lines(text), 1) if len(line) > _LONGEST_LINE]
    if not lengths:
        return []
    number, length = lengths[0]
    more = "" if len(lengths) == 1 else f", and {len(lengths) - 1} more like it"
    message = f"line {number} has {length:,} characters; over {_LONGEST_LINE:,} nobody sees all of it{more}"
    return [cards.LINE_TOO_LONG.at(path, Span(number, 1, number, 2), message, help=cards.LINE_TOO_LONG.remedy)]


_NAMES = {
    cards.CONTROL_CHARACTER: ("control character", "control characters"),
    cards.HIDDEN_CHARACTER: ("character that a reader does not see", "characters that a reader does not see"),
    cards.ZERO_WIDTH: ("character without width", "characters without width"),
}


def _report(card: Card, path: str, text: str, spans: list[tuple[int, int]]) -> list[Diagnostic]:
    """One finding a file for all characters of a sort, at the first of them."""
    if not spans:
        return []
    count = sum(end - start for start, end in spans)
    points = sorted({ord(character) for start, end in spans for character in text[start:end]})
    shown = ", ".join(f"U+{point:04X}" for point in points[:6]) + (" …" if len(points) > 6 else "")
    one, many = _NAMES[card]
    message = f"{count} {one if count == 1 else many}: {shown}"
    return [card.at(path, span_at(text, *spans[0]), message, help=card.remedy)]
