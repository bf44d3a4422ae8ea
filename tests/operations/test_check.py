"""What counts of the findings: levels, ignores, baseline, a part of the files, drafts."""

from __future__ import annotations

import json
import re
import shutil
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from kaizen_site.cards.registry import all_cards
from kaizen_site.derive.baseline import count_gone, make_baseline
from kaizen_site.derive.ignore import is_protected
from kaizen_site.errors import NothingToCheck
from kaizen_site.model.configuration import Configuration
from kaizen_site.model.diagnostic import Card, Finding
from kaizen_site.operations.catalogue import load_catalogue
from kaizen_site.operations.check import Tally, run_check
from kaizen_site.operations.selection import Selection
from kaizen_site.operations.verdict import judge_catalogue
from kaizen_site.parse.configuration import configuration_from_options
from kaizen_site.parse.yaml_comments import find_comments

EXAMPLES = Path(__file__).parents[1] / "examples"
SCHEDULE = ".kaizen/schedule.yml"


class Spot(NamedTuple):
    """A finding of an example that a comment can reach."""

    card: Card
    path: str
    line: int


def list_spots() -> Iterator[Spot]:
    for card in all_cards():
        for row in json.loads((EXAMPLES / card.folder / "expected.json").read_text("utf-8")):
            if row["rule"] == card.slug and row["path"].endswith((".md", ".yml")) and not is_protected(card):
                yield Spot(card, row["path"], row["line"])


SPOTS = list(list_spots())


class Region(NamedTuple):
    """Where a line stands: the marks of a comment there; whether one can stand at its end, above it, or both."""

    marks: tuple[str, str]
    at_end: int
    above: int | None


def find_region(path: str, lines: list[str], line: int) -> Region:
    """The 1-based line at whose end a comment can stand for this one, and the line above which it can."""
    if path.endswith(".yml"):
        return find_in_yaml(lines, line, 1, len(lines))
    opened = [number for number, text in enumerate(lines, 1) if text.strip() == "---"]
    if lines[0] == "---" and line <= opened[1]:
        if line in opened[:2]:
            return Region(("# ", ""), 0, None)
        return find_in_yaml(lines, line, 2, opened[1] - 1)
    fences = [number for number, text in enumerate(lines, 1) if text.startswith("```")]
    for start, end in zip(fences[::2], fences[1::2], strict=True):
        if start < line < end:
            return find_in_yaml(lines, line, start + 1, end - 1)
    in_table = lines[line - 1].startswith("|")
    return Region(("<!-- ", " -->"), 0 if line in fences else line, None if in_table else line)


def find_in_yaml(lines: list[str], line: int, first: int, last: int) -> Region:
    text = "\n".join(lines[first - 1 : last]) + "\n"
    for start, end in find_comments(text).scalars:
        top, bottom = text.count("\n", 0, start) + first, text.count("\n", 0, end) + first
        if top < bottom and top <= line <= bottom:
            return Region(("# ", ""), top if text[start] in "|>" else bottom, top)
    return Region(("# ", ""), line, line)


def insert(path: str, text: str, spot: Spot, words: str, where: str) -> str | None:
    """The text with an ignore for the spot; None where there is no room for one."""
    lines = text.split("\n")
    region = find_region(path, lines, spot.line)
    before, after = region.marks
    if where == "file":
        begin, end = ("# ", "") if path.endswith(".yml") else ("<!-- ", " -->")
        return f"{text}{begin}kaizen: ignore-file[{words}] tried{end}\n"
    if where == "end":
        if not region.at_end:
            return None
        lines[region.at_end - 1] += f"  {before}kaizen: ignore[{words}] tried{after}"
        return "\n".join(lines)
    if region.above is None:
        return None
    shown = lines[region.above - 1]
    indent = shown[: len(shown) - len(shown.lstrip())]
    lines.insert(region.above - 1, f"{indent}{before}kaizen: ignore[{words}] tried{after}")
    return "\n".join(lines)


def said(findings: tuple[Finding, ...]) -> Counter[tuple[str, str, str]]:
    """Without numbers: a line more moves those of lines and lengths."""
    return Counter((one.card.slug, one.path, re.sub(r"[\d,]+", "0", one.message)) for one in findings)


