"""References between catalogue and fleet, found while the repos stream by: what is kept of them is small.

It holds facts and a few documents, never a repo; what the facts mean decides `check.fleet`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from kaizen_site.check.fleet import (
    check_fleet_references,
    check_repo_paths,
    check_repo_references,
    check_snapshot,
    find_owners,
)
from kaizen_site.derive.finding import locate_findings
from kaizen_site.model.catalogue import Catalogue
from kaizen_site.model.definition import Definition
from kaizen_site.model.diagnostic import Diagnostic, Finding, Parsed
from kaizen_site.model.fleet import RepoState, Snapshot
from kaizen_site.model.references import Ask, Asked, FleetFacts, FullHour
from kaizen_site.model.schedule import Entry
from kaizen_site.model.source import Document
from kaizen_site.operations.reading import check_safely
from kaizen_site.operations.repo import RepoReading
from kaizen_site.rules.cron_syntax import Cron, parse_cron
from kaizen_site.rules.firing import list_sources, make_ask, read_parameter

_STATE = ".kaizen"
_ROW = "/repo.json"


@dataclass(slots=True)
class References:
    """Asks about each repo, and in the end about all of them together; `documents` are those of the catalogue."""

    catalogue: Catalogue
    documents: Mapping[str, Document]
    asked: dict[Ask, Asked] = field(default_factory=dict)
    agents: set[str] = field(default_factory=set)
    owners: dict[Ask, tuple[Definition, ...]] = field(default_factory=dict)
    kept: dict[str, Document] = field(default_factory=dict)
    schedules: int = 0
    crons: int = 0
    full_hours: int = 0
    first_full_hour: FullHour | None = None
    repos: int = 0
    skipped: int = 0
    engagements: frozenset[str | None] | None = None

    def visit_repo(self, reading: RepoReading) -> tuple[Finding, ...]:
        """The findings about one repo of a snapshot; its facts are added to those of the others."""
        repo = reading.state.repo
        self.repos += 1
        self.skipped += repo.skipped is not None
        self._note(reading.state, reading.documents)
        row = next((path for path in reading.documents if path.endswith(_ROW)), None)
        if row is None:
            return ()
        paths = check_safely(lambda: check_repo_paths(repo, row), row)
        # The line itself is what must not be shown, so these findings get a place and no source.
        placed = (replace(one, where=reading.documents[row].locate(one.where)) for one in paths)
        found = self._locate(self._check(reading, row.removesuffix(_ROW)), reading.documents)
        return (*locate_findings(placed, {}), *found)

    def visit_target(self, reading: RepoReading, installed: frozenset[str]) -> tuple[Finding, ...]:
        """The findings about a checkout; `installed` are the agents that only it has."""
        return self._locate(self._check(reading, _STATE, installed), reading.documents)

    def close_snapshot(self, header: Parsed[Snapshot]) -> tuple[Finding, ...]:
        """The findings about a header after its repos; those of the next snapshot are counted anew."""
        snapshot, repos, skipped = header.value, self.repos, self.skipped
        self.repos = self.skipped = 0
        if snapshot is None or header.document is None:
            return ()
        found = check_safely(lambda: check_snapshot(snapshot, header.path, repos, skipped), header.path)
        return self._locate(found, {header.path: header.document})

    def finish(self) -> tuple[Finding, ...]:
        """The findings about all repos together."""
        facts = FleetFacts(self.asked, self.schedules, self.crons, self.full_hours, self.first_full_hour)
        return self._locate(check_safely(lambda: check_fleet_references(self.catalogue, facts), "fleet"), self.kept)

    def _check(
        self, reading: RepoReading, base: str, installed: frozenset[str] = frozenset()
    ) -> tuple[Diagnostic, ...]:
        known = self.catalogue.known_agents | installed if installed else self.catalogue.known_agents
        state = reading.state
        return tuple(check_safely(lambda: check_repo_references(state, self._find_owners, known, base), base))

    def _locate(self, diagnostics: Iterable[Diagnostic], documents: Mapping[str, Document]) -> tuple[Finding, ...]:
        found = tuple(diagnostics)
        return locate_findings(found, {**self.documents, **documents}) if found else ()

    def _find_owners(self, ask: Ask) -> tuple[Definition, ...]:
        ask = self._fold(ask)
        if ask not in self.owners:
            self.owners[ask] = find_owners(self.catalogue.definitions, ask)
        return self.owners[ask]

    def _fold(self, ask: Ask) -> Ask:
        """The same for all engagements that nobody filters by, so that what is kept does not grow with them."""
        if self.engagements is None:
            sources = [source for one in self.catalogue.definitions for source in list_sources(one)]
            self.engagements = frozenset(read_parameter(source, "engagement_slug") for source in sources)
        return ask if ask.engagement is None or ask.engagement in self.engagements else ask._replace(engagement="")

    def _note(self, state: RepoState, documents: Mapping[str, Document]) -> None:
        schedule = state.schedule
        if schedule is None or state.repo.skipped is not None:
            return
        self.schedules += 1
        keep = False
        for entry in schedule.entries:
            if not entry.enabled:
                continue
            ask = self._fold(make_ask(entry, state))
            before = self.asked.get(ask, Asked(0, schedule.path))
            self.asked[ask] = before._replace(repos=before.repos + 1)
            keep = keep or entry.agent not in self.agents
            self.agents.add(entry.agent)
            keep = self._note_cron(entry, schedule.path, state.repo.slug) or keep
        if keep and schedule.path in documents:
            self.kept[schedule.path] = documents[schedule.path]

    def _note_cron(self, entry: Entry, path: str, repo: str) -> bool:
        """Count the entry's own cron; true for the first that fires at minute 0 alone."""
        cron = parse_cron(entry.cron) if entry.cron is not None else None
        self.crons += entry.cron is not None
        if entry.cron is None or not isinstance(cron, Cron) or cron.minutes != {0}:
            return False
        self.full_hours += 1
        if self.first_full_hour is not None:
            return False
        self.first_full_hour = FullHour(repo, entry.agent, entry.cron, path)
        return True
