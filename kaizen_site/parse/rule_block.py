"""The `rule` and `instruction` blocks of a definition: YAML whose places are those of the markdown file."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace as change

from kaizen_site.cards import rule as cards
from kaizen_site.cards import yaml as yaml_cards
from kaizen_site.cards.definition import BLOCK_NOT_CLOSED, INSTRUCTION_EMPTY
from kaizen_site.model.definition import PRIORITIES, Action, Rule
from kaizen_site.model.diagnostic import Diagnostic, Edit, Fix, Related, Severity
from kaizen_site.model.source import At, Document, Fence, Plain, Pointer, Positions, Span, Value
from kaizen_site.parse.shape import find_unknown_keys, is_spoilt, offer
from kaizen_site.parse.values import as_text, as_texts, is_null, name_shape
from kaizen_site.parse.yaml import Origin, Reading, read_yaml
from kaizen_site.rules.mending import mend_word
from kaizen_site.rules.wording import join_words, shorten

RULE_KEYS = ("id", "for_each", "bind_as", "condition", "action")
ACTION_KEYS = ("task_template", "description", "target_repo", "priority", "labels")
RESERVED = frozenset({"context", "event", "and", "or", "not", "in", "true", "false", "null", "True", "False", "None"})
_OPENING = re.compile(r"^ {0,3}```\w", re.MULTILINE)
_WORD = re.compile(r"[A-Za-z_][A-Za-z0-9_]*\Z")
_LABEL = re.compile(r"[\w.-]+(?: [\w.-]+)*\Z")
_KEY_SYNONYMS = {"foreach": "for_each", "as": "bind_as", "if": "condition", "when": "condition", "then": "action"}
_ACTION_SYNONYMS = {"title": "task_template", "template": "task_template", "repo": "target_repo", "tags": "labels"}
_PRIORITY_SYNONYMS = {"normal": "medium", "urgent": "critical", "minor": "low", "major": "high"}


class BlockPositions:
    """Pointers that begin with ("rules", i) lead into the i-th rule block, all others into the front matter."""

    __slots__ = ("_blocks", "_fences", "_front")

    def __init__(self, front: Positions, fences: Sequence[Fence], blocks: Sequence[Positions]) -> None:
        self._front = front
        self._fences = fences
        self._blocks = blocks

    def span(self, at: At) -> Span | None:
        """The place; the block itself is its opening line."""
        pointer = at.pointer
        if len(pointer) < 2 or pointer[0] != "rules" or not isinstance(pointer[1], int):
            return self._front.span(at)
        if not 0 <= pointer[1] < len(self._blocks):
            return None
        if len(pointer) == 2:
            return fence_span(self._fences[pointer[1]])
        return self._blocks[pointer[1]].span(At(pointer[2:], at.part, at.within))


def fence_span(fence: Fence) -> Span:
    """The fence's opening line, without its indentation."""
    column = fence.indent + 1
    return Span(fence.line, column, fence.line, column + 3 + len(fence.info))


def is_block(fence: Fence, kind: str) -> bool:
    """Whether the first word behind the fence is `kind`."""
    return fence.info.split(None, 1)[:1] == [kind]


def read_rules(
    document: Document, fences: Sequence[Fence], found: list[Diagnostic]
) -> tuple[Document, tuple[Rule, ...]]:
    """The document with places in its rule blocks, and the rules of the blocks that can be read."""
    readings = [_read_block(document.path, fence) for fence in fences]
    positions = BlockPositions(document.positions, fences, [reading.positions for reading in readings])
    document = change(document, positions=positions)
    rules: list[Rule] = []
    for index, (fence, reading) in enumerate(zip(fences, readings, strict=True)):
        found += reading.diagnostics
        if reading.broken or is_spoilt(reading.diagnostics):
            continue
        if not isinstance(reading.value, Mapping):
            message = f"the rule block is {name_shape(reading.value)}; it must hold `id` and `action`"
            found.append(cards.NOT_MAPPING.at(document.path, fence_span(fence), message, help=cards.NOT_MAPPING.remedy))
            continue
        rule = _read_rule(document, index, fence, reading.value, found)
        _check_duplicate(document, rule, rules, found)
        rules.append(rule)
    return document, tuple(rules)


