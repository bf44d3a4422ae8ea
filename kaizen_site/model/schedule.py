"""A repo's opt-in: which agents run in it, how often and when."""

from __future__ import annotations

from dataclasses import dataclass

CADENCES = ("daily", "weekly", "monthly")


@dataclass(frozen=True, slots=True)
class Entry:
    """One agent's settings; without a cron the definition's applies."""

    agent: str
    cadence: str
    cron: str | None = None
    enabled: bool = True


@dataclass(frozen=True, slots=True)
class Schedule:
    """`.kaizen/schedule.yml`, version "1"; entries in the order of the file."""

    path: str
    entries: tuple[Entry, ...]
    timezone: str | None = None
    engagement: str | None = None

    def entry(self, agent: str) -> Entry | None:
        """The settings of one agent."""
        return next((entry for entry in self.entries if entry.agent == agent), None)
