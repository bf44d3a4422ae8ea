"""The configuration's tables `rules` and `paths`: which rule weighs how much, for the project or for some paths."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kaizen_site.cards.registry import name_rule, rule_words
from kaizen_site.errors import Misconfigured
from kaizen_site.model.configuration import LEVELS, OFF, Level
from kaizen_site.rules.nearest import nearest
from kaizen_site.rules.wording import join_words, shorten

_SYNONYMS = {"warn": "warning", "err": "error", "fatal": "error", "information": "info", "notice": "info"}
_SYNONYMS |= dict.fromkeys(("ignore", "ignored", "none", "no", "disable", "disabled", "silent", "skip"), "off")


def read_levels(table: object, where: str) -> dict[str, Level]:
    """Levels by slug or family, from a table by code, slug or family; raises Misconfigured in the words of `where`."""
    if not isinstance(table, Mapping):
        raise Misconfigured(f'{where} must be a table of rules and levels, such as "adr" = "warning"')
    levels: dict[str, Level] = {}
    for word, value in table.items():
        name = _name(str(word), where)
        if name in levels:
            raise Misconfigured(f"{where} names `{name}` twice")
        levels[name] = _read_level(value, f"{where}: the level of `{word}`")
    return levels


def read_path_levels(table: object, where: str) -> dict[str, dict[str, Level]]:
    """Tables of levels by patterns of paths, in the order given; raises Misconfigured in the words of `where`."""
    if not isinstance(table, Mapping):
        raise Misconfigured(f'{where} must be a table of patterns, such as "legacy/**" = {{ "agent" = "off" }}')
    if "" in table:
        raise Misconfigured(f"{where} has an empty pattern; `**` stands for every file")
    return {str(pattern): read_levels(levels, f"{where}, `{shorten(pattern)}`") for pattern, levels in table.items()}


def _name(word: str, where: str) -> str:
    name = name_rule(word)
    if name is None:
        near = nearest(word, rule_words())
        hint = f"did you mean `{near}`?" if near else "`kaizen-agentic rule --all` lists them"
        raise Misconfigured(f"{where}: there is no rule `{shorten(word)}`; {hint}")
    if name.partition("/")[0] == "internal":
        raise Misconfigured(f"{where}: the level of `{word}` can't be set: it tells of a failure of Kaizen itself")
    return name


def _read_level(value: Any, where: str) -> Level:
    if value is False:
        return OFF  # what older YAML readers make of `off`
    for level in LEVELS:
        if value == level:
            return level
    shown = f"`{shorten(value)}`" if isinstance(value, str) else "no text"
    near = nearest(value, LEVELS, _SYNONYMS) if isinstance(value, str) else None
    hint = f"; did you mean `{near}`?" if near else ""
    raise Misconfigured(f"{where} is {shown}, but must be {join_words(LEVELS)}{hint}")
