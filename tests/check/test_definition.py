from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from kaizen_site.check.definition import check_definitions
from kaizen_site.model.catalogue import EventAttribute, EventType
from kaizen_site.model.definition import Action, ContextSource, Definition, Rule, Trigger
from kaizen_site.model.source import At, Source
from kaizen_site.parse.definition import read_definition
from kaizen_site.parse.event_type import read_event_type

KNOWN = frozenset({"coach", "optimization"})
RUNS = ContextSource("resolver", "scheduled_runs", "discover_kaizen_scheduled_repos")
PAYLOAD = ContextSource("event-payload", "metrics")
CRON = Trigger("cron", "0 9 * * 1", "Europe/Berlin")
EVENT = Trigger("event", event_type="kaizen.metrics.recorded")
REGISTRY = [
    EventType(
        "kaizen.metrics.recorded",
        "event-types/kaizen.metrics.recorded.md",
        "1.0",
        "us",
        None,
        None,
        (
            EventAttribute("agent", "string", True, ""),
            EventAttribute("flags", "array of strings", False, ""),
            EventAttribute("steps[].name", "string", False, ""),
            EventAttribute("summary", "object", True, ""),
            EventAttribute("summary.success_rate", "number", True, ""),
            EventAttribute("extra", "object", False, ""),
        ),
        "",
        "",
    )
]


def make(
    trigger: Trigger = CRON,
    sources: tuple[ContextSource, ...] = (RUNS,),
    rule: Rule | None = None,
    name: str = "weekly",
) -> Definition:
    rules = () if rule is None else (rule,)
    return Definition(name, f"{name}.md", "Weekly", False, "", "", "active", trigger, sources, rules, "", "")


def loop(condition: str | None = None, title: str = "x", **fields: str | None) -> Rule:
    for_each = fields.get("for_each", "context.scheduled_runs")
    return Rule(0, "run", 26, Action(title), for_each, fields.get("bind_as") or "r", condition)


def once(condition: str | None = None, title: str = "x") -> Rule:
    return Rule(0, "run", 26, Action(title), None, "item", condition)


def find(definition: Definition) -> list[tuple[str, str, str | None]]:
    return [(one.card.slug, one.message, one.help) for one in check_definitions([definition], REGISTRY, KNOWN)]


def rules_of(definition: Definition) -> list[str]:
    return [slug for slug, _, _ in find(definition)]


def test_a_sound_definition_has_no_findings() -> None:
    condition = 'r.agent == "coach" and r.enabled == true and r.cadence in ["daily", "weekly"]'
    assert find(make(rule=loop(condition, "{{r.repo}} {{r.root}} {{r.prepare_command}}"))) == []


@pytest.mark.parametrize(
    ("trigger", "rule"),
    [
        (Trigger("cron", "0 0 9 * * 1"), "definition/cron-invalid"),
        (Trigger("cron", "0 9 31 2 *"), "definition/cron-never-fires"),
        (Trigger("cron", "0 9 1 * 1"), "definition/cron-both-days"),
        (Trigger("cron", "30 2 * * *", "Europe/Berlin"), "definition/cron-clock-change"),
        (Trigger("cron", "0 9 * * 1", "Europe/Berln"), "definition/timezone-unknown"),
        (Trigger("event", event_type="kaizen.metrics.recoded"), "definition/event-type-unknown"),
        (Trigger("event", event_type="activity.kaizen.metrics.recorded"), "definition/event-type-unknown"),
    ],
)
def test_a_trigger_that_can_not_fire_is_reported(trigger: Trigger, rule: str) -> None:
    assert rules_of(make(trigger, ())) == [rule]


def test_an_event_type_gets_a_suggestion() -> None:
    trigger = Trigger("event", event_type="activity.kaizen.metrics.recorded")
    assert find(make(trigger, ()))[0][2] == "did you mean `kaizen.metrics.recorded`?"


def test_a_payload_needs_an_event() -> None:
    assert rules_of(make(CRON, (PAYLOAD,))) == ["definition/context-source-invalid"]
    assert rules_of(make(Trigger(""), (PAYLOAD,))) == []


def test_files_with_one_id_name_each_other() -> None:
    first, second = make(name="weekly"), make(name="weekly")
    found = list(check_definitions([first, second, make(name="other"), make(name="")], REGISTRY, KNOWN))
    assert [one.card.slug for one in found] == ["definition/duplicate-id"] * 2
    assert found[0].related[0].where == At(("id",))


