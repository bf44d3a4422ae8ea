"""A record's date, people and tags, chosen from the places that state them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from kaizen_site.cards import adr as cards
from kaizen_site.model.diagnostic import Diagnostic
from kaizen_site.model.source import At, Span, Where
from kaizen_site.parse.decision_date import Order, find_all_dates, find_date, find_order
from kaizen_site.parse.decision_inline import flatten
from kaizen_site.parse.decision_metadata import Field
from kaizen_site.parse.decision_words import fold, split_words

_NO_DATE = split_words("tbd tba none null n a na todo unknown pending never undated not set not yet later draft")
_TEMPLATE_DATE = re.compile(r"y{2,4}|d{2}[-/.]m{2}|\bdate\b|when the decision|m{2}[-/.]d{2}", re.IGNORECASE)
_TEMPLATE_PEOPLE = re.compile(
    r"list everyone|list of (?:people|everyone)|everyone (?:involved|who)|^names?$|your name", re.IGNORECASE
)
_SOURCES = ("front matter", "list", "line", "table", "section", "foot")
_PEOPLE = re.compile(r"\s*(?:[,;\n|&]|\band\b(?!/)|<br\s*/?>)\s*")


class DateFound(NamedTuple):
    """An ISO date (or none), where it was found in words, and its place."""

    value: str | None = None
    source: str | None = None
    where: Where = None


def read_date(path: str, fields: Sequence[Field], body: str) -> tuple[DateFound, list[Diagnostic]]:
    """The date that the record's fields state; what is wrong is said of each field that states one."""
    diagnostics: list[Diagnostic] = []
    order = find_order(body[:100_000] + "\n" + "\n".join(field.text for field in fields if field.name == "date"))
    best: DateFound | None = None
    for field in sorted((field for field in fields if field.name == "date"), key=_date_rank):
        text = flatten(field.text)
        if not text or set(fold(text).split()) <= _NO_DATE:
            continue
        found = find_date(text, order)
        if found is None:
            diagnostics += _judge_no_date(path, field, text)
        elif found.problem == "invalid":
            if field.source != "foot":
                diagnostics.append(_say_invalid(path, field, order, f"{found.reason}: `{_shown(text)}` is no date"))
        elif found.problem == "ambiguous":
            if best is None:
                message = f"`{text[found.start : found.end]}` can be read in two ways: {found.reason}"
                diagnostics.append(
                    cards.DATE_AMBIGUOUS.at(path, _place(field, order), message, help="write `YYYY-MM-DD`")
                )
        elif best is None:
            best = DateFound(found.value, _say_source(field), _place(field, order))
    return best or DateFound(), diagnostics


def latest_date(text: str) -> str | None:
    """The latest date of a list of changes."""
    order: Order | None = find_order(text)
    dates = []
    for line in text.split("\n")[:400]:
        dates += [
            found.value for found in find_all_dates(line[:200], order)[:1] if found.value and len(found.value) > 4
        ]
    return max(dates, default=None)


def read_people(path: str, fields: Sequence[Field], name: str) -> tuple[tuple[str, ...], list[Diagnostic]]:
    """The people that fields of this name list, from the best rank that lists any."""
    diagnostics: list[Diagnostic] = []
    for rank in (0, 1):
        people: list[str] = []
        for field in fields:
            if field.name != name or field.rank != rank or field.source == "foot":
                continue
            if _TEMPLATE_PEOPLE.search(flatten(field.text)):
                message = f"`{field.label}` still holds the template's text"
                diagnostics.append(
                    cards.PLACEHOLDER.at(path, field.place(), message, help="name the people, or delete it")
                )
                continue
            people += [person for person in _split(field.text) if person not in people]
        if people:
            return tuple(people), diagnostics
    return (), diagnostics


def read_tags(fields: Sequence[Field]) -> tuple[str, ...]:
    """The tags, each once."""
    tags = [tag for field in fields if field.name == "tags" for tag in _split(field.text, joined=False)]
    return tuple(dict.fromkeys(tags))


def _split(text: str, *, joined: bool = True) -> Iterator[str]:
    separator = _PEOPLE if joined else re.compile(r"\s*[,;\n|]\s*")
    for part in separator.split(flatten(re.sub(r"(?m)^[ \t>]*[-*+][ \t]+", "", text))):
        plain = part.strip(" \t[]{}\"'.")
        if plain and fold(plain) not in ("none", "n a", "na", "tbd", ""):
            yield plain


def _date_rank(field: Field) -> tuple[bool, int, int]:
    return field.rank > 1, _SOURCES.index(field.source) if field.source in _SOURCES else 9, field.rank


def _judge_no_date(path: str, field: Field, text: str) -> Iterator[Diagnostic]:
    if _TEMPLATE_DATE.search(text) and not re.search(r"\d{4}", text):
        message = f"`{field.label}` still holds the template's `{_shown(text)}`"
        yield cards.PLACEHOLDER.at(path, field.place(), message, help="write the date as `YYYY-MM-DD`")
    elif field.source == "front matter" and field.rank == 0 and fold(field.label) == "date":
        message = f"`{_shown(text)}` is no date"
        yield cards.DATE_INVALID.at(path, field.place(), message, help="write the date as `YYYY-MM-DD`")


def _say_invalid(path: str, field: Field, order: Order | None, message: str) -> Diagnostic:
    return cards.DATE_INVALID.at(path, _place(field, order), message, help="write the date as `YYYY-MM-DD`")


def _place(field: Field, order: Order | None) -> Where:
    """The date's own characters where they stand in the raw text."""
    found = find_date(field.text, order)
    if found is None:
        return field.place()
    if field.at is not None:
        return At(field.at.pointer, "value", (found.start, found.end)) if field.at.part == "value" else field.at
    place = field.place(found.start, found.end)
    return place if isinstance(place, Span) else field.place()


def _say_source(field: Field) -> str:
    kind = {
        "list": "list below the title",
        "line": "line below the title",
        "table": "table",
        "foot": "end of the record",
    }
    return f"{kind.get(field.source, field.source)}: {' '.join(field.label.split())}"


def _shown(text: str) -> str:
    return text if len(text) <= 40 else text[:39] + "…"
