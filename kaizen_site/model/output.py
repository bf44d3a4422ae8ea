"""What leaves the pure middle: bundles, texts with a path, receipts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from kaizen_site.model.metrics import Summary


class Prompt(NamedTuple):
    """What a bundle takes from an agent: its instructions, whether it keeps a memory, and its file."""

    prompt: str
    memory: bool
    path: str


@dataclass(frozen=True, slots=True)
class Bundle:
    """Everything a session needs to start oriented.

    `generated` is the newest time in the data it was made from (RFC 3339, UTC), or None when nothing is dated.
    `session_close` and `prepare_command` are argument lists.
    """

    agent: str
    project: str
    generated: str | None
    agent_prompt: str
    agent_prompt_found: bool
    memory: str | None
    memory_enabled: bool
    metrics_summary: Summary | None
    pointers: tuple[tuple[str, str], ...]
    session_close: tuple[tuple[str, ...], ...]
    cadence: str | None = None
    cron: str | None = None
    timezone: str | None = None


class Rendered(NamedTuple):
    """A text for one path, relative to the output root, with forward slashes."""

    path: str
    text: str


class Receipt(NamedTuple):
    """What publishing did, in files."""

    written: int = 0
    unchanged: int = 0
    removed: int = 0
