"""Whether a schedule means something: agents exist, crons fire, the zone is one."""

from __future__ import annotations

from collections.abc import Iterator

from kaizen_site.cards import schedule as cards
from kaizen_site.check.cron import CronCards, check_cron, check_timezone
from kaizen_site.model.diagnostic import Diagnostic
from kaizen_site.model.schedule import Schedule
from kaizen_site.model.source import At
from kaizen_site.rules.cron import is_zone
from kaizen_site.rules.mending import find_meant, write_word
from kaizen_site.rules.names import is_slug
from kaizen_site.rules.nearest import nearest
from kaizen_site.rules.slug import slugify
from kaizen_site.rules.wording import shorten

MOST_AGENTS = 200
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
    yield from _check_size(schedule)
    if schedule.engagement is not None and not is_slug(schedule.engagement):
        yield _say_engagement(schedule.path, schedule.engagement)
    free = set(known_agents) - {entry.agent for entry in schedule.entries}
    for entry in schedule.entries:
        if entry.agent not in known_agents:
            yield _say_unknown(schedule.path, entry.agent, known_agents, free)
        if entry.cron is not None:
            yield from check_cron(_CARDS, schedule.path, ("agents", entry.agent, "cron"), entry.cron, timezone)


def _check_size(schedule: Schedule) -> Iterator[Diagnostic]:
    if len(schedule.entries) > MOST_AGENTS:
        message = f"the schedule names {len(schedule.entries)} agents; at most {MOST_AGENTS} are possible"
        where = At(("agents", schedule.entries[MOST_AGENTS].agent), "key")
        yield cards.TOO_MANY_AGENTS.at(schedule.path, where, message, help=cards.TOO_MANY_AGENTS.remedy)


def _say_engagement(path: str, engagement: str) -> Diagnostic:
    near = slugify(engagement.lower())
    message = f"`{shorten(engagement)}` can't be an engagement's slug"
    help_text = f"did you mean `{near}`?" if is_slug(near) else cards.ENGAGEMENT_INVALID.remedy
    return cards.ENGAGEMENT_INVALID.at(path, At(("engagement",)), message, help=help_text)


def _say_unknown(path: str, agent: str, known_agents: frozenset[str], free: set[str]) -> Diagnostic:
    """The finding; `free` are the known agents that the schedule does not name, and a fix takes one of them."""
    name = agent.removesuffix(".md").removeprefix("agent-")
    near = nearest(name, sorted(known_agents))
    message = f"no agent named `{shorten(agent)}` is installed or packaged"
    help_text = f"did you mean `{near}`?" if near else "`kaizen-agentic agents list` names the agents there are"
    pointer = ("agents", agent)
    # A slip is mended unsafely: it decides which agent runs, and the one that is meant may yet have to be installed.
    meant = find_meant(name, sorted(known_agents), closed=False)
    fix = None
    if meant is not None and meant.word in free:
        free.remove(meant.word)
        fix = write_word(pointer, agent, meant.word, safe=meant.certain, part="key")
    return cards.AGENT_UNKNOWN.at(path, At(pointer, "key"), message, help=help_text, fix=fix)
