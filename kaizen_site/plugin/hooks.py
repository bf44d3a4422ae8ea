"""What MkDocs does with the catalogue: it gets authored pages and one stub a section, and is finished afterwards.

Catalogue documents that lie among the authored pages are kept from it; links to them resolve to the pages that `finish`
writes.
"""

from __future__ import annotations

import os
from importlib import import_module
from pathlib import Path
from typing import Any

from mkdocs.config import config_options
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation, Section
from mkdocs.structure.pages import Page

from kaizen_site.errors import KaizenError
from kaizen_site.model.configuration import PROFILES
from kaizen_site.model.site import SiteOptions
from kaizen_site.operations.reference import describe_commands
from kaizen_site.operations.site import Finished, finish
from kaizen_site.operations.site_staging import (
    ASSETS,
    SitePlan,
    complete_sitemap,
    list_guides,
    name_page,
    plan_from_options,
    section_stubs,
    shown_sections,
    stage_text,
    theme_folder,
    watched_folders,
)


class KaizenConfig(Config):  # type: ignore[no-untyped-call]  # MkDocs types its hooks in part
    """The plugin's options: the names of `Configuration`, and whether repos get pages."""

    agents = config_options.Optional(config_options.ListOfItems(config_options.Type(str)))
    decisions = config_options.Optional(config_options.ListOfItems(config_options.Type(str)))
    definitions = config_options.Optional(config_options.ListOfItems(config_options.Type(str)))
    event_types = config_options.Optional(config_options.ListOfItems(config_options.Type(str)))
    fleet = config_options.Optional(config_options.ListOfItems(config_options.Type(str)))
    profile = config_options.Optional(config_options.Choice(PROFILES))
    publish_memory = config_options.Optional(config_options.Type(bool))
    docs_url = config_options.Optional(config_options.Type(str))
    rules = config_options.Optional(config_options.Type(dict))
    paths = config_options.Optional(config_options.Type(dict))
    repo_pages = config_options.Type(bool, default=True)


