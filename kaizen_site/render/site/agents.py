"""The list of agents: what they are for, how they do, and what is wrong with their files."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from kaizen_site.model.catalogue import Agent
from kaizen_site.model.site import Page, Site
from kaizen_site.render.site.frame import make_page
from kaizen_site.render.site.views import split_pages, view_findings, view_pager
from kaizen_site.render.site.words import count_words

CARDS = 60
_ORDER = ("failing", "needs-a-look", "malformed", "healthy", "paused", "no-runs", "not-known")


def make_agent_lists(site: Site) -> Iterator[Page]:
    """The section's page; several of them above a hundred agents."""
    rows = sorted(
        (_view_row(site, agent) for agent in site.catalogue.agents),
        key=lambda row: (_ORDER.index(row["health"]), row["name"].casefold(), row["path"]),
    )
    summary = _summarise(site, rows)
    pages = split_pages("agents", rows)
    for number, (path, chunk) in enumerate(pages, 1):
        view = {
            "summary": summary,
            "health": _count(rows, "health", _ORDER),
            "categories": _categories(rows),
            "fleet": site.fleet.snapshot is not None,
            "agents": list(chunk),
            "pager": view_pager("agents", number, len(pages)),
        }
        title = "Agents" if number == 1 else f"Agents, page {number}"
        form = "cards" if len(rows) <= CARDS else "table"
        yield make_page(site, path, title, summary, "agents.html.j2", view, listed=number == 1, form=form)


def agent_path(agent: Agent) -> str:
    """The page of an agent."""
    return f"agents/{agent.slug}/"


def agent_health(site: Site, agent: Agent) -> str:
    """The worst health that any repo reports; a malformed file comes before good figures.

    Without a fleet snapshot it is `not-known`.
    """
    figures = site.fleet.agents.get(agent.name)
    reported = {state for state, count in figures.health if count} if figures else set()
    worst = next((state for state in ("failing", "needs-a-look") if state in reported), None)
    if worst is None and agent.malformed:
        return "malformed"
    if site.fleet.snapshot is None:
        return "not-known"
    return worst or next((state for state in ("healthy", "no-runs", "paused") if state in reported), "no-runs")


def _view_row(site: Site, agent: Agent) -> dict[str, Any]:
    figures = site.fleet.agents.get(agent.name)
    findings = site.findings.get(agent.path, ())
    return {
        "name": agent.name,
        "path": agent_path(agent),
        "description": agent.description,
        "category": agent.category,
        "tools": None if agent.tools is None else list(agent.tools),
        "access": list(site.access.get(agent.path, ())),
        "memory": agent.memory,
        "malformed": agent.malformed,
        "health": agent_health(site, agent),
        "cadences": list(figures.cadences) if figures else [],
        "repos": figures.enabled if figures else 0,
        "execution_count": figures.execution_count if figures else 0,
        "successes": figures.successes if figures else 0,
        "success_rate": figures.success_rate if figures else None,
        "next_run": figures.next_fire if figures else None,
        "findings": view_findings(site, findings[:3]),
        "finding_count": len(findings),
    }


def _summarise(site: Site, rows: Sequence[dict[str, Any]]) -> str:
    if not rows:
        return "No agents yet."
    scheduled = sum(1 for row in rows if row["repos"])
    repos = sum(1 for row in site.fleet.rows if any(agent.enabled for agent in row.agents))
    text = count_words(len(rows), "agent")
    return f"{text}, {scheduled} of them scheduled in {count_words(repos, 'repo')}." if scheduled else f"{text}."


def _count(rows: Sequence[dict[str, Any]], key: str, order: Sequence[str]) -> list[dict[str, Any]]:
    counts = Counter(row[key] for row in rows)
    return [{"name": name, "count": counts[name]} for name in order if counts[name]]


def _categories(rows: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    counts = Counter(row["category"] or "none" for row in rows)
    return [{"name": name, "count": counts[name]} for name in sorted(counts, key=lambda name: (-counts[name], name))]
