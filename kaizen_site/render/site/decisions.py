"""The log of decisions: a table, newest first, with what each record says of itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from kaizen_site.model.catalogue import Decision
from kaizen_site.model.site import Page, Site
from kaizen_site.render.site.frame import make_page
from kaizen_site.render.site.views import split_pages, view_pager
from kaizen_site.render.site.words import count_words

STATUSES = (
    "accepted",
    "proposed",
    "draft",
    "superseded",
    "deprecated",
    "rejected",
    "deferred",
    "unknown",
    "not stated",
)


def make_decision_lists(site: Site) -> Iterator[Page]:
    """The section's page; several of them above a hundred records."""
    decisions = sorted(site.catalogue.decisions, key=_order)
    counts: Counter[str] = Counter(decision.status for decision in decisions)
    statuses = [{"name": status, "count": counts[status]} for status in STATUSES if counts[status]]
    summary = "No decision records yet."
    if decisions:
        told = ", ".join(f"{one['count']} {one['name']}" for one in statuses)
        summary = f"{count_words(len(decisions), 'decision')}: {told}."
    logs = sorted({decision.log for decision in decisions})
    pages = split_pages("decisions", [_view_row(site, decision) for decision in decisions])
    for number, (path, chunk) in enumerate(pages, 1):
        view = {
            "summary": summary,
            "statuses": statuses,
            "logs": logs,
            "decisions": list(chunk),
            "pager": view_pager("decisions", number, len(pages)),
        }
        title = "Decisions" if number == 1 else f"Decisions, page {number}"
        yield make_page(site, path, title, summary, "decisions.html.j2", view, listed=number == 1)


def decision_path(decision: Decision) -> str:
    """The page of a record."""
    return f"decisions/{decision.slug}/"


def view_relations(site: Site, decision: Decision) -> list[dict[str, Any]]:
    """The record's links with the page and title of the record they mean."""
    references = site.references
    pages = [references.pages.get(link.resolved or "") for link in decision.links]
    return [
        {
            "kind": link.kind,
            "target": link.target,
            "partial": link.partial,
            "derived": link.derived,
            "title": None if page is None else references.titles[page],
            "path": page,
        }
        for link, page in zip(decision.links, pages, strict=True)
    ]


def _view_row(site: Site, decision: Decision) -> dict[str, Any]:
    return {
        "id": decision.id,
        "title": decision.title,
        "path": decision_path(decision),
        "status": decision.status,
        "status_raw": decision.status_raw,
        "date": decision.date,
        "log": decision.log,
        "links": len(decision.links),
        "finding_count": len(site.findings.get(decision.path, ())),
    }


def _order(decision: Decision) -> tuple[str, int, str]:
    return decision.log, -(decision.number or 0), decision.path
