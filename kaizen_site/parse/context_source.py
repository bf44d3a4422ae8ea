"""A definition's context sources: where values come from and under which name the rules see them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace as change

from kaizen_site.cards import definition as cards
from kaizen_site.model.definition import ContextSource
from kaizen_site.model.diagnostic import Diagnostic, Fix
from kaizen_site.model.schedule import CADENCES
from kaizen_site.model.source import At, Document, Pointer, Value
from kaizen_site.parse.shape import find_unknown_keys
from kaizen_site.parse.values import as_text, is_null, name_shape
from kaizen_site.rules.cadence import explain_cadence, find_cadence
from kaizen_site.rules.mending import mend_word, write_word
from kaizen_site.rules.names import is_slug
from kaizen_site.rules.nearest import nearest
from kaizen_site.rules.slug import slugify
from kaizen_site.rules.wording import join_words, shorten

RESOLVERS = ("discover_kaizen_scheduled_repos",)
SOURCE_TYPES = ("resolver", "event-payload")
_SOURCE_KEYS = {"resolver": ("type", "query", "params", "bind_to"), "event-payload": ("type", "bind_to")}
_SOURCE_SYNONYMS = {
    "resolver": "query",
    "parameters": "params",
    "bind_as": "bind_to",
    "bind": "bind_to",
    "as": "bind_to",
}
_PARAMETERS = ("domain", "cadence", "engagement_slug", "roster", "now")
_PARAMETER_SYNONYMS = {"engagement": "engagement_slug", "slug": "engagement_slug", "frequency": "cadence"}
_BOUND = re.compile(r"context\.([A-Za-z_][A-Za-z0-9_]*)\Z")
_WORD = re.compile(r"[A-Za-z_][A-Za-z0-9_]*\Z")


def read_context_sources(document: Document, value: Value | None, found: list[Diagnostic]) -> tuple[ContextSource, ...]:
    """The sources in order; one that binds a name which can't be read has the name ""."""
    if is_null(value):
        return ()
    if isinstance(value, str | Mapping):
        message = f"`context_sources` is {name_shape(value)}; it must be a list"
        help_text = "begin each source with `- type:`"
        found.append(_say_source(document, ("context_sources",), message, help_text, part="key"))
        return (ContextSource("", ""),)
    sources: list[ContextSource] = []
    for index, item in enumerate(value or ()):
        source = _read_source(document, index, item, found)
        earlier = [other.name for other in sources]
        if source.name and source.name in earlier:
            message = f"`context.{source.name}` is bound twice"
            found.append(_say_source(document, ("context_sources", index, "bind_to"), message, "bind another name"))
        sources.append(source)
    return tuple(sources)


def _read_source(document: Document, index: int, item: Value, found: list[Diagnostic]) -> ContextSource:
    pointer = ("context_sources", index)
    if not isinstance(item, Mapping):
        message = f"this context source is {name_shape(item)}; it must be a mapping with `type` and `bind_to`"
        found.append(_say_source(document, pointer, message, "write `type: resolver` with `query` and `bind_to`"))
        return ContextSource("", "")
    kind = as_text(item.get("type"))
    if kind not in SOURCE_TYPES:
        return _read_foreign(document, pointer, item, found)
    keys = _SOURCE_KEYS[kind]
    unknown = list(find_unknown_keys(cards.UNKNOWN_KEY, document, (pointer, item), keys, _SOURCE_SYNONYMS))
    found += [diagnostic for diagnostic, _ in unknown]
    meant = frozenset(word for _, word in unknown)
    query, params = None, item.get("params")
    if kind == "resolver":
        query = _read_query(document, pointer, item, meant, found)
        if params is not None and not is_null(params) and not isinstance(params, Mapping):
            message = f"`params` is {name_shape(params)}; it must be a mapping"
            found.append(_say_source(document, (*pointer, "params"), message, "write one `name: value` a line"))
    if query in RESOLVERS and isinstance(params, Mapping):
        _check_parameters(document, (*pointer, "params"), params, found)
        _check_cadence(document, pointer, params, found)
    name = _read_name(document, pointer, item, meant, found)
    return ContextSource(kind, name, query, params if isinstance(params, Mapping) else {})


def _read_foreign(
    document: Document, pointer: Pointer, item: Mapping[str, Value], found: list[Diagnostic]
) -> ContextSource:
    raw = item.get("type")
    kind = as_text(raw)
    if kind is None:
        slips = list(find_unknown_keys(cards.UNKNOWN_KEY, document, (pointer, item), _SOURCE_KEYS["resolver"]))
        slip = next((diagnostic for diagnostic, meant in slips if meant == "type"), None)
        message = "this context source has no `type`" if raw is None else f"`type` is {name_shape(raw)}"
        help_text = f"{join_words(SOURCE_TYPES)} are taken"
        found.append(slip or _say_source(document, pointer, message, help_text))
    elif near := nearest(kind, SOURCE_TYPES):
        message = f"`{shorten(kind)}` is no type of context source; {join_words(SOURCE_TYPES)} are taken"
        fix = mend_word((*pointer, "type"), kind, SOURCE_TYPES)
        found.append(_say_source(document, (*pointer, "type"), message, f"did you mean `{near}`?", fix=fix))
    else:
        message = f"the type `{shorten(kind)}` belongs to another system: it is kept, and a dry run can't fill it"
        where = At((*pointer, "type"))
        help_text = f"Kaizen knows {join_words(SOURCE_TYPES, 'and')}"
        found.append(cards.CONTEXT_TYPE_FOREIGN.at(document.path, where, message, help=help_text))
    bound = _BOUND.match(as_text(item.get("bind_to")) or "")
    return ContextSource(kind or "", bound[1] if bound else "")


