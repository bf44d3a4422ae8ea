"""The three cadences: what to write for one that does not exist. How often something runs is said by its cron."""

from __future__ import annotations

from kaizen_site.model.schedule import CADENCES
from kaizen_site.rules.mending import Meant, find_meant
from kaizen_site.rules.nearest import nearest

_SPECIAL = {
    "hourly": 'an hourly run is `cadence: daily` with an hourly cron, such as `cron: "15 * * * *"`',
    "minutely": "the shortest cadence is daily; anything finer is said by `cron`",
    "biweekly": 'every second week can\'t be said; twice a month is `cadence: monthly` with `cron: "0 9 1,15 * *"`',
    "fortnightly": 'every second week can\'t be said; twice a month is `cadence: monthly` with `cron: "0 9 1,15 * *"`',
    "weekdays": 'working days are `cadence: daily` with `cron: "0 9 * * 1-5"`',
    "quarterly": 'a run each quarter is `cadence: monthly` with `cron: "0 9 1 1,4,7,10 *"`',
    "yearly": 'a run each year is `cadence: monthly` with `cron: "0 9 1 1 *"`',
    "annually": 'a run each year is `cadence: monthly` with `cron: "0 9 1 1 *"`',
}
_SYNONYMS = {"day": "daily", "week": "weekly", "month": "monthly", "nightly": "daily"}


def explain_cadence(cadence: str) -> str:
    """The way out for a word that is no cadence."""
    special = _find_special(cadence)
    near = nearest(cadence, CADENCES, _SYNONYMS)
    return special or (f"did you mean `{near}`?" if near else f"write {CADENCES[0]}, {CADENCES[1]} or {CADENCES[2]}")


def find_cadence(cadence: str) -> Meant | None:
    """The cadence that a wrong word stands for; None for one that says something which no cadence says."""
    return None if _find_special(cadence) else find_meant(cadence, CADENCES, _SYNONYMS)


def _find_special(cadence: str) -> str | None:
    return _SPECIAL.get(cadence.strip().lower().replace("-", ""))
