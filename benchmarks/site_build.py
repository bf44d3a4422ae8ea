"""`site build` for a fleet beside stock MkDocs with Material for as many pages, in one run.

The peer gets the markdown twins of our repo pages as ordinary pages outside its navigation: the same text, a page a
repo, with its search on; it makes no bundles, metrics or twins.
Run: `python benchmarks/site_build.py --repos 1000 [--rounds 3]`.
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from measuring import Cost, print_table, run_measured, write_result

PROJECT = Path(__file__).resolve().parents[1]
BIN = Path(sys.executable).parent
QUIET = {"NO_MKDOCS_2_WARNING": "1", "DISABLE_MKDOCS_2_WARNING": "true"}
STOCK = """\
site_name: Stock
theme: {name: material, font: false}
plugins: [search]
not_in_nav: '/repo-*'
nav: [index.md]
"""
OURS = "site_name: Ours\ntheme: {name: material, font: false}\nplugins: [search, kaizen]\n"


def main() -> None:
    """Print the table and keep it under `benchmarks/results/`."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--repos", type=int, default=1000)
    parser.add_argument("--agents", type=int, default=4)
    parser.add_argument("--records", type=int, default=26)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        rows = compare(Path(folder), options)
    print_table(
        ("build", "pages", "files", "CPU s", "ratio to stock"),
        [(str(r["build"]), str(r["pages"]), str(r["files"]), f"{r['cpu_s']:.2f}", f"{r['ratio']:.2f}") for r in rows],
    )
    write_result(f"site_build_{options.repos}", rows)


def compare(where: Path, options: argparse.Namespace) -> list[dict[str, object]]:
    """Each build `rounds` times, taking turns; medians of CPU seconds."""
    ours, bare, stock = make_ours(where, options), make_bare(where), where / "stock"
    builds: dict[str, tuple[Sequence[str], Path]] = {
        "ours, without a fleet": ([str(BIN / "kaizen-agentic"), "site", "build"], bare),
        f"ours, {options.repos} repos x {options.agents} agents": (
            [str(BIN / "kaizen-agentic"), "site", "build"],
            ours,
        ),
        "stock MkDocs + Material": ([str(BIN / "mkdocs"), "build", "--quiet"], stock),
    }
    run_measured(*builds[f"ours, {options.repos} repos x {options.agents} agents"], QUIET)
    make_stock(stock, ours / "site" / "repos")
    costs: dict[str, list[Cost]] = {name: [] for name in builds}
    for _ in range(options.rounds):
        for name, (command, place) in builds.items():
            shutil.rmtree(place / "site", ignore_errors=True)
            costs[name].append(run_measured(command, place, QUIET))
    peer = statistics.median(cost.cpu for cost in costs["stock MkDocs + Material"])
    return [describe(name, builds[name][1] / "site", costs[name], peer) for name in builds]


def describe(name: str, site: Path, costs: Sequence[Cost], peer: float) -> dict[str, object]:
    """One row of the table."""
    cpu = statistics.median(cost.cpu for cost in costs)
    return {
        "build": name,
        "pages": sum(1 for _ in site.rglob("*.html")),
        "files": sum(1 for path in site.rglob("*") if path.is_file()),
        "cpu_s": round(cpu, 3),
        "wall_s": round(statistics.median(cost.wall for cost in costs), 3),
        "ratio": round(cpu / peer, 3),
    }


def make_ours(where: Path, options: argparse.Namespace) -> Path:
    """A project with the reference catalogue and a generated fleet."""
    project = make_bare(where, "ours")
    script = str(PROJECT / "benchmarks" / "make_fleet.py")
    sizes = ("repos", "agents", "records")
    words = [word for size in sizes for word in (f"--{size}", str(getattr(options, size)))]
    run_measured([sys.executable, script, *words, "--out", str(project / "fleet")], where)
    return project


def make_bare(where: Path, name: str = "bare") -> Path:
    """A project with the reference catalogue and no fleet."""
    project = where / name
    for folder in ("agents", "activity-definitions", "event-types"):
        shutil.copytree(PROJECT / folder, project / folder)
    (project / "docs").mkdir()
    (project / "mkdocs.yml").write_text(OURS, "utf-8")
    return project


def make_stock(project: Path, twins: Path) -> None:
    """A project of the peer with the same text a repo."""
    docs = project / "docs"
    docs.mkdir(parents=True)
    (project / "mkdocs.yml").write_text(STOCK, "utf-8")
    (docs / "index.md").write_text("# Stock\n", "utf-8")
    for twin in sorted(twins.glob("*.md")):
        shutil.copy(twin, docs / f"repo-{twin.name}")


if __name__ == "__main__":
    main()
