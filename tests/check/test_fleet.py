"""What a fleet and a catalogue mean to each other."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial

import pytest

from kaizen_site.check.fleet import (
    check_fleet_references,
    check_repo_paths,
    check_repo_references,
    check_snapshot,
    find_owners,
)
from kaizen_site.model.catalogue import Catalogue
from kaizen_site.model.definition import Action, ContextSource, Definition, Rule, Trigger
from kaizen_site.model.diagnostic import Diagnostic
from kaizen_site.model.fleet import Snapshot
from kaizen_site.model.references import Ask, Asked, FleetFacts, FullHour
from kaizen_site.model.repo import AgentState, Repo, RepoState, Skip
from kaizen_site.model.schedule import Entry, Schedule
from kaizen_site.model.source import At, Plain
from kaizen_site.rules.firing import RESOLVER, make_ask

KNOWN = frozenset({"coach", "optimization", "scope-analyst", "sys-medic"})
ZONE = "Europe/Berlin"


def make(
    name: str = "weekly-coach",
    cron: str = "0 9 * * 1",
    agent: str = "coach",
    zone: str | None = ZONE,
    *,
    enabled: bool = True,
    status: str = "active",
    text: str = "{{r.prepare_command}}",
    **params: str,
) -> Definition:
    source = ContextSource("resolver", "runs", RESOLVER, {key: Plain(value) for key, value in params.items()})
    rule = Rule(0, "run", 26, Action("x", text), "context.runs", "r", f'r.agent == "{agent}"')
    trigger = Trigger("cron", cron, zone)
    return Definition(name, f"{name}.md", name, enabled, "", "", status, trigger, (source,), (rule,), "", "")


def repo(
    *entries: Entry, zone: str | None = ZONE, engagement: str | None = None, skip: Skip | None = None
) -> RepoState:
    schedule = Schedule("fleet/repos/api/schedule.yml", entries, zone, engagement)
    return RepoState(Repo("api", "custodian", skipped=skip), schedule, declared=schedule)


def drift(state: RepoState, *definitions: Definition) -> list[Diagnostic]:
    return list(check_repo_references(state, partial(find_owners, definitions), KNOWN, "fleet/repos/api"))


def facts(asked: Mapping[Ask, int]) -> FleetFacts:
    return FleetFacts({ask: Asked(count, f"{ask.agent}.yml") for ask, count in asked.items()}, schedules=1)


def ask_all(found: FleetFacts, *definitions: Definition) -> list[tuple[str, str, str, str | None]]:
    catalogue = Catalogue(definitions=definitions, known_agents=KNOWN)
    return [(one.card.slug, one.path, one.message, one.help) for one in check_fleet_references(catalogue, found)]


def test_another_cron_is_drift_and_everything_is_named() -> None:
    (one,) = drift(repo(Entry("coach", "weekly", "0 10 * * 1")), make())
    assert (one.card.slug, str(one.weight)) == ("xref/cron-drift", "warning")
    assert one.message == (
        "`coach` has the cron `0 10 * * 1` (Europe/Berlin) in api, "
        "but `weekly-coach` fires it at `0 9 * * 1` (Europe/Berlin)"
    )
    assert one.where == At(("agents", "coach", "cron"))
    assert [(other.path, other.where) for other in one.related] == [
        ("weekly-coach.md", At(("trigger", "cron_expression")))
    ]


def test_another_zone_is_drift_at_the_zone() -> None:
    (one,) = drift(repo(Entry("coach", "weekly", "0 9 * * 1"), zone="Asia/Tokyo"), make())
    assert one.message.startswith("`coach` has the cron `0 9 * * 1` (Asia/Tokyo) in api, but")
    assert one.where == At(("timezone",))


@pytest.mark.parametrize(
    "state",
    [
        repo(Entry("coach", "weekly")),
        repo(Entry("coach", "weekly"), zone="Asia/Tokyo"),
        repo(Entry("coach", "weekly", "0 9 * * MON")),
        repo(Entry("coach", "weekly", "0 9 * * 1"), zone=None),
        repo(Entry("coach", "weekly", "0 10 * * 1", enabled=False)),
        repo(Entry("optimization", "weekly", "0 10 * * 1")),
        repo(Entry("coach", "daily", "0 10 * * 1")),
        repo(Entry("coach", "weekly", "0 10 * * 1"), skip=Skip("repo_unreachable")),
        RepoState(Repo("api")),
    ],
)
def test_what_inherits_or_says_the_same_or_does_not_run_is_no_drift(state: RepoState) -> None:
    assert drift(state, make(cadence="weekly")) == []


@pytest.mark.parametrize(
    "definition",
    [
        make(enabled=False),
        make(status="deprecated"),
        make(domain="storefront"),
        make(engagement_slug="other"),
        make(text="kaizen-agentic metrics optimize"),
        make(cron="0 25 * * 1"),
    ],
)
def test_a_definition_that_opens_no_session_here_has_no_say(definition: Definition) -> None:
    assert drift(repo(Entry("coach", "weekly", "0 10 * * 1"), engagement="acme"), definition) == []


def test_an_hourly_bootstrap_is_compared_with_the_daily_cadence() -> None:
    hourly = make("hourly-coach", "15 * * * *", cadence="daily", engagement_slug="acme")
    same = repo(Entry("coach", "daily", "15 * * * *"), engagement="acme")
    other = repo(Entry("coach", "daily", "30 * * * *"), engagement="acme")
    assert drift(same, hourly) == []
    assert len(drift(other, hourly)) == 1


def test_one_definition_of_several_that_agrees_is_enough() -> None:
    early, late = make("early", "0 9 * * 1"), make("late", "0 10 * * 1")
    assert drift(repo(Entry("coach", "weekly", "0 10 * * 1")), early, late) == []
    (one,) = drift(repo(Entry("coach", "weekly", "0 11 * * 1")), late, early)
    assert "`early` fires it" in one.message


@pytest.mark.parametrize(
    ("state", "slug", "path"),
    [
        (AgentState("coahc", memory="x"), "xref/memory-agent-unknown", "agents/coahc/memory.md"),
        (AgentState("coahc"), "xref/metrics-agent-unknown", "metrics/coahc/summary.json"),
    ],
)
def test_state_of_an_unknown_agent_gets_a_suggestion(state: AgentState, slug: str, path: str) -> None:
    (one,) = drift(RepoState(Repo("api"), agents=(state,)))
    assert (one.card.slug, one.path, str(one.weight)) == (slug, f"fleet/repos/api/{path}", "warning")
    assert one.help == "did you mean `coach`?"


def test_a_snapshot_can_not_know_the_agents_that_a_repo_has_for_itself() -> None:
    state = RepoState(Repo("api"), agents=(AgentState("stargazer", memory="x"),))
    owners = partial(find_owners, ())
    (one,) = check_repo_references(state, owners, KNOWN, "fleet/repos/api")
    assert str(one.weight) == "info"
    (one,) = check_repo_references(state, owners, KNOWN, ".kaizen")
    assert str(one.weight) == "warning"


def test_an_unknown_agent_that_the_schedule_names_is_reported_there_alone() -> None:
    state = replace(repo(Entry("coahc", "weekly")), agents=(AgentState("coahc", memory="x"),))
    assert drift(state) == []


def test_an_agent_that_no_definition_fires_is_told_once() -> None:
    asked = facts({Ask("coach", "weekly"): 3, Ask("scope-analyst", "weekly"): 2, Ask("scope-analyst", "daily"): 1})
    ((slug, path, message, _),) = ask_all(asked, make())
    assert (slug, path) == ("xref/agent-not-fired", "scope-analyst.yml")
    assert message == "3 repos schedule `scope-analyst`, and no definition that is switched on fires it"


def test_nothing_is_expected_where_nothing_is_switched_on() -> None:
    assert ask_all(facts({Ask("coach", "weekly"): 1}), make(enabled=False)) == []


def test_the_definition_that_comes_nearest_is_named() -> None:
    asked = facts({Ask("coach", "weekly"): 1, Ask("sys-medic", "daily", "platform"): 1})
    off = make("daily-medic", agent="sys-medic", enabled=False)
    assert ask_all(asked, make(), off)[0][3] == "`daily-medic` would fire it, but is switched off"
    both = facts({Ask("coach", "weekly", "a"): 1, Ask("coach", "daily", "b"): 1, Ask("sys-medic", "daily", "b"): 1})
    medic = make("medic", agent="sys-medic")
    medic = replace(medic, rules=(replace(medic.rules[0], condition='r.agent in ["sys-medic", "coach"]'),))
    filtered = replace(medic, context_sources=make(cadence="weekly", domain="a").context_sources)
    assert ask_all(both, filtered)[0][3] == "`medic` fires `sys-medic` only with the cadence weekly in the domain `a`"


def test_an_open_answer_is_no_finding() -> None:
    open_answer = make()
    open_answer = replace(open_answer, rules=(replace(open_answer.rules[0], condition='r.repo == "api"'),))
    assert ask_all(facts({Ask("coach", "weekly"): 1}), open_answer) == []


def test_a_misspelt_domain_is_one_finding() -> None:
    asked = facts({Ask("coach", "weekly", "custodian"): 1})
    ((slug, path, _, help_text),) = ask_all(asked, make(domain="custodain"))
    assert (slug, path) == ("xref/definition-not-fed", "weekly-coach.md")
    assert help_text == "no repo that schedules an agent has the domain `custodain`; did you mean `custodian`?"


def test_a_definition_whose_agent_nobody_schedules_says_so() -> None:
    asked = facts({Ask("coach", "weekly"): 1})
    ((slug, _, _, help_text),) = ask_all(asked, make(), make("medic", agent="sys-medic"))
    assert (slug, help_text) == ("xref/definition-not-fed", "no repo schedules `sys-medic`")


def test_without_a_schedule_no_definition_is_blamed() -> None:
    assert ask_all(FleetFacts({}), make()) == []


@pytest.mark.parametrize(("crons", "full", "told"), [(10, 6, True), (10, 5, False), (9, 9, False)])
def test_a_large_part_at_minute_0_is_told_with_a_minute_that_stays(crons: int, full: int, told: bool) -> None:
    first = FullHour("api", "coach", "0 9 * * 1", "s.yml")
    found = ask_all(FleetFacts({}, 4, crons, full, first))
    assert bool(found) is told
    if told:
        ((slug, path, message, help_text),) = found
        assert (slug, path) == ("xref/minute-shared", "s.yml")
        assert message == "6 of 10 crons of the fleet fire at minute 0"
        assert help_text == "give each run its own minute: `4 9 * * 1` follows from the names api and coach"


@pytest.mark.parametrize(
    ("root", "help_text"),
    [
        ("/home/mira/src/api", "write `~/src/api`"),
        ("/Users/mira/api", "write `~/api`"),
        ("C:\\Users\\mira\\api", "write `~\\api`"),
        ("/root/api", "write `~/api`"),
        ("/home/mira", "write `~`"),
    ],
)
def test_a_home_directory_is_not_for_everybody(root: str, help_text: str) -> None:
    (one,) = check_repo_paths(Repo("api", root=root), "fleet/repos/api/repo.json")
    assert (one.card.slug, one.help, one.where) == ("fleet/home-directory", help_text, At(("root",)))
    assert "mira" not in one.message


@pytest.mark.parametrize("root", [None, "~/src/api", "/srv/api", "/rooted/api", "src/api", "."])
def test_other_paths_are_fine(root: str | None) -> None:
    assert list(check_repo_paths(Repo("api", root=root), "repo.json")) == []


def test_counts_are_compared_with_what_is_there() -> None:
    snapshot = Snapshot("1", "2026-11-20T06:00:00Z", counts=(("repos", 3), ("skipped", 1), ("records", 9)))
    assert list(check_snapshot(snapshot, "s.yml", 3, 1)) == []
    messages = [one.message for one in check_snapshot(snapshot, "s.yml", 1, 0)]
    assert messages == [
        "the header says 3 under `repos`, and 1 repo is there",
        "the header says 1 under `skipped`, and 0 are marked as skipped",
    ]


def test_what_an_entry_asks_for_has_its_repos_domain_and_engagement() -> None:
    state = repo(Entry("coach", "weekly"), engagement="acme")
    assert make_ask(Entry("coach", "weekly"), state) == Ask("coach", "weekly", "custodian", "acme")
