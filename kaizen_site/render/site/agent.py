"""One agent: what it is for, how to use it, where it runs, and its prompt as source and for reading."""

from __future__ import annotations

from typing import Any

from markupsafe import Markup

from kaizen_site.model.catalogue import Agent
from kaizen_site.model.site import AgentFigures, Page, Site
from kaizen_site.render.markdown import render_markdown
from kaizen_site.render.site.agents import agent_health, agent_path
from kaizen_site.render.site.frame import make_page
from kaizen_site.render.site.views import view_findings, view_links, view_place

_CHARACTERS_A_TOKEN = 4


def make_agent(site: Site, agent: Agent) -> Page:
    """The page of one agent."""
    path = agent_path(agent)
    figures = site.fleet.agents.get(agent.name)
    view = {
        "name": agent.name,
        "health": agent_health(site, agent),
        "category": agent.category,
        "version": agent.version,
        "model": agent.model,
        "memory": agent.memory,
        "tags": list(agent.tags),
        "source": agent.path,
        "sha256": agent.digest,
        "prompt_bytes": len(agent.prompt.encode()),
        "prompt_tokens_about": -(-len(agent.prompt) // _CHARACTERS_A_TOKEN),
        "command": f"kaizen-agentic schedule prepare {agent.name}" if agent.slug == agent.name else None,
        "malformed": agent.malformed,
        "tools": None if agent.tools is None else list(agent.tools),
        "access": list(site.access.get(agent.path, ())),
        "findings": view_findings(site, site.findings.get(agent.path, ())),
        "figures": None if figures is None else _view_figures(figures),
        "places": [] if figures is None else [view_place(place, site) for place in figures.places],
        "links": view_links(site, path),
        "metrics": agent.metrics,
        "further_fields": dict(agent.extra),
        "prompt": agent.prompt,
    }
    html = render_markdown(agent.prompt, prefix="prompt-", top=3)
    return make_page(
        site,
        path,
        agent.name,
        agent.description,
        "agent.html.j2",
        view,
        prompt_html=None if html is None else Markup(html),  # noqa: S704 - cleaned by nh3
        first_line=agent.prompt_line,
    )


def _view_figures(figures: AgentFigures) -> dict[str, Any]:
    interval = figures.success_interval
    return {
        "repos": figures.repos,
        "enabled": figures.enabled,
        "cadences": list(figures.cadences),
        "health": dict(figures.health),
        "execution_count": figures.execution_count,
        "successes": figures.successes,
        "success_rate": figures.success_rate,
        "success_low": None if interval is None else interval.low,
        "success_high": None if interval is None else interval.high,
        "next_run": figures.next_fire,
    }
