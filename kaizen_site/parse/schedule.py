"""`.kaizen/schedule.yml` becomes a Schedule, or every fault of its shape is named.

Decides types, required keys and the three cadences. Whether agents, crons and zones exist decides `check.schedule`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from kaizen_site.cards import schedule as cards
from kaizen_site.model.diagnostic import Diagnostic, Edit, Fix, Parsed
from kaizen_site.model.schedule import CADENCES, Entry, Schedule
from kaizen_site.model.source import At, Document, Plain, Source, Span, Value
from kaizen_site.parse.shape import find_unknown_keys, is_spoilt, read_boolean, read_text, replace
from kaizen_site.parse.text import decode, split_lines
from kaizen_site.parse.values import as_number, as_text, is_null, name_shape
from kaizen_site.parse.yaml import Origin, read_yaml
from kaizen_site.rules.cadence import explain_cadence, find_cadence
from kaizen_site.rules.mending import write_word
from kaizen_site.rules.wording import join_words, shorten

KEYS = ("version", "timezone", "agents", "engagement")
AGENT_KEYS = ("cadence", "cron", "enabled")
_EXPECTED_SHAPE = "write `agents:`, and below it `coach:` with its settings, such as `cadence: weekly`"
_DIRECTIVE = re.compile(r"[ \t]*#[ \t]*kaizen:")
_KEY_SYNONYMS = {"tz": "timezone", "zone": "timezone", "schedule": "agents", "schedules": "agents"}
_AGENT_KEY_SYNONYMS = {
    "cron_expression": "cron",
    "schedule": "cron",
    "frequency": "cadence",
    "interval": "cadence",
    "active": "enabled",
    "enable": "enabled",
}


def read_schedule(source: Source) -> Parsed[Schedule]:
    """The schedule with all faults of its shape; what can't be used is left out of it. None when it is no mapping."""
    text, diagnostics = decode(source)
    if text is None:
        return Parsed(source.path, None, None, tuple(diagnostics))
    reading = read_yaml(text.text, Origin(text.path))
    document = Document(text.path, text.text, text.digest, reading.value, reading.positions)
    diagnostics += reading.diagnostics
    if is_spoilt(reading.diagnostics):
        return Parsed(text.path, None, document, tuple(diagnostics))
    if not isinstance(reading.value, Mapping):
        if not reading.broken:
            diagnostics.append(_say_not_mapping(text.path, reading.value))
        return Parsed(text.path, None, document, tuple(diagnostics))
    schedule = _read_settings(document, reading.value, diagnostics)
    return Parsed(text.path, schedule, document, tuple(diagnostics))


def _read_settings(document: Document, value: Mapping[str, Value], found: list[Diagnostic]) -> Schedule:
    meant = _find_unknown(document, value, found) if not _KEY_SET.issuperset(value) else frozenset()
    if "version" not in meant:
        _check_version(document, value, found)
    timezone = _read_optional(document, value, "timezone", found)
    engagement = _read_optional(document, value, "engagement", found)
    entries: tuple[Entry, ...] = ()
    if "agents" in value:
        entries = _read_agents(document, value["agents"], found)
    elif "agents" not in meant:
        message = "the required key `agents` is missing"
        found.append(cards.AGENTS_MISSING.at(document.path, None, message, help=_EXPECTED_SHAPE))
    return Schedule(document.path, entries, timezone, engagement)


def _find_unknown(document: Document, value: Mapping[str, Value], found: list[Diagnostic]) -> frozenset[str]:
    pairs = list(find_unknown_keys(cards.UNKNOWN_KEY, document, ((), value), KEYS, _KEY_SYNONYMS))
    found += [diagnostic for diagnostic, _ in pairs]
    return frozenset(meant for _, meant in pairs if meant is not None)


def _check_version(document: Document, value: Mapping[str, Value], found: list[Diagnostic]) -> None:
    version = value.get("version")
    if version == "1":
        if isinstance(version, Plain):
            where = At(("version",))
            fix = replace(document, where, '"1"', "put the version in quotes")
            message = 'the version is the number 1; it must be the text "1": quote it'
            found.append(
                cards.VERSION_NOT_STRING.at(document.path, where, message, help='write `version: "1"`', fix=fix)
            )
        return
    help_text = 'write `version: "1"`'
    if is_null(version):
        given = "version" in value
        message = "`version` is empty" if given else "the required key `version` is missing"
        place = At(("version",), "key") if given else None
        fix = _add_version(document, given=given)
        help_text = help_text if given else f"{help_text} as the first line"
        found.append(cards.VERSION_MISSING.at(document.path, place, message, help=help_text, fix=fix))
        return
    text = as_text(version)
    shown = f'"{shorten(text)}"' if text and as_number(version) is None else name_shape(version)
    message = f'version {shown} is not supported, only "1"'
    found.append(cards.VERSION_UNSUPPORTED.at(document.path, At(("version",)), message, help=help_text))


def _add_version(document: Document, *, given: bool) -> Fix | None:
    """The fix for a version that is absent or empty; the first key's line moves down by one."""
    message = 'add `version: "1"`'
    if given:
        span = document.positions.span(At(("version",)))
        gap = "" if span is None or span[:2] != span[2:] else " "  # an empty value begins right behind the colon
        return None if span is None else Fix(message, (Edit(span, f'{gap}"1"'),))
    span = document.positions.span(At(()))
    lines = split_lines(document.text)
    if span is None or lines[span.line - 1][: span.column - 1].strip() or lines[span.line - 1].lstrip()[:1] in "{[":
        return None
    line = span.line
    while line > 1 and _DIRECTIVE.match(lines[line - 2]):  # a comment that says something of the line below it
        line -= 1
    indent = " " * (span.column - 1)
    return Fix(message, (Edit(Span(line, 1, line, 1), f'{indent}version: "1"\n'),))


