from __future__ import annotations

import pytest

from kaizen_site.check.schedule import check_schedule
from kaizen_site.model.schedule import Entry, Schedule
from kaizen_site.model.source import At

KNOWN = frozenset({"coach", "optimization", "tdd-workflow"})


def find(*entries: Entry, timezone: str | None = "Europe/Berlin") -> list[tuple[str, str, str | None]]:
    schedule = Schedule("s.yml", entries, timezone)
    return [(one.card.slug, str(one.weight), one.help) for one in check_schedule(schedule, KNOWN)]


def test_a_sound_schedule_has_no_findings() -> None:
    assert find(Entry("coach", "weekly", "0 9 * * 1"), Entry("tdd-workflow", "monthly"), timezone=None) == []


@pytest.mark.parametrize("name", ["optimisation", "Optimization", "agent-optimization", "optimization.md"])
def test_a_misspelt_agent_gets_a_suggestion(name: str) -> None:
    assert find(Entry(name, "weekly")) == [
        ("schedule/agent-unknown", "error", "did you mean `optimization`?"),
    ]


def test_an_agent_like_no_other_is_sent_to_the_list() -> None:
    ((rule, _, help_text),) = find(Entry("stargazer", "weekly"))
    assert rule == "schedule/agent-unknown"
    assert help_text is not None
    assert "agents list" in help_text


def test_a_cron_fault_points_into_the_scalar() -> None:
    schedule = Schedule("s.yml", (Entry("coach", "weekly", "0 25 * * 1"),))
    (diagnostic,) = check_schedule(schedule, KNOWN)
    assert diagnostic.where == At(("agents", "coach", "cron"), "value", (2, 4))
    assert diagnostic.message == "hour 25 is out of 0-23"


@pytest.mark.parametrize(
    ("cron", "rule"),
    [
        ("0 9 31 2 *", "schedule/cron-never-fires"),
        ("0 9 1,15 * 5", "schedule/cron-both-days"),
        ("30 2 * * *", "schedule/cron-clock-change"),
    ],
)
def test_a_cron_that_surprises_is_a_warning(cron: str, rule: str) -> None:
    assert [found[:2] for found in find(Entry("coach", "weekly", cron))] == [(rule, "warning")]


def test_a_clock_change_needs_a_known_zone() -> None:
    assert find(Entry("coach", "weekly", "30 2 * * *"), timezone=None) == []


def test_a_misspelt_zone_gets_a_suggestion_and_silences_its_clock_changes() -> None:
    assert find(Entry("coach", "weekly", "30 2 * * *"), timezone="Europe/Berln") == [
        ("schedule/timezone-unknown", "error", "did you mean `Europe/Berlin`?")
    ]


def test_more_than_200_agents_are_too_many() -> None:
    entries = tuple(Entry(f"a{number}", "weekly") for number in range(201))
    known = frozenset(entry.agent for entry in entries)
    (one,) = check_schedule(Schedule("s.yml", entries), known)
    assert (one.card.slug, one.where) == ("schedule/too-many-agents", At(("agents", "a200"), "key"))
    assert one.message == "the schedule names 201 agents; at most 200 are possible"
    assert list(check_schedule(Schedule("s.yml", entries[:200]), known)) == []


@pytest.mark.parametrize(
    ("engagement", "said"),
    [("Acme Pilot", "did you mean `acme-pilot`?"), ("ACME", "did you mean `acme`?"), ("../x", "did you mean `x`?")],
)
def test_an_engagement_is_a_slug(engagement: str, said: str) -> None:
    (one,) = check_schedule(Schedule("s.yml", (), None, engagement), KNOWN)
    assert (one.card.slug, one.help, one.where) == ("schedule/engagement-invalid", said, At(("engagement",)))
    assert list(check_schedule(Schedule("s.yml", (), None, "acme-pilot"), KNOWN)) == []
