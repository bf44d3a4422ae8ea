"""Small marks as HTML: a status is a shape, a word and a colour; runs are tall and short bars."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from markupsafe import Markup

from kaizen_site.render.escape import escape_html
from kaizen_site.render.site.words import STATES

_TICKED = re.compile(r"`([^`]+)`")
_SHAPES = {
    "check": '<circle cx="8" cy="8" r="8"/><path class="kz-i__in" d="m4.4 8.3 2.4 2.4 4.8-5"/>',
    "triangle": '<path d="M8 1 16 15H0z"/><path class="kz-i__in" d="M8 6v4m0 1.6v1.4"/>',
    "cross": '<path d="M4.7 0h6.6L16 4.7v6.6L11.3 16H4.7L0 11.3V4.7z"/><path class="kz-i__in" d="m5 5 6 6m0-6-6 6"/>',
    "pause": '<circle cx="8" cy="8" r="8"/><path class="kz-i__in" d="M6 5v6m4-6v6"/>',
    "ring": '<path fill-rule="evenodd" d="M8 0a8 8 0 1 0 0 16A8 8 0 0 0 8 0m0 3a5 5 0 1 1 0 10A5 5 0 0 1 8 3"/>',
    "arrow": '<circle cx="8" cy="8" r="8"/><path class="kz-i__in" d="M4.5 8h7m-3-3 3 3-3 3"/>',
}


@lru_cache(maxsize=256)
def status_badge(state: str, word: str | None = None) -> Markup:
    """The badge of a state; one that is not known is shown as text."""
    known = STATES.get(state)
    if known is None:
        return Markup(f'<span class="kz-tag">{escape_html(word or state)}</span>')  # noqa: S704 - escaped
    own, colour, shape = known
    svg = f'<svg class="kz-i" viewBox="0 0 16 16" aria-hidden="true">{_SHAPES[shape]}</svg>'
    return Markup(f'<span class="kz-st kz-st--{colour}">{svg}{escape_html(word or own)}</span>')  # noqa: S704 - escaped


def show_ticks(text: str) -> Markup:
    """A message of ours: what stands in backticks is shown as code."""
    return Markup(_TICKED.sub(r"<code>\1</code>", escape_html(text)))  # noqa: S704 - escaped before


def run_strip(recent: Sequence[bool]) -> Markup:
    """The last runs, oldest first: a tall bar passed, a short one failed."""
    return _draw_strip(tuple(recent)) if recent else Markup("")


@lru_cache(maxsize=4096)
def _draw_strip(recent: tuple[bool, ...]) -> Markup:
    bars = "".join(
        f'<rect x="{index * 5}" width="4" height="12"/>'
        if passed
        else f'<rect class="f" x="{index * 5}" y="7" width="4" height="5"/>'
        for index, passed in enumerate(recent)
    )
    failed = sum(1 for passed in recent if not passed)
    label = f"Last {len(recent)} runs, oldest first: {len(recent) - failed} passed, {failed} failed"
    width = len(recent) * 5
    return Markup(  # noqa: S704 - numbers and constants only
        f'<svg class="kz-strip" role="img" aria-label="{label}" viewBox="0 0 {width} 12" width="{width}" height="12">'
        f"{bars}</svg>"
    )
