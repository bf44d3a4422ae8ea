"""Words for what is wrong with a cron expression: the field, the value, what is allowed, and what was likely meant."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from kaizen_site.rules.nearest import nearest

MONTHS = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")
DAYS = ("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT")
_SHAPE = "minute, hour, day of month, month, day of week"
_SHORTHANDS = {
    "@hourly": "0 * * * *",
    "@daily": "0 0 * * *",
    "@midnight": "0 0 * * *",
    "@weekly": "0 0 * * 0",
    "@monthly": "0 0 1 * *",
    "@yearly": "0 0 1 1 *",
    "@annually": "0 0 1 1 *",
}
_EXTENSIONS = {
    "?": "`?` is not taken; write `*` for any value",
    "#": "`#` (the n-th weekday of a month) is not taken",
    "L": "`L` (the last day) is not taken",
    "W": "`W` (the nearest working day) is not taken",
    "H": "`H` (a spread value) is not taken; write a number",
    "~": "`~` (a random value) is not taken; write a number",
}


class Field(NamedTuple):
    """A field's name and the lowest and highest number in it."""

    name: str
    low: int
    high: int


FIELDS = (
    Field("minute", 0, 59),
    Field("hour", 0, 23),
    Field("day of month", 1, 31),
    Field("month", 1, 12),
    Field("day of week", 0, 7),
)


class CronFault(NamedTuple):
    """What is wrong: `start` and `end` are offsets in the text, `suggestion` a whole expression that would be right."""

    message: str
    start: int
    end: int
    suggestion: str | None = None


def explain_count(text: str, words: list[tuple[str, int]], is_cron: Callable[[str], bool]) -> CronFault:
    """For an expression that has not five fields; `words` are the fields with their offsets."""
    if not words:
        return CronFault(f"the cron expression is empty; five fields are wanted ({_SHAPE})", 0, len(text))
    first, start = words[0]
    if first.startswith("@"):
        message = f"`{first}` is not taken; five fields are wanted ({_SHAPE})"
        return CronFault(message, start, start + len(first), _SHORTHANDS.get(first.lower()))
    last, last_start = words[-1]
    counted = f"{len(words)} field{'' if len(words) == 1 else 's'}, 5 wanted"
    if len(words) == 6:
        return _explain_sixth(words, counted, is_cron)
    if len(words) == 7:
        middle = " ".join(word for word, _ in words[1:6])
        message = f"{counted}: seconds and years are not taken"
        return CronFault(message, start, last_start + len(last), middle if is_cron(middle) else None)
    if len(words) < 5:
        stars = " ".join([*(word for word, _ in words), *["*"] * (5 - len(words))])
        suggestion = stars if len(words) > 1 and is_cron(stars) else None
        return CronFault(f"{counted} ({_SHAPE})", start, last_start + len(last), suggestion)
    extra = words[5][1]
    return CronFault(f"{counted} ({_SHAPE})", extra, last_start + len(last))


def _explain_sixth(words: list[tuple[str, int]], counted: str, is_cron: Callable[[str], bool]) -> CronFault:
    (first, start), (last, last_start) = words[0], words[-1]
    without_year = " ".join(word for word, _ in words[:5])
    if re.match(r"[0-9]{4}", last) and is_cron(without_year):
        return CronFault(f"{counted}: years are not taken", last_start, last_start + len(last), without_year)
    fields = [word for word, _ in words[1:]]
    forms = " ".join(fields), " ".join("*" if word == "?" else word for word in fields)
    suggestion = next((form for form in forms if is_cron(form)), None)
    return CronFault(f"{counted}: seconds are not taken", start, start + len(first), suggestion)


def explain_number(field: Field, value: int, start: int, end: int) -> CronFault:
    """For a number outside its field's range."""
    wrapped = {("hour", 24): "0", ("minute", 60): "0"}.get((field.name, value))
    return CronFault(f"{field.name} {value} is out of {field.low}-{field.high}", start, end, wrapped)


def explain_reversed(field: Field, item: str, start: int, parts: tuple[int, int, str | None]) -> CronFault:
    """For a range that runs backwards; `parts` are its first and last value and its step."""
    low, high, step = parts
    suggestion = None
    if field.name == "day of week" and high == 0:
        suggestion = f"{low}-7" + (f"/{step}" if step else "")
    elif step is None:
        tail = f"{low}-{min(field.high, 6) if field.name == 'day of week' else field.high}"
        suggestion = f"{tail},{field.low}-{high}"
    message = f"{field.name}: the range `{item}` runs backwards; the first value must not be above the last"
    return CronFault(message, start, start + len(item), suggestion)


def explain_item(field: Field, item: str, start: int) -> CronFault:
    """For a piece that has no meaning in its field."""
    end = start + len(item)
    if not item:
        return CronFault(f"{field.name}: a value is missing beside a comma", start, end)
    if item.startswith("@"):
        return CronFault(f"{field.name}: `{item}` is not taken", start, end)
    name = _find_name(field, item)
    if name is not None:
        return CronFault(f"{field.name}: `{item}` is no name that is taken; did you mean `{name}`?", start, end, name)
    for mark, words in _EXTENSIONS.items():
        if mark in item.upper() and re.fullmatch(r"[0-9LWH?#~*(),/-]+", item.upper()):
            return CronFault(f"{field.name}: {words}", start, end, "*" if item == "?" else None)
    strange = re.search(r"[^0-9A-Za-z*/-]", item)
    if strange is not None:
        at = start + strange.start()
        return CronFault(f"{field.name}: {_show(strange.group())} can't stand in a cron field", at, at + 1)
    taken = f"{field.low}-{field.high}"
    if field.name in ("month", "day of week"):
        taken += f" and {MONTHS[0]}-{MONTHS[-1]}" if field.name == "month" else f" and {DAYS[0]}-{DAYS[-1]}"
    return CronFault(f"{field.name}: `{item}` is not a value, a range or a step; {taken} are allowed", start, end)


def _find_name(field: Field, item: str) -> str | None:
    names = MONTHS if field.name == "month" else DAYS if field.name == "day of week" else ()
    word = item.upper()
    if not item.isalpha() or not item.isascii():
        return None
    full = next((name for name in names if len(word) > 3 and word.startswith(name)), None)
    return full or next((name for name in names if len(word) == 2 and name.startswith(word)), nearest(word, names))


def _show(character: str) -> str:
    if character.isprintable() and not character.isspace():
        return f"`{character}`"
    return f"the character U+{ord(character):04X}"
