"""Protocols: step-by-step procedures of an agent, rendered for whoever follows them."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from kaizen_site.model.catalogue import Protocol
from kaizen_site.model.site import Page, Site
from kaizen_site.render.markdown import render_markdown
from kaizen_site.render.site.frame import make_page
from kaizen_site.render.site.views import resolve_from, view_findings, view_links
from kaizen_site.render.site.words import count_words


def make_protocols(site: Site) -> Iterator[Page]:
    """The list, then a page for each."""
    rows = [
        {"agent": one.agent, "title": one.title, "path": site.references.pages[one.path], "source": one.path}
        for one in site.catalogue.protocols
    ]
    summary = f"{count_words(len(rows), 'procedure')} for agents and people." if rows else "No protocols yet."
    yield make_page(
        site, "protocols/", "Protocols", summary, "protocols.html.j2", {"summary": summary, "protocols": rows}
    )
    for protocol in site.catalogue.protocols:
        yield _make_protocol(site, protocol)


def _make_protocol(site: Site, protocol: Protocol) -> Page:
    path = site.references.pages[protocol.path]
    view = {
        "agent": protocol.agent,
        "source": protocol.path,
        "sha256": protocol.digest,
        "links": view_links(site, path),
        "findings": view_findings(site, site.findings.get(protocol.path, ())),
        "text": protocol.body,
    }
    resolve = resolve_from(site, protocol.path, path)
    html = render_markdown(protocol.body, prefix="text-", titled=True, resolve=resolve)
    return make_page(
        site,
        path,
        protocol.title or protocol.slug,
        f"A procedure of the agent {protocol.agent}.",
        "protocol.html.j2",
        view,
        text_html=None if html is None else Markup(html),  # noqa: S704 - cleaned by nh3
    )
