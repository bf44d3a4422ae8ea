"""Relations that a record states to other records: words such as "supersedes" and the references behind them."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from kaizen_site.parse.decision_references import SUPERSESSION, Definitions, Mention, find_mentions, fits
from kaizen_site.parse.decision_status import is_future, is_partial
from kaizen_site.parse.decision_words import fold
from kaizen_site.rules.record_name import reference_key

_LONGEST = 20_000
_KINDS = (
    (
        "superseded-by",
        r"""super-?(?:sc|s|c)ee?d(?:ed|e)\b(?:\s*\([^()\n]{0,80}\))?(?:\s+(?!by\b)[\w-]{1,20}){0,3}?[\s(*_]+by\b
        |(?:replaced|obsoleted|deprecated|overridden|retired|succeeded|overruled)
            (?:\s+(?!by\b)[\w-]{1,20}){0,2}?[\s(*_]+by\b
        |replaced\s+with\b|(?:merged|folded|consolidated|absorbed)\s+into\b
        |(?:deprecated|superseded|replaced|retired|obsoleted?)\s+in\s+favou?r\s+of\b""",
    ),
    (
        "supersedes",
        r"super-?(?:sc|s|c)ee?d(?:es|e|ing)\b|replac(?:es|ing)\b|replace\b|obsoletes\b|deprecates\b|overrides\b",
    ),
    ("amended-by", r"(?:amended|modified|revised|updated)\s+by\b"),
    ("amends", r"amends\b|amending\b|amend\b|modifies\b|revises\b|updates\b"),
    ("clarified-by", r"clarified\s+by\b"),
    ("clarifies", r"clarifies\b"),
    ("extended-by", r"(?:extended|refined|expanded)\s+by\b"),
    ("extends", r"extends\b|refines\b|builds\s+(?:up)?on\b|expands\s+(?:up)?on\b"),
    ("required-by", r"required\s+by\b"),
    ("depends-on", r"depends\s+(?:up)?on\b|requires\b|dependent\s+on\b"),
    ("relates-to", r"relate[sd]\s+to\b|related(?:\s+(?:adrs?|decisions?|records?))?\s*:|see\s+also\b"),
)
_RELATION = re.compile(
    "|".join(f"(?P<k{index}>{pattern})" for index, (_, pattern) in enumerate(_KINDS)), re.IGNORECASE | re.VERBOSE
)
_BARE_SUPERSEDED = re.compile(
    r"\b(?:super-?(?:sc|s|c)ee?ded|replaced)\b[\s*_:,;.\u2013\u2014>→(-]*(?:see(?:\s+also)?\s*:?|now|→|with)?[\s*_(]*$",
    re.IGNORECASE,
)
_NEGATED = re.compile(
    r"(?:\bnot|n['\u2019]t|\bnever|\bwithout|\bneither|\bnor|\bno\s+longer)\s+(?:[\w-]+\s+)?$", re.IGNORECASE
)
_STOP = re.compile(r"\.(?=\s+[A-Z*_(\[]|\s*$)|\n[ \t>]*\n|\n[ \t>]*(?:[-*+]|\d+\.)[ \t]|\n[ \t]*\||;")
_JOINT = re.compile(
    r"(?:[\s,&/+*_`>)\]|\"'\u201c\u201d]|\b(?:and|or|as\s+well\s+as|by|und|plus|also|adrs?)\b|\([^()\n]{0,200}\))*",
    re.IGNORECASE,
)
_LIST_JOINT = re.compile(r"[^\n]{0,400}?(?:[,;&/\n]|\band\b|<br\s*/?>)[\s>*+-]*$")
_SELF = r"(?:this|the\s+(?:present|current))\s+(?:m?adr|decision|record|document|proposal|rfc)"
_ACTIVE = re.compile(rf"\b{_SELF}\b[^.;:\n]{{0,50}}?$|\bwe\s+(?:hereby\s+|now\s+|also\s+)?$", re.IGNORECASE)
_WE = re.compile(r"\bwe\s+(?:hereby\s+|now\s+)?$", re.IGNORECASE)
_LINE_START = re.compile(r"(?:^|\n)[\s>*_\d.-]*$")
_PASSIVE = re.compile(
    r"\b(?:is|are|was|were|(?:has|have)\s+been|been)\s+(?:now\s+|also\s+|later\s+)?(?:in\s+part\s+|partially\s+|partly\s+)?$",
    re.IGNORECASE,
)
_WHOLE = re.compile(rf"\b{_SELF}\s*$", re.IGNORECASE)
_AFTER_REFERENCE = re.compile(
    r"[\s*_)]*(?:\([^()\n]{0,80}\))?[\s*_]*"
    r"(?:(?:is|was|has\s+been|also|now|partially|partly|in\s+part|explicitly|fully|therefore)\s+){0,3}",
    re.IGNORECASE,
)
_PRONOUN = re.compile(r"\b(?:it|they|which|that|adrs?)\s+(?:\w+\s+)?$", re.IGNORECASE)
_ONLY = re.compile(r"(?<!reference)(?<!historical)(?<!history)(?<!purposes)(?<!information)[ *_]+only\b", re.IGNORECASE)
_BLOCKING = frozenset(("not", "but", "because", "which", "it", "him", "was", "were"))
_FUNCTION_WORDS = frozenset(
    (
        *("the", "a", "an", "our", "of", "in", "by", "to", "and", "is", "was", "from", "with", "both", "that", "this"),
        *("adr", "madr", "decision", "decisions", "record", "records", "number", "see", "also", "now"),
        *("previous", "earlier", "existing", "former", "old", "older"),
    )
)
_INFINITIVES = frozenset(("replace", "amend", "replacing", "superseding", "amending"))
_NOTHING = frozenset(("none", "n", "na", "no", "nothing", "nil", "tbd", ""))


class Relation(NamedTuple):
    """A stated relation; `start` and `end` are offsets of the reference in the text."""

    kind: str
    target: str
    start: int
    end: int
    partial: bool = False


def read_targets(kind: str, text: str, definitions: Definitions) -> list[Relation]:
    """The references of a field whose name is the relation: `Supersedes: ADR-3, [ADR-4](0004-x.md)`."""
    if fold(text).split(" ")[0] in _NOTHING:
        return []
    mentions = [mention for mention in find_mentions(text, definitions) if fits(kind, mention, text)]
    if not mentions:
        return list(_bare_numbers(kind, text))
    relations: list[Relation] = []
    position = 0
    for line in text.split("\n"):
        found = [mention for mention in mentions if position <= mention.start <= position + len(line)]
        for index, mention in enumerate(found):
            if _is_aside(line, mention.start - position, follows=mention.start > mentions[0].start):
                continue
            gap = text[found[index - 1].end : mention.start] if index else ""
            listed = _LIST_JOINT.fullmatch(gap) is not None and gap.count("(") == gap.count(")")
            if index and not listed and not _JOINT.fullmatch(gap):
                break
            relations.append(_relate(kind, mention, line))
        position += len(line) + 1
    return relations


def find_relations(text: str, definitions: Definitions, own: str, *, prose: bool = False) -> list[Relation]:
    """The relations that words in a text state; in prose only those of which this record is plainly the subject.

    `own` is this record's reference key.
    """
    text = text[:_LONGEST]
    words = list(_RELATION.finditer(text))
    mentions = find_mentions(text, definitions) if words or not prose else []
    starts = [mention.start for mention in mentions]
    ends = [mention.end for mention in mentions]
    relations: list[Relation] = []
    for index, word in enumerate(words):
        kind = _KINDS[int((word.lastgroup or "k0")[1:])][0]
        before = text[max(0, word.start() - 160) : word.start()]
        last = bisect_right(ends, word.start()) - 1
        subject = mentions[last] if last >= 0 else None
        if _NEGATED.search(before) or not _is_subject(before, subject, word, own, kind, prose=prose):
            continue
        limit = words[index + 1].start() if index + 1 < len(words) else len(text)
        following = mentions[bisect_left(starts, word.end()) : bisect_left(starts, limit)]
        sentence = _sentence(text, word.start(), limit)
        for mention in _behind(text, word.end(), [other for other in following if fits(kind, other, text)]):
            relation = _relate(kind, mention, sentence)
            part = _is_part(text[word.end() : mention.start], before, word.group(), kind, prose=prose)
            relations.append(relation._replace(partial=relation.partial or part))
    if not prose:
        relations += list(_bare_superseded(text, mentions, relations))
    return relations


def _bare_numbers(kind: str, text: str) -> Iterator[Relation]:
    """`supersedes: 3, 4`."""
    if re.fullmatch(r"[\s\d,;&#\[\]-]{1,200}(?:and[\s\d]{1,10})?", text):
        for match in re.finditer(r"(?<![\w.#/-])\d{1,4}(?![\w.-])", text):
            yield Relation(kind, match.group(), match.start(), match.end())


def _bare_superseded(text: str, mentions: Sequence[Mention], known: Sequence[Relation]) -> Iterator[Relation]:
    """`Superseded: see [ADR-5](…)` and the like, without "by"."""
    taken = {relation.start for relation in known}
    for mention in mentions:
        before = text[max(0, mention.start - 60) : mention.start]
        if mention.start not in taken and mention.shape != "hash" and _BARE_SUPERSEDED.search(before):
            yield _relate("superseded-by", mention, text)


def _behind(text: str, start: int, mentions: Sequence[Mention]) -> Iterator[Mention]:
    """The references that follow a relation word without anything between them that ends the list."""
    position = start
    for mention in mentions:
        gap = text[position : mention.start]
        if position == start:
            words = fold(gap).split()
            if len(gap) > 60 or len(words) > 6 or _STOP.search(gap.lstrip(" \t*_:")) or not _BLOCKING.isdisjoint(words):
                return
        elif not _JOINT.fullmatch(gap):
            return
        yield mention
        position = mention.end


def _is_subject(before: str, subject: Mention | None, word: re.Match[str], own: str, kind: str, *, prose: bool) -> bool:
    """Whether what stands before a relation word leaves this record as the one that it speaks of."""
    distance = word.start() - subject.end if subject is not None else len(before) + 1
    if subject is not None and distance <= len(before) and _AFTER_REFERENCE.fullmatch(before[len(before) - distance :]):
        return reference_key(subject.target) == own
    if not prose:
        return kind == "relates-to" or not _PRONOUN.search(before)
    if kind not in SUPERSESSION and kind not in ("amends", "amended-by"):
        return False
    if word.group().casefold() in _INFINITIVES:
        return _WE.search(before) is not None
    if kind in ("superseded-by", "amended-by"):
        return _PASSIVE.search(before) is not None
    if word.group()[:1].isupper() and _LINE_START.search(before):
        return True
    return _ACTIVE.search(before) is not None


def _is_part(gap: str, before: str, word: str, kind: str, *, prose: bool) -> bool:
    """Whether only a part is meant: "supersedes the cache rules of ADR-3", "this section is superseded by"."""
    if len(set(fold(gap).split()) - _FUNCTION_WORDS) > 2:
        return True
    if kind != "superseded-by":
        return False
    passive = _PASSIVE.search(before)
    subject = before[: passive.start()] if passive else before
    return is_future(before[-40:] + word) or (prose and not _WHOLE.search(subject))


def _sentence(text: str, start: int, limit: int) -> str:
    begin = max((text.rfind(mark, 0, start) for mark in (". ", "\n\n", ";", "(")), default=-1)
    stop = _STOP.search(text, start, limit)
    return text[begin + 1 : stop.start() if stop else limit]


def _relate(kind: str, mention: Mention, sentence: str) -> Relation:
    plain = re.sub(r"\]\([^()\s]*\)", "]", sentence)[:400]
    partial = is_partial(plain) or (kind in SUPERSESSION and _ONLY.search(plain) is not None)
    return Relation(kind, mention.target, mention.start, mention.end, partial)


def _is_aside(line: str, offset: int, *, follows: bool) -> bool:
    """Whether a reference stands in brackets behind many words: a remark, not the target."""
    before = line[:offset]
    opened = before.rfind("(")
    linked = before[opened - 1 : opened] == "]"
    return not follows and opened > before.rfind(")") and not linked and len(before[:opened].split()) > 5
