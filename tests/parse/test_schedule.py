from __future__ import annotations

from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaizen_site.model.diagnostic import Parsed, Severity
from kaizen_site.model.schedule import Entry, Schedule
from kaizen_site.model.source import Source
from kaizen_site.parse.schedule import read_schedule

GOOD = """\
version: "1"
timezone: Europe/Berlin
engagement: acme
agents:
  coach: {cadence: weekly, cron: "0 9 * * 1", enabled: true}
  tdd-workflow:
    cadence: monthly
    enabled: false
"""


class Found(NamedTuple):
    rule: str
    severity: str
    line: int
    column: int


def read(text: str) -> Parsed[Schedule]:
    return read_schedule(Source(".kaizen/schedule.yml", text.encode()))


def find(text: str) -> list[Found]:
    parsed = read(text)
    assert parsed.document is not None
    spans = [(one, parsed.document.locate(one.where)) for one in parsed.diagnostics]
    return [Found(one.card.slug, str(one.weight), span.line, span.column) for one, span in spans]


def test_a_schedule_is_read_in_the_order_of_the_file() -> None:
    parsed = read(GOOD)
    assert parsed.diagnostics == ()
    assert parsed.value == Schedule(
        ".kaizen/schedule.yml",
        (Entry("coach", "weekly", "0 9 * * 1"), Entry("tdd-workflow", "monthly", None, enabled=False)),
        "Europe/Berlin",
        "acme",
    )


def test_an_empty_optional_key_is_an_absent_one() -> None:
    assert find('version: "1"\ntimezone:\nagents:\n  coach:\n    cadence: weekly\n    cron: ~\n') == []


@pytest.mark.parametrize(
    ("text", "rule", "severity", "line", "column"),
    [
        ("- coach\n", "schedule/not-mapping", "error", 1, 1),
        ("# nothing yet\n", "schedule/not-mapping", "error", 1, 1),
        (GOOD.replace('"1"\n', "1.0\n", 1), "schedule/version-unsupported", "error", 1, 10),
        (GOOD.replace('"1"\n', '"2"\n', 1), "schedule/version-unsupported", "error", 1, 10),
        (GOOD.replace('"1"\n', "[1]\n", 1), "schedule/version-unsupported", "error", 1, 10),
        (GOOD.replace(' "1"\n', "\n", 1), "schedule/version-missing", "error", 1, 1),
        ('version: "1"\nagents:\n', "schedule/agents-empty", "error", 2, 1),
        ('version: "1"\nagents: coach\n', "schedule/agents-not-mapping", "error", 2, 1),
        ('version: "1"\nagents:\n  coach: weekly\n', "schedule/agent-not-mapping", "error", 3, 10),
        ('version: "1"\nagents:\n  coach:\n', "schedule/cadence-missing", "error", 3, 3),
        ('version: "1"\nagents:\n  coach: {cadence: }\n', "schedule/cadence-missing", "error", 3, 11),
        (GOOD.replace("monthly", "Monthly"), "schedule/cadence-unknown", "error", 7, 14),
        (GOOD.replace("monthly", "[daily]"), "schedule/cadence-unknown", "error", 7, 14),
        (GOOD.replace("false", "maybe"), "schedule/enabled-not-boolean", "error", 8, 14),
        (GOOD.replace("false", "0"), "schedule/enabled-not-boolean", "error", 8, 14),
        (GOOD.replace("false", "off"), "schedule/enabled-not-boolean", "warning", 8, 14),
        (GOOD.replace("acme", "{a: b}"), "schedule/engagement-not-text", "error", 3, 13),
        (GOOD.replace("Europe/Berlin", "[UTC]"), "schedule/timezone-unknown", "error", 2, 11),
        (GOOD.replace('"0 9 * * 1"', "[1]"), "schedule/cron-not-text", "error", 5, 34),
        (GOOD.replace("timezone", "time_zone"), "schedule/unknown-key", "error", 2, 1),
        (GOOD.replace("timezone", "tz"), "schedule/unknown-key", "error", 2, 1),
        (GOOD.replace("timezone", "color"), "schedule/unknown-key", "error", 2, 1),
        (GOOD.replace("agents", "agent"), "schedule/unknown-key", "error", 4, 1),
        (GOOD.replace("    cadence", "    frequency"), "schedule/unknown-key", "error", 7, 5),
    ],
)
def test_a_fault_of_shape_gives_one_finding(text: str, rule: str, severity: str, line: int, column: int) -> None:
    assert find(text) == [(rule, severity, line, column)]


def test_all_faults_of_a_file_are_reported_together() -> None:
    text = 'agents:\n  coach:\n    cadence: hourly\n    enabled: "yes"\n  scribe: []\nfoo: 1\n'
    assert sorted(find(text)) == [
        ("schedule/agent-not-mapping", "error", 5, 11),
        ("schedule/cadence-unknown", "error", 3, 14),
        ("schedule/enabled-not-boolean", "error", 4, 14),
        ("schedule/unknown-key", "error", 6, 1),
        ("schedule/version-missing", "error", 1, 1),
    ]


def test_keys_for_others_are_left_alone() -> None:
    assert find(GOOD + "x-notes: [anything]\n") == []


def test_what_yaml_has_beyond_plain_values_silences_the_rest() -> None:
    assert [found.rule for found in find("agents:\n  a: &x {cadence: often}\n  b: *x\n")] == ["yaml/alias"]


def test_a_key_typo_with_one_candidate_has_a_safe_fix() -> None:
    (diagnostic,) = read(GOOD.replace("timezone", "timezon")).diagnostics
    assert diagnostic.fix is not None
    assert diagnostic.fix.safe
    assert diagnostic.fix.edits[0].replacement == "timezone"
    assert diagnostic.help == "did you mean `timezone`?"


@pytest.mark.parametrize(
    ("old", "new", "replacement"),
    [('"1"\n', "1\n", '"1"'), ("false", '"false"', "false"), ("monthly", "Monthly", "monthly")],
)
def test_a_safe_fix_touches_only_the_value(old: str, new: str, replacement: str) -> None:
    (diagnostic,) = read(GOOD.replace(old, new, 1)).diagnostics
    assert diagnostic.fix is not None
    assert diagnostic.fix.safe
    assert [edit.replacement for edit in diagnostic.fix.edits] == [replacement]


def test_the_value_of_a_faulty_file_holds_what_could_be_read() -> None:
    value = read('version: "2"\nagents:\n  coach: {cadence: often, cron: "0 9 * * 1"}\n  other: [x]\n').value
    assert value is not None
    assert value.entries == (Entry("coach", "often", "0 9 * * 1"), Entry("other", ""))


@given(st.text(max_size=120) | st.text(alphabet='version: "1"\nagents cocadence[]{}-', max_size=80))
def test_any_text_is_read_without_an_exception_and_places_lie_inside_it(text: str) -> None:
    parsed = read_schedule(Source("s.yml", text.encode("utf-8", "replace")))
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for diagnostic in parsed.diagnostics:
        assert diagnostic.weight in Severity
        if parsed.document is not None:
            assert 1 <= parsed.document.locate(diagnostic.where).line <= len(lines) + 1
