"""A definition's trigger: its shape, not whether its cron, zone and event type exist."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime

from kaizen_site.cards import definition as cards
from kaizen_site.model.definition import MISFIRE_POLICIES, TRIGGER_TYPES, Trigger
from kaizen_site.model.diagnostic import Card, Diagnostic
from kaizen_site.model.source import At, Document, Value
from kaizen_site.parse.shape import find_unknown_keys, offer, read_text
from kaizen_site.parse.values import as_text, is_null, name_shape
from kaizen_site.rules.mending import mend_word
from kaizen_site.rules.wording import join_words, shorten

_KEYS = {
    "cron": ("type", "cron_expression", "timezone", "misfire_policy"),
    "event": ("type", "event_type"),
    "scheduled": ("type", "at", "timezone", "misfire_policy"),
}
_TYPE_SYNONYMS = {"schedule": "cron", "crontab": "cron", "timer": "cron", "once": "scheduled", "webhook": "event"}
_KEY_SYNONYMS = {
    "cron": "cron_expression",
    "expression": "cron_expression",
    "schedule": "cron_expression",
    "tz": "timezone",
    "misfire": "misfire_policy",
    "event": "event_type",
    "type_id": "event_type",
    "time": "at",
}
_MISFIRE_SYNONYMS = {"once": "fire_once", "run_once": "fire_once", "ignore": "skip", "all": "catch_up"}
_INSTANT = re.compile(r"\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d:\d\d(?:\.\d+)?(Z|z|[+-]\d\d:\d\d)?\Z")


def read_trigger(document: Document, value: Value | None, found: list[Diagnostic]) -> Trigger:
    """The trigger; its type is "" where it can't be told."""
    path, pointer = document.path, ("trigger",)
    if not isinstance(value, Mapping):
        message = f"`trigger` is {name_shape(value)}; it must be a mapping with a `type`"
        where = At(pointer, "key") if is_null(value) else At(pointer)
        found.append(cards.TRIGGER_NOT_MAPPING.at(path, where, message, help=cards.TRIGGER_NOT_MAPPING.remedy))
        return Trigger("")
    kind = as_text(value.get("type")) or ""
    if kind not in TRIGGER_TYPES:
        _say_type(document, value, found)
        return Trigger("")
    unknown = list(find_unknown_keys(cards.UNKNOWN_KEY, document, (pointer, value), _KEYS[kind], _KEY_SYNONYMS))
    found += [diagnostic for diagnostic, _ in unknown]
    meant = frozenset(word for _, word in unknown)
    if kind == "cron":
        return _read_cron(document, value, meant, found)
    if kind == "event":
        event_type = _read_required(document, value, "event_type", cards.EVENT_TYPE_MISSING, meant, found)
        return Trigger(kind, event_type=event_type)
    at = _read_required(document, value, "at", cards.AT_INVALID, meant, found)
    if at is not None:
        _check_instant(path, at, found)
    return Trigger(kind, timezone=_read_zone(path, value, found), at=at)


def _say_type(document: Document, trigger: Mapping[str, Value], found: list[Diagnostic]) -> None:
    path, value = document.path, trigger.get("type")
    known = f"{join_words(TRIGGER_TYPES)} are the types there are"
    if is_null(value):
        slips = list(find_unknown_keys(cards.UNKNOWN_KEY, document, (("trigger",), trigger), _ALL_KEYS))
        if any(meant == "type" for _, meant in slips):
            found += [diagnostic for diagnostic, meant in slips if meant == "type"]
            return
        where = At(("trigger", "type") if "type" in trigger else ("trigger",), "key")
        found.append(cards.TRIGGER_TYPE_UNKNOWN.at(path, where, "the trigger has no `type`", help=known))
        return
    text = as_text(value)
    shown = f"`{shorten(text)}` is" if text else f"`type` is {name_shape(value)},"
    help_text = text and offer(text, TRIGGER_TYPES, _TYPE_SYNONYMS)
    message = f"{shown} no type of trigger; {known}"
    where = At(("trigger", "type"))
    fix = mend_word(("trigger", "type"), text, TRIGGER_TYPES, _TYPE_SYNONYMS) if text else None
    found.append(cards.TRIGGER_TYPE_UNKNOWN.at(path, where, message, help=help_text or None, fix=fix))


def _read_cron(
    document: Document, value: Mapping[str, Value], meant: frozenset[str | None], found: list[Diagnostic]
) -> Trigger:
    expression = _read_required(document, value, "cron_expression", cards.CRON_MISSING, meant, found)
    policy = as_text(value.get("misfire_policy"))
    if "misfire_policy" in value and policy not in MISFIRE_POLICIES:
        given = name_shape(value["misfire_policy"]) if policy is None else f"`{shorten(policy)}`"
        message = f"{given} is no misfire policy; {join_words(MISFIRE_POLICIES)} are taken"
        where = At(("trigger", "misfire_policy"))
        help_text = policy and offer(policy, MISFIRE_POLICIES, _MISFIRE_SYNONYMS)
        fix = mend_word(where.pointer, policy, MISFIRE_POLICIES, _MISFIRE_SYNONYMS) if policy else None
        found.append(cards.MISFIRE_UNKNOWN.at(document.path, where, message, help=help_text or None, fix=fix))
        policy = None
    return Trigger("cron", expression, _read_zone(document.path, value, found), policy)


def _read_zone(path: str, value: Mapping[str, Value], found: list[Diagnostic]) -> str | None:
    wanted = "the name of a time zone, such as Europe/Berlin"
    zone, diagnostic = read_text(cards.TIMEZONE_UNKNOWN, path, ("trigger", "timezone"), value.get("timezone"), wanted)
    if diagnostic is not None:
        found.append(diagnostic)
    return zone


def _read_required(
    document: Document,
    value: Mapping[str, Value],
    key: str,
    card: Card,
    meant: frozenset[str | None],
    found: list[Diagnostic],
) -> str | None:
    raw = value.get(key)
    text = as_text(raw)
    if text is not None and text.strip():
        return text
    if raw is None:
        if key not in meant:
            message = f"the required key `{key}` is missing"
            found.append(card.at(document.path, At(("trigger",), "key"), message, help=card.remedy))
        return None
    message = f"`{key}` is {'empty' if text is not None else name_shape(raw)}; it must be a text"
    invalid = cards.CRON_INVALID if key == "cron_expression" and not is_null(raw) else card
    found.append(invalid.at(document.path, At(("trigger", key)), message, help=card.remedy))
    return None


def _check_instant(path: str, at: str, found: list[Diagnostic]) -> None:
    where = At(("trigger", "at"))
    match = _INSTANT.match(at)
    help_text = 'write it as "2027-01-31T09:00:00Z"'
    at = shorten(at)
    if match is None:
        message = f"`{at}` is no time as RFC 3339 has it: date, `T`, time, and the offset from UTC"
        found.append(cards.AT_INVALID.at(path, where, message, help=help_text))
        return
    if match[1] is None:
        message = f"`{at}` does not say which offset from UTC it has"
        found.append(cards.AT_INVALID.at(path, where, message, help=f"write `{at}Z` if it is meant in UTC"))
        return
    try:
        datetime.fromisoformat(at.upper())
    except ValueError:
        message = f"`{at}` is no day or time that exists"
        found.append(cards.AT_INVALID.at(path, where, message, help=help_text))


_ALL_KEYS = tuple(dict.fromkeys(key for keys in _KEYS.values() for key in keys))
