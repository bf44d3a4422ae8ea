"""Small turns of phrase that messages share."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence


def shorten(text: str, limit: int = 60) -> str:
    """The text, cut with an ellipsis where a message would drown in it."""
    return text if len(text) <= limit else text[: limit - 1] + "…"


def join_words(words: Sequence[str], conjunction: str = "or") -> str:
    """`a, b or c`."""
    return f"{', '.join(words[:-1])} {conjunction} {words[-1]}" if len(words) > 1 else "".join(words)


def make_printable(text: str) -> str:
    """One line: control, formatting and separating characters become visible escapes, strange blanks plain ones."""
    return text if text.isprintable() else "".join(c if c.isprintable() else _escape(c) for c in text)


def _escape(char: str) -> str:
    point = ord(char)
    if unicodedata.category(char) == "Zs":
        return " "
    return f"\\x{point:02x}" if point < 0x100 else f"\\u{{{point:x}}}"
