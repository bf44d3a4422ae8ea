"""Names become folders, addresses, event subjects and arguments: decides which ones can."""

from __future__ import annotations

import re

_SLUG = re.compile(r"[a-z0-9][a-z0-9._-]{0,99}\Z")
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}\Z")
# Windows keeps these for devices, with any ending behind them.
_DEVICES = frozenset(
    {"con", "prn", "aux", "nul", *(f"{port}{digit}" for port in ("com", "lpt") for digit in "123456789")}
)


def is_slug(text: str) -> bool:
    """Whether a repo's slug can be a folder, an address and an argument everywhere."""
    return bool(_SLUG.match(text)) and _is_portable(text)


def is_safe_name(text: str) -> bool:
    """Whether an agent's name can be a path part; wider than what a catalogue accepts, as older names exist."""
    return bool(_NAME.match(text)) and _is_portable(text)


def _is_portable(text: str) -> bool:
    return not text.endswith(".") and text.split(".", 1)[0].casefold() not in _DEVICES
