"""The parts of a parsed condition. Every part carries `start` and `end`, its offsets in the condition's text."""

from __future__ import annotations

from typing import NamedTuple, TypeAlias

from kaizen_site.rules.path import NamePath

FUNCTIONS = {"len": 1, "lower": 1, "upper": 1, "startswith": 2, "endswith": 2, "contains": 2}
"""The functions there are, with the number of values that each takes."""


class ConditionFault(NamedTuple):
    """Why a text is no condition; `start` and `end` are offsets in it, `meant` is what may stand there instead."""

    message: str
    start: int
    end: int
    help: str | None = None
    meant: str | None = None


class Literal(NamedTuple):
    """A text, a number, true, false or null."""

    value: str | float | bool | None
    start: int
    end: int


class Listing(NamedTuple):
    """A list in brackets."""

    items: tuple[Node, ...]
    start: int
    end: int


class Call(NamedTuple):
    """One of the functions; the name begins at `start`."""

    function: str
    arguments: tuple[Node, ...]
    start: int
    end: int


class Not(NamedTuple):
    """`not x` or `!x`."""

    operand: Node
    start: int
    end: int


class Logic(NamedTuple):
    """Operands joined by `and` or by `or`."""

    operator: str
    operands: tuple[Node, ...]
    start: int
    end: int


class Compare(NamedTuple):
    """Two operands and one of `== != < <= > >= in`, or `not in`."""

    operator: str
    left: Node
    right: Node
    start: int
    end: int


Node: TypeAlias = Literal | Listing | NamePath | Call | Not | Logic | Compare


class Condition(NamedTuple):
    """A parsed condition."""

    text: str
    root: Node
