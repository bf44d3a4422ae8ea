from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaizen_site.model.definition import Action, ContextSource, Definition, Rule, Trigger
from kaizen_site.model.diagnostic import Parsed
from kaizen_site.model.source import At, Source
from kaizen_site.parse.definition import read_definition

GOOD = """\
---
id: weekly-coach
name: Weekly Coach
enabled: false
owner: example
governance: custodian
status: active
trigger:
  type: cron
  cron_expression: "0 9 * * 1"
  timezone: Europe/Berlin
  misfire_policy: skip
context_sources:
  - type: resolver
    query: discover_kaizen_scheduled_repos
    params: {cadence: weekly}
    bind_to: context.runs
x-note: kept
---

# Weekly Coach

Some prose.

```rule
id: run
for_each: context.runs
bind_as: r
condition: 'r.enabled'
action:
  task_template: "Coach {{r.repo}}"
  description: |
    Do it.
  target_repo: "{{r.repo}}"
  priority: high
  labels: [one, "two"]
```

More prose.

```instruction
Sum up.
```
"""


def read(text: str) -> Parsed[Definition]:
    return read_definition(Source("activity-definitions/weekly-coach.md", text.encode()))


def find(text: str) -> list[tuple[str, str, int, int]]:
    parsed = read(text)
    assert parsed.document is not None
    spans = [(one, parsed.document.locate(one.where)) for one in parsed.diagnostics]
    return [(one.card.slug, str(one.weight), span.line, span.column) for one, span in spans]


def swap(old: str, new: str) -> str:
    assert old in GOOD
    return GOOD.replace(old, new, 1)


def test_a_definition_is_read_whole() -> None:
    parsed = read(GOOD)
    assert parsed.diagnostics == ()
    value = parsed.value
    assert value is not None
    assert (value.id, value.name, value.enabled, value.owner) == ("weekly-coach", "Weekly Coach", False, "example")
    assert (value.governance, value.status, value.extra) == ("custodian", "active", {"x-note": "kept"})
    assert value.trigger == Trigger("cron", "0 9 * * 1", "Europe/Berlin", "skip")
    assert value.context_sources == (
        ContextSource("resolver", "runs", "discover_kaizen_scheduled_repos", {"cadence": "weekly"}),
    )
    action = Action("Coach {{r.repo}}", "Do it.\n", "{{r.repo}}", "high", ("one", "two"))
    assert value.rules == (Rule(0, "run", 25, action, "context.runs", "r", "r.enabled"),)
    assert value.instructions == ("Sum up.\n",)
    assert value.prose == "# Weekly Coach\n\nSome prose.\n\n\nMore prose.\n"


def test_pointers_into_rules_and_front_matter_find_their_lines() -> None:
    document = read(GOOD).document
    assert document is not None
    assert document.locate(At(("trigger", "timezone"))).line == 11
    assert document.locate(At(("rules", 0)))[:2] == (25, 1)
    assert document.locate(At(("rules", 0, "condition"), "value", (2, 9)))[:2] == (29, 15)
    assert document.locate(At(("rules", 0, "action", "labels", 1)))[:2] == (36, 17)
    assert document.locate(At(("rules", 7, "id"))).line == 2


def test_an_indented_block_has_the_columns_of_the_file() -> None:
    head, _, rule = GOOD.partition("```rule")
    indented = "\n".join(f"  {line}" if line else line for line in ("```rule" + rule).split("\n"))
    document = read(head + indented).document
    assert document is not None
    assert document.locate(At(("rules", 0, "condition"), "value", (2, 9)))[:2] == (29, 17)


