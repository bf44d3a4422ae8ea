"""A comment that switches rules off for a line or for its file."""

from __future__ import annotations

from dataclasses import dataclass

from kaizen_site.model.source import Span


@dataclass(frozen=True, slots=True)
class Ignore:
    """One comment `kaizen: ignore[rule, …] reason` or `kaizen: ignore-file[rule, …] reason`.

    `span` is the comment, whose first line it is always meant for; `lines` are the first and the last line that it is
    meant for beside it, or None for the whole file. `rules` are the words in the brackets, as written, with their
    places. Deleting `whole` takes the comment away without a trace.
    """

    path: str
    span: Span
    whole: Span
    rules: tuple[tuple[str, Span], ...]
    reason: str
    lines: tuple[int, int] | None

    def covered(self) -> tuple[int | None, ...]:
        """The lines that it is meant for; None alone stands for all of them."""
        if self.lines is None:
            return (None,)
        first, last = self.lines
        lines = tuple(range(first, last + 1))
        return lines if first <= self.span.line <= last else (self.span.line, *lines)
