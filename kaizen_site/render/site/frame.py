"""What all pages share: the templates' environment, addresses, twins and the way from a view to a `Page`.

A view is a mapping of JSON values; it is the JSON twin, and the template and the markdown twin show nothing else.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined, Template
from markupsafe import Markup

from kaizen_site.model.site import Page, Site
from kaizen_site.render.site import words
from kaizen_site.render.site.marks import run_strip, show_ticks, status_badge
from kaizen_site.render.twins import twin_path, view_to_json, view_to_markdown


def make_page(
    site: Site,
    path: str,
    title: str,
    description: str,
    template: str,
    view: Mapping[str, Any],
    *,
    listed: bool = True,
    **extras: Any,
) -> Page:
    """The page of a view. `extras` are for the template alone: text that it shows in another form than the twins."""
    flat = " ".join(description.split())
    twin = {"title": title, "path": path, "description": flat, **view}
    html = load_template(template).render(
        view=view,
        title=title,
        description=description,
        path=path,
        twin=twin_path(path, ""),
        to=Addresses(path, site.leaf),
        site=site,
        snapshot=site.fleet.snapshot,
        **extras,
    )
    return Page(path, title, flat, html, view_to_json(twin), view_to_markdown(title, flat, view), listed)


class Addresses:
    """Turns a page's or a file's path below the root into an address relative to one page."""

    __slots__ = ("_leaf", "_up")

    def __init__(self, path: str, leaf: str) -> None:
        self._up = "../" * path.count("/")
        self._leaf = leaf

    def __call__(self, path: str) -> str:
        """`path` is a page (`agents/coach/`, perhaps with a fragment) or a file (`v1/…/coach.json`)."""
        bare, mark, fragment = path.partition("#")
        if not bare or bare.endswith("/"):
            bare += self._leaf
        return (self._up + bare or "./") + mark + fragment


@cache
def load_template(name: str) -> Template:
    """A template, compiled once."""
    return _environment().get_template(name)


class _Views(Environment):
    """An environment in which `row.name` is first of all a key: views are mappings, and looking there last is slow."""

    def getattr(self, obj: Any, attribute: str) -> Any:
        """The value of a mapping's key, else what Jinja finds."""
        if type(obj) is dict and attribute in obj:
            return obj[attribute]
        return super().getattr(obj, attribute)


@cache
def _environment() -> Environment:
    environment = _Views(
        loader=PackageLoader("kaizen_site.render", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        auto_reload=False,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=False,
    )
    environment.filters.update(
        number=words.say_number,
        share=words.say_share,
        seconds=words.say_seconds,
        size=words.say_size,
        time=words.say_time,
        date=words.say_date,
        count=words.count_words,
        badge=status_badge,
        strip=run_strip,
        ticks=show_ticks,
        sentence=words.first_sentence,
    )
    environment.globals.update(Markup=Markup)
    return environment
