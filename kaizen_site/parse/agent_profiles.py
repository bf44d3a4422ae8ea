"""Whose agent files these are: which paths are agents, how a name is derived, which fields must be there.

A collection of Claude Code's agents often holds files of its neighbours as well; each is read by its own rules.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from kaizen_site.model.diagnostic import Severity

# Files that every repository has; those whose name an agent could have as well only in capitals.
_NEVER = frozenset(
    [
        "readme",
        "license",
        "licence",
        "changelog",
        "contributing",
        "code_of_conduct",
        "code-of-conduct",
        "copilot-instructions",
        "codeowners",
        "pull_request_template",
        "issue_template",
        "release_notes",
    ]
)
_IN_CAPITALS = re.compile(
    r"(README|CHANGELOG|CONTRIBUTING|LICEN[CS]E|SECURITY|SUPPORT|AUTHORS|CONTRIBUTORS|NOTICE|HISTORY|RELEASES?|ROADMAP|"
    r"TODO|INDEX|SUMMARY|CLAUDE|AGENTS|GEMINI|GOVERNANCE|MAINTAINERS|INSTALL|INSTALLATION)(?:[-._][\w.-]*)?"
)
_SUFFIXES = (".agent", ".chatmode", ".subagent")


class Profile(NamedTuple):
    """What one kind of agent file asks for; `required` maps a field to the weight of its absence."""

    name: str
    required: dict[str, Severity]
    memory: tuple[str, ...] = ()
    display_names: bool = False

    @property
    def foreign(self) -> bool:
        """Whether the file is not of this catalogue's own kind."""
        return self.name != "kaizen"


PROFILES = {
    profile.name: profile
    for profile in (
        Profile("kaizen", {"name": Severity.ERROR, "description": Severity.ERROR}, ("enabled", "disabled")),
        Profile("claude", {"name": Severity.ERROR, "description": Severity.ERROR}, ("user", "project", "local")),
        Profile("copilot", {"description": Severity.WARNING}, display_names=True),
        Profile("opencode", {"description": Severity.ERROR}, display_names=True),
        Profile("gemini", {"name": Severity.ERROR, "description": Severity.ERROR}),
        Profile("skill", {"description": Severity.ERROR}),
    )
}


def is_agent_path(path: str, profile: str = "kaizen", folder: str | None = None) -> bool:
    """Whether a markdown file below an agents' folder is an agent; paths have forward slashes.

    `folder` is the agents' folder that `path` begins with. Without it, the last part called `agents` is taken for it.
    """
    *above, last = path.split("/")
    stem, dot, suffix = last.rpartition(".")
    if not dot or suffix.casefold() != "md" or not stem:
        return False
    if profile == "kaizen":
        return stem.startswith("agent-") and stem != "agent-" and _is_directly_below(above, folder)
    if profile == "skill" or last == "SKILL.md":
        return last == "SKILL.md"
    if stem.casefold() in _NEVER or _IN_CAPITALS.fullmatch(stem):
        return False
    below = above if folder is None else path.removeprefix(f"{folder.rstrip('/')}/").split("/")[:-1]
    return "skills" not in below[:-1]  # what lies beside a SKILL.md belongs to that skill


def find_profile(path: str, profile: str) -> Profile:
    """The profile that a file is read by: in Claude Code's, a neighbour's file is known by its path."""
    if profile != "claude":
        return PROFILES[profile]
    parts = path.split("/")
    if parts[-1] == "SKILL.md":
        return PROFILES["skill"]
    if parts[-1].casefold().endswith((".agent.md", ".chatmode.md")):
        return PROFILES["copilot"]
    for folder in (".opencode", ".gemini"):
        if folder in parts:
            return PROFILES[folder[1:]]
    return PROFILES["claude"]


def derive_name(path: str, profile: str) -> str:
    """The name that a path gives: the file's without `agent-`, `.md` and the like; a skill's is its folder."""
    *above, last = path.split("/")
    stem = last.removesuffix(".md").removesuffix(".MD")
    if profile == "kaizen":
        return stem.removeprefix("agent-")
    if stem == "SKILL" and above:
        return above[-1]
    for suffix in _SUFFIXES:
        stem = stem.removesuffix(suffix)
    return stem


def _is_directly_below(above: list[str], folder: str | None) -> bool:
    if folder is not None:
        return "/".join(above) == folder.rstrip("/")
    if "agents" in above:
        return above[-1] == "agents"
    return "protocols" not in above
