"""Inline markdown becomes plain text: emphasis, links, badges, struck-out words, tags, entities and symbols."""

from __future__ import annotations

import re
import unicodedata

LINK_MARK = "\x1f"
_STRUCK = re.compile(r"~~[^~\n]{0,300}~~|<(s|del|strike)>[^<]{0,300}</\1>", re.IGNORECASE)
_BADGE = re.compile(r"/badge/([^/?#\s)]{1,200})")
_IMAGE = re.compile(r"!\[([^\]\n]{0,300})\](?:\(([^)\n]{0,600})\)|\[[^\]\n]{0,200}\])")
_LINK = re.compile(
    r"\[((?:[^\[\]\n]|\[[^\[\]\n]{0,200}\]){1,400})\]"
    r"(?:\([^()\n]{0,600}(?:\([^()\n]{0,200}\)[^()\n]{0,600})?\)|\[[^\]\n]{0,200}\])"
)
_WIKI = re.compile(r"\[\[([^\]|\n]{1,200})(?:\|([^\]\n]{1,200}))?\]\]")
_AUTOLINK = re.compile(r"<(https?://[^>\s]{1,600})>")
_LINE_END = re.compile(r"<br\s*/?>", re.IGNORECASE)
_TAG = re.compile(
    r"</?(?:a|abbr|b|big|center|cite|code|del|details|div|em|font|h[1-6]|i|img|ins|kbd|label|li|mark|ol|p|pre|q|s|small|"
    r"span|strike|strong|style|sub|summary|sup|t[dhr]|table|tbody|thead|u|ul|var)(?:\s[^<>\n]{0,300})?/?>",
    re.IGNORECASE,
)
_ENTITY = re.compile(r"&(?:nbsp|#x?[0-9a-fA-F]{1,6}|ensp|emsp);")
_NAMED = {"&amp;": "&", "&lt;": "<", "&gt;": ">", "&quot;": '"'}
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_SHORTCODE = re.compile(r"(?<!\w):[a-z][a-z0-9_+-]{1,40}:(?!\w)")
_ARROW = re.compile(r"(?:-{1,2}|=)&?g?t?;?>|[→⇒➡➜➔⟶]")
_EMPHASIS = re.compile(r"\*+|`+|(?<![^\W_])_+(?=\w)|(?<=[^\W_])_+(?!\w)|(?<=\W)_+(?=\W)")
_QUOTE = re.compile(r"(?m)^[ \t]*(?:>[ \t]?)+")


def flatten(raw: str) -> str:
    """Plain text on one line where the raw text had one; the text of links, images and badges is kept."""
    return mark_links(raw).replace(LINK_MARK, "").strip()


def mark_links(raw: str) -> str:
    """The same, with LINK_MARK in front of the text of every link."""
    text = _QUOTE.sub("", raw)
    if "~" in text or "<" in text:
        text = _STRUCK.sub(" ", text)
    if "[" in text:
        text = _IMAGE.sub(_read_image, text)
        text = _WIKI.sub(lambda match: LINK_MARK + (match.group(2) or match.group(1)), text)
        text = _LINK.sub(lambda match: LINK_MARK + match.group(1), text)
    if "<" in text:
        text = _AUTOLINK.sub(LINK_MARK + r"\1", text)
        text = _TAG.sub(" ", _LINE_END.sub("\n", text))
    if "&" in text:
        text = _ENTITY.sub(" ", text)
        for entity, character in _NAMED.items():
            text = text.replace(entity, character)
    text = _SHORTCODE.sub(" ", text)
    text = _ARROW.sub(" → ", text)
    text = _EMPHASIS.sub("", text)
    text = _ESCAPE.sub(r"\1", text)
    if not text.isascii():
        text = "".join(_plain(character) for character in text)
    return re.sub(r"[ \t]{2,}", " ", text).strip()


def read_badge(alternative: str, address: str) -> tuple[str, str]:
    """What a badge is about and what it says, by its address or else by `label: value` in its alternative text."""
    badge = _BADGE.search(address)
    if badge is None:
        label, colon, value = alternative.partition(":")
        return (label.strip(), value.strip()) if colon else ("", alternative)
    # shields.io: label-message-colour or message-colour; a doubled hyphen is a hyphen, an underscore a blank
    parts = [
        part.replace("\x00", "-").replace("_", " ").replace("%20", " ")
        for part in badge.group(1).replace("--", "\x00").split("-")
    ]
    return (parts[0], parts[1]) if len(parts) > 2 else (alternative, parts[0])


def _read_image(match: re.Match[str]) -> str:
    return read_badge(match.group(1), match.group(2) or "")[1]


def _plain(character: str) -> str:
    if character.isascii() or character == "→":
        return character
    if character == "\u00a0":
        return " "
    symbol = character == "\ufe0f" or unicodedata.category(character) in ("So", "Sk", "Cn", "Cf", "Me")
    return "" if symbol else character
