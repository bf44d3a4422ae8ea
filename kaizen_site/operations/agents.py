"""Agents and protocols for the command: the folder's own where it has some, else the packaged ones."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from kaizen_site.check.agent import check_agents
from kaizen_site.derive.finding import make_report
from kaizen_site.errors import NotFound, NothingToCheck
from kaizen_site.gather.packaged import packaged
from kaizen_site.model.catalogue import Agent, Protocol
from kaizen_site.model.configuration import Configuration
from kaizen_site.model.diagnostic import Parsed, Report
from kaizen_site.operations.catalogue import load_agents, load_protocols
from kaizen_site.operations.configuration import load_configuration
from kaizen_site.operations.verdict import judge_alone
from kaizen_site.rules.nearest import nearest


def list_agents(root: Path, source: Path | None = None, profile: str | None = None) -> tuple[Agent, ...]:
    """The agents of `source`, else of the configured folders below `root`, else the packaged ones; by path."""
    return tuple(parsed.value for parsed in _load(root, source, profile) if parsed.value is not None)


def validate_agents(root: Path, source: Path | None = None, profile: str | None = None) -> Report:
    """The report on those agents alone; raises NothingToCheck when there are none."""
    parsed = _load(root, source, profile)
    if not parsed:
        raise NothingToCheck(f"there are no agent files in {source or root}")
    diagnostics = [diagnostic for one in parsed for diagnostic in one.diagnostics]
    agents = [one.value for one in parsed if one.value is not None]
    documents = {one.path: one.document for one in parsed if one.document is not None}
    configuration = load_configuration(root) if source is None else Configuration()
    diagnostics += check_agents(agents)
    findings, suppressed = judge_alone(diagnostics, documents, configuration, lambda family: family == "agent")
    return make_report(findings, len(parsed), {"agents": len(parsed)}, suppressed=suppressed)


def find_agent(root: Path, name: str, source: Path | None = None, profile: str | None = None) -> Agent:
    """One agent by its name, an installed one before a packaged one; raises NotFound with the nearest name."""
    agents = list_agents(root, source, profile)
    if source is None:
        agents = (*agents, *list_packaged())
    for agent in agents:
        if agent.name == name:
            return agent
    near = nearest(name, [agent.name for agent in agents])
    hint = f"; did you mean {near}?" if near else "; `kaizen-agentic agents list` shows them"
    raise NotFound(f"there is no agent {name}{hint}")


def list_packaged() -> tuple[Agent, ...]:
    """The agents that this package carries; their paths begin with `agents/`."""
    return tuple(one.value for one in _load_packaged() if one.value is not None)


def list_protocols(root: Path) -> tuple[Protocol, ...]:
    """The protocols of the folder and, behind them, the packaged ones that it does not replace."""
    configuration = load_configuration(root)
    own = load_protocols(root, configuration.agents)
    names = {(protocol.agent, protocol.slug) for protocol in own}
    carried = load_protocols(packaged("agents").parent, ("agents",))
    return (*own, *(protocol for protocol in carried if (protocol.agent, protocol.slug) not in names))


def find_protocol(root: Path, agent: str, slug: str) -> Protocol:
    """One protocol; raises NotFound with those that the agent has."""
    protocols = list_protocols(root)
    for protocol in protocols:
        if (protocol.agent, protocol.slug) == (agent, slug):
            return protocol
    has = ", ".join(protocol.slug for protocol in protocols if protocol.agent == agent)
    raise NotFound(f"{agent} has no protocol {slug}; {'it has ' + has if has else 'it has none'}")


def _load(root: Path, source: Path | None, profile: str | None) -> tuple[Parsed[Agent], ...]:
    if source is not None:
        # Paths are shown as the user named the folder; the name in front tells agents from other markdown.
        return load_agents(Path(), Configuration(agents=(source.as_posix(),), profile=profile or "kaizen"))
    configuration = load_configuration(root)
    if profile is not None:
        configuration = replace(configuration, profile=profile)
    return load_agents(root, configuration) or _load_packaged()


def _load_packaged() -> tuple[Parsed[Agent], ...]:
    return load_agents(packaged("agents").parent, Configuration(agents=("agents",)))
