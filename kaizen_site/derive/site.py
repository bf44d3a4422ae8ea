"""How the catalogue's documents hang together: which page each has, and which pages speak of which.

Decides what counts as a reference: a name in backticks, an id, a link, a condition that names an agent.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from kaizen_site.derive.slug import assign_slugs
from kaizen_site.model.catalogue import Catalogue
from kaizen_site.model.definition import Definition
from kaizen_site.model.site import CrossReferences, Link, NotActive

_TICKED = re.compile(r"`(?:agent-)?([A-Za-z][\w.-]{1,99}?)(?:\.md)?`")
_IDENTIFIER = re.compile(r"\b[A-Z]{2,8}-\d{1,6}\b")
_LINK = re.compile(r"\]\(<?([^)>\s#]+)")
_QUOTED = re.compile(r"""(["'])([A-Za-z][\w-]{0,63})\1""")


class _Node(NamedTuple):
    """A page with the text of its document; `source` is the document's path."""

    kind: str
    title: str
    path: str
    source: str
    text: str


def link_documents(catalogue: Catalogue) -> CrossReferences:
    """Pages of all documents and the links between them, each seen from both ends."""
    nodes = list(_nodes(catalogue, assign_pages(catalogue)))
    by_path = {node.path: node for node in nodes}
    pages = {node.source: node.path for node in nodes}
    edges: dict[tuple[str, str], str] = {}
    for start, end, relation in (*_declared(catalogue, pages), *_mentioned(nodes, _names(catalogue, pages), pages)):
        if start != end:
            edges.setdefault((start, end), relation)
    outgoing: dict[str, list[Link]] = {}
    incoming: dict[str, list[Link]] = {}
    for (start, end), relation in edges.items():
        outgoing.setdefault(start, []).append(_see(by_path[end], relation))
        incoming.setdefault(end, []).append(_see(by_path[start], relation))
    return CrossReferences(pages, {node.path: node.title for node in nodes}, _sort(outgoing), _sort(incoming))


def assign_pages(catalogue: Catalogue) -> dict[str, str]:
    """The page path of every document, by the document's path."""
    pages = {agent.path: f"agents/{agent.slug}/" for agent in catalogue.agents}
    pages |= {decision.path: f"decisions/{decision.slug}/" for decision in catalogue.decisions}
    for section, named in (
        ("definitions", [(one.id, one.path) for one in catalogue.definitions]),
        ("events", [(one.type_id, one.path) for one in catalogue.event_types]),
        ("protocols", [(f"{one.agent}-{one.slug}", one.path) for one in catalogue.protocols]),
    ):
        for (_, path), slug in zip(named, assign_slugs(named), strict=True):
            pages[path] = f"{section}/{slug}/"
    return pages


def agents_of(definition: Definition) -> frozenset[str]:
    """The names that a definition's conditions compare with."""
    return frozenset(match[2] for rule in definition.rules for match in _QUOTED.finditer(rule.condition or ""))


def find_inactive(
    catalogue: Catalogue, references: CrossReferences, scheduled: Mapping[str, int]
) -> tuple[NotActive, ...]:
    """What is declared and does not happen. `scheduled` has the number of repos that ask for each agent."""
    found = []
    for definition in catalogue.definitions:
        page = references.pages[definition.path]
        agents = [link.title for link in references.outgoing.get(page, ()) if link.relation == "fires"]
        if not definition.enabled:
            found.append(NotActive("is switched off: `enabled` is false", definition.id, page))
        elif agents and scheduled and not any(scheduled.get(agent) for agent in agents):
            found.append(NotActive(f"is fed by no repo: none schedules {' or '.join(agents)}", definition.id, page))
    running = {
        link.path
        for definition in catalogue.definitions
        if definition.enabled
        for link in references.outgoing.get(references.pages[definition.path], ())
        if link.relation == "fires"
    }
    for agent in catalogue.agents:
        page = references.pages[agent.path]
        count = scheduled.get(agent.name, 0)
        if count and page not in running:
            asked = "1 repo" if count == 1 else f"{count:,} repos"
            found.append(NotActive(f"is scheduled in {asked}, but no definition that is on fires it", agent.name, page))
    for event in catalogue.event_types:
        page = references.pages[event.path]
        if not any(link.relation == "listens" for link in references.incoming.get(page, ())):
            found.append(NotActive("is handled by nobody: no definition waits for it", event.type_id, page))
    return tuple(found)


def _nodes(catalogue: Catalogue, pages: Mapping[str, str]) -> Iterator[_Node]:
    for agent in catalogue.agents:
        text = f"{agent.description}\n{agent.prompt}"
        yield _Node("agent", agent.name, pages[agent.path], agent.path, text)
    for decision in catalogue.decisions:
        title = f"{decision.id} {decision.title}".strip() or decision.slug
        yield _Node("decision", title, pages[decision.path], decision.path, decision.body)
    for definition in catalogue.definitions:
        yield _Node("definition", definition.id, pages[definition.path], definition.path, definition.prose)
    for event in catalogue.event_types:
        yield _Node("event", event.type_id, pages[event.path], event.path, event.body)
    for protocol in catalogue.protocols:
        title = protocol.title or protocol.slug
        yield _Node("protocol", title, pages[protocol.path], protocol.path, protocol.body)


def _declared(catalogue: Catalogue, pages: Mapping[str, str]) -> Iterator[tuple[str, str, str]]:
    agents = {agent.name: pages[agent.path] for agent in reversed(catalogue.agents)}
    events = {event.type_id: pages[event.path] for event in reversed(catalogue.event_types)}
    for definition in catalogue.definitions:
        start = pages[definition.path]
        for name in sorted(agents_of(definition)):
            if name in agents:
                yield start, agents[name], "fires"
        waited = definition.trigger.event_type
        if waited in events:
            yield start, events[waited], "listens"
    for decision in catalogue.decisions:
        for link in decision.links:
            if link.resolved is not None and link.resolved in pages:
                yield pages[decision.path], pages[link.resolved], "states"
    for protocol in catalogue.protocols:
        if protocol.agent in agents:
            yield pages[protocol.path], agents[protocol.agent], "belongs"


def _names(catalogue: Catalogue, pages: Mapping[str, str]) -> dict[str, str]:
    """What a document may be called in a text, with its page; a name that several have means none of them."""
    named = [(agent.name, agent.path) for agent in catalogue.agents]
    named += [(event.type_id, event.path) for event in catalogue.event_types]
    named += [(definition.id, definition.path) for definition in catalogue.definitions]
    named += [(decision.id, decision.path) for decision in catalogue.decisions if decision.id]
    counts: dict[str, int] = {}
    for name, _ in named:
        counts[name] = counts.get(name, 0) + 1
    return {name: pages[path] for name, path in named if counts[name] == 1}


def _mentioned(
    nodes: Iterable[_Node], names: Mapping[str, str], pages: Mapping[str, str]
) -> Iterator[tuple[str, str, str]]:
    for node in nodes:
        words = {match[1] for match in _TICKED.finditer(node.text)}
        words.update(match[0] for match in _IDENTIFIER.finditer(node.text))
        folder = node.source.rpartition("/")[0]
        linked = {posixpath.normpath(posixpath.join(folder, match[1])) for match in _LINK.finditer(node.text)}
        targets = {names[word] for word in words if word in names}
        targets.update(pages[path] for path in linked if path in pages)
        for target in sorted(targets):
            yield node.path, target, "mentions"


def _see(node: _Node, relation: str) -> Link:
    return Link(relation, node.kind, node.title, node.path)


def _sort(links: Mapping[str, list[Link]]) -> dict[str, tuple[Link, ...]]:
    order = {"fires": 0, "listens": 1, "belongs": 2}
    return {
        path: tuple(sorted(found, key=lambda link: (order.get(link.relation, 9), link.kind, link.title, link.path)))
        for path, found in sorted(links.items())
    }
