"""Recursive descent over the tokens of a condition; bounded in length and depth."""

from __future__ import annotations

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
from kaizen_site.rules.condition_tokens import Token, cut_tokens
from kaizen_site.rules.nearest import nearest
from kaizen_site.rules.path import NamePath, Step

MAX_LENGTH = 2000
MAX_DEPTH = 40
KEYWORDS = frozenset({"and", "or", "not", "in", "true", "false", "null", "True", "False", "None"})
_CONSTANTS: dict[str, bool | None] = {
    "true": True,
    "True": True,
    "false": False,
    "False": False,
    "null": None,
    "None": None,
}
_COMPARISONS = frozenset({"==", "!=", "<", "<=", ">", ">=", "in"})
_MEANT = {"is": "==", "eq": "==", "equals": "==", "ne": "!=", "xor": "!=", "nil": "null", "undefined": "null"}
_FOREIGN = frozenset({"if", "else", "for", "lambda", "while", "return", "matches", "like", "between"})


class _Refused(Exception):
    def __init__(self, message: str, start: int, end: int, help_text: str | None = None) -> None:
        self.fault = ConditionFault(message, start, end, help_text)


def parse_condition(text: str) -> Condition | ConditionFault:
    """The parsed condition, or the first thing that is wrong with it. Never raises."""
    if len(text) > MAX_LENGTH:
        message = f"the condition has {len(text)} characters; at most {MAX_LENGTH} are taken"
        return ConditionFault(message, MAX_LENGTH, len(text))
    tokens = cut_tokens(text, 0, len(text))
    if isinstance(tokens, ConditionFault):
        return tokens
    if tokens[0].kind == "end":
        return ConditionFault("the condition is empty", 0, len(text), "delete the line, or write a comparison")
    try:
        return Condition(text, _Parser(text, tokens).parse_all())
    except _Refused as refused:
        return refused.fault


def parse_path(text: str, start: int, end: int) -> NamePath | ConditionFault:
    """The path that fills the text between two offsets, blanks aside."""
    tokens = cut_tokens(text, start, end)
    if isinstance(tokens, ConditionFault):
        return tokens
    try:
        return _Parser(text, tokens).parse_only_path()
    except _Refused as refused:
        return refused.fault


