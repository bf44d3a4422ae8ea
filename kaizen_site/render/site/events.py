"""Event types from the registry: who sends them, what they carry, who waits for them."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from kaizen_site.model.catalogue import EventType
from kaizen_site.model.site import Page, Site
from kaizen_site.render.markdown import render_markdown
from kaizen_site.render.site.frame import make_page
from kaizen_site.render.site.views import resolve_from, view_findings, view_links
from kaizen_site.render.site.words import count_words


def make_events(site: Site) -> Iterator[Page]:
    """The registry, then a page for each type."""
    rows = [
        {
            "type": event.type_id,
            "path": site.references.pages[event.path],
            "version": event.version,
            "publisher": event.publisher,
            "status": event.status,
            "attributes": len(event.attributes),
            "definitions": sum(
                1
                for link in site.references.incoming.get(site.references.pages[event.path], ())
                if link.relation == "listens"
            ),
            "finding_count": len(site.findings.get(event.path, ())),
        }
        for event in site.catalogue.event_types
    ]
    summary = f"{count_words(len(rows), 'event type')} in the registry." if rows else "No event types yet."
    yield make_page(site, "events/", "Events", summary, "events.html.j2", {"summary": summary, "events": rows})
    for event in site.catalogue.event_types:
        yield _make_event(site, event)


def _make_event(site: Site, event: EventType) -> Page:
    path = site.references.pages[event.path]
    view = {
        "type": event.type_id,
        "subject": f"activity.{event.type_id}",
        "version": event.version,
        "publisher": event.publisher,
        "governance": event.governance,
        "status": event.status,
        "source": event.path,
        "sha256": event.digest,
        "attributes": [
            {"name": one.name, "type": one.type, "required": one.required, "description": one.description}
            for one in event.attributes
        ],
        "links": view_links(site, path),
        "findings": view_findings(site, site.findings.get(event.path, ())),
        "text": event.body,
    }
    resolve = resolve_from(site, event.path, path)
    html = render_markdown(event.body, prefix="text-", titled=True, resolve=resolve)
    described = f"Sent by {event.publisher}, {count_words(len(event.attributes), 'attribute')}."
    return make_page(
        site,
        path,
        event.type_id,
        described,
        "event.html.j2",
        view,
        text_html=None if html is None else Markup(html),  # noqa: S704 - cleaned by nh3
    )
