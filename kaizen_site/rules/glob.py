"""Patterns for paths: `*` and `?` inside one folder, `**` over any number of folders."""

from __future__ import annotations

import re
from functools import lru_cache

_TOKEN = re.compile(r"(?P<folders>\*\*/)|(?P<rest>\*\*)|(?P<many>\*)|(?P<one>\?)|(?P<text>[^*?]+)")
_MEANING = {"folders": "(?:[^/]+/)*", "rest": ".*", "many": "[^/]*", "one": "[^/]"}


def match_glob(pattern: str, path: str) -> bool:
    """Whether a path with forward slashes fits the whole pattern; one that ends with `/` means all that lies below."""
    return _compile(pattern).match(path) is not None


@lru_cache(maxsize=512)
def _compile(pattern: str) -> re.Pattern[str]:
    pattern = pattern.removeprefix("./")
    if pattern.endswith("/"):
        pattern += "**"
    parts = (_MEANING.get(token.lastgroup or "") or re.escape(token.group()) for token in _TOKEN.finditer(pattern))
    return re.compile("".join(parts) + r"\Z", re.DOTALL)
