"""What every fix promises: its finding goes, nothing else of the file changes, and there is nothing left to do."""

from __future__ import annotations

import json
import re
from difflib import SequenceMatcher
from pathlib import Path

import pytest

from kaizen_site.model.diagnostic import Finding, Report, Severity
from kaizen_site.model.source import Span
from kaizen_site.operations.check import run_check
from kaizen_site.operations.fixing import Fixing, plan_fixes, write_fixes
from tests.test_thirty_inputs import AGENT, CASES, COACH, DEFINITION, SCHEDULE, SCRIBE, YML, swap

EXAMPLES = Path(__file__).parent / "examples"
# Rules whose example has a fix that --fix makes. Whoever takes a fix away must take its rule out of here.
SAFE = (
    "agent-category-unknown",
    "agent-memory-value-unknown",
    "agent-unknown-key",
    "definition-enabled-not-boolean",
    "definition-status-unknown",
    "definition-trigger-type-unknown",
    "event-type-attribute-type-unknown",
    "event-type-version-not-string",
    "front-matter-not-closed",
    "ignore-unused",
    "rule-unknown-key",
    "schedule-enabled-not-boolean",
    "schedule-unknown-key",
    "schedule-version-missing",
    "schedule-version-not-string",
    "text-byte-order-mark",
    "yaml-key-not-text",
    "yaml-syntax",
)
UNSAFE = (
    "agent-name-file-mismatch",
    "definition-context-source-invalid",
    "definition-cron-invalid",
    "definition-event-type-unknown",
    "definition-id-invalid",
    "definition-timezone-unknown",
    "ignore-rule-unknown",
    "rule-agent-unknown",
    "rule-condition-syntax",
    "rule-for-each-unbound",
    "rule-priority-unknown",
    "rule-unknown-field",
    "rule-unknown-variable",
    "schedule-agent-unknown",
    "schedule-timezone-unknown",
)
_SIMPLE_LINE = re.compile(r"\s*(?:- )?[\w-]+:(?: (?!.* #).*)?$")
_BLOCK_SCALAR = re.compile(r".*: [|>][-+]?$")
_LINES = re.compile("[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
COMMENT = "  # stays: as it is"


def schedule(old: str, new: str) -> dict[str, str]:
    return {YML: swap(SCHEDULE, old, new)}


def definition(old: str, new: str) -> dict[str, str]:
    return {COACH: swap(DEFINITION, old, new)}


def agent(old: str, new: str) -> dict[str, str]:
    return {SCRIBE: swap(AGENT, old, new)}


# Name: the files, the rule, and what stands in the fixed file.
MORE: dict[str, tuple[dict[str, str], str, str]] = {
    "a cadence in capitals": (schedule("weekly", "Weekly"), "schedule/cadence-unknown", "cadence: weekly"),
    "a quoted cadence in capitals": (schedule("weekly", "'DAILY'"), "schedule/cadence-unknown", "cadence: 'daily'"),
    "a cadence with a slip": (schedule("weekly", '"weekyl"'), "schedule/cadence-unknown", 'cadence: "weekly"'),
    "an agent in capitals": (schedule("coach", "Coach"), "schedule/agent-unknown", "  coach:"),
    "a quoted agent in capitals": (schedule("coach", '"COACH"'), "schedule/agent-unknown", '  "coach":'),
    "an agent's file name": (schedule("coach", "agent-coach.md"), "schedule/agent-unknown", "  coach:"),
    "a zone in small letters": (
        schedule("Europe/Berlin", "europe/berlin"),
        "schedule/timezone-unknown",
        "timezone: Europe/Berlin",
    ),
    "yes": (schedule("enabled: true", "enabled: yes"), "schedule/enabled-not-boolean", "enabled: true"),
    "off": (schedule("enabled: true", "enabled: Off"), "schedule/enabled-not-boolean", "enabled: false"),
    "an empty version": (schedule('version: "1"', "version:"), "schedule/version-missing", 'version: "1"'),
    "a version of null": (schedule('version: "1"', "version: ~"), "schedule/version-missing", 'version: "1"'),
    "a key in capitals": (schedule("agents:", "Agents:"), "schedule/unknown-key", "agents:"),
    "a star without quotes": (definition('"0 9 * * 1"', "* 9 * * 1"), "yaml/syntax", '"* 9 * * 1"'),
    "a star in a rule block": (
        definition('"Weekly coach orientation: {{r.repo}}"', "*coach* in {{r.repo}}"),
        "rule/yaml-syntax",
        'task_template: "*coach* in {{r.repo}}"',
    ),
    "a priority in capitals": (definition("priority: medium", "priority: HIGH"), "rule/priority-unknown", "y: high"),
    "a trigger in capitals": (definition("type: cron", 'type: "Cron"'), "definition/trigger-type-unknown", '"cron"'),
    "a status in capitals": (definition("proposed", "Proposed"), "definition/status-unknown", "status: proposed"),
    "a misfire policy with a hyphen": (
        definition("misfire_policy: skip", "misfire_policy: fire-once"),
        "definition/misfire-unknown",
        "misfire_policy: fire_once",
    ),
    "a resolver with a slip": (
        definition("query: discover_kaizen_scheduled_repos", "query: discover_kaizen_schedule_repos"),
        "definition/context-source-invalid",
        "query: discover_kaizen_scheduled_repos",
    ),
    "a parameter's cadence": (
        definition("cadence: weekly", "cadence: Weekly"),
        "definition/cadence-unknown",
        "cadence: weekly",
    ),
    "no as a definition's switch": (
        definition("enabled: false", "enabled: no"),
        "definition/enabled-not-boolean",
        "enabled: false",
    ),
    "one label": (definition('["kaizen", "coach"]', "coach"), "rule/action-invalid", "labels: [coach]"),
    "a category in capitals": (
        agent("category: documentation", "category: Documentation"),
        "agent/category-unknown",
        "category: documentation",
    ),
    "a category in words": (
        agent("category: documentation", "category: 'code quality'"),
        "agent/category-unknown",
        "category: 'code-quality'",
    ),
    "a description that needs quotes": (
        agent("Keeps the minutes of a session.", "Keeps minutes: of a session."),
        "yaml/syntax",
        'description: "Keeps minutes: of a session."',
    ),
    "memory as a boolean": (
        agent("category: documentation", "memory: no"),
        "agent/memory-value-unknown",
        "memory: disabled",
    ),
    "front matter without an end": (agent("\n---\n\n", "\n\n"), "front-matter/not-closed", "\n---\n"),
    "a definition without an end": (definition("\n---\n\n", "\n\n"), "front-matter/not-closed", "\n---\n"),
    **{
        f"input {name}": (CASES[name].files, CASES[name].rule, words)
        for name, words in {
            "P01": 'version: "1"',
            "P03": 'version: "1"',
            "P07": "cadence: weekly",
            "P09": 'cron: "* 9 * * 1"',
            "P11": "enabled: false",
            "P14": "type: cron",
            "P22": "---",
        }.items()
    },
}


def write_files(root: Path, files: dict[str, str], line_end: str, *, comments: bool) -> None:
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        shown = add_comments(name, text) if comments else text
        path.write_bytes(shown.replace("\n", line_end).encode())


def read_example(folder: Path) -> dict[str, str]:
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes().decode() for path in paths}