@pytest.mark.parametrize(
    ("old", "new", "rule", "severity", "line", "column"),
    [
        ("id: weekly-coach\n", "id:\n", "definition/id-missing", "error", 2, 1),
        ("id: weekly-coach\n", "ID: weekly-coach\n", "definition/unknown-key", "error", 2, 1),
        ("id: weekly-coach\n", "id: [a]\n", "definition/field-not-text", "error", 2, 5),
        ("id: weekly-coach\n", "id: weekly--coach\n", "definition/id-invalid", "error", 2, 5),
        ("name: Weekly Coach\n", "title: Weekly Coach\n", "definition/unknown-key", "error", 3, 1),
        ("enabled: false", "enabled: no", "definition/enabled-not-boolean", "warning", 4, 10),
        ("status: active", "status: activ", "definition/status-unknown", "error", 7, 9),
        ("status: active", "status: [active]", "definition/status-unknown", "error", 7, 9),
        ("owner: example", "lifecycle: pilot", "definition/unknown-key", "warning", 5, 1),
        ("trigger:\n", "triger:\n", "definition/unknown-key", "error", 8, 1),
        ("  type: cron\n", "  typ: cron\n", "definition/unknown-key", "error", 9, 3),
        ("  type: cron\n", "", "definition/trigger-type-unknown", "error", 8, 1),
        ("  type: cron\n", "  type: [cron]\n", "definition/trigger-type-unknown", "error", 9, 9),
        ("  cron_expression:", "  cron:", "definition/unknown-key", "error", 10, 3),
        ('"0 9 * * 1"', "[1]", "definition/cron-invalid", "error", 10, 20),
        ('"0 9 * * 1"', '""', "definition/cron-invalid", "error", 10, 20),
        ("timezone: Europe/Berlin", "timezone: [UTC]", "definition/timezone-unknown", "error", 11, 13),
        ("misfire_policy: skip", "misfire_policy: Skip", "definition/misfire-unknown", "error", 12, 19),
        ("misfire_policy: skip", "misfires: skip", "definition/unknown-key", "warning", 12, 3),
        ("type: resolver", "type: resolvr", "definition/context-source-invalid", "error", 14, 11),
        ("type: resolver", "type: ops-inventory", "definition/context-type-foreign", "warning", 14, 11),
        ("  - type: resolver\n", "  -\n", "definition/context-source-invalid", "error", 15, 5),
        ("query: discover_kaizen_scheduled", "query: discover_kaizen_schedule", None, "error", 15, 12),
        (
            "query: discover_kaizen_scheduled_repos",
            "query: list_hosts",
            "definition/resolver-unknown",
            "warning",
            15,
            12,
        ),
        ("{cadence: weekly}", "{cadence: hourly}", "definition/cadence-unknown", "error", 16, 23),
        ("{cadence: weekly}", "[weekly]", "definition/context-source-invalid", "error", 16, 13),
        ("context.runs\nx", "runs\nx", "definition/context-source-invalid", "error", 17, 14),
        ("    bind_to", "    bind_as", "definition/unknown-key", "error", 17, 5),
        ("    bind_to: context.runs\n", "", "definition/context-source-invalid", "error", 14, 5),
    ],
)
def test_a_fault_of_the_front_matter_gives_one_finding(
    old: str, new: str, rule: str | None, severity: str, line: int, column: int
) -> None:
    assert find(swap(old, new)) == [(rule or "definition/context-source-invalid", severity, line, column)]


@pytest.mark.parametrize(
    ("old", "new", "rule", "severity", "line", "column"),
    [
        ("id: run\n", "", "rule/id-missing", "error", 25, 1),
        ("id: run\n", "id:\n", "rule/id-missing", "error", 26, 1),
        ("id: run\n", "id: {a: b}\n", "rule/id-missing", "error", 26, 5),
        ("for_each: context.runs", "for_each: [context.runs]", "rule/for-each-unbound", "error", 27, 11),
        ("for_each: context.runs", "foreach: context.runs", "rule/unknown-key", "error", 27, 1),
        ("bind_as: r", "bind_as: r r", "rule/bind-as-invalid", "error", 28, 10),
        ("bind_as: r", "bind_as: [r]", "rule/bind-as-invalid", "error", 28, 10),
        ("condition: 'r.enabled'", "condition: [r]", "rule/condition-syntax", "error", 29, 12),
        ("condition: 'r.enabled'", "note: later", "rule/unknown-key", "warning", 29, 1),
        ("  task_template:", "  title:", "rule/unknown-key", "error", 31, 3),
        ('"Coach {{r.repo}}"', "", "rule/task-template-missing", "error", 31, 3),
        ('"Coach {{r.repo}}"', "[a]", "rule/action-invalid", "error", 31, 18),
        ('"Coach {{r.repo}}"', "{{r.repo}}", "yaml/key-not-text", "error", 31, 19),
        ('target_repo: "{{r.repo}}"', "target_repo: [x]", "rule/action-invalid", "error", 34, 16),
        ("priority: high", "priority: hihg", "rule/priority-unknown", "error", 35, 13),
        ("priority: high", "priority: 1", "rule/priority-unknown", "error", 35, 13),
        ('[one, "two"]', "{one: two}", "rule/action-invalid", "error", 36, 11),
        ('[one, "two"]', "[one, [two]]", "rule/action-invalid", "error", 36, 11),
        ('[one, "two"]', "one", "rule/action-invalid", "warning", 36, 11),
        ("```\n\nMore", "\nMore", "definition/block-not-closed", "error", 25, 1),
        ("```instruction\nSum up.\n", "```instruction\n", "definition/instruction-empty", "warning", 41, 1),
    ],
)
def test_a_fault_of_a_block_gives_one_finding(
    old: str, new: str, rule: str, severity: str, line: int, column: int
) -> None:
    assert find(swap(old, new)) == [(rule, severity, line, column)]


@pytest.mark.parametrize(
    ("old", "new", "replacement"),
    [
        ("type: cron", "type: Cron", "cron"),
        ("policy: skip", "policy: SKIP", "skip"),
        ("status: active", 'status: "Active"', "active"),
        ("priority: high", "priority: High", "high"),
        ("bind_as: r", "bindas: r", "bind_as"),
    ],
)
def test_a_wrong_case_or_key_has_a_safe_fix(old: str, new: str, replacement: str) -> None:
    (diagnostic,) = read(swap(old, new)).diagnostics
    assert diagnostic.fix is not None
    assert diagnostic.fix.safe
    assert [edit.replacement for edit in diagnostic.fix.edits] == [replacement]