def test_a_loop_over_an_unbound_name_shows_where_the_near_one_is_bound() -> None:
    definition = make(rule=loop("r.anything == 1", for_each="context.schedule_runs"))
    (found,) = check_definitions([definition], REGISTRY, KNOWN)
    assert found.card.slug == "rule/for-each-unbound"
    assert found.help == "did you mean `context.scheduled_runs`?"
    assert found.related[0].where == At(("context_sources", 0, "bind_to"))
    assert found.where == At(("rules", 0, "for_each"), "value", (0, 21))


@pytest.mark.parametrize(
    ("for_each", "words"),
    [
        ("scheduled_runs", "no context source binds `scheduled_runs`"),
        ("context", "no context source binds `context`"),
        ("context.", "is no path"),
        ("context.metrics", "the payload of kaizen.metrics.recorded, not a list"),
        ("context.metrics.agent", "a text, not a list"),
        ("event.attributes.summary", "not a list"),
    ],
)
def test_a_loop_needs_a_list(for_each: str, words: str) -> None:
    ((rule, message, _),) = find(make(EVENT, (RUNS, PAYLOAD), loop(for_each=for_each)))
    assert rule == "rule/for-each-unbound"
    assert words in message


def test_a_loop_over_a_list_of_the_payload_knows_its_items() -> None:
    assert find(make(EVENT, (PAYLOAD,), loop("r.name == 'x'", for_each="context.metrics.steps"))) == []
    assert rules_of(make(EVENT, (PAYLOAD,), loop("r.nam == 'x'", for_each="context.metrics.steps"))) == [
        "rule/unknown-field"
    ]
    assert rules_of(make(EVENT, (PAYLOAD,), loop("r == 1", for_each="context.metrics.flags"))) == ["rule/always-false"]
    assert rules_of(make(EVENT, (PAYLOAD,), loop(for_each="context.metrics.flag"))) == ["rule/unknown-field"]


@pytest.mark.parametrize(
    ("condition", "rule", "words", "help_text"),
    [
        ('run.agent == "coach"', "rule/unknown-variable", "`run` is not bound; `bind_as` is `r`", "`r`"),
        ("r.agent == coach", "rule/unknown-variable", "`coach` is not bound", '"coach"'),
        ("scheduled_runs == null", "rule/unknown-variable", "`scheduled_runs` is not", "`context.scheduled_runs`"),
        ("context.runs == null", "rule/unknown-variable", "binds `context.runs`", "`context.scheduled_runs`"),
        ("event.id == 'x'", "rule/unknown-variable", "`event` is not bound", "event trigger"),
        ("r.agnt == 'coach'", "rule/unknown-field", "a scheduled run has no field `agnt`", "`agent`"),
        ("r.owner == 'me'", "rule/unknown-field", "no field `owner`", "its fields are"),
        ("r.agent.name == 'x'", "rule/unknown-field", "`r.agent` is a text; it has no field `name`", None),
        ("r[0] == 'x'", "rule/unknown-field", "`r` is a scheduled run; it has no items", None),
        ("context.scheduled_runs.repo == 'x'", "rule/unknown-field", "is a list; it has no field `repo`", "loop"),
        ("context.scheduled_runs[0].rep == 'x'", "rule/unknown-field", "no field `rep`", "`repo`"),
        ('r.cadence == "hourly"', "rule/always-false", "never", "`cadence: daily`"),
        ('r.cadence != "weekley"', "rule/always-false", "never", "`weekly`"),
        ('r.enabled == "true"', "rule/always-false", "true or false; it is never", "write true without quotes"),
        ('"x" == r.enabled', "rule/always-false", "never", None),
        ("r.repo == 1", "rule/always-false", "a text; it is never 1", "in quotes"),
        ("r.repo == r.enabled", "rule/always-false", "a text never equals true or false", None),
        ("context.scheduled_runs == 'x'", "rule/always-false", "a list; it is never", None),
        ('r.agent == "optimisation"', "rule/agent-unknown", "no agent `optimisation`", "`optimization`"),
        ('r.agent in ["coach", "nobody"]', "rule/agent-unknown", "no agent `nobody`", None),
        ("r.agent", "rule/condition-type", "`r.agent` is a text, not true or false", "compare"),
        ("r.enabled and r.agent", "rule/condition-type", "`r.agent` is a text", "compare"),
        ("not r.agent", "rule/condition-type", "`r.agent` is a text", "compare"),
        ("r.agent < 1", "rule/condition-type", "have no order", "in quotes"),
        ("r.enabled > false", "rule/condition-type", "which has no order", None),
        ("r.agent in r.enabled", "rule/condition-type", "nothing is in true or false", "brackets"),
        ("r.enabled in r.agent", "rule/condition-type", "can't be in a text", None),
        ("lower(r.enabled) == 'x'", "rule/condition-type", "`lower` wants texts", None),
        ("r.agent = 'coach'", "rule/condition-syntax", "`=` does not compare", "`==`"),
    ],
)
def test_a_condition_that_can_not_work_is_reported_once(
    condition: str, rule: str, words: str, help_text: str | None
) -> None:
    ((slug, message, help_given),) = find(make(rule=loop(condition)))
    assert slug == rule
    assert words in message
    assert help_text is None or help_text in (help_given or "")


