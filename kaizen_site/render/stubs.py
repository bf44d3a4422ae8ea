"""What a builder gets to see of our pages: a title from a fixed list and a slot, never a word of the content."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping

from kaizen_site.model.output import Rendered
from kaizen_site.render.escape import make_harmless
from kaizen_site.render.shell import slot_line

_HEAD = '---\ntitle: "{title}"\nhide:\n  - navigation\n  - toc\n---\n'
_LINK = re.compile(r"(\]\(<?)([^)>\s#]+)")


def render_stub(section: str, title: str) -> Rendered:
    """The staged page of a section (empty: the home page)."""
    return Rendered(stub_path(section), f"{_HEAD.format(title=make_harmless(title))}\n{slot_line(section)}\n")


def render_leaf_stub(page: str, title: str) -> Rendered:
    """The staged page of one document, which `finish` writes anew: links of authored pages lead to it."""
    return Rendered(f"{page}index.md", _HEAD.format(title=make_harmless(title)))


def stub_path(section: str) -> str:
    """Where the staged page of a section lies."""
    return f"{section}/index.md" if section else "index.md"


def relink(text: str, source: str, place: str, pages: Mapping[str, str]) -> str:
    """An authored page with its links to catalogue documents turned into links to their staged pages.

    `source` is the page's path in the project, `place` where it lies among the staged pages, `pages` has the page paths
    of documents by their own.
    """
    folder, up = source.rpartition("/")[0], "../" * place.count("/")

    def turn(match: re.Match[str]) -> str:
        page = pages.get(posixpath.normpath(posixpath.join(folder, match[2])))
        return match[0] if page is None else f"{match[1]}{up}{page}index.md"

    return _LINK.sub(turn, text)


def place_slot(text: str, section: str) -> str:
    """An authored page at the address of a section: our article goes below its text unless it has a slot already."""
    if slot_line(section) in text:
        return text
    return f"{text.rstrip()}\n\n{slot_line(section, beneath=True)}\n"