def add_comments(name: str, text: str) -> str:
    """The text with a comment behind every line of YAML that is a `key: value`."""
    lines = []
    yaml = name.endswith((".yml", ".yaml"))
    scalar: int | None = None
    for number, line in enumerate(text.split("\n")):
        if name.endswith(".md"):
            fence = number == 0 or line == "---" or line.startswith("```")
            yaml = (number == 0 or line == "```rule") if fence else yaml and not line.startswith("# ")
        indent = len(line) - len(line.lstrip())
        if scalar is not None and (indent > scalar or not line):
            lines.append(line)
            continue
        scalar = indent if yaml and _BLOCK_SCALAR.match(line) else None
        simple = yaml and scalar is None and _SIMPLE_LINE.match(line)
        lines.append(line + COMMENT if simple else line)
    return "\n".join(lines)


def plan(root: Path, *, unsafe: bool = False) -> Fixing:
    return plan_fixes(root, lambda drafts: run_check(root, drafts=drafts), unsafe=unsafe)


def rows(report: Report) -> set[tuple[str, str, int]]:
    return {(finding.card.slug, finding.path, finding.span.line) for finding in report.findings}


def errors(report: Report) -> set[tuple[str, str, str]]:
    found = [finding for finding in report.findings if finding.severity is Severity.ERROR]
    return {(finding.card.slug, finding.path, finding.message) for finding in found}


