"""What an editor shows beside the pointer, as markdown: words of the checked files stay words."""

from __future__ import annotations

from collections.abc import Sequence

from kaizen_site.model.catalogue import Agent
from kaizen_site.model.diagnostic import Card
from kaizen_site.render.escape import escape_markdown
from kaizen_site.render.report import rule_address

_LONGEST = 600


def render_agent_hover(agent: Agent) -> str:
    """Name, category, description, and what the agent may do."""
    head = f"**{escape_markdown(agent.name)}**"
    category = f" ({escape_markdown(agent.category)})" if agent.category else ""
    description = agent.description if len(agent.description) <= _LONGEST else agent.description[: _LONGEST - 1] + "…"
    facts = [f"memory {'enabled' if agent.memory else 'disabled'}"]
    if agent.tools is not None:
        facts.append("tools " + ", ".join(agent.tools))
    if agent.model:
        facts.append(f"model {agent.model}")
    parts = [head + category, escape_markdown(description), escape_markdown("; ".join(facts)), f"`{agent.path}`"]
    return "\n\n".join(part for part in parts if part)


def render_cron_hover(words: str, zone: str, fires: Sequence[str]) -> str:
    """The expression in words and when it fires next."""
    lines = [f"**{escape_markdown(words)}** ({escape_markdown(zone)})"]
    if fires:
        lines.append("Next:\n\n" + "\n".join(f"- {escape_markdown(fire)}" for fire in fires))
    return "\n\n".join(lines)


def render_rule_hover(card: Card, docs_url: str | None = None) -> str:
    """Why a rule exists and what to do."""
    page = f"[its page]({rule_address(card, docs_url)})" if docs_url else f"`kaizen-agentic rule {card.code}`"
    head = f"**{card.code} {card.slug}** ({card.severity}): {card.summary}."
    return f"{head}\n\n{card.why}\n\n*What to do:* {card.remedy}\n\nMore: {page}"
