"""A repo's schedule: started, validated, listed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from kaizen_site.check.schedule import check_schedule
from kaizen_site.derive.finding import make_report
from kaizen_site.derive.preset import bootstrap_schedule, example_schedule
from kaizen_site.errors import Misconfigured, NothingToCheck, Refused
from kaizen_site.gather.tree import Folder
from kaizen_site.model.diagnostic import Parsed, Report
from kaizen_site.model.output import Rendered
from kaizen_site.model.schedule import Entry, Schedule
from kaizen_site.operations.configuration import load_configuration
from kaizen_site.operations.reading import read_safely
from kaizen_site.operations.target import installed_agents, packaged_agents
from kaizen_site.operations.verdict import judge_alone
from kaizen_site.parse.schedule import read_schedule
from kaizen_site.publish.files import write_text
from kaizen_site.render.schedule import render_schedule_file
from kaizen_site.rules.cron import CronFault, is_zone, nearest_zone, next_fires, parse_cron
from kaizen_site.rules.nearest import nearest

PATH = ".kaizen/schedule.yml"


def init_schedule(
    target: Path,
    timezone: str,
    *,
    engagement: str | None = None,
    agents: Sequence[str] = (),
    cadence: str = "weekly",
    force: bool = False,
) -> bool:
    """Write the example, or the bootstrap preset of an engagement; False when a schedule is there and `force` is not.

    Where the project's configuration knows the site, the file names its schema for editors. Raises Misconfigured for
    a time zone or an agent that does not exist; nothing is written then.
    """
    if not is_zone(timezone):
        near = nearest_zone(timezone)
        raise Misconfigured(f"{timezone} is not an IANA time zone" + (f"; did you mean {near}?" if near else ""))
    if not force and Folder(target).exists(PATH):
        return False
    schedule = example_schedule(timezone)
    if engagement is not None:
        _require_agents(target, agents)
        schedule = bootstrap_schedule(engagement, agents, cadence, timezone)
    docs_url = load_configuration(target).docs_url
    write_text(target, Rendered(PATH, render_schedule_file(schedule, docs_url)))
    return True


def validate_schedule(target: Path) -> tuple[Schedule | None, Report]:
    """The schedule and the report on it; raises NothingToCheck where there is none."""
    parsed = _read(target)
    diagnostics = list(parsed.diagnostics)
    if parsed.value is not None:
        diagnostics += check_schedule(parsed.value, known_agents(target))
    documents = {} if parsed.document is None else {parsed.path: parsed.document}
    configuration = load_configuration(target)
    findings, suppressed = judge_alone(diagnostics, documents, configuration, lambda family: family == "schedule")
    return parsed.value, make_report(findings, 1, {"schedules": 1}, suppressed=suppressed)


def list_schedule(target: Path, now: datetime) -> tuple[Schedule, tuple[datetime | None, ...]]:
    """The schedule and the next fire of each entry after `now`: None when it is off or has no cron of its own.

    Raises Refused for a schedule that is not valid.
    """
    schedule, report = validate_schedule(target)
    if schedule is None or report.failed:
        raise Refused(f"{PATH} is not valid; `kaizen-agentic schedule validate` says why")
    return schedule, tuple(_next_fire(entry, schedule.timezone, now) for entry in schedule.entries)


def known_agents(target: Path) -> frozenset[str]:
    """The agents that a schedule may name: installed in `target` or packaged, by file name."""
    return installed_agents(Folder(target)) | packaged_agents()


def _read(target: Path) -> Parsed[Schedule]:
    folder = Folder(target)
    if not folder.exists(PATH):
        raise NothingToCheck(f"there is no {PATH} in {target.resolve()}; `kaizen-agentic schedule init` writes one")
    return read_safely(read_schedule, folder.read(PATH))


def _next_fire(entry: Entry, timezone: str | None, now: datetime) -> datetime | None:
    if not entry.enabled or entry.cron is None:
        return None
    cron = parse_cron(entry.cron)
    if isinstance(cron, CronFault):
        return None
    return next(iter(next_fires(cron, timezone or "UTC", now, 1)), None)


def _require_agents(target: Path, agents: Sequence[str]) -> None:
    known = known_agents(target)
    for agent in agents:
        if agent not in known:
            near = nearest(agent, known)
            raise Misconfigured(f"there is no agent {agent}" + (f"; did you mean {near}?" if near else ""))