def same(finding: Finding, other: Finding) -> bool:
    return (finding.card, finding.path, finding.message) == (other.card, other.path, other.message)


def touched(findings: list[Finding], path: str) -> set[int]:
    """The lines that the edits of these findings lie on."""
    spans = [
        edit.span
        for finding in findings
        if finding.path == path and finding.fix is not None
        for edit in finding.fix.edits
        if isinstance(edit.span, Span)
    ]
    return {line for span in spans for line in range(span.line, span.end_line + 1)}


def require_only(before: bytes, after: bytes, lines: set[int]) -> None:
    """Nothing but these lines, and lines put in beside them, may differ; comments and line ends must all be there."""
    old, new = (_LINES.findall(content.decode()) for content in (before, after))
    for tag, first, last, _, _ in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        changed = set(range(first + 1, last + 1)) if tag != "equal" else set()
        assert changed <= lines
    assert before.count(COMMENT.encode()) == after.count(COMMENT.encode())
    ends = {re.sub("[^\r\n]", "", line) for line in old} - {""}
    assert {re.sub("[^\r\n]", "", line) for line in new} - {""} <= ends


def require_promise(root: Path, *, unsafe: bool) -> Fixing:
    """The fixes of a folder do what they promise; gives what was done."""
    before = run_check(root)
    fixable = [f for f in before.findings if f.fix is not None and (unsafe or f.fix.safe)]
    assert fixable
    contents = {finding.path: (root / finding.path).read_bytes() for finding in fixable}
    fixing = plan(root, unsafe=unsafe)
    assert {path: (root / path).read_bytes() for path in contents} == contents
    write_fixes(root, fixing)
    after = run_check(root)
    assert fixing.report == after
    assert not [f for f in fixable for other in after.findings if same(f, other)]
    assert errors(after) <= errors(before)
    for path, content in contents.items():
        require_only(content, (root / path).read_bytes(), touched(fixable, path))
    assert plan(root, unsafe=unsafe).files == ()
    return fixing


