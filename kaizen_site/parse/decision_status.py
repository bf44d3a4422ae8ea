"""What a status text says: the canonical status of its first clause, unless a later one takes it back.

A later clause can only lead away from being in force. Lists of states are a history where each is dated, and a
template's choice where opposites stand side by side. Whatever is not understood is `unknown`, never accepted.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from kaizen_site.model.catalogue import Status
from kaizen_site.parse.decision_date import find_date
from kaizen_site.parse.decision_inline import LINK_MARK, mark_links
from kaizen_site.parse.decision_words import STATUS_WORDS, fold, split_words

_LONGEST = 2_000
_CLAUSE = re.compile(
    rf"[.;,:(|!\n{LINK_MARK}、。\uff1b\uff0c\uff1a\uff08]|\s[-\u2013\u2014~·•/+]+(?:\s|$)|\s→|\b(?:by|but|because|since|durch|par|por)\b"
)
_SENTENCES = re.compile(r"[;,(|)\n!]|\.(?=\s|$)|\s[-\u2013\u2014·•]+\s|\b(?:but|and|then|however)\b")
_WORD = re.compile(r"[^\W_]+(?:['\u2019][^\W\d_]+)?")
_CHOICE = re.compile(r"\s*(?:\||/|,|…|\.{3}|\bor\b|\boder\b|\bou\b)\s*")
_BRACKETS = re.compile(
    r"^[\s\[\](){}<>\"'\u201c\u201d\u2018\u2019«»:=#~.,;|/\u2013\u2014-]+|[\s\[\](){}<>\"'\u201c\u201d\u2018\u2019«»:=~,;|\u2013\u2014-]+$"
)
_FILLERS = split_words(
    """the this adr madr rfc decision record document proposal is are was were has have had been be currently now
    officially formally fully status state current it we team marked as considered also already a an then later
    subsequently since eventually meanwhile again warning note notice caution important attention today still
    completely entirely wholly finally successfully here hereby adrs"""
)
_PARTLY = split_words("partially partly mostly largely partial")
_SHAKY = split_words("provisionally tentatively conditionally")
_CONDITIONS = split_words("pending awaiting subject if once unless until provided assuming")
_WORK = (["implementation"], ["rollout"], ["deployment"], ["release"])
_PENDING = re.compile(
    r"\b(?:pending|awaiting|subject to)\s+(?:\w+\s+){0,2}?"
    r"(?:approval|review|sign-?off|ratification|decision|acceptance|confirmation|agreement|discussion)\b",
    re.IGNORECASE,
)
_AFTER_END = split_words(
    """by on in due because since as for at from with after per and → via when until to following favour favor
    altogether completely entirely again see now"""
)
_PARTIAL = re.compile(
    r"\b(?:in parts?|partially|partly|parts? of|some of|portions? of|sections? of|partial)\b", re.IGNORECASE
)
_FUTURE = re.compile(r"\b(?:will|to|would|may|might|could|should|shall|can)\s+(?:soon\s+)?be\b", re.IGNORECASE)
_BOX = re.compile(r"\s*(?:[-*+]\s+)?\[([ xX✓✔]?)\]\s+(.*)", re.DOTALL)
_NOTHING = frozenset(("", "n a", "na", "none", "null", "tbd", "tba", "todo", "nil", "not stated", "unset", "not set"))
_TEMPLATE = frozenset(("status", "state", "your status", "choose one", "select one", "pick one", "status here"))
_STEPS: tuple[Status, ...] = (
    "not stated",
    "draft",
    "deferred",
    "proposed",
    "accepted",
    "deprecated",
    "rejected",
    "superseded",
)
_ENDED = frozenset(("rejected", "deprecated", "superseded"))


class StatusReading(NamedTuple):
    """The canonical status, the words it was read from, and whether the text is a template's placeholder.

    `plain` says that the word is a plain word for its status, such as "accepted" and not "done".
    """

    status: Status
    word: str = ""
    placeholder: bool = False


def read_status(raw: str, items: Sequence[str] = ()) -> StatusReading:
    """Read one status text; `items` are its list items, lines or cells where it has several."""
    text = _trim(mark_links(raw[:_LONGEST]))
    if fold(text) in _NOTHING:
        return StatusReading("not stated")
    boxes = [_BOX.match(item) for item in (items or [raw])[:100]]
    if any(boxes):
        ticked = [match.group(2) for match in boxes if match and match.group(1).strip()]
        return _furthest([_read_text(_trim(mark_links(item))) for item in ticked] or [StatusReading("not stated")])
    if len(items) > 1:
        listed = _read_history([_trim(mark_links(item[:_LONGEST])) for item in items[:100]])
        if listed is not None:
            return listed
    if _is_placeholder(raw, text):
        return StatusReading("not stated", text, placeholder=True)
    return _read_text(text)


def classify(clause: str) -> tuple[Status | None, str, list[str]]:
    """The status that a clause begins with, the words that say so, and the words behind them."""
    words = [word.replace("\u2019", "'") for word in _WORD.findall(clause.casefold())]
    start, shaky = 0, False
    while start < len(words) and (words[start] in _FILLERS or words[start] in _PARTLY or words[start] in _SHAKY):
        if " ".join(words[start : start + 2]) in STATUS_WORDS:
            break
        shaky = shaky or words[start] in _SHAKY
        start += 1
    for length in (4, 3, 2, 1):
        phrase = " ".join(words[start : start + length])
        status = STATUS_WORDS.get(phrase) if len(words) >= start + length else None
        if status is not None:
            rest = words[start + length :]
            return _weigh(status, rest, shaky=shaky), phrase, rest
    return None, "", words


def is_partial(text: str) -> bool:
    """Whether a text speaks of a part only."""
    return _PARTIAL.search(text) is not None


def is_future(text: str) -> bool:
    """Whether a text speaks of something that has not happened yet."""
    return _FUTURE.search(text) is not None


def find_end(text: str) -> StatusReading | None:
    """A clause which says that the record is not in force (any more): superseded, deprecated or rejected."""
    for clause in _SENTENCES.split(mark_links(text[:_LONGEST])):
        status, word, rest = classify(_without_date(clause))
        if status not in _ENDED or (rest and rest[0] not in _AFTER_END and not rest[0].isdigit()):
            continue
        if is_partial(clause) or is_future(clause) or (word == "replaced" and rest and rest[0] not in ("by", "with")):
            continue
        if LINK_MARK in clause and clause.index(LINK_MARK) < clause.casefold().find(word.split()[0]):
            continue  # the subject is another record
        return StatusReading(status, word)
    return None


def _weigh(status: Status, rest: list[str], *, shaky: bool) -> Status | None:
    conditional = bool(rest) and rest[0] in _CONDITIONS and not (rest[0] == "pending" and rest[1:2] in _WORK)
    if status == "accepted" and (shaky or conditional or rest[:2] == ["in", "principle"]):
        return "proposed"
    if rest and rest[0] in ("or", "oder") and STATUS_WORDS.get(" ".join(rest[1:2])) is not None:
        return None
    return status


def _read_text(text: str) -> StatusReading:
    if "→" in text:
        steps = [_read_clause(part) for part in text.split("→") if fold(part)]
        if len(steps) > 1 and all(step.status != "unknown" for step in steps):
            return steps[-1]
    dated = _read_dated_clauses(text)
    if dated is not None:
        return dated
    first = _read_clause(text)
    behind = text[text.casefold().find(first.word.split()[-1]) + 1 :] if first.word else ""
    end = find_end(behind) if behind and first.status not in ("unknown", "superseded", "rejected") else None
    if end is None and first.status == "accepted" and _PENDING.search(behind[:120]):
        return StatusReading("proposed", first.word)
    if end is None or (first.status == "deprecated" and end.status != "superseded"):
        return first
    return end


def _read_clause(text: str) -> StatusReading:
    clause = _without_date(text)
    end = _clause_end(clause)
    first = clause[:end]
    if fold(first) in _TEMPLATE and clause[end : end + 1] == ":":
        return _read_clause(clause[end + 1 :])
    by = " by" if re.match(r"\s*\(?\s*by\b", clause[end:]) else ""
    status, word, _ = classify(first + by)
    if status is None or first.rstrip().endswith("?") or clause[end : end + 1] == "?":
        return StatusReading("unknown", _trim(first) or _trim(clause)[:80])
    return StatusReading(status, word)


def _read_dated_clauses(text: str) -> StatusReading | None:
    """A history on one line: two or more states, each with its own date; the latest date counts."""
    clauses = [part for part in re.split(r"[,;|\n]|\.\s|\s[·•]\s", text) if fold(part)]
    if len(clauses) < 2:
        return None
    found = [(find_date(clause), _read_clause(clause)) for clause in clauses]
    states = [
        (date.value, reading)
        for date, reading in found
        if date is not None and date.value and reading.status != "unknown"
    ]
    if len(states) < 2 or len(states) != len(clauses):
        return None
    return max(states, key=lambda state: (state[0], _STEPS.index(state[1].status)))[1]


def _read_history(items: list[str]) -> StatusReading | None:
    found = [(find_date(item), _read_text(item)) for item in items if fold(item)]
    states = [(date.value if date else None, reading) for date, reading in found if reading.status != "unknown"]
    if not states or (len(states) < len(found) and found[0][1].status == "unknown" and not states[0][0]):
        return None
    if len(states) == 1:
        return states[0][1] if found[0][1].status != "unknown" or states[0][0] else None
    if all(date for date, _ in states):
        return max(states, key=lambda state: (state[0] or "", _STEPS.index(state[1].status)))[1]
    if len(states) < len(found):
        return None  # prose below a first line: not a history
    distinct = {reading.status for _, reading in states}
    if len(distinct) > 3 or {"accepted", "rejected"} <= distinct:
        return StatusReading("not stated", states[0][1].word, placeholder=True)
    return _furthest([reading for _, reading in states])


def _furthest(readings: list[StatusReading]) -> StatusReading:
    unknown = [reading for reading in readings if reading.status == "unknown"]
    return unknown[0] if unknown else max(readings, key=lambda reading: _STEPS.index(reading.status))


def _is_placeholder(raw: str, text: str) -> bool:
    folded = fold(text)
    if folded in _TEMPLATE or folded.startswith("what is the status"):
        return True
    first_line = text.split("\n", 1)[0].replace(LINK_MARK, "")
    choices = [STATUS_WORDS.get(fold(part)) for part in _CHOICE.split(first_line)]
    named = {status for status in choices if status is not None}
    if len(named) > 1 and choices[0] is not None:
        alternatives = [part for part in re.split(r"\||/|\bor\b|\boder\b", first_line) if STATUS_WORDS.get(fold(part))]
        if len(named) > 2 or len({STATUS_WORDS[fold(part)] for part in alternatives}) > 1:
            return True
    undated = _without_date(text)
    if classify(undated[: _clause_end(undated)])[0] is None:
        spoken = {STATUS_WORDS[word] for word in _WORD.findall(folded) if word in STATUS_WORDS}
        if len(spoken) > 2:
            return True
        return bool(re.match(r"\s*[`*_]*[{<\[][^\]}>]*[}>\]][`*_]*\s*$", raw)) and "](" not in raw
    return False


def _clause_end(text: str) -> int:
    start = len(text) - len(text.lstrip(f" \t\n([{LINK_MARK}"))
    match = _CLAUSE.search(text, start)
    return len(text) if match is None else match.start()


def _without_date(text: str) -> str:
    """A text without the date that stands in front of it."""
    text = _trim(text)
    date = find_date(text, anchored=True)
    return _trim(text[date.end :]) if date is not None else text


def _trim(text: str) -> str:
    marked = text.lstrip().startswith(LINK_MARK)
    return _BRACKETS.sub("", text.lstrip(f" \t\n{LINK_MARK}") if marked else text)
