"""Definitions: when each fires, with what context, which tasks it creates, and its source."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from markupsafe import Markup

from kaizen_site.model.definition import Definition, Rule, Trigger
from kaizen_site.model.site import Page, Site
from kaizen_site.render.markdown import render_markdown
from kaizen_site.render.site.frame import make_page
from kaizen_site.render.site.views import resolve_from, view_findings, view_links, view_place
from kaizen_site.render.site.words import count_words, first_sentence, say_time

_FIRST = 12


def make_definitions(site: Site) -> Iterator[Page]:
    """The list, then a page for each."""
    rows = [_view_row(site, definition) for definition in site.catalogue.definitions]
    on = sum(1 for row in rows if row["enabled"])
    summary = f"{count_words(len(rows), 'definition')}, {on} switched on." if rows else "No definitions yet."
    yield make_page(
        site, "definitions/", "Definitions", summary, "definitions.html.j2", {"summary": summary, "definitions": rows}
    )
    for definition in site.catalogue.definitions:
        yield _make_definition(site, definition)


def say_trigger(trigger: Trigger, words: str | None) -> str:
    """When a definition fires; `words` is its cron in words, where there is one."""
    if trigger.type == "cron":
        zone = f", {trigger.timezone}" if trigger.timezone else ", in the time zone of each schedule"
        return f"{words or trigger.cron_expression or 'a cron that is missing'}{zone}"
    if trigger.type == "event":
        return f"When the event {trigger.event_type or '(none given)'} arrives"
    if trigger.type == "scheduled":
        return f"Once, at {say_time(trigger.at)}"
    return f"{trigger.type or 'no trigger'} (not one of cron, event, scheduled)"


def _view_row(site: Site, definition: Definition) -> dict[str, Any]:
    fires = site.fires.get(definition.id)
    return {
        "id": definition.id,
        "name": definition.name,
        "path": site.references.pages[definition.path],
        "enabled": definition.enabled,
        "status": definition.status,
        "trigger": say_trigger(definition.trigger, fires.words if fires else None),
        "next": fires.times[0] if fires and fires.times else None,
        "tasks": len(definition.rules),
        "finding_count": len(site.findings.get(definition.path, ())),
    }


def _make_definition(site: Site, definition: Definition) -> Page:
    path = site.references.pages[definition.path]
    view = _view_definition(site, definition, path)
    resolve = resolve_from(site, definition.path, path)
    html = render_markdown(definition.prose, prefix="text-", titled=True, resolve=resolve)
    return make_page(
        site,
        path,
        definition.name or definition.id,
        f"{view['trigger']}. {first_sentence(_lead(definition.prose))}",
        "definition.html.j2",
        view,
        text_html=None if html is None else Markup(html),  # noqa: S704 - cleaned by nh3
    )


def _view_definition(site: Site, definition: Definition, path: str) -> dict[str, Any]:
    return {
        "id": definition.id,
        "enabled": definition.enabled,
        "status": definition.status,
        **_view_trigger(site, definition),
        "owner": definition.owner,
        "governance": definition.governance,
        "source": definition.path,
        "sha256": definition.digest,
        "context": [
            {
                "name": f"context.{source.name}",
                "type": source.type,
                "query": source.query,
                "params": dict(source.params),
            }
            for source in definition.context_sources
        ],
        "rules": [_view_rule(rule) for rule in definition.rules],
        "instructions": list(definition.instructions),
        "runs": _view_runs(site, path),
        "links": view_links(site, path),
        "findings": view_findings(site, site.findings.get(definition.path, ())),
        "further_fields": dict(definition.extra),
        "text": definition.prose,
        "document": site.sources.get(definition.path),
    }


def _view_trigger(site: Site, definition: Definition) -> dict[str, Any]:
    trigger = definition.trigger
    fires = site.fires.get(definition.id)
    return {
        "trigger": say_trigger(trigger, fires.words if fires else None),
        "trigger_type": trigger.type,
        "cron": trigger.cron_expression,
        "timezone": trigger.timezone,
        "misfire_policy": trigger.misfire_policy,
        "event_type": trigger.event_type,
        "at": trigger.at,
        "next": list(fires.times) if fires else [],
    }


def _view_runs(site: Site, path: str) -> list[dict[str, Any]]:
    """The agents that a definition runs, with the first repos that schedule them."""
    agents = [link for link in site.references.outgoing.get(path, ()) if link.relation == "fires"]
    figures = [(link, site.fleet.agents.get(link.title)) for link in agents]
    return [
        {
            "agent": link.title,
            "path": link.path,
            "repos": one.enabled,
            "first": [view_place(place, site) for place in one.places if place.next_fire][:_FIRST],
        }
        for link, one in figures
        if one is not None
    ]


def _view_rule(rule: Rule) -> dict[str, Any]:
    return {
        "id": rule.id,
        "line": rule.line,
        "for_each": rule.for_each,
        "bind_as": rule.bind_as if rule.for_each else None,
        "condition": rule.condition,
        "task": rule.action.task_template,
        "description": rule.action.description,
        "target_repo": rule.action.target_repo,
        "priority": rule.action.priority,
        "labels": list(rule.action.labels),
    }


def _lead(prose: str) -> str:
    """The first paragraph that is no heading."""
    blocks = (block.strip() for block in prose.split("\n\n"))
    return next((block for block in blocks if block and not block.startswith(("#", "```"))), "")
