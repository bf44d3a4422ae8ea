"""What can be known of a condition or path without running it: names, fields, kinds, comparisons that never hold."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from kaizen_site.cards import rule as cards
from kaizen_site.check.scope import Items, Record, Scalar, Scope, Shape, describe_shape
from kaizen_site.model.diagnostic import Card
from kaizen_site.rules.cadence import explain_cadence
from kaizen_site.rules.condition import (
    Call,
    Compare,
    Condition,
    Listing,
    Literal,
    Logic,
    NamePath,
    Node,
    Not,
)
from kaizen_site.rules.mending import find_meant
from kaizen_site.rules.nearest import nearest
from kaizen_site.rules.wording import shorten

_ORDER = frozenset({"<", "<=", ">", ">="})
_BOOLEAN = Scalar("boolean")


class Problem(NamedTuple):
    """A fault at two offsets in the text that was checked; `mend` is a stretch of it and what should stand there."""

    card: Card
    message: str
    start: int
    end: int
    help: str | None = None
    mend: tuple[int, int, str] | None = None


def check_condition(condition: Condition, scope: Scope) -> Iterator[Problem]:
    """Everything that is wrong with a condition in this scope."""
    problems: list[Problem] = []
    shape = _Walk(scope, condition.text, problems).find_shape(condition.root)
    problems += _expect_boolean(condition.root, shape, condition.text)
    yield from sorted(problems, key=lambda problem: problem.start)


def check_path(path: NamePath, scope: Scope) -> tuple[Shape, list[Problem]]:
    """The shape of what a path leads to, and what is wrong with it."""
    problems: list[Problem] = []
    return _Walk(scope, path.text, problems).find_path(path), problems


class _Walk:
    __slots__ = ("_problems", "_scope", "_text")

    def __init__(self, scope: Scope, text: str, problems: list[Problem]) -> None:
        self._scope = scope
        self._text = text
        self._problems = problems

    def find_shape(self, node: Node) -> Shape:
        if isinstance(node, Literal):
            return _shape_of_literal(node)
        if isinstance(node, NamePath):
            return self.find_path(node)
        if isinstance(node, Listing):
            for item in node.items:
                self.find_shape(item)
            return Items(None)
        if isinstance(node, Not):
            self._problems += _expect_boolean(node.operand, self.find_shape(node.operand), self._text)
            return _BOOLEAN
        if isinstance(node, Logic):
            for operand in node.operands:
                self._problems += _expect_boolean(operand, self.find_shape(operand), self._text)
            return _BOOLEAN
        return self._find_call(node) if isinstance(node, Call) else self._find_comparison(node)

    def find_path(self, path: NamePath) -> Shape:
        scope = self._scope
        if path.name not in scope.roots:
            if not scope.loose & {path.name, "*"}:
                self._problems.append(_say_unbound(path, scope))
            return None
        shape = scope.roots[path.name]
        taken = path.name
        for step in path.steps:
            if shape is None:
                return None
            if isinstance(shape, Record) and isinstance(step.key, str) and step.key in shape.fields:
                shape = shape.fields[step.key]
            elif isinstance(shape, Items) and isinstance(step.key, int):
                shape = shape.item
            elif taken in scope.loose:
                return None
            else:
                whole = (path.start, step.end) if taken == "context" else (step.start, step.end)
                self._problems.append(_say_no_field(taken, shape, step.key, whole))
                return None
            taken = f"{taken}.{step.key}" if isinstance(step.key, str) else f"{taken}[{step.key}]"
        return shape

    def _find_call(self, node: Call) -> Shape:
        shapes = [self.find_shape(argument) for argument in node.arguments]
        if node.function == "len":
            return Scalar("number")
        if node.function != "contains":
            for argument, shape in zip(node.arguments, shapes, strict=True):
                if shape is not None and not (isinstance(shape, Scalar) and shape.kind == "string"):
                    message = f"`{node.function}` wants texts, not {describe_shape(shape)}"
                    self._problems.append(Problem(cards.CONDITION_TYPE, message, argument.start, argument.end))
        return Scalar("string") if node.function in ("lower", "upper") else _BOOLEAN

    def _find_comparison(self, node: Compare) -> Shape:
        left, right = self.find_shape(node.left), self.find_shape(node.right)
        if node.operator in _ORDER:
            self._problems += _check_order(node, left, right, self._text)
        elif node.operator in ("==", "!="):
            self._problems += _check_equality(node, left, right, self._text)
        else:
            self._problems += _check_membership(node, left, right, self._text)
        return _BOOLEAN


def _shape_of_literal(node: Literal) -> Scalar:
    if node.value is None:
        return Scalar("null")
    if isinstance(node.value, bool):
        return _BOOLEAN
    return Scalar("string" if isinstance(node.value, str) else "number")


def _say_unbound(path: NamePath, scope: Scope) -> Problem:
    context = scope.roots.get("context")
    contexts = list(context.fields) if isinstance(context, Record) else []
    message = f"`{shorten(path.name)}` is not bound"
    near = nearest(path.name, contexts)
    mend = None
    if near is not None:
        help_text: str | None = f"did you mean `context.{near}`?"
        mend = (path.start, path.name_end, f"context.{near}")
    elif path.name == "event":
        help_text = "`event` is there only under an event trigger"
    elif scope.bind_as is not None:
        message += f"; `bind_as` is `{scope.bind_as}`"
        help_text = f"did you mean `{scope.bind_as}`?" if path.steps else f'write "{path.name}" if a text is meant'
        mend = (path.start, path.name_end, scope.bind_as) if path.steps else None
    elif path.steps:
        help_text = "this rule has no `for_each`, so only `context` and `event` names are bound"
    else:
        help_text = f'write "{path.name}" if a text is meant'
    return Problem(cards.UNKNOWN_VARIABLE, message, path.start, path.name_end, help_text, mend)


def _say_no_field(taken: str, shape: Shape, key: str | int, place: tuple[int, int]) -> Problem:
    if taken == "context" and isinstance(shape, Record) and isinstance(key, str):
        near = nearest(key, shape.fields)
        help_text = f"did you mean `context.{near}`?" if near else _list_contexts(shape)
        message = f"no context source binds `context.{key}`"
        # The name stands at the end of the place, behind `context.`.
        mend = (place[1] - len(key), place[1], near) if near else None
        return Problem(cards.UNKNOWN_VARIABLE, message, *place, help_text, mend)
    if isinstance(shape, Record) and isinstance(key, str):
        near = nearest(key, shape.fields) or _find_below(key, shape)
        fields = ", ".join(f"`{name}`" for name in shape.fields)
        help_text = f"did you mean `{near}`?" if near else f"its fields are {fields}"
        mend = (*place, near) if near and place[1] - place[0] == len(key) else None
        return Problem(cards.UNKNOWN_FIELD, f"{shape.what} has no field `{key}`", *place, help_text, mend)
    if isinstance(shape, Items):
        message = f"`{taken}` is a list; it has no field `{key}`"
        return Problem(cards.UNKNOWN_FIELD, message, *place, "take one item, such as `[0]`, or loop over it")
    wanted = f"no field `{key}`" if isinstance(key, str) else "no items"
    return Problem(cards.UNKNOWN_FIELD, f"`{taken}` is {describe_shape(shape)}; it has {wanted}", *place)


def _list_contexts(context: Record) -> str:
    names = ", ".join(f"`context.{name}`" for name in context.fields if name)
    return f"bound are {names}" if names else "the definition has no context source"


def _find_below(key: str, record: Record) -> str | None:
    below = (name for name, shape in record.fields.items() if isinstance(shape, Record) and key in shape.fields)
    name = next(below, None)
    return None if name is None else f"{name}.{key}"


def _expect_boolean(node: Node, shape: Shape, text: str) -> Iterator[Problem]:
    if shape is None or (isinstance(shape, Scalar) and shape.kind == "boolean"):
        return
    message = f"`{shorten(text[node.start : node.end])}` is {describe_shape(shape)}, not true or false"
    yield Problem(cards.CONDITION_TYPE, message, node.start, node.end, "compare it with something")


def _check_order(node: Compare, left: Shape, right: Shape, text: str) -> Iterator[Problem]:
    for side, shape in ((node.left, left), (node.right, right)):
        if shape is not None and not (isinstance(shape, Scalar) and shape.kind in ("string", "number")):
            shown = shorten(text[side.start : side.end])
            message = f"`{shown}` is {describe_shape(shape)}, which has no order"
            yield Problem(cards.CONDITION_TYPE, message, side.start, side.end)
            return
    if isinstance(left, Scalar) and isinstance(right, Scalar) and left.kind != right.kind:
        message = f"{describe_shape(left)} and {describe_shape(right)} have no order"
        place = node.right if isinstance(node.right, Literal) else node
        yield Problem(cards.CONDITION_TYPE, message, place.start, place.end, _unquote(place, left))


def _check_equality(node: Compare, left: Shape, right: Shape, text: str) -> Iterator[Problem]:
    if isinstance(node.right, Literal) and not isinstance(node.left, Literal):
        yield from _check_value(node.left, left, node.right, text)
    elif isinstance(node.left, Literal) and not isinstance(node.right, Literal):
        yield from _check_value(node.right, right, node.left, text)
    elif left is not None and right is not None and _differ(left, right):
        message = f"{describe_shape(left)} never equals {describe_shape(right)}"
        yield Problem(cards.ALWAYS_FALSE, message, node.start, node.end)


def _differ(left: Shape, right: Shape) -> bool:
    if isinstance(left, Scalar) and isinstance(right, Scalar):
        return left.kind != right.kind and "null" not in (left.kind, right.kind)
    return type(left) is not type(right)


def _check_membership(node: Compare, left: Shape, right: Shape, text: str) -> Iterator[Problem]:
    if isinstance(node.right, Listing):
        for item in node.right.items:
            if isinstance(item, Literal) and not isinstance(node.left, Literal):
                yield from _check_value(node.left, left, item, text)
    elif isinstance(right, Scalar) and right.kind != "string":
        message = f"nothing is in {describe_shape(right)}"
        yield Problem(cards.CONDITION_TYPE, message, node.right.start, node.right.end, "write a list in brackets")
    elif isinstance(right, Scalar) and isinstance(left, Scalar) and left.kind != "string":
        message = f"{describe_shape(left)} can't be in a text"
        yield Problem(cards.CONDITION_TYPE, message, node.left.start, node.left.end)


def _check_value(subject: Node, shape: Shape, literal: Literal, text: str) -> Iterator[Problem]:
    """Whether the subject can ever have the literal's value."""
    if shape is None or literal.value is None:
        return
    shown, written = shorten(text[subject.start : subject.end]), shorten(text[literal.start : literal.end])
    kind = _shape_of_literal(literal).kind
    if not isinstance(shape, Scalar) or shape.kind != kind:
        message = f"`{shown}` is {describe_shape(shape)}; it is never {written}"
        help_text = _unquote(literal, shape)
        word = str(literal.value).strip().lower()
        mend = (literal.start, literal.end, word) if help_text == f"write {word} without quotes" else None
        yield Problem(cards.ALWAYS_FALSE, message, literal.start, literal.end, help_text, mend)
    elif shape.values is not None and literal.value not in shape.values:
        word = str(literal.value)
        meant = find_meant(word, shape.values)
        # Inside the quotes, which have no escapes where the literal is as long as its value.
        plain = len(word) == literal.end - literal.start - 2
        mend = (literal.start + 1, literal.end - 1, meant.word) if meant and plain else None
        if shape.what == "agent":
            near = nearest(word, shape.values)
            message = f"there is no agent `{shorten(word)}`: neither installed nor packaged"
            help_text = f"did you mean `{near}`?" if near else cards.AGENT_UNKNOWN.remedy
            yield Problem(cards.AGENT_UNKNOWN, message, literal.start, literal.end, help_text, mend)
        else:
            allowed = ", ".join(shape.values)
            message = f"`{shown}` is never {written}: {allowed} are all it can be"
            yield Problem(cards.ALWAYS_FALSE, message, literal.start, literal.end, explain_cadence(word), mend)


def _unquote(node: Node, shape: Shape) -> str | None:
    if not isinstance(node, Literal) or not isinstance(shape, Scalar):
        return None
    if isinstance(node.value, str):
        word = node.value.strip().lower()
        if shape.kind == "boolean" and word in ("true", "false"):
            return f"write {word} without quotes"
        if shape.kind == "number" and word.removeprefix("-").replace(".", "", 1).isdecimal():
            return f"write {word} without quotes"
    if shape.kind == "string" and not isinstance(node.value, str | bool):
        return "put the value in quotes"
    return None
