"""All pages of the catalogue in a fixed order, and the sections that a builder renders."""

from __future__ import annotations

from collections.abc import Iterator

from kaizen_site.model.site import Page, Site
from kaizen_site.render.site.agent import make_agent
from kaizen_site.render.site.agents import make_agent_lists
from kaizen_site.render.site.decision import make_decision
from kaizen_site.render.site.decisions import make_decision_lists
from kaizen_site.render.site.definitions import make_definitions
from kaizen_site.render.site.events import make_events
from kaizen_site.render.site.home import make_home
from kaizen_site.render.site.metrics import make_metrics
from kaizen_site.render.site.protocols import make_protocols
from kaizen_site.render.site.reference import make_reference
from kaizen_site.render.site.repos import make_repo_lists
from kaizen_site.render.site.rules import make_rules
from kaizen_site.render.site.schedule import make_schedule

SECTIONS = {
    # folder: title in the navigation
    "": "Home",
    "agents": "Agents",
    "repos": "Repos",
    "schedule": "Schedule",
    "definitions": "Definitions",
    "events": "Events",
    "decisions": "Decisions",
    "protocols": "Protocols",
    "metrics": "Metrics",
    "rules": "Rules",
    "reference": "Commands",
}


def make_pages(site: Site) -> Iterator[Page]:
    """Every page but those of the repos, which are made while the fleet streams by."""
    yield make_home(site)
    yield from make_agent_lists(site)
    yield from (make_agent(site, agent) for agent in site.catalogue.agents)
    yield from make_repo_lists(site)
    yield from make_schedule(site)
    yield from make_definitions(site)
    yield from make_events(site)
    yield from make_decision_lists(site)
    yield from (make_decision(site, decision) for decision in site.catalogue.decisions)
    yield from make_protocols(site)
    yield from make_metrics(site)
    yield from make_rules(site)
    yield from make_reference(site)
