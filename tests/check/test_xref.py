"""What the documents of a catalogue mean to one another."""

from __future__ import annotations

import pytest

from kaizen_site.check.xref import check_catalogue_references
from kaizen_site.model.catalogue import Catalogue, EventType, Protocol
from kaizen_site.model.definition import Action, ContextSource, Definition, Rule, Trigger
from kaizen_site.model.source import At, Plain
from kaizen_site.rules.firing import RESOLVER

KNOWN = frozenset({"coach", "optimization"})


def event(type_id: str, status: str | None = "active") -> EventType:
    return EventType(type_id, f"event-types/{type_id}.md", "1.0", "us", None, status, (), "", "")


def waiting(event_type: str) -> Definition:
    trigger = Trigger("event", event_type=event_type)
    return Definition("low", "low.md", "Low", False, "", "", "proposed", trigger, (), (), "", "")


def running(
    name: str,
    cron: str,
    agent: str = "coach",
    zone: str | None = "Europe/Berlin",
    *,
    enabled: bool = True,
    **params: str,
) -> Definition:
    source = ContextSource("resolver", "runs", RESOLVER, {key: Plain(value) for key, value in params.items()})
    rule = Rule(0, "run", 26, Action("x", "{{r.prepare_command}}"), "context.runs", "r", f'r.agent == "{agent}"')
    trigger = Trigger("cron", cron, zone)
    return Definition(name, f"{name}.md", name, enabled, "", "", "active", trigger, (source,), (rule,), "", "")


def find(**kinds: object) -> list[tuple[str, str, str]]:
    catalogue = Catalogue(known_agents=KNOWN, **kinds)  # type: ignore[arg-type] # each test names one kind
    return [(one.card.slug, one.path, one.message) for one in check_catalogue_references(catalogue)]


def test_an_event_that_nobody_waits_for_is_told() -> None:
    assert find(
        definitions=(waiting("kaizen.metrics.recorded"),),
        event_types=(event("kaizen.metrics.recorded"), event("kaizen.agent.installed")),
    ) == [
        (
            "xref/event-not-handled",
            "event-types/kaizen.agent.installed.md",
            "no definition waits for `kaizen.agent.installed`",
        )
    ]


def test_where_no_definition_waits_for_events_nobody_has_to() -> None:
    assert find(event_types=(event("kaizen.agent.installed"),), definitions=(running("weekly", "0 9 * * 1"),)) == []


def test_an_event_on_its_way_out_needs_nobody() -> None:
    assert (
        find(
            definitions=(waiting("kaizen.metrics.recorded"),),
            event_types=(event("kaizen.metrics.recorded"), event("kaizen.agent.installed", "deprecated")),
        )
        == []
    )


def test_a_definition_that_misspells_the_event_has_a_finding_of_its_own() -> None:
    assert find(definitions=(waiting("kaizen.metrics.recoded"),), event_types=(event("kaizen.metrics.recorded"),)) == []


@pytest.mark.parametrize(("agent", "said"), [("coahc", "did you mean `coach`?"), ("stargazer", "Rename the folder")])
def test_a_protocol_needs_its_agent(agent: str, said: str) -> None:
    protocol = Protocol(agent, "x", "X", f"agents/protocols/{agent}/x.md", "", "")
    (one,) = check_catalogue_references(Catalogue(protocols=(protocol,), known_agents=KNOWN))
    assert one.card.slug == "xref/protocol-agent-unknown"
    assert one.help is not None
    assert one.help.startswith(said)


def test_a_protocol_of_a_known_agent_is_fine() -> None:
    assert find(protocols=(Protocol("coach", "x", "X", "agents/protocols/coach/x.md", "", ""),)) == []


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (running("a", "0 9 * * 1"), running("b", "0 9 * * MON")),
        (running("a", "0 9 * * 1"), running("b", "0 8-10 * * *")),
        (running("a", "0 9 * * 1"), running("b", "0 9 1 * *")),
        (running("a", "0 12 * * 1", zone="UTC"), running("b", "0 21 * * 1", zone="Asia/Tokyo")),
        (running("a", "0 9 * * 1", domain="custodian"), running("b", "0 9 * * 1")),
    ],
)
def test_two_definitions_that_meet_are_told_at_the_later_one(first: Definition, second: Definition) -> None:
    (one,) = check_catalogue_references(Catalogue(definitions=(second, first), known_agents=KNOWN))
    assert one.card.slug == "xref/definitions-coincide"
    assert (one.path, one.where) == ("b.md", At(("trigger", "cron_expression")))
    assert one.message == "`b` and `a` both fire `coach` at the same minute"
    assert [related.path for related in one.related] == ["a.md"]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (running("a", "0 9 * * 1"), running("b", "30 9 * * 1")),
        (running("a", "0 9 * * 1"), running("b", "0 9 * * 1", agent="optimization")),
        (running("a", "0 9 * * 1"), running("b", "0 9 * * 1", enabled=False)),
        (running("a", "0 9 * * 1", domain="custodian"), running("b", "0 9 * * 1", domain="storefront")),
        (running("a", "0 9 * * 1", cadence="weekly"), running("b", "0 9 * * 1", cadence="daily")),
        (running("a", "0 9 * * 1", engagement_slug="acme"), running("b", "0 9 * * 1", engagement_slug="other")),
        (running("a", "0 9 * * 1", zone="UTC"), running("b", "0 9 * * 1", zone="Asia/Tokyo")),
        (running("a", "0 9 * * 1"), running("b", "0 25 * * 1")),
        (running("a", "0 9 * * 1"), running("b", "0 9 * * 1", zone="Europe/Berln")),
    ],
)
def test_two_definitions_that_do_not_meet_are_fine(first: Definition, second: Definition) -> None:
    assert find(definitions=(first, second)) == []
