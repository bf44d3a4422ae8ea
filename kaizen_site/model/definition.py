"""ActivityDefinitions: when something fires, with what context, and which tasks arise."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from kaizen_site.model.source import Value

TRIGGER_TYPES = ("cron", "event", "scheduled")
MISFIRE_POLICIES = ("skip", "fire_once", "catch_up")
PRIORITIES = ("low", "medium", "high", "critical")
DEFINITION_STATUSES = ("proposed", "active", "deprecated")
SCHEDULED_RUN_FIELDS = ("agent", "cadence", "cron", "enabled", "prepare_command", "repo", "root", "timezone")


@dataclass(frozen=True, slots=True)
class Trigger:
    """`type` is one of TRIGGER_TYPES; the fields of the other types are None."""

    type: str
    cron_expression: str | None = None
    timezone: str | None = None
    misfire_policy: str | None = None
    event_type: str | None = None
    at: str | None = None


@dataclass(frozen=True, slots=True)
class ContextSource:
    """Something whose result is bound to `context.<name>`; `name` has no `context.` in front."""

    type: str
    name: str
    query: str | None = None
    params: Mapping[str, Value] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Action:
    """The task to create; every string is a template."""

    task_template: str
    description: str = ""
    target_repo: str = ""
    priority: str = "medium"
    labels: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule block. `index` counts the rule blocks of its file from 0: the pointer is ("rules", index, …)."""

    index: int
    id: str
    line: int
    action: Action
    for_each: str | None = None
    bind_as: str = "item"
    condition: str | None = None


@dataclass(frozen=True, slots=True)
class Definition:
    """An ActivityDefinition. `instructions` are the texts of its `instruction` blocks: shown, never run."""

    id: str
    path: str
    name: str
    enabled: bool
    owner: str
    governance: str
    status: str
    trigger: Trigger
    context_sources: tuple[ContextSource, ...]
    rules: tuple[Rule, ...]
    prose: str
    digest: str
    instructions: tuple[str, ...] = ()
    extra: Mapping[str, Value] = field(default_factory=dict)
