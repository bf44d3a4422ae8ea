"""A page that the theme rendered once becomes a shell: literal pieces with holes for title, description and article.

What is put into a hole is escaped here; the article alone is taken as it is, because our own templates made it.
"""

from __future__ import annotations

import json
import posixpath
import re
from collections.abc import Callable
from dataclasses import dataclass

from kaizen_site.errors import KaizenError
from kaizen_site.render.escape import escape_html, escape_json

_TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL)
_TOPIC = re.compile(r'data-md-component="header-topic">\s*<span class="md-ellipsis">\s*(.*?)\s*</span>', re.DOTALL)
_DESCRIPTION = re.compile(r'[ \t]*<meta name="description" content="[^"]*">\n?')
_NEIGHBOUR = re.compile(r'[ \t]*<link rel="(?:prev|next)" href="[^"]*">\n?')
_CANONICAL = re.compile(r'[ \t]*<link rel="canonical" href="[^"]*">\n?')
_ADDRESS = re.compile(r'(\s(?:href|src|action)=")([^"]*)(")')
_SCOPE = re.compile(r'(new URL\(")([^"]*)(",\s*location\))')
_CONFIG = re.compile(r'(<script id="__config" type="application/json">)(.*?)(</script>)', re.DOTALL)
_ABSOLUTE = re.compile(r"[a-zA-Z][a-zA-Z0-9+.\-]*:|/|#|\Z")


class ShellBroken(KaizenError):
    """The theme's page lacks a place that has to be filled, or has it twice."""


@dataclass(frozen=True, slots=True)
class Shell:
    """`pieces` has one more element than `holes`, the names of what stands between them."""

    pieces: tuple[str, ...]
    holes: tuple[str, ...]


def slot_line(section: str, *, beneath: bool = False) -> str:
    """Where the article of a section (empty: the home page) will stand, alone on its page or beneath other text."""
    return f'<div data-kaizen-slot="{section or "home"}"{" data-kaizen-beneath" if beneath else ""}></div>'


def holds_slot(html: str, section: str) -> bool:
    """Whether the page has the section's slot for an article alone."""
    return slot_line(section) in html


def add_style(html: str, section: str) -> str:
    """The page with our stylesheet and script, unless its builder has put them in."""
    up = "../" if section else ""
    if "assets/kaizen/kz.css" not in html:
        html = html.replace("</head>", f'<link rel="stylesheet" href="{up}assets/kaizen/kz.css">\n</head>', 1)
    if "assets/kaizen/kz.js" not in html:
        html = html.replace("</body>", f'<script src="{up}assets/kaizen/kz.js"></script>\n</body>', 1)
    return html


def fill_beneath(html: str, section: str, article: str) -> str | None:
    """The page with the article beneath its own text and title; None when the page has no such slot."""
    line = slot_line(section, beneath=True)
    if html.count(line) != 1:
        return None
    # The page has its own h1.
    return html.replace(line, article.replace("<h1>", "<h2>", 1).replace("</h1>", "</h2>", 1))


def split_shell(html: str, section: str) -> Shell:
    """The shell of a section's built page; raises ShellBroken unless the slot and one title are there exactly once."""
    line, path = slot_line(section), f"{section}/index.html" if section else "index.html"
    if html.count(line) != 1:
        raise ShellBroken(f"the built page {path} has {html.count(line)} slots for its article instead of one")
    title = _TITLE.search(html)
    if title is None or len(_TITLE.findall(html)) > 1:
        raise ShellBroken(f"the built page {path} does not have exactly one title element")
    html = _CANONICAL.sub("", _NEIGHBOUR.sub("", _DESCRIPTION.sub("", html)))
    places = [(_find_span(_TITLE, html), "title"), (_find_span(_TOPIC, html), "topic")]
    start = html.index(line)
    places.append(((start, start + len(line)), "article"))
    return _cut(html, sorted((span, name) for span, name in places if span is not None))


def stamp_page(shell: Shell, *, title: str, site_name: str, description: str, address: str | None, article: str) -> str:
    """The finished page. `address` is its absolute URL, or None where the site has none."""
    shown = escape_html(title)
    whole = f"{shown} - {escape_html(site_name)}" if title != site_name else shown
    head = f'{whole}</title>\n      <meta name="description" content="{escape_html(description)}">'
    if address is not None:
        head += f'\n      <link rel="canonical" href="{escape_html(address)}">'
    values = {"title": head, "topic": shown, "article": article}
    parts = [shell.pieces[0]]
    for hole, piece in zip(shell.holes, shell.pieces[1:], strict=True):
        parts.append(values[hole])
        parts.append(piece)
    return "".join(parts)


def rebase_page(html: str, path: str, depth: int) -> str:
    """The built page of `path` (such as `repos/`) with every relative address right for a page `depth` folders deep."""
    move = _mover(path, depth)
    html = _ADDRESS.sub(lambda match: match[1] + move(match[2]) + match[3], html)
    html = _SCOPE.sub(lambda match: match[1] + move(match[2]) + match[3], html)
    return _CONFIG.sub(lambda match: match[1] + _move_config(match[2], move) + match[3], html)


def _find_span(pattern: re.Pattern[str], html: str) -> tuple[int, int] | None:
    match = pattern.search(html)
    if match is None:
        return None
    return (match.start(1), match.end()) if pattern is _TITLE else match.span(1)


def _cut(html: str, places: list[tuple[tuple[int, int], str]]) -> Shell:
    pieces, position = [], 0
    for (start, end), _ in places:
        pieces.append(html[position:start])
        position = end
    pieces.append(html[position:])
    return Shell(tuple(pieces), tuple(name for _, name in places))


def _mover(path: str, depth: int) -> Callable[[str], str]:
    up = "../" * depth

    def move(address: str) -> str:
        if _ABSOLUTE.match(address):
            return address
        target, mark, rest = address, "", ""
        found = re.search(r"[?#]", address)
        if found:
            target, mark, rest = address[: found.start()], found[0], address[found.end() :]
        resolved = posixpath.normpath(posixpath.join("/" + path, target)).lstrip("/")
        if resolved and (target.endswith(("/", "..")) or target == "."):
            resolved += "/"
        return (up + resolved or "./") + mark + rest

    return move


def _move_config(text: str, move: Callable[[str], str]) -> str:
    config = json.loads(text)
    for key in ("base", "search"):
        if isinstance(config.get(key), str):
            config[key] = move(config[key]).rstrip("/") or "."
    return escape_json(config)
