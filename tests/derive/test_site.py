"""Documents find each other: by conditions, by events, by names in a text, from both ends."""

from __future__ import annotations

from kaizen_site.derive.site import agents_of, find_inactive, link_documents
from kaizen_site.model.catalogue import Agent, Catalogue, Decision, DecisionLink, EventType, Protocol
from kaizen_site.model.definition import Action, Definition, Rule, Trigger
from kaizen_site.model.site import Link


def make_agent(name: str, prompt: str = "") -> Agent:
    return Agent(name, name, f"agents/agent-{name}.md", "", None, prompt, 1, "")


def make_definition(
    name: str, condition: str | None = None, trigger: Trigger | None = None, *, on: bool = True
) -> Definition:
    rule = Rule(0, "r", 1, Action("t"), condition=condition)
    trigger = trigger or Trigger("cron", "0 9 * * 1")
    return Definition(name, f"defs/{name}.md", name, on, "", "", "active", trigger, (), (rule,), "", "")


def make_decision(number: int, body: str = "", links: tuple[DecisionLink, ...] = ()) -> Decision:
    name = f"ADR-{number:03}"
    return Decision(
        f"docs/adr/{name}.md",
        "docs/adr",
        name,
        name,
        number,
        f"T{number}",
        "accepted",
        None,
        None,
        None,
        body,
        1,
        "",
        "x",
        links=links,
    )


EVENT = EventType("kaizen.x", "event-types/kaizen.x.md", "1.0", "p", None, None, (), "", "")


def test_a_definition_fires_the_agents_its_conditions_name() -> None:
    assert agents_of(make_definition("d", "r.agent == \"coach\" or r.agent == 'other'")) == {"coach", "other"}


def test_a_firing_is_seen_from_both_ends() -> None:
    found = link_documents(
        Catalogue(agents=(make_agent("coach"),), definitions=(make_definition("d", 'r.agent == "coach"'),))
    )
    assert found.outgoing["definitions/d/"] == (Link("fires", "agent", "coach", "agents/coach/"),)
    assert found.incoming["agents/coach/"] == (Link("fires", "definition", "d", "definitions/d/"),)


def test_a_definition_waits_for_its_event() -> None:
    waiting = make_definition("d", trigger=Trigger("event", event_type="kaizen.x"))
    found = link_documents(Catalogue(definitions=(waiting,), event_types=(EVENT,)))
    assert [link.relation for link in found.incoming["events/kaizen-x/"]] == ["listens"]


def test_a_name_in_backticks_an_id_and_a_link_are_mentions() -> None:
    catalogue = Catalogue(
        agents=(make_agent("coach"), make_agent("a", "Ask `coach`, read ADR-001 and [two](../docs/adr/ADR-002.md).")),
        decisions=(make_decision(1), make_decision(2)),
    )
    found = link_documents(catalogue).outgoing["agents/a/"]
    assert [link.path for link in found] == ["agents/coach/", "decisions/ADR-001/", "decisions/ADR-002/"]
    assert {link.relation for link in found} == {"mentions"}


def test_a_word_in_prose_is_no_mention() -> None:
    found = link_documents(Catalogue(agents=(make_agent("coach"), make_agent("a", "A coach helps."))))
    assert found.outgoing == {}


def test_a_name_that_two_documents_have_means_neither() -> None:
    twin = Agent("coach", "coach-2", "agents/b/agent-coach.md", "", None, "", 1, "")
    found = link_documents(Catalogue(agents=(make_agent("coach"), twin, make_agent("a", "`coach`"))))
    assert found.outgoing == {}


def test_a_stated_link_between_records_is_no_mention_as_well() -> None:
    first = make_decision(
        1, "See ADR-002.", (DecisionLink("supersedes", "ADR-002", 1, resolved="docs/adr/ADR-002.md"),)
    )
    found = link_documents(Catalogue(decisions=(first, make_decision(2))))
    assert [link.relation for link in found.outgoing["decisions/ADR-001/"]] == ["states"]


def test_a_document_does_not_mention_itself() -> None:
    assert link_documents(Catalogue(agents=(make_agent("a", "I am `a`."),))).outgoing == {}


def test_a_protocol_belongs_to_its_agent() -> None:
    protocol = Protocol("coach", "steps", "Steps", "agents/protocols/coach/steps.md", "", "")
    found = link_documents(Catalogue(agents=(make_agent("coach"),), protocols=(protocol,)))
    assert found.incoming["agents/coach/"] == (Link("belongs", "protocol", "Steps", "protocols/coach-steps/"),)


def test_names_that_want_the_same_address_get_different_ones() -> None:
    twins = (make_definition("Über"), make_definition("uber"))
    pages = link_documents(Catalogue(definitions=twins)).pages
    assert len({page.casefold() for page in pages.values()}) == 2


def test_what_does_not_happen_is_named_with_its_reason() -> None:
    catalogue = Catalogue(
        agents=(make_agent("coach"), make_agent("lonely")),
        definitions=(make_definition("off", on=False), make_definition("unfed", 'r.agent == "coach"')),
        event_types=(EVENT,),
    )
    found = find_inactive(catalogue, link_documents(catalogue), {"lonely": 2})
    assert [(one.title, one.reason) for one in found] == [
        ("off", "is switched off: `enabled` is false"),
        ("unfed", "is fed by no repo: none schedules coach"),
        ("lonely", "is scheduled in 2 repos, but no definition that is on fires it"),
        ("kaizen.x", "is handled by nobody: no definition waits for it"),
    ]


def test_a_schedule_that_is_fired_is_active() -> None:
    catalogue = Catalogue(agents=(make_agent("coach"),), definitions=(make_definition("d", 'r.agent == "coach"'),))
    assert find_inactive(catalogue, link_documents(catalogue), {"coach": 1}) == ()
