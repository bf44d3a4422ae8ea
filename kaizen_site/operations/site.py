"""The site in two halves, whoever builds it: `stage` before the builder, `finish` over what it has built."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from kaizen_site.errors import KaizenError, NothingToCheck
from kaizen_site.gather.tree import Folder
from kaizen_site.model.diagnostic import Report
from kaizen_site.model.output import Receipt, Rendered
from kaizen_site.model.site import Page, Site, SiteOptions
from kaizen_site.operations.check import Tally
from kaizen_site.operations.site_fleet import FleetStream, find_fleet
from kaizen_site.operations.site_frames import Press, read_frames
from kaizen_site.operations.site_staging import ASSETS, THEME, SitePlan, section_stubs, stage_text, theme_folder
from kaizen_site.operations.site_values import make_site, with_fleet
from kaizen_site.publish.copies import write_bytes
from kaizen_site.publish.files import write_tree
from kaizen_site.render.listing import render_json
from kaizen_site.render.search import add_to_search
from kaizen_site.render.site.catalogue import make_pages
from kaizen_site.render.stubs import render_leaf_stub
from kaizen_site.render.twins import index_twins, render_catalog, render_llms, view_to_json
from kaizen_site.schemas import load_schema, schema_names

SEARCH_INDEX = "search/search_index.json"
_LARGEST = 50_000_000


@dataclass(frozen=True, slots=True)
class Finished:
    """What was written, and the report on everything that the site was made from."""

    receipt: Receipt
    report: Report


def stage(plan: SitePlan, options: SiteOptions, docs: str, out: Path) -> Receipt:
    """Write everything that any builder needs: authored pages of the folder `docs`, our stubs, styles, an index."""
    return write_tree(out, _stage(plan, options, docs, out))


def finish(plan: SitePlan, options: SiteOptions, site_dir: Path, *, strict: bool = False) -> Finished:
    """Fill the built pages, add leaf pages, bundles, twins and lists; `strict` lifts warnings in the report.

    Raises NothingToCheck where nothing was built, ShellBroken where a page lacks the place for its article.
    """
    if not site_dir.is_dir():
        raise NothingToCheck(f"there is no built site in {site_dir}; run your builder first")
    tally = Tally()
    receipt = write_tree(site_dir, _finish(plan, options, site_dir, tally))
    return Finished(receipt, tally.report(strict=strict))


def _stage(plan: SitePlan, options: SiteOptions, docs: str, out: Path) -> Iterator[Rendered]:
    stubs = {stub.path: (section, stub) for section, stub in section_stubs(options)}
    folder = Folder(plan.root / docs)
    for path in folder.files():
        source = path if docs == "." else f"{docs}/{path}"
        if source in plan.loaded.documents:
            continue
        read = folder.read(path, _LARGEST)
        if read.refusal is not None:
            raise KaizenError(f"{source} {read.refusal}")
        if not path.endswith(".md"):
            write_bytes(out, path, read.content)
            continue
        section = stubs.pop(path, (None, None))[0]
        yield Rendered(path, stage_text(plan, read.content.decode("utf-8", "replace"), source, path, section))
    yield from (stub for _, stub in stubs.values())
    for page, title in plan.references.titles.items():
        yield render_leaf_stub(page, title)
    yield from _assets()
    yield Rendered("kaizen.json", view_to_json({"version": "1", "pages": dict(plan.references.pages)}))


def _finish(plan: SitePlan, options: SiteOptions, site_dir: Path, tally: Tally) -> Iterator[Rendered]:
    tally.add_catalogue(plan.loaded)
    site = make_site(plan.loaded, plan.references, options, plan.configuration)
    press = Press(read_frames(site_dir, [section for section, _ in section_stubs(options)]), options)
    stream = FleetStream(site, tally, press)
    located = find_fleet(plan.root, plan.configuration, tally)
    if located is not None:
        yield from stream.render(plan.root, located, plan.loaded.catalogue.known_agents)
    site = with_fleet(site, stream, tally)
    yield from _render_catalogue(site, press, site_dir)


def _render_catalogue(site: Site, press: Press, site_dir: Path) -> Iterator[Rendered]:
    pages: list[Page] = []
    for page in make_pages(site):
        yield from press.print(page)
        # What comes after needs titles and addresses, not the articles.
        pages.append(replace(page, html="", twin_json="", twin_md=""))
    yield from press.keep(Rendered("catalog.json", render_catalog(site, pages)))
    yield from press.keep(Rendered("llms.txt", render_llms(site, pages)))
    yield Rendered("twins.json", index_twins(press.twins))
    yield from _schemas()
    yield from _assets()
    built = Folder(site_dir)
    if built.exists(SEARCH_INDEX):
        index = built.read(SEARCH_INDEX, _LARGEST).content.decode("utf-8", "replace")
        yield Rendered(SEARCH_INDEX, add_to_search(index, pages, site.leaf))


def _assets() -> Iterator[Rendered]:
    folder = Folder(theme_folder())
    for path in (*ASSETS, THEME):
        yield Rendered(path, folder.read(path).content.decode())


def _schemas() -> Iterator[Rendered]:
    for name in schema_names():
        yield Rendered(f"v1/schemas/{name}.schema.json", render_json(load_schema(name)))
