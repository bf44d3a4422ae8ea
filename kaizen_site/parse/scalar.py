"""Where the characters of a scalar's value stand in its source: plain, quoted, folded and literal.

The source is walked beside the value by libyaml's own rules of folding, so every character of the value gets the
stretch of source that it was read from.
"""

from __future__ import annotations

import re
from typing import TypeAlias

_BREAK = re.compile("\r\n|\n|\r")
_BLANKS = re.compile("[ \t\r\n]+")
_ESCAPE = re.compile(r"\\(?:x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|[^\r\n])")
_ESCAPED_BREAK = re.compile(r"\\(?=[\r\n])")
_LEADING_BLANKS = re.compile("[ \t]*")

Stretch: TypeAlias = tuple[int, int]
"""Two offsets, the second exclusive."""


def locate_within(raw: str, style: str | None, value: str, first: int, last: int) -> Stretch:
    """The stretch of `raw` that the value's characters from `first` to `last` (exclusive) were read from.

    `raw` is the scalar's source between libyaml's marks. A line end that was folded into a blank has no width.
    """
    block = style in ("|", ">")
    stretches = (_map_block(raw, value, folded=style == ">") if block else _map_flow(raw, style))[: len(value)]
    end = stretches[-1][1] if stretches else _opening_width(raw, style)
    first = min(first, len(stretches))
    last = min(last, len(stretches))
    begin = stretches[first][0] if first < len(stretches) else end
    return begin, stretches[last - 1][1] if last > first else begin


def _opening_width(raw: str, style: str | None) -> int:
    return 1 if style in ('"', "'") and raw else 0


def _map_flow(raw: str, style: str | None) -> list[Stretch]:
    """Plain and quoted scalars, whose line ends are folded."""
    stretches: list[Stretch] = []
    position = _opening_width(raw, style)
    end = len(raw) - _opening_width(raw, style)
    while position < end:
        if style == '"' and raw[position] == "\\":
            position = _map_escape(raw, position, stretches)
        elif style == "'" and raw.startswith("''", position):
            stretches.append((position, position + 2))
            position += 2
        elif blanks := _BLANKS.match(raw, position, end):
            stretches += _fold(raw, blanks.start(), blanks.end())
            position = blanks.end()
        else:
            stretches.append((position, position + 1))
            position += 1
    return stretches


def _map_escape(raw: str, position: int, stretches: list[Stretch]) -> int:
    if _ESCAPED_BREAK.match(raw, position):
        blanks = _BLANKS.match(raw, position + 1)
        stop = blanks.end() if blanks else position + 1
        # The escaped line end itself gives nothing, each empty line behind it a line end.
        stretches += [(match.start(), match.start()) for match in _BREAK.finditer(raw, position + 1, stop)][1:]
        return stop
    escape = _ESCAPE.match(raw, position)
    stop = escape.end() if escape else position + 1
    stretches.append((position, stop))
    return stop


def _fold(raw: str, start: int, stop: int) -> list[Stretch]:
    """A run of blanks: kept as it is inside a line; one line end becomes a blank, more of them one less."""
    breaks = [(match.start(), match.start()) for match in _BREAK.finditer(raw, start, stop)]
    if not breaks:
        return [(offset, offset + 1) for offset in range(start, stop)]
    return breaks if len(breaks) == 1 else breaks[1:]


def _map_block(raw: str, value: str, *, folded: bool) -> list[Stretch]:
    """Literal and folded blocks: the lines below the header without their indentation."""
    header = _BREAK.search(raw)
    if header is None:
        return []
    indent = _block_indent(raw, header.end(), value)
    stretches: list[Stretch] = []
    breaks: list[Stretch] = []
    was_blank = True
    for start, stop in _lines(raw, header.end()):
        content = start + indent
        if content >= stop:  # an empty line, or one of indentation alone
            breaks.append((stop, stop))
            continue
        is_blank = raw[content] in " \t"
        # A single line end between two lines of text is a blank; a longer run loses its first one.
        if folded and stretches and not was_blank and not is_blank and len(breaks) > 1:
            breaks = breaks[1:]
        stretches += breaks
        stretches += [(offset, offset + 1) for offset in range(content, stop)]
        breaks = [(stop, stop)]
        was_blank = is_blank
    return stretches + breaks


def _lines(raw: str, position: int) -> list[Stretch]:
    lines = []
    for match in _BREAK.finditer(raw, position):
        lines.append((position, match.start()))
        position = match.end()
    if position < len(raw):
        lines.append((position, len(raw)))
    return lines


def _block_indent(raw: str, start: int, value: str) -> int:
    """The block's indentation: what the first line of text in the source has more than the value's."""
    for line, stop in _lines(raw, start):
        blanks = _LEADING_BLANKS.match(raw, line, stop)
        width = blanks.end() - line if blanks else 0
        if line + width < stop:
            return width - _leading_width(value)
    return 0


def _leading_width(value: str) -> int:
    text = value.lstrip(" \t\n")
    before = value[: len(value) - len(text)]
    return len(before) - before.rfind("\n") - 1