@pytest.mark.parametrize("comments", [False, True], ids=["bare", "comments"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n"], ids=["lf", "crlf"])
@pytest.mark.parametrize("name", [*SAFE, *UNSAFE])
def test_the_fix_of_an_example_keeps_its_promise(name: str, line_end: str, *, comments: bool, tmp_path: Path) -> None:
    expected = json.loads((EXAMPLES / name / "expected.json").read_text("utf-8"))
    write_files(tmp_path, read_example(EXAMPLES / name / "bad"), line_end, comments=comments)
    assert rows(run_check(tmp_path)) == {(row["rule"], row["path"], row["line"]) for row in expected}
    require_promise(tmp_path, unsafe=name in UNSAFE)


@pytest.mark.parametrize("comments", [False, True], ids=["bare", "comments"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"], ids=["lf", "crlf", "cr"])
@pytest.mark.parametrize("name", MORE)
def test_the_fix_of_a_usual_slip_keeps_its_promise(name: str, line_end: str, *, comments: bool, tmp_path: Path) -> None:
    files, rule, words = MORE[name]
    write_files(tmp_path, files, line_end, comments=comments)
    assert rule in {finding.card.slug for finding in run_check(tmp_path).findings}
    (file,) = require_promise(tmp_path, unsafe=False).files
    assert words in file.after.replace(line_end, "\n")
    assert words not in file.before.replace(line_end, "\n") or words == "---"


def test_the_rules_with_a_fix_are_all_proven() -> None:
    """Records of decisions have fixes of their own, which their tests prove."""
    found: dict[bool, set[str]] = {True: set(), False: set()}
    for folder in sorted(EXAMPLES.iterdir()):
        if not (folder / "bad").is_dir() or folder.name.startswith("adr-"):
            continue
        for finding in run_check(folder / "bad").findings:
            if finding.fix is not None:
                found[finding.fix.safe].add(folder.name)
    assert found == {True: set(SAFE), False: set(UNSAFE)}


UNTOUCHED = {
    "a key that stands twice": ({YML: f"{SCHEDULE}  coach:\n    cadence: weekly\n"}, "yaml/duplicate-key"),
    "a cadence that there is not": (schedule("weekly", "hourly"), "schedule/cadence-unknown"),
    "every second week": (schedule("weekly", "biweekly"), "schedule/cadence-unknown"),
    "another version": (schedule('"1"', '"2"'), "schedule/version-unsupported"),
    "a status with another meaning": (definition("proposed", "inactive"), "definition/status-unknown"),
}


@pytest.mark.parametrize("name", UNTOUCHED)
def test_what_nobody_can_know_is_not_fixed(name: str, tmp_path: Path) -> None:
    files, rule = UNTOUCHED[name]
    write_files(tmp_path, files, "\n", comments=False)
    assert rule in {finding.card.slug for finding in run_check(tmp_path).findings}
    assert plan(tmp_path, unsafe=True).files == ()


def test_two_slips_for_one_key_do_not_make_it_stand_twice(tmp_path: Path) -> None:
    text = SCHEDULE.replace("    cadence: weekly\n", "    cadance: weekly\n    cadense: daily\n")
    write_files(tmp_path, {YML: text}, "\n", comments=False)
    (file,) = plan(tmp_path, unsafe=True).files
    assert "    cadence: weekly\n    cadense: daily\n" in file.after


def test_two_slips_for_one_agent_do_not_make_it_stand_twice(tmp_path: Path) -> None:
    entry = "    cadence: weekly\n"
    text = f'version: "1"\nagents:\n  Coach:\n{entry}  COACH:\n{entry}  optimization:\n{entry}  Optimization:\n{entry}'
    write_files(tmp_path, {YML: text}, "\n", comments=False)
    (file,) = plan(tmp_path, unsafe=True).files
    assert file.after == text.replace("Coach", "coach", 1)


def test_an_unsafe_fix_waits_for_its_option(tmp_path: Path) -> None:
    write_files(tmp_path, schedule("Europe/Berlin", "Europe/Berln"), "\n", comments=False)
    assert plan(tmp_path).files == ()
    assert plan(tmp_path, unsafe=True).count == 1


@pytest.mark.parametrize(
    ("cron", "mended"),
    [
        ('"0 0 9 * * 1"', '"0 9 * * 1"'),
        ("'0 0 9 * * 1'", "'0 9 * * 1'"),
        ("0 0 9 * * 1", "0 9 * * 1"),
        ("0 * 9 * * 1", '"* 9 * * 1"'),
        ('"@daily"', '"0 0 * * *"'),
    ],
)
def test_a_cron_is_mended_with_the_quotes_that_it_needs(cron: str, mended: str, tmp_path: Path) -> None:
    write_files(tmp_path, schedule('"0 9 * * 1"', f"{cron} # why"), "\n", comments=False)
    (file,) = require_promise(tmp_path, unsafe=True).files
    assert f"cron: {mended} # why\n" in file.after


def test_a_comment_that_belongs_to_the_first_line_stays_with_it(tmp_path: Path) -> None:
    text = "# Payments\n\n# kaizen: ignore[schedule/timezone-unknown] our own\ntimezone: Payments/Own\nagents:\n"
    text += "  coach:\n    cadence: weekly\n"
    write_files(tmp_path, {YML: text}, "\n", comments=False)
    (file,) = plan(tmp_path).files
    assert file.after == text.replace("# kaizen", 'version: "1"\n# kaizen')


def test_every_unquoted_star_of_a_file_is_quoted(tmp_path: Path) -> None:
    names = ("coach", "optimization", "tdd-workflow", "test-maintenance", "scope-analyst", "sys-medic")
    entries = "".join(f"  {name}:\n    cadence: weekly\n    cron: * {hour} * * 1\n" for hour, name in enumerate(names))
    write_files(tmp_path, {YML: f'version: "1"\nagents:\n{entries}'}, "\n", comments=False)
    fixing = plan(tmp_path)
    assert fixing.count == len(names)
    assert not fixing.report.failed


def test_the_source_tree_has_nothing_to_fix(project: Path) -> None:
    assert plan(project).files == ()
