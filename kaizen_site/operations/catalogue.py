"""The catalogue is read and checked as a whole: authored documents from the configured folders.

Readers and checks of a kind are imported where a document of the kind is found: most checks see only a schedule, and
the imports would be most of their time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from kaizen_site.derive.slug import assign_slugs
from kaizen_site.gather.drafts import NO_DRAFTS, DraftedFolder, Drafts
from kaizen_site.gather.packaged import packaged
from kaizen_site.gather.tree import Folder
from kaizen_site.model.catalogue import Agent, Catalogue, Decision, EventType, Protocol
from kaizen_site.model.configuration import Configuration
from kaizen_site.model.definition import Definition
from kaizen_site.model.diagnostic import Diagnostic, Parsed
from kaizen_site.model.source import Document, Source
from kaizen_site.operations.reading import check_safely, read_safely
from kaizen_site.operations.target import packaged_agents

Kind = TypeVar("Kind")


@dataclass(frozen=True, slots=True)
class LoadedCatalogue:
    """What was read, and under which configuration.

    `checked` counts documents by kind in the plural; `documents` has them by path, for places. `kinds` has the kind of
    every file that was looked at, also where it could not be read.
    """

    catalogue: Catalogue
    documents: Mapping[str, Document]
    diagnostics: tuple[Diagnostic, ...]
    checked: Mapping[str, int]
    configuration: Configuration = field(default_factory=Configuration)
    kinds: Mapping[str, str] = field(default_factory=dict)


def load_catalogue(root: Path, configuration: Configuration, drafts: Drafts = NO_DRAFTS) -> LoadedCatalogue:
    """Read and check every authored document below `root`; packaged agents and event types count as known.

    A file that is among the `drafts` is taken from there.
    """
    agents = list(_read_agents(root, configuration, drafts))
    protocols = list(_read_kind(root, configuration.agents, is_protocol_path, _read_protocol, drafts))
    decisions = list(_read_decisions(root, configuration.decisions, drafts))
    definitions = list(_read_kind(root, configuration.definitions, is_document_path, _read_definition, drafts))
    event_types = list(_read_kind(root, configuration.event_types, is_document_path, _read_event_type, drafts))
    known = frozenset(parsed.value.name for parsed in agents if parsed.value) | packaged_agents()
    catalogue = Catalogue(
        agents=_slugged(agents),
        decisions=_linked(decisions),
        definitions=_values(definitions),
        event_types=_values(event_types),
        protocols=_values(protocols),
        known_agents=known,
    )
    by_kind: dict[str, Sequence[Parsed[Any]]] = {
        "agents": agents,
        "protocols": protocols,
        "decisions": decisions,
        "definitions": definitions,
        "event types": event_types,
    }
    everything = [parsed for found in by_kind.values() for parsed in found]
    diagnostics = [diagnostic for parsed in everything for diagnostic in parsed.diagnostics]
    documents = {parsed.path: parsed.document for parsed in everything if parsed.document is not None}
    return LoadedCatalogue(
        catalogue,
        documents,
        (*diagnostics, *_check(catalogue, documents)),
        {kind: len(found) for kind, found in by_kind.items()},
        configuration,
        {parsed.path: kind for kind, found in by_kind.items() for parsed in found},
    )


def load_agents(root: Path, configuration: Configuration) -> tuple[Parsed[Agent], ...]:
    """The agents alone, without checks across files."""
    return tuple(_read_agents(root, configuration))


def load_protocols(root: Path, folders: tuple[str, ...]) -> tuple[Protocol, ...]:
    """The protocols below the agents' folders."""
    return _values(list(_read_kind(root, folders, is_protocol_path, _read_protocol)))


def is_document_path(path: str) -> bool:
    """Markdown that is no README."""
    return path.rsplit("/", 1)[-1].casefold() not in ("readme.md", "index.md")


def is_protocol_path(path: str) -> bool:
    """`protocols/<agent>/<slug>.md` below an agents' folder."""
    return "/protocols/" in f"/{path}" and is_document_path(path)


def _read_agents(root: Path, configuration: Configuration, drafts: Drafts = NO_DRAFTS) -> Iterator[Parsed[Agent]]:
    from kaizen_site.parse.agent_profiles import is_agent_path

    profile = configuration.profile
    for folder in configuration.agents:
        yield from _read_kind(
            root,
            (folder,),
            partial(is_agent_path, profile=profile, folder=folder),
            partial(_read_agent, profile=profile),
            drafts,
        )


