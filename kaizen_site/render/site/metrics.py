"""Figures of the whole fleet: each agent's runs with the uncertainty that their number allows."""

from __future__ import annotations

from collections.abc import Iterator

from kaizen_site.model.site import Page, Site
from kaizen_site.render.site.frame import make_page
from kaizen_site.render.site.views import view_place
from kaizen_site.render.site.words import count_words

_PLACES = 20


def make_metrics(site: Site) -> Iterator[Page]:
    """The section's one page."""
    figures = sorted(site.fleet.agents.values(), key=lambda one: (-one.execution_count, one.agent))
    runs = sum(one.execution_count for one in figures)
    summary = (
        f"{count_words(runs, 'recorded run')} of {count_words(len(figures), 'agent')}." if runs else "No runs yet."
    )
    view = {
        "summary": summary,
        "agents": [
            {
                "agent": one.agent,
                "path": site.agent_pages.get(one.agent),
                "repos": one.repos,
                "execution_count": one.execution_count,
                "successes": one.successes,
                "success_rate": one.success_rate,
                "success_low": None if one.success_interval is None else one.success_interval.low,
                "success_high": None if one.success_interval is None else one.success_interval.high,
            }
            for one in figures
        ],
        "attention": [
            {"agent": one.agent, "agent_path": site.agent_pages.get(one.agent), **view_place(place, site)}
            for one in figures
            for place in one.places
            if place.health in ("failing", "needs-a-look")
        ][:_PLACES],
    }
    yield make_page(site, "metrics/", "Metrics", summary, "metrics.html.j2", view)
