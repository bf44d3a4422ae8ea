"""How long the short commands take beside `python -c "import click, yaml"`: medians over interleaved runs.

Run it with the interpreter of the virtual environment: `python benchmarks/command_start.py [--runs 15]`.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
from pathlib import Path

from measuring import Cost, print_table, run_measured, write_result


def main() -> None:
    """Print the table and keep it under `benchmarks/results/`."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=15)
    runs = parser.parse_args().runs
    command = str(Path(sys.executable).parent / "kaizen-agentic")
    with tempfile.TemporaryDirectory() as folder:
        where = Path(folder)
        for arguments in (["schedule", "init"], ["memory", "init", "coach"]):
            run_measured([command, *arguments], where)
        measured = measure(
            {
                "python -c pass": [sys.executable, "-c", "pass"],
                "import click, yaml": [sys.executable, "-c", "import click, yaml"],
                "kaizen-agentic --help": [command, "--help"],
                "schedule prepare coach": [command, "schedule", "prepare", "coach"],
                "schedule validate": [command, "schedule", "validate"],
                "metrics record coach": [command, "metrics", "record", "coach", "--success"],
            },
            where,
            runs,
        )
    peer = statistics.median(cost.cpu for cost in measured["import click, yaml"])
    rows = [
        {
            "command": name,
            "cpu_s": round(statistics.median(cost.cpu for cost in costs), 4),
            "wall_s": round(statistics.median(cost.wall for cost in costs), 4),
            "ratio_to_import_click_yaml": round(statistics.median(cost.cpu for cost in costs) / peer, 2),
        }
        for name, costs in measured.items()
    ]
    print_table(
        ("command", "CPU s", "wall s", "ratio"),
        [
            (str(r["command"]), f"{r['cpu_s']:.4f}", f"{r['wall_s']:.4f}", f"{r['ratio_to_import_click_yaml']:.2f}")
            for r in rows
        ],
    )
    write_result("command_start", rows)


def measure(commands: dict[str, list[str]], where: Path, runs: int) -> dict[str, list[Cost]]:
    """Run every command once a round, so that the machine's moods fall on all of them alike."""
    costs: dict[str, list[Cost]] = {name: [] for name in commands}
    for _ in range(runs):
        for name, command in commands.items():
            costs[name].append(run_measured(command, where))
    return costs


if __name__ == "__main__":
    main()
