"""`{{ path }}` templates: nothing but paths, one pass, and a name without a value is an error, not an empty text."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from kaizen_site.rules.condition_nodes import ConditionFault
from kaizen_site.rules.condition_parser import parse_path
from kaizen_site.rules.path import NamePath, Unresolved, resolve
from kaizen_site.rules.wording import shorten

_BLOCK = re.compile(r"\{%-?\s*[A-Za-z_]")


class TemplateFault(NamedTuple):
    """Why a text is no template; `start` and `end` are offsets in it."""

    message: str
    start: int
    end: int
    help: str | None = None


class Placeholder(NamedTuple):
    """`{{ path }}`; the offsets include the braces, those of the path are its own."""

    path: NamePath
    start: int
    end: int


class Template(NamedTuple):
    """Literal texts and placeholders in order."""

    text: str
    parts: tuple[str | Placeholder, ...]

    @property
    def names(self) -> tuple[NamePath, ...]:
        """Every path, in the order of the text."""
        return tuple(part.path for part in self.parts if isinstance(part, Placeholder))


class TemplateError(Exception):
    """A placeholder has no value for one item; `name` is its path as written."""

    def __init__(self, message: str, name: str) -> None:
        super().__init__(message)
        self.name = name


@lru_cache(maxsize=1024)
def parse_template(text: str) -> Template | TemplateFault:
    """The parsed template, or the first thing that is wrong with it. Never raises."""
    block = _find_block(text)
    parts: list[str | Placeholder] = []
    position = 0
    while (start := text.find("{{", position)) >= 0:
        if block is not None and block[0] < start:
            break
        end = text.find("}}", start)
        if end < 0 or "{{" in text[start + 2 : end]:
            line_end = text.find("\n", start)
            shown_end = len(text) if line_end < 0 else line_end
            return TemplateFault("`{{` is not closed", start, shown_end, "add `}}` behind the path")
        path = parse_path(text, start + 2, end)
        if isinstance(path, ConditionFault):
            return _explain(text, start, end + 2, path)
        parts += [text[position:start], Placeholder(path, start, end + 2)]
        position = end + 2
    if block is not None:
        return TemplateFault("`{% … %}` blocks are not taken", *block, "use `{{ path }}` only")
    return Template(text, tuple(part for part in (*parts, text[position:]) if part != ""))


def render(template: Template, context: Mapping[str, object]) -> str:
    """The text with every placeholder replaced once; white space at its end is taken off.

    Texts go in as they are, other values as JSON writes them. Raises TemplateError where a path leads nowhere.
    """
    try:
        return "".join(
            part if isinstance(part, str) else _show(resolve(part.path, context)) for part in template.parts
        ).rstrip()
    except Unresolved as unresolved:
        raise TemplateError(str(unresolved), unresolved.name) from None


def _find_block(text: str) -> tuple[int, int] | None:
    opening = _BLOCK.search(text)
    end = -1 if opening is None else text.find("%}", opening.end())
    return None if opening is None or end < 0 else (opening.start(), end + 2)


def _show(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)


def _explain(text: str, start: int, end: int, fault: ConditionFault) -> TemplateFault:
    inner = text[start + 2 : end - 2]
    only = "put only a path between the braces, such as `{{ r.repo }}`"
    if not inner.strip():
        return TemplateFault("nothing stands between the braces", start, end, only)
    if "|" in inner:
        return TemplateFault("filters are not taken in templates", start + 2 + inner.index("|"), end - 2, only)
    if "(" in inner:
        return TemplateFault("calls are not taken in templates", start + 2, end - 2, only)
    shown = shorten(inner.strip(), 40)
    help_text = fault.help if text[fault.start] == "-" else only
    return TemplateFault(f"`{shown}` is no path", fault.start, max(fault.end, fault.start + 1), help_text)
