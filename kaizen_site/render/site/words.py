"""Figures, times and states in words: one wording for every page."""

from __future__ import annotations

from functools import lru_cache

DASH = "\u2013"
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
STATES = {
    # value: (word, colour, shape)
    "healthy": ("Healthy", "ok", "check"),
    "needs-a-look": ("Needs a look", "warn", "triangle"),
    "failing": ("Failing", "fail", "cross"),
    "no-runs": ("No runs yet", "off", "ring"),
    "paused": ("Paused", "off", "pause"),
    "skipped": ("Left out", "fail", "cross"),
    "faulty": ("Has errors", "fail", "cross"),
    "unscheduled": ("Not scheduled", "off", "pause"),
    "malformed": ("Malformed", "warn", "triangle"),
    "accepted": ("Accepted", "ok", "check"),
    "proposed": ("Proposed", "new", "ring"),
    "draft": ("Draft", "new", "ring"),
    "rejected": ("Rejected", "off", "cross"),
    "deferred": ("Deferred", "off", "pause"),
    "deprecated": ("Deprecated", "warn", "triangle"),
    "superseded": ("Superseded", "off", "arrow"),
    "unknown": ("Not recognised", "warn", "triangle"),
    "not stated": ("Not stated", "off", "ring"),
    "active": ("Active", "ok", "check"),
    "enabled": ("On", "ok", "check"),
    "disabled": ("Off", "off", "pause"),
    "error": ("Error", "fail", "cross"),
    "warning": ("Warning", "warn", "triangle"),
    "info": ("Note", "new", "ring"),
    "hint": ("Hint", "off", "ring"),
}


def say_number(value: float) -> str:
    """12345 → "12,345"."""
    return f"{value:,}"


def say_share(share: float | None) -> str:
    """A share of 1 in whole per cent; an en dash for None. Only a share of exactly 1 is "100 %"."""
    if share is None:
        return DASH
    percent = round(share * 100)
    if percent == 100 and share < 1:
        percent = 99
    return f"{1 if percent == 0 and share > 0 else percent} %"


def say_seconds(seconds: float | None) -> str:
    """250 → "4 min 10 s"."""
    if seconds is None:
        return DASH
    if seconds < 10:
        return f"{seconds:.1f} s"
    whole = round(seconds)
    if whole < 60:
        return f"{whole} s"
    if whole < 3600:
        return f"{whole // 60} min {whole % 60} s" if whole % 60 else f"{whole // 60} min"
    return f"{whole // 3600} h {whole % 3600 // 60} min"


def say_size(count: int) -> str:
    """Bytes: 11200 → "11.2 kB"."""
    if count < 1000:
        return f"{count} B"
    return f"{count / 1000:.1f} kB" if count < 1_000_000 else f"{count / 1_000_000:.1f} MB"


@lru_cache(maxsize=4096)
def say_time(stamp: str | None) -> str:
    """RFC 3339 in UTC, or an ISO date, in words: "20 Nov 2026 06:00 UTC"; what is neither comes back as it is."""
    if not stamp:
        return DASH
    date = say_date(stamp)
    clock = stamp[11:16]
    return f"{date} {clock} UTC" if date != stamp and len(clock) == 5 else date


@lru_cache(maxsize=4096)
def say_date(stamp: str) -> str:
    """The day alone: "20 Nov 2026"; what is no date comes back as it is."""
    year, month, day = stamp[:4], stamp[5:7], stamp[8:10]
    if stamp[4:5] == stamp[7:8] == "-" and month.isdecimal() and day.isdecimal() and 1 <= int(month) <= 12:
        return f"{int(day)} {MONTHS[int(month) - 1]} {year}"
    return stamp


def count_words(count: int, noun: str, plural: str | None = None) -> str:
    """A number with its noun, such as "1 run" or "3,000 runs"."""
    return f"{count:,} {noun if count == 1 else plural or noun + 's'}"


def first_sentence(text: str, limit: int = 160) -> str:
    """The first sentence, or as many whole words of it as fit, for cards and descriptions."""
    flat = " ".join(text.split())
    end = flat.find(". ")
    sentence = flat if end < 0 else flat[: end + 1]
    if len(sentence) <= limit:
        return sentence
    cut = sentence[:limit].rsplit(" ", 1)[0]
    return f"{cut}…"
