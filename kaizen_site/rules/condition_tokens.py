"""A condition is cut into words, texts, numbers and marks; marks of other languages get their own explanation."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from kaizen_site.rules.condition_nodes import ConditionFault

Kind = Literal["name", "string", "number", "mark", "end"]
_BLANK = re.compile(r"[ \t\r\n]*")
_TOKEN = re.compile(
    r"""(?P<name>[A-Za-z_][A-Za-z0-9_]*)
    |(?P<string>"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')
    |(?P<number>-?[0-9]+(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?)
    |(?P<mark>===|!==|<>|=>|=<|=~|\*\*|//|&&|\|\||==|!=|<=|>=|[<>!()\[\],.=&|+*/%^~?:{}-])""",
    re.VERBOSE | re.DOTALL,
)
_ESCAPES = {"n": "\n", "t": "\t", "r": "\r"}
_MEANT = {
    "=": "==",
    "===": "==",
    "!==": "!=",
    "<>": "!=",
    "=>": ">=",
    "=<": "<=",
    "&": "&&",
    "|": "||",
}
_ARITHMETIC = frozenset({"+", "-", "*", "/", "%", "**", "//", "^"})


class Token(NamedTuple):
    """A piece of the text; `value` is what a string or number means."""

    kind: Kind
    text: str
    value: str | float
    start: int
    end: int


def cut_tokens(text: str, start: int, end: int) -> list[Token] | ConditionFault:
    """The tokens between two offsets, the last of kind "end", or the first piece that is none."""
    tokens: list[Token] = []
    position = _skip_blank(text, start, end)
    while position < end:
        match = _TOKEN.match(text, position, end)
        if match is None:
            return _explain_character(text, position, end)
        kind, word = match.lastgroup, match.group()
        fault = _explain_mark(word, position) if kind == "mark" else None
        if fault is not None:
            return fault
        if kind == "number" and abs(float(word)) == float("inf"):
            return ConditionFault("the number is too large", position, match.end())
        tokens.append(_make_token(kind, word, position))
        position = _skip_blank(text, match.end(), end)
    return [*tokens, Token("end", "", "", end, end)]


def _skip_blank(text: str, position: int, end: int) -> int:
    match = _BLANK.match(text, position, end)
    return match.end() if match else position


def _make_token(kind: str | None, word: str, start: int) -> Token:
    end = start + len(word)
    if kind == "string":
        value = re.sub(r"\\(.)", lambda match: _unescape(match.group(1)), word[1:-1], flags=re.DOTALL)
        return Token("string", word, value, start, end)
    if kind == "number":
        return Token("number", word, float(word) if set(word) & set(".eE") else int(word), start, end)
    return Token("name" if kind == "name" else "mark", word, word, start, end)


def _unescape(character: str) -> str:
    if character in _ESCAPES:
        return _ESCAPES[character]
    return character if character in "\"'\\" else f"\\{character}"


def _explain_character(text: str, position: int, end: int) -> ConditionFault:
    character = text[position]
    if character in "\"'":
        return ConditionFault("the text is not closed: its quotation mark is missing", position, end, "close it")
    if character in "\u201c\u201d\u201e\u2018\u2019":
        message = f"`{character}` is a typographic quotation mark"
        return ConditionFault(message, position, position + 1, "use a straight one")
    shown = f"`{character}`" if character.isprintable() else f"the character U+{ord(character):04X}"
    return ConditionFault(f"{shown} can't stand in a condition", position, position + 1)


def _explain_mark(mark: str, start: int) -> ConditionFault | None:
    end = start + len(mark)
    if mark == "=":
        return ConditionFault("`=` does not compare", start, end, "did you mean `==`?", "==")
    if mark in _MEANT:
        meant = _MEANT[mark]
        return ConditionFault(f"`{mark}` is no comparison here", start, end, f"did you mean `{meant}`?", meant)
    if mark in _ARITHMETIC:
        return ConditionFault(
            f"`{mark}`: conditions do no arithmetic", start, end, 'a field with a hyphen is written `["like-this"]`'
        )
    if mark in ("=~", "~"):
        return ConditionFault(
            f"`{mark}`: patterns are not taken", start, end, "use `startswith`, `endswith` or `contains`"
        )
    if mark in "{}":
        return ConditionFault(f"`{mark}` can't stand in a condition", start, end, "write names without braces")
    if mark in "?:":
        return ConditionFault(f"`{mark}`: conditions have no `?:`", start, end, "use `and` and `or`")
    return None
