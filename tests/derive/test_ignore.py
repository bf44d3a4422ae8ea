"""Which findings ignores silence, told from values alone."""

from __future__ import annotations

import pytest

from kaizen_site.cards import agent, definition, internal, schedule, text, yaml
from kaizen_site.derive.ignore import apply_ignores, find_unused, is_protected
from kaizen_site.model.diagnostic import Card, Finding
from kaizen_site.model.ignore import Ignore
from kaizen_site.model.source import Span

HERE = Span(5, 1, 5, 9)


def find(card: Card, line: int = 5, path: str = "a.yml") -> Finding:
    return Finding(card, card.severity, "m", path, Span(line, 1, line, 2), None, (), None, ())


def ignore(*rules: str, lines: tuple[int, int] | None = (5, 5), path: str = "a.yml", reason: str = "why") -> Ignore:
    return Ignore(path, HERE, HERE, tuple((rule, HERE) for rule in rules), reason, lines)


@pytest.mark.parametrize("word", ["schedule/agent-unknown", "Schedule/Agent-Unknown", "KZ301", "kz301", "schedule"])
def test_a_rule_goes_by_slug_code_and_family(word: str) -> None:
    applied = apply_ignores([find(schedule.AGENT_UNKNOWN)], [ignore(word)])

    assert applied.findings == ()
    assert [(one.kind, one.reason) for one in applied.suppressed] == [("ignore", "why")]


@pytest.mark.parametrize(
    "finding",
    [
        find(schedule.AGENT_UNKNOWN, line=6),
        find(schedule.AGENT_UNKNOWN, path="b.yml"),
        find(schedule.CADENCE_UNKNOWN),
        find(agent.UNKNOWN_KEY),
    ],
)
def test_another_line_file_or_rule_is_not_silenced(finding: Finding) -> None:
    ignores = [ignore("KZ301")]
    applied = apply_ignores([finding], ignores)

    assert applied.findings == (finding,)
    assert find_unused(ignores, applied.used) == ((ignores[0], "KZ301", HERE),)


def test_an_ignore_holds_for_its_own_line_and_all_that_it_is_meant_for() -> None:
    findings = [find(schedule.AGENT_UNKNOWN, line) for line in (4, 5, 6, 7, 8, 9)]
    applied = apply_ignores(findings, [ignore("schedule", lines=(7, 8))])

    assert [one.span.line for one in applied.findings] == [4, 6, 9]


def test_an_ignore_for_the_file_holds_on_every_line_of_it() -> None:
    findings = [find(schedule.AGENT_UNKNOWN, line) for line in (1, 99)]

    assert apply_ignores(findings, [ignore("KZ301", lines=None)]).findings == ()


def test_the_nearest_reason_is_told() -> None:
    ignores = [ignore("schedule", lines=None, reason="far"), ignore("schedule", reason="near")]
    applied = apply_ignores([find(schedule.AGENT_UNKNOWN)], ignores)

    assert [one.reason for one in applied.suppressed] == ["near"]
    assert find_unused(ignores, applied.used) == ()


@pytest.mark.parametrize(
    "card", [yaml.SYNTAX, yaml.ALIAS, text.HIDDEN_CHARACTER, internal.FAILURE, definition.BLOCK_NOT_CLOSED]
)
def test_what_keeps_a_file_from_being_read_is_never_silenced(card: Card) -> None:
    ignores = [ignore(card.slug, card.family, lines=None)]
    applied = apply_ignores([find(card)], ignores)

    assert is_protected(card)
    assert len(applied.findings) == 1


def test_each_word_of_an_ignore_answers_for_itself() -> None:
    ignores = [ignore("KZ301", "agent", "no-such-rule", "yaml")]
    applied = apply_ignores([find(schedule.AGENT_UNKNOWN)], ignores)

    assert [word for _, word, _ in find_unused(ignores, applied.used)] == ["agent"]


def test_a_rule_that_is_off_still_needs_its_ignore() -> None:
    ignores = [ignore("KZ301")]
    applied = apply_ignores([], ignores, [find(schedule.AGENT_UNKNOWN)])

    assert applied.suppressed == ()
    assert find_unused(ignores, applied.used) == ()


def test_a_family_that_was_not_looked_for_is_not_called_unused() -> None:
    ignores = [ignore("xref", "xref/cron-drift", "agent")]

    assert [word for _, word, _ in find_unused(ignores, (), lambda family: family != "xref")] == ["agent"]