@settings(max_examples=250, deadline=None)
@given(
    st.sampled_from(SPOTS),
    st.sampled_from(["end", "above", "file"]),
    st.sampled_from(["code", "slug", "family"]),
    st.sampled_from(["{}", "adr/date-invalid, {}", "{},KZ301"]),
)
def test_an_ignore_at_a_finding_silences_exactly_that(spot: Spot, where: str, form: str, others: str) -> None:
    word = {"code": spot.card.code, "slug": spot.card.slug, "family": spot.card.family}[form]
    with TemporaryDirectory() as folder:
        root = Path(folder) / "bad"
        shutil.copytree(EXAMPLES / spot.card.folder / "bad", root)
        file = root / spot.path
        before = run_check(root).findings
        text = insert(spot.path, file.read_bytes().decode(), spot, others.format(word), where)
        assume(text is not None)
        file.write_bytes((text or "").encode())
        report = run_check(root)

    meant = {"adr/date-invalid", "KZ301"} & set(others.split(","))
    silenced = tuple(
        one
        for one in before
        if one.path == spot.path
        and (where == "file" or one.span.line == spot.line)
        and (word in (one.card.code, one.card.slug, one.card.family) or {one.card.code, one.card.slug} & meant)
    )
    left = tuple(one for one in report.findings if one.card.slug != "ignore/unused")
    assert said(left) == said(before) - said(silenced)
    assert said(tuple(one.finding for one in report.suppressed)) == said(silenced)
    assert {(one.kind, one.reason) for one in report.suppressed} == {("ignore", "tried")}
    assert all(f"`{word}`" not in one.message for one in report.findings if one.card.slug == "ignore/unused")


COACH = """\
version: "1"
agents:
  coach: {cadence: weekly}
"""
PORTER = """\
version: 1
agents:
  night-porter: {cadence: weekly}
  night-owl: {cadence: hourly}
"""
AGENT = "---\nname: scribe\ndescription: Writes.\ncategory: {}\n---\n\n# Scribe\n"


def make(root: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, "utf-8")
    return root


def short(findings: tuple[Finding, ...]) -> list[tuple[str, str, int]]:
    return [(str(one.severity), one.card.slug, one.span.line) for one in findings]


def configured(**options: object) -> Configuration:
    return configuration_from_options(options, "kaizen.toml")


def test_levels_hold_for_rules_and_families(tmp_path: Path) -> None:
    make(tmp_path, {SCHEDULE: PORTER})
    levels = configured(rules={"schedule": "info", "KZ301": "error", "schedule/version-not-string": "off"})
    report = run_check(tmp_path, levels)

    assert short(report.findings) == [
        ("error", "schedule/agent-unknown", 3),
        ("error", "schedule/agent-unknown", 4),
        ("info", "schedule/cadence-unknown", 4),
    ]
    (silent,) = report.suppressed
    assert (silent.kind, silent.reason) == ("configuration", "`schedule/version-not-string` is off")
    assert silent.finding.card.slug == "schedule/version-not-string"


def test_the_levels_of_paths_go_first_and_a_later_pattern_before_an_earlier_one(tmp_path: Path) -> None:
    make(tmp_path, {SCHEDULE: PORTER, "agents/agent-scribe.md": AGENT.format("no")})
    levels = configured(
        rules={"schedule/agent-unknown": "off", "agent/category-unknown": "error"},
        paths={
            "agents/**": {"agent": "off"},
            "agents/*.md": {"agent": "hint"},
            ".kaizen/*": {"schedule": "warning"},
            "other/**": {"schedule": "off"},
        },
    )
    report = run_check(tmp_path, levels)

    assert short(report.findings) == [
        ("warning", "schedule/version-not-string", 1),
        ("warning", "schedule/agent-unknown", 3),
        ("warning", "schedule/agent-unknown", 4),
        ("warning", "schedule/cadence-unknown", 4),
        ("hint", "agent/category-unknown", 4),
    ]
    assert not report.suppressed


def test_strict_lifts_what_the_configuration_lowered_to_a_warning(tmp_path: Path) -> None:
    make(tmp_path, {SCHEDULE: PORTER})
    levels = configured(rules={"schedule": "warning"})

    assert not run_check(tmp_path, levels).failed
    assert run_check(tmp_path, levels, strict=True).failed


def test_a_level_is_no_ignore_and_an_ignore_of_what_is_off_is_not_unused(tmp_path: Path) -> None:
    text = PORTER.replace("owl: {cadence: hourly}", "owl: {cadence: weekly}  # kaizen: ignore[KZ301] a bird")
    make(tmp_path, {SCHEDULE: text})

    assert short(run_check(tmp_path, configured(rules={"schedule": "off"})).findings) == []


