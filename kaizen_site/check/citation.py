"""Decisions that other texts refer to: whether the record exists, and whether it is still in force."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from kaizen_site.cards import xref as cards
from kaizen_site.model.catalogue import Decision
from kaizen_site.model.diagnostic import Diagnostic, Related
from kaizen_site.model.source import Document, Span
from kaizen_site.rules.record_name import stem_of

_ID = re.compile(r"([A-Z][A-Z0-9]{1,9})-(\d{1,6})\Z")
_LINE_END = re.compile(r"\r\n|\n|\r")
# A number in such a line shows a form; it does not refer to anything.
_EXAMPLE = re.compile(r"\b(?:e\.g\.|i\.e\.|example|such as|template|format|naming|sequentially)|NNN|XXX", re.IGNORECASE)


def check_citations(decisions: Sequence[Decision], documents: Iterable[Document]) -> Iterator[Diagnostic]:
    """What is wrong with references such as `ADR-012` in the bodies of other documents, outside their code blocks.

    Only forms of ids that the records themselves use are looked for; each record is reported once a document.
    """
    known = _index(decisions)
    if not known:
        return
    prefixes = "|".join(sorted({prefix for prefix, _ in known}))
    reference = re.compile(rf"(?<![\w/.-])({prefixes})-(\d{{1,6}})(?![\w-]|\.\w)")
    records = {decision.path: decision for decision in decisions}
    for document in documents:
        seen: set[tuple[str, int]] = set()
        for number, line in _list_lines(document):
            for match in reference.finditer(line):
                key = (match[1], int(match[2]))
                if key in seen or (key not in known and _EXAMPLE.search(line)):
                    continue
                seen.add(key)
                where = Span(number, match.start() + 1, number, match.end() + 1)
                yield from _judge(document.path, where, match[0], known.get(key, ()), (known, records), line)


def _index(decisions: Sequence[Decision]) -> dict[tuple[str, int], tuple[Decision, ...]]:
    """The records by prefix and number, where the id is written in the record or in its file's name."""
    known: dict[tuple[str, int], tuple[Decision, ...]] = {}
    for decision in decisions:
        match = _ID.match(decision.id)
        if match is None:
            continue
        if "id" in decision.places or stem_of(decision.path).upper().startswith(f"{match[1]}-"):
            key = (match[1], int(match[2]))
            known[key] = (*known.get(key, ()), decision)
    return known


def _list_lines(document: Document) -> Iterator[tuple[int, str]]:
    hidden = {line for fence in document.fences for line in range(fence.line, fence.line + fence.text.count("\n") + 2)}
    for number, line in enumerate(_LINE_END.split(document.body), document.body_line):
        if number not in hidden:
            yield number, line


def _judge(
    path: str,
    where: Span,
    shown: str,
    found: Sequence[Decision],
    log: tuple[dict[tuple[str, int], tuple[Decision, ...]], dict[str, Decision]],
    line: str,
) -> Iterator[Diagnostic]:
    known, records = log
    if not found:
        near = _find_near(shown, known)
        help_text = f"did you mean {near}?" if near else cards.DECISION_MISSING.remedy
        yield cards.DECISION_MISSING.at(path, where, f"there is no decision {shown}", help=help_text)
        return
    # Several records under one number are a fault of the log, and one of them may be in force.
    if any(decision.status != "superseded" for decision in found):
        return
    decision = found[0]
    successors = _find_successors(decision, records)
    if any(other.id in line for other in successors):
        return
    names = " and ".join(other.id for other in successors)
    message = f"{shown} is superseded{f' by {names}' if names else ''}"
    help_text = f"read {names}, and refer to it" if names else cards.DECISION_SUPERSEDED.remedy
    place = decision.places.get("superseded-by") or decision.places.get("status")
    related = (Related(decision.path, place, f"{decision.id} says so"),)
    yield cards.DECISION_SUPERSEDED.at(path, where, message, help=help_text, related=related)


def _find_successors(decision: Decision, records: dict[str, Decision]) -> list[Decision]:
    """The records at the end of the chain: a successor may itself be superseded."""
    ends: dict[str, Decision] = {}
    waiting, seen = [decision], {decision.path}
    while waiting:
        current = waiting.pop()
        following = [
            records[link.resolved]
            for link in current.links
            if link.kind == "superseded-by" and not link.partial and link.resolved in records
        ]
        if not following and current is not decision:
            ends[current.path] = current
        waiting += [other for other in following if other.path not in seen]
        seen.update(other.path for other in following)
    return [ends[path] for path in sorted(ends)]


def _find_near(shown: str, known: dict[tuple[str, int], tuple[Decision, ...]]) -> str | None:
    """The one record whose number has the same digits in another order, or with zeros more or less."""
    prefix, number = shown.rsplit("-", 1)
    digits = sorted(number.replace("0", ""))
    same = [
        found[0].id for (word, other), found in known.items() if word == prefix and _digits(other) == digits and digits
    ]
    return same[0] if len(same) == 1 else None


def _digits(number: int) -> list[str]:
    return sorted(str(number).replace("0", ""))
