"""The list of repos: state, agents, next and last run, a hundred a page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from kaizen_site.model.fleet import FleetRow
from kaizen_site.model.site import Page, Site
from kaizen_site.render.site.frame import make_page
from kaizen_site.render.site.views import repo_path, split_pages, view_pager
from kaizen_site.render.site.words import STATES, count_words

_ORDER = ("skipped", "faulty", "failing", "needs-a-look", "no-runs", "healthy", "paused", "unscheduled")


def make_repo_lists(site: Site) -> Iterator[Page]:
    """The section's page and the further ones; those that need attention come first."""
    rows = sorted(site.fleet.rows, key=lambda row: (_ORDER.index(repo_state(row)), row.slug))
    counts = Counter(repo_state(row) for row in rows)
    found = [state for state in _ORDER if counts[state]]
    summary = "No fleet snapshot yet."
    if site.fleet.snapshot is not None:
        told = ", ".join(f"{counts[state]:,} {STATES[state][0].lower()}" for state in found)
        summary = f"{count_words(len(rows), 'repo')}: {told}." if rows else "The fleet snapshot holds no repos."
    pages = split_pages("repos", rows)
    for number, (path, chunk) in enumerate(pages, 1):
        view = {
            "summary": summary,
            "states": [{"name": state, "count": counts[state]} for state in found],
            "repos": [_view_row(site, row) for row in chunk],
            "pager": view_pager("repos", number, len(pages)),
        }
        title = "Repos" if number == 1 else f"Repos, page {number}"
        yield make_page(site, path, title, summary, "repos.html.j2", view, listed=number == 1)


def repo_state(row: FleetRow) -> str:
    """`skipped` where it takes no part, `faulty` where a file of it has an error, else its worst agent's health."""
    if row.skipped is not None and row.skipped.reason != "no_schedule":
        return "skipped"
    if row.errors:
        return "faulty"
    reported = {agent.health for agent in row.agents}
    return next((state for state in _ORDER if state in reported), "unscheduled")


def _view_row(site: Site, row: FleetRow) -> dict[str, Any]:
    runs = sum(agent.execution_count for agent in row.agents)
    successes = sum(agent.successes for agent in row.agents)
    fires = [agent.next_fires[0] for agent in row.agents if agent.enabled and agent.next_fires]
    last = [agent.last_run for agent in row.agents if agent.last_run]
    return {
        "repo": row.slug,
        "path": repo_path(row.slug) if site.repo_pages else None,
        "domain": row.domain,
        "state": repo_state(row),
        "agents": sum(1 for agent in row.agents if agent.enabled),
        "next_run": min(fires, default=None),
        "last_run": max(last, default=None),
        "execution_count": runs,
        "success_rate": successes / runs if runs else None,
        "findings": row.errors + row.warnings,
    }
