"""One decision record: its status and links in words, then the record as it was written."""

from __future__ import annotations

from markupsafe import Markup

from kaizen_site.model.catalogue import Decision
from kaizen_site.model.site import Page, Site
from kaizen_site.render.markdown import render_markdown
from kaizen_site.render.site.decisions import decision_path, view_relations
from kaizen_site.render.site.frame import make_page
from kaizen_site.render.site.views import resolve_from, view_findings, view_links
from kaizen_site.render.site.words import first_sentence


def make_decision(site: Site, decision: Decision) -> Page:
    """The page of one record."""
    path = decision_path(decision)
    relations = view_relations(site, decision)
    view = {
        "id": decision.id,
        "status": decision.status,
        "status_as_written": decision.status_raw,
        "date": decision.date,
        "date_from": decision.date_source,
        "deciders": list(decision.deciders),
        "consulted": list(decision.consulted),
        "informed": list(decision.informed),
        "tags": list(decision.tags),
        "log": decision.log,
        "source": decision.path,
        "sha256": decision.digest,
        "dialect": decision.dialect,
        "superseded_by": [one for one in relations if one["kind"] == "superseded-by"],
        "relations": relations,
        "links": view_links(site, path),
        "findings": view_findings(site, site.findings.get(decision.path, ())),
        "further_fields": dict(decision.extra),
        "text": decision.body,
    }
    html = render_markdown(decision.body, prefix="text-", titled=True, resolve=resolve_from(site, decision.path, path))
    return make_page(
        site,
        path,
        f"{decision.id} {decision.title}".strip() or decision.slug,
        _describe(decision),
        "decision.html.j2",
        view,
        text_html=None if html is None else Markup(html),  # noqa: S704 - cleaned by nh3
        first_line=decision.body_line,
    )


def _describe(decision: Decision) -> str:
    dated = f", {decision.date}" if decision.date else ""
    return f"{first_sentence(decision.title)} ({decision.status}{dated})"
