"""The documents that people write for a catalogue: agents, decisions, event types and protocols."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from kaizen_site.model.definition import Definition
from kaizen_site.model.source import Value, Where

CATEGORIES = (
    "project-management",
    "development-process",
    "code-quality",
    "infrastructure",
    "testing",
    "documentation",
    "release",
    "support",
    "meta",
)


@dataclass(frozen=True, slots=True)
class Agent:
    """A prompt that a coding-agent session follows.

    `name` falls back to the file's stem when the front matter gives none. `tools` is None when the file lists none
    (all tools are allowed then). `slug` is the name made safe for a path and a URL, unique in its catalogue.
    `malformed` says that the front matter could not be read as YAML and the fields were recovered; `unread` that not
    even the bytes could be used, and that there is no prompt.
    """

    name: str
    slug: str
    path: str
    description: str
    category: str | None
    prompt: str
    prompt_line: int
    digest: str
    memory: bool = True
    tools: tuple[str, ...] | None = None
    model: str | None = None
    color: str | None = None
    version: str | None = None
    tags: tuple[str, ...] = ()
    metrics: Value | None = None
    extra: Mapping[str, Value] = field(default_factory=dict)
    malformed: bool = False
    unread: bool = False
    profile: str = "kaizen"


Status = Literal[
    "draft", "proposed", "accepted", "rejected", "deferred", "deprecated", "superseded", "unknown", "not stated"
]


INVERSES: Mapping[str, str] = {
    "supersedes": "superseded-by",
    "superseded-by": "supersedes",
    "amends": "amended-by",
    "amended-by": "amends",
    "clarifies": "clarified-by",
    "clarified-by": "clarifies",
    "extends": "extended-by",
    "extended-by": "extends",
    "depends-on": "required-by",
    "required-by": "depends-on",
    "relates-to": "relates-to",
}
"""Each relation of decisions with what it is from the other side."""


@dataclass(frozen=True, slots=True)
class DecisionLink:
    """A relation of one decision to another.

    `kind` is a canonical relation (supersedes, superseded-by, amends, amended-by, clarifies, clarified-by, extends,
    extended-by, depends-on, required-by, relates-to). `target` is the text as written; `resolved` the path of the
    record it means, or None; `candidates` are the paths when it may mean several. `derived` marks an inverse that the
    other record states: it has no line of its own (0) and `where` is None.
    """

    kind: str
    target: str
    line: int
    partial: bool = False
    resolved: str | None = None
    derived: bool = False
    where: Where = None
    candidates: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Decision:
    """A decision record in any dialect. `log` is the folder whose records are resolved against each other.

    `places` says where a field stands (id, title, status, date, a relation's kind); "front matter end" is the closing
    line of the front matter, where a field can be added.
    """

    path: str
    log: str
    slug: str
    id: str
    number: int | None
    title: str
    status: Status
    status_raw: str | None
    date: str | None
    date_source: str | None
    body: str
    body_line: int
    digest: str
    dialect: str
    deciders: tuple[str, ...] = ()
    consulted: tuple[str, ...] = ()
    informed: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    links: tuple[DecisionLink, ...] = ()
    extra: Mapping[str, str] = field(default_factory=dict)
    status_line: int | None = None
    places: Mapping[str, Where] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class EventAttribute:
    """A row of an event type's table. `name` may be dotted."""

    name: str
    type: str
    required: bool
    description: str


@dataclass(frozen=True, slots=True)
class EventType:
    """A registered event: the registry is the only source of payload schemas and pages."""

    type_id: str
    path: str
    version: str
    publisher: str
    governance: str | None
    status: str | None
    attributes: tuple[EventAttribute, ...]
    body: str
    digest: str


@dataclass(frozen=True, slots=True)
class Protocol:
    """A step-by-step procedure that belongs to an agent."""

    agent: str
    slug: str
    title: str
    path: str
    body: str
    digest: str


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Every authored document, sorted by path in each tuple.

    `known_agents` are the names that a schedule may use: the catalogue's own and the packaged ones.
    """

    agents: tuple[Agent, ...] = ()
    decisions: tuple[Decision, ...] = ()
    definitions: tuple[Definition, ...] = ()
    event_types: tuple[EventType, ...] = ()
    protocols: tuple[Protocol, ...] = ()
    known_agents: frozenset[str] = frozenset()

    def agent(self, name: str) -> Agent | None:
        """The first agent of that name that could be read."""
        return next((agent for agent in self.agents if agent.name == name and not agent.unread), None)
