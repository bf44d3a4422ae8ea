"""An ActivityDefinition becomes a Definition, or every fault of its shape is named.

Decides fields and their types. Whether crons, zones, event types, names and fields exist decides `check.definition`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import PurePosixPath

from kaizen_site.cards import definition as cards
from kaizen_site.model.definition import DEFINITION_STATUSES, ContextSource, Definition, Trigger
from kaizen_site.model.diagnostic import Diagnostic, Parsed, Severity
from kaizen_site.model.source import At, Document, Fence, Source, Value
from kaizen_site.parse.context_source import read_context_sources
from kaizen_site.parse.front_matter import read_markdown
from kaizen_site.parse.rule_block import is_block, read_instructions, read_rules
from kaizen_site.parse.shape import find_unknown_keys, is_spoilt, offer, read_boolean, read_text
from kaizen_site.parse.text import split_lines
from kaizen_site.parse.trigger import read_trigger
from kaizen_site.parse.values import as_text, is_null, name_shape
from kaizen_site.rules.mending import mend_word, write_word
from kaizen_site.rules.nearest import near, nearest
from kaizen_site.rules.wording import join_words, shorten

KEYS = ("id", "name", "enabled", "owner", "governance", "status", "trigger", "context_sources")
_SYNONYMS = {"title": "name", "when": "trigger", "context": "context_sources", "sources": "context_sources"}
_STATUS_SYNONYMS = {
    "draft": "proposed",
    "accepted": "active",
    "enabled": "active",
    "live": "active",
    "retired": "deprecated",
    "obsolete": "deprecated",
}
_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\Z")


def read_definition(source: Source) -> Parsed[Definition]:
    """The definition with all faults of its shape; what can't be used is left out of it.

    None when the front matter can't be read or uses what YAML has beyond plain values. A trigger that can't be told
    has the type "", a rule block that is no YAML is missing among the rules.
    """
    document, found = read_markdown(source)
    if document is None:
        return Parsed(source.path, None, None, tuple(found))
    if not isinstance(document.value, Mapping) or is_spoilt(found):
        return Parsed(source.path, None, document, tuple(found))
    fences = [fence for fence in document.fences if is_block(fence, "rule")]
    instructions = [fence for fence in document.fences if is_block(fence, "instruction")]
    document, rules = read_rules(document, fences, found)
    if not fences:
        found.append(_say_no_rule(document, instructions))
    texts = read_instructions(document.path, instructions, found)
    value = document.value if isinstance(document.value, Mapping) else {}
    meant = _find_unknown(document, value, found)
    definition = Definition(
        id=_read_id(document, value, meant, found),
        path=document.path,
        name=_read_name(document, value, meant, found),
        enabled=_read_enabled(document, value, found),
        owner=_read_optional(document, value, "owner", found),
        governance=_read_optional(document, value, "governance", found),
        status=_read_status(document, value, found),
        trigger=_read_trigger(document, value, meant, found),
        context_sources=_read_sources(document, value, meant, found),
        rules=rules,
        prose=_cut_out(document, [*fences, *instructions]),
        digest=document.digest,
        instructions=texts,
        extra={key: item for key, item in value.items() if key not in KEYS},
    )
    return Parsed(document.path, definition, document, tuple(found))


def _find_unknown(document: Document, value: Mapping[str, Value], found: list[Diagnostic]) -> frozenset[str | None]:
    pairs = list(find_unknown_keys(cards.UNKNOWN_KEY, document, ((), value), KEYS, _SYNONYMS))
    found += [diagnostic for diagnostic, _ in pairs]
    return frozenset(meant for _, meant in pairs)


def _read_sources(
    document: Document, value: Mapping[str, Value], meant: frozenset[str | None], found: list[Diagnostic]
) -> tuple[ContextSource, ...]:
    if "context_sources" not in meant:
        return read_context_sources(document, value.get("context_sources"), found)
    # The misspelt key has its finding; what it holds still binds the names that the rules use.
    slip = next(key for key in value if key not in KEYS and "context_sources" in near(key, KEYS, _SYNONYMS))
    return read_context_sources(document, value[slip], [])


def _read_id(
    document: Document, value: Mapping[str, Value], meant: frozenset[str | None], found: list[Diagnostic]
) -> str:
    path, raw = document.path, value.get("id")
    text, diagnostic = read_text(cards.FIELD_NOT_TEXT, path, ("id",), raw)
    if diagnostic is not None:
        found.append(diagnostic)
    elif text is None:
        if "id" not in meant:
            message = "`id` is empty" if "id" in value else "the required key `id` is missing"
            where = At(("id",), "key") if "id" in value else None
            help_text = f"add `id: {_make_id(PurePosixPath(path).stem)}`"
            found.append(cards.ID_MISSING.at(path, where, message, help=help_text))
    elif not _ID.match(text):
        message = f"`{shorten(text)}` is no id: only lower-case letters, digits and single hyphens are taken"
        likely = _make_id(text)
        # Not safe: whoever names the definition by its old id would no longer find it.
        fix = write_word(("id",), text, likely, safe=False)
        found.append(
            cards.ID_INVALID.at(path, At(("id",)), message, help=f"did you mean `{shorten(likely)}`?", fix=fix)
        )
    return text or ""


def _read_name(
    document: Document, value: Mapping[str, Value], meant: frozenset[str | None], found: list[Diagnostic]
) -> str:
    text, diagnostic = read_text(cards.FIELD_NOT_TEXT, document.path, ("name",), value.get("name"))
    if diagnostic is not None:
        found.append(diagnostic)
    elif text is None and "name" not in meant:
        message = "`name` is empty" if "name" in value else "the required key `name` is missing"
        where = At(("name",), "key") if "name" in value else None
        found.append(cards.NAME_MISSING.at(document.path, where, message, help=cards.NAME_MISSING.remedy))
    return text or ""


def _read_enabled(document: Document, value: Mapping[str, Value], found: list[Diagnostic]) -> bool:
    enabled, diagnostic = read_boolean(
        cards.ENABLED_NOT_BOOLEAN, document, ("enabled",), value.get("enabled"), default=True
    )
    if diagnostic is not None:
        found.append(diagnostic)
    return enabled


def _read_optional(document: Document, value: Mapping[str, Value], key: str, found: list[Diagnostic]) -> str:
    text, diagnostic = read_text(cards.FIELD_NOT_TEXT, document.path, (key,), value.get(key))
    if diagnostic is not None:
        found.append(diagnostic)
    return text or ""


def _read_status(document: Document, value: Mapping[str, Value], found: list[Diagnostic]) -> str:
    raw = value.get("status")
    text = as_text(raw)
    if is_null(raw) or text in DEFINITION_STATUSES:
        return text or "proposed"
    shown = f"`{shorten(text)}`" if text is not None else name_shape(raw)
    message = f"{shown} is no status; {join_words(DEFINITION_STATUSES)} are taken"
    help_text = offer(text, DEFINITION_STATUSES, _STATUS_SYNONYMS) if text is not None else None
    where = At(("status",))
    fix = mend_word(("status",), text, DEFINITION_STATUSES, _STATUS_SYNONYMS) if text is not None else None
    found.append(cards.STATUS_UNKNOWN.at(document.path, where, message, help=help_text, fix=fix))
    return text or "proposed"


def _read_trigger(
    document: Document, value: Mapping[str, Value], meant: frozenset[str | None], found: list[Diagnostic]
) -> Trigger:
    if "trigger" in value:
        return read_trigger(document, value["trigger"], found)
    if "trigger" not in meant:
        message = "the required key `trigger` is missing: the definition would never fire"
        found.append(cards.TRIGGER_MISSING.at(document.path, None, message, help=cards.TRIGGER_MISSING.remedy))
    return Trigger("")


def _say_no_rule(document: Document, instructions: Sequence[Fence]) -> Diagnostic:
    message = "there is no ```rule block: nothing would ever be created"
    help_text = cards.NO_RULE.remedy
    for fence in document.fences:
        word = fence.info.split(None, 1)[0] if fence.info.strip() else ""
        if word not in ("", "instruction") and nearest(word, ["rule"]):
            help_text = f"the block on line {fence.line} is marked `{word}`; did you mean `rule`?"
            break
    severity = Severity.WARNING if instructions else None
    return cards.NO_RULE.at(document.path, None, message, help=help_text, severity=severity)


def _make_id(text: str) -> str:
    return "-".join(re.findall(r"[a-z0-9]+", text.lower())) or "my-definition"


def _cut_out(document: Document, fences: Sequence[Fence]) -> str:
    """The body without these blocks."""
    lines = split_lines(document.body)
    keep = [True] * len(lines)
    for fence in fences:
        first = fence.line - document.body_line
        last = first + fence.text.count("\n") + 2
        keep[first:last] = [False] * len(keep[first:last])
    return "\n".join(line for line, kept in zip(lines, keep, strict=True) if kept).strip("\n") + "\n"
