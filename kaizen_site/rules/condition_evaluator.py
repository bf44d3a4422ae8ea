"""A parsed condition becomes a function. Nothing is evaluated by Python itself, and nothing is silently false."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TypeAlias

from kaizen_site.rules.condition_nodes import Call, Compare, Condition, Listing, Literal, Logic, Node, Not
from kaizen_site.rules.path import NamePath, Unresolved, resolve

Context: TypeAlias = Mapping[str, object]
_Part: TypeAlias = Callable[[Context], object]


class ConditionError(Exception):
    """A condition has no result for one item; `name` is the path or the text of the part at fault."""

    def __init__(self, message: str, name: str) -> None:
        super().__init__(message)
        self.name = name


def compile_condition(condition: Condition) -> Callable[[Context], bool]:
    """A function of the bound names: {"context": …, "event": …, "r": …}. It raises ConditionError, never anything else.

    Values are what JSON has; a boolean is no number. `and` and `or` stop at the first operand that decides.
    """
    part = _compile(condition.root, condition.text)
    text = condition.text

    def evaluate(context: Context) -> bool:
        return _as_boolean(part(context), text)

    return evaluate


def _compile(node: Node, text: str) -> _Part:
    if isinstance(node, Literal):
        return lambda _: node.value
    if isinstance(node, NamePath):
        return lambda context: _look_up(node, context)
    if isinstance(node, Listing):
        items = [_compile(item, text) for item in node.items]
        return lambda context: [item(context) for item in items]
    if isinstance(node, Not):
        operand, shown = _compile(node.operand, text), text[node.operand.start : node.operand.end]
        return lambda context: not _as_boolean(operand(context), shown)
    if isinstance(node, Logic):
        return _compile_logic(node, text)
    return _compile_call(node, text) if isinstance(node, Call) else _compile_comparison(node, text)


def _look_up(path: NamePath, context: Context) -> object:
    try:
        return resolve(path, context)
    except Unresolved as unresolved:
        raise ConditionError(str(unresolved), unresolved.name) from None


def _compile_logic(node: Logic, text: str) -> _Part:
    operands = [(_compile(operand, text), text[operand.start : operand.end]) for operand in node.operands]
    decisive = node.operator == "or"

    def evaluate(context: Context) -> bool:
        return any(_as_boolean(part(context), shown) is decisive for part, shown in operands) is decisive

    return evaluate


def _compile_comparison(node: Compare, text: str) -> _Part:
    left, right = _compile(node.left, text), _compile(node.right, text)
    compare = _COMPARISONS[node.operator]
    shown = text[node.start : node.end]
    return lambda context: compare(left(context), right(context), shown)


def _compile_call(node: Call, text: str) -> _Part:
    arguments = [_compile(argument, text) for argument in node.arguments]
    function = _FUNCTIONS[node.function]
    shown = text[node.start : node.end]
    return lambda context: function([argument(context) for argument in arguments], shown)


def _as_boolean(value: object, shown: str) -> bool:
    if isinstance(value, bool):
        return value
    raise ConditionError(f"`{shown}` is {name_kind(value)}, not true or false", shown)


def name_kind(value: object) -> str:
    """What kind of value this is, in words."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true or false"
    if isinstance(value, str):
        return "a text"
    if _is_number(value):
        return "a number"
    return "a mapping" if isinstance(value, Mapping) else "a list"


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _is_list(value: object) -> bool:
    return isinstance(value, Sequence) and not isinstance(value, str)


def equal(left: object, right: object) -> bool:
    """Equality of JSON values: true is not 1, and 1 is 1.0."""
    if isinstance(left, bool) or isinstance(right, bool):
        return left is right
    if isinstance(left, Sequence) and isinstance(right, Sequence) and _is_list(left) and _is_list(right):
        return len(left) == len(right) and all(equal(one, other) for one, other in zip(left, right, strict=True))
    return left == right


def _less(left: object, right: object, shown: str) -> bool:
    if isinstance(left, str) and isinstance(right, str):
        return left < right
    if _is_number(left) and _is_number(right):
        return left < right  # type: ignore[no-any-return, operator] # both are numbers
    raise ConditionError(f"`{shown}`: {name_kind(left)} and {name_kind(right)} have no order", shown)


def _contains(whole: object, part: object, shown: str) -> bool:
    if isinstance(whole, str):
        if isinstance(part, str):
            return part in whole
        raise ConditionError(f"`{shown}`: {name_kind(part)} can't be in a text", shown)
    if isinstance(whole, Sequence):
        return any(equal(item, part) for item in whole)
    if isinstance(whole, Mapping):
        return part in whole if isinstance(part, str) else False
    raise ConditionError(f"`{shown}`: nothing is in {name_kind(whole)}", shown)


def _at_least(left: object, right: object, shown: str) -> bool:
    return _less(right, left, shown) or equal(left, right)


_COMPARISONS: dict[str, Callable[[object, object, str], bool]] = {
    "==": lambda left, right, _: equal(left, right),
    "!=": lambda left, right, _: not equal(left, right),
    "<": _less,
    ">": lambda left, right, shown: _less(right, left, shown),
    "<=": lambda left, right, shown: _at_least(right, left, shown),
    ">=": _at_least,
    "in": lambda left, right, shown: _contains(right, left, shown),
    "not in": lambda left, right, shown: not _contains(right, left, shown),
}


def _measure(arguments: list[object], shown: str) -> int:
    value = arguments[0]
    if isinstance(value, str | Sequence | Mapping):
        return len(value)
    raise ConditionError(f"`{shown}`: {name_kind(value)} has no length", shown)


def _on_text(function: Callable[..., object]) -> Callable[[list[object], str], object]:
    def call(arguments: list[object], shown: str) -> object:
        wrong = next((value for value in arguments if not isinstance(value, str)), "")
        if wrong != "":
            raise ConditionError(f"`{shown}` wants texts, not {name_kind(wrong)}", shown)
        return function(*arguments)

    return call


_FUNCTIONS: dict[str, Callable[[list[object], str], object]] = {
    "len": _measure,
    "lower": _on_text(str.lower),
    "upper": _on_text(str.upper),
    "startswith": _on_text(str.startswith),
    "endswith": _on_text(str.endswith),
    "contains": lambda arguments, shown: _contains(arguments[0], arguments[1], shown),
}
