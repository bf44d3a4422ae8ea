"""What a fleet and a catalogue mean to each other.

`check_repo_references` looks at one repo as it streams by, `check_fleet_references` at the little that was kept of all
of them. Only definitions that are switched on count: the others are offers.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator, Sequence

from kaizen_site.cards import fleet as fleet_cards
from kaizen_site.cards import xref as cards
from kaizen_site.model.catalogue import Catalogue
from kaizen_site.model.definition import Definition
from kaizen_site.model.diagnostic import Diagnostic, Related, Severity
from kaizen_site.model.fleet import Snapshot
from kaizen_site.model.references import Ask, Asked, FleetFacts
from kaizen_site.model.repo import AgentState, Repo, RepoState
from kaizen_site.model.schedule import Entry, Schedule
from kaizen_site.model.source import At
from kaizen_site.rules.cron import same_fires
from kaizen_site.rules.cron_syntax import Cron, parse_cron
from kaizen_site.rules.firing import (
    fires_runs,
    is_in_force,
    list_sources,
    make_ask,
    may_fire,
    opens_session,
    read_parameter,
)
from kaizen_site.rules.nearest import nearest
from kaizen_site.rules.wording import join_words, shorten

_FEW = 10  # under so many crons a shared minute is no load
_HOME = re.compile(r"(?:/home/|/Users/|/var/home/|[A-Za-z]:[\\/]Users[\\/])[^\\/]+|/root(?=/|\Z)")


def find_owners(definitions: Sequence[Definition], ask: Ask) -> tuple[Definition, ...]:
    """The definitions in force that surely open a session for such a run, by id."""
    owners = [one for one in definitions if is_in_force(one) and opens_session(one) and may_fire(one, ask)]
    return tuple(sorted(owners, key=lambda one: (one.id, one.path)))


def check_repo_references(
    state: RepoState, owners: Callable[[Ask], Sequence[Definition]], known_agents: frozenset[str], base: str
) -> Iterator[Diagnostic]:
    """What one repo says differently from the catalogue; `base` is the folder that holds its schedule and its state."""
    if state.schedule is not None and state.repo.skipped is None:
        for entry in state.schedule.entries:
            if entry.enabled and entry.cron is not None:
                yield from _check_drift(entry, state, state.schedule, owners(make_ask(entry, state)))
    declared = {entry.agent for entry in state.declared.entries} if state.declared is not None else set()
    for one in state.agents:
        # An unknown name in the schedule has its own finding.
        if one.agent not in known_agents and one.agent not in declared:
            yield _say_agent_unknown(one, known_agents, base)


def check_snapshot(snapshot: Snapshot, path: str, repos: int, skipped: int) -> Iterator[Diagnostic]:
    """Whether the header's counts are those of what is there; `path` is the header's."""
    counts = dict(snapshot.counts)
    for name, found, words in (
        ("repos", repos, "repo is there|repos are there"),
        ("skipped", skipped, "is marked as skipped|are marked as skipped"),
    ):
        said = counts.get(name)
        if said is not None and said != found:
            shown = words.split("|")[found != 1]
            message = f"the header says {said:,} under `{name}`, and {found:,} {shown}"
            help_text = fleet_cards.COUNTS_DIFFER.remedy
            yield fleet_cards.COUNTS_DIFFER.at(path, At(("counts", name)), message, help=help_text)


def check_repo_paths(repo: Repo, path: str) -> Iterator[Diagnostic]:
    """Whether the row of a snapshot names a person's folder; `path` is that of its `repo.json`."""
    home = _HOME.match(repo.root or "")
    if repo.root is not None and home is not None:
        help_text = f"write `~{repo.root[home.end() :]}`"
        message = "`root` begins with a home directory, which names a person"
        yield fleet_cards.HOME_DIRECTORY.at(path, At(("root",)), message, help=help_text)


