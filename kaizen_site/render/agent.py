"""An agent for a terminal and as JSON."""

from __future__ import annotations

from typing import Any

from kaizen_site.model.catalogue import Agent
from kaizen_site.render.report import escape


def agent_to_json(agent: Agent) -> dict[str, Any]:
    """An agent's fields without its prompt, as a mapping of JSON values."""
    return {
        "name": agent.name,
        "path": agent.path,
        "category": agent.category,
        "description": agent.description,
        "malformed": agent.malformed,
        "memory": "enabled" if agent.memory else "disabled",
        "tools": None if agent.tools is None else list(agent.tools),
        "model": agent.model,
        "version": agent.version,
        "tags": list(agent.tags),
        "sha256": agent.digest,
    }


def render_agent(agent: Agent) -> str:
    """Fields, then the prompt with control characters escaped."""
    fields = (
        ("Category", agent.category),
        ("Path", agent.path),
        ("Memory", "enabled" if agent.memory else "disabled"),
        ("Tools", "all (none listed)" if agent.tools is None else ", ".join(agent.tools) or "none"),
        ("Model", agent.model),
        ("Version", agent.version),
        ("Tags", ", ".join(agent.tags) or None),
        ("Front matter", "malformed; the fields were recovered" if agent.malformed else None),
    )
    head = [escape(agent.name), "", escape(agent.description), ""]
    lines = [f"{label + ':':<14}{escape(value)}" for label, value in fields if value]
    prompt = [escape(line) for line in agent.prompt.strip("\n").splitlines()]
    return "\n".join([*head, *lines, "", *prompt]) + "\n"