def read_instructions(path: str, fences: Sequence[Fence], found: list[Diagnostic]) -> tuple[str, ...]:
    """The texts of the instruction blocks; they are never run, only their form is looked at."""
    for fence in fences:
        if not fence.closed:
            found.append(_say_not_closed(path, fence, "instruction"))
        elif not fence.text.strip():
            found.append(INSTRUCTION_EMPTY.at(path, fence_span(fence), "the instruction block is empty"))
    return tuple(fence.text for fence in fences)


def _read_block(path: str, fence: Fence) -> Reading:
    reading = read_yaml(fence.text, Origin(path, fence.content_line - 1, fence.indent))
    # A block without its closing line is often closed by that of the next one.
    if not fence.closed or (reading.broken and _OPENING.search(fence.text)):
        return Reading(None, reading.positions, [_say_not_closed(path, fence, "rule")])
    diagnostics = [
        change(diagnostic, card=cards.YAML_SYNTAX) if diagnostic.card is yaml_cards.SYNTAX else diagnostic
        for diagnostic in reading.diagnostics
    ]
    return reading._replace(diagnostics=diagnostics)


def _say_not_closed(path: str, fence: Fence, kind: str) -> Diagnostic:
    message = f"the {kind} block opened on line {fence.line} is not closed"
    return BLOCK_NOT_CLOSED.at(path, fence_span(fence), message, help="put a line with three backticks behind it")


def _check_duplicate(document: Document, rule: Rule, rules: Sequence[Rule], found: list[Diagnostic]) -> None:
    first = next((other for other in rules if other.id == rule.id and rule.id), None)
    if first is not None:
        where, other = At(("rules", rule.index, "id")), At(("rules", first.index, "id"))
        message = f"the rule id `{shorten(rule.id)}` stands twice in this file"
        related = (Related(document.path, other, "first used here"),)
        found.append(
            cards.DUPLICATE_ID.at(document.path, where, message, help="give one of them another id", related=related)
        )


def _read_rule(
    document: Document, index: int, fence: Fence, value: Mapping[str, Value], found: list[Diagnostic]
) -> Rule:
    pointer: Pointer = ("rules", index)
    unknown = list(find_unknown_keys(cards.UNKNOWN_KEY, document, (pointer, value), RULE_KEYS, _KEY_SYNONYMS))
    found += [diagnostic for diagnostic, _ in unknown]
    meant = frozenset(word for _, word in unknown)
    rule_id = _read_field(document, (*pointer, "id"), value.get("id"), found)
    if rule_id is None and "id" not in meant and is_null(value.get("id")):
        where = At((*pointer, "id") if "id" in value else pointer, "key")
        found.append(cards.ID_MISSING.at(document.path, where, "the rule has no `id`", help=cards.ID_MISSING.remedy))
    action = _read_action(document, pointer, value, meant, found)
    for_each, bind_as = _read_loop(document, pointer, value, meant, found)
    condition = _read_field(document, (*pointer, "condition"), value.get("condition"), found)
    return Rule(index, rule_id or "", fence.line, action, for_each, bind_as, condition)


def _read_loop(
    document: Document,
    pointer: Pointer,
    value: Mapping[str, Value],
    meant: frozenset[str | None],
    found: list[Diagnostic],
) -> tuple[str | None, str]:
    """`for_each` is "" where it is given and can't be read, `bind_as` likewise: nothing is concluded from those."""
    raw = value.get("for_each")
    for_each = _read_field(document, (*pointer, "for_each"), raw, found)
    if for_each is None and ("for_each" in meant or not is_null(raw)):
        for_each = ""
    if "bind_as" in meant:
        return for_each, ""
    raw = value.get("bind_as")
    if is_null(raw):
        return for_each, "item"
    bind_as = as_text(raw) or ""
    if not _WORD.match(bind_as) or bind_as in RESERVED:
        reason = "has a meaning of its own" if bind_as in RESERVED else "is no single word"
        shown = f"`{shorten(bind_as)}`" if bind_as else f"`bind_as` is {name_shape(raw)}, which"
        where = At((*pointer, "bind_as"))
        help_text = "choose a word of letters, digits and `_`, such as `r`"
        found.append(cards.BIND_AS_INVALID.at(document.path, where, f"{shown} {reason}", help=help_text))
        return for_each, ""
    return for_each, bind_as


