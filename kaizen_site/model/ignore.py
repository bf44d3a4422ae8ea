"""A comment that switches rules off for a line or for its file."""

from __future__ import annotations

from dataclasses import dataclass

from kaizen_site.model.source import Span


@dataclass(frozen=True, slots=True)
class Ignore:
    """One comment `kaizen: ignore[rule, …] reason` or `kaizen: ignore-file[rule, …] reason`.

    `rules` are the words in the brackets with their places, as written. `lines` are the first and the last line that
    it is meant for, None for the whole file. `span` is the comment; deleting `whole` leaves no trace of it.
    """

    path: str
    span: Span
    whole: Span
    rules: tuple[tuple[str, Span], ...]
    reason: str
    lines: tuple[int, int] | None

    def covers(self, line: int) -> bool:
        """Whether it is meant for this line."""
        return self.lines is None or self.lines[0] <= line <= self.lines[1]
