"""What the benchmarks share: CPU seconds of child processes, the machine's description, result files."""

from __future__ import annotations

import json
import os
import platform
import resource
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import NamedTuple

RESULTS = Path(__file__).parent / "results"
PEERS = ("mkdocs", "mkdocs-material", "click", "PyYAML", "jsonschema", "jinja2", "markdown-it-py", "nh3")


class Cost(NamedTuple):
    """CPU (user and system) and wall seconds of one command, and its exit status."""

    cpu: float
    wall: float
    status: int


def run_measured(command: Sequence[str], where: Path, environment: Mapping[str, str] | None = None) -> Cost:
    """Run a command to its end; its output is thrown away unless it fails."""
    before, begin = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    done = subprocess.run(
        list(command), cwd=where, env={**os.environ, **(environment or {})}, capture_output=True, text=True, check=False
    )
    wall, after = time.perf_counter() - begin, resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode not in (0, 1):
        sys.exit(f"{' '.join(command)} ended with status {done.returncode}:\n{done.stdout}{done.stderr}")
    cpu = after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime
    return Cost(cpu, wall, done.returncode)


def describe_machine() -> dict[str, object]:
    """What a reader needs to judge the figures."""
    return {
        "python": platform.python_version(),
        "system": platform.system(),
        "machine": platform.machine(),
        "cores": os.cpu_count(),
        "versions": {name: _version(name) for name in PEERS},
    }


def write_result(name: str, rows: object) -> Path:
    """Keep the figures as `benchmarks/results/<name>.json`."""
    RESULTS.mkdir(exist_ok=True)
    path = RESULTS / f"{name}.json"
    path.write_text(json.dumps({"machine": describe_machine(), "rows": rows}, indent=2, sort_keys=True) + "\n", "utf-8")
    return path


def print_table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Columns aligned to the left."""
    widths = [max(len(row[index]) for row in [heads, *rows]) for index in range(len(heads))]
    for row in [heads, *rows]:
        print("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())


def _version(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None