def _read_action(
    document: Document,
    pointer: Pointer,
    rule: Mapping[str, Value],
    meant: frozenset[str | None],
    found: list[Diagnostic],
) -> Action:
    value = rule.get("action")
    pointer = (*pointer, "action")
    if not isinstance(value, Mapping):
        if "action" not in meant:
            given = "action" in rule
            shape = f"`action` is {name_shape(value)}; it must be a mapping" if given else "the rule has no `action`"
            where = At(pointer, "key") if given else At(pointer[:-1])
            found.append(
                cards.ACTION_MISSING.at(document.path, where, shape, help="write `action:` with a `task_template`")
            )
        return Action("")
    unknown = list(find_unknown_keys(cards.UNKNOWN_KEY, document, (pointer, value), ACTION_KEYS, _ACTION_SYNONYMS))
    found += [diagnostic for diagnostic, _ in unknown]
    template = _read_field(document, (*pointer, "task_template"), value.get("task_template"), found)
    absent = template is None and is_null(value.get("task_template"))
    if absent and all(word != "task_template" for _, word in unknown):
        message = "the action has no `task_template`: the task would have no title"
        where = At((*pointer, "task_template") if "task_template" in value else pointer, "key")
        help_text = cards.TASK_TEMPLATE_MISSING.remedy
        found.append(cards.TASK_TEMPLATE_MISSING.at(document.path, where, message, help=help_text))
    return Action(
        template or "",
        _read_field(document, (*pointer, "description"), value.get("description"), found) or "",
        _read_field(document, (*pointer, "target_repo"), value.get("target_repo"), found) or "",
        _read_priority(document, (*pointer, "priority"), value.get("priority"), found),
        _read_labels(document, (*pointer, "labels"), value.get("labels"), found),
    )


def _read_field(document: Document, pointer: Pointer, value: Value | None, found: list[Diagnostic]) -> str | None:
    if is_null(value):
        return None
    text = as_text(value)
    if text is None:
        key = str(pointer[-1])
        card = cards.CONDITION_SYNTAX if key == "condition" else cards.ACTION_INVALID
        card = cards.FOR_EACH_UNBOUND if key == "for_each" else cards.ID_MISSING if key == "id" else card
        message = f"`{key}` is {name_shape(value)}; it must be a text"
        quote = " and put it in quotes" if isinstance(value, Mapping) else ""
        found.append(card.at(document.path, At(pointer), message, help=f"write one text behind `{key}:`{quote}"))
    return text


def _read_priority(document: Document, pointer: Pointer, value: Value | None, found: list[Diagnostic]) -> str:
    if is_null(value):
        return "medium"
    text = as_text(value)
    if text is not None and (text in PRIORITIES or "{{" in text):
        return text
    shown = f"`{shorten(text)}`" if text is not None else name_shape(value)
    message = f"{shown} is no priority; {join_words(PRIORITIES)} are taken"
    help_text = offer(text, PRIORITIES, _PRIORITY_SYNONYMS) if text is not None else None
    fix = mend_word(pointer, text, PRIORITIES, _PRIORITY_SYNONYMS) if text is not None else None
    found.append(cards.PRIORITY_UNKNOWN.at(document.path, At(pointer), message, help=help_text, fix=fix))
    return "medium"


def _read_labels(document: Document, pointer: Pointer, value: Value | None, found: list[Diagnostic]) -> tuple[str, ...]:
    if is_null(value):
        return ()
    labels = as_texts(value)
    if labels is None:
        message = f"`labels` is {name_shape(value)}; it must be a list of texts"
        if isinstance(value, list):
            message = "`labels` holds something that is no text"
        where = At(pointer)
        found.append(cards.ACTION_INVALID.at(document.path, where, message, help='write `labels: ["one", "two"]`'))
        return ()
    if isinstance(value, str):
        message = f"`labels` is {name_shape(value)}; it must be a list"
        help_text = f'write `labels: ["{shorten(value)}"]`'
        fix = _make_list(document, pointer, value)
        found.append(
            cards.ACTION_INVALID.at(
                document.path, At(pointer), message, help=help_text, fix=fix, severity=Severity.WARNING
            )
        )
    return labels


def _make_list(document: Document, pointer: Pointer, value: str) -> Fix | None:
    """The fix that puts brackets around one label; none where it could be several, or needs other quotes in a list."""
    span = document.positions.span(At(pointer))
    if span is None or span.line != span.end_line or (isinstance(value, Plain) and not _LABEL.match(value)):
        return None
    begin, end = Span(*span[:2], *span[:2]), Span(*span[2:], *span[2:])
    return Fix("make it a list", (Edit(begin, "["), Edit(end, "]")))
