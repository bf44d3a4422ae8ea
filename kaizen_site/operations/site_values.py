"""The values behind the pages: the catalogue with its findings, rules and figures."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path

from kaizen_site.cards.registry import all_cards
from kaizen_site.derive.fleet_figures import count_scheduled, find_next_runs, measure_agents
from kaizen_site.derive.runs import next_fires_of, week_of
from kaizen_site.derive.site import find_inactive
from kaizen_site.derive.tools import describe_tools
from kaizen_site.errors import NothingToCheck
from kaizen_site.gather.packaged import packaged
from kaizen_site.model.catalogue import Agent, Catalogue
from kaizen_site.model.configuration import Configuration
from kaizen_site.model.definition import Definition
from kaizen_site.model.diagnostic import Card, Finding, Severity
from kaizen_site.model.site import CrossReferences, Fires, Fleet, RuleExample, Site, SiteOptions
from kaizen_site.operations.catalogue import LoadedCatalogue
from kaizen_site.operations.check import Tally, run_check
from kaizen_site.operations.rules import read_example
from kaizen_site.operations.site_fleet import FleetStream
from kaizen_site.operations.verdict import judge_catalogue
from kaizen_site.render.report import render_text
from kaizen_site.rules.cron import explain, parse_cron
from kaizen_site.rules.cron_syntax import Cron

_FIRES = 5


def make_site(
    loaded: LoadedCatalogue,
    references: CrossReferences,
    options: SiteOptions,
    configuration: Configuration,
) -> Site:
    """Everything that is known before the fleet streams by."""
    catalogue = loaded.catalogue
    return Site(
        name=options.name,
        catalogue=catalogue,
        references=references,
        address=options.address,
        leaf=options.leaf,
        sources={path: document.text for path, document in loaded.documents.items()},
        findings=_group(judge_catalogue(loaded)),
        access={agent.path: _say_access(agent) for agent in catalogue.agents},
        agent_pages={agent.name: references.pages[agent.path] for agent in reversed(catalogue.agents)},
        fires=dict(_explain_fires(catalogue, None)),
        rules=_read_rules(),
        commands=options.commands,
        guides=options.guides,
        publish_memory=configuration.publish_memory,
        repo_pages=options.repo_pages,
    )


def with_fleet(site: Site, stream: FleetStream, tally: Tally) -> Site:
    """The same with everything that the fleet left behind."""
    report = tally.report()
    snapshot = stream.snapshot
    fleet = Fleet()
    if snapshot is not None:
        figures = measure_agents(stream.rows)
        fleet = Fleet(
            snapshot=snapshot,
            rows=tuple(stream.rows),
            agents=figures,
            week=week_of(stream.rows, date.fromisoformat(snapshot.taken_at[:10])),
            next_runs=find_next_runs(stream.rows),
            invalid=tuple(stream.invalid),
            invalid_count=stream.invalid_count,
        )
    now = None if snapshot is None else datetime.fromisoformat(snapshot.taken_at).astimezone(UTC)
    return replace(
        site,
        fleet=fleet,
        checked=report.checked,
        errors=report.count(Severity.ERROR),
        warnings=report.count(Severity.WARNING),
        fires=dict(_explain_fires(site.catalogue, now)),
        not_active=find_inactive(site.catalogue, site.references, count_scheduled(fleet.agents)),
    )


def _group(findings: tuple[Finding, ...]) -> Mapping[str, tuple[Finding, ...]]:
    groups: dict[str, list[Finding]] = {}
    for finding in findings:
        groups.setdefault(finding.path, []).append(finding)
    return {path: tuple(found) for path, found in groups.items()}


def _say_access(agent: Agent) -> tuple[str, ...]:
    access = describe_tools(agent.tools)
    return access.words if access.words or not access.unknown else ("tools of its coding agent",)


def _explain_fires(catalogue: Catalogue, now: datetime | None) -> Iterator[tuple[str, Fires]]:
    for definition in catalogue.definitions:
        fires = _explain_one(definition, now)
        if fires is not None:
            yield definition.id, fires


def _explain_one(definition: Definition, now: datetime | None) -> Fires | None:
    trigger = definition.trigger
    cron = parse_cron(trigger.cron_expression) if trigger.type == "cron" and trigger.cron_expression else None
    if not isinstance(cron, Cron):
        return None
    times = next_fires_of(trigger.cron_expression, trigger.timezone, now, _FIRES) if now is not None else ()
    return Fires(explain(cron), times)


@cache
def _read_rules() -> tuple[RuleExample, ...]:
    """Every rule with its examples; they belong to the package, so a served site checks them once and not each time."""
    return tuple(_read_rule(card) for card in all_cards())


def _read_rule(card: Card) -> RuleExample:
    example = read_example(card)
    return RuleExample(card, example.bad, example.good, _report_on(packaged("examples") / card.folder / "bad"))


def _report_on(folder: Path) -> str:
    """What the check says of a bad example; nothing where the example can't lie in a tree of text files."""
    if not folder.is_dir():
        return ""
    try:
        report = run_check(folder)
    except NothingToCheck:
        return ""
    return render_text(report) if report.findings else ""
