"""Where comments stand in a YAML text that can be read, told by its tokens: a `#` inside a scalar begins none."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

import yaml

from kaizen_site.parse.yaml import make_readable

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_COMMENT = re.compile(r"(?:^|(?<=[ \t\r]))#[^\r\n]*", re.MULTILINE)
_LINE_END = re.compile(r"[\r\n]|\Z")
_HEADER = re.compile(r"[|>][-+0-9]*")


class Layout(NamedTuple):
    """Offsets (code points, ends exclusive) of comments from their `#`, and of scalars."""

    comments: tuple[tuple[int, int], ...]
    scalars: tuple[tuple[int, int], ...]


def find_comments(text: str) -> Layout:
    """The comments and scalars; behind a place that is no YAML, every `#` after a blank counts as a comment."""
    scalars: list[tuple[int, int]] = []
    comments: list[tuple[int, int]] = []
    position = 0
    for start, end, style in _scan_scalars(text):
        comments += _search(text, position, start)
        position = end
        if style in ("|", ">"):
            # A block's first line is its header, and a comment may stand behind it.
            header = _HEADER.match(text, start)
            line_end = _LINE_END.search(text, start)
            if header is not None and line_end is not None:
                comments += _search(text, header.end(), line_end.start())
            position = start + len(text[start:end].rstrip())
        scalars.append((start, position))
    comments += _search(text, position, len(text))
    return Layout(tuple(comments), tuple(scalars))


def _search(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    return (match.span() for match in _COMMENT.finditer(text, start, end))


def _scan_scalars(text: str) -> Iterator[tuple[int, int, str | None]]:
    try:
        for token in yaml.scan(make_readable(text), Loader=_Loader):
            if isinstance(token, yaml.ScalarToken):
                yield token.start_mark.index, token.end_mark.index, token.style
    except (yaml.YAMLError, ValueError):
        return