def check_fleet_references(catalogue: Catalogue, facts: FleetFacts) -> Iterator[Diagnostic]:
    """The findings about all repos together, each once."""
    if facts.schedules:
        running = [one for one in catalogue.definitions if is_in_force(one) and fires_runs(one)]
        unfed = [one for one in running if not any(may_fire(one, ask) is not False for ask in facts.asked)]
        for definition in unfed:
            yield _say_unfed(definition, catalogue, facts)
        if running:
            yield from _check_fired(running, unfed, catalogue, facts)
    yield from _check_minutes(facts)


def _check_drift(
    entry: Entry, state: RepoState, schedule: Schedule, owners: Sequence[Definition]
) -> Iterator[Diagnostic]:
    faults = [(one, *_compare(entry, schedule, one)) for one in owners]
    if not faults or not all(differs for _, differs, _ in faults):
        return
    definition, _, same_cron = faults[0]
    trigger = definition.trigger
    zone = schedule.timezone or trigger.timezone
    message = (
        f"`{entry.agent}` has the cron `{entry.cron}`{_show_zone(zone)} in {state.repo.slug}, "
        f"but `{shorten(definition.id)}` fires it at `{trigger.cron_expression}`{_show_zone(trigger.timezone)}"
    )
    where = At(("timezone",)) if same_cron else At(("agents", entry.agent, "cron"))
    place = At(("trigger", "timezone" if same_cron else "cron_expression"))
    related = (Related(definition.path, place, f"what `{shorten(definition.id)}` says"),)
    yield cards.CRON_DRIFT.at(schedule.path, where, message, help=cards.CRON_DRIFT.remedy, related=related)


def _compare(entry: Entry, schedule: Schedule, definition: Definition) -> tuple[bool, bool]:
    """Whether entry and definition differ in time, and whether their crons alone are the same."""
    trigger = definition.trigger
    own, other = parse_cron(entry.cron or ""), parse_cron(trigger.cron_expression or "")
    if not isinstance(own, Cron) or not isinstance(other, Cron):
        return False, False
    same = same_fires(own, other)
    zones = {zone for zone in (schedule.timezone, trigger.timezone) if zone is not None}
    return not same or len(zones) > 1, same


def _show_zone(zone: str | None) -> str:
    return f" ({zone})" if zone is not None else ""


def _say_agent_unknown(state: AgentState, known_agents: frozenset[str], base: str) -> Diagnostic:
    near = nearest(state.agent.removeprefix("agent-"), sorted(known_agents))
    help_text = f"did you mean `{near}`?" if near else "rename the folder, or delete it when the agent is gone for good"
    # A snapshot does not hold the agents that a repo has installed for itself.
    severity = Severity.INFO if near is None and base != ".kaizen" else None
    if state.memory is not None:
        path = f"{base}/agents/{state.agent}/memory.md"
        message = f"the memory is that of `{state.agent}`, and no agent of that name is known"
        return cards.MEMORY_AGENT_UNKNOWN.at(path, None, message, help=help_text, severity=severity)
    path = f"{base}/metrics/{state.agent}/{'executions.jsonl' if state.executions else 'summary.json'}"
    message = f"the records are those of `{state.agent}`, and no agent of that name is known"
    return cards.METRICS_AGENT_UNKNOWN.at(path, None, message, help=help_text, severity=severity)


def _check_fired(
    running: Sequence[Definition], unfed: Sequence[Definition], catalogue: Catalogue, facts: FleetFacts
) -> Iterator[Diagnostic]:
    by_agent: dict[str, list[tuple[Ask, Asked]]] = {}
    for ask, asked in sorted(facts.asked.items(), key=lambda pair: pair[1].path):
        by_agent.setdefault(ask.agent, []).append((ask, asked))
    for agent in sorted(by_agent.keys() & catalogue.known_agents):
        asks = by_agent[agent]
        if any(may_fire(one, ask) is not False for one in running for ask, _ in asks):
            continue
        # A definition whose filter keeps these repos out has its own finding.
        if any(may_fire(one, _read_filter(one, ask)) for one in unfed for ask, _ in asks):
            continue
        repos = sum(asked.repos for _, asked in asks)
        shown = "1 repo schedules" if repos == 1 else f"{repos:,} repos schedule"
        message = f"{shown} `{agent}`, and no definition that is switched on fires it"
        help_text = _advise_firing(agent, [ask for ask, _ in asks], catalogue)
        where = At(("agents", agent), "key")
        yield cards.AGENT_NOT_FIRED.at(asks[0][1].path, where, message, help=help_text)


