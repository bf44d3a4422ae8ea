"""What the documents of a catalogue mean to one another across kinds.

Events and those who wait for them, protocols and their agents, decisions and the texts that refer to them, definitions
that fire at once. Whatever a fleet is needed for decides `check.fleet`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime

from kaizen_site.cards import xref as cards
from kaizen_site.check.citation import check_citations
from kaizen_site.model.catalogue import Catalogue, Protocol
from kaizen_site.model.definition import Definition
from kaizen_site.model.diagnostic import Diagnostic, Related
from kaizen_site.model.references import Ask
from kaizen_site.model.schedule import CADENCES
from kaizen_site.model.source import At, Document
from kaizen_site.rules.cron import is_zone, next_fires, parse_cron
from kaizen_site.rules.cron_syntax import Cron
from kaizen_site.rules.firing import fires_runs, is_in_force, list_sources, may_fire, read_parameter
from kaizen_site.rules.nearest import nearest
from kaizen_site.rules.wording import shorten
from kaizen_site.rules.zones import load_zone

_CRON = At(("trigger", "cron_expression"))
_SOME_DAY = datetime(2030, 1, 1, tzinfo=UTC)  # any day: only whether two crons ever meet is asked
_FIRES = 60


def check_catalogue_references(catalogue: Catalogue, documents: Iterable[Document] = ()) -> Iterator[Diagnostic]:
    """The findings that need several kinds of authored documents.

    `documents` are the texts that may refer to decisions; the records themselves are left out of them.
    """
    yield from _check_events(catalogue)
    yield from _check_protocols(catalogue.protocols, catalogue.known_agents)
    yield from _check_coincidence(catalogue)
    records = {decision.path for decision in catalogue.decisions}
    yield from check_citations(catalogue.decisions, (one for one in documents if one.path not in records))


def _check_events(catalogue: Catalogue) -> Iterator[Diagnostic]:
    waited = {one.trigger.event_type for one in catalogue.definitions if one.trigger.type == "event"}
    # Where no definition waits for any event, events are there for somebody else.
    if not waited:
        return
    misspelt = sorted(one for one in waited - {event.type_id for event in catalogue.event_types} if one)
    for event in catalogue.event_types:
        if not event.type_id or event.type_id in waited or event.status == "deprecated":
            continue
        # A definition that means this type and writes it wrong has its own finding.
        if nearest(event.type_id, misspelt):
            continue
        message = f"no definition waits for `{shorten(event.type_id)}`"
        yield cards.EVENT_NOT_HANDLED.at(event.path, At(("type_id",)), message, help=cards.EVENT_NOT_HANDLED.remedy)


def _check_protocols(protocols: Sequence[Protocol], known_agents: frozenset[str]) -> Iterator[Diagnostic]:
    for protocol in protocols:
        if not protocol.agent or protocol.agent in known_agents:
            continue
        near = nearest(protocol.agent.removeprefix("agent-"), sorted(known_agents))
        message = f"the protocol lies in the folder of `{shorten(protocol.agent)}`, and no agent has that name"
        help_text = f"did you mean `{near}`?" if near else cards.PROTOCOL_AGENT_UNKNOWN.remedy
        yield cards.PROTOCOL_AGENT_UNKNOWN.at(protocol.path, None, message, help=help_text)


def _check_coincidence(catalogue: Catalogue) -> Iterator[Diagnostic]:
    """Each definition is compared with those before it, by id; one meeting a definition is told."""
    running = sorted((one for one in catalogue.definitions if is_in_force(one) and fires_runs(one)), key=_order)
    for index, later in enumerate(running):
        for earlier in running[:index]:
            if earlier.id == later.id or not _meet(earlier, later):
                continue
            agent = _find_shared_agent(earlier, later, catalogue.known_agents)
            if agent is None:
                continue
            message = f"`{shorten(later.id)}` and `{shorten(earlier.id)}` both fire `{agent}` at the same minute"
            related = (Related(earlier.path, _CRON, f"the cron of `{shorten(earlier.id)}`"),)
            help_text = cards.DEFINITIONS_COINCIDE.remedy
            yield cards.DEFINITIONS_COINCIDE.at(later.path, _CRON, message, help=help_text, related=related)
            break


def _order(definition: Definition) -> tuple[str, str]:
    return definition.id, definition.path


def _find_shared_agent(first: Definition, second: Definition, known_agents: frozenset[str]) -> str | None:
    """An agent whose runs, in one repo and with one cadence, surely come to both."""
    domain, engagement = _find_filter(first, second, "domain"), _find_filter(first, second, "engagement_slug")
    for agent in sorted(known_agents):
        for cadence in CADENCES:
            ask = Ask(agent, cadence, domain, engagement)
            if may_fire(first, ask) and may_fire(second, ask):
                return agent
    return None


def _find_filter(first: Definition, second: Definition, name: str) -> str | None:
    """What one of the two filters by, so that the other is asked about the same repos."""
    given = [read_parameter(source, name) for one in (first, second) for source in list_sources(one)]
    return next((value for value in given if value is not None), None)


def _meet(first: Definition, second: Definition) -> bool:
    one, other = _read_times(first), _read_times(second)
    if one is None or other is None:
        return False
    rare, often = sorted((one, other), key=lambda times: len(times[0].minutes) * len(times[0].hours))
    zone = load_zone(often[1])
    fires = next_fires(rare[0], rare[1], _SOME_DAY, _FIRES)
    return any(_fires_at(often[0], moment.astimezone(zone)) for moment in fires)


def _read_times(definition: Definition) -> tuple[Cron, str] | None:
    zone = definition.trigger.timezone or "UTC"
    cron = parse_cron(definition.trigger.cron_expression or "")
    return (cron, zone) if isinstance(cron, Cron) and is_zone(zone) else None


def _fires_at(cron: Cron, moment: datetime) -> bool:
    day, weekday = moment.day in cron.days, moment.isoweekday() % 7 in cron.weekdays
    on_day = (day or weekday) if cron.either_day else (day and weekday)
    return moment.minute in cron.minutes and moment.hour in cron.hours and moment.month in cron.months and on_day
