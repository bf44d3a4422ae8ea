"""A record's number, id, title and slug, from its front matter, its headings and its file's name."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import NamedTuple

from kaizen_site.cards import adr as cards
from kaizen_site.model.diagnostic import Diagnostic
from kaizen_site.model.source import Span, Where
from kaizen_site.parse.decision_inline import flatten
from kaizen_site.parse.decision_labels import SECTION_NAMES
from kaizen_site.parse.decision_metadata import Field
from kaizen_site.parse.decision_outline import Outline
from kaizen_site.parse.decision_words import fold
from kaizen_site.rules.record_name import RecordName, read_name, stem_of

_KIND = r"(?:m?adr|rfd|decision(?:[ -]record)?|architectur(?:e|al)[ -]decision(?:[ -]record)?|dr|dec|tdr|edr|ddr)"
_NUMBERED = re.compile(
    rf"\[?\s*(?:[A-Za-z]{{1,10}}-)?{_KIND}s?[ _#-]*(?:no\.?\s*)?(\d+)[a-z]?(?:[-.]v?\d+)*\s*\]?\s*"
    r"(?:[:.)|\u2013\u2014-]+\s*|\s+)(?=\S)",
    re.IGNORECASE,
)
_COUNTED = re.compile(r"#?(\d+|n+(?=\.))[a-z]?(?:\.|\)|\s*[:\u2013\u2014|]|\s+-)\s+(?=\S)")
_WORD = re.compile(rf"(?:title|{_KIND})\s*:\s*(?=\S)", re.IGNORECASE)
_MARKED = re.compile(
    r"\s*[\[(](?:superseded|superceded|deprecated|obsolete|rejected|withdrawn|draft|proposed|wip)\b[^\])]*[\])]\s*$",
    re.IGNORECASE,
)
_ID_ONLY = re.compile(rf"\[?(?:[A-Za-z]{{1,10}}-)?{_KIND}[ _#-]*\d+[a-z]?\]?\s*[:.]?\s*$", re.IGNORECASE)
_ID = re.compile(rf"(?:[A-Za-z]{{1,10}}-)?{_KIND}[ _#-]?\d+[a-z]?(?:-v?\d+)?(?![\w-])", re.IGNORECASE)
_EMPTY_TITLE = re.compile(r"[{\[<].*(?:title|problem|name).*[}\]>]$|title$|number title$", re.IGNORECASE)


class Identity(NamedTuple):
    """Who a record is; `name` is what its file's name holds."""

    id: str
    number: int | None
    title: str
    slug: str
    name: RecordName
    places: dict[str, Where]


def identify(path: str, fields: Sequence[Field], outline: Outline) -> tuple[Identity, list[Diagnostic]]:
    """The identity of the record in this file, and what is wrong with it."""
    stem = stem_of(path)
    name = read_name(stem)
    if name.number is None and name.date is None and "/" in path:
        folder = read_name(path.rpartition("/")[0].rpartition("/")[2])
        name = folder if folder.date else name
    places: dict[str, Where] = {}
    ids = [
        field
        for field in fields
        if field.name == "id" and field.source != "foot" and 0 < len(field.text.strip()) <= 120
    ]
    diagnostics = [finding for field in ids for finding in _compare(path, field, name)]
    title = _find_title(stem, fields, outline, places)
    if not title.stated:
        diagnostics.append(_say_title(path, title, outline))
    number = _find_number(name, ids, fields, title.raw)
    stated = next((field for field in ids if not _is_counter(field) and (field.at or _ID.match(field.text))), None)
    if ids:
        places["id"] = ids[0].place()
    letter = name.letter if name.number is not None else ""
    digits = name.digits or (f"{number:03d}" if number is not None else "")
    record_id = _shorten(flatten(stated.text)) if stated else f"ADR-{digits}{letter}" if number is not None else stem
    slug = f"adr-{number:03d}{letter}" if number is not None else _make_slug(stem)
    text = strip_number(title.text, number) if title.stated else title.text
    return Identity(record_id, number, text, slug, name, places), diagnostics


