"""The state of one repo is read, from a checkout or from a snapshot of it: the same files, laid out in two ways."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import NamedTuple, TypeVar

from kaizen_site.cards import fleet as cards
from kaizen_site.check.schedule import check_schedule
from kaizen_site.derive.summary import summarise
from kaizen_site.gather.tree import RECORDS_LIMIT, SCHEDULE_LIMIT, Folder
from kaizen_site.model.diagnostic import Diagnostic, Parsed, Severity
from kaizen_site.model.fleet import AgentState, Repo, RepoState
from kaizen_site.model.metrics import Executions
from kaizen_site.model.schedule import Schedule
from kaizen_site.model.source import Document, Source, Span
from kaizen_site.operations.reading import check_safely, read_safely
from kaizen_site.parse.execution import document_of, read_executions
from kaizen_site.parse.memory import read_memory
from kaizen_site.parse.schedule import read_schedule
from kaizen_site.parse.summary import read_summary
from kaizen_site.rules.names import is_safe_name

MOST_AGENTS = 200
POINTERS = (("scope", "SCOPE.md"), ("todo", "TODO.md"))
Kind = TypeVar("Kind")


class Layout(NamedTuple):
    """Where a repo's files lie in the folder that is read, and what stands before a path when it is shown."""

    schedule: str
    agents: str
    metrics: str
    pointers: str
    shown: str = ""


CHECKOUT = Layout(".kaizen/schedule.yml", ".kaizen/agents", ".kaizen/metrics", "")


@dataclass(frozen=True, slots=True)
class RepoReading:
    """A repo with everything that was found while reading it; `files` counts the files that were read.

    An invalid schedule is left out of the state, except for its text.
    """

    state: RepoState
    documents: Mapping[str, Document]
    diagnostics: tuple[Diagnostic, ...]
    files: int


@dataclass(frozen=True, slots=True)
class Request:
    """What to read: all agents or one alone. `newest` is the time after which nothing can have been recorded."""

    known_agents: frozenset[str]
    agent: str | None = None
    newest: datetime | None = None


def snapshot_layout(slug: str, prefix: str) -> Layout:
    """The layout of one repo in a snapshot whose paths are shown below `prefix`."""
    folder = f"repos/{slug}"
    shown = "" if prefix in ("", ".") else f"{prefix}/"
    return Layout(f"{folder}/schedule.yml", f"{folder}/agents", f"{folder}/metrics", f"{folder}/", shown)


def read_repo_state(folder: Folder, layout: Layout, repo: Repo, request: Request) -> RepoReading:
    """The schedule, the memories, the records and the pointers of one repo; no document's fault is an exception."""
    reader = _Reader(folder, layout.shown)
    declared, valid, text = _read_schedule(reader, layout, repo, request)
    agents = [_read_agent(reader, layout, name, request) for name in _list_agents(reader, layout, request)]
    pointers = tuple((label, path) for label, path in POINTERS if folder.exists(layout.pointers + path))
    kept = tuple(state for state in agents if state.memory is not None or state.summary is not None)
    state = RepoState(repo, declared if valid else None, text, kept, pointers, declared)
    return RepoReading(state, reader.documents, tuple(reader.diagnostics), reader.files)


@dataclass(slots=True)
class _Reader:
    """Reads files of one folder and keeps what was found on the way."""

    folder: Folder
    shown: str
    documents: dict[str, Document] = field(default_factory=dict)
    diagnostics: list[Diagnostic] = field(default_factory=list)
    files: int = 0

    def read(self, path: str, limit: int | None = None) -> Source | None:
        """The file under its shown path; None when there is none."""
        if not self.folder.exists(path):
            return None
        self.files += 1
        source = self.folder.read(path) if limit is None else self.folder.read(path, limit)
        return replace(source, path=self.shown + path)

    def keep(self, parsed: Parsed[Kind]) -> Kind | None:
        """Its value; document and diagnostics are remembered."""
        if parsed.document is not None:
            self.documents[parsed.path] = parsed.document
        self.diagnostics += parsed.diagnostics
        return parsed.value


