"""What a builder is given: where it gets our theme, which pages it sees under which names, and authored text."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from kaizen_site.derive.site import link_documents
from kaizen_site.gather.packaged import packaged
from kaizen_site.gather.tree import Folder
from kaizen_site.model.configuration import SOURCE_KINDS, Configuration
from kaizen_site.model.output import Rendered
from kaizen_site.model.site import CrossReferences, Link, SiteOptions
from kaizen_site.operations.catalogue import LoadedCatalogue, load_catalogue
from kaizen_site.operations.check import Tally
from kaizen_site.operations.configuration import load_configuration, require_folders
from kaizen_site.operations.site_fleet import find_fleet
from kaizen_site.parse.configuration import configuration_from_options
from kaizen_site.render.escape import make_harmless
from kaizen_site.render.site.catalogue import SECTIONS
from kaizen_site.render.sitemap import UNDATED, add_to_sitemap
from kaizen_site.render.stubs import place_slot, relink, render_stub

ASSETS = ("assets/kaizen/kz.css", "assets/kaizen/kz.js")
THEME = "assets/kaizen/theme.css"


@dataclass(frozen=True, slots=True)
class SitePlan:
    """The catalogue as read once for both halves. `references.pages` has the page of every document.

    `taken_at` is the time of the fleet snapshot (RFC 3339, UTC), or None where there is none.
    """

    root: Path
    configuration: Configuration
    loaded: LoadedCatalogue
    references: CrossReferences
    taken_at: str | None = None

    @property
    def built_on(self) -> str:
        """The ISO date that pages of this input carry, whatever the clock says."""
        return (self.taken_at or UNDATED)[:10]


def plan_site(root: Path, configuration: Configuration) -> SitePlan:
    """Read the catalogue below `root` and find a page for each document."""
    configuration = _relative(root, configuration)
    loaded = load_catalogue(root, configuration)
    located = find_fleet(root, configuration, Tally())
    taken_at = None if located is None else located.snapshot.taken_at
    return SitePlan(root, configuration, loaded, link_documents(loaded.catalogue), taken_at)


def plan_from_options(root: Path, options: Mapping[str, Any], where: str) -> SitePlan:
    """The plan by a builder's options, or by the project's other files where it gives none.

    Raises Misconfigured in the words of `where` for options that can't be used.
    """
    if not options:
        return plan_site(root, load_configuration(root))
    return plan_site(root, require_folders(root, configuration_from_options(options, where), where))


def theme_folder() -> Path:
    """The folder with our templates and styles."""
    return packaged("overrides")


def section_stubs(options: SiteOptions) -> tuple[tuple[str, Rendered], ...]:
    """(section, staged page) of every section that the site has."""
    return tuple(
        (section, render_stub(section, title if section else options.name))
        for section, title in SECTIONS.items()
        if section != "reference" or options.commands
    )


def shown_sections(plan: SitePlan) -> Mapping[str, str]:
    """The titles of the sections that a navigation should name: those with content, and those that always have some."""
    catalogue = plan.loaded.catalogue
    content = {
        "agents": catalogue.agents,
        "definitions": catalogue.definitions,
        "events": catalogue.event_types,
        "decisions": catalogue.decisions,
        "protocols": catalogue.protocols,
    }
    fleet = ("repos", "schedule", "metrics") if plan.taken_at is not None else ()
    shown = {"", "rules", "reference", *fleet, *(section for section, found in content.items() if found)}
    return {section: title for section, title in SECTIONS.items() if section in shown}


def name_page(plan: SitePlan, page: str) -> str:
    """What a navigation may call the page of a document: no markup, whatever the document says."""
    return make_harmless(plan.references.titles[page])


def stage_text(plan: SitePlan, text: str, source: str, place: str, section: str | None) -> str:
    """An authored page for the builder: links lead to catalogue pages, and a section at its address gets a slot.

    `source` is its path in the project, `place` its path among the staged pages.
    """
    linked = relink(text, source, place, plan.references.pages)
    return linked if section is None else place_slot(linked, section)


def complete_sitemap(plan: SitePlan, xml: str, address: str) -> str:
    """The builder's site map of the site at `address` with the catalogue pages."""
    return add_to_sitemap(xml, address, set(plan.references.pages.values()))


def watched_folders(plan: SitePlan) -> tuple[Path, ...]:
    """The folders for which a served site is built again."""
    names = [name for kind in SOURCE_KINDS for name in plan.configuration.folders(kind)]
    return tuple(plan.root / name for name in dict.fromkeys(names) if (plan.root / name).is_dir())


def list_guides(docs: Path, *, directory_urls: bool) -> tuple[Link, ...]:
    """The authored pages in the folder `guides`, by their first headings."""
    folder = Folder(docs / "guides")
    found = []
    for path in folder.files(suffix=".md"):
        name = path.removesuffix(".md")
        if name.casefold() not in ("index", "readme"):
            lines = folder.read(path).content.decode("utf-8", "replace").splitlines()
            title = next((line[2:].strip() for line in lines if line.startswith("# ")), name.replace("-", " "))
            found.append(Link("guide", "guide", title, f"guides/{name}{'/' if directory_urls else '.html'}"))
    return tuple(found)


def _relative(root: Path, configuration: Configuration) -> Configuration:
    """The same folders without the machine's own paths: what is published names none of them."""

    def turn(folders: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(os.path.relpath(name, root.resolve()) if Path(name).is_absolute() else name for name in folders)

    return replace(
        configuration,
        agents=turn(configuration.agents),
        decisions=turn(configuration.decisions),
        definitions=turn(configuration.definitions),
        event_types=turn(configuration.event_types),
        fleet=turn(configuration.fleet),
    )
