"""What is imported when: the whole cost of a short command is its imports."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

HEAVY = ("mkdocs", "jinja2", "jsonschema", "markdown_it", "nh3", "markdown", "hypothesis")

PROBE = """
import sys
{code}
print(",".join(sorted(name for name in {heavy!r} if name in sys.modules)))
"""


def imported_by(code: str, where: Path) -> str:
    """The heavy modules that a fresh interpreter holds after running the code."""
    probe = PROBE.format(code=code, heavy=HEAVY)
    done = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=True, cwd=where)
    return done.stdout.strip().splitlines()[-1] if done.stdout.strip() else ""


def call(*arguments: str) -> str:
    return (
        "from kaizen_site.cli import main\n"
        "import io, contextlib\n"
        "with contextlib.redirect_stdout(io.StringIO()):\n"
        f"    main({list(arguments)!r}, standalone_mode=False)"
    )


@pytest.mark.parametrize(
    "code",
    [
        "import kaizen_site",
        "import kaizen_site.cli",
        call("--help"),
        call("schedule", "init"),
        call("schedule", "prepare", "coach"),
        call("metrics", "record", "coach", "--success"),
        call("memory", "init", "coach"),
    ],
    ids=["the package", "the command", "help", "schedule init", "schedule prepare", "metrics record", "memory init"],
)
def test_a_command_of_working_time_loads_nothing_heavy(code: str, tmp_path: Path) -> None:
    assert imported_by(code, tmp_path) == ""


def test_the_probe_sees_a_heavy_import(tmp_path: Path) -> None:
    assert imported_by("import jinja2", tmp_path) == "jinja2"
