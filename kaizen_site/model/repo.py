"""What is known of one repo in which agents work: its row in the roster and what its `.kaizen/` holds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from kaizen_site.model.metrics import Execution, Summary

if TYPE_CHECKING:  # preparing a session starts faster without it where there is no schedule
    from kaizen_site.model.schedule import Schedule


class Skip(NamedTuple):
    """Why the snapshot could not take a repo in: `repo_unreachable`, `schedule_invalid` or `no_schedule`.

    `slug_invalid` is our own word for a folder whose name can't be a path; its repo goes under a made-up slug.
    """

    reason: str
    errors: tuple[str, ...] = ()


class Repo(NamedTuple):
    """A row of the roster as the snapshot keeps it (`repo.json`)."""

    slug: str
    domain: str | None = None
    root: str | None = None
    url: str | None = None
    revision: str | None = None
    skipped: Skip | None = None


@dataclass(frozen=True, slots=True)
class AgentState:
    """What one repo's `.kaizen/` holds for one agent. `memory` is the file's text, or None.

    `executions` are sorted by time. `summary` is derived from them, or read from `summary.json` where only that is
    there, or None when nothing was recorded. `memory_updated` is the ISO date in the memory's front matter.
    """

    agent: str
    memory: str | None = None
    executions: tuple[Execution, ...] = ()
    summary: Summary | None = None
    memory_updated: str | None = None


@dataclass(frozen=True, slots=True)
class RepoState:
    """Everything that the site and `prepare` know of one repo.

    `schedule_text` is the file as written, also when it could not be read as a schedule. `pointers` are (label, path)
    pairs of files that exist, such as ("scope", "SCOPE.md"). `schedule` is None when it is invalid; `declared` is what
    could be read of it all the same: it says what the repo asks for, but nothing runs by it.
    """

    repo: Repo
    schedule: Schedule | None = None
    schedule_text: str | None = None
    agents: tuple[AgentState, ...] = ()
    pointers: tuple[tuple[str, str], ...] = ()
    declared: Schedule | None = None

    def state(self, agent: str) -> AgentState:
        """The agent's state; an empty one when there is none."""
        return next((state for state in self.agents if state.agent == agent), AgentState(agent))