def test_a_fault_points_at_the_word_in_the_condition() -> None:
    definition = make(rule=loop('r.enabled and r.agnt == "coach"'))
    (found,) = check_definitions([definition], REGISTRY, KNOWN)
    assert found.where == At(("rules", 0, "condition"), "value", (16, 20))


@pytest.mark.parametrize(
    ("condition", "rules"),
    [
        ("context.metrics.summary.success_rate < 0.8", []),
        ("event.attributes.agent == 'anybody' and event.type != ''", []),
        ("'x' in context.metrics.flags and context.metrics.flags[0] != 'y'", []),
        ("context.metrics.extra.anything.deep == 1", []),
        ("context.metrics.summary.rate < 0.8", ["rule/unknown-field"]),
        ("context.metrics.summary.success_rate == '0.8'", ["rule/always-false"]),
        ("event.agent == 'x'", ["rule/unknown-field"]),
    ],
)
def test_the_registry_says_what_an_event_carries(condition: str, rules: list[str]) -> None:
    assert rules_of(make(EVENT, (PAYLOAD,), once(condition))) == rules


def test_an_attribute_named_without_its_level_is_offered_with_it() -> None:
    assert find(make(EVENT, (PAYLOAD,), once("event.agent == 'x'")))[0][2] == "did you mean `attributes.agent`?"
    assert find(make(EVENT, (PAYLOAD,), once("context.metrics.success_rate < 1")))[0][2] == (
        "did you mean `summary.success_rate`?"
    )


def test_of_what_is_not_known_nothing_is_said() -> None:
    foreign = ContextSource("ops-inventory", "hosts")
    assert find(make(CRON, (foreign,), once("context.hosts.anything[0] == 1"))) == []
    unreadable = ContextSource("resolver", "", RUNS.query)
    assert find(make(CRON, (unreadable,), once("context.whatever == 1"))) == []
    assert find(make(CRON, (RUNS,), Rule(0, "run", 1, Action("{{r.x}}"), "", "r", "r.y == 1"))) == []
    assert find(make(CRON, (RUNS,), Rule(0, "run", 1, Action("{{s.x}}"), "context.scheduled_runs", "", "s.y"))) == []
    unknown = Trigger("event", event_type="other.thing.done")
    assert rules_of(make(unknown, (PAYLOAD,), once("context.metrics.x == 1"))) == ["definition/event-type-unknown"]


def test_a_name_of_a_loop_needs_the_loop() -> None:
    ((rule, message, help_text),) = find(make(rule=once("r.agent == 'coach'")))
    assert (rule, message) == ("rule/unknown-variable", "`r` is not bound")
    assert "no `for_each`" in (help_text or "")


@pytest.mark.parametrize(
    ("title", "rule", "place"),
    [
        ("Coach {{r.rep}}", "rule/unknown-field", "rep"),
        ("Coach {{ run.repo }}", "rule/unknown-variable", "run"),
        ("Coach {{context.missing}}", "rule/unknown-variable", "context.missing"),
        ("Coach {{r.repo | upper}}", "rule/template-syntax", "| upper"),
        ("Coach {{r.repo", "rule/template-syntax", "{{r.repo"),
    ],
)
def test_a_template_fault_points_at_the_word(title: str, rule: str, place: str) -> None:
    (found,) = check_definitions([make(rule=loop(None, title))], REGISTRY, KNOWN)
    assert found.card.slug == rule
    assert isinstance(found.where, At)
    assert found.where.within is not None
    start, end = found.where.within
    assert title[start:end] == place


