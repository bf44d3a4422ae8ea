"""Text gets into HTML, JSON, front matter and markdown without becoming markup there."""

from __future__ import annotations

import json
import re
from typing import Any

_HTML = {ord("&"): "&amp;", ord("<"): "&lt;", ord(">"): "&gt;", ord('"'): "&quot;", ord("'"): "&#39;"}
_JSON = {ord("<"): "\\u003c", ord(">"): "\\u003e", ord("&"): "\\u0026", 0x2028: "\\u2028", 0x2029: "\\u2029"}
# Look-alikes: single guillemets, prime, right quote, full-width ampersand and backslash, ornamental braces.
_HARMLESS = str.maketrans("<>\"'&\\{}", "\u2039\u203a\u2033\u2019\uff06\uff3c\u2774\u2775")
_MARKDOWN = re.compile(r"([\\`*_\[\]<>|~])")
_BLANKS = re.compile(
    r"[\s\x00-\x1f\x7f-\x9f\u2028\u2029\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\U000e0000-\U000e007f]+"
)
_PLAIN = re.compile(r"[A-Za-z0-9.,:;/%()+-]*\Z")
_RUN = re.compile(r"`{3,}")


def escape_html(text: str) -> str:
    """Right in an element and in a quoted attribute."""
    return text.translate(_HTML)


def escape_json(value: Any) -> str:
    """JSON that is right inside a `script` element."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True).translate(_JSON)


def make_harmless(text: str, limit: int = 200) -> str:
    """One line that no template, YAML reader or search page takes for markup: look-alikes, no control characters."""
    return _BLANKS.sub(" ", text).strip().translate(_HARMLESS)[:limit]


def escape_markdown(text: str) -> str:
    """One line of plain text for markdown: no blank runs, every special character escaped."""
    if _PLAIN.match(text):
        return text
    return _MARKDOWN.sub(r"\\\1", _BLANKS.sub(" ", text).strip())


def fence_text(text: str, language: str = "text") -> str:
    """A fenced block whose fence is longer than any run of backticks in the text."""
    longest = max((len(run) for run in _RUN.findall(text)), default=2)
    fence = "`" * (longest + 1)
    return f"{fence}{language}\n{text}{'' if text.endswith(chr(10)) else chr(10)}{fence}\n"
