"""Which runs a repo asks for, when they fire, and how a week of the whole fleet looks.

Decides what an entry inherits: its own cron, else that of the definition that would create its task.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple

from kaizen_site.model.definition import Definition
from kaizen_site.model.fleet import CalendarDay, CalendarWeek, FleetRow, RepoState, ScheduledRun, Slot
from kaizen_site.model.schedule import Entry
from kaizen_site.rules.command import show_command
from kaizen_site.rules.cron import is_zone, next_fires, parse_cron
from kaizen_site.rules.cron_syntax import Cron
from kaizen_site.rules.firing import make_ask, may_fire, opens_session

_SHOWN = 12
_WEEK = timedelta(days=7)


class Inherited(NamedTuple):
    """The cron and zone in force for an entry, and the id of the definition that creates its tasks, if any."""

    cron: str | None
    timezone: str | None
    definition: str | None


def scheduled_runs(state: RepoState, definitions: Sequence[Definition]) -> tuple[ScheduledRun, ...]:
    """The enabled entries of a repo that was not skipped, by agent; the same as the resolver gives."""
    if state.schedule is None or state.repo.skipped is not None:
        return ()
    root = state.repo.root or "."
    runs = []
    for entry in sorted(state.schedule.entries, key=lambda one: one.agent):
        if entry.enabled:
            cron, timezone, _ = inherit(entry, state, definitions)
            command = show_command(prepare_arguments(entry.agent, root))
            runs.append(ScheduledRun(state.repo.slug, root, entry.agent, entry.cadence, cron, timezone, True, command))
    return tuple(runs)


def prepare_arguments(agent: str, root: str) -> tuple[str, ...]:
    """The command that makes an agent's bundle in the checkout at `root`."""
    return ("kaizen-agentic", "schedule", "prepare", agent, "--target", root)


def inherit(entry: Entry, state: RepoState, definitions: Sequence[Definition]) -> Inherited:
    """What an entry of the repo's schedule takes from the definition that its runs belong to."""
    ask = make_ask(entry, state)
    fitting = [one for one in definitions if may_fire(one, ask) is not False]
    # Of several that fit, one that opens a session counts, then one that is switched on; then the ids decide.
    chosen = min(fitting, key=lambda one: (not opens_session(one), not one.enabled, one.id), default=None)
    zone = state.schedule.timezone if state.schedule is not None else None
    if chosen is None:
        return Inherited(entry.cron, zone, None)
    return Inherited(entry.cron or chosen.trigger.cron_expression, zone or chosen.trigger.timezone, chosen.id)


def next_fires_of(cron: str | None, timezone: str | None, after: datetime, count: int) -> tuple[str, ...]:
    """The first fires strictly after an aware time, RFC 3339 in UTC; none without a cron that can be read.

    Without a zone the cron is read in UTC.
    """
    parsed, zone = _parse(cron, timezone)
    if parsed is None:
        return ()
    return tuple(_to_text(moment) for moment in next_fires(parsed, zone, after, count))


def week_of(rows: Iterable[FleetRow], start: date) -> CalendarWeek:
    """What the enabled agents of all repos do in the seven days from `start` on, in UTC."""
    begin = datetime.combine(start, time(), UTC)
    groups: dict[tuple[str, str | None], list[tuple[str, str]]] = {}
    for row in rows:
        if row.skipped is None:
            for agent in row.agents:
                if agent.enabled and agent.cron is not None:
                    groups.setdefault((agent.cron, agent.timezone), []).append((row.slug, agent.agent))
    slots: dict[datetime, list[list[tuple[str, str]]]] = {}
    for (cron, timezone), members in groups.items():
        for moment in _fires_within(cron, timezone, begin):
            slots.setdefault(moment, []).append(members)
    days = (begin + timedelta(days=number) for number in range(7))
    return CalendarWeek(start.isoformat(), tuple(_make_day(day, slots) for day in days))


def _parse(cron: str | None, timezone: str | None) -> tuple[Cron | None, str]:
    zone = timezone or "UTC"
    parsed = parse_cron(cron) if cron is not None and is_zone(zone) else None
    return (parsed if isinstance(parsed, Cron) else None), zone


def _fires_within(cron: str, timezone: str | None, begin: datetime) -> list[datetime]:
    parsed, zone = _parse(cron, timezone)
    if parsed is None:
        return []
    before = begin - timedelta(seconds=1)
    first = next_fires(parsed, zone, before, 1)
    if not first or first[0] >= begin + _WEEK:
        return []
    most = 8 * len(parsed.minutes) * len(parsed.hours)  # a week, and a day more for clock changes
    fires = (moment.astimezone(UTC) for moment in next_fires(parsed, zone, before, most))
    return [moment for moment in fires if moment < begin + _WEEK]


def _make_day(day: datetime, slots: dict[datetime, list[list[tuple[str, str]]]]) -> CalendarDay:
    hours = [0] * 24
    found = []
    for moment in sorted(moment for moment in slots if moment.date() == day.date()):
        groups = slots[moment]
        runs = sum(len(members) for members in groups)
        hours[moment.hour] += runs
        first = sorted(pair for members in groups for pair in members[:_SHOWN])[:_SHOWN]
        found.append(Slot(f"{moment:%H:%M}", runs, tuple(first)))
    return CalendarDay(day.date().isoformat(), tuple(hours), tuple(found))


def _to_text(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z")
