"""The first page: what needs attention, what runs next, and what was checked."""

from __future__ import annotations

from typing import Any

from kaizen_site.model.site import Page, Site
from kaizen_site.render.site.agents import agent_health, agent_path
from kaizen_site.render.site.frame import make_page
from kaizen_site.render.site.views import view_findings
from kaizen_site.render.site.words import count_words

_SHOWN = 12
_SECTIONS = (
    # what the check counts, the section's title, its page
    ("agents", "Agents", "agents/"),
    ("repos", "Repos", "repos/"),
    ("definitions", "Definitions", "definitions/"),
    ("event types", "Events", "events/"),
    ("decisions", "Decisions", "decisions/"),
    ("protocols", "Protocols", "protocols/"),
)


def make_home(site: Site) -> Page:
    """The page at the root."""
    found = [finding for findings in site.findings.values() for finding in findings]
    found.sort(key=lambda one: (str(one.severity) != "error", one.path, one.span, one.card.code))
    checked = dict(site.checked)
    agents = [(agent, agent_health(site, agent)) for agent in site.catalogue.agents]
    attention = [
        {"title": agent.name, "path": agent_path(agent), "health": health}
        for agent, health in agents
        if health in ("failing", "needs-a-look")
    ]
    view: dict[str, Any] = {
        "summary": _summarise(site, len(attention), site.fleet.invalid_count),
        "counts": [
            {"title": title, "path": path, "count": checked[kind]}
            for kind, title, path in _SECTIONS
            if checked.get(kind)
        ],
        "errors": site.errors,
        "warnings": site.warnings,
        "findings": view_findings(site, found[:_SHOWN]),
        "finding_count": len(found),
        "attention": attention[:_SHOWN],
        "attention_count": len(attention),
        "left_out": site.fleet.invalid_count,
        "next_runs": [
            {"at": run.at, "agent": run.agent, "path": site.agent_pages.get(run.agent), "repos": run.repos}
            for run in site.fleet.next_runs[:_SHOWN]
        ],
        "guides": [{"title": link.title, "path": link.path} for link in site.guides],
    }
    return make_page(site, "", site.name, view["summary"], "home.html.j2", view)


def _summarise(site: Site, agents: int, repos: int) -> str:
    parts = [
        count_words(site.errors, "error") if site.errors else "",
        count_words(site.warnings, "warning") if site.warnings else "",
        f"{count_words(agents, 'agent')} to look at" if agents else "",
        f"{count_words(repos, 'repo')} left out" if repos else "",
    ]
    told = [part for part in parts if part]
    return f"Needs attention: {', '.join(told)}." if told else "Everything that was checked is fine."
