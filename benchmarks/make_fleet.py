"""Makes a fleet snapshot for benchmarks and tests: `--repos N --agents K --records R --seed S --out DIR`.

One repo at a time, in the same bytes for the same arguments, and each repo independent of the others. With `--example`
it writes the project's own example fleet instead.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

from fleet_plan import TAKEN_AT, AgentPlan, RepoPlan, make_header, write_repo

FIRST = (
    "address",
    "archive",
    "audit",
    "basket",
    "billing",
    "booking",
    "catalogue",
    "claims",
    "contact",
    "delivery",
    "device",
    "document",
    "event",
    "feed",
    "form",
    "identity",
    "image",
    "invoice",
    "label",
    "ledger",
    "letter",
    "map",
    "meter",
    "order",
    "parcel",
    "permit",
    "policy",
    "price",
    "profile",
    "queue",
    "rate",
    "record",
    "report",
    "route",
    "search",
    "sensor",
    "shift",
    "stock",
    "survey",
    "ticket",
)
LAST = (
    "api",
    "batch",
    "bridge",
    "console",
    "engine",
    "export",
    "gateway",
    "importer",
    "portal",
    "relay",
    "service",
    "store",
    "sync",
    "tracker",
    "web",
    "worker",
)
DOMAINS = ("custodian", "storefront", "platform", "research", "logistics")
ZONES = (
    "Europe/Berlin",
    "Europe/Berlin",
    "Europe/London",
    "America/New_York",
    "Asia/Tokyo",
    "Australia/Melbourne",
    "America/Sao_Paulo",
    "UTC",
)
# Names of the reference catalogue, those first that a fleet schedules most.
AGENTS = (
    "coach",
    "optimization",
    "test-maintenance",
    "tdd-workflow",
    "keepaTodofile",
    "code-refactoring",
    "releaseManager",
    "keepaChangelog",
    "tooling-optimization",
    "scope-analyst",
    "sys-medic",
    "requirements-engineering",
    "testing-efficiency",
    "datamodel-optimization",
    "project-management",
    "priority-evaluation",
    "keepaContributingfile",
    "setupRepository",
    "claude-documentation",
    "wisdom-encouragement",
)
BROKEN = 'version: "1"\nagents:\n  coach:\n    cadence: hourly\n    enabled: true\n'


def make_plan(number: int, agents: int, rng: Random) -> RepoPlan:
    """One repo: about one in a hundred is unreachable, and as many have a schedule that the snapshot calls invalid."""
    slug = f"{rng.choice(FIRST)}-{rng.choice(LAST)}-{number:06d}"
    domain = rng.choice(DOMAINS)
    what = f"The {slug.rsplit('-', 1)[0].replace('-', ' ')} of the {domain} domain."
    fate = rng.random()
    if fate < 0.01:
        skipped: dict[str, object] = {"reason": "repo_unreachable", "errors": ["the path on runner-01 does not exist"]}
        return RepoPlan(slug, domain, what, skipped=skipped, reached=False)
    plans = tuple(_make_agent(name, rng) for name in AGENTS[:agents])
    broken = fate < 0.02
    return RepoPlan(
        slug,
        domain,
        what,
        plans,
        rng.choice(ZONES),
        scope=rng.random() < 0.6,
        todo=rng.random() < 0.6,
        schedule=BROKEN if broken else None,
        skipped={"reason": "schedule_invalid", "errors": ["schedule.yml:4:14: cadence"]} if broken else None,
    )


def make_fleet(out: Path, repos: int, agents: int, records: int, seed: int, weeks: int) -> int:
    """Write the snapshot below `out`; the number of records."""
    count = skipped = 0
    for number in range(repos):
        rng = Random(f"{seed}/{number}")
        plan = make_plan(number, agents, rng)
        skipped += plan.skipped is not None
        runs = {agent.agent: _spread(records, weeks, rng) for agent in plan.agents}
        count += write_repo(out / "repos" / plan.slug, plan, runs, rng)
    out.mkdir(parents=True, exist_ok=True)
    header = make_header(repos, count, skipped, "https://hub.example.org/repos/")
    (out / "snapshot.yml").write_text(header, encoding="utf-8")
    return count


def _make_agent(name: str, rng: Random) -> AgentPlan:
    cadence = rng.choice(("daily", "weekly", "weekly", "weekly", "monthly"))
    minute, hour = rng.choice((0, 15, 30, 45)), rng.randrange(4, 20)
    days = {"daily": "* * *", "weekly": f"* * {rng.randrange(1, 6)}", "monthly": f"{rng.randrange(1, 29)} * *"}
    return AgentPlan(
        name,
        cadence,
        f"{minute} {hour} {days[cadence]}",
        enabled=rng.random() < 0.9,
        rate=0.75 + 0.24 * rng.random(),
        later=0.45 if rng.random() < 0.04 else None,
        seconds=60 + 800 * rng.random(),
        quality=0.6 + 0.35 * rng.random(),
        memory=name != "wisdom-encouragement" and rng.random() < 0.85,
    )


def _spread(records: int, weeks: int, rng: Random) -> Sequence[datetime]:
    """Times all over the weeks before the snapshot, in order and in whole seconds."""
    if records <= 0:
        return ()
    span = weeks * 7 * 86_400 - 3_600
    step = span / records
    seconds = sorted(int(step * number + step * rng.random()) for number in range(records))
    begin = TAKEN_AT - timedelta(seconds=span + 60)
    return [begin + timedelta(seconds=second) for second in seconds]


def main() -> None:
    """Read the arguments and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, required=True, help="the folder of the snapshot")
    parser.add_argument("--repos", type=int, default=100)
    parser.add_argument("--agents", type=int, default=4, help=f"agents a repo, at most {len(AGENTS)}")
    parser.add_argument("--records", type=int, default=26, help="records an agent")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--weeks", type=int, default=26)
    parser.add_argument("--example", action="store_true", help="write the project's example fleet")
    given = parser.parse_args()
    if given.example:
        from fleet_example import write_example

        write_example(given.out)
        print(f"wrote the example fleet to {given.out}")
        return
    count = make_fleet(given.out, given.repos, min(given.agents, len(AGENTS)), given.records, given.seed, given.weeks)
    print(f"wrote {given.repos} repos with {count} records to {given.out}")


if __name__ == "__main__":
    main()
