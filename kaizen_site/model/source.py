"""A text that somebody wrote, and where each of its values stands.

Lines and columns are 1-based and count code points; an end is exclusive. Pointers are symbolic: a `Document` turns
one into a `Span` only when a report asks for it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple, Protocol, TypeAlias

Pointer: TypeAlias = tuple[str | int, ...]


class Plain(str):
    """A YAML scalar written without quotes: its text, which a reader may take as another type."""

    __slots__ = ()


Value: TypeAlias = "str | Mapping[str, Value] | Sequence[Value]"
"""YAML as read: text (`Plain` where it stood without quotes), mappings and sequences; types come later."""


class Span(NamedTuple):
    """A stretch of a file."""

    line: int
    column: int
    end_line: int
    end_column: int


class At(NamedTuple):
    """A symbolic place in a document's YAML.

    `within` are start and end offsets (code points) in the scalar's value: the cron's field, the word in a condition.
    """

    pointer: Pointer = ()
    part: Literal["key", "value"] = "value"
    within: tuple[int, int] | None = None


Where: TypeAlias = At | Span | None
"""None is the document as a whole: its first line."""


@dataclass(frozen=True, slots=True)
class Source:
    """The bytes of one file, or the reason why they were not read.

    `path` is relative to what was asked for, with forward slashes. `refusal` is a sentence such as "is not a regular
    file"; `content` is empty then.
    """

    path: str
    content: bytes
    refusal: str | None = None


@dataclass(frozen=True, slots=True)
class Fence:
    """A fenced code block of a markdown body: `text` has the fence's own indentation removed."""

    info: str
    text: str
    line: int
    content_line: int
    indent: int
    closed: bool


class Positions(Protocol):
    """Knows where the values of a document's YAML stand."""

    def span(self, at: At) -> Span | None:
        """The place, or None when the pointer leads nowhere."""


class NoPositions:
    """For documents without YAML."""

    __slots__ = ()

    def span(self, at: At) -> Span | None:  # noqa: ARG002 - the signature is the protocol's
        """There are none."""
        return None


NOWHERE: Positions = NoPositions()


@dataclass(frozen=True, slots=True)
class Document:
    """A decoded file: its YAML value (whole file or front matter), its markdown body and the body's fences.

    `text` has no byte order mark; `digest` is the sha256 of the bytes in hexadecimal. `body_line` is the line on
    which the body begins.
    """

    path: str
    text: str
    digest: str
    value: Value | None = None
    positions: Positions = NOWHERE
    body: str = ""
    body_line: int = 1
    fences: tuple[Fence, ...] = ()

    def locate(self, where: Where) -> Span:
        """The span of a place; of its nearest parent where the pointer leads nowhere; else the first line."""
        if isinstance(where, Span):
            return where
        if where is not None:
            span = self.positions.span(where)
            pointer = where.pointer
            while span is None and pointer:
                pointer = pointer[:-1]
                span = self.positions.span(At(pointer, "key"))
            if span is not None:
                return span
        first_line = self.text.partition("\n")[0].partition("\r")[0]
        return Span(1, 1, 1, len(first_line) + 1)