def _advise_firing(agent: str, asks: Sequence[Ask], catalogue: Catalogue) -> str:
    """The definition that comes nearest: one that is switched off, or one that filters these repos out."""
    for one in catalogue.definitions:
        if not is_in_force(one) and any(may_fire(one, ask) for ask in asks):
            return f"`{shorten(one.id)}` would fire it, but is switched off"
    for one in catalogue.definitions:
        wanted = next((ask for ask in (_read_filter(one, ask) for ask in asks) if may_fire(one, ask)), None)
        if is_in_force(one) and wanted is not None:
            where = f" in the domain `{wanted.domain}`" if wanted.domain is not None else ""
            return f"`{shorten(one.id)}` fires `{agent}` only with the cadence {wanted.cadence}{where}"
    return cards.AGENT_NOT_FIRED.remedy


def _read_filter(definition: Definition, ask: Ask) -> Ask:
    """The run as the definition's filters want it."""
    for source in list_sources(definition):
        cadence, domain = read_parameter(source, "cadence"), read_parameter(source, "domain")
        engagement = read_parameter(source, "engagement_slug")
        return Ask(ask.agent, cadence or ask.cadence, domain or ask.domain, engagement or ask.engagement)
    return ask


def _say_unfed(definition: Definition, catalogue: Catalogue, facts: FleetFacts) -> Diagnostic:
    message = "the definition is switched on, and no repo asks for a run that it fires"
    help_text = _advise_feeding(definition, catalogue, facts)
    return cards.DEFINITION_NOT_FED.at(definition.path, At(("id",)), message, help=help_text)


def _advise_feeding(definition: Definition, catalogue: Catalogue, facts: FleetFacts) -> str:
    domains = {ask.domain for ask in facts.asked if ask.domain is not None}
    for source in list_sources(definition):
        domain = read_parameter(source, "domain")
        if domain is not None and domain not in domains:
            near = nearest(domain, sorted(domains))
            hint = f"; did you mean `{near}`?" if near else ""
            return f"no repo that schedules an agent has the domain `{shorten(domain)}`{hint}"
    asked = {ask.agent for ask in facts.asked}
    fired = [agent for agent in sorted(catalogue.known_agents) if _fires_agent(definition, agent)]
    if 0 < len(fired) <= 3 and not asked.intersection(fired):
        return f"no repo schedules {join_words([f'`{agent}`' for agent in fired])}"
    return cards.DEFINITION_NOT_FED.remedy


def _fires_agent(definition: Definition, agent: str) -> bool:
    return bool(may_fire(definition, _read_filter(definition, Ask(agent, "weekly"))))


def _check_minutes(facts: FleetFacts) -> Iterator[Diagnostic]:
    first = facts.first_full_hour
    if first is None or facts.crons < _FEW or 2 * facts.full_hours <= facts.crons:
        return
    minute = 1 + int(hashlib.sha256(f"{first.repo}/{first.agent}".encode()).hexdigest(), 16) % 59
    _, rest = first.cron.split(None, 1)
    message = f"{facts.full_hours:,} of {facts.crons:,} crons of the fleet fire at minute 0"
    help_text = f"give each run its own minute: `{minute} {rest}` follows from the names {first.repo} and {first.agent}"
    where = At(("agents", first.agent, "cron"))
    yield cards.MINUTE_SHARED.at(first.path, where, message, help=help_text)
