"""Pieces of views that several kinds of page share: findings, cross references, places."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Sequence
from typing import Any

from kaizen_site.model.diagnostic import Finding
from kaizen_site.model.site import Link, Place, Site
from kaizen_site.render.markdown import Resolve
from kaizen_site.render.site.frame import Addresses

PER_PAGE = 100
RELATIONS = {
    # relation: (heading seen from the page that links, heading seen from the page that is linked to)
    "fires": ("Agents that it runs", "Definitions that run it"),
    "listens": ("Event that it waits for", "Definitions that wait for it"),
    "belongs": ("Agent", "Protocols"),
    "mentions": ("Mentions", "Mentioned by"),
}


def view_findings(site: Site, findings: Iterable[Finding]) -> list[dict[str, Any]]:
    """One mapping a finding, with its place, the page of its rule and that of its document."""
    return [
        {
            "severity": str(finding.severity),
            "code": finding.card.code,
            "rule": finding.card.slug,
            "rule_page": f"rules/{finding.card.folder}/",
            "message": finding.message,
            "path": finding.path,
            "page": site.references.pages.get(finding.path),
            "line": finding.span.line,
            "column": finding.span.column,
            "help": finding.help,
            "excerpt": "\n".join(text for _, text in finding.excerpt) if finding.excerpt else None,
            "first_line": finding.excerpt[0][0] if finding.excerpt else None,
        }
        for finding in findings
    ]


def view_links(site: Site, path: str) -> list[dict[str, Any]]:
    """The cross references of a page in groups: what it points to, then what points to it.

    Links that a decision record states are left out: its page shows them with their own words.
    """
    groups: dict[str, list[dict[str, str]]] = {}
    for position, side in ((0, site.references.outgoing), (1, site.references.incoming)):
        for link in side.get(path, ()):
            if link.relation == "states":
                continue
            groups.setdefault(_heading(link, position), []).append(
                {"kind": link.kind, "title": link.title, "path": link.path}
            )
    return [{"heading": heading, "links": links} for heading, links in groups.items()]


def view_definitions(site: Site, agent: str) -> list[dict[str, str]]:
    """The definitions that run an agent."""
    links = site.references.incoming.get(site.agent_pages.get(agent, ""), ())
    return [{"title": link.title, "path": link.path} for link in links if link.relation == "fires"]


def view_place(place: Place, site: Site) -> dict[str, Any]:
    """One agent in one repo."""
    return {
        "repo": place.repo,
        "path": repo_path(place.repo) if site.repo_pages else None,
        "cadence": place.cadence,
        "health": place.health,
        "execution_count": place.execution_count,
        "successes": place.successes,
        "last_run": place.last_run,
        "next_run": place.next_fire,
        "recent": list(place.recent),
    }


def resolve_from(site: Site, source: str, path: str) -> Resolve:
    """Links of the document `source`, shown on the page `path`: to another document's page, or to nothing."""
    folder, to = source.rpartition("/")[0], Addresses(path, site.leaf)

    def resolve(href: str) -> str | None:
        bare = href.partition("#")[0].partition("?")[0]
        page = site.references.pages.get(posixpath.normpath(posixpath.join(folder, bare))) if bare else None
        return None if page is None else to(page)

    return resolve


def repo_path(slug: str) -> str:
    """The page of a repo."""
    return f"repos/{slug}/"


def split_pages(section: str, items: Sequence[Any], size: int = PER_PAGE) -> list[tuple[str, Sequence[Any]]]:
    """(path, items) of a list's pages; the first one is the section itself and there even when nothing is."""
    chunks = [items[start : start + size] for start in range(0, len(items), size)] or [items]
    return [(page_path(section, number), chunk) for number, chunk in enumerate(chunks, 1)]


def page_path(section: str, number: int) -> str:
    """The path of a list's page; numbers begin at 1."""
    return f"{section}/" if number == 1 else f"{section}/page/{number}/"


def view_pager(section: str, number: int, count: int) -> dict[str, Any] | None:
    """Where the reader is in a list of several pages: the near pages and both ends."""
    if count < 2:
        return None
    near = sorted({1, count, *range(max(1, number - 2), min(count, number + 2) + 1)})
    pages = [{"number": one, "path": page_path(section, one), "gap": one - before > 1} for before, one in _pairs(near)]
    return {"number": number, "count": count, "pages": pages}


def _pairs(numbers: Sequence[int]) -> list[tuple[int, int]]:
    return list(zip((numbers[0] - 1, *numbers), numbers, strict=False))


def _heading(link: Link, position: int) -> str:
    known = RELATIONS.get(link.relation)
    return known[position] if known else link.relation
