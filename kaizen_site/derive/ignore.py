"""Which findings the ignores of their files silence, and which ignores silence nothing."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from typing import NamedTuple, TypeAlias

from kaizen_site.cards.ignore import NEVER_IGNORED
from kaizen_site.cards.registry import name_rule
from kaizen_site.model.diagnostic import Card, Finding, Suppressed
from kaizen_site.model.ignore import Ignore
from kaizen_site.model.source import Span

Place: TypeAlias = tuple[str, int | None, str]
"""A path, a line (None for the whole file), and the slug or family that is ignored there."""

Word: TypeAlias = tuple[Ignore, str, Span]
"""One of an ignore's rules with its own place."""


class Applied(NamedTuple):
    """What still counts, what does not, and the places of ignores that were needed."""

    findings: tuple[Finding, ...]
    suppressed: tuple[Suppressed, ...]
    used: frozenset[Place]


def apply_ignores(findings: Iterable[Finding], ignores: Iterable[Ignore], off: Iterable[Finding] = ()) -> Applied:
    """Sort findings by the ignores of their files, in the order given.

    `off` are findings that are silenced already; an ignore that only those need is needed too.
    """
    reasons: dict[Place, str] = {}
    for ignore in ignores:
        for word, _ in ignore.rules:
            for place in _list_places(ignore, word):
                reasons.setdefault(place, ignore.reason)
    kept: list[Finding] = []
    suppressed: list[Suppressed] = []
    used: set[Place] = set()
    for finding in findings:
        places = [place for place in _look_up(finding) if place in reasons]
        used.update(places)
        if places:
            suppressed.append(Suppressed(finding, "ignore", reasons[places[0]]))
        else:
            kept.append(finding)
    for finding in off:
        used.update(place for place in _look_up(finding) if place in reasons)
    return Applied(tuple(kept), tuple(suppressed), frozenset(used))


def find_unused(
    ignores: Iterable[Ignore], used: Collection[Place], looked_for: Callable[[str], bool] = lambda _: True
) -> tuple[Word, ...]:
    """The words of ignores that silence nothing, among those of families that were looked for."""
    found = []
    for ignore in ignores:
        for word, span in ignore.rules:
            places = _list_places(ignore, word)
            needed = any(place in used for place in places)
            if places and not needed and looked_for(places[0][2].partition("/")[0]):
                found.append((ignore, word, span))
    return tuple(found)


def is_protected(card: Card) -> bool:
    """Whether no comment can silence the rule: it tells that a file, or a block of it, was not read as it is."""
    return card.slug in NEVER_IGNORED or card.family in NEVER_IGNORED


def _list_places(ignore: Ignore, word: str) -> list[Place]:
    name = name_rule(word)
    if name is None or name in NEVER_IGNORED or name.partition("/")[0] in NEVER_IGNORED:
        return []
    return [(ignore.path, line, name) for line in ignore.covered()]


def _look_up(finding: Finding) -> tuple[Place, ...]:
    """What could silence the finding, the nearest first."""
    if is_protected(finding.card):
        return ()
    path, line, card = finding.path, finding.span.line, finding.card
    return (path, line, card.slug), (path, line, card.family), (path, None, card.slug), (path, None, card.family)
