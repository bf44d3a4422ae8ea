"""When a cron expression fires: cronsim's answers, which are Debian's daemon's, in the zones of the tzdata package.

Decides next fires, equality and the clock-change question; what an expression is decides `cron_syntax`.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import lru_cache

from kaizen_site.rules.cron_faults import CronFault
from kaizen_site.rules.cron_syntax import Cron, parse_cron
from kaizen_site.rules.cron_words import explain
from kaizen_site.rules.zones import clock_changes, is_zone, load_zone, nearest_zone

__all__ = (
    "Cron",
    "CronFault",
    "crosses_clock_change",
    "explain",
    "is_zone",
    "nearest_zone",
    "next_fires",
    "parse_cron",
    "same_fires",
)

_HORIZON = timedelta(days=8 * 366)


@lru_cache(maxsize=8192)
def next_fires(cron: Cron, timezone: str, after: datetime, count: int) -> tuple[datetime, ...]:
    """The first `count` instants strictly after `after` (aware), in the zone; fewer when 8 years hold no more.

    `timezone` is a name for which `is_zone` holds; KeyError for any other.
    """
    zone = load_zone(timezone)
    if cron.never_fires:
        return ()
    from cronsim import CronSim, CronSimError

    fires: list[datetime] = []
    previous = after.astimezone(UTC)
    try:
        last = previous + _HORIZON
        for fire in CronSim(" ".join(cron.fields), after.astimezone(zone)):
            instant = fire.astimezone(UTC)
            if instant > last:
                break
            # A fire at or before the last one is the second reading of a repeated hour; one that does not survive
            # the way to UTC and back lies in a gap.
            if instant <= previous or instant.astimezone(zone).replace(tzinfo=None) != fire.replace(tzinfo=None):
                continue
            fires.append(fire)
            previous = instant
            if len(fires) >= count:
                break
    except (OverflowError, CronSimError):
        return tuple(fires)  # the calendar ends with the year 9999
    return tuple(fires)


def same_fires(first: Cron, second: Cron) -> bool:
    """Whether two expressions fire at the same times in the same zone, however they are written."""
    return _sets(first) == _sets(second)


@lru_cache(maxsize=4096)
def crosses_clock_change(cron: Cron, timezone: str) -> str | None:
    """The first time of day, such as "02:30", that a clock change in the zone skips or repeats; None without one.

    Expressions with a wildcard in minute or hour run on by themselves and are left alone.
    """
    if cron.wildcard:
        return None
    for start, end in clock_changes(timezone):
        last = end - timedelta(minutes=1)
        # Nearly every cron is in hours that no change touches: seen without a walk over the minutes.
        if start.date() == last.date() and cron.hours.isdisjoint(range(start.hour, last.hour + 1)):
            continue
        moment = start
        while moment < end:
            if moment.minute in cron.minutes and moment.hour in cron.hours and _may_fire_on(cron, moment):
                return f"{moment:%H:%M}"
            moment += timedelta(minutes=1)
    return None


def _may_fire_on(cron: Cron, moment: datetime) -> bool:
    # Changes keep their month and weekday from year to year, not their day of the month.
    on_weekday = moment.isoweekday() % 7 in cron.weekdays
    return moment.month in cron.months and (on_weekday or cron.either_day)


def _sets(cron: Cron) -> tuple[object, ...]:
    days: object
    if cron.every_day or cron.never_fires:
        days = cron.every_day
    elif len(cron.weekdays) == 7:
        days = ("day", cron.days)
    elif len(cron.days) == 31:
        days = ("weekday", cron.weekdays)
    else:
        days = (cron.either_day, cron.days, cron.weekdays)
    return cron.minutes, cron.hours, cron.months, days
