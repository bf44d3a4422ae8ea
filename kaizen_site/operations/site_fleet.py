"""The fleet streams by once: each repo gives its bundles, its manifest and its page, and leaves a row behind."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from kaizen_site.derive.bundle import make_bundle
from kaizen_site.derive.fleet import make_row
from kaizen_site.model.catalogue import Agent
from kaizen_site.model.configuration import Configuration
from kaizen_site.model.diagnostic import Finding, Parsed, Severity
from kaizen_site.model.fleet import FleetRow, RepoState, Snapshot
from kaizen_site.model.output import Rendered
from kaizen_site.model.site import BundleFiles, InvalidRepo, Published, Site
from kaizen_site.operations.agents import list_packaged
from kaizen_site.operations.check import Tally
from kaizen_site.operations.fleet import RepoReading, read_header, stream_repos
from kaizen_site.operations.site_frames import Press
from kaizen_site.render.bundle import render_bundle_json, render_bundle_markdown
from kaizen_site.render.manifest import render_manifest
from kaizen_site.render.site.repo import make_repo
from kaizen_site.render.site.repos import repo_state
from kaizen_site.rules.names import is_safe_name

_SHOWN_INVALID = 50


@dataclass(frozen=True, slots=True)
class Located:
    """The snapshot that the site shows and the folder that it is in."""

    folder: str
    snapshot: Snapshot
    header: Parsed[Snapshot]


def find_fleet(root: Path, configuration: Configuration, tally: Tally) -> Located | None:
    """The newest snapshot of the configured folders; faults of their headers go into the tally."""
    located = None
    for name in configuration.fleet:
        if not (root / name).is_dir():
            continue
        header = read_header(root / name, name)
        documents = {} if header.document is None else {header.path: header.document}
        tally.add(header.diagnostics, documents)
        tally.files += 1
        if header.value is not None and (located is None or header.value.taken_at > located.snapshot.taken_at):
            located = Located(name, header.value, header)
    return located


@dataclass(slots=True)
class FleetStream:
    """Renders the repos one at a time; afterwards it holds the rows and what takes no part."""

    site: Site
    tally: Tally
    press: Press
    snapshot: Snapshot | None = None
    rows: list[FleetRow] = field(default_factory=list)
    invalid: list[InvalidRepo] = field(default_factory=list)
    invalid_count: int = 0
    agents: dict[str, Agent] = field(default_factory=dict)
    prompts: dict[str, str] = field(default_factory=dict)

    def render(self, root: Path, located: Located, known_agents: frozenset[str]) -> Iterator[Rendered]:
        """Every file of every repo."""
        self.snapshot = located.snapshot
        self.site = replace(self.site, fleet=replace(self.site.fleet, snapshot=located.snapshot))
        for agent in (*list_packaged(), *reversed(self.site.catalogue.agents)):
            self.agents[agent.name] = agent
            self.prompts[agent.name] = hashlib.sha256(agent.prompt.encode()).hexdigest()
        now = datetime.fromisoformat(located.snapshot.taken_at)
        for reading in stream_repos(root / located.folder, located.folder, known_agents):
            yield from self._render_repo(reading, now)
        self.tally.close_snapshot(located.header)

    def _render_repo(self, reading: RepoReading, now: datetime) -> Iterator[Rendered]:
        found = self.tally.add_repo(reading)
        state = reading.state if self.site.publish_memory else _without_memory(reading.state)
        texts = self._make_bundles(state)
        for forms in texts.values():
            yield from forms
        bundles = {agent: self._enter(agent, *forms) for agent, forms in texts.items()}
        row = self._make_row(state, bundles, found, now)
        self.rows.append(row)
        if repo_state(row) in ("skipped", "faulty"):
            self._note_invalid(state, found)
        if bundles:
            yield self._render_manifest(state, bundles)
        if self.site.repo_pages:
            yield from self.press.print(make_repo(self.site, state, row, found, bundles))

    def _make_bundles(self, state: RepoState) -> dict[str, tuple[Rendered, Rendered]]:
        scheduled = [entry.agent for entry in state.schedule.entries] if state.schedule is not None else []
        names = dict.fromkeys([*scheduled, *(one.agent for one in state.agents)])
        texts = {}
        for name in names:
            if is_safe_name(name):
                bundle = make_bundle(name, state.repo.slug, self.agents.get(name), state)
                path = f"v1/repos/{state.repo.slug}/{name}"
                texts[name] = (
                    Rendered(f"{path}.json", render_bundle_json(bundle)),
                    Rendered(f"{path}.md", render_bundle_markdown(bundle)),
                )
        return texts

    def _enter(self, agent: str, as_json: Rendered, as_markdown: Rendered) -> BundleFiles:
        return BundleFiles(agent, _publish(as_json), _publish(as_markdown), self.prompts.get(agent))

    def _make_row(
        self, state: RepoState, bundles: Mapping[str, BundleFiles], found: tuple[Finding, ...], now: datetime
    ) -> FleetRow:
        return make_row(
            state,
            {agent: (files.json.sha256, files.json.size) for agent, files in bundles.items()},
            self.site.catalogue.definitions,
            now,
            sum(1 for finding in found if finding.severity is Severity.ERROR),
            sum(1 for finding in found if finding.severity is Severity.WARNING),
        )

    def _note_invalid(self, state: RepoState, found: tuple[Finding, ...]) -> None:
        self.invalid_count += 1
        if len(self.invalid) < _SHOWN_INVALID:
            skipped = state.repo.skipped
            self.invalid.append(InvalidRepo(state.repo.slug, None if skipped is None else skipped.reason, found))

    def _render_manifest(self, state: RepoState, bundles: Mapping[str, BundleFiles]) -> Rendered:
        generated = self.snapshot.taken_at if self.snapshot is not None else None
        return Rendered(
            f"v1/repos/{state.repo.slug}/manifest.json",
            render_manifest(state.repo.slug, generated, bundles, self.site.address),
        )


def _publish(rendered: Rendered) -> Published:
    content = rendered.text.encode()
    return Published(rendered.path, hashlib.sha256(content).hexdigest(), len(content))


def _without_memory(state: RepoState) -> RepoState:
    return replace(state, agents=tuple(replace(one, memory=None, memory_updated=None) for one in state.agents))
