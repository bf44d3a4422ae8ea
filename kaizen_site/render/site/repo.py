"""One repo: why it was left out, or its bundles, runs, schedule and memory."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from kaizen_site.model.diagnostic import Finding
from kaizen_site.model.fleet import AgentRow, AgentState, FleetRow, RepoState
from kaizen_site.model.site import BundleFiles, Page, Published, Site
from kaizen_site.render.site.frame import make_page
from kaizen_site.render.site.repos import repo_state
from kaizen_site.render.site.views import repo_path, view_definitions, view_findings
from kaizen_site.render.site.words import count_words

SHOWN_MEMORY = 60_000
"""Characters of memory on a page; a longer one is in the bundle alone."""


def make_repo(
    site: Site, state: RepoState, row: FleetRow, findings: Sequence[Finding], bundles: Mapping[str, BundleFiles]
) -> Page:
    """The page of one repo of the fleet."""
    repo = state.repo
    path = repo_path(repo.slug)
    view = {
        "repo": repo.slug,
        "state": repo_state(row),
        "domain": repo.domain,
        "url": repo.url,
        "revision": repo.revision,
        "timezone": row.timezone,
        "skipped": None if repo.skipped is None else repo.skipped.reason,
        "skip_errors": [] if repo.skipped is None else list(repo.skipped.errors),
        "findings": view_findings(site, findings),
        "manifest": f"v1/repos/{repo.slug}/manifest.json",
        "agents": [
            _view_agent(site, agent, state.state(agent.agent), bundles.get(agent.agent)) for agent in row.agents
        ],
        "pointers": [{"label": label, "file": file} for label, file in state.pointers],
        "schedule": state.schedule_text,
    }
    memories = _memories(state.agents) if site.publish_memory else []
    return make_page(site, path, repo.slug, _describe(row), "repo.html.j2", view, listed=False, memories=memories)


def _describe(row: FleetRow) -> str:
    if repo_state(row) == "skipped":
        return "Takes no part in the schedule."
    enabled = sum(1 for agent in row.agents if agent.enabled)
    return f"{count_words(enabled, 'scheduled agent')}." if enabled else "No agent is scheduled here."


def _view_agent(site: Site, row: AgentRow, state: AgentState, files: BundleFiles | None) -> dict[str, Any]:
    summary = state.summary
    interval = summary.success_interval if summary is not None else None
    return {
        "agent": row.agent,
        "path": site.agent_pages.get(row.agent),
        "health": row.health,
        "enabled": row.enabled,
        "cadence": row.cadence,
        "cron": row.cron,
        "timezone": row.timezone,
        "definitions": view_definitions(site, row.agent) if row.scheduled else [],
        "next_run": row.next_fires[0] if row.enabled and row.next_fires else None,
        "last_run": row.last_run,
        "execution_count": row.execution_count,
        "successes": row.successes,
        "success_rate": row.success_rate,
        "success_low": None if interval is None else interval.low,
        "success_high": None if interval is None else interval.high,
        "median_time_s": row.median_time_s,
        "avg_quality": row.avg_quality,
        "recent": list(row.recent),
        "memory_bytes": None if state.memory is None else len(state.memory.encode()),
        "json": None if files is None else _view_file(files.json),
        "markdown": None if files is None else _view_file(files.markdown),
    }


def _view_file(file: Published) -> dict[str, Any]:
    return {"path": file.path, "sha256": file.sha256, "size": file.size}


def _memories(states: Sequence[AgentState]) -> list[tuple[str, str | None]]:
    """(agent, text) of each memory; no text where it is too long for the page."""
    return [
        (state.agent, state.memory if len(state.memory) <= SHOWN_MEMORY else None)
        for state in states
        if state.memory is not None
    ]
