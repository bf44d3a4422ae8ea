"""What schedules and definitions have in common: whether a cron expression and its zone can be used as they stand."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from kaizen_site.model.diagnostic import Card, Diagnostic, Edit, Fix
from kaizen_site.model.source import At, Pointer
from kaizen_site.rules.cron import CronFault, crosses_clock_change, explain, is_zone, nearest_zone, parse_cron
from kaizen_site.rules.mending import write_word
from kaizen_site.rules.wording import shorten


class CronCards(NamedTuple):
    """The rules of one family."""

    invalid: Card
    never_fires: Card
    both_days: Card
    clock_change: Card
    timezone_unknown: Card


def check_cron(cards: CronCards, path: str, pointer: Pointer, text: str, timezone: str | None) -> Iterator[Diagnostic]:
    """What is wrong with one expression; `timezone` is None where it is not known or does not exist."""
    cron = parse_cron(text)
    if isinstance(cron, CronFault):
        help_text = f"did you mean `{cron.suggestion}`?" if cron.suggestion else cards.invalid.remedy
        where = At(pointer, "value", (cron.start, cron.end))
        fix = _mend_cron(pointer, text, cron.suggestion)
        yield cards.invalid.at(path, where, cron.message, help=help_text, fix=fix)
        return
    if cron.never_fires:
        message = f"`{text}` never fires: no month that it names has such a day"
        yield cards.never_fires.at(path, At(pointer), message, help=cards.never_fires.remedy)
        return
    if cron.either_day:
        message = f"`{text}` restricts both day fields: cron fires on either, Temporal only when both match"
        help_text = f"cron reads it as “{explain(cron)}”; make one of the two day fields `*`"
        yield cards.both_days.at(path, At(pointer), message, help=help_text)
    if timezone is not None and not cron.wildcard:
        time = crosses_clock_change(cron, timezone)
        if time is not None:
            message = f"{time} is skipped or repeated when the clocks change in {timezone}"
            yield cards.clock_change.at(path, At(pointer), message, help=cards.clock_change.remedy)


def check_timezone(cards: CronCards, path: str, pointer: Pointer, timezone: str) -> Iterator[Diagnostic]:
    """Whether the zone exists."""
    if not is_zone(timezone):
        near = nearest_zone(timezone)
        message = f"`{shorten(timezone)}` is not an IANA time zone"
        help_text = f"did you mean `{near}`?" if near else cards.timezone_unknown.remedy
        fix = None
        if near is not None:
            # Another zone is another time, so only a difference in case is safe.
            fix = write_word(pointer, timezone, near, safe=near.casefold() == timezone.casefold())
        yield cards.timezone_unknown.at(path, At(pointer), message, help=help_text, fix=fix)


def _mend_cron(pointer: Pointer, text: str, suggestion: str | None) -> Fix | None:
    """The fix that writes the suggested expression; never a safe one, since it says when something runs."""
    if suggestion is None or not suggestion.startswith("*") or text.startswith("*"):
        return None if suggestion is None else write_word(pointer, text, suggestion, safe=False)
    # The expression may stand without quotes, which one that begins with a star must have.
    return Fix(f"write `{suggestion}`", (Edit(At(pointer), f'"{suggestion}"'),), safe=False)
