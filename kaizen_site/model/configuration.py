"""Where a project's documents lie; the same names in `mkdocs.yml` (`plugins: - kaizen:`) and `[tool.kaizen]`."""

from __future__ import annotations

from dataclasses import dataclass

PROFILES = ("kaizen", "claude", "copilot", "opencode", "gemini", "skill")
SOURCE_KINDS = ("agents", "decisions", "definitions", "event_types", "fleet")


@dataclass(frozen=True, slots=True)
class Configuration:
    """Folders are relative to the project's root, with forward slashes; they may lead out of it (`../shared`).

    A default folder is used only where it exists; one that the project names itself (`named` has the option's name)
    must exist. `docs_url` is the address under which the project's site is served, with a slash at its end.
    """

    agents: tuple[str, ...] = ("agents",)
    decisions: tuple[str, ...] = ("docs/adr", "docs/adrs", "doc/adr", "docs/decisions", "docs/architecture/decisions")
    definitions: tuple[str, ...] = ("activity-definitions",)
    event_types: tuple[str, ...] = ("event-types",)
    fleet: tuple[str, ...] = ("fleet",)
    profile: str = "kaizen"
    publish_memory: bool = True
    docs_url: str | None = None
    named: frozenset[str] = frozenset()

    def folders(self, kind: str) -> tuple[str, ...]:
        """The folders of one of SOURCE_KINDS."""
        folders: tuple[str, ...] = getattr(self, kind)
        return folders