def _read_optional(document: Document, value: Mapping[str, Value], key: str, found: list[Diagnostic]) -> str | None:
    raw = value.get(key)
    if raw is None:
        return None
    card = cards.TIMEZONE_UNKNOWN if key == "timezone" else cards.ENGAGEMENT_NOT_TEXT
    wanted = "the name of a time zone, such as Europe/Berlin" if key == "timezone" else "the engagement's slug"
    text, diagnostic = read_text(card, document.path, (key,), raw, wanted)
    if diagnostic is not None:
        found.append(diagnostic)
    return text


def _read_agents(document: Document, agents: Value, found: list[Diagnostic]) -> tuple[Entry, ...]:
    path = document.path
    if not isinstance(agents, Mapping):
        if is_null(agents):
            message = "`agents` is empty: nothing would ever run"
            found.append(cards.AGENTS_EMPTY.at(path, At(("agents",), "key"), message, help=_EXPECTED_SHAPE))
        else:
            message = f"`agents` is {name_shape(agents)}; it must map each agent's name to its settings"
            found.append(cards.AGENTS_NOT_MAPPING.at(path, At(("agents",), "key"), message, help=_EXPECTED_SHAPE))
        return ()
    if not agents:
        message = "`agents` is empty: nothing would ever run"
        found.append(cards.AGENTS_EMPTY.at(path, At(("agents",), "key"), message, help=_EXPECTED_SHAPE))
    return tuple([_read_entry(document, agent, settings, found) for agent, settings in agents.items()])


def _read_entry(document: Document, agent: str, settings: Value, found: list[Diagnostic]) -> Entry:
    pointer = ("agents", agent)
    if not isinstance(settings, Mapping):
        if is_null(settings):
            _say_no_cadence(document, agent, found)
        else:
            message = f"the settings of `{shorten(agent)}` are {name_shape(settings)}; they must be a mapping"
            help_text = f"write `{shorten(agent)}:` and below it `cadence: weekly`"
            found.append(cards.AGENT_NOT_MAPPING.at(document.path, At(pointer), message, help=help_text))
        return Entry(agent, "")
    meant: frozenset[str | None] = frozenset()
    if not _AGENT_KEY_SET.issuperset(settings):
        pairs = list(
            find_unknown_keys(cards.UNKNOWN_KEY, document, (pointer, settings), AGENT_KEYS, _AGENT_KEY_SYNONYMS)
        )
        found += [diagnostic for diagnostic, _ in pairs]
        meant = frozenset(word for _, word in pairs)
    cadence = settings.get("cadence")
    if cadence not in CADENCES:
        if is_null(cadence):
            if "cadence" not in meant:
                _say_no_cadence(document, agent, found, given="cadence" in settings)
        else:
            found.append(_say_cadence(document, agent, cadence))
    cron, diagnostic = None, None
    if "cron" in settings:
        wanted = 'a text of five fields, such as "0 9 * * 1"'
        cron, diagnostic = read_text(cards.CRON_NOT_TEXT, document.path, (*pointer, "cron"), settings["cron"], wanted)
        if diagnostic is not None:
            found.append(diagnostic)
    enabled, diagnostic = read_boolean(
        cards.ENABLED_NOT_BOOLEAN, document, (*pointer, "enabled"), settings.get("enabled"), default=True
    )
    if diagnostic is not None:
        found.append(diagnostic)
    return Entry(agent, as_text(cadence) or "", cron, enabled)


def _say_no_cadence(document: Document, agent: str, found: list[Diagnostic], *, given: bool = False) -> None:
    where = At(("agents", agent, "cadence"), "key") if given else At(("agents", agent), "key")
    message = f"`cadence` of `{shorten(agent)}` is empty" if given else f"`{shorten(agent)}` has no `cadence`"
    help_text = f"add `cadence: weekly`; {join_words(CADENCES)} are taken"
    found.append(cards.CADENCE_MISSING.at(document.path, where, message, help=help_text))


def _say_cadence(document: Document, agent: str, cadence: Value | None) -> Diagnostic:
    where = At(("agents", agent, "cadence"))
    text = as_text(cadence)
    if text is None:
        message = f"`cadence` is {name_shape(cadence)}; it must be {join_words(CADENCES)}"
        return cards.CADENCE_UNKNOWN.at(document.path, where, message)
    meant = find_cadence(text)
    fix = None if meant is None else write_word(where.pointer, text, meant.word, safe=meant.certain)
    message = f"`{shorten(text)}` is not a cadence; {join_words(CADENCES)} are the three there are"
    return cards.CADENCE_UNKNOWN.at(document.path, where, message, help=explain_cadence(text), fix=fix)


def _say_not_mapping(path: str, value: Value | None) -> Diagnostic:
    shape = "empty" if is_null(value) else name_shape(value)
    message = f"the schedule is {shape}; it must hold `version` and `agents`"
    return cards.NOT_MAPPING.at(path, None, message, help="write a first one with `kaizen-agentic schedule init`")


_KEY_SET = frozenset(KEYS)
_AGENT_KEY_SET = frozenset(AGENT_KEYS)
