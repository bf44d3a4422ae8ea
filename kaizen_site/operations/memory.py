"""`memory init` and `memory show`: an agent's memory of a project is scaffolded and read, never rewritten."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from kaizen_site.errors import NotFound, Refused
from kaizen_site.gather.tree import Folder
from kaizen_site.model.diagnostic import Parsed
from kaizen_site.model.memory import Memory
from kaizen_site.model.output import Rendered
from kaizen_site.operations.names import check_name
from kaizen_site.publish.files import write_text
from kaizen_site.render.memory import render_memory_scaffold


@dataclass(frozen=True, slots=True)
class Scaffold:
    """Paths in the checkout that were made, and those that were there and stay as they are."""

    made: tuple[str, ...]
    kept: tuple[str, ...]


def init_memory(target: Path, agent: str, project: str, today: date, *, metrics: bool = True) -> Scaffold:
    """Make the agent's memory and, unless `metrics` is False, an empty record file; nothing is overwritten.

    Raises NotFound for a name that can't be an agent's, Refused for an agent that keeps no memory.
    """
    from kaizen_site.operations.prepare import find_prompt

    check_name(agent)
    found = find_prompt(target, agent)
    if found is not None and not found.memory:
        raise Refused(f"the agent {agent} keeps no memory (`memory: disabled` in {found.path})")
    wanted = [Rendered(memory_path(agent), render_memory_scaffold(agent, project, today.isoformat()))]
    if metrics:
        # Empty, so that git keeps the folder and `metrics show` says that there are no runs yet.
        wanted.append(Rendered(f".kaizen/metrics/{agent}/executions.jsonl", ""))
    folder = Folder(target)
    made, kept = [], []
    for rendered in wanted:
        if folder.exists(rendered.path):
            kept.append(rendered.path)
        else:
            write_text(target, rendered)
            made.append(rendered.path)
    return Scaffold(tuple(made), tuple(kept))


def show_memory(target: Path, agent: str) -> Parsed[Memory]:
    """The agent's memory with what is wrong with it; raises NotFound with the command that makes one."""
    from kaizen_site.operations.reading import read_safely
    from kaizen_site.parse.memory import read_memory

    check_name(agent)
    folder = Folder(target)
    path = memory_path(agent)
    if not folder.exists(path):
        raise NotFound(f"{agent} has no memory here yet; `kaizen-agentic memory init {agent}` makes it")
    return read_safely(lambda source: read_memory(source, agent), folder.read(path))


def memory_path(agent: str) -> str:
    """Where an agent's memory lies in a checkout."""
    return f".kaizen/agents/{agent}/memory.md"