def strip_number(title: str, number: int | None) -> str:
    """A title without one leading "ADR-5:", "8." or "TITLE:"."""
    match = _NUMBERED.match(title)
    if match is None:
        match = _COUNTED.match(title)
        dotted = match is not None and title[match.end(1) : match.end(1) + 2] == ". "
        if match is not None and not dotted and match.group(1).lstrip("0") != str(number or ""):
            match = None
    if match is None:
        match = _WORD.match(title)
    bare = title[match.end() :].strip() if match is not None else title
    return _MARKED.sub("", bare).strip() or bare


class _Title(NamedTuple):
    text: str
    raw: str
    stated: bool
    placeholder: bool = False
    where: Where = None


def _find_title(stem: str, fields: Sequence[Field], outline: Outline, places: dict[str, Where]) -> _Title:
    candidates: list[tuple[str, Where]] = []
    named = [field for field in fields if field.name == "title" and field.text.strip()]
    candidates += [(field.text, field.place()) for field in named if field.source == "front matter"]
    for level in (1, 2):
        heading = next((found for found in outline.headings if found.level == level), None)
        first = heading is not None and (
            level == 2 or not any(other.index < heading.index for other in outline.headings)
        )
        if heading is not None and first and heading.text and heading.name not in SECTION_NAMES:
            line = outline.first_line + heading.index
            span = Span(line, heading.column, line, heading.column + len(outline.lines[heading.index].rstrip()))
            candidates.append((heading.text, span))
            break
    candidates += [(field.text, field.place()) for field in named if field.source != "front matter"]
    placeholder: Where = None
    for raw, where in candidates:
        text = " ".join(flatten(raw).split())
        if _EMPTY_TITLE.match(fold(text) if "{" not in text and "[" not in text and "<" not in raw else raw.strip()):
            placeholder = where
            continue
        if text and not _ID_ONLY.match(text):
            places["title"] = where
            return _Title(text, text, stated=True)
    raw = next((" ".join(flatten(raw).split()) for raw, _ in candidates), "")
    words = re.sub(r"[-_]+", " ", re.sub(r"^\W*", "", stem[len(_prefix(stem)) :])).strip()
    return _Title(words or stem, raw, stated=False, placeholder=placeholder is not None, where=placeholder)


def _prefix(stem: str) -> str:
    match = re.match(r"(?:m?adr[-_ ]?)?[\d][\d._-]*", stem, re.IGNORECASE)
    return match.group() if match is not None else ""


def _say_title(path: str, title: _Title, outline: Outline) -> Diagnostic:
    if title.placeholder:
        return cards.PLACEHOLDER.at(path, title.where, "the title is still the template's", help="write the title")
    line = outline.first_line
    message = f"the record has no title; it is shown as “{title.text[:80]}”"
    return cards.TITLE_MISSING.at(path, Span(line, 1, line, 1), message, help="add a line `# Title`")


def _find_number(name: RecordName, ids: Sequence[Field], fields: Sequence[Field], title: str) -> int | None:
    if name.number is not None:
        return name.number
    for field in ids:
        number = read_name(field.text).number
        if number is not None:
            return number
    slug = next((field.text.strip() for field in fields if field.name == "slug" and field.source == "front matter"), "")
    if re.fullmatch(r"\d{1,5}", slug):
        return int(slug)
    match = _NUMBERED.match(title) or _COUNTED.match(title)
    return int(match.group(1)) if match is not None and match.group(1).isdecimal() and len(match.group(1)) < 6 else None


def _compare(path: str, field: Field, name: RecordName) -> list[Diagnostic]:
    stated = read_name(flatten(field.text))
    if stated.number is None or name.number is None or name.date is not None or stated.number == name.number:
        return []
    message = f"the {fold(field.label)} says {stated.number}, the file's name says {name.number}"
    help_text = f"write {name.digits} here, or rename the file"
    return [cards.ID_FILE_MISMATCH.at(path, field.place(), message, help=help_text)]


def _shorten(text: str) -> str:
    """An id without the title behind it: "ADR-003 (Single Engine)" is ADR-003."""
    match = _ID.match(text)
    return match.group().strip() if match is not None and " " in text else text


def _is_counter(field: Field) -> bool:
    """Whether an id is a bare number, which is better shown as ADR-…."""
    return re.fullmatch(r"\s*#?\d+\s*", field.text) is not None


def _make_slug(stem: str) -> str:
    plain = unicodedata.normalize("NFKD", stem).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.casefold()).strip("-")[:100].strip("-") or "record"