@pytest.mark.parametrize("level", ["off", "info"])
def test_what_is_wrong_with_ignores_has_levels_too(tmp_path: Path, level: str) -> None:
    make(tmp_path, {SCHEDULE: COACH.replace("weekly}", "weekly}  # kaizen: ignore[KZ301] it was there once")})
    report = run_check(tmp_path, configured(rules={"ignore/unused": level}))

    assert short(report.findings) == ([] if level == "off" else [("info", "ignore/unused", 3)])
    assert len(report.suppressed) == (level == "off")


@pytest.mark.parametrize(
    ("comment", "found"),
    [
        ("# kaizen: ignore[KZ301] a", []),
        ("# kaizen: ignore[KZ301]", [("error", "ignore/reason-missing", 3)]),
        ("# kaizen: ignore[KZ301] ...", [("error", "ignore/reason-missing", 3)]),
        ("# kaizen: ignore[KZ302] a", [("error", "schedule/agent-unknown", 3), ("warning", "ignore/unused", 3)]),
        ("# kaizen: ignore[KZ301, KZ302] a", [("warning", "ignore/unused", 3)]),
        ("# kaizen: ignore[KZ3001] a", [("error", "schedule/agent-unknown", 3), ("error", "ignore/rule-unknown", 3)]),
        ("# kaizen: ignore a", [("error", "schedule/agent-unknown", 3), ("error", "ignore/rule-unknown", 3)]),
        ("# kaizen: ignore[yaml, KZ301] a", [("error", "ignore/not-allowed", 3)]),
        (
            "# kaizen: ignore[ignore, KZ301]",
            [("error", "ignore/not-allowed", 3), ("error", "ignore/reason-missing", 3)],
        ),
    ],
)
def test_an_ignore_answers_for_itself(tmp_path: Path, comment: str, found: list[tuple[str, str, int]]) -> None:
    make(tmp_path, {SCHEDULE: COACH.replace("coach: {cadence: weekly}", f"porter: {{cadence: weekly}}  {comment}")})

    assert sorted(short(run_check(tmp_path).findings)) == sorted(found)


def test_in_a_file_that_can_not_be_read_no_ignore_is_called_unused(tmp_path: Path) -> None:
    text = f"{COACH}  coach: {{cadence: weekly}}  # kaizen: ignore[schedule/cadence-unknown] soon\n"
    make(tmp_path, {SCHEDULE: text})

    assert short(run_check(tmp_path).findings) == [("error", "yaml/duplicate-key", 4)]


def test_hidden_characters_can_not_be_ignored(tmp_path: Path) -> None:
    text = AGENT.format("meta") + "One\u202etwo <!-- kaizen: ignore-file[text] nothing to see -->\n"
    make(tmp_path, {"agents/agent-scribe.md": text})

    assert sorted(short(run_check(tmp_path).findings)) == [
        ("error", "ignore/not-allowed", 8),
        ("error", "text/hidden-character", 8),
    ]


def test_an_unused_ignore_is_deleted_with_its_line_by_its_fix(tmp_path: Path) -> None:
    make(tmp_path, {SCHEDULE: COACH.replace("agents:", "# kaizen: ignore[KZ301] a\nagents:")})
    (finding,) = run_check(tmp_path).findings

    assert finding.fix is not None
    assert finding.fix.safe
    (edit,) = finding.fix.edits
    assert (tuple(edit.span), edit.replacement) == ((2, 1, 3, 1), "")


FLEET = {
    "fleet/snapshot.yml": 'version: "1"\ntaken_at: "2026-11-20T06:00:00Z"\n',
    "fleet/repos/api/repo.json": '{"slug": "api"}\n',
    "fleet/repos/api/schedule.yml": PORTER.replace("agents:", "agents: # kaizen: ignore[adr] a"),
}


def test_ignores_and_levels_reach_into_a_fleet_but_unused_ones_are_its_owners_matter(tmp_path: Path) -> None:
    schedule = "fleet/repos/api/schedule.yml"
    text = FLEET[schedule].replace(
        "porter: {cadence: weekly}", "porter: {cadence: weekly} # kaizen: ignore[KZ301] ours"
    )
    make(tmp_path, {**FLEET, schedule: text})
    report = run_check(tmp_path, configured(paths={"fleet/**": {"schedule/version-not-string": "off"}}))

    assert [(one.card.slug, one.span.line) for one in report.findings if one.path == schedule] == [
        ("schedule/agent-unknown", 4),
        ("schedule/cadence-unknown", 4),
    ]
    assert [one.kind for one in report.suppressed] == ["configuration", "ignore"]


