"""Small turns of phrase that messages share."""

from __future__ import annotations

from collections.abc import Sequence


def shorten(text: str, limit: int = 60) -> str:
    """The text, cut with an ellipsis where a message would drown in it."""
    return text if len(text) <= limit else text[: limit - 1] + "…"


def join_words(words: Sequence[str], conjunction: str = "or") -> str:
    """`a, b or c`."""
    return f"{', '.join(words[:-1])} {conjunction} {words[-1]}" if len(words) > 1 else "".join(words)
