"""Rounds of fixing: everything that can be fixed is, in memory first, and only in files that are the user's own."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

import kaizen_site
from kaizen_site.cards import schedule, yaml
from kaizen_site.derive.finding import make_report
from kaizen_site.errors import Refused
from kaizen_site.gather.drafts import Drafts
from kaizen_site.model.configuration import Configuration
from kaizen_site.model.diagnostic import Card, Edit, Finding, Fix, Report
from kaizen_site.model.source import Span
from kaizen_site.operations.check import run_check
from kaizen_site.operations.fixing import Fixing, plan_fixes, write_fixes

YML = ".kaizen/schedule.yml"
AGENT = "---\nname: scribe\ndescription: Writes: all of it\ncategory: Documentation\n---\n\n# Scribe\n"
SCHEDULE = "version: 1\nagents:\n  Coach:\n    cadence: weekly\n    cron: * 9 * * 1\n"
FIXED = 'version: "1"\nagents:\n  coach:\n    cadence: weekly\n    cron: "* 9 * * 1"\n'


def write_file(root: Path, path: str, text: str) -> Path:
    file = root / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(text.encode())
    return file


def plan(root: Path, *, unsafe: bool = False, configuration: Configuration | None = None) -> Fixing:
    configuration = configuration or Configuration()
    return plan_fixes(
        root,
        lambda drafts: run_check(root, configuration, drafts=drafts),
        unsafe=unsafe,
        closed=configuration.fleet,
    )


def test_what_a_syntax_error_hid_is_fixed_in_the_next_round(tmp_path: Path) -> None:
    file = write_file(tmp_path, YML, SCHEDULE)
    fixing = plan(tmp_path)
    assert [(one.path, one.before, one.after, one.count) for one in fixing.files] == [(YML, SCHEDULE, FIXED, 3)]
    assert fixing.report.findings == ()
    assert file.read_text() == SCHEDULE
    write_fixes(tmp_path, fixing)
    assert file.read_text() == FIXED
    assert plan(tmp_path).files == ()


def test_files_of_all_kinds_are_fixed_together_and_come_in_order(tmp_path: Path) -> None:
    write_file(tmp_path, YML, SCHEDULE)
    write_file(tmp_path, "agents/agent-scribe.md", AGENT)
    fixing = plan(tmp_path)
    assert [(one.path, one.count) for one in fixing.files] == [(YML, 3), ("agents/agent-scribe.md", 2)]
    assert fixing.count == 5


def test_the_mode_and_the_line_ends_are_kept(tmp_path: Path) -> None:
    file = write_file(tmp_path, YML, SCHEDULE.replace("\n", "\r\n"))
    file.chmod(0o640)
    write_fixes(tmp_path, plan(tmp_path))
    assert file.read_bytes() == FIXED.replace("\n", "\r\n").encode()
    assert stat.S_IMODE(file.stat().st_mode) == 0o640


def test_what_remains_is_reported(tmp_path: Path) -> None:
    write_file(tmp_path, YML, f"{SCHEDULE}    enabled: perhaps\n")
    fixing = plan(tmp_path)
    assert [finding.card.slug for finding in fixing.report.findings] == ["schedule/enabled-not-boolean"]
    write_fixes(tmp_path, fixing)
    assert run_check(tmp_path) == fixing.report


def test_an_ignored_finding_is_not_fixed(tmp_path: Path) -> None:
    ignore = "# kaizen: ignore[schedule/version-not-string] an older tool reads it"
    write_file(tmp_path, YML, FIXED.replace('version: "1"', f"version: 1 {ignore}"))
    assert plan(tmp_path, unsafe=True).files == ()


@pytest.mark.parametrize(
    ("old", "new"), [("agents:", "agenst:"), ("    cadence", "    cron: * 9 * * 1\n    cadence")], ids=["key", "syntax"]
)
def test_an_ignore_outlives_the_error_that_hides_its_use(old: str, new: str, tmp_path: Path) -> None:
    comment = "# kaizen: ignore[schedule/agent-unknown] it is installed later"
    text = f'version: "1"\nagents:\n  night-porter: {comment}\n    cadence: weekly\n'
    write_file(tmp_path, YML, text.replace(old, new))
    fixing = plan(tmp_path)
    (file,) = fixing.files
    assert comment in file.after
    assert fixing.report.findings == ()


def test_an_ignore_that_nothing_needs_is_deleted(tmp_path: Path) -> None:
    write_file(tmp_path, YML, FIXED.replace("coach:", "coach: # kaizen: ignore[schedule/agent-unknown] was once so"))
    assert [file.after for file in plan(tmp_path).files] == [FIXED]


@pytest.mark.parametrize("inside", [True, False])
def test_a_file_behind_a_link_is_not_changed(inside: bool, tmp_path: Path) -> None:
    root = tmp_path / "root"
    real = write_file(root if inside else tmp_path, "notes/agent-scribe.md", AGENT)
    (root / "agents").mkdir(parents=True)
    (root / "agents/agent-scribe.md").symlink_to(real)
    fixing = plan(root)
    assert fixing.files == ()
    assert fixing.report.findings


def test_a_folder_outside_the_root_is_not_changed(tmp_path: Path) -> None:
    root = tmp_path / "root"
    root.mkdir()
    write_file(tmp_path, "shared/agent-scribe.md", AGENT)
    fixing = plan(root, configuration=Configuration(agents=("../shared",)))
    assert fixing.files == ()
    assert [finding.path for finding in fixing.report.findings] == ["../shared/agent-scribe.md"]


def test_a_fleet_snapshot_is_never_changed(tmp_path: Path) -> None:
    write_file(tmp_path, YML, FIXED)
    write_file(tmp_path, "fleet/snapshot.yml", "version: 1\n")
    write_file(tmp_path, "fleet/repos/payments/schedule.yml", SCHEDULE.replace("* 9", "0 9"))
    fixing = plan(tmp_path, unsafe=True)
    assert fixing.files == ()
    assert "fleet/repos/payments/schedule.yml" in {one.path for one in fixing.report.findings if one.fix}


def finding(path: str, fix: Fix, card: Card = schedule.CADENCE_UNKNOWN) -> Finding:
    return Finding(card, card.severity, "wrong", path, Span(1, 1, 1, 2), None, (), fix, ())


def write(span: Span, text: str) -> Fix:
    return Fix("write it", (Edit(span, text),))


def test_a_file_of_this_package_is_never_changed() -> None:
    root = Path(kaizen_site.__file__).parent
    report = make_report([finding("errors.py", write(Span(1, 1, 1, 1), "#"))], 1, {})
    assert plan_fixes(root, lambda _: report).files == ()


def test_bytes_that_are_no_text_are_left_alone(tmp_path: Path) -> None:
    (tmp_path / "a.yml").write_bytes(b"\xff\n")
    report = make_report([finding("a.yml", write(Span(1, 1, 1, 1), "#"))], 1, {})
    assert plan_fixes(tmp_path, lambda _: report).files == ()


def test_a_fix_that_makes_a_file_unreadable_is_taken_back(tmp_path: Path) -> None:
    write_file(tmp_path, "a.yml", "a: b\n")
    write_file(tmp_path, "b.yml", "a: b\n")

    def check(drafts: Drafts) -> Report:
        found = []
        for path in ("a.yml", "b.yml"):
            text = drafts.get(path, b"a: b\n")
            if text == b"a: b\n":
                found.append(finding(path, write(Span(1, 4, 1, 5), "'b" if path == "a.yml" else "c")))
            elif text == b"a: 'b\n":
                found.append(finding(path, write(Span(1, 4, 1, 4), "'"), yaml.SYNTAX))
        return make_report(found, 2, {})

    fixing = plan_fixes(tmp_path, check)
    assert [(one.path, one.after) for one in fixing.files] == [("b.yml", "a: c\n")]
    assert [one.path for one in fixing.report.findings] == ["a.yml"]
    assert fixing.count == 1


def test_fixes_without_end_stop(tmp_path: Path) -> None:
    write_file(tmp_path, "a.yml", "a: b\n")
    report = make_report([finding("a.yml", write(Span(1, 1, 1, 1), "#"))], 1, {})
    (file,) = plan_fixes(tmp_path, lambda _: report).files
    assert file.after == "#" * file.count + "a: b\n"


def test_nothing_is_lost_of_a_file_that_changed_in_the_meantime(tmp_path: Path) -> None:
    file = write_file(tmp_path, YML, SCHEDULE)
    fixing = plan(tmp_path)
    file.write_text("version: 2\n")
    with pytest.raises(Refused):
        write_fixes(tmp_path, fixing)
    assert file.read_text() == "version: 2\n"
