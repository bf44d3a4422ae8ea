"""`schedule prepare`: the bundle of one agent in one checkout, offline, from local files alone.

A session waits for it, and its imports are its whole cost. So documents written in the plainest way are read without
the full readers; anything else goes through them, with the same result.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from kaizen_site.derive.bundle import make_bundle
from kaizen_site.derive.summary import summarise
from kaizen_site.gather.packaged import packaged
from kaizen_site.gather.tree import RECORDS_LIMIT, SCHEDULE_LIMIT, Folder
from kaizen_site.model.metrics import Summary
from kaizen_site.model.output import Bundle, Prompt
from kaizen_site.model.repo import AgentState, Repo, RepoState
from kaizen_site.model.source import Source
from kaizen_site.operations.names import check_name
from kaizen_site.parse.execution import read_executions
from kaizen_site.parse.plain import cut_plain, read_date, read_plain, read_plain_schedule


def prepare(target: Path, agent: str, environment: Mapping[str, str]) -> Bundle:
    """The bundle for `agent` in the checkout at `target`; an unknown agent gives a bundle that says so.

    The project is `KAIZEN_PROJECT_SLUG` or the folder's name. Raises NotFound for a name that can't be an agent's.
    """
    check_name(agent)
    state = read_shortly(target, agent)
    if state is None:
        from kaizen_site.operations.target import load_target

        state = load_target(target, agent).state
    return make_bundle(agent, project_name(target, environment), find_prompt(target, agent), state)


def find_prompt(target: Path, name: str) -> Prompt | None:
    """What the agent installed in the checkout, else the packaged one, tells a session; None for an unknown one."""
    own, ours = Folder(target), Folder(packaged("agents"))
    path = f"agents/agent-{name}.md"
    installed = own.read(path) if own.exists(path) else None
    shipped = ours.read(f"agent-{name}.md") if ours.exists(f"agent-{name}.md") else None
    if installed is not None and (shipped is None or installed.content != shipped.content):
        return _read_prompt(installed)
    cut = cut_plain(shipped.content.decode("utf-8", "replace")) if shipped is not None else None
    # The files that we ship are all written in one way, which a test holds.
    return None if cut is None else Prompt(cut[1], "\nmemory: disabled\n" not in f"\n{cut[0]}", path)


def project_name(target: Path, environment: Mapping[str, str]) -> str:
    """`KAIZEN_PROJECT_SLUG`, or the name of the checkout's folder."""
    return environment.get("KAIZEN_PROJECT_SLUG") or target.resolve().name or "root"


def read_shortly(target: Path, agent: str) -> RepoState | None:
    """The part of the checkout's state that a bundle takes in, or None when a document asks for its full reader."""
    folder = Folder(target)
    declared = None
    if folder.exists(".kaizen/schedule.yml"):
        text = _read_text(folder.read(".kaizen/schedule.yml", SCHEDULE_LIMIT))
        declared = read_plain_schedule(".kaizen/schedule.yml", text) if text is not None else None
        if declared is None:
            return None
    state = _read_memory(folder, agent)
    if state is None:
        return None
    state = replace(state, summary=_read_summary(folder, agent))
    pointers = (("scope", "SCOPE.md"), ("todo", "TODO.md"))
    present = tuple((label, path) for label, path in pointers if folder.exists(path))
    return RepoState(Repo(""), agents=(state,), pointers=present, declared=declared)


def _read_prompt(source: Source) -> Prompt | None:
    from kaizen_site.parse.agent import read_agent

    found = read_agent(source).value
    return None if found is None or found.unread else Prompt(found.prompt, found.memory, found.path)


def _read_memory(folder: Folder, agent: str) -> AgentState | None:
    path = f".kaizen/agents/{agent}/memory.md"
    if not folder.exists(path):
        return AgentState(agent)
    text = _read_text(folder.read(path))
    cut = cut_plain(text) if text is not None else None
    fields = read_plain(cut[0]) if cut is not None else None
    if fields is None:
        return None
    updated = fields.get("last_updated")
    return AgentState(agent, text, memory_updated=read_date(updated) if isinstance(updated, str) else None)


def _read_summary(folder: Folder, agent: str) -> Summary | None:
    path = f".kaizen/metrics/{agent}"
    if folder.exists(f"{path}/executions.jsonl"):
        executions = read_executions(folder.read(f"{path}/executions.jsonl", RECORDS_LIMIT))
        return summarise(agent, executions.records, len(executions.bad_lines)) if executions.records else None
    if folder.exists(f"{path}/summary.json"):
        from kaizen_site.parse.summary import read_summary

        return read_summary(folder.read(f"{path}/summary.json"), agent)
    return None


def _read_text(source: Source) -> str | None:
    """The text of an ordinary file; None for one that the full reader has something to say about."""
    try:
        text = source.content.decode("utf-8")
    except UnicodeDecodeError:
        return None
    return text if source.refusal is None and text.strip() and not text.startswith("\ufeff") else None
