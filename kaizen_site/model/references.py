"""What is kept of a fleet for the questions that only all repos together answer: who asks for which runs, and when."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple


class Ask(NamedTuple):
    """What an enabled entry of a schedule asks for, as far as definitions filter by it."""

    agent: str
    cadence: str
    domain: str | None = None
    engagement: str | None = None


class Asked(NamedTuple):
    """How many repos ask for the same, and the schedule of the first of them."""

    repos: int
    path: str


class FullHour(NamedTuple):
    """The first run that a repo's own cron puts on minute 0 alone."""

    repo: str
    agent: str
    cron: str
    path: str


class FleetFacts(NamedTuple):
    """The little that stays of the repos of a fleet; it grows with the kinds of runs, not with the repos.

    `schedules` counts the valid schedules, `crons` the enabled entries with a cron of their own, `full_hours` those of
    them that fire at minute 0 alone.
    """

    asked: Mapping[Ask, Asked]
    schedules: int = 0
    crons: int = 0
    full_hours: int = 0
    first_full_hour: FullHour | None = None
