"""A record's links, gathered from its fields, its status, its sections of links and its prose; each stands once."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kaizen_site.model.catalogue import INVERSES, DecisionLink
from kaizen_site.model.source import At, Span
from kaizen_site.parse.decision_identity import Identity
from kaizen_site.parse.decision_labels import RELATION_FIELDS
from kaizen_site.parse.decision_links import Relation, find_relations, read_targets
from kaizen_site.parse.decision_metadata import Field, read_fields
from kaizen_site.parse.decision_outline import Outline
from kaizen_site.parse.decision_references import Definitions, find_definitions, find_mentions, fits
from kaizen_site.parse.decision_sections import find_status_section
from kaizen_site.parse.decision_status import find_end, read_status
from kaizen_site.parse.decision_words import fold
from kaizen_site.rules.record_name import reference_key

_NONE = frozenset(("none", "null", "n a", "na", "no", "tbd", "nil", "nothing", ""))
_LOOSE = frozenset(("relates-to", "depends-on", "required-by"))
_MOST_LINES = 200
_HINTS = (
    *("superse", "superce", "replac", "obsolet", "deprecat", "overrid", "overrul", "retire", "succeed", "merged"),
    *("folded", "consolidat", "absorb", "amend", "modifi", "revis", "updat"),
)


def gather_links(body: str, outline: Outline, fields: Sequence[Field], identity: Identity) -> list[DecisionLink]:
    """All links in the order of trust: fields, status, sections, prose. A more exact relation hides `relates-to`."""
    own = reference_key(identity.id) if identity.number is None else f"{identity.number}{identity.name.letter}"
    definitions = find_definitions(body)
    stated = [field for field in fields if field.source != "foot"]
    last = [field for field in fields if field.source == "foot"]
    links: dict[tuple[str, str], DecisionLink] = {}
    for link in (
        *_from_fields(stated, definitions, own),
        *_from_text(outline, definitions, own),
        *_from_fields(last, definitions, own),
    ):
        links.setdefault((link.kind, reference_key(link.target)), link)
    exact = {target for kind, target in links if kind != "relates-to"}
    return [link for (kind, target), link in links.items() if kind != "relates-to" or target not in exact]


def _from_fields(fields: Sequence[Field], definitions: Definitions, own: str) -> Iterator[DecisionLink]:
    for field in fields:
        relations: list[Relation] = []
        if field.name == "relates-to" or (field.name == "status" and not read_status(field.text).placeholder):
            relations += find_relations(field.text, definitions, own)
        if field.name in INVERSES:
            targets = read_targets(field.name, field.text, definitions)
            relations += targets or (list(_whole(field)) if field.at is not None and not relations else [])
        for relation in relations:
            yield _link(field, relation)


def _whole(field: Field) -> Iterator[Relation]:
    """A front matter value that is a name without a form that references have: `superseded-by: use-rust`."""
    text = field.text.strip()
    if field.name not in _LOOSE and fold(text) not in _NONE and len(text) <= 120 and "\n" not in text:
        yield Relation(field.name, text, 0, len(field.text))


def _from_text(outline: Outline, definitions: Definitions, own: str) -> Iterator[DecisionLink]:
    status = find_status_section(outline)
    for heading in outline.headings:
        kind = RELATION_FIELDS.get(heading.name)
        if heading is status:
            for lines in (range(heading.index, heading.index + 1), outline.content(heading)):
                text = _join(outline, lines)
                found = find_relations(text, definitions, own) if not read_status(text).placeholder else []
                yield from _place_all(outline, found, text, lines.start)
        elif kind is not None and heading.level > 1:
            yield from _from_section(outline, outline.content(heading), definitions, own, kind)
    for index in outline.head()[:_MOST_LINES]:
        if _is_banner(outline, index):
            line = outline.lines[index]
            yield from _place_all(outline, find_relations(line, definitions, own), line, index)
    for lines in _paragraphs(outline):
        text = _join(outline, lines)
        folded = text.casefold()
        if any(hint in folded for hint in _HINTS):
            yield from _place_all(outline, find_relations(text, definitions, own, prose=True), text, lines.start)


def _paragraphs(outline: Outline) -> Iterator[range]:
    start: int | None = None
    for index, line in enumerate(outline.lines):
        if line.strip():
            start = index if start is None else start
        elif start is not None:
            yield range(start, index)
            start = None
    if start is not None:
        yield range(start, len(outline.lines))


def _is_banner(outline: Outline, index: int) -> bool:
    """Whether a line above the first section speaks of the record as a whole: in a quote, a title's brackets, alone."""
    line = outline.lines[index]
    if line.lstrip().startswith(">"):
        return True
    if line.lstrip().startswith("#"):
        return re.search(r"[\[(][^\])]*\bby\b", line) is not None
    return find_end(line) is not None and not read_fields(outline, range(index, index + 1))


def _from_section(
    outline: Outline, lines: range, definitions: Definitions, own: str, kind: str
) -> Iterator[DecisionLink]:
    """Items of a section such as Links or Related decisions; one that names no relation has the section's."""
    for field in read_fields(outline, lines, "section"):
        if field.name in INVERSES:
            for relation in read_targets(field.name, field.text, definitions):
                yield _link(field, relation)
    for index in lines:
        line = outline.lines[index]
        if not line.strip() or len(line) > 2_000:
            continue
        relations = find_relations(line, definitions, own)
        yield from _place_all(outline, relations, line, index)
        for mention in find_mentions(line, definitions)[:1] if not relations else ():
            lead = line[: mention.start].strip(" \t>*-+|_`[(1234567890.)")
            near = len(lead) < 20 or kind != "relates-to"
            if near and fits(kind, mention, line) and reference_key(mention.target) != own:
                found = Relation(kind, mention.target, mention.start, mention.end)
                yield from _place_all(outline, [found], line, index)


def _place_all(outline: Outline, relations: Sequence[Relation], text: str, index: int) -> Iterator[DecisionLink]:
    """Links for relations found in a text that begins on the line with this index."""
    for relation in relations:
        before = text[: relation.start]
        line = outline.first_line + index + before.count("\n")
        column = relation.start - before.rfind("\n")
        last = text[relation.start : relation.end].split("\n")
        end = column + len(last[0]) if len(last) == 1 else len(last[-1]) + 1
        span = Span(line, column, line + len(last) - 1, end)
        yield DecisionLink(relation.kind, relation.target, line, relation.partial, where=span)


def _link(field: Field, relation: Relation) -> DecisionLink:
    line = field.line + field.text[: relation.start].count("\n")
    if field.at is not None:
        where = At(field.at.pointer, "value", (relation.start, relation.end))
        return DecisionLink(relation.kind, relation.target, field.line, relation.partial, where=where)
    place = field.place(relation.start, relation.end)
    return DecisionLink(relation.kind, relation.target, line, relation.partial, where=place)


def _join(outline: Outline, lines: range) -> str:
    return "\n".join(outline.lines[index] for index in lines)