class _Parser:
    __slots__ = ("_depth", "_position", "_text", "_tokens")

    def __init__(self, text: str, tokens: list[Token]) -> None:
        self._text = text
        self._tokens = tokens
        self._position = 0
        self._depth = 0

    def parse_all(self) -> Node:
        node = self._parse_or()
        self._expect_end()
        return node

    def parse_only_path(self) -> NamePath:
        token = self._next
        if token.kind != "name" or token.text in KEYWORDS:
            raise _Refused("a path begins with a name", token.start, max(token.end, token.start))
        path = self._parse_path(self._take())
        self._expect_end()
        return path

    @property
    def _next(self) -> Token:
        return self._tokens[self._position]

    def _take(self) -> Token:
        token = self._next
        self._position += 1
        return token

    def _at(self, *words: str) -> bool:
        return self._next.kind in ("name", "mark") and self._next.text in words

    def _expect(self, mark: str, opening: Token) -> Token:
        if not self._at(mark):
            if self._next.kind == "end":
                raise _Refused(f"`{opening.text}` is not closed", opening.start, opening.end, f"add `{mark}`")
            raise _explain_unexpected(self._next, f"`{mark}`")
        return self._take()

    def _expect_end(self) -> None:
        if self._next.kind != "end":
            raise _explain_unexpected(self._next, "`and`, `or` or the end")

    def _enter(self, token: Token) -> None:
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise _Refused(f"the condition is nested more than {MAX_DEPTH} levels deep", token.start, token.end)

    def _parse_or(self) -> Node:
        operands = [self._parse_and()]
        while self._at("or", "||"):
            self._take()
            operands.append(self._parse_and())
        return _join("or", operands)

    def _parse_and(self) -> Node:
        operands = [self._parse_not()]
        while self._at("and", "&&"):
            self._take()
            operands.append(self._parse_not())
        return _join("and", operands)

    def _parse_not(self) -> Node:
        if not self._at("not", "!"):
            return self._parse_comparison()
        token = self._take()
        self._enter(token)
        operand = self._parse_not()
        self._depth -= 1
        return Not(operand, token.start, operand.end)

    def _parse_comparison(self) -> Node:
        left = self._parse_operand()
        operator = self._take_comparison()
        if operator is None:
            return left
        right = self._parse_operand()
        extra = self._next
        if self._take_comparison() is not None:
            message = "comparisons can't be chained"
            raise _Refused(message, extra.start, extra.end, "write `a < b and b < c`")
        return Compare(operator, left, right, left.start, right.end)

    def _take_comparison(self) -> str | None:
        if self._at(*_COMPARISONS):
            return self._take().text
        if self._at("not") and self._tokens[self._position + 1].text == "in":
            self._position += 2
            return "not in"
        return None

    def _parse_operand(self) -> Node:
        token = self._next
        if token.kind in ("string", "number"):
            self._take()
            return Literal(token.value, token.start, token.end)
        if token.kind == "name" and token.text in _CONSTANTS:
            self._take()
            return Literal(_CONSTANTS[token.text], token.start, token.end)
        if token.kind == "name" and token.text not in KEYWORDS:
            self._take()
            return self._parse_call(token) if self._at("(") else self._parse_name(token)
        if self._at("("):
            return self._parse_parentheses()
        if self._at("["):
            opening = self._take()
            items, closing = self._parse_items(opening, "]")
            return Listing(items, opening.start, closing.end)
        raise _explain_unexpected(token, "a name, a text or a number")

    def _parse_parentheses(self) -> Node:
        opening = self._take()
        self._enter(opening)
        node = self._parse_or()
        closing = self._expect(")", opening)
        self._depth -= 1
        return node._replace(start=opening.start, end=closing.end) if not isinstance(node, NamePath) else node

    def _parse_items(self, opening: Token, closing: str) -> tuple[tuple[Node, ...], Token]:
        self._enter(opening)
        items: list[Node] = []
        while not self._at(closing):
            items.append(self._parse_or())
            if not self._at(","):
                break
            self._take()
        end = self._expect(closing, opening)
        self._depth -= 1
        return tuple(items), end

    def _parse_call(self, name: Token) -> Node:
        if name.text not in FUNCTIONS:
            known = ", ".join(f"`{function}`" for function in FUNCTIONS)
            near = nearest(name.text, FUNCTIONS)
            help_text = f"did you mean `{near}`?" if near else f"there are {known}"
            raise _Refused(f"there is no function `{name.text}`", name.start, name.end, help_text)
        arguments, closing = self._parse_items(self._take(), ")")
        wanted = FUNCTIONS[name.text]
        if len(arguments) != wanted:
            values = "one value" if wanted == 1 else "two values"
            raise _Refused(f"`{name.text}` takes {values}, not {len(arguments)}", name.start, closing.end)
        return Call(name.text, arguments, name.start, closing.end)

    def _parse_name(self, name: Token) -> Node:
        if not self._at(".", "[") and name.text.lower() in KEYWORDS:
            raise _explain_unexpected(name, "a name, a text or a number")
        path = self._parse_path(name)
        if self._at("("):
            method = path.steps[-1]
            subject = self._text[path.start : method.start - 1]
            help_text = f"write `{method.key}({subject}, …)`" if method.key in FUNCTIONS else "use a field's value"
            raise _Refused("a value has no functions of its own", method.start, self._next.end, help_text)
        return path

    def _parse_path(self, name: Token) -> NamePath:
        steps: list[Step] = []
        end = name.end
        while self._at(".", "["):
            opening = self._take()
            key = self._take() if self._next.kind != "end" else self._next
            if opening.text == ".":
                if key.kind != "name":
                    raise _Refused("a field's name is missing behind the dot", opening.start, opening.end)
                steps.append(Step(key.text, key.start, key.end))
                end = key.end
                continue
            steps.append(_make_index(key, opening))
            end = self._expect("]", opening).end
        return NamePath(name.text, tuple(steps), self._text[name.start : end], name.start, end)


def _make_index(key: Token, opening: Token) -> Step:
    if key.kind == "string":
        return Step(str(key.value), key.start, key.end)
    if key.kind == "number" and isinstance(key.value, int) and key.value >= 0:
        return Step(key.value, key.start, key.end)
    end = max(key.end, opening.end)
    raise _Refused("an index is a whole number from 0 or a text in quotes", opening.start, end)


def _join(operator: str, operands: list[Node]) -> Node:
    if len(operands) == 1:
        return operands[0]
    return Logic(operator, tuple(operands), operands[0].start, operands[-1].end)


def _explain_unexpected(token: Token, wanted: str) -> _Refused:
    if token.kind == "end":
        return _Refused(f"the condition ends where {wanted} is wanted", max(token.start - 1, 0), token.end)
    lower = token.text.lower()
    if token.kind == "name":
        meant = lower if lower in KEYWORDS and token.text not in KEYWORDS else _MEANT.get(lower)
        meant = "null" if meant == "none" else meant
        if meant is not None:
            return _Refused(f"`{token.text}` has no meaning here", token.start, token.end, f"did you mean `{meant}`?")
        if lower in _FOREIGN:
            return _Refused(f"conditions have no `{token.text}`", token.start, token.end)
    if token.kind == "number" and token.text.startswith("-"):
        return _Refused("`-`: conditions do no arithmetic", token.start, token.start + 1)
    return _Refused(f"`{token.text}` stands where {wanted} is wanted", token.start, token.end)
