"""The project's own example fleet: fourteen repos in three domains, one for each thing that a reader can meet."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

from fleet_plan import PROJECT, TAKEN_AT, AgentPlan, RepoPlan, make_header, write_repo

WEEKS = 26
SEED = "example"
SOURCE = "https://hub.example.org/repos/"

BROKEN_SCHEDULE = """version: "1"
timezone: Europe/Berlin
agents:
  coach:
    cadence: hourly
    cron: "0 9 * * 1"
    enabled: true
  test-maintenance:
    cadence: daily
    cron: "0 25 * * *"
    enabled: true
"""

REPOS = (
    RepoPlan(
        "archive-index",
        "custodian",
        "Finds scanned documents by their text and their age.",
        (
            AgentPlan("coach", rate=0.96),
            AgentPlan("optimization", rate=0.93, seconds=420),
        ),
        timezone=None,
        areas=("full-text index", "age filter", "scan importer"),
    ),
    RepoPlan(
        "intake-forms",
        "custodian",
        "Web forms by which records come in, in six languages.",
        (
            AgentPlan("coach", rate=0.95),
            AgentPlan("tdd-workflow", "daily", "0 5 * * 1-5", rate=0.94, seconds=680, quality=0.86),
            AgentPlan("requirements-engineering", "monthly", "0 8 2 * *", rate=0.9, seconds=900),
        ),
        areas=("address form", "upload page", "language switch"),
    ),
    RepoPlan(
        "ledger-export",
        "custodian",
        "Writes the month's postings in the format of the auditors.",
        (
            AgentPlan("coach"),
            AgentPlan("code-refactoring", "weekly", "0 6 * * 2", rate=0.42, later=0.97, change=0.45, seconds=760),
        ),
        todo=False,
        areas=("posting format", "monthly export", "checksum"),
    ),
    RepoPlan(
        "records-portal",
        "custodian",
        "The public's view on released records.",
        (
            AgentPlan("coach", rate=0.97),
            AgentPlan("optimization", rate=0.94, seconds=380),
            AgentPlan("releaseManager", "weekly", "0 11 * * 4", rate=0.93, seconds=510, quality=0.88),
        ),
        timezone="America/New_York",
        areas=("search page", "download queue", "redaction check"),
    ),
    RepoPlan(
        "retention-rules",
        "custodian",
        "Decides when a record may be deleted, and says why.",
        (
            AgentPlan("coach"),
            AgentPlan("scope-analyst", "monthly", "0 7 1 * *", rate=0.95),
            AgentPlan("keepaTodofile", "weekly", "30 7 * * 3", seconds=95),
        ),
        timezone="UTC",
        areas=("deletion run", "rule table", "audit trail"),
    ),
    RepoPlan(
        "basket-service",
        "storefront",
        "Keeps what a visitor has put aside.",
        (
            AgentPlan("coach", "weekly", "0 9 * * 1"),
            AgentPlan("keepaChangelog", "weekly", "45 14 * * 5", rate=0.97, seconds=80, quality=0.9),
        ),
        timezone="Asia/Kolkata",
        areas=("saved basket", "stock check", "expiry of baskets"),
    ),
    RepoPlan(
        "catalogue-search",
        "storefront",
        "Search and filters over two million articles.",
        (
            AgentPlan("coach", "weekly", "30 8 * * 1", rate=0.94),
            AgentPlan(
                "test-maintenance",
                "daily",
                "15 4 * * 1-5",
                rate=0.95,
                later=0.38,
                change=0.45,
                seconds=540,
                quality=0.78,
            ),
        ),
        areas=("filter bar", "ranking", "synonym list"),
    ),
    RepoPlan(
        "checkout-web",
        "storefront",
        "The last four pages before an order.",
        (
            AgentPlan("coach", "weekly", "0 9 * * 1", rate=0.95),
            AgentPlan("tdd-workflow", "weekly", "0 10 * * 2", enabled=False, rate=0.88, seconds=640),
            AgentPlan("test-maintenance", "weekly", "0 6 * * 4", rate=0.9, later=0.5, change=0.6, seconds=600),
        ),
        timezone="Europe/London",
        areas=("address form", "payment page", "order summary"),
    ),
    RepoPlan(
        "parcel-tracker",
        "storefront",
        "Tells where a parcel is, from nine carriers.",
        (
            AgentPlan("coach", "weekly", "30 9 * * 1"),
            AgentPlan("tooling-optimization", "weekly", "0 5 * * 6", rate=0.46, seconds=830, quality=0.66),
        ),
        timezone="Australia/Melbourne",
        scope=False,
        areas=("carrier adapter", "map view", "webhook"),
    ),
    RepoPlan(
        "price-engine",
        "storefront",
        "Computes prices, discounts and their history.",
        reached=False,
        skipped={"reason": "repo_unreachable", "errors": ["the path on runner-01 does not exist"]},
    ),
    RepoPlan(
        "build-images",
        "platform",
        "The images in which everything else is built.",
        (
            AgentPlan("coach", "weekly", "0 9 * * 1"),
            AgentPlan("tooling-optimization", "monthly", "0 6 3 * *", memory=False),
        ),
        timezone="UTC",
        scope=False,
        todo=False,
        areas=("compiler image", "browser image", "package mirror"),
    ),
    RepoPlan(
        "event-relay",
        "platform",
        "Hands events from one system to the next, at least once.",
        (
            AgentPlan("coach", rate=0.9),
            AgentPlan("test-maintenance", rate=0.9, seconds=480),
        ),
        schedule=BROKEN_SCHEDULE,
        skipped={
            "reason": "schedule_invalid",
            "errors": [
                "schedule.yml:5:14: error[schedule/cadence-unknown]",
                "schedule.yml:10:14: error[schedule/cron-invalid]",
            ],
        },
        areas=("retry queue", "event schema", "dead-letter store"),
    ),
    RepoPlan(
        "identity-gateway",
        "platform",
        "Signs people in and services out.",
        (
            AgentPlan("coach", "weekly", "0 8 * * 1", rate=0.96),
            AgentPlan("sys-medic", "monthly", "0 6 4 * *", rate=0.8, seconds=260),
        ),
        timezone="America/Sao_Paulo",
        areas=("password reset", "token renewal", "permission check"),
    ),
    RepoPlan(
        "metrics-collector",
        "platform",
        "Gathers figures from hosts and drops none.",
        (
            AgentPlan("coach", "weekly", "15 9 * * 1", rate=0.93),
            AgentPlan("optimization", "weekly", "15 10 * * 1", rate=0.9, seconds=400),
            AgentPlan("sys-medic", "daily", "20 5 * * *", rate=0.965, seconds=140, quality=0.9),
        ),
        timezone="Asia/Tokyo",
        areas=("host agent", "roll-up", "retention job"),
    ),
)
NEVER_RUN = {"build-images"}
LATE = {("identity-gateway", "sys-medic"): 4}


def write_example(out: Path) -> None:
    """Write the example below `out`; the same bytes every time."""
    records = 0
    for plan in REPOS:
        runs = {agent.agent: _find_times(plan, agent) for agent in plan.agents}
        records += write_repo(out / "repos" / plan.slug, plan, runs, Random(f"{SEED}/{plan.slug}/files"))
    skipped = sum(plan.skipped is not None for plan in REPOS)
    (out / "snapshot.yml").write_text(make_header(len(REPOS), records, skipped, SOURCE), encoding="utf-8")


def _find_times(plan: RepoPlan, agent: AgentPlan) -> Sequence[datetime]:
    """The fires of the agent's cron in the 26 weeks before the snapshot, some minutes later each, a few left out."""
    if plan.slug in NEVER_RUN:
        return ()
    if str(PROJECT) not in sys.path:
        sys.path.append(str(PROJECT))
    from kaizen_site.rules.cron import next_fires, parse_cron
    from kaizen_site.rules.cron_syntax import Cron

    cron = parse_cron(agent.cron or "0 9 * * 1")
    if not isinstance(cron, Cron):
        raise TypeError(f"{plan.slug}: {agent.agent}: {cron.message}")
    rng = Random(f"{SEED}/{plan.slug}/{agent.agent}")
    fires = next_fires(cron, plan.timezone or "Europe/Berlin", TAKEN_AT - timedelta(weeks=WEEKS), 7 * WEEKS)
    times = [
        fire.astimezone(UTC) + timedelta(seconds=rng.randrange(60, 1_500))
        for fire in fires
        if fire < TAKEN_AT - timedelta(hours=1) and rng.random() > 0.03
    ]
    return times[-LATE.get((plan.slug, agent.agent), len(times)) :]
