"""What a repo's schedule asks for, what it inherits, and the week of a fleet."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from kaizen_site.derive.runs import next_fires_of, scheduled_runs, week_of
from kaizen_site.model.definition import Action, ContextSource, Definition, Rule, Trigger
from kaizen_site.model.fleet import AgentRow, FleetRow, Repo, RepoState, ScheduledRun, Skip, Slot
from kaizen_site.model.schedule import Entry, Schedule

AFTER = datetime(2026, 11, 20, 6, tzinfo=UTC)


def definition(
    name: str,
    condition: str | None = 'r.agent == "coach" and r.enabled == true',
    *,
    cron: str = "0 9 * * 1",
    description: str = "{{r.prepare_command}}",
    enabled: bool = False,
    trigger: str = "cron",
    for_each: str | None = "context.scheduled_runs",
    **params: str,
) -> Definition:
    return Definition(
        id=name,
        path=f"activity-definitions/{name}.md",
        name=name,
        enabled=enabled,
        owner="",
        governance="",
        status="active",
        trigger=Trigger(trigger, cron, "Europe/Berlin"),
        context_sources=(ContextSource("resolver", "scheduled_runs", "discover_kaizen_scheduled_repos", params),),
        rules=(Rule(0, "r", 20, Action("t", description), for_each, "r", condition),),
        prose="",
        digest="",
    )


def state(
    *entries: Entry, timezone: str | None = None, root: str | None = "/srv/api", skip: str | None = None
) -> RepoState:
    repo = Repo("api", "custodian", root, skipped=Skip(skip) if skip else None)
    return RepoState(repo, Schedule("s", entries, timezone))


def cron_and_zone(entry: Entry, *definitions: Definition, timezone: str | None = None) -> tuple[str | None, str | None]:
    (run,) = scheduled_runs(state(entry, timezone=timezone), definitions)
    return run.cron, run.timezone


def test_enabled_entries_become_runs_in_the_order_of_the_agents() -> None:
    runs = scheduled_runs(
        state(Entry("optimization", "weekly", "0 10 * * 1"), Entry("coach", "weekly", "0 9 * * 1"), timezone="UTC"), ()
    )
    assert runs == (
        ScheduledRun(
            "api",
            "/srv/api",
            "coach",
            "weekly",
            "0 9 * * 1",
            "UTC",
            True,
            "kaizen-agentic schedule prepare coach --target /srv/api",
        ),
        ScheduledRun(
            "api",
            "/srv/api",
            "optimization",
            "weekly",
            "0 10 * * 1",
            "UTC",
            True,
            "kaizen-agentic schedule prepare optimization --target /srv/api",
        ),
    )


def test_a_disabled_entry_is_no_run() -> None:
    assert scheduled_runs(state(Entry("coach", "weekly", "0 9 * * 1", enabled=False)), ()) == ()


@pytest.mark.parametrize("reason", ["schedule_invalid", "repo_unreachable"])
def test_a_skipped_repo_has_no_runs_whatever_its_schedule_says(reason: str) -> None:
    assert scheduled_runs(state(Entry("coach", "weekly", "0 9 * * 1"), skip=reason), ()) == ()


def test_a_repo_without_a_schedule_has_no_runs() -> None:
    assert scheduled_runs(RepoState(Repo("api")), ()) == ()


@pytest.mark.parametrize(
    ("root", "shown"),
    [("/srv/my repo", "'/srv/my repo'"), ("~/src/api", "~/src/api"), ("~/my repo", "~/'my repo'"), (None, ".")],
)
def test_the_command_is_quoted_for_a_shell(root: str | None, shown: str) -> None:
    (run,) = scheduled_runs(state(Entry("coach", "weekly"), root=root), ())
    assert run.prepare_command == f"kaizen-agentic schedule prepare coach --target {shown}"


def test_an_entry_without_a_cron_takes_the_definitions() -> None:
    assert cron_and_zone(Entry("coach", "weekly"), definition("d")) == ("0 9 * * 1", "Europe/Berlin")


def test_the_entrys_own_cron_and_the_schedules_zone_win() -> None:
    entry = Entry("coach", "weekly", "5 5 * * 5")
    assert cron_and_zone(entry, definition("d"), timezone="Asia/Tokyo") == ("5 5 * * 5", "Asia/Tokyo")


def test_the_definitions_zone_applies_to_the_entrys_own_cron() -> None:
    assert cron_and_zone(Entry("coach", "weekly", "5 5 * * 5"), definition("d")) == ("5 5 * * 5", "Europe/Berlin")


@pytest.mark.parametrize(
    "other",
    [
        definition("another-agent", 'r.agent == "optimization"'),
        definition("a-longer-name", 'r.agent == "coach-2"'),
        definition("another-cadence", cadence="daily"),
        definition("another-domain", domain="storefront"),
        definition("no-cron", trigger="event"),
        definition("no-loop", for_each=None),
        definition("another-loop", for_each="context.other"),
    ],
    ids=lambda other: other.id,
)
def test_a_definition_that_would_not_create_the_task_lends_nothing(other: Definition) -> None:
    assert cron_and_zone(Entry("coach", "weekly"), other) == (None, None)


@pytest.mark.parametrize(
    "fitting",
    [
        definition("same-cadence", cadence="weekly"),
        definition("same-domain", domain="custodian"),
        definition("single-quotes", "r.agent == 'coach'"),
        definition("every-agent", "r.enabled == true"),
        definition("no-condition", None),
    ],
    ids=lambda fitting: fitting.id,
)
def test_a_definition_that_would_create_the_task_lends_its_cron(fitting: Definition) -> None:
    assert cron_and_zone(Entry("coach", "weekly"), fitting) == ("0 9 * * 1", "Europe/Berlin")


def test_of_several_definitions_the_one_that_opens_a_session_counts() -> None:
    aside = definition("a-side", cron="0 8 * * 1", description="kaizen-agentic metrics optimize", enabled=True)
    assert cron_and_zone(Entry("coach", "weekly"), aside, definition("z"))[0] == "0 9 * * 1"


def test_of_several_definitions_the_enabled_one_counts_then_the_first_id() -> None:
    first, second = definition("a", cron="0 7 * * 1"), definition("b", cron="0 8 * * 1")
    assert cron_and_zone(Entry("coach", "weekly"), second, first)[0] == "0 7 * * 1"
    enabled = definition("c", cron="0 6 * * 1", enabled=True)
    assert cron_and_zone(Entry("coach", "weekly"), first, second, enabled)[0] == "0 6 * * 1"


def test_next_fires_are_in_utc() -> None:
    assert next_fires_of("0 9 * * 1", "Europe/Berlin", AFTER, 2) == ("2026-11-23T08:00:00Z", "2026-11-30T08:00:00Z")
    assert next_fires_of("0 9 * * 1", None, AFTER, 1) == ("2026-11-23T09:00:00Z",)


@pytest.mark.parametrize(("cron", "zone"), [(None, "UTC"), ("0 25 * * *", "UTC"), ("0 9 * * 1", "Mars/Base")])
def test_without_a_cron_that_can_be_read_nothing_fires(cron: str | None, zone: str) -> None:
    assert next_fires_of(cron, zone, AFTER, 3) == ()


def row(slug: str, *crons: tuple[str, str | None, bool], skipped: bool = False) -> FleetRow:
    agents = tuple(
        AgentRow(f"agent-{number}", "weekly", enabled, cron, zone, "healthy", 0, 0, None, None, (), "", 0)
        for number, (cron, zone, enabled) in enumerate(crons)
    )
    return FleetRow(slug, None, Skip("schedule_invalid") if skipped else None, None, agents)


def test_a_week_counts_runs_by_day_and_hour() -> None:
    rows = [
        row("a", ("0 9 * * 1", "Europe/Berlin", True), ("30 8 * * 1", "UTC", True)),
        row("b", ("0 9 * * 1", "Europe/Berlin", True), ("0 0 * * *", "UTC", True)),
    ]
    week = week_of(rows, date(2026, 11, 16))
    monday = week.days[0]
    assert week.start == monday.date == "2026-11-16"
    assert [day.runs for day in week.days] == [4, 1, 1, 1, 1, 1, 1]
    assert (monday.hours[0], monday.hours[8], sum(monday.hours)) == (1, 3, 4)
    assert monday.slots == (
        Slot("00:00", 1, (("b", "agent-1"),)),
        Slot("08:00", 2, (("a", "agent-0"), ("b", "agent-0"))),
        Slot("08:30", 1, (("a", "agent-1"),)),
    )


def test_a_week_leaves_out_what_does_not_run() -> None:
    rows = [row("a", ("0 9 * * 1", "UTC", False)), row("b", ("0 9 * * 1", "UTC", True), skipped=True)]
    assert sum(day.runs for day in week_of(rows, date(2026, 11, 16)).days) == 0


def test_a_slot_names_only_its_first_runs() -> None:
    rows = [row(f"r{number:02}", ("0 9 * * 1", "UTC", True)) for number in range(40)]
    (slot,) = week_of(rows, date(2026, 11, 16)).days[0].slots
    assert slot.runs == 40
    assert slot.first == tuple((f"r{number:02}", "agent-0") for number in range(12))


def test_a_week_with_a_clock_change_has_every_fire() -> None:
    # Berlin goes back from 3 to 2 o'clock on 25 October 2026.
    week = week_of([row("a", ("5 * * * *", "Europe/Berlin", True))], date(2026, 10, 19))
    assert [day.runs for day in week.days] == [24] * 7


def test_every_minute_of_a_week_is_counted() -> None:
    week = week_of([row("a", ("* * * * *", "UTC", True))], date(2026, 11, 16))
    assert sum(day.runs for day in week.days) == 7 * 24 * 60


def test_a_yearly_cron_outside_the_week_is_not_in_it() -> None:
    week = week_of([row("a", ("0 9 24 12 *", "UTC", True))], date(2026, 11, 16))
    assert sum(day.runs for day in week.days) == 0
