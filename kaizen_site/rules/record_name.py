"""The names of decision records: which number or date a file name, an id or a reference holds."""

from __future__ import annotations

import re
from typing import NamedTuple

_WORDS = r"m?adr|adrs|rfd|decision|decisions|decision[-_ ]record|dec|tdr|edr|ddr|pdr|ldr|kdr|dr|ad"
_DATE = re.compile(
    r"(?:m?adr[-_ ])?(?P<year>(?:19|20)\d\d)(?P<mark>[-_.]?)(?P<month>0[1-9]|1[0-2])(?P=mark)"
    r"(?P<day>0[1-9]|[12]\d|3[01])(?!\d)",
    re.IGNORECASE,
)
_MONTH = re.compile(r"(?P<year>(?:19|20)\d\d)[-_.](?P<month>0[1-9]|1[0-2])(?=[-_. ])")
_YEAR = re.compile(r"(?:19|20)\d\d[-_. ]+[a-z].*", re.IGNORECASE)
_AFTER_DATE = re.compile(r"[-_. ](?:m?adr[-_ ]?)?(\d{3,4})(?=[-_. ]|$)", re.IGNORECASE)
_PREFIXED = re.compile(
    rf"(?:[a-z][a-z0-9]*[-_ ])*?(?:{_WORDS})s?[-_ .]*#?[-_ ]*(?:no\.? ?)?(\d{{1,6}})([a-z](?![a-z0-9]))?(?!\d)",
    re.IGNORECASE,
)
_BARE = re.compile(r"#?(\d{1,6})([a-z](?![a-z0-9]))?(?=[-_. :,)\]]|$)", re.IGNORECASE)
_EXTENSION = re.compile(r"\.(?:md|markdown|mdx|html?|adoc)$", re.IGNORECASE)


class RecordName(NamedTuple):
    """What a name holds: a number (with its digits as written and a letter behind it), a date, both or neither."""

    number: int | None = None
    digits: str = ""
    letter: str = ""
    date: str | None = None


def read_name(name: str) -> RecordName:
    """Read a file's stem, an id or a reference such as `ADR-0012`, `0012-use-x`, `2021-06-05_001-x`, `#12`."""
    name = name.strip()
    date = _DATE.match(name)
    if date is not None:
        after = _AFTER_DATE.match(name, date.end())
        iso = f"{date['year']}-{date['month']}-{date['day']}"
        return RecordName(int(after.group(1)), after.group(1), "", iso) if after else RecordName(date=iso)
    match = _PREFIXED.match(name) or _BARE.match(name)
    month = _MONTH.match(name)
    if month is not None and not name.lower().startswith(("adr", "madr")):
        return RecordName(date=f"{month['year']}-{month['month']}")
    if match is None or (match.group(2) and len(match.group(1)) < 2) or _YEAR.fullmatch(name):
        return RecordName()
    return RecordName(int(match.group(1)), match.group(1), (match.group(2) or "").lower())


def stem_of(path: str) -> str:
    """The last part of a path or address, without anchor, query and the extension of a page."""
    path = re.split(r"[?#]", path.strip(), maxsplit=1)[0].rstrip("/") if not path.startswith("#") else path
    return _EXTENSION.sub("", path.rsplit("/", 1)[-1].replace("%20", " "))


def reference_key(target: str) -> str:
    """Equal for references that mean the same record by number, else for the same stem."""
    stem = stem_of(target)
    name = read_name(stem)
    return f"{name.number}{name.letter}" if name.number is not None else stem.casefold()
