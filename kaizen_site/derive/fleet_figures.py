"""Figures over the whole fleet from the rows that its repos left behind: each agent everywhere, and what runs next."""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from kaizen_site.derive.summary import wilson_interval
from kaizen_site.model.fleet import AgentRow, FleetRow
from kaizen_site.model.site import AgentFigures, NextRun, Place

PLACES = 50
NEXT_RUNS = 24
_WORST_FIRST = ("failing", "needs-a-look", "healthy", "no-runs", "paused")
_KEPT = 8 * PLACES


@dataclass(slots=True)
class _Sum:
    """What is known so far of one agent; `places` is cut back to the worst ones whenever it grows long."""

    enabled: int = 0
    runs: int = 0
    successes: int = 0
    cadences: set[str] = field(default_factory=set)
    health: Counter[str] = field(default_factory=Counter)
    next_fire: str | None = None
    places: list[tuple[int, str, AgentRow]] = field(default_factory=list)

    def add(self, slug: str, row: AgentRow, *, takes_part: bool) -> None:
        self.runs += row.execution_count
        self.successes += row.successes
        self.health[row.health] += 1
        if row.enabled and takes_part:
            self.enabled += 1
            self.cadences.add(row.cadence)
            if row.next_fires and (self.next_fire is None or row.next_fires[0] < self.next_fire):
                self.next_fire = row.next_fires[0]
        self.places.append((_WORST_FIRST.index(row.health), slug, row))
        if len(self.places) > _KEPT:
            self.places = heapq.nsmallest(PLACES, self.places, key=lambda place: place[:2])


def measure_agents(rows: Iterable[FleetRow]) -> dict[str, AgentFigures]:
    """The figures of every agent that any repo names, by name."""
    sums: dict[str, _Sum] = {}
    for row in rows:
        for agent in row.agents:
            sums.setdefault(agent.agent, _Sum()).add(row.slug, agent, takes_part=row.skipped is None)
    return {name: _finish(name, sums[name]) for name in sorted(sums)}


def find_next_runs(rows: Iterable[FleetRow]) -> tuple[NextRun, ...]:
    """The first runs after the snapshot, by time and agent."""
    counts: Counter[tuple[str, str]] = Counter()
    for row in rows:
        if row.skipped is None:
            counts.update((at, agent.agent) for agent in row.agents if agent.enabled for at in agent.next_fires)
    return tuple(NextRun(at, agent, counts[at, agent]) for at, agent in heapq.nsmallest(NEXT_RUNS, counts))


def count_scheduled(figures: Mapping[str, AgentFigures]) -> dict[str, int]:
    """How many repos ask for each agent."""
    return {name: one.enabled for name, one in figures.items() if one.enabled}


def _finish(name: str, total: _Sum) -> AgentFigures:
    places = heapq.nsmallest(PLACES, total.places, key=lambda place: place[:2])
    return AgentFigures(
        agent=name,
        repos=total.health.total(),
        enabled=total.enabled,
        cadences=tuple(sorted(total.cadences)),
        health=tuple((state, total.health[state]) for state in _WORST_FIRST if total.health[state]),
        execution_count=total.runs,
        successes=total.successes,
        success_rate=total.successes / total.runs if total.runs else None,
        success_interval=wilson_interval(total.successes, total.runs),
        next_fire=total.next_fire,
        places=tuple(_see(slug, row) for _, slug, row in places),
    )


def _see(slug: str, row: AgentRow) -> Place:
    return Place(
        repo=slug,
        cadence=row.cadence,
        health=row.health,
        execution_count=row.execution_count,
        successes=row.successes,
        last_run=row.last_run,
        next_fire=row.next_fires[0] if row.enabled and row.next_fires else None,
        recent=row.recent,
    )
