"""Which runs a definition creates tasks for: decided by its trigger, its resolver's filters and its conditions."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import lru_cache

from kaizen_site.model.definition import ContextSource, Definition, Rule
from kaizen_site.model.fleet import RepoState
from kaizen_site.model.references import Ask
from kaizen_site.model.schedule import Entry
from kaizen_site.model.source import Plain
from kaizen_site.rules.condition import ConditionError, ConditionFault, compile_condition, parse_condition

RESOLVER = "discover_kaizen_scheduled_repos"
_NOTHING = ("", "~", "null", "Null", "NULL")


def is_in_force(definition: Definition) -> bool:
    """Whether it is switched on and not on its way out."""
    return definition.enabled and definition.status != "deprecated"


def fires_runs(definition: Definition) -> bool:
    """Whether a cron makes it create tasks for scheduled runs."""
    return definition.trigger.type == "cron" and any(_list_loops(definition))


def opens_session(definition: Definition) -> bool:
    """Whether its tasks are an agent's sessions; those that only run the optimiser beside them belong to no entry."""
    texts = [f"{rule.action.task_template}\n{rule.action.description}" for rule in definition.rules]
    return any("prepare_command" in text or "metrics optimize" not in text for text in texts)


def may_fire(definition: Definition, ask: Ask) -> bool | None:
    """Whether the definition, once switched on, creates a task for such a run; None where that can't be told."""
    if not fires_runs(definition):
        return False
    answers = [_answer(source, rule, ask) for source, rule in _list_loops(definition)]
    return True if True in answers else None if None in answers else False


def make_ask(entry: Entry, state: RepoState) -> Ask:
    """What an entry of a repo asks for."""
    engagement = state.schedule.engagement if state.schedule is not None else None
    return Ask(entry.agent, entry.cadence, state.repo.domain, engagement)


def read_parameter(source: ContextSource, name: str) -> str | None:
    """A parameter of a resolver that is a text; None where it is absent, null or anything else."""
    value = source.params.get(name)
    if not isinstance(value, str) or (isinstance(value, Plain) and value in _NOTHING):
        return None
    return str(value)


def list_sources(definition: Definition) -> tuple[ContextSource, ...]:
    """The sources that list scheduled runs."""
    return tuple(one for one in definition.context_sources if one.type == "resolver" and one.query == RESOLVER)


def _list_loops(definition: Definition) -> Iterable[tuple[ContextSource, Rule]]:
    """Every rule with a source of runs that it loops over; a loop that can't be read counts for all sources."""
    for source in list_sources(definition):
        for rule in definition.rules:
            if rule.for_each == "" or not source.name or rule.for_each == f"context.{source.name}":
                yield source, rule


def _answer(source: ContextSource, rule: Rule, ask: Ask) -> bool | None:
    cadence, domain = read_parameter(source, "cadence"), read_parameter(source, "domain")
    if cadence not in (None, ask.cadence) or domain not in (None, ask.domain):
        return False
    engagement = read_parameter(source, "engagement_slug")
    # A schedule need not name the engagement that it takes part in.
    if engagement is not None and ask.engagement not in (None, engagement):
        return False
    if not rule.for_each or not rule.bind_as:
        return None
    if rule.condition is None:
        return True
    holds = _compile(rule.condition)
    if holds is None:
        return None
    try:
        return holds({rule.bind_as: {"agent": ask.agent, "cadence": ask.cadence, "enabled": True}})
    except ConditionError:
        return None


@lru_cache(maxsize=1024)
def _compile(text: str) -> Callable[[dict[str, object]], bool] | None:
    condition = parse_condition(text)
    return None if isinstance(condition, ConditionFault) else compile_condition(condition)
