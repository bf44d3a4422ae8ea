"""A part of what is checked: some kinds of documents, or some files. All are read, since they refer to one another."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from typing import NamedTuple

from kaizen_site.errors import NothingToCheck
from kaizen_site.model.diagnostic import Finding, Report

KINDS = ("agents", "decisions", "definitions", "event-types", "schedule", "fleet")
SYNONYMS = {"adr": "decisions", "adrs": "decisions", "protocols": "agents", "events": "event-types", "repos": "fleet"}
_KIND_OF = {"protocols": "agents", "event types": "event-types"}


class Place(NamedTuple):
    """One of KINDS, and the word under which a file is counted."""

    kind: str
    counted: str


class Selection(NamedTuple):
    """What a report is to be about: files of these KINDS and at these paths; empty means all."""

    kinds: frozenset[str] = frozenset()
    paths: frozenset[str] = frozenset()

    def wants(self, kind: str) -> bool:
        """Whether files of the kind are looked at."""
        return not self.kinds or kind in self.kinds

    def reaches(self, folder: str) -> bool:
        """Whether anything below the folder can be wanted."""
        return not self.paths or folder == "." or any(path.startswith(f"{folder}/") for path in self.paths)

    def keeps(self, path: str, place: Place) -> bool:
        """Whether the file is wanted."""
        return self.wants(place.kind) and (not self.paths or path in self.paths)


EVERYTHING = Selection()


def find_place(counted: str) -> Place:
    """The place of a catalogue's file that is counted under this word."""
    return Place(_KIND_OF.get(counted, counted), counted)


def narrow_report(report: Report, places: Mapping[str, Place], selection: Selection) -> Report:
    """The report on the wanted files alone; raises NothingToCheck where none of them was looked at."""
    kept = {path: place for path, place in places.items() if selection.keeps(path, place)}
    if not kept:
        what = ", ".join(sorted(selection.paths)) or join_kinds(selection.kinds)
        raise NothingToCheck(f"there is nothing to check in {what}: no document that is read here")

    def keeps(finding: Finding) -> bool:
        # A failure of ours outside of all files concerns every selection.
        return finding.path in kept or (finding.card.family == "internal" and finding.path not in places)

    return replace(
        report,
        findings=tuple(finding for finding in report.findings if keeps(finding)),
        suppressed=tuple(one for one in report.suppressed if keeps(one.finding)),
        files=len(kept),
        checked=tuple(Counter(place.counted for place in kept.values()).items()),
    )


def join_kinds(kinds: frozenset[str]) -> str:
    """The kinds in the order of KINDS, with commas."""
    return ", ".join(kind for kind in KINDS if kind in kinds)
