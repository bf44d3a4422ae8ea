"""Which runs a definition creates tasks for."""

from __future__ import annotations

import pytest

from kaizen_site.model.definition import Action, ContextSource, Definition, Rule, Trigger
from kaizen_site.model.references import Ask
from kaizen_site.model.source import Plain, Value
from kaizen_site.rules.firing import RESOLVER, fires_runs, is_in_force, may_fire, opens_session, read_parameter

CRON = Trigger("cron", "0 9 * * 1", "Europe/Berlin")
COACH = 'r.agent == "coach" and r.enabled == true'


def make(
    condition: str | None = COACH,
    *,
    trigger: Trigger = CRON,
    enabled: bool = True,
    status: str = "active",
    for_each: str | None = "context.scheduled_runs",
    text: str = "{{r.prepare_command}}",
    **params: Value,
) -> Definition:
    source = ContextSource("resolver", "scheduled_runs", RESOLVER, params)
    rule = Rule(0, "run", 26, Action("Coach {{r.repo}}", text), for_each, "r", condition)
    return Definition("weekly", "d.md", "Weekly", enabled, "", "", status, trigger, (source,), (rule,), "", "")


@pytest.mark.parametrize(
    ("condition", "answer"),
    [
        (None, True),
        (COACH, True),
        ('r.agent == "optimization"', False),
        ('r.agent in ["coach", "optimization"]', True),
        ('r.agent != "coach"', False),
        ('r.agent == "coach" and r.cadence == "daily"', False),
        ('r.agent == "coach" and r.repo == "api"', None),
        ('r.agent == "optimization" and r.repo == "api"', False),
        ("r.agent == ", None),
    ],
)
def test_a_condition_decides_as_far_as_the_run_is_known(condition: str | None, answer: bool | None) -> None:
    assert may_fire(make(condition), Ask("coach", "weekly")) is answer


def test_filters_keep_other_repos_out() -> None:
    weekly = make(cadence=Plain("weekly"), domain=Plain("custodian"))
    assert may_fire(weekly, Ask("coach", "weekly", "custodian")) is True
    assert may_fire(weekly, Ask("coach", "daily", "custodian")) is False
    assert may_fire(weekly, Ask("coach", "weekly", "storefront")) is False
    assert may_fire(weekly, Ask("coach", "weekly")) is False


def test_a_filter_that_is_null_lets_everything_through() -> None:
    assert may_fire(make(domain=Plain("null"), cadence=Plain("~")), Ask("coach", "daily", "any")) is True


def test_an_engagement_keeps_the_repos_of_others_out() -> None:
    acme = make(engagement_slug=Plain("acme"))
    assert may_fire(acme, Ask("coach", "daily", None, "acme")) is True
    assert may_fire(acme, Ask("coach", "daily")) is True
    assert may_fire(acme, Ask("coach", "daily", None, "other")) is False


def test_a_loop_that_can_not_be_read_leaves_the_answer_open() -> None:
    assert may_fire(make(for_each=""), Ask("coach", "weekly")) is None
    assert may_fire(make(for_each="context.other"), Ask("coach", "weekly")) is False
    assert may_fire(make(for_each=None), Ask("coach", "weekly")) is False


def test_events_and_single_times_fire_no_scheduled_runs() -> None:
    waiting = make(trigger=Trigger("event", event_type="kaizen.metrics.recorded"))
    assert not fires_runs(waiting)
    assert may_fire(waiting, Ask("coach", "weekly")) is False


@pytest.mark.parametrize(
    ("enabled", "status", "answer"),
    [(True, "active", True), (True, "proposed", True), (True, "deprecated", False), (False, "active", False)],
)
def test_what_is_switched_on_is_in_force_until_it_is_deprecated(enabled: bool, status: str, answer: bool) -> None:
    assert is_in_force(make(enabled=enabled, status=status)) is answer


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("{{r.prepare_command}}", True),
        ("Look around.", True),
        ("kaizen-agentic metrics optimize", False),
        ("kaizen-agentic metrics optimize\n{{r.prepare_command}}", True),
    ],
)
def test_a_task_that_only_optimises_is_no_session(text: str, answer: bool) -> None:
    assert opens_session(make(text=text)) is answer


def test_a_parameter_that_is_a_list_is_none() -> None:
    (source,) = make(domain=["a", "b"]).context_sources
    assert read_parameter(source, "domain") is None
