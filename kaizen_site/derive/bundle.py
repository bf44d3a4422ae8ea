"""What a session needs to start oriented (contract, section 8), from the repo's state and the catalogue alone.

No clock and no path of a machine goes in, so that the site and `schedule prepare` make the same bundle.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from kaizen_site.model.output import Bundle, Prompt
from kaizen_site.model.repo import AgentState, RepoState

if TYPE_CHECKING:  # preparing a session starts faster without them
    from kaizen_site.model.catalogue import Agent
    from kaizen_site.model.schedule import Schedule

_CADENCES = ("daily", "weekly", "monthly")


def make_bundle(agent_name: str, project: str, agent: Agent | Prompt | None, state: RepoState) -> Bundle:
    """The bundle of one agent in one repo; `agent` is None where no registry knows the name."""
    cadence, cron, timezone = _find_settings(state.declared, agent_name)
    own = state.state(agent_name)
    remembers = agent is None or agent.memory
    summary = own.summary if own.summary is not None and own.summary.execution_count else None
    return Bundle(
        agent=agent_name,
        project=project,
        generated=_newest(own, with_memory=remembers),
        agent_prompt=agent.prompt if agent is not None else "",
        agent_prompt_found=agent is not None,
        memory=own.memory if remembers else None,
        memory_enabled=remembers,
        metrics_summary=summary,
        pointers=state.pointers,
        session_close=tuple(_close_session(agent_name, own, remembers=remembers)),
        cadence=cadence,
        cron=cron,
        timezone=timezone,
    )


def _find_settings(declared: Schedule | None, agent: str) -> tuple[str | None, str | None, str | None]:
    """Cadence, cron and zone as the repo declares them, also in a schedule that is not valid as a whole."""
    entry = declared.entry(agent) if declared is not None else None
    if declared is None or entry is None:
        return None, None, None
    return (entry.cadence if entry.cadence in _CADENCES else None), entry.cron, declared.timezone


def _newest(own: AgentState, *, with_memory: bool) -> str | None:
    """The latest date in the data, RFC 3339 in UTC; a memory is dated by the day."""
    moments = []
    if own.summary is not None and own.summary.last_timestamp is not None:
        moments.append(own.summary.last_timestamp)
    if with_memory and own.memory is not None and own.memory_updated is not None:
        moments.append(datetime.fromisoformat(own.memory_updated).replace(tzinfo=UTC))
    return max(moments).isoformat().replace("+00:00", "Z") if moments else None


def _close_session(agent: str, own: AgentState, *, remembers: bool) -> list[tuple[str, ...]]:
    commands: list[tuple[str, ...]] = [
        ("kaizen-agentic", "metrics", "record", agent, "--success", "--time", "<seconds>", "--quality", "<0-1>")
    ]
    if remembers and own.memory is None:
        commands.append(("kaizen-agentic", "memory", "init", agent))
    if remembers:
        commands.append(("$EDITOR", f".kaizen/agents/{agent}/memory.md"))
    return commands
