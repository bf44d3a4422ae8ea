"""What an agent knows about one repo: `.kaizen/agents/<agent>/memory.md`."""

from __future__ import annotations

from dataclasses import dataclass

SECTIONS = (
    "Project Context",
    "Accumulated Findings",
    "What Worked",
    "Watch Points",
    "Open Threads",
    "Session Log",
)


@dataclass(frozen=True, slots=True)
class Memory:
    """A memory file. `last_updated` is an ISO date or None; `text` is the whole file as written."""

    agent: str
    project: str | None
    last_updated: str | None
    session_count: int | None
    text: str
    body: str