class KaizenPlugin(BasePlugin[KaizenConfig]):  # type: ignore[no-untyped-call]  # as above
    """Stages before MkDocs reads, finishes after it has written.

    `finished` says what came of it; `fault` keeps our own reason where MkDocs knows only that a plugin failed.
    """

    finished: Finished | None = None
    fault: KaizenError | None = None

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Read the catalogue once a build, and put our templates and styles behind the project's own."""
        self.root = Path(config.config_file_path).parent if config.config_file_path else Path.cwd()
        try:
            self.plan = read_plan(self.root, self.config)
        except KaizenError as error:
            self.fault = error
            raise PluginError(str(error)) from error
        overrides = str(theme_folder())
        if overrides not in config.theme.dirs:
            config.theme.dirs.insert(0 if config.theme.custom_dir is None else 1, overrides)
        for path, listed in zip(ASSETS, (config.extra_css, config.extra_javascript), strict=True):
            if path not in map(str, listed):
                listed.append(path)
        self.options = read_options(config, repo_pages=self.config.repo_pages)
        self.shown = shown_sections(self.plan)
        return config

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Take catalogue documents away from MkDocs and give it the stubs."""
        self.authored = {file.src_uri for file in files.documentation_pages()}
        docs = os.path.relpath(config.docs_dir, self.root).replace(os.sep, "/")
        self.docs = "" if docs == "." else f"{docs}/"
        pages = self.plan.references.pages
        for file in list(files):
            path = self.docs + file.src_uri
            if path in self.plan.loaded.documents:
                files.remove(file)
                if path in pages:
                    files.append(_Elsewhere.at(file.src_uri, pages[path], config))
        for page in pages.values():
            files.append(_Elsewhere.at(f"{page}index.md", page, config))
        self.stubs = {stub.path: section for section, stub in section_stubs(self.options)}
        for _, stub in section_stubs(self.options):
            if stub.path not in self.authored:
                unlisted = InclusionLevel.NOT_IN_NAV
                files.append(File.generated(config, stub.path, content=stub.text, inclusion=unlisted))
        return files

    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
        """Append the sections that have something to show and no place yet; name the pages that MkDocs never reads."""
        del config
        for page in nav.pages:
            if isinstance(page.file, _Elsewhere) and page.title is None:
                page.title = name_page(self.plan, page.file.path)
        reference = Section("Reference", [])
        for path, section in self.stubs.items():
            file = files.get_file_from_path(path)
            if file is None or file.page is None or file.page in nav.pages or section not in self.shown:
                continue
            file.page.title = self.shown[section]
            nav.pages.append(file.page)
            if section in ("rules", "reference"):
                file.page.parent = reference
                reference.children.append(file.page)
            else:
                nav.items.insert(len(nav.items) if section else 0, file.page)
            nav.homepage = nav.homepage if section else file.page
        if reference.children:
            nav.items.append(reference)
        return nav

    def on_page_markdown(self, markdown: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Give a section's stub our template; let links of authored pages lead to catalogue pages."""
        del config, files
        path = page.file.src_uri
        section = self.stubs.get(path)
        if section is not None and path not in self.authored:
            page.meta["template"] = "kaizen.html"
            return markdown
        return stage_text(self.plan, markdown, self.docs + path, path, section)

    def on_env(self, env: Any, *, config: MkDocsConfig, files: Files) -> Any:
        """Date pages by the snapshot and not by the clock, so that the same input gives the same site map."""
        del config
        if "SOURCE_DATE_EPOCH" not in os.environ:
            for file in files.documentation_pages():
                if file.page is not None:
                    file.page.update_date = self.plan.built_on
        return env

    def on_post_template(self, output_content: str, *, template_name: str, config: MkDocsConfig) -> str:
        """List catalogue pages in the site map."""
        if template_name != "sitemap.xml" or not config.site_url:
            return output_content
        return complete_sitemap(self.plan, output_content, config.site_url)

    @event_priority(-100)  # after every other plugin, the search among them
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Fill what MkDocs has built."""
        try:
            self.finished = finish(self.plan, self.options, Path(config.site_dir), strict=config.strict)
        except KaizenError as error:
            self.fault = error
            raise PluginError(str(error)) from error

    def on_serve(self, server: LiveReloadServer, *, config: MkDocsConfig, builder: Any) -> LiveReloadServer:
        """Watch the folders of the catalogue too."""
        del config, builder
        for folder in watched_folders(self.plan):
            server.watch(str(folder))
        return server


def read_plan(root: Path, options: KaizenConfig) -> SitePlan:
    """The plan by the plugin's options."""
    given = {name: value for name, value in options.items() if value is not None and name != "repo_pages"}
    return plan_from_options(root, given, "mkdocs.yml, plugin kaizen")


def read_options(config: MkDocsConfig, *, repo_pages: bool) -> SiteOptions:
    """What MkDocs knows of the site, and the reference of the command."""
    # The doors do not import each other: the command is asked for its help as any other program would be.
    command = import_module("kaizen_site.cli").main
    return SiteOptions(
        name=config.site_name,
        address=config.site_url or None,
        leaf="" if config.use_directory_urls else "index.html",
        repo_pages=repo_pages,
        commands=describe_commands(command, "kaizen-agentic"),
        guides=list_guides(Path(config.docs_dir), directory_urls=config.use_directory_urls),
    )


class _Elsewhere(File):
    """A page that `finish` writes: links to it resolve, MkDocs neither reads nor writes it."""

    path = ""

    @classmethod
    def at(cls, src_uri: str, page: str, config: MkDocsConfig) -> _Elsewhere:
        """The file under the name that links use, for the page below the site's root."""
        place = f"{page}index.html"
        unlisted = InclusionLevel.NOT_IN_NAV
        file = cls(src_uri, None, config.site_dir, config.use_directory_urls, dest_uri=place, inclusion=unlisted)
        file.path = page
        return file

    def is_documentation_page(self) -> bool:
        return False

    def is_media_page(self) -> bool:
        return False

    def copy_file(self, dirty: bool = False) -> None:
        del dirty
