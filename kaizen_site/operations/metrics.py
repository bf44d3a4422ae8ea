"""What was recorded in a checkout, agent by agent."""

from __future__ import annotations

from pathlib import Path

from kaizen_site.model.fleet import AgentState
from kaizen_site.operations.names import check_name
from kaizen_site.operations.target import load_target


def list_metrics(target: Path) -> tuple[AgentState, ...]:
    """Every agent that has memory or records in the checkout, by name."""
    return load_target(target).state.agents


def show_metrics(target: Path, agent: str) -> AgentState:
    """One agent's state; without a summary when nothing was recorded. Raises NotFound for an impossible name."""
    check_name(agent)
    return load_target(target, agent).state.state(agent)
