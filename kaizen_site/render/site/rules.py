"""Rules: every finding's page, made from the rule's card and its tested examples."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from kaizen_site.model.diagnostic import Card
from kaizen_site.model.site import Page, RuleExample, Site
from kaizen_site.render.site.frame import make_page
from kaizen_site.render.site.words import count_words

_FAMILIES = {
    "text": "Any file",
    "yaml": "YAML",
    "front-matter": "Front matter",
    "schedule": "Schedules",
    "agent": "Agents",
    "adr": "Decision records",
    "definition": "Definitions",
    "rule": "Rule blocks of definitions",
    "event-type": "Event types",
    "fleet": "Fleet snapshots",
    "metrics": "Run records",
    "memory": "Memory",
    "protocol": "Protocols",
    "xref": "Across files",
    "ignore": "Ignored findings",
    "internal": "Faults of Kaizen itself",
}


def make_rules(site: Site) -> Iterator[Page]:
    """The list by family, then a page for each rule."""
    families: dict[str, list[dict[str, Any]]] = {}
    for rule in site.rules:
        families.setdefault(rule.card.slug.split("/", 1)[0], []).append(_view_row(rule.card))
    summary = f"{count_words(len(site.rules), 'rule')}, each with a bad and a good example."
    view = {
        "summary": summary,
        "families": [{"name": _FAMILIES.get(name, name), "rules": rules} for name, rules in families.items()],
    }
    yield make_page(site, "rules/", "Rules", summary, "rules.html.j2", view)
    for rule in site.rules:
        yield _make_rule(site, rule)


def _view_row(card: Card) -> dict[str, Any]:
    return {
        "code": card.code,
        "rule": card.slug,
        "path": f"rules/{card.folder}/",
        "severity": str(card.severity),
        "summary": card.summary,
    }


def _make_rule(site: Site, rule: RuleExample) -> Page:
    card = rule.card
    view = {
        "code": card.code,
        "rule": card.slug,
        "severity": str(card.severity),
        "why": card.why,
        "remedy": card.remedy,
        "bad": [{"path": path, "text": text} for path, text in rule.bad],
        "report": rule.report or None,
        "good": [{"path": path, "text": text} for path, text in rule.good],
    }
    return make_page(
        site, f"rules/{card.folder}/", f"{card.code} {card.slug}", f"{card.summary}.", "rule.html.j2", view
    )
