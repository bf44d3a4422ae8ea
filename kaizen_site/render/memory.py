"""The memory file that a new agent starts with in a project (contract, section 10)."""

from __future__ import annotations

import json
import re

from kaizen_site.model.memory import SECTIONS

_WORDS = frozenset({"true", "false", "yes", "no", "on", "off", "y", "n", "null"})
_HINTS = {
    "Project Context": "What a newcomer to this project has to know first.",
    "Accumulated Findings": "Facts established in earlier sessions, each with its evidence.",
    "What Worked": "Approaches worth repeating.",
    "Watch Points": "Traps, with the place where they were met.",
    "Open Threads": "Work begun and not finished.",
    "Session Log": "One line a session: date · summary · outcome.",
}


def render_memory_scaffold(agent: str, project: str, today: str) -> str:
    """An empty memory with all sections; `today` is an ISO date."""
    front = f"---\nagent: {_quote(agent)}\nproject: {_quote(project)}\nlast_updated: {today}\nsession_count: 0\n---\n"
    body = "".join(f"\n## {section}\n\n<!-- {_HINTS[section]} -->\n" for section in SECTIONS)
    return f"{front}\n# Memory of {agent}\n{body}"


def _quote(text: str) -> str:
    # A JSON string is a YAML string, also where the name looks like a number or a boolean, or holds a colon.
    plain = re.fullmatch(r"[A-Za-z][A-Za-z0-9]*(?:-[A-Za-z0-9]+)*", text) and text.casefold() not in _WORDS
    return text if plain else json.dumps(text, ensure_ascii=False)
