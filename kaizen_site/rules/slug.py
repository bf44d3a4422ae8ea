"""One name becomes one part of a path and of a web address: the only place where that is decided."""

from __future__ import annotations

import hashlib
import re
import unicodedata

LONGEST = 64
_SAFE = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?")
_OTHER = re.compile(r"[^a-z0-9]+")
# Windows opens these whatever the folder and the extension.
DEVICES = frozenset(
    ["con", "prn", "aux", "nul", *(f"{device}{number}" for device in ("com", "lpt") for number in range(10))]
)
_RESERVED = DEVICES | {"index", "readme", "404", "assets", "search"}  # what a section of a site has itself


def slugify(name: str) -> str:
    """A name as letters, digits and inner hyphens, at most 64 of them, never empty and never reserved.

    A name that is such already stays as it is, case included; in any other accents are dropped, capitals lowered, and
    a name of which nothing is left gets a digest.
    """
    if _SAFE.fullmatch(name) and len(name) <= LONGEST and name.casefold() not in _RESERVED:
        return name
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode("ascii").lower()
    slug = _OTHER.sub("-", plain).strip("-")[:LONGEST].rstrip("-")
    return with_digest(slug, name) if not slug or slug in _RESERVED else slug


def with_digest(slug: str, text: str, length: int = 8) -> str:
    """The slug with the beginning of the text's sha256 behind it, within the same length."""
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:length]
    return f"{slug[: LONGEST - length - 1].rstrip('-')}-{digest}".lstrip("-")


def fold_name(name: str) -> str:
    """The name as a disk that does not tell cases or encodings of accents apart has it."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())
