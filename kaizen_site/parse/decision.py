"""A decision record in whatever dialect it is written: one `Decision` with the places of its fields.

Said here is what one file shows by itself. Relations to other records are resolved in `derive` and judged in `check`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from kaizen_site.model.catalogue import INVERSES, Decision, DecisionLink
from kaizen_site.model.diagnostic import Diagnostic, Parsed, Severity
from kaizen_site.model.source import Document, Source, Span, Where
from kaizen_site.parse.decision_choice import Shown, show_status
from kaizen_site.parse.decision_date import find_date, find_order
from kaizen_site.parse.decision_facts import DateFound, latest_date, read_date, read_people, read_tags
from kaizen_site.parse.decision_front_matter import FrontMatter, read_front_matter
from kaizen_site.parse.decision_identity import Identity, identify
from kaizen_site.parse.decision_inline import flatten
from kaizen_site.parse.decision_labels import METADATA_NAMES
from kaizen_site.parse.decision_metadata import Field, read_fields
from kaizen_site.parse.decision_name import find_logs, is_decision_path
from kaizen_site.parse.decision_outline import Outline, read_outline
from kaizen_site.parse.decision_relations import gather_links
from kaizen_site.parse.decision_sections import Statement, changelog_text, section_fields
from kaizen_site.parse.decision_words import fold
from kaizen_site.parse.fences import find_fences
from kaizen_site.parse.text import Text, decode

__all__ = ["find_logs", "is_decision_path", "read_decision"]

_KNOWN = frozenset(
    ("status", "date", "deciders", "consulted", "informed", "tags", "title", "id", "changelog", *INVERSES)
)
_PEOPLE = ("deciders", "consulted", "informed")
_LINES_WITH_A_DATE = 60
_DIALECTS = {"list": "madr-2", "line": "lines", "table": "table", "section": "nygard", "foot": "lines"}


class _Parts(NamedTuple):
    """What was read, before it is put together."""

    front: FrontMatter
    fields: list[Field]
    identity: Identity
    links: list[DecisionLink]
    shown: Shown
    date: DateFound
    people: dict[str, tuple[str, ...]]


def read_decision(source: Source, log: str) -> Parsed[Decision]:
    """Read a record of the log in folder `log`; there is a value whenever the bytes can be decoded."""
    text, diagnostics = decode(source)
    if text is None:
        return Parsed(source.path, None, None, tuple(diagnostics))
    front = read_front_matter(text)
    outline = read_outline(front.body, front.body_line)
    fields = _gather_fields(front, outline)
    identity, found = identify(text.path, fields, outline)
    links = gather_links(front.body, outline, fields, identity)
    shown = show_status(text.path, fields, outline, links, front.braced)
    date, dated = _find_date(text.path, fields, outline, identity, shown.statement)
    meaning = [*found, *shown.diagnostics, *dated]
    people: dict[str, tuple[str, ...]] = {}
    for name in _PEOPLE:
        people[name], findings = read_people(text.path, fields, name)
        meaning += findings
    if any(finding.weight is Severity.ERROR for finding in front.diagnostics):
        meaning = []  # one mistake, one finding
    decision = _assemble(text, log, _Parts(front, fields, identity, links, shown, date, people))
    return Parsed(text.path, decision, _make_document(text, front), (*diagnostics, *front.diagnostics, *meaning))


def _assemble(text: Text, log: str, parts: _Parts) -> Decision:
    front, fields, identity = parts.front, parts.fields, parts.identity
    statement = parts.shown.statement
    return Decision(
        path=text.path,
        log=log,
        slug=identity.slug,
        id=identity.id,
        number=identity.number,
        title=identity.title,
        status=parts.shown.status,
        status_raw=statement.raw if statement is not None else None,
        date=parts.date.value,
        date_source=parts.date.source,
        body=front.body,
        body_line=front.body_line,
        digest=text.digest,
        dialect=_name_dialect(fields, statement),
        deciders=parts.people["deciders"],
        consulted=parts.people["consulted"],
        informed=parts.people["informed"],
        tags=read_tags(fields),
        links=tuple(parts.links),
        extra=_gather_extra(fields, front.braced),
        status_line=statement.line if statement is not None else None,
        places=_gather_places(parts),
    )


def _make_document(text: Text, front: FrontMatter) -> Document:
    fences = find_fences(front.body, front.body_line)
    return Document(
        text.path, text.text, text.digest, front.value, front.positions, front.body, front.body_line, fences
    )


def _gather_fields(front: FrontMatter, outline: Outline) -> list[Field]:
    head = outline.head()
    fields = [*front.fields, *read_fields(outline, head)]
    for heading in outline.headings[:6]:
        if heading.name in METADATA_NAMES and heading.index >= head.stop:
            fields += read_fields(outline, outline.content(heading))
    fields += section_fields(outline)
    foot = outline.foot()
    if foot and foot.start >= head.stop:
        fields += read_fields(outline, foot, "foot")
    return fields


def _find_date(
    path: str, fields: Sequence[Field], outline: Outline, identity: Identity, statement: Statement | None
) -> tuple[DateFound, list[Diagnostic]]:
    """The date: from a field, the status, a line that is a date, the file's name, or the list of changes."""
    body = "\n".join(outline.lines)
    date, diagnostics = read_date(path, fields, body)
    if date.value is not None:
        return date, diagnostics
    order = find_order(body[:100_000])
    found = find_date(statement.raw, order) if statement is not None and statement.source != "folder" else None
    if found is not None and found.value and statement is not None:
        return DateFound(found.value, "status", statement.where), diagnostics
    head = outline.head()
    for index in head[:_LINES_WITH_A_DATE]:
        line = flatten(outline.lines[index][:200]).strip("()[] ")
        found = find_date(line, order) if line[:1] not in ("#", "") else None
        if found is not None and found.value and len(found.value) > 4 and (found.start, found.end) == (0, len(line)):
            number = outline.first_line + index
            where = Span(number, 1, number, len(outline.lines[index]) + 1)
            return DateFound(found.value, "line below the title", where), diagnostics
    if identity.name.date is not None:
        return DateFound(identity.name.date, "file name"), diagnostics
    changed = latest_date(changelog_text(outline))
    return (DateFound(changed, "changelog") if changed else DateFound()), diagnostics


