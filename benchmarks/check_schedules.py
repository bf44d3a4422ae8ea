"""Checks many schedules, beside check-jsonschema and beside a plain YAML loader with a reused jsonschema validator.

`python benchmarks/check_schedules.py [--count 1000] [--runs 5] [--peer PATH]`. Without `--peer`, check-jsonschema is
installed into a virtual environment that is thrown away. From 10,000 schedules on, only our own check is measured,
with its time and its peak memory.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

import yaml
from fleet_plan import make_header, make_repo_json, make_schedule
from jsonschema.validators import Draft202012Validator
from make_fleet import make_plan
from measuring import Cost, print_table, run_measured, write_result

import kaizen_site
from kaizen_site.check.schedule import check_schedule
from kaizen_site.model.source import Source
from kaizen_site.parse.schedule import read_schedule
from kaizen_site.schemas import load_schema

SCHEMA = Path(kaizen_site.__file__).parent / "schemas/schedule.schema.json"
ALONE = 10_000  # from here on peers would take minutes
CHILD = "import resource, subprocess, sys; subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL)\n"
CHILD += "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"


def main() -> None:
    """Print the tables and keep them under `benchmarks/results/`."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=1_000, help="schedules")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--peer", type=Path, help="a check-jsonschema that is there already")
    given = parser.parse_args()
    ours = str(Path(sys.executable).parent / "kaizen-agentic")
    with tempfile.TemporaryDirectory() as folder:
        where = Path(folder)
        files = write_schedules(where / "project", given.count)
        command = [ours, "check", "project", "--output-format", "json"]
        rows: list[dict[str, object]] = []
        if given.count < ALONE:
            peer = given.peer or install_peer(where)
            rows += compare_commands(where, command, [str(peer), "--schemafile", str(SCHEMA), *files], given.runs)
            rows.append({"what": name_version(peer)})
            rows += compare_readers([where / file for file in files], given.runs)
        rows.append(measure_memory(where, command, given.count))
    write_result(f"check_schedules_{given.count}", rows)


def write_schedules(root: Path, count: int) -> list[str]:
    """A snapshot of as many repos, each with four agents and nothing but its schedule; the paths of the schedules."""
    paths = []
    for number in range(count):
        plan = make_plan(number, 4, Random(number))
        repo = root / "fleet/repos" / plan.slug
        repo.mkdir(parents=True)
        (repo / "repo.json").write_text(make_repo_json(plan), "utf-8")
        (repo / "schedule.yml").write_text(make_schedule(plan), "utf-8")
        paths.append(f"project/fleet/repos/{plan.slug}/schedule.yml")
    (root / "fleet/snapshot.yml").write_text(make_header(count, 0, 0, "https://hub.example.org/repos/"), "utf-8")
    return paths


def install_peer(where: Path) -> Path:
    """check-jsonschema in an environment of its own."""
    subprocess.run([sys.executable, "-m", "venv", str(where / "peer")], check=True)
    subprocess.run([str(where / "peer/bin/pip"), "install", "--quiet", "check-jsonschema"], check=True)
    return where / "peer/bin/check-jsonschema"


def name_version(peer: Path) -> str:
    """Such as "check-jsonschema, version 0.39.0"."""
    return subprocess.run([str(peer), "--version"], capture_output=True, text=True, check=True).stdout.strip()


def compare_commands(where: Path, ours: list[str], peer: list[str], runs: int) -> list[dict[str, object]]:
    """CPU seconds of both commands over the same files, turn by turn."""
    costs: dict[str, list[Cost]] = {"kaizen-agentic check": [], "check-jsonschema": []}
    for _ in range(runs):
        for name, command in zip(costs, (ours, peer), strict=True):
            costs[name].append(run_measured(command, where))
    return tabulate({name: [cost.cpu for cost in found] for name, found in costs.items()}, "check-jsonschema")


def compare_readers(files: list[Path], runs: int) -> list[dict[str, object]]:
    """In this process and from bytes: reading and checking, beside loading and validating."""
    contents = [(file.name, file.read_bytes()) for file in files]
    contents = [(name, content) for name, content in contents if load(content)["agents"]]
    validator = Draft202012Validator(load_schema("schedule"))
    known = frozenset(name for _, content in contents for name in load(content)["agents"])

    def read_ours() -> None:
        for name, content in contents:
            parsed = read_schedule(Source(name, content))
            if parsed.value is not None:
                list(check_schedule(parsed.value, known))

    def read_plain() -> None:
        for _, content in contents:
            list(validator.iter_errors(load(content)))

    times: dict[str, list[float]] = {"read_schedule + check_schedule": [], "CSafeLoader + jsonschema": []}
    steps: tuple[Callable[[], None], ...] = (read_ours, read_plain)
    for _ in range(runs):
        for found, step in zip(times.values(), steps, strict=True):
            begin = time.process_time()
            step()
            found.append(time.process_time() - begin)
    return tabulate(times, "CSafeLoader + jsonschema")


def load(content: bytes) -> Any:
    """What a tool without positions reads."""
    return yaml.load(content, yaml.CSafeLoader)


def tabulate(times: dict[str, list[float]], peer: str) -> list[dict[str, object]]:
    """Medians and their ratio to the peer's, printed too."""
    base = statistics.median(times[peer])
    rows = [(name, statistics.median(found)) for name, found in times.items()]
    print_table(("what", "CPU s", f"times {peer}"), [(name, f"{cpu:.4f}", f"{cpu / base:.3f}") for name, cpu in rows])
    return [{"what": name, "cpu_s": round(cpu, 4), "ratio": round(cpu / base, 4)} for name, cpu in rows]


def measure_memory(where: Path, command: list[str], count: int) -> dict[str, object]:
    """Our check once more: time, and the peak of its memory, which only a child of its own tells."""
    cost = run_measured([sys.executable, "-c", CHILD, *command], where)
    done = subprocess.run(
        [sys.executable, "-c", CHILD, *command], cwd=where, capture_output=True, text=True, check=True
    )
    peak = int(done.stdout) / 1024
    print_table(
        ("schedules", "CPU s", "wall s", "peak MB"),
        [(str(count), f"{cost.cpu:.2f}", f"{cost.wall:.2f}", f"{peak:.0f}")],
    )
    return {"what": "kaizen-agentic check", "schedules": count, "cpu_s": cost.cpu, "wall_s": cost.wall, "peak_mb": peak}


if __name__ == "__main__":
    main()
