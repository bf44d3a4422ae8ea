"""Where a project's documents lie and what weighs how much there.

The same names hold in `mkdocs.yml` (`plugins: - kaizen:`), `kaizen.toml` and `[tool.kaizen]` of pyproject.toml.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal, TypeAlias, get_args

Level: TypeAlias = Literal["off", "hint", "info", "warning", "error"]
LEVELS: tuple[Level, ...] = get_args(Level)
OFF: Level = "off"
PROFILES = ("kaizen", "claude", "copilot", "opencode", "gemini", "skill")
SOURCE_KINDS = ("agents", "decisions", "definitions", "event_types", "fleet")


@dataclass(frozen=True, slots=True)
class Configuration:
    """Folders are relative to the project's root, with forward slashes; they may lead out of it (`../shared`).

    A default folder is used only where it exists; one that the project names itself (`named` has the option's name)
    must exist. `docs_url` is the address under which the project's site is served, with a slash at its end.

    `rules` has levels by a rule's slug or by a family; `paths` has such tables by patterns of paths, in the order in
    which they are written. What they mean together decides `derive.severity`.
    """

    agents: tuple[str, ...] = ("agents",)
    decisions: tuple[str, ...] = ("docs/adr", "docs/adrs", "doc/adr", "docs/decisions", "docs/architecture/decisions")
    definitions: tuple[str, ...] = ("activity-definitions",)
    event_types: tuple[str, ...] = ("event-types",)
    fleet: tuple[str, ...] = ("fleet",)
    profile: str = "kaizen"
    publish_memory: bool = True
    docs_url: str | None = None
    rules: Mapping[str, Level] = field(default_factory=lambda: MappingProxyType({}))
    paths: Mapping[str, Mapping[str, Level]] = field(default_factory=lambda: MappingProxyType({}))
    named: frozenset[str] = frozenset()

    def folders(self, kind: str) -> tuple[str, ...]:
        """The folders of one of SOURCE_KINDS."""
        folders: tuple[str, ...] = getattr(self, kind)
        return folders
