"""Foreign markdown becomes safe HTML: no raw HTML, no images, a closed list of tags, http, https and mailto only.

Headings move below the page's own and get prefixed ids. Text over the limit is not rendered: the caller shows the
source, which stands beside the rendering anyway.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache

import nh3
from markdown_it import MarkdownIt
from markdown_it.token import Token

LIMIT = 100_000
"""Characters; beyond it hostile input costs seconds and a browser shows the page slowly."""

Resolve = Callable[[str], str | None]
"""Takes a relative address as written; gives one that is right on the page, or None to show the text alone."""

_TAGS = "a blockquote br code del div em h2 h3 h4 h5 h6 hr li ol p pre s strong table tbody td th thead tr ul"
_ATTRIBUTES = {"a": {"href", "title"}, "ol": {"start"}, **{f"h{level}": {"id"} for level in range(2, 7)}}
_VALUES = {
    "pre": {"tabindex": {"0"}},
    "div": {"tabindex": {"0"}, "class": {"kz-scroll"}},
    "table": {"class": {"kz-plain"}},
    "th": {"class": {"kz-num", "kz-mid"}},
    "td": {"class": {"kz-num", "kz-mid"}},
}
_SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.\-]*:|//")
_SAFE_SCHEME = re.compile(r"(?:https?|mailto):", re.IGNORECASE)
_WORDLESS = re.compile(r"[^\w]+")
_ALIGNMENTS = {"text-align:right": "kz-num", "text-align:center": "kz-mid"}


def render_markdown(
    text: str, *, prefix: str, top: int = 2, resolve: Resolve | None = None, titled: bool = False
) -> str | None:
    """HTML for the text, or None when it is over LIMIT.

    `prefix` goes before every heading's id and every link within the text, so that ids are unique on the page; `top`
    (2 to 6) is the level that the highest heading of the text gets. Relative links are dropped without `resolve`. A
    text that is `titled` loses the title at its beginning: the page shows it.
    """
    if len(text) > LIMIT:
        return None
    tokens = _parser().parse(text)
    if titled and tokens and tokens[0].tag == "h1":
        tokens = tokens[3:]
    _shift_headings(tokens, prefix, top)
    _tame_tokens(tokens, prefix, resolve or _drop)
    html = str(_parser().renderer.render(tokens, _parser().options, {}))
    return nh3.clean(
        html,
        tags=set(_TAGS.split()),
        attributes={tag: set(names) for tag, names in _ATTRIBUTES.items()},
        tag_attribute_values=_VALUES,
        url_schemes={"http", "https", "mailto"},
        link_rel="noopener noreferrer nofollow",
    )


@cache
def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False, "linkify": False}).enable(["table", "strikethrough"])


def _drop(href: str) -> str | None:  # noqa: ARG001 - it has the shape of Resolve
    return None


def _shift_headings(tokens: Sequence[Token], prefix: str, top: int) -> None:
    levels = [int(token.tag[1]) for token in tokens if token.type == "heading_open"]
    shift = top - min(levels, default=1)
    seen: dict[str, int] = {}
    for index, token in enumerate(tokens):
        if token.type not in ("heading_open", "heading_close"):
            continue
        token.tag = f"h{min(int(token.tag[1]) + shift, 6)}"
        if token.type == "heading_open":
            token.attrSet("id", prefix + _unique(_make_slug(tokens[index + 1].content), seen))


def _make_slug(heading: str) -> str:
    return _WORDLESS.sub("-", heading.casefold()).strip("-")[:60].rstrip("-") or "section"


def _unique(slug: str, seen: dict[str, int]) -> str:
    count = seen.get(slug, 0)
    seen[slug] = count + 1
    return _unique(f"{slug}-{count + 1}", seen) if count else slug


def _tame_tokens(tokens: list[Token], prefix: str, resolve: Resolve) -> None:
    for token in tokens:
        if token.type == "inline" and token.children is not None:
            token.children = _tame_inline(token.children, prefix, resolve)
        elif token.type in ("th_open", "td_open"):
            _align_cell(token)
    for index in range(len(tokens) - 1, -1, -1):
        kind = tokens[index].type
        if kind in ("fence", "code_block"):
            tokens[index] = _raw(f'<pre tabindex="0"><code>{_escape(tokens[index].content)}</code></pre>\n')
        elif kind == "table_open":
            # With a class of its own the theme's script does not wrap it in a box that no key reaches.
            tokens[index].attrSet("class", "kz-plain")
            tokens.insert(index, _raw('<div class="kz-scroll" tabindex="0">'))
        elif kind == "table_close":
            tokens.insert(index + 1, _raw("</div>\n"))


def _align_cell(token: Token) -> None:
    name = _ALIGNMENTS.get(str(token.attrGet("style") or ""))
    if name is not None:
        token.attrSet("class", name)


def _tame_inline(children: Sequence[Token], prefix: str, resolve: Resolve) -> list[Token]:
    tamed: list[Token] = []
    dropped: list[bool] = []
    for token in children:
        if token.type == "image":
            tamed += _name_image(token)
        elif token.type == "link_open":
            href = _safe_address(str(token.attrGet("href") or ""), prefix, resolve)
            dropped.append(href is None)
            if href is not None:
                token.attrSet("href", href)
                tamed.append(token)
        elif token.type == "link_close":
            if not dropped.pop():
                tamed.append(token)
        else:
            tamed.append(token)
    return tamed


def _name_image(image: Token) -> list[Token]:
    text = Token("text", "", 0)
    text.content = f"[image: {image.content or 'without a description'}]"
    return [text]


def _safe_address(href: str, prefix: str, resolve: Resolve) -> str | None:
    if href.startswith("#"):
        return f"#{prefix}{href[1:]}"
    if _SCHEME.match(href):
        return href if _SAFE_SCHEME.match(href) else None
    return resolve(href)


def _raw(html: str) -> Token:
    token = Token("html_block", "", 0)
    token.content = html
    return token


def _escape(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