def test_a_tally_of_a_catalogue_judges_by_the_configuration_that_it_was_read_under(tmp_path: Path) -> None:
    ignored = AGENT.format("odd  # kaizen: ignore[KZ4, agent/category-unknown, xref] ours")
    make(tmp_path, {"agents/agent-scribe.md": ignored, **FLEET})
    loaded = load_catalogue(tmp_path, configured(rules={"ignore/rule-unknown": "hint"}))
    tally = Tally()
    tally.add_catalogue(loaded)
    report = tally.report()

    assert short(report.findings) == [("hint", "ignore/rule-unknown", 4)]
    assert tally.report() == report
    assert judge_catalogue(loaded) == report.findings


def test_an_ignore_that_a_later_batch_needs_is_not_unused(tmp_path: Path) -> None:
    schedule = "fleet/repos/api/schedule.yml"
    cron = 'version: "1"\nagents:\n  coach: {cadence: weekly, cron: "0 7 * * 2"}\n'
    path = "activity-definitions/weekly-coach.md"
    text = (EXAMPLES / "xref-definition-not-fed/bad" / path).read_text("utf-8")
    text = text.replace("\nname:", "  # kaizen: ignore[xref/definition-not-fed] soon\nname:", 1)
    make(tmp_path, {**FLEET, schedule: cron, path: text})
    report = run_check(tmp_path)

    assert [one.card.slug for one in report.findings if one.path.startswith("activity")] == []
    assert [one.finding.card.slug for one in report.suppressed] == ["xref/definition-not-fed"]


def test_a_baseline_knows_findings_again_when_lines_above_move(tmp_path: Path) -> None:
    make(tmp_path, {SCHEDULE: PORTER})
    before = run_check(tmp_path)
    baseline = make_baseline(before, "b.json")
    make(tmp_path, {SCHEDULE: f"# moved\n\n{PORTER.replace('owl', 'watch')}"})
    after = run_check(tmp_path, baseline=baseline)

    assert short(after.findings) == [("error", "schedule/agent-unknown", 6), ("error", "schedule/cadence-unknown", 6)]
    assert {(one.kind, one.reason) for one in after.suppressed} == {("baseline", "b.json")}
    assert count_gone(after, baseline) == 2
    assert count_gone(run_check(tmp_path, baseline=make_baseline(after, "b.json")), make_baseline(after, "b.json")) == 0


def test_a_part_is_reported_and_counted_alone(tmp_path: Path) -> None:
    make(tmp_path, {SCHEDULE: PORTER, "agents/agent-scribe.md": AGENT.format("no"), **FLEET})
    agents = run_check(tmp_path, selection=Selection(frozenset({"agents"})))
    schedule = run_check(tmp_path, selection=Selection(paths=frozenset({SCHEDULE})))
    fleet = run_check(tmp_path, selection=Selection(frozenset({"fleet"})))

    assert (agents.files, agents.checked) == (1, (("agents", 1),))
    assert {one.path for one in agents.findings} == {"agents/agent-scribe.md"}
    assert (schedule.files, schedule.checked) == (1, (("schedules", 1),))
    assert {one.path for one in schedule.findings} == {SCHEDULE}
    assert (fleet.files, dict(fleet.checked)) == (3, {"files": 2, "repos": 1})


def test_a_part_in_which_nothing_is_read_is_not_a_success(tmp_path: Path) -> None:
    make(tmp_path, {SCHEDULE: COACH, "README.md": "x"})

    with pytest.raises(NothingToCheck, match=r"nothing to check in README\.md: no document"):
        run_check(tmp_path, selection=Selection(paths=frozenset({"README.md"})))
    with pytest.raises(NothingToCheck, match="nothing to check in agents, decisions"):
        run_check(tmp_path, selection=Selection(frozenset({"decisions", "agents"})))


def test_a_draft_stands_in_for_its_file_and_is_seen_by_the_others(tmp_path: Path) -> None:
    make(tmp_path, {SCHEDULE: COACH.replace("coach", "scribe")})
    assert short(run_check(tmp_path).findings) == [("error", "schedule/agent-unknown", 3)]
    drafts = {"agents/agent-scribe.md": AGENT.format("meta").encode(), SCHEDULE: COACH.encode()}

    assert run_check(tmp_path, drafts={"agents/agent-scribe.md": drafts["agents/agent-scribe.md"]}).findings == ()
    assert run_check(tmp_path, drafts=drafts).checked == (("agents", 1), ("schedules", 1))
    assert not (tmp_path / "agents").exists()