def _read_decisions(root: Path, folders: tuple[str, ...], drafts: Drafts) -> Iterator[Parsed[Decision]]:
    for name in folders:
        folder = DraftedFolder(root / name, drafts, _join(name, ""))
        paths = [_join(name, path) for path in folder.files(suffix=".md")] if folder.exists(".") else []
        if not paths:
            continue
        from kaizen_site.parse.decision import find_logs, read_decision

        logs = find_logs(paths, name)
        for path, log in logs.items():
            source = folder.read(path.removeprefix(f"{name}/"))
            yield read_safely(partial(read_decision, log=log), replace(source, path=path))


def _read_agent(source: Source, profile: str) -> Parsed[Agent]:
    from kaizen_site.parse.agent import read_agent

    return read_agent(source, profile)


def _read_protocol(source: Source) -> Parsed[Protocol]:
    from kaizen_site.parse.protocol import read_protocol

    return read_protocol(source)


def _read_definition(source: Source) -> Parsed[Definition]:
    from kaizen_site.parse.definition import read_definition

    return read_definition(source)


def _read_event_type(source: Source) -> Parsed[EventType]:
    from kaizen_site.parse.event_type import read_event_type

    return read_event_type(source)


def _read_kind(
    root: Path,
    folders: tuple[str, ...],
    wanted: Callable[[str], bool],
    reader: Callable[[Source], Parsed[Kind]],
    drafts: Drafts = NO_DRAFTS,
) -> Iterator[Parsed[Kind]]:
    for name in folders:
        folder = DraftedFolder(root / name, drafts, _join(name, ""))
        if not folder.exists("."):
            continue
        for path in folder.files(suffix=".md"):
            shown = _join(name, path)
            if wanted(shown):
                yield read_safely(reader, replace(folder.read(path), path=shown))


def _join(folder: str, path: str) -> str:
    return path if folder == "." else f"{folder}/{path}"


def _values(parsed: Iterable[Parsed[Kind]]) -> tuple[Kind, ...]:
    return tuple(one.value for one in parsed if one.value is not None)


def _slugged(parsed: list[Parsed[Agent]]) -> tuple[Agent, ...]:
    agents = _values(parsed)
    slugs = assign_slugs([(agent.name, agent.path) for agent in agents])
    return tuple(replace(agent, slug=slug) for agent, slug in zip(agents, slugs, strict=True))


def _linked(parsed: list[Parsed[Decision]]) -> tuple[Decision, ...]:
    if not parsed:
        return ()
    from kaizen_site.derive.decision import link_decisions

    logs: dict[str, list[Decision]] = {}
    for decision in _values(parsed):
        logs.setdefault(decision.log, []).append(decision)
    linked = [decision for log in sorted(logs) for decision in link_decisions(logs[log])]
    slugs = assign_slugs([(decision.slug, decision.path) for decision in linked])
    return tuple(replace(decision, slug=slug) for decision, slug in zip(linked, slugs, strict=True))


def _check(catalogue: Catalogue, documents: Mapping[str, Document]) -> Iterator[Diagnostic]:
    """Meaning is checked of every value: a reader leaves out what it can't use, and nothing is concluded from a gap."""
    if catalogue.agents:
        from kaizen_site.check.agent import check_agents

        yield from check_safely(lambda: check_agents(catalogue.agents), "agents")
    if catalogue.decisions:
        from kaizen_site.check.decision import check_decisions

        for log in sorted({decision.log for decision in catalogue.decisions}):
            records = [decision for decision in catalogue.decisions if decision.log == log]
            yield from check_safely(partial(check_decisions, records), log)
    if catalogue.definitions:
        yield from _check_definitions(catalogue)
    if catalogue.event_types:
        from kaizen_site.check.event_type import check_event_types

        yield from check_safely(lambda: check_event_types(catalogue.event_types), "event-types")
    if documents:
        from kaizen_site.check.xref import check_catalogue_references

        yield from check_safely(lambda: check_catalogue_references(catalogue, documents.values()), "the catalogue")


def _check_definitions(catalogue: Catalogue) -> Iterator[Diagnostic]:
    from kaizen_site.check.definition import check_definitions

    known_types = (*catalogue.event_types, *packaged_event_types(catalogue.event_types))
    yield from check_safely(
        lambda: check_definitions(catalogue.definitions, known_types, catalogue.known_agents), "activity-definitions"
    )


def packaged_event_types(own: Iterable[EventType]) -> tuple[EventType, ...]:
    """The event types that this package carries and the catalogue does not register itself."""
    registered = {event_type.type_id for event_type in own}
    folder = Folder(packaged("event-types"))
    parsed = [_read_event_type(folder.read(path)) for path in folder.files(suffix=".md")]
    return tuple(one.value for one in parsed if one.value is not None and one.value.type_id not in registered)