def test_an_action_that_is_no_mapping_is_missing() -> None:
    text = GOOD[: GOOD.index("action:")] + "action: do it\n```\n"
    assert find(text) == [("rule/action-missing", "error", 30, 1)]


def test_two_rules_with_one_id_are_named_together() -> None:
    rule = GOOD[GOOD.index("```rule") : GOOD.index("\nMore")]
    parsed = read(GOOD + "\n" + rule)
    (diagnostic,) = parsed.diagnostics
    assert parsed.document is not None
    assert diagnostic.card.slug == "rule/duplicate-id"
    assert parsed.document.locate(diagnostic.where).line == 46
    assert [parsed.document.locate(related.where).line for related in diagnostic.related] == [26]


def test_a_context_bound_twice_is_reported_at_the_second() -> None:
    again = "x-note: kept\n"
    text = swap(again, f"  - type: event-payload\n    bind_to: context.runs\n{again}")
    assert find(text) == [("definition/context-source-invalid", "error", 19, 14)]


def test_a_misspelt_block_is_offered_where_there_is_no_rule() -> None:
    (diagnostic,) = read(swap("```rule", "```rules")).diagnostics
    assert diagnostic.card.slug == "definition/no-rule"
    assert diagnostic.help == "the block on line 25 is marked `rules`; did you mean `rule`?"


@pytest.mark.parametrize(
    ("at", "valid"),
    [
        ("2027-01-31T09:00:00Z", True),
        ("2027-01-31T09:00:00.5+01:00", True),
        ("2027-01-31T09:00:00", False),
        ("2027-02-30T09:00:00Z", False),
        ("tomorrow", False),
    ],
)
def test_a_single_time_must_be_an_instant(at: str, valid: bool) -> None:
    start, end = GOOD.index("  type: cron"), GOOD.index("context_sources")
    found = find(f'{GOOD[:start]}  type: scheduled\n  at: "{at}"\n{GOOD[end:]}')
    assert found == ([] if valid else [("definition/at-invalid", "error", 10, 7)])


def test_a_trigger_that_is_a_text_is_explained() -> None:
    start, end = GOOD.index("trigger:"), GOOD.index("context_sources")
    assert find(f"{GOOD[:start]}trigger: weekly\n{GOOD[end:]}") == [("definition/trigger-not-mapping", "error", 8, 10)]


@pytest.mark.corpus
def test_the_contracts_definitions_have_no_fault(shared: Path) -> None:
    paths = [*shared.glob("fixtures/contract/*.md"), *shared.glob("fixtures/dryrun/*/definition.md")]
    assert len(paths) >= 8
    for path in paths:
        assert read(path.read_text("utf-8")).diagnostics == (), path


@given(st.lists(st.sampled_from(GOOD.split("\n")), max_size=40).map("\n".join) | st.text(max_size=100))
def test_any_text_is_read_without_an_exception(text: str) -> None:
    parsed = read(text)
    lines = text.count("\n") + text.count("\r") + 2
    for diagnostic in parsed.diagnostics:
        if parsed.document is not None:
            assert 1 <= parsed.document.locate(diagnostic.where).line <= lines


@pytest.mark.parametrize(
    ("params", "rule", "severity", "column", "help_text"),
    [
        ("{cadance: weekly}", "definition/parameter-unknown", "error", 14, "did you mean `cadence`?"),
        ("{engagement: acme}", "definition/parameter-unknown", "error", 14, "did you mean `engagement_slug`?"),
        (
            "{team: a}",
            "definition/parameter-unknown",
            "warning",
            14,
            "known here: `domain`, `cadence`, `engagement_slug`, `roster`, `now`",
        ),
        ("{domain: [a, b]}", "definition/parameter-invalid", "error", 22, "write one text behind `domain:`"),
        ("{engagement_slug: Acme One}", "definition/parameter-invalid", "error", 31, "did you mean `acme-one`?"),
    ],
)
def test_a_filter_that_the_resolver_can_not_use_is_reported_once(
    params: str, rule: str, severity: str, column: int, help_text: str
) -> None:
    text = swap("{cadence: weekly}", params)
    assert find(text) == [(rule, severity, 16, column)]
    assert read(text).diagnostics[0].help == help_text


@pytest.mark.parametrize(
    "params", ["{domain: a, cadence: daily}", "{engagement_slug: acme-1, roster: x.yaml}", "{domain: null}", "~", "{}"]
)
def test_filters_that_the_resolver_knows_are_fine(params: str) -> None:
    assert find(swap("{cadence: weekly}", params)) == []


def test_parameters_of_other_resolvers_are_their_own_business() -> None:
    text = swap("discover_kaizen_scheduled_repos", "their_own").replace("{cadence: weekly}", "{team: [a]}")
    assert [row[0] for row in find(text)] == ["definition/resolver-unknown"]