def _read_query(
    document: Document,
    pointer: Pointer,
    item: Mapping[str, Value],
    meant: frozenset[str | None],
    found: list[Diagnostic],
) -> str | None:
    raw = item.get("query")
    query = as_text(raw)
    if query is None:
        if "query" not in meant:
            message = "the resolver has no `query`" if is_null(raw) else f"`query` is {name_shape(raw)}"
            found.append(_say_source(document, pointer, message, f"write `query: {RESOLVERS[0]}`"))
    elif query not in RESOLVERS:
        near = nearest(query, RESOLVERS)
        card = cards.CONTEXT_SOURCE_INVALID if near else cards.RESOLVER_UNKNOWN
        shown = shorten(query)
        message = f"there is no resolver `{shown}`" if near else f"the resolver `{shown}` is none of Kaizen's"
        help_text = f"did you mean `{near}`?" if near else f"Kaizen has `{RESOLVERS[0]}`"
        fix = mend_word((*pointer, "query"), query, RESOLVERS)
        found.append(card.at(document.path, At((*pointer, "query")), message, help=help_text, fix=fix))
    return query


def _check_parameters(
    document: Document, pointer: Pointer, params: Mapping[str, Value], found: list[Diagnostic]
) -> None:
    unknown = find_unknown_keys(cards.PARAMETER_UNKNOWN, document, (pointer, params), _PARAMETERS, _PARAMETER_SYNONYMS)
    found += [change(one, message=one.message.replace("key", "parameter", 1)) for one, _ in unknown]
    for name in ("domain", "engagement_slug", "roster"):
        value = params.get(name)
        text = as_text(value)
        if is_null(value) or (text is not None and (name != "engagement_slug" or is_slug(text))):
            continue
        if text is None:
            message, help_text = (
                f"`{name}` is {name_shape(value)}; it must be one text",
                f"write one text behind `{name}:`",
            )
        else:
            message, near = f"`{shorten(text)}` can't be an engagement's slug", slugify(text.lower())
            help_text = f"did you mean `{near}`?" if is_slug(near) else cards.PARAMETER_INVALID.remedy
        found.append(cards.PARAMETER_INVALID.at(document.path, At((*pointer, name)), message, help=help_text))


def _check_cadence(document: Document, pointer: Pointer, params: Mapping[str, Value], found: list[Diagnostic]) -> None:
    if is_null(params.get("cadence")):
        return
    cadence = as_text(params["cadence"])
    if cadence not in CADENCES:
        shown = f"`{shorten(cadence)}`" if cadence else name_shape(params["cadence"])
        message = f"{shown} is not a cadence; {join_words(CADENCES)} are the three there are"
        where = At((*pointer, "params", "cadence"))
        help_text = explain_cadence(cadence) if cadence else None
        meant = find_cadence(cadence) if cadence else None
        fix = write_word(where.pointer, cadence, meant.word, safe=meant.certain) if cadence and meant else None
        found.append(cards.CADENCE_UNKNOWN.at(document.path, where, message, help=help_text, fix=fix))


def _read_name(
    document: Document,
    pointer: Pointer,
    item: Mapping[str, Value],
    meant: frozenset[str | None],
    found: list[Diagnostic],
) -> str:
    text = as_text(item.get("bind_to"))
    if text is None:
        if "bind_to" not in meant:
            message = "this context source has no `bind_to`: the rules would not see what it gives"
            found.append(_say_source(document, pointer, message, "write `bind_to: context.<name>`"))
        return ""
    bound = _BOUND.match(text)
    if bound is None:
        message = f"`{shorten(text)}` can't be bound: the name must be `context.` and one word"
        help_text, fix = "write `bind_to: context.<name>`", None
        if _WORD.match(text):
            help_text = f"write `context.{shorten(text)}`"
            fix = write_word((*pointer, "bind_to"), text, f"context.{text}", safe=False)
        found.append(_say_source(document, (*pointer, "bind_to"), message, help_text, fix=fix))
        return ""
    return bound[1]


def _say_source(
    document: Document, pointer: Pointer, message: str, help_text: str, *, part: str = "value", fix: Fix | None = None
) -> Diagnostic:
    where = At(pointer, "key") if part == "key" else At(pointer)
    return cards.CONTEXT_SOURCE_INVALID.at(document.path, where, message, help=help_text, fix=fix)
