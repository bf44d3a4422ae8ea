"""The built pages of the sections become frames, and the press puts articles into them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from kaizen_site.gather.tree import Folder
from kaizen_site.model.output import Rendered
from kaizen_site.model.site import Page, SiteOptions
from kaizen_site.render.shell import (
    Shell,
    ShellBroken,
    add_style,
    fill_beneath,
    holds_slot,
    rebase_page,
    split_shell,
    stamp_page,
)
from kaizen_site.render.twins import entry_of, twin_path

_LARGEST = 5_000_000


@dataclass(frozen=True, slots=True)
class Frames:
    """The built page of each section by its name: `alone` has nothing but our slot, `shared` text of its author."""

    alone: dict[str, str]
    shared: dict[str, str]


def read_frames(site_dir: Path, sections: Iterable[str]) -> Frames:
    """Read the sections' built pages; raises ShellBroken for one that is missing or has no slot."""
    built = Folder(site_dir)
    alone: dict[str, str] = {}
    shared: dict[str, str] = {}
    for section in sections:
        path = f"{section}/index.html" if section else "index.html"
        source = built.read(path, _LARGEST)
        if source.refusal is not None:
            raise ShellBroken(f"the built page {path} {source.refusal}; was the staged page left out of the build?")
        html = add_style(source.content.decode("utf-8", "replace"), section)
        (alone if holds_slot(html, section) else shared)[section] = html
    if not alone:
        raise ShellBroken("no built page has a slot of ours to itself; it was finished already, so build it again")
    return Frames(alone, shared)


@dataclass(slots=True)
class Press:
    """Puts articles into frames; remembers the shells that it has cut and what it has printed for machines."""

    frames: Frames
    options: SiteOptions
    twins: list[tuple[str, str, int]] = field(default_factory=list)
    shells: dict[tuple[str, int], Shell] = field(default_factory=dict)

    def print(self, page: Page) -> Iterator[Rendered]:
        """The page and its twins."""
        yield Rendered(f"{page.path}index.html", self._frame(page))
        yield from self.keep(Rendered(twin_path(page.path, ".json"), page.twin_json))
        yield from self.keep(Rendered(twin_path(page.path, ".md"), page.twin_md))

    def keep(self, rendered: Rendered) -> Iterator[Rendered]:
        """A file for machines, entered into the index of twins."""
        self.twins.append(entry_of(rendered.path, rendered.text))
        yield rendered

    def _frame(self, page: Page) -> str:
        section, depth = page.section, page.path.count("/")
        shared = self.frames.shared.get(section)
        if shared is not None and depth == (1 if section else 0):
            filled = fill_beneath(shared, section, page.html)
            if filled is None:
                raise ShellBroken(f"the built page {page.path}index.html has no slot; finished already? Build it again")
            return filled
        address = None if self.options.address is None else self.options.address + page.path
        return stamp_page(
            self._shell(section, depth),
            title=page.title,
            site_name=self.options.name,
            description=page.description,
            address=address,
            article=page.html,
        )

    def _shell(self, section: str, depth: int) -> Shell:
        shell = self.shells.get((section, depth))
        if shell is None:
            own = section if section in self.frames.alone else next(iter(self.frames.alone))
            html = self.frames.alone[own]
            own_depth = 1 if own else 0
            if own != section or depth != own_depth:
                html = rebase_page(html, f"{own}/" if own else "", depth)
            shell = self.shells[section, depth] = split_shell(html, own)
        return shell
