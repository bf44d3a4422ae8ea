"""A cron expression in words: cronsim's, guarded where they would say something else than what fires."""

from __future__ import annotations

import re
from functools import lru_cache

from kaizen_site.rules.cron_syntax import Cron

_ORDINAL = re.compile(r"\b(\d*)([123])th\b")
_ENDINGS = {"1": "st", "2": "nd", "3": "rd"}


@lru_cache(maxsize=4096)
def explain(cron: Cron) -> str:
    """One line such as "At 09:00 on Monday"; without the zone."""
    from cronsim.explain import explain as explain_fields

    words: str = explain_fields(" ".join(_plain_fields(cron)))
    if cron.never_fires:
        words += " (never: no such day)"
    return _ORDINAL.sub(_mend_ordinal, words)


def _plain_fields(cron: Cron) -> list[str]:
    minute, hour, day, month, weekday = cron.fields
    if cron.every_day:
        # `1-31 * 1` fires on every day, because either field is enough; cronsim would say "on Monday".
        day = weekday = "*"
    elif len(cron.weekdays) == 7:
        weekday = "*"
    elif len(cron.days) == 31:
        day = "*"
    return [
        _plain_field(minute, cron.minutes, 60),
        _plain_field(hour, cron.hours, 24),
        _plain_field(day, cron.days, 31),
        _plain_field(month, cron.months, 12),
        _plain_field(weekday, cron.weekdays, 7),
    ]


def _plain_field(text: str, values: frozenset[int], full: int) -> str:
    if text == "*" or len(values) == full:
        return "*"
    if len(values) == 1:  # also `5-5` and `*/90`
        return str(next(iter(values)))
    return text


def _mend_ordinal(match: re.Match[str]) -> str:
    tens, unit = match.groups()
    return match.group() if tens.endswith("1") else f"{tens}{unit}{_ENDINGS[unit]}"
