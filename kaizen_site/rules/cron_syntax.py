"""A strict front on five-field cron: decides what is a cron expression here, and says what is wrong with any other.

Taken: `0-9 * , - /` and three-letter names in any case. Refused, though some daemons take them: seconds, `@daily`,
`L`, `W`, `#`, `?`, `H`, reversed ranges and `5/15`. The rules are crontab(5)'s of Debian, with names in lists.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from kaizen_site.rules.cron_faults import (
    DAYS,
    FIELDS,
    MONTHS,
    CronFault,
    Field,
    explain_count,
    explain_item,
    explain_number,
    explain_reversed,
)

MAX_LENGTH = 200
_WORD = re.compile(r"[^ \t\r\n]+")
_ITEM = re.compile(r"(?:(\*)|([0-9]+|[A-Z]{3})(?:-([0-9]+|[A-Z]{3}))?)(?:/([0-9]+))?\Z")
_LONGEST_MONTH = (0, 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


class Cron(NamedTuple):
    """A parsed expression: the values of each field, Sunday as 0.

    `either_day` says that a day fires when one day field matches; else both must. `wildcard` says that minute or hour
    begins with `*`, which decides what a clock change does. `fields` are the texts of the five fields in upper case,
    with a range of one value and a step (`5-5/2`) written as the value: cronsim takes it for `5-59/2`.
    """

    text: str
    fields: tuple[str, ...]
    minutes: frozenset[int]
    hours: frozenset[int]
    days: frozenset[int]
    months: frozenset[int]
    weekdays: frozenset[int]
    either_day: bool
    wildcard: bool

    @property
    def every_day(self) -> bool:
        """Whether the day fields let every day of its months through."""
        full = len(self.days) == 31, len(self.weekdays) == 7
        return any(full) if self.either_day else all(full)

    @property
    def never_fires(self) -> bool:
        """Whether no calendar has a day that matches, such as 31 February."""
        return not self.either_day and min(self.days) > max(_LONGEST_MONTH[month] for month in self.months)


class _Refused(Exception):
    def __init__(self, fault: CronFault) -> None:
        self.fault = fault


@lru_cache(maxsize=4096)
def parse_cron(text: str) -> Cron | CronFault:
    """The parsed expression, or the first thing that is wrong with it. Never raises."""
    if len(text) > MAX_LENGTH:
        message = f"the cron expression has {len(text)} characters; at most {MAX_LENGTH} are taken"
        return CronFault(message, MAX_LENGTH, len(text))
    words = [(match.group(), match.start()) for match in _WORD.finditer(text)]
    if len(words) != 5:
        return explain_count(text, words, lambda shorter: isinstance(parse_cron(shorter), Cron))
    try:
        parsed = [_parse_field(field, *word) for field, word in zip(FIELDS, words, strict=True)]
    except _Refused as refused:
        return _complete(text, refused.fault)
    fields = tuple(text for _, text in parsed)
    values = [numbers for numbers, _ in parsed]
    either = not fields[2].startswith("*") and not fields[4].startswith("*")
    wildcard = fields[0].startswith("*") or fields[1].startswith("*")
    weekdays = frozenset(day % 7 for day in values[4])
    return Cron(text, fields, values[0], values[1], values[2], values[3], weekdays, either, wildcard)


def _complete(text: str, fault: CronFault) -> CronFault:
    """Turn the suggestion for the faulty part into one for the whole expression, and drop it when it is no better."""
    if fault.suggestion is None:
        return fault
    whole = text[: fault.start] + fault.suggestion + text[fault.end :]
    return fault._replace(suggestion=whole if isinstance(parse_cron(whole), Cron) else None)


def _parse_field(field: Field, word: str, start: int) -> tuple[frozenset[int], str]:
    values: set[int] = set()
    items = []
    for item in word.split(","):
        numbers = _parse_item(field, item, start)
        values.update(numbers)
        single = len(numbers) == 1 and "/" in item and not item.startswith("*")
        items.append(str(numbers[0]) if single else item.upper())
        start += len(item) + 1
    return frozenset(values), ",".join(items)


def _parse_item(field: Field, item: str, start: int) -> range:
    match = _ITEM.match(item.upper()) if item.isascii() else None
    if match is None:
        raise _Refused(explain_item(field, item, start))
    star, first, last, step = match.groups()
    if step is not None and not int(step):
        at = start + match.start(4)
        raise _Refused(CronFault(f"{field.name}: the step in `{item}` is 0; it must be at least 1", at, at + len(step)))
    if star:
        return range(field.low, field.high + 1, int(step or 1))
    low = _read(field, first, start)
    if last is None:
        if step is not None:
            message = f"{field.name}: `{item}` has a step without a range"
            raise _Refused(CronFault(message, start, start + len(item), f"{first}-{field.high}/{step}"))
        return range(low, low + 1)
    high = _read(field, last, start + match.start(3))
    if high < low:
        raise _Refused(explain_reversed(field, item, start, (low, high, step)))
    return range(low, high + 1, int(step or 1))


def _read(field: Field, word: str, start: int) -> int:
    if not word.isdigit():
        names = MONTHS if field.name == "month" else DAYS if field.name == "day of week" else ()
        if word not in names:
            raise _Refused(explain_item(field, word, start))
        return names.index(word) + field.low
    value = int(word)
    if not field.low <= value <= field.high:
        raise _Refused(explain_number(field, value, start, start + len(word)))
    return value
