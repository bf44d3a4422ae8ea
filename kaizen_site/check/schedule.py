"""Whether a schedule means something: agents exist, crons fire, the zone is one."""

from __future__ import annotations

from collections.abc import Iterator

from kaizen_site.cards import schedule as cards
from kaizen_site.check.cron import CronCards, check_cron, check_timezone
from kaizen_site.model.diagnostic import Diagnostic
from kaizen_site.model.schedule import Schedule
from kaizen_site.model.source import At
from kaizen_site.rules.cron import is_zone
from kaizen_site.rules.nearest import nearest
from kaizen_site.rules.wording import shorten

_CARDS = CronCards(
    cards.CRON_INVALID,
    cards.CRON_NEVER_FIRES,
    cards.CRON_BOTH_DAYS,
    cards.CRON_CLOCK_CHANGE,
    cards.TIMEZONE_UNKNOWN,
)


def check_schedule(schedule: Schedule, known_agents: frozenset[str]) -> Iterator[Diagnostic]:
    """The faults of meaning; `known_agents` are those installed in the repo and those packaged.

    It may be asked about a schedule with faults of shape as well: what could not be read is not there.
    """
    timezone = schedule.timezone
    if timezone is not None and not is_zone(timezone):
        yield from check_timezone(_CARDS, schedule.path, ("timezone",), timezone)
        timezone = None
    for entry in schedule.entries:
        if entry.agent not in known_agents:
            yield _say_unknown(schedule.path, entry.agent, known_agents)
        if entry.cron is not None:
            yield from check_cron(_CARDS, schedule.path, ("agents", entry.agent, "cron"), entry.cron, timezone)


def _say_unknown(path: str, agent: str, known_agents: frozenset[str]) -> Diagnostic:
    near = nearest(agent.removesuffix(".md").removeprefix("agent-"), sorted(known_agents))
    message = f"no agent named `{shorten(agent)}` is installed or packaged"
    help_text = f"did you mean `{near}`?" if near else "`kaizen-agentic agents list` names the agents there are"
    return cards.AGENT_UNKNOWN.at(path, At(("agents", agent), "key"), message, help=help_text)
