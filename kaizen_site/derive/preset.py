"""The schedules that `schedule init` writes: the example of three agents, or an engagement's bootstrap ramp."""

from __future__ import annotations

from collections.abc import Sequence

from kaizen_site.model.schedule import Entry, Schedule

BOOTSTRAP_CADENCES = ("hourly", "daily", "weekly")
_FIRST_MINUTES = (15, 30, 45, 0)
_PATH = ".kaizen/schedule.yml"


def example_schedule(timezone: str) -> Schedule:
    """Coach and optimization on Monday mornings, tdd-workflow there but off."""
    entries = (
        Entry("coach", "weekly", "0 9 * * 1"),
        Entry("optimization", "weekly", "0 10 * * 1"),
        Entry("tdd-workflow", "monthly", None, enabled=False),
    )
    return Schedule(_PATH, entries, timezone)


def bootstrap_schedule(engagement: str, agents: Sequence[str], cadence: str, timezone: str) -> Schedule:
    """An engagement's schedule: coach and optimization have fixed places, the others follow in their order.

    An hourly bootstrap is the cadence `daily` with an hourly cron.
    """
    places = _places(agents)
    written = "daily" if cadence == "hourly" else cadence
    entries = tuple(Entry(agent, written, _cron(places[agent], cadence)) for agent in agents)
    return Schedule(_PATH, entries, timezone, engagement)


def _places(agents: Sequence[str]) -> dict[str, int]:
    fixed = {"coach": 0, "optimization": 1}
    others = [agent for agent in agents if agent not in fixed]
    return {**fixed, **{agent: index for index, agent in enumerate(others, 2)}}


def _cron(place: int, cadence: str) -> str:
    if cadence == "weekly":
        return f"0 {(9 + place) % 24} * * 1"
    minute = _minute(place)
    return f"{minute} * * * *" if cadence == "hourly" else f"{minute} 9 * * *"


def _minute(place: int) -> int:
    """Quarter hours first (15, 30, 45, 0), then the minutes between them, halving the gaps."""
    if place < len(_FIRST_MINUTES):
        return _FIRST_MINUTES[place]
    between = [minute for offset in (7, 3, 11, *range(1, 15)) for minute in range(offset, 60, 15)]
    return list(dict.fromkeys(between))[(place - len(_FIRST_MINUTES)) % 56]