def _read_schedule(
    reader: _Reader, layout: Layout, repo: Repo, request: Request
) -> tuple[Schedule | None, bool, str | None]:
    """The schedule as far as it can be read, whether it is valid, and its text."""
    source = reader.read(layout.schedule, SCHEDULE_LIMIT)
    if source is None:
        return None, False, None
    parsed = read_safely(read_schedule, source)
    found = list(parsed.diagnostics)
    if parsed.value is not None:
        value = parsed.value
        # Also beside faults of shape, since all problems of a schedule are told together.
        found += check_safely(lambda: check_schedule(value, request.known_agents), source.path)
    if parsed.document is not None:
        reader.documents[source.path] = parsed.document
    valid = all(diagnostic.weight is not Severity.ERROR for diagnostic in found)
    if repo.skipped is not None and repo.skipped.reason == "schedule_invalid":
        found = [_soften(diagnostic, parsed.document) for diagnostic in found]
    reader.diagnostics += found
    text = source.content.decode("utf-8", "replace") if source.refusal is None else ""
    return parsed.value, valid, text


def _soften(diagnostic: Diagnostic, document: Document | None) -> Diagnostic:
    """A fault that the snapshot knows: the repo was skipped for it already."""
    if diagnostic.weight is not Severity.ERROR:
        return diagnostic
    span = document.locate(diagnostic.where) if document is not None else Span(1, 1, 1, 1)
    return cards.SCHEDULE_RECORDED_INVALID.at(
        diagnostic.path,
        diagnostic.where,
        f"{diagnostic.message} ({diagnostic.card.slug}, line {span.line}); the snapshot knows it and skips the repo",
        help=diagnostic.help,
        related=diagnostic.related,
    )


def _list_agents(reader: _Reader, layout: Layout, request: Request) -> list[str]:
    if request.agent is not None:
        return [request.agent]
    seen: dict[str, str] = {}
    names: list[str] = []
    # Of two that differ only by case, the one that is an agent's name stays.
    folders = sorted(_list_folders(reader.folder, layout), key=lambda pair: pair[0] not in request.known_agents)
    for name, path in folders:
        folded = unicodedata.normalize("NFC", name).casefold()
        if not is_safe_name(name):
            message = f"{name!a} can't be an agent's name: letters, digits and hyphens, at most 64"
        elif folded in seen:
            message = f"`{name}` and `{seen[folded]}` differ only by case; `{name}` is left out"
        elif len(names) >= MOST_AGENTS:
            reader.diagnostics.append(_refuse_folder(reader, path, f"more than {MOST_AGENTS} agents have state here"))
            break
        else:
            seen[folded] = name
            names.append(name)
            continue
        reader.diagnostics.append(_refuse_folder(reader, path, message))
    return sorted(names)


def _list_folders(folder: Folder, layout: Layout) -> list[tuple[str, str]]:
    paths = {name: f"{layout.metrics}/{name}" for name in folder.folders(layout.metrics)}
    paths |= {name: f"{layout.agents}/{name}" for name in folder.folders(layout.agents)}
    return sorted(paths.items())


def _refuse_folder(reader: _Reader, path: str, message: str) -> Diagnostic:
    return cards.AGENT_FOLDER_INVALID.at(reader.shown + path, None, message)


def _read_agent(reader: _Reader, layout: Layout, agent: str, request: Request) -> AgentState:
    memory = None
    source = reader.read(f"{layout.agents}/{agent}/memory.md")
    if source is not None:
        memory = reader.keep(read_safely(lambda source: read_memory(source, agent), source))
    state = AgentState(
        agent,
        memory.text if memory is not None else None,
        memory_updated=memory.last_updated if memory is not None else None,
    )
    folder = f"{layout.metrics}/{agent}"
    records = reader.read(f"{folder}/executions.jsonl", RECORDS_LIMIT)
    if records is not None:
        executions = _read_records(reader, records, request.newest)
        if not executions.records:
            return state
        summary = summarise(agent, executions.records, len(executions.bad_lines))
        return replace(state, executions=executions.records, summary=summary)
    derived = reader.read(f"{folder}/summary.json")
    return replace(state, summary=read_summary(derived, agent)) if derived is not None else state


def _read_records(reader: _Reader, source: Source, newest: datetime | None) -> Executions:
    executions = read_executions(source)
    found = list(executions.diagnostics)
    if newest is not None and executions.records and executions.records[-1].timestamp > newest:
        found.append(_say_future(executions, source, newest))
    if found:
        reader.documents[source.path] = document_of(source)
        reader.diagnostics += found
    return executions


def _say_future(executions: Executions, source: Source, newest: datetime) -> Diagnostic:
    late = [one for one in executions.records if one.timestamp > newest]
    last = late[-1].timestamp
    count = "1 record is" if len(late) == 1 else f"{len(late)} records are"
    return cards.RECORD_IN_FUTURE.at(
        source.path, None, f"{count} dated after the snapshot was taken, up to {last:%Y-%m-%d}: a clock was wrong"
    )
