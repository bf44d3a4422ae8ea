"""Every validator over everything that lies under one folder: catalogue, target repo and fleet snapshots.

Findings get their places, then the configuration's weights, the ignores of their files, the baseline, and `strict`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from kaizen_site.derive.baseline import apply_baseline
from kaizen_site.derive.finding import lift_warnings, locate_findings, make_report, sort_findings
from kaizen_site.errors import NothingToCheck
from kaizen_site.gather.drafts import NO_DRAFTS, DraftedFolder, Drafts
from kaizen_site.model.baseline import Baseline
from kaizen_site.model.configuration import Configuration
from kaizen_site.model.diagnostic import Diagnostic, Finding, Parsed, Report
from kaizen_site.model.fleet import Snapshot
from kaizen_site.model.source import Document
from kaizen_site.operations.catalogue import LoadedCatalogue, load_catalogue
from kaizen_site.operations.configuration import load_configuration
from kaizen_site.operations.fleet import RepoReading, read_header, stream_repos
from kaizen_site.operations.references import References
from kaizen_site.operations.selection import EVERYTHING, Place, Selection, find_place, narrow_report
from kaizen_site.operations.target import installed_agents, load_target
from kaizen_site.operations.verdict import Verdicts, without_fleet

_STATE = ".kaizen"


@dataclass(slots=True)
class Tally:
    """What has been looked at so far; the stream of repos adds to it.

    `places` has the kind of every file, where somebody wants to know. `whole` says that no snapshot was left out.
    """

    checked: dict[str, int] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    files: int = 0
    references: References | None = None
    verdicts: Verdicts = field(default_factory=Verdicts)
    places: dict[str, Place] | None = None
    whole: bool = True

    def add(self, diagnostics: Iterable[Diagnostic], documents: Mapping[str, Document]) -> tuple[Finding, ...]:
        """Keep the findings of some files and return those that count."""
        return self._judge(locate_findings(diagnostics, documents), documents)

    def add_catalogue(self, loaded: LoadedCatalogue) -> None:
        """Count the authored documents and keep their findings; from now on the catalogue's configuration holds."""
        for kind, count in loaded.checked.items():
            self.checked[kind] = self.checked.get(kind, 0) + count
            self.files += count
        if self.places is not None:
            self.places |= {path: find_place(kind) for path, kind in loaded.kinds.items()}
        self.verdicts.configuration = loaded.configuration
        self.verdicts.expect(loaded.documents.values())
        self.add(loaded.diagnostics, loaded.documents)
        self.references = References(loaded.catalogue, loaded.documents)

    def add_target(self, reading: RepoReading, installed: frozenset[str] = frozenset()) -> None:
        """Count the `.kaizen/` state of a checkout and keep its findings; `installed` are its own agents."""
        found = locate_findings(reading.diagnostics, reading.documents)
        if self.references is not None:
            found = sort_findings((*found, *self.references.visit_target(reading, installed)))
        self.verdicts.expect(reading.documents.values())
        self._enter("schedule", "schedule.yml", "schedules", (*reading.documents, *(one.path for one in found)))
        self._judge(found, reading.documents)
        self.files += reading.files
        self.checked["schedules"] = self.checked.get("schedules", 0) + int(reading.state.schedule_text is not None)

    def add_repo(self, reading: RepoReading) -> tuple[Finding, ...]:
        """Count one repo of a fleet, keep its findings and return those that count."""
        found = locate_findings(reading.diagnostics, reading.documents)
        if self.references is not None:
            found = sort_findings((*found, *self.references.visit_repo(reading)))
        self._enter("fleet", "repo.json", "repos", (*reading.documents, *(one.path for one in found)))
        self.checked["repos"] = self.checked.get("repos", 0) + 1
        self.files += reading.files
        return self._judge(found, reading.documents)

    def close_snapshot(self, header: Parsed[Snapshot]) -> None:
        """Compare what a snapshot says of itself with the repos that came since the last one was closed."""
        if self.references is None:
            return
        documents = {} if header.document is None else {header.path: header.document}
        self.findings += self.verdicts.judge(self.references.close_snapshot(header), documents)

    def report(self, *, strict: bool = False) -> Report:
        """The report of everything added; kinds of which there were none are left out."""
        findings = list(self.findings)
        if self.references is not None:
            documents = {**self.references.documents, **self.references.kept}
            findings += self.verdicts.judge(self.references.finish(), documents)
        # What refers to a fleet can't be told to be unused where there is none.
        with_fleet = self.whole and self.checked.get("repos", 0) > 0
        more, silent = self.verdicts.close(lambda family: with_fleet or without_fleet(family))
        suppressed = (*self.verdicts.suppressed, *silent)
        seen = {kind: count for kind, count in self.checked.items() if count}
        return make_report((*findings, *more), self.files, seen, strict=strict, suppressed=suppressed)

    def _judge(self, found: tuple[Finding, ...], documents: Mapping[str, Document]) -> tuple[Finding, ...]:
        judged = self.verdicts.judge(found, documents)
        self.findings += judged
        return judged

    def _enter(self, kind: str, main: str, counted: str, paths: Iterable[str]) -> None:
        if self.places is not None:
            self.places |= {path: Place(kind, counted if path.endswith(main) else "files") for path in paths}


def run_check(
    root: Path,
    configuration: Configuration | None = None,
    *,
    strict: bool = False,
    drafts: Drafts = NO_DRAFTS,
    selection: Selection = EVERYTHING,
    baseline: Baseline | None = None,
) -> Report:
    """Check a catalogue, a target repo, or both in one folder; raises NothingToCheck where there is neither.

    Files among the `drafts` are taken from there. The report is about the `selection`; what the `baseline` knows does
    not count in it; `strict` lifts warnings to errors.
    """
    configuration = configuration or load_configuration(root)
    tally = Tally(places=None if selection == EVERYTHING else {})
    loaded = load_catalogue(root, configuration, drafts)
    tally.add_catalogue(loaded)
    folder = DraftedFolder(root, drafts)
    if folder.exists(_STATE) and selection.wants("schedule") and selection.reaches(_STATE):
        tally.add_target(load_target(root, drafts=drafts), installed_agents(folder))
    for name in configuration.fleet:
        if selection.wants("fleet") and selection.reaches(name):
            add_fleet(tally, root, name, loaded.catalogue.known_agents)
        else:
            tally.whole = False
    if not tally.files and tally.places is None:
        raise NothingToCheck(f"there is nothing to check under {root}: no agents, decisions, definitions or schedule")
    report = tally.report()
    if tally.places is not None:
        report = narrow_report(report, tally.places, selection)
    if baseline is not None:
        report = apply_baseline(report, baseline)
    return lift_warnings(report) if strict else report


def add_fleet(
    tally: Tally,
    root: Path,
    name: str,
    known_agents: frozenset[str],
    visit: Callable[[RepoReading, tuple[Finding, ...]], None] | None = None,
) -> None:
    """Check one snapshot, a repo at a time; `visit` sees each repo with its findings before it is let go."""
    if not (root / name).is_dir():
        return
    header = read_header(root / name, name)
    documents = {} if header.document is None else {header.path: header.document}
    if tally.places is not None:
        tally.places[header.path] = Place("fleet", "files")
    tally.verdicts.expect(documents.values())
    tally.add(header.diagnostics, documents)
    tally.files += 1
    for reading in stream_repos(root / name, name, known_agents):
        found = tally.add_repo(reading)
        if visit is not None:
            visit(reading, found)
    tally.close_snapshot(header)
