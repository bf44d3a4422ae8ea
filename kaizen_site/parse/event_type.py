"""An event type's file becomes an EventType: front matter and the table of attributes."""

from __future__ import annotations

import re
from collections.abc import Mapping

from kaizen_site.cards import event_type as cards
from kaizen_site.model.catalogue import EventType
from kaizen_site.model.diagnostic import Card, Diagnostic, Parsed
from kaizen_site.model.source import At, Document, Plain, Source, Value
from kaizen_site.parse.attribute_table import read_attributes
from kaizen_site.parse.front_matter import read_markdown
from kaizen_site.parse.shape import find_unknown_keys, is_spoilt, read_text, replace
from kaizen_site.parse.values import as_number, as_text, is_null
from kaizen_site.rules.mending import write_word
from kaizen_site.rules.wording import shorten

KEYS = ("type_id", "id", "version", "publisher", "governance", "status")
_SYNONYMS = {"type": "type_id", "name": "type_id", "source": "publisher", "owner": "governance"}
LONGEST_TYPE_ID = 200  # with the prefix it is the subject of messages, which brokers keep short
_VERSION = re.compile(r"\d+(?:\.\d+){0,2}(?:-[0-9A-Za-z.-]+)?\Z")
_TYPE_ID = re.compile(r"[a-z0-9][a-z0-9_-]*(?:\.[a-z0-9][a-z0-9_-]*)+\Z")


def read_event_type(source: Source) -> Parsed[EventType]:
    """The event type with all faults of its shape; None when the front matter can't be read."""
    document, found = read_markdown(source)
    if document is None:
        return Parsed(source.path, None, None, tuple(found))
    if not isinstance(document.value, Mapping) or is_spoilt(found):
        return Parsed(source.path, None, document, tuple(found))
    value = document.value
    known = tuple(key for key in KEYS if key != "id" or "type_id" not in value)
    unknown = list(find_unknown_keys(cards.UNKNOWN_KEY, document, ((), value), known, _SYNONYMS))
    found += [diagnostic for diagnostic, _ in unknown]
    meant = frozenset(word for _, word in unknown)
    event_type = EventType(
        type_id=_read_type_id(document, value, meant, found),
        path=document.path,
        version=_read_required(document, value, "version", cards.VERSION_MISSING, meant, found),
        publisher=_read_required(document, value, "publisher", cards.PUBLISHER_MISSING, meant, found),
        governance=_read_optional(document, value, "governance", found),
        status=_read_optional(document, value, "status", found),
        attributes=read_attributes(document, found),
        body=document.body,
        digest=document.digest,
    )
    return Parsed(document.path, event_type, document, tuple(found))


def _read_type_id(
    document: Document, value: Mapping[str, Value], meant: frozenset[str | None], found: list[Diagnostic]
) -> str:
    key = "type_id" if "type_id" in value or "id" not in value else "id"
    text = _read_required(document, value, key, cards.TYPE_ID_MISSING, meant, found)
    if not text:
        return ""
    where = At((key,))
    if not _TYPE_ID.match(text):
        message = f"`{shorten(text)}` is no type id: words in lower case joined by dots are wanted"
        help_text = "write publisher, noun and verb, such as `kaizen.metrics.recorded`"
        lower = text.strip().lower()
        fix = write_word((key,), text, lower, safe=False) if _TYPE_ID.match(lower) else None
        found.append(cards.TYPE_ID_INVALID.at(document.path, where, message, help=help_text, fix=fix))
    elif len(text) > LONGEST_TYPE_ID:
        message = f"the type id has {len(text)} characters; at most {LONGEST_TYPE_ID} are possible"
        found.append(cards.TYPE_ID_INVALID.at(document.path, where, message, help="use shorter words"))
    elif document.path.rsplit("/", 1)[-1] != f"{text}.md":
        name = document.path.rsplit("/", 1)[-1]
        message = f"the type id is `{text}`, the file is called `{name}`"
        stem = name.removesuffix(".md")
        # Not safe: whoever publishes or awaits the type by its id would no longer find it.
        fix = write_word((key,), text, stem, safe=False) if _TYPE_ID.match(stem) else None
        help_text = f"rename the file to `{text}.md`"
        found.append(cards.FILE_MISMATCH.at(document.path, where, message, help=help_text, fix=fix))
    return text


def _read_required(
    document: Document,
    value: Mapping[str, Value],
    key: str,
    card: Card,
    meant: frozenset[str | None],
    found: list[Diagnostic],
) -> str:
    raw = value.get(key)
    if is_null(raw):
        if key not in meant:
            message = f"`{key}` is empty" if key in value else f"the required key `{key}` is missing"
            where = At((key,), "key") if key in value else None
            found.append(card.at(document.path, where, message, help=card.remedy))
        return ""
    text, diagnostic = read_text(cards.FIELD_NOT_TEXT, document.path, (key,), raw)
    if diagnostic is not None:
        found.append(diagnostic)
    elif key == "version" and isinstance(raw, Plain) and as_number(raw) is not None:
        fix = replace(document, At((key,)), f'"{raw}"', "put the version in quotes")
        message = f'the version is the number {shorten(raw)}; it must be the text "{shorten(raw)}": quote it'
        help_text = f'write `version: "{shorten(raw)}"`'
        found.append(cards.VERSION_NOT_STRING.at(document.path, At((key,)), message, help=help_text, fix=fix))
    elif key == "version" and text is not None and not _VERSION.match(text):
        found.append(_say_version(document.path, text))
    return text or ""


def _say_version(path: str, text: str) -> Diagnostic:
    meant = re.sub(r"^[Vv](?:ersion)?[ .]?", "", text.strip())
    message = f"`{shorten(text)}` is no version: numbers with dots are wanted"
    help_text = f'write `version: "{meant}"`' if _VERSION.match(meant) else cards.VERSION_INVALID.remedy
    return cards.VERSION_INVALID.at(path, At(("version",)), message, help=help_text)


def _read_optional(document: Document, value: Mapping[str, Value], key: str, found: list[Diagnostic]) -> str | None:
    text, diagnostic = read_text(cards.FIELD_NOT_TEXT, document.path, (key,), value.get(key))
    if diagnostic is not None:
        found.append(diagnostic)
    return as_text(text)
