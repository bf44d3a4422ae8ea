"""Dates as people write them become ISO dates, whole or shortened to a month.

`NN/NN/YYYY` is a date only where the order of day and month is certain: one number over 12, two equal numbers, or
another date of the same file that shows the order.
"""

from __future__ import annotations

import calendar
import re
from typing import Literal, NamedTuple

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan january",
            "feb february",
            "mar march",
            "apr april",
            "may",
            "jun june",
            "jul july",
            "aug august",
            "sep sept september",
            "oct october",
            "nov november",
            "dec december",
        ),
        1,
    )
    for name in names.split()
}
_NAME = r"(?P<name>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"  # noqa: E501 - twelve names
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_ANY_YEAR = r"(?P<year>(?:19|20)?\d\d)(?!\d)"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_FORMS = tuple(
    re.compile(rf"(?<![\w./-]){form}(?![\w])", re.IGNORECASE)
    for form in (
        _YEAR + r"(?P<mark>[-/._])(?P<month>\d{1,2})(?P=mark)[ ]?(?P<day>\d{1,2})(?:T[\d:.]+(?:Z|[+-]\d\d:?\d\d)?)?",
        _YEAR + r"(?P<month>0\d|1\d)(?P<day>[0-3]\d)",
        _DAY + r"[ \-./]*(?:of[ ]+)?" + _NAME + r"[ ,\-./]*" + _YEAR,
        _NAME + r"[ \-.]*" + _DAY + r"[ ,\-.]+" + _YEAR,
        _YEAR + r"[ \-./,]+" + _NAME + r"[ \-./]*" + _DAY,
        r"(?P<day>\d{1,2})\.[ ]?(?P<month>\d{1,2})\.[ ]?" + _YEAR,
        r"(?P<first>\d{1,2})(?P<mark>[/-])(?P<second>\d{1,2})(?P=mark)" + _ANY_YEAR,
        r"(?P<first>\d{4,})(?P<mark>[-/.])(?P<second>\d{1,2})(?P=mark)(?P<rest>\d{1,2})",
        _NAME + r"[ ,\-.]+" + _YEAR,
        _YEAR + r"[ \-./,]+" + _NAME,
        _YEAR + r"[-/](?P<month>\d{1,2})",
        _YEAR,
    )
)
_ORDER = re.compile(r"(?<![\w./-])(\d{1,2})([/-])(\d{1,2})\2((?:19|20)?\d\d)(?![\w/-])")

Order = Literal["day", "month"]


class Dated(NamedTuple):
    """A date in a text: `value` is ISO, or None with the reason why it is none; offsets are of the text given."""

    value: str | None
    start: int
    end: int
    problem: Literal["invalid", "ambiguous"] | None = None
    reason: str = ""


def find_date(text: str, order: Order | None = None, *, anchored: bool = False) -> Dated | None:
    """The first date in a text, or at its beginning; a bare year counts only when it is the whole text."""
    best: Dated | None = None
    for form in _FORMS:
        match = form.search(text)
        if match is None or (anchored and text[: match.start()].strip(" \t([{*_\"'`")):
            continue
        if "month" not in match.groupdict() and set(match.groupdict()) == {"year"} and text.strip() != match.group():
            continue
        if best is None or match.start() < best.start:
            best = _read(match, order)
    return best


def find_all_dates(text: str, order: Order | None = None) -> list[Dated]:
    """All dates in a text, in its order."""
    found: list[Dated] = []
    position = 0
    while len(found) < 400:
        date = find_date(text[position:], order)
        if date is None:
            break
        found.append(date._replace(start=date.start + position, end=date.end + position))
        position += max(date.end, 1)
    return found


def find_order(text: str) -> Order | None:
    """Whether the dates `NN/NN/YYYY` of a text begin with the day or the month; None when none or both show it."""
    orders: set[Order] = set()
    for match in _ORDER.finditer(text):
        first, second = int(match.group(1)), int(match.group(3))
        if first > 12 >= second:
            orders.add("day")
        elif second > 12 >= first:
            orders.add("month")
    return orders.pop() if len(orders) == 1 else None


def _read(match: re.Match[str], order: Order | None) -> Dated:
    parts = match.groupdict()
    start, end = match.span()
    if "rest" in parts:
        return Dated(None, start, end, "invalid", f"there is no year {parts['first']}")
    year = int(parts["year"]) + (2000 if len(parts["year"]) == 2 else 0)
    if "first" in parts:
        return _read_numbers(int(parts["first"]), int(parts["second"]), year, order, (start, end))
    if "name" in parts:
        month = _MONTHS[parts["name"].casefold()]
    elif "month" in parts:
        month = int(parts["month"])
    else:
        return Dated(f"{year}", start, end)
    return _make(year, month, int(parts["day"]) if "day" in parts else None, (start, end))


def _read_numbers(first: int, second: int, year: int, order: Order | None, span: tuple[int, int]) -> Dated:
    if first > 12 or (order == "day" and second <= 12):
        return _make(year, second, first, span)
    if second > 12 or order == "month" or first == second:
        return _make(year, first, second, span)
    other = f"{year}-{first:02d}-{second:02d} or {year}-{second:02d}-{first:02d}"
    return Dated(None, *span, "ambiguous", f"it may mean {other}")


def _make(year: int, month: int, day: int | None, span: tuple[int, int]) -> Dated:
    if not 1 <= month <= 12:
        return Dated(None, *span, "invalid", f"there is no month {month}")
    if day is None:
        return Dated(f"{year}-{month:02d}", *span)
    if not 1 <= day <= calendar.monthrange(year, month)[1]:
        return Dated(None, *span, "invalid", f"{calendar.month_name[month]} {year} has no day {day}")
    return Dated(f"{year}-{month:02d}-{day:02d}", *span)
