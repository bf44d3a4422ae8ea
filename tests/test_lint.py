"""The house rules hold, and a broken one is noticed."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

BIN = Path(sys.executable).parent


def run(*command: str, where: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run([str(BIN / command[0]), *command[1:]], cwd=where, capture_output=True, text=True, check=False)


def assert_clean(done: subprocess.CompletedProcess[str]) -> None:
    assert done.returncode == 0, done.stdout + done.stderr


def test_ruff_finds_nothing(project: Path) -> None:
    assert_clean(run("ruff", "check", ".", where=project))


def test_the_code_is_formatted(project: Path) -> None:
    assert_clean(run("ruff", "format", "--check", ".", where=project))


def test_mypy_strict_finds_nothing(project: Path) -> None:
    assert_clean(run("mypy", where=project))


def test_the_import_contracts_hold(project: Path) -> None:
    assert_clean(run("lint-imports", where=project))


@pytest.mark.parametrize(
    ("module", "line"),
    [
        ("parse/values.py", "import kaizen_site.render.report"),
        ("derive/finding.py", "import os"),
        ("model/source.py", "import yaml"),
        ("check/agent.py", "import kaizen_site.operations.check"),
        ("operations/check.py", "import mkdocs"),
        ("operations/rules.py", "import jinja2"),
    ],
)
def test_a_broken_contract_fails_the_lint(project: Path, tmp_path: Path, module: str, line: str) -> None:
    shutil.copytree(project / "kaizen_site", tmp_path / "kaizen_site", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(project / "pyproject.toml", tmp_path)
    target = tmp_path / "kaizen_site" / module
    target.write_text(target.read_text("utf-8") + f"\n{line}\n", "utf-8")
    probe = "import sys; sys.path.insert(0, '.'); from importlinter.cli import lint_imports; sys.exit(lint_imports())"
    done = subprocess.run(
        [sys.executable, "-P", "-c", probe], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1, done.stdout + done.stderr
    assert "BROKEN" in done.stdout