def _gather_places(parts: _Parts) -> dict[str, Where]:
    places: dict[str, Where] = dict(parts.identity.places)
    relations = [field for field in parts.fields if field.name in INVERSES and field.at is not None]
    places.update({field.name: field.place() for field in reversed(relations)})
    if parts.shown.statement is not None and parts.shown.statement.where is not None:
        places["status"] = parts.shown.statement.where
    if parts.date.where is not None:
        places["date"] = parts.date.where
    end = parts.front.end_line
    if end is not None:
        places["front matter end"] = Span(end, 1, end, 1)
    return places


def _gather_extra(fields: Sequence[Field], braced: frozenset[str]) -> Mapping[str, str]:
    """Every other labelled value, by folded label; authors too where deciders are named."""
    extra: dict[str, str] = {}
    decided = any(field.name == "deciders" and field.rank == 0 for field in fields)
    for field in fields:
        other = field.name not in _KNOWN or (field.name == "deciders" and field.rank and decided)
        if other and field.source != "foot" and field.label not in braced:
            extra.setdefault(fold(field.label), " ".join(flatten(field.text).split())[:400])
    return {name: text for name, text in extra.items() if text}


def _name_dialect(fields: Sequence[Field], statement: Statement | None) -> str:
    """The family of record that the status, else the date, was written in."""
    source = statement.source if statement is not None else None
    names = {fold(field.label) for field in fields if field.source == "front matter"}
    if source == "front matter":
        if "decision makers" in names:
            return "madr-4"
        return "madr-3" if names & {"deciders", "consulted", "informed"} else "front-matter"
    if source in _DIALECTS:
        return _DIALECTS[source]
    sources = [field.source for field in fields if field.name in ("date", "status")]
    if "front matter" in sources or (names and not sources):
        return "front-matter"
    return next((_DIALECTS[found] for found in sources if found in _DIALECTS), "plain")
