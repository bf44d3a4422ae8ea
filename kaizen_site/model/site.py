"""The site as values: pages, the links between what they show, and figures over the whole fleet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from kaizen_site.model.catalogue import Catalogue
from kaizen_site.model.diagnostic import Card, Finding
from kaizen_site.model.fleet import CalendarWeek, FleetRow, Snapshot
from kaizen_site.model.metrics import Interval


@dataclass(frozen=True, slots=True)
class Page:
    """A page before it gets its frame.

    `path` is its folder below the site's root (`agents/coach/`; the home page is empty), `html` the article. Twins
    stand beside the folder: `agents/coach.json` and `agents/coach.md`. A page that is not `listed` stays out of the
    search, the site map and `llms.txt`.
    """

    path: str
    title: str
    description: str
    html: str
    twin_json: str
    twin_md: str
    listed: bool = True

    @property
    def section(self) -> str:
        """The first folder of the path; empty for the home page."""
        return self.path.split("/", 1)[0]


@dataclass(frozen=True, slots=True)
class Link:
    """One end of a cross reference as seen from the other: the page, what it shows and how they are related."""

    relation: str
    kind: str
    title: str
    path: str


@dataclass(frozen=True, slots=True)
class CrossReferences:
    """Links between catalogue pages, by page path, each seen from both ends and sorted.

    `pages` has the page path of every document by the document's path, `titles` what a page is called by its path.
    """

    pages: Mapping[str, str] = field(default_factory=dict)
    titles: Mapping[str, str] = field(default_factory=dict)
    outgoing: Mapping[str, tuple[Link, ...]] = field(default_factory=dict)
    incoming: Mapping[str, tuple[Link, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Place:
    """One agent in one repo, for the agent's page."""

    repo: str
    cadence: str
    health: str
    execution_count: int
    successes: int
    last_run: str | None
    next_fire: str | None
    recent: tuple[bool, ...]


@dataclass(frozen=True, slots=True)
class AgentFigures:
    """One agent over all repos. `health` counts places by their health; `places` are the first ones, worst first."""

    agent: str
    repos: int
    enabled: int
    cadences: tuple[str, ...]
    health: tuple[tuple[str, int], ...]
    execution_count: int
    successes: int
    success_rate: float | None
    success_interval: Interval | None
    next_fire: str | None
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class NextRun:
    """All runs of one agent at one time (RFC 3339, UTC)."""

    at: str
    agent: str
    repos: int


@dataclass(frozen=True, slots=True)
class InvalidRepo:
    """A repo that takes no part: why the snapshot left it out, and what is wrong with its schedule."""

    slug: str
    reason: str | None
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Fleet:
    """What the stream of repos left behind. Everything is empty where there is no snapshot.

    `invalid` has the first of the `invalid_count` repos that take no part.
    """

    snapshot: Snapshot | None = None
    rows: tuple[FleetRow, ...] = ()
    agents: Mapping[str, AgentFigures] = field(default_factory=dict)
    week: CalendarWeek | None = None
    next_runs: tuple[NextRun, ...] = ()
    invalid: tuple[InvalidRepo, ...] = ()
    invalid_count: int = 0


@dataclass(frozen=True, slots=True)
class NotActive:
    """Something that is declared and does not happen: why, what, and its page where it has one."""

    reason: str
    title: str
    path: str | None


@dataclass(frozen=True, slots=True)
class Fires:
    """When a definition's cron fires: in words, and the first times after the snapshot (RFC 3339, UTC)."""

    words: str
    times: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Published:
    """A file of a bundle: its path below the site's root, its digest and its size in bytes."""

    path: str
    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class BundleFiles:
    """The two forms of one agent's bundle in one repo."""

    agent: str
    json: Published
    markdown: Published
    prompt_sha256: str | None


@dataclass(frozen=True, slots=True)
class Option:
    """A parameter of a command as its help names it."""

    names: str
    text: str


@dataclass(frozen=True, slots=True)
class Command:
    """A command of the reference: its words, its help and its parameters."""

    words: str
    summary: str
    text: str
    usage: str
    options: tuple[Option, ...] = ()


@dataclass(frozen=True, slots=True)
class RuleExample:
    """A rule's card with its example files as (path, text) pairs and the report on the bad ones."""

    card: Card
    bad: tuple[tuple[str, str], ...]
    good: tuple[tuple[str, str], ...]
    report: str


@dataclass(frozen=True, slots=True)
class Site:
    """Everything that the catalogue's pages are made from.

    `address` is the site's URL with a slash at its end, or None. `leaf` is what links to pages end with: empty for
    folder addresses, `index.html` where the files themselves are named. `findings` and `sources` (texts) are by
    document path, `access` (what tools allow, in words) by agent path, `fires` by definition, `agent_pages` by name.
    `errors` and `warnings` count everything that was found, in the fleet too.
    """

    name: str
    catalogue: Catalogue
    references: CrossReferences
    address: str | None = None
    leaf: str = ""
    sources: Mapping[str, str] = field(default_factory=dict)
    findings: Mapping[str, tuple[Finding, ...]] = field(default_factory=dict)
    checked: tuple[tuple[str, int], ...] = ()
    errors: int = 0
    warnings: int = 0
    access: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    fleet: Fleet = Fleet()
    agent_pages: Mapping[str, str] = field(default_factory=dict)
    fires: Mapping[str, Fires] = field(default_factory=dict)
    not_active: tuple[NotActive, ...] = ()
    rules: tuple[RuleExample, ...] = ()
    commands: tuple[Command, ...] = ()
    guides: tuple[Link, ...] = ()
    publish_memory: bool = True
    repo_pages: bool = True


@dataclass(frozen=True, slots=True)
class SiteOptions:
    """What the builder knows of the site; the names mean what they mean in `Site`."""

    name: str = "Kaizen"
    address: str | None = None
    leaf: str = ""
    repo_pages: bool = True
    commands: tuple[Command, ...] = ()
    guides: tuple[Link, ...] = ()
