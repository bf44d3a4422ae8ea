"""Hostile files: a finding each, in bounded time and memory, and the other files of the tree are still checked."""

from __future__ import annotations

import json
import os
import re
import resource
import subprocess
import sys
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from kaizen_site.model.diagnostic import Severity
from kaizen_site.operations.check import run_check
from tests.hostile_files import ATTACKS, FRONT, HARMLESS, NESTED, Attack, decision, write_file

MEMORY_LIMIT = 1 << 30
CPU_LIMIT = 5
WALL_LIMIT = 30
CANARIES = {
    ("agents/agent-canary.md", "agent/description-missing"),
    ("docs/adr/ADR-900-canary.md", "adr/date-invalid"),
}
RAW = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\U000e0000-\U000e007f]")
LEAKS = ("Traceback", "<class", "object at 0x", "RecursionError", "MemoryError", "yaml.", "Error(")


class Outcome(NamedTuple):
    status: int
    shown: str
    findings: list[dict[str, Any]]


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A project with two files whose one fault each must be found whatever lies beside them."""
    root = tmp_path / "project"
    write_file(root / "agents/agent-canary.md", "---\nname: canary\n---\n\n# Canary\n\nSing.\n")
    write_file(root / "docs/adr/ADR-900-canary.md", decision("date: 2026-02-30\n").replace("001", "900"))
    write_file(tmp_path / "outside.md", FRONT)
    return root


def plant(attack: Attack, root: Path) -> None:
    try:
        attack.write(root)
    except PermissionError:
        pytest.skip("only root may make a device file")


def limit_child() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_LIMIT, MEMORY_LIMIT))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_LIMIT, CPU_LIMIT))


def run_limited(root: Path) -> Outcome:
    """`kaizen-agentic check` as a process of its own, which ends where it needs too much."""
    out = root.parent / "report.json"
    done = subprocess.run(
        [sys.executable, "-m", "kaizen_site", "check", str(root), "--output-format", "text", "--report", f"json={out}"],
        env={name: value for name, value in os.environ.items() if not name.startswith(("GITHUB_", "GITEA_", "CI_"))},
        capture_output=True,
        check=False,
        timeout=WALL_LIMIT,
        preexec_fn=limit_child,
    )
    shown = done.stdout.decode("utf-8") + done.stderr.decode("utf-8")
    assert out.exists(), shown
    return Outcome(done.returncode, shown, json.loads(out.read_text("utf-8"))["findings"])


def assert_said_well(outcome: Outcome) -> None:
    assert [match[0] for match in RAW.finditer(outcome.shown)] == []
    assert [leak for leak in LEAKS if leak in outcome.shown] == []
    assert {(one["path"], one["rule"]) for one in outcome.findings} >= CANARIES
    assert [one["message"] for one in outcome.findings if one["rule"].startswith("internal/")] == []


@pytest.mark.parametrize("name", ATTACKS)
def test_a_hostile_file_gets_its_finding_and_the_others_are_checked(name: str, tree: Path) -> None:
    attack = ATTACKS[name]
    plant(attack, tree)
    outcome = run_limited(tree)
    assert_said_well(outcome)
    assert outcome.status == 1
    mine = [one for one in outcome.findings if (one["path"], one["rule"]) not in CANARIES]
    assert {one["rule"] for one in mine if one["path"] == attack.path} & set(attack.rules)
    assert {one["rule"] for one in mine if one["severity"] == "error"} <= set(attack.rules)


@pytest.mark.parametrize("name", HARMLESS)
def test_a_strange_file_holds_nobody_up(name: str, tree: Path) -> None:
    plant(HARMLESS[name], tree)
    assert_said_well(run_limited(tree))


@pytest.mark.parametrize("name", [*ATTACKS, *NESTED])
def test_the_operation_says_the_same_without_a_command(name: str, tree: Path) -> None:
    attack = (ATTACKS | NESTED)[name]
    plant(attack, tree)
    findings = run_check(tree).findings
    assert {(one.path, one.card.slug) for one in findings} >= CANARIES
    assert {one.card.slug for one in findings if one.path == attack.path} & set(attack.rules)
    assert all("\n" not in one.message and one.message.strip() == one.message for one in findings)
    assert all(len(one.message) < 1_000 for one in findings)
    assert not any(one.card.family == "internal" and one.severity is Severity.ERROR for one in findings)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_an_unreadable_file_is_a_finding(tree: Path) -> None:
    write_file(tree / "agents/agent-victim.md", FRONT)
    (tree / "agents/agent-victim.md").chmod(0)
    assert ("agents/agent-victim.md", "text/not-read") in {
        (one.path, one.card.slug) for one in run_check(tree).findings
    }
