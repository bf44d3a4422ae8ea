"""One mistake put into a valid document gives its one finding, right where it stands, however it is written."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from kaizen_site.model.diagnostic import Finding, Severity
from kaizen_site.model.source import Span
from kaizen_site.operations.check import run_check
from kaizen_site.parse.text import LineTable
from tests import seeds

PROJECT = Path(__file__).parents[1]
DECISION = "---\nid: ADR-001\ntitle: One\nstatus: accepted\ndate: 2026-06-17\n---\n\n# One\n\nThis was decided.\n"
SCHEDULE_PATH, DEFINITION_PATH = ".kaizen/schedule.yml", "activity-definitions/weekly.md"
AGENT_PATH, DECISION_PATH = "agents/agent-scribe.md", "docs/adr/ADR-001-one.md"


def project_files(pattern: str) -> list[tuple[str, str]]:
    found = [(path, path.read_text("utf-8")) for path in sorted(PROJECT.glob(pattern)) if path.name != "README.md"]
    return [(path.relative_to(PROJECT).as_posix(), text) for path, text in found if text.startswith("---")]


DOCUMENTS = {
    SCHEDULE_PATH: [
        (SCHEDULE_PATH, seeds.SCHEDULE),
        *((SCHEDULE_PATH, path.read_text("utf-8")) for path in sorted(PROJECT.glob("fleet/repos/c*/schedule.yml"))),
    ],
    DEFINITION_PATH: [(DEFINITION_PATH, seeds.DEFINITION), *project_files("activity-definitions/*.md")],
    AGENT_PATH: [(AGENT_PATH, seeds.AGENT), *project_files("agents/agent-*.md")],
    DECISION_PATH: [(DECISION_PATH, DECISION), *project_files("docs/adr/*.md")],
}
RULES = settings(max_examples=250, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
STYLES = ("plain", "single", "double", "folded", "literal")


class Mistake(NamedTuple):
    """Where `line` matches, its group "old" becomes `new`; `mark` is the stretch of it that is wrong."""

    line: str
    new: str
    rule: str
    mark: str = ""
    styles: tuple[str, ...] = STYLES
    severity: Severity = Severity.ERROR


def value(key: str, new: str, rule: str, mark: str = "", styles: tuple[str, ...] = STYLES) -> Mistake:
    return Mistake(rf"^[ -]*{key}: (?P<old>.+)$", new, rule, mark, styles)


def part(key: str, old: str, new: str, rule: str) -> Mistake:
    """A word inside a value is wrong, the rest of it and its quotes stay."""
    return Mistake(rf"^[ -]*{key}: .*?(?P<old>{re.escape(old)})", new, rule, new, ("part",))


TEXTS = ("single", "double", "folded", "literal")
QUOTED = ("single", "double")
CRONS = (("77 9 * * 1", "77"), ("0 88 * * 1", "88"), ("0 9 32 * *", "32"), ("0 9 1 13 *", "13"), ("0 9 * * 8", "8"))
SCHEDULE = (
    *(value("cron", cron, "schedule/cron-invalid", mark, TEXTS) for cron, mark in CRONS),
    *(value("cadence", word, "schedule/cadence-unknown") for word in ("hourly", "weekley", "Mondays")),
    *(value("timezone", zone, "schedule/timezone-unknown") for zone in ("Europe/Berln", "Mars/Base", "CEST")),
    *(value("enabled", word, "schedule/enabled-not-boolean") for word in ("maybe", "tru", "17")),
    value("enabled", "false", "schedule/enabled-not-boolean", styles=QUOTED),
    value("version", "7.5", "schedule/version-unsupported"),
    value("engagement", "Ac me", "schedule/engagement-invalid"),
)
DEFINITION = (
    *(value("cron_expression", cron, "definition/cron-invalid", mark, TEXTS) for cron, mark in CRONS),
    value("timezone", "Europe/Berln", "definition/timezone-unknown"),
    value("status", "proposd", "definition/status-unknown"),
    value("misfire_policy", "skipp", "definition/misfire-unknown"),
    value("enabled", "maybe", "definition/enabled-not-boolean"),
    value("type", "crn", "definition/trigger-type-unknown")._replace(line=r"^  type: (?P<old>.+)$"),
    value("cadence", "hourly", "definition/cadence-unknown"),
    value("query", "discover_kaizen_scheduled_repo", "definition/context-source-invalid"),
    value("priority", "medum", "rule/priority-unknown"),
    value("for_each", "context.scheduled_run", "rule/for-each-unbound"),
    part("condition", "r.agent", "zz.agent", "rule/unknown-variable")._replace(mark="zz"),
    part("condition", "r.enabled", "r.enabld", "rule/unknown-field")._replace(mark="enabld"),
    part("task_template", "r.repo", "qq.repo", "rule/unknown-variable")._replace(mark="qq"),
    part("task_template", "r.repo", "r.reppo", "rule/unknown-field")._replace(mark="reppo"),
    part("target_repo", "r.repo", "r.reppo", "rule/unknown-field")._replace(mark="reppo"),
)
AGENT = (
    value("category", "documentaton", "agent/category-unknown"),
    value("memory", "enabeld", "agent/memory-value-unknown"),
    value("name", "scribes", "agent/name-file-mismatch"),
    value("name", "a/b", "agent/name-invalid"),
)
RECORD = (
    value("status", "acepted", "adr/status-unknown")._replace(severity=Severity.WARNING),
    value("date", "2026-02-30", "adr/date-invalid"),
    value("date", "2026-13-01", "adr/date-invalid"),
    value("id", "ADR-006", "adr/id-file-mismatch"),
    Mistake(r"^(?P<old>)date: .+$", "supersedes: ADR-099\n", "adr/target-missing", "ADR-099", ("part",)),
)
MISTAKES = dict(zip(DOCUMENTS, (SCHEDULE, DEFINITION, AGENT, RECORD), strict=True))
KEYS = {
    ".kaizen/schedule.yml": (("schedule/unknown-key", "version timezone engagement agents cadence cron enabled"),),
    "activity-definitions/weekly.md": (
        ("definition/unknown-key", "enabled status trigger context_sources owner cron_expression misfire_policy"),
        ("definition/unknown-key", "query params bind_to"),
        ("definition/parameter-unknown", "domain cadence"),
        ("rule/unknown-key", "for_each bind_as condition action task_template description target_repo priority labels"),
    ),
    "agents/agent-scribe.md": (("agent/unknown-key", "name description"),),
}


class Written(NamedTuple):
    """A document with one mistake: its text, and the offsets of the wrong stretch and of the scalar around it."""

    text: str
    mark: tuple[int, int]
    scalar: tuple[int, int]


def style_scalar(text: str, style: str, indent: int, comment: str) -> str:
    if style == "single":
        return "'" + text.replace("'", "''") + "'" + comment
    if style == "double":
        return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"' + comment
    if style in ("folded", "literal"):
        return f"{'>-' if style == 'folded' else '|-'}{comment}\n{' ' * (indent + 2)}{text}"
    return text + comment


def write(text: str, mistake: Mistake, pick: int, style: str, comment: str) -> Written | None:
    places = list(re.finditer(mistake.line, text, re.MULTILINE))
    if not places:
        return None
    place = places[pick % len(places)]
    line = place.group().lstrip("\n")
    indent = len(line) - len(line.lstrip(" -"))
    old = place.start("old"), place.end("old")
    put = mistake.new if style == "part" else style_scalar(mistake.new, style, indent, comment)
    mark = mistake.mark or mistake.new
    begin = old[0] + put.index(mark)
    end = old[0] + (
        len(put) - len(comment) if style in ("single", "double") else put.index(mistake.new) + len(mistake.new)
    )
    return Written(text[: old[0]] + put + text[old[1] :], (begin, begin + len(mark)), (old[0], end))


def judge(path: str, text: str) -> tuple[Finding, ...]:
    with TemporaryDirectory() as folder:
        file = Path(folder) / path
        file.parent.mkdir(parents=True)
        file.write_bytes(text.encode())
        return run_check(Path(folder)).findings


def finish(written: Written, *, windows: bool) -> tuple[str, set[Span]]:
    """The text with its line ends, and the spans that a finding may have."""
    lines = LineTable(written.text)
    spans = {lines.span(*written.mark), lines.span(*written.scalar)}
    return written.text.replace("\n", "\r\n") if windows else written.text, spans


def assert_one(path: str, before: str, after: str, rule: str, spans: set[Span]) -> None:
    known = Counter(finding.card.slug for finding in judge(path, before))
    found = judge(path, after)
    more = Counter(finding.card.slug for finding in found) - known
    assert dict(more) == {rule: 1}
    assert {finding.span for finding in found if finding.card.slug == rule} & spans


@RULES
@given(st.data())
def test_a_wrong_value_is_found_where_it_stands(data: st.DataObject) -> None:
    kind = data.draw(st.sampled_from(sorted(DOCUMENTS)))
    path, before = data.draw(st.one_of(st.just(DOCUMENTS[kind][0]), st.sampled_from(DOCUMENTS[kind])))
    mistake = data.draw(st.sampled_from(MISTAKES[kind]))
    style = data.draw(st.sampled_from(mistake.styles))
    comment = data.draw(st.sampled_from(("", "", "  # a note", ' # it\'s "so": [x')))
    pick = 0 if kind in (AGENT_PATH, DECISION_PATH) else data.draw(st.integers(0, 9))  # a body may hold anything
    written = write(before, mistake, pick, style, comment)
    assume(written is not None)
    assert written is not None
    after, spans = finish(written, windows=data.draw(st.booleans()))
    assert_one(path, before, after, mistake.rule, spans)


@RULES
@given(st.data())
def test_a_misspelt_key_is_found_where_it_stands(data: st.DataObject) -> None:
    path = data.draw(st.sampled_from(sorted(KEYS)))
    rule, keys = data.draw(st.sampled_from(KEYS[path]))
    before = DOCUMENTS[path][0][1]
    key = data.draw(st.sampled_from(keys.split()))
    at = data.draw(st.integers(1, len(key) - 1))
    slip = data.draw(st.sampled_from((key[:at] + key[at] + key[at:], key[:at] + "q" + key[at + 1 :])))
    quote = data.draw(st.sampled_from(("", "'", '"')))
    mistake = Mistake(rf"^ *(?:- )?(?P<old>{key}):", f"{quote}{slip}{quote}", rule, slip, ("part",))
    written = write(before, mistake, data.draw(st.integers(0, 9)), "part", "")
    assert written is not None
    after, spans = finish(written, windows=data.draw(st.booleans()))
    assert_one(path, before, after, rule, spans)


@RULES
@given(st.data())
def test_a_misspelt_agent_is_found_where_it_stands(data: st.DataObject) -> None:
    path, before = ".kaizen/schedule.yml", seeds.SCHEDULE
    name = data.draw(st.sampled_from(("coach", "optimization")))
    at = data.draw(st.integers(0, len(name) - 1))
    slip = name[:at] + data.draw(st.sampled_from("qxz")) + name[at + data.draw(st.integers(0, 1)) :]
    quote = data.draw(st.sampled_from(("", "'", '"')))
    mistake = Mistake(rf"^  (?P<old>{name}):", f"{quote}{slip}{quote}", "schedule/agent-unknown", slip, ("part",))
    written = write(before, mistake, 0, "part", "")
    assert written is not None
    after, spans = finish(written, windows=data.draw(st.booleans()))
    assert_one(path, before, after, mistake.rule, spans)
    finding = next(one for one in judge(path, after) if one.card.slug == mistake.rule)
    assert finding.help == f"did you mean `{name}`?"


BROKEN = (
    (r"^ *cron: (?P<old>\".*\")$", "* 9 * * 1", "yaml/syntax", "*"),
    (r"^    cadence: (?P<old>weekly)$", "weekly\n    cadence: daily", "yaml/duplicate-key", "cadence"),
    (r"^(?P<old>    )enabled: true$", "\t", "yaml/syntax", "\t"),
    (r"^  coach:(?P<old>)$", " x", "yaml/syntax", ""),
    (r"^timezone: (?P<old>.*)$", "&zone UTC", "yaml/alias", "&zone"),
    (r"^timezone: (?P<old>.*)$", "!!str UTC", "yaml/tag", "!!str"),
)


@settings(RULES, max_examples=60)
@given(st.sampled_from(BROKEN), st.booleans(), st.integers(0, 3))
def test_broken_yaml_is_found_where_it_breaks(broken: tuple[str, str, str, str], windows: bool, above: int) -> None:
    line, new, rule, mark = broken
    before = "# a note\n" * above + seeds.SCHEDULE
    written = write(before, Mistake(line, new, rule, mark or new, ("part",)), 0, "part", "")
    assert written is not None
    after, spans = finish(written, windows=windows)
    found = [one for one in judge(".kaizen/schedule.yml", after) if one.severity is Severity.ERROR]
    assert [one.card.slug for one in found] == [rule]
    wanted = {span.line for span in spans}
    assert found[0].span.line in {*wanted, *(line + 1 for line in wanted if not mark)}
    if mark:
        assert (found[0].span.line, found[0].span.column) in {(span.line, span.column) for span in spans}
