"""The records of one log as a whole: what their relations lead to, which come next, which number is free."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from kaizen_site.model.catalogue import INVERSES, Decision, DecisionLink
from kaizen_site.rules.record_name import read_name, reference_key, stem_of

_REFERENCE = re.compile(r"\]\(([^()\s]{1,400})\)|\bM?ADR[ _-]?#?\d{1,6}[a-z]?\b", re.IGNORECASE)


class Neighbours(NamedTuple):
    """The paths of the accepted records before and behind a record in its log."""

    previous: str | None = None
    next: str | None = None


def link_decisions(decisions: Sequence[Decision]) -> tuple[Decision, ...]:
    """The same records of one log, their links resolved and the inverse ones added, in the same order.

    A derived link has `derived` set, no line, and the other record's id as its target.
    """
    index = _Index(decisions)
    resolved = {decision.path: [index.resolve(decision, link) for link in decision.links] for decision in decisions}
    inverse: dict[str, list[DecisionLink]] = defaultdict(list)
    for decision in decisions:
        for link in resolved[decision.path]:
            if link.resolved is None or link.resolved == decision.path:
                continue
            kind = INVERSES.get(link.kind, "relates-to")
            known = [*resolved.get(link.resolved, ()), *inverse[link.resolved]]
            if not any(other.kind == kind and other.resolved == decision.path for other in known):
                inverse[link.resolved].append(
                    DecisionLink(kind, decision.id, 0, link.partial, resolved=decision.path, derived=True)
                )
    return tuple(replace(decision, links=(*resolved[decision.path], *inverse[decision.path])) for decision in decisions)


def sort_decisions(decisions: Iterable[Decision]) -> tuple[Decision, ...]:
    """By number, else by date, then by path: the order in which the decisions were taken."""
    return tuple(sorted(decisions, key=_order))


def next_free_number(decisions: Iterable[Decision]) -> int:
    """One more than the highest number of the log; 1 in a log without numbers."""
    return max((decision.number for decision in decisions if decision.number is not None), default=0) + 1


def find_neighbours(decisions: Iterable[Decision]) -> Mapping[str, Neighbours]:
    """For each record's path, the previous and the next accepted record of its log."""
    ordered = sort_decisions(decisions)
    neighbours: dict[str, Neighbours] = {}
    previous: str | None = None
    for decision in ordered:
        neighbours[decision.path] = Neighbours(previous)
        previous = decision.path if decision.status == "accepted" else previous
    following: str | None = None
    for decision in reversed(ordered):
        neighbours[decision.path] = neighbours[decision.path]._replace(next=following)
        following = decision.path if decision.status == "accepted" else following
    return neighbours


def find_citations(decisions: Sequence[Decision]) -> Mapping[str, tuple[str, ...]]:
    """For each record's path, the sorted paths of the records of its log that mention it anywhere."""
    index = _Index(decisions)
    cited: dict[str, set[str]] = {decision.path: set() for decision in decisions}
    for decision in decisions:
        targets = {match.group(1) or match.group() for match in _REFERENCE.finditer(decision.body)}
        for target in sorted(target for target in targets if "://" not in target):
            found = index.find(decision, target)
            if len(found) == 1 and found[0] != decision.path:
                cited[found[0]].add(decision.path)
        for link in decision.links:
            if link.resolved in cited and not link.derived and link.resolved != decision.path:
                cited[link.resolved].add(decision.path)
    return {path: tuple(sorted(others)) for path, others in cited.items()}


def _order(decision: Decision) -> tuple[bool, int, str, str]:
    unnumbered = decision.number is None
    return unnumbered, decision.number or 0, decision.date or "9999" if unnumbered else "", decision.path


class _Index:
    """Looks references up: a file decides, then an id or a stem, then a number, then a title."""

    def __init__(self, decisions: Sequence[Decision]) -> None:
        self.paths = {decision.path: decision.path for decision in decisions}
        self.folders = {decision.path: decision.path.rpartition("/")[0] for decision in decisions}
        self.stems: dict[str, list[str]] = defaultdict(list)
        self.names: dict[str, list[str]] = defaultdict(list)
        self.numbers: dict[str, list[str]] = defaultdict(list)
        for decision in decisions:
            self.stems[stem_of(decision.path).casefold()].append(decision.path)
            for name in {decision.id.casefold(), decision.title.casefold()}:
                self.names[name].append(decision.path)
            if decision.number is not None:
                letter = read_name(stem_of(decision.path)).letter
                self.numbers[f"{decision.number}{letter}"].append(decision.path)

    def resolve(self, decision: Decision, link: DecisionLink) -> DecisionLink:
        found = self.find(decision, link.target)
        if len(found) == 1:
            return replace(link, resolved=found[0])
        return replace(link, candidates=tuple(sorted(found)))

    def find(self, decision: Decision, target: str) -> list[str]:
        """The paths that a reference in this record may mean; the record itself only when nothing else is meant."""
        plain = re.split(r"[?#](?!\d)", target.strip(), maxsplit=1)[0].replace("%20", " ")
        exact = self.paths.get(_join(self.folders[decision.path], plain))
        if exact is not None:
            return [exact]
        stem = stem_of(plain)
        words = _words(stem)
        local = read_name(stem).number is not None and "://" not in plain
        numbered = self.numbers.get(reference_key(stem), []) if local else []
        for found in (
            self.stems.get(stem.casefold(), []),
            self.names.get(stem.casefold(), []) or self.names.get(plain.casefold(), []),
            # A file that was renamed keeps some of its words; one that was renumbered keeps them all.
            [path for path in numbered if not words or words & _words(stem_of(path))],
            [path for path in self.paths if words and words == _words(stem_of(path)) and path != decision.path],
        ):
            others = [path for path in found if path != decision.path] or found
            near = [path for path in others if self.folders[path] == self.folders[decision.path]]
            if others:
                return near or others
        return []


def _words(stem: str) -> frozenset[str]:
    """The words of a file's name behind its number."""
    found = re.findall(r"[^\W\d_]{2,}", stem.casefold())
    return frozenset(found) - {"adr", "madr", "decision"}


def _join(folder: str, target: str) -> str:
    """A relative address seen from a folder, without `.` and `..`."""
    root = "/" if folder.startswith("/") and not target.startswith("/") else ""
    parts = [] if target.startswith("/") else [part for part in folder.split("/") if part]
    for part in target.split("/"):
        if part == "..":
            parts = parts[:-1] if parts and parts[-1] != ".." else [*parts, ".."]
        elif part not in ("", "."):
            parts.append(part)
    return root + "/".join(parts)
