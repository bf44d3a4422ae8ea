"""Conditions, the door: a text is parsed, its names are listed for static checks, and a function decides an item."""

from __future__ import annotations

from collections.abc import Iterator

from kaizen_site.rules.condition_evaluator import ConditionError, compile_condition
from kaizen_site.rules.condition_nodes import (
    FUNCTIONS,
    Call,
    Compare,
    Condition,
    ConditionFault,
    Listing,
    Literal,
    Logic,
    Node,
    Not,
)
from kaizen_site.rules.condition_parser import parse_condition
from kaizen_site.rules.path import NamePath, Step

__all__ = (
    "FUNCTIONS",
    "Call",
    "Compare",
    "Condition",
    "ConditionError",
    "ConditionFault",
    "Listing",
    "Literal",
    "Logic",
    "NamePath",
    "Node",
    "Not",
    "Step",
    "compile_condition",
    "names",
    "parse_condition",
    "parts",
)


def names(condition: Condition) -> tuple[NamePath, ...]:
    """Every path in the condition, in the order of the text."""
    return tuple(node for node in parts(condition.root) if isinstance(node, NamePath))


def parts(node: Node) -> Iterator[Node]:
    """The node and everything inside it, in the order of the text."""
    yield node
    if isinstance(node, Compare):
        children: tuple[Node, ...] = (node.left, node.right)
    elif isinstance(node, Not):
        children = (node.operand,)
    elif isinstance(node, Logic):
        children = node.operands
    elif isinstance(node, Listing):
        children = node.items
    elif isinstance(node, Call):
        children = node.arguments
    else:
        return
    for child in children:
        yield from parts(child)
