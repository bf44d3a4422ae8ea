"""Whatever is written, no reader raises: each finding has a printable message and a place inside the document."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from kaizen_site.check.agent import check_agents
from kaizen_site.check.decision import check_decisions
from kaizen_site.check.definition import check_definitions
from kaizen_site.check.event_type import check_event_types
from kaizen_site.check.schedule import check_schedule
from kaizen_site.derive.decision import link_decisions
from kaizen_site.derive.finding import locate_findings
from kaizen_site.model.diagnostic import Diagnostic, Finding, Parsed
from kaizen_site.model.source import Document, Source, Span
from kaizen_site.parse.agent import read_agent
from kaizen_site.parse.agent_profiles import PROFILES
from kaizen_site.parse.decision import read_decision
from kaizen_site.parse.decision_date import find_all_dates, find_date
from kaizen_site.parse.definition import read_definition
from kaizen_site.parse.event_type import read_event_type
from kaizen_site.parse.execution import document_of, read_executions
from kaizen_site.parse.fences import find_fences
from kaizen_site.parse.ignore import find_ignores
from kaizen_site.parse.memory import read_memory
from kaizen_site.parse.protocol import read_protocol
from kaizen_site.parse.schedule import read_schedule
from kaizen_site.parse.snapshot import read_repo, read_snapshot
from kaizen_site.parse.summary import read_summary
from kaizen_site.rules.attribute_type import read_attribute_type
from kaizen_site.rules.condition import Condition, ConditionFault, parse_condition
from kaizen_site.rules.condition_parser import parse_path
from kaizen_site.rules.cron import CronFault, parse_cron
from kaizen_site.rules.cron_words import explain
from kaizen_site.rules.nearest import nearest
from kaizen_site.rules.record_name import read_name
from kaizen_site.rules.template import TemplateFault, parse_template
from kaizen_site.rules.zones import is_zone
from tests.seeds import AGENT, DECISION, DEFINITION, EVENT_TYPE, MEMORY, PROTOCOL, RECORD, REPO, SCHEDULE, SNAPSHOT

KNOWN = frozenset({"coach", "optimization", "tdd-workflow"})
LINE_END = re.compile("\r\n|\n|\r")
FEW = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
MANY = settings(FEW, max_examples=250)
SCRAPS = (
    *(":", ": ", "- ", "? ", "\n", "\r", "\r\n", "\t", " ", "'", '"', "|", ">", "|-", ">+2", "#", " #", "%", "@", "`"),
    *(
        "{",
        "}",
        "[",
        "]",
        ",",
        "&a ",
        "*a",
        "<<: ",
        "!!int ",
        "!x ",
        "---\n",
        "...\n",
        "~",
        "null",
        "yes",
        "0o7",
        "1e3",
    ),
    *(
        "```",
        "```rule\n",
        "```\n",
        "~~~",
        "{{",
        "}}",
        "{{ r.",
        "{%",
        "r.",
        "[0]",
        "==",
        " and ",
        " not ",
        "(",
        ")",
        "in",
    ),
    *("\0", "\x1b", "\x7f", "\x85", "\u2028", "\u202e", "\u200b", "\ufeff", "\ufffe", "\U000e0041", "é", "😀", "漢"),
    *(
        "<!-- ",
        " -->",
        "## Status\n",
        "| a | b |\n",
        "|---|---|\n",
        "> ",
        "[x](y)",
        "2026-13-45",
        "ADR-1",
        "supersedes",
    ),
    *(
        "\\",
        "\\x",
        '"\\ud800"',
        "kaizen: ignore[",
        "9" * 30,
        "-1",
        "\u0660\u0661",
        "\u00b2",
        "*/0",
        "L",
        "#2",
        "@daily",
    ),
)


@st.composite
def mangled(draw: st.DrawFn, seed: str) -> bytes:
    """A valid document with scraps put in, pieces cut out and pieces doubled, at random places."""
    text = seed
    for _ in range(draw(st.integers(0, 4))):
        at = draw(st.integers(0, len(text)))
        end = min(len(text), at + draw(st.integers(0, 12)))
        kept = draw(st.sampled_from(("", text[at:end], text[at:end] * 2)))
        text = text[:at] + draw(st.sampled_from(SCRAPS)) + kept + text[end:]
    text = text.replace("\n", draw(st.sampled_from(("\n", "\n", "\n", "\r\n", "\r"))))
    content = text.encode("utf-8", "surrogatepass")
    return content[draw(st.sampled_from((0, 0, 0, 1, 7))) :]


def documents(seed: str) -> st.SearchStrategy[bytes]:
    return st.one_of(
        mangled(seed), mangled(seed), mangled(seed), st.binary(max_size=80), st.text(max_size=80).map(encode)
    )


def encode(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


def assert_well(diagnostics: Iterable[Diagnostic], document: Document | None, *, anywhere: bool = False) -> None:
    """`anywhere`: the bytes are no text, so there are no lines to compare with."""
    known = {} if document is None else {document.path: document}
    for finding in locate_findings(diagnostics, known):
        assert_worded(finding)
        spans = [finding.span, *(note.span for note in finding.notes)]
        spans += [edit.span for edit in (finding.fix.edits if finding.fix else ()) if isinstance(edit.span, Span)]
        if document is not None:
            lines = LINE_END.split(document.text)
            assert [span for span in spans if not lies_in(span, lines)] == []
        else:
            assert anywhere or spans == [Span(1, 1, 1, 1)] * len(spans)


def assert_worded(finding: Finding) -> None:
    for said in (finding.message, finding.help or "-", *(note.message for note in finding.notes)):
        assert said.strip()
        assert finding.message.isprintable()
        assert not said.endswith(("None", "None`", "Plain", ">"))
        assert "<class" not in said
        assert "Plain(" not in said
        assert "object at 0x" not in said


def lies_in(span: Span, lines: list[str]) -> bool:
    begins = 1 <= span.line <= len(lines) and 1 <= span.column <= len(lines[span.line - 1]) + 1
    ends = 1 <= span.end_line <= len(lines) and 1 <= span.end_column <= len(lines[span.end_line - 1]) + 1
    return begins and ends and (span.line, span.column) <= (span.end_line, span.end_column)


def judge(parsed: Parsed[Any], check: Callable[[Any], Iterable[Diagnostic]] = lambda _: ()) -> None:
    found = [*parsed.diagnostics, *(check(parsed.value) if parsed.value is not None else ())]
    assert_well(found, parsed.document, anywhere=True)
    if parsed.document is not None:
        for ignore in find_ignores(parsed.document):
            assert 1 <= ignore.span.line <= len(LINE_END.split(parsed.document.text))


@MANY
@given(documents(SCHEDULE))
@example(b"a\rb: [\r")
def test_a_schedule_is_read_whatever_it_holds(content: bytes) -> None:
    judge(read_schedule(Source(".kaizen/schedule.yml", content)), lambda schedule: check_schedule(schedule, KNOWN))


@MANY
@given(documents(DEFINITION))
def test_a_definition_is_read_whatever_it_holds(content: bytes) -> None:
    parsed = read_definition(Source("activity-definitions/weekly.md", content))
    judge(parsed, lambda definition: check_definitions([definition], [], KNOWN))


@FEW
@given(documents(EVENT_TYPE))
def test_an_event_type_is_read_whatever_it_holds(content: bytes) -> None:
    parsed = read_event_type(Source("event-types/a.event.md", content))
    judge(parsed, lambda event_type: check_event_types([event_type]))


@MANY
@given(documents(AGENT), st.sampled_from(sorted(PROFILES)))
def test_an_agent_is_read_whatever_it_holds(content: bytes, profile: str) -> None:
    judge(read_agent(Source("agents/agent-scribe.md", content), profile), lambda agent: check_agents([agent]))


@MANY
@given(documents(DECISION), st.sampled_from(("0001-x.md", "ADR-001-one.md", "2026-01-01-x.md", "superseded/x.md")))
def test_a_decision_is_read_whatever_it_holds(content: bytes, name: str) -> None:
    parsed = read_decision(Source(f"docs/adr/{name}", content), "docs/adr")
    judge(parsed, lambda decision: check_decisions(link_decisions([decision])))


@FEW
@given(documents(PROTOCOL))
def test_a_protocol_is_read_whatever_it_holds(content: bytes) -> None:
    judge(read_protocol(Source("agents/protocols/coach/a.md", content)))


@FEW
@given(documents(MEMORY))
def test_a_memory_is_read_whatever_it_holds(content: bytes) -> None:
    judge(read_memory(Source(".kaizen/agents/coach/memory.md", content), "coach"))


@MANY
@given(documents(RECORD * 3))
def test_records_are_read_whatever_they_hold(content: bytes) -> None:
    source = Source(".kaizen/metrics/coach/executions.jsonl", content)
    assert_well(read_executions(source).diagnostics, document_of(source))


@FEW
@given(documents(SNAPSHOT))
def test_a_snapshot_is_read_whatever_it_holds(content: bytes) -> None:
    judge(read_snapshot(Source("fleet/snapshot.yml", content)))


@FEW
@given(documents(REPO))
def test_a_repo_is_read_whatever_it_holds(content: bytes) -> None:
    judge(read_repo(Source("fleet/repos/a/repo.json", content), "a"))


@FEW
@given(documents('{"agent": "coach", "executions": 3, "success_rate": 0.5}'))
def test_a_summary_is_read_whatever_it_holds(content: bytes) -> None:
    summary = read_summary(Source("summary.json", content), "coach")
    assert summary is None or summary.agent == "coach"


def texts(*words: str) -> st.SearchStrategy[str]:
    return st.one_of(st.text(max_size=40), st.lists(st.sampled_from(words + SCRAPS), max_size=12).map("".join))


@MANY
@given(texts("0", "9", " ", "*", "/", "-", ",", "1", "MON", "jan", "60", "?", "@weekly", "*/5", "99999999999999999999"))
def test_a_cron_is_parsed_whatever_it_holds(text: str) -> None:
    cron = parse_cron(text)
    if isinstance(cron, CronFault):
        assert 0 <= cron.start <= cron.end <= len(text)
        assert cron.message
    else:
        assert explain(cron)


@MANY
@given(texts("a", ".", "a.b", " == ", "'x'", '"', "1", "1.5", "true", "null", " and ", " or ", "not ", "(", ")", "[0]"))
def test_a_condition_is_parsed_whatever_it_holds(text: str) -> None:
    condition = parse_condition(text)
    assert isinstance(condition, Condition | ConditionFault)
    if isinstance(condition, ConditionFault):
        assert 0 <= condition.start <= condition.end <= len(text)
        assert condition.message


@FEW
@given(texts("{{", "}}", "r.repo", " ", "{%", "%}", "{#", "|", "{"))
def test_a_template_is_parsed_whatever_it_holds(text: str) -> None:
    template = parse_template(text)
    if isinstance(template, TemplateFault):
        assert 0 <= template.start <= template.end <= len(text)


@MANY
@given(texts("2026", "-", "13", ".", "/", "Aug", "1st", " of ", "W", "T25:00", "\u00b2", "0"))
def test_small_texts_are_taken_whatever_they_hold(text: str) -> None:
    for dated in (find_date(text), *find_all_dates(text)):
        assert dated is None or dated.problem or re.fullmatch(r"[0-9]{4}(-[0-9]{2}){0,2}", dated.value or "")
        assert dated is None or 0 <= dated.start <= dated.end <= len(text)
    read_attribute_type(text)
    read_name(text)
    is_zone(text)
    parse_path(text, 0, len(text))
    assert nearest(text, KNOWN) in {None, *KNOWN}
    for fence in find_fences(text):
        assert 1 <= fence.line <= len(LINE_END.split(text))


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_the_first_line_is_that_of_any_line_end(end: str) -> None:
    parsed = read_schedule(
        Source("schedule.yml", end.join(("timezone: UTC", "agents: {coach: {cadence: daily}}")).encode())
    )
    finding = locate_findings(parsed.diagnostics, {"schedule.yml": parsed.document} if parsed.document else {})[0]
    assert finding.span == Span(1, 1, 1, 14)