def test_every_text_of_the_action_is_a_template() -> None:
    action = Action("{{r.a1}}", "{{r.b1}}", "{{r.c1}}", "{{r.d1}}", ("x", "{{r.e1}}"))
    definition = make(rule=Rule(0, "run", 1, action, "context.scheduled_runs", "r"))
    found = check_definitions([definition], REGISTRY, KNOWN)
    places = [one.where.pointer[2:] for one in found if isinstance(one.where, At)]
    assert places == [
        ("action", "task_template"),
        ("action", "description"),
        ("action", "target_repo"),
        ("action", "priority"),
        ("action", "labels", 1),
    ]


def test_the_reference_definitions_are_clean(project: Path) -> None:
    types = [
        read_event_type(Source(path.name, path.read_bytes())) for path in sorted((project / "event-types").glob("*.md"))
    ]
    registry = [one.value for one in types if one.value]
    agents = frozenset(path.stem.removeprefix("agent-") for path in (project / "agents").glob("agent-*.md"))
    parsed = [
        read_definition(Source(path.name, path.read_bytes()))
        for path in sorted((project / "activity-definitions").glob("*.md"))
    ]
    assert len(parsed) >= 5
    assert [one.diagnostics for one in parsed if one.diagnostics] == []
    assert list(check_definitions([one.value for one in parsed if one.value], registry, agents)) == []


@pytest.mark.corpus
def test_the_dry_runs_definitions_are_clean(shared: Path) -> None:
    for path in sorted(shared.glob("fixtures/dryrun/*/definition.md")):
        value = read_definition(Source("definition.md", path.read_bytes())).value
        assert value is not None
        registry = [EventType("kaizen.metrics.recorded", "x.md", "1.0", "us", None, None, (), "", "")]
        assert list(check_definitions([value], registry, KNOWN)) == [], path


def test_a_name_that_is_not_bound_is_reported_once_a_rule() -> None:
    action = Action("{{run.repo}}", "{{run.root}} {{q.x}}", "{{run.repo}}")
    definition = make(rule=Rule(0, "run", 1, action, "context.scheduled_runs", "r", "run.enabled"))
    messages = [one.message for one in check_definitions([definition], REGISTRY, KNOWN)]
    assert messages == ["`run` is not bound; `bind_as` is `r`", "`q` is not bound; `bind_as` is `r`"]


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("weekly", "weekly.md"),
        ("kaizen-weekly", "activity-definitions/weekly.md"),
        ("kaizen-weekly", "kaizen-weekly.md"),
        ("kaizen-weekly", "weekly-coach/definition.md"),
        ("Not An Id", "other.md"),
    ],
)
def test_a_file_is_called_like_the_id_but_for_an_owners_prefix(name: str, path: str) -> None:
    definition = replace(make(name=name), path=path)
    assert list(check_definitions([definition], REGISTRY, KNOWN)) == []


def test_a_file_with_another_name_is_told_and_a_second_of_the_same_id_is_not() -> None:
    other = replace(make(name="weekly-coach"), path="coaching.md")
    (one,) = check_definitions([other], REGISTRY, KNOWN)
    assert (one.card.slug, str(one.weight)) == ("definition/file-mismatch", "info")
    assert one.help == "rename the file to `weekly-coach.md`"
    both = check_definitions([other, make(name="weekly-coach")], REGISTRY, KNOWN)
    assert {found.card.slug for found in both} == {"definition/duplicate-id"}


def test_a_label_that_stands_twice_is_told_at_the_second_place() -> None:
    action = Action("x", labels=("kaizen", "coach", "Kaizen ", "kaizen"))
    rule = Rule(0, "run", 26, action, "context.scheduled_runs", "r")
    found = list(check_definitions([make(rule=rule)], REGISTRY, KNOWN))
    assert [(one.card.slug, one.where) for one in found] == [
        ("rule/duplicate-label", At(("rules", 0, "action", "labels", 2))),
        ("rule/duplicate-label", At(("rules", 0, "action", "labels", 3))),
    ]
    assert found[0].related[0].where == At(("rules", 0, "action", "labels", 0))
