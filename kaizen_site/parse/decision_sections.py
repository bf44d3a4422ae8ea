"""What sections, banners, headings and folders say about a record's status and date."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from kaizen_site.model.source import Span, Where
from kaizen_site.parse.decision_date import find_date
from kaizen_site.parse.decision_inline import flatten, mark_links
from kaizen_site.parse.decision_labels import FIELDS
from kaizen_site.parse.decision_metadata import Field, read_fields
from kaizen_site.parse.decision_outline import Heading, Outline, is_break
from kaizen_site.parse.decision_status import StatusReading, classify, find_end, read_status
from kaizen_site.parse.decision_tables import is_table, table_rows
from kaizen_site.parse.decision_words import STATUS_WORDS, fold, split_words

_MOST_BLOCKS = 40
_BULLET = re.compile(r"^[ \t>]*(?:[-*+•]|\d{1,2}[.)])[ \t]+")
_ASIDE = re.compile(
    r"option|alternative|amendment|consequence|implementation|phase|example|appendix|pros|cons|addendum|rollout|plan"
)
_ALERT = re.compile(
    r"^[\s>]*(?:\[![A-Za-z]+\][+-]?|!!!+[ \t]*\w+|\?\?\?\+?[ \t]*\w+|:{3,}[ \t]*\w*)[ \t]*(\"[^\"\n]*\")?"
)
_MARKER = re.compile(
    r"[\[(]((?:partially |now )?(?:superseded|superceded|deprecated|obsolete|rejected|withdrawn|draft|proposed|wip)\b"
    r"[^\])]*)[\])]"
    r"|^(SUPERSEDED|DEPRECATED|OBSOLETE|REJECTED|WITHDRAWN|DRAFT|WIP|PROPOSED)\b\s*[:\u2013\u2014-]",
    re.IGNORECASE,
)
_FOLDER_STATUSES = split_words(
    """superseded deprecated obsolete rejected draft drafts proposed proposals accepted approved retired deferred
    archive archived withdrawn"""
)


class Statement(NamedTuple):
    """One place that states a status: what it means, the text as written, and where it stands."""

    reading: StatusReading
    raw: str
    source: str
    where: Where
    line: int | None


def read_field_status(field: Field) -> Statement:
    """The status that a labelled value states."""
    lines = [line for line in re.split(r"\n|<br\s*/?>", field.text) if line.strip()]
    listed = len(lines) > 1 and (all(_BULLET.match(line) for line in lines) or field.at is not None)
    items = [_BULLET.sub("", line) for line in lines] if listed or "<br" in field.text else []
    text = "\n".join(_BULLET.sub("", line) if listed else line for line in lines)
    return Statement(read_status(text, items), _shorten(flatten(text)), field.source, field.place(), field.line)


def find_status_section(outline: Outline) -> Heading | None:
    """The section that states the record's status: the first of the highest level that is not part of an aside."""
    found: list[Heading] = []
    parents: list[Heading] = []
    title = outline.title()
    for heading in outline.headings:
        parents = [parent for parent in parents if parent.level < heading.level]
        aside = any(_ASIDE.search(parent.name) for parent in parents if parent is not title)
        if FIELDS.get(heading.name, ("", 0))[0] == "status" and heading.level <= 4 and not aside:
            found.append(heading)
        parents.append(heading)
    return min(found, key=lambda heading: (heading.level, heading.index), default=None)


def read_status_section(outline: Outline, heading: Heading) -> Statement | None:
    """The status that a section states: its heading's value, a table, or its first block that is no other field."""
    if heading.value:
        where = _span(outline, heading.index, heading.column, heading.column + len(heading.text))
        return Statement(
            read_status(heading.value), heading.value, "section", where, outline.first_line + heading.index
        )
    blocks = list(_blocks(outline, outline.content(heading)))
    for position, block in enumerate(blocks):
        statement = _read_block(outline, block)
        if statement is None:
            continue
        if statement.reading.status in ("accepted", "proposed", "draft", "deferred", "deprecated"):
            for later in blocks[position + 1 :]:
                end = find_end(_first_sentence(_text(outline, later)))
                if end is not None and (statement.reading.status != "deprecated" or end.status == "superseded"):
                    where = _block_span(outline, later)
                    raw = _shorten(flatten(_text(outline, later)))
                    return Statement(end, raw, "section", where, outline.first_line + later[0])
        return statement
    return None


def read_banners(outline: Outline) -> Iterator[Statement]:
    """What blocks above the first section, and the title itself, say about the record being in force."""
    title = outline.title()
    for block in islice(_blocks(outline, outline.head()), _MOST_BLOCKS):
        if any(outline.lines[index].lstrip().startswith("#") for index in block) or len(block) > 30:
            continue
        if is_table(outline.lines, block[0], block[-1] + 1) or read_fields(outline, range(block[0], block[0] + 1)):
            continue
        text = _ALERT.sub("", _text(outline, block))
        sentence = _first_sentence(text.strip())
        _, word, rest = classify(flatten(sentence))
        reading = find_end(sentence)
        if reading is None and word and not rest and len(block) < 3:
            reading = read_status(text)
        if reading is not None and reading.status not in ("unknown", "not stated"):
            line = outline.first_line + block[0]
            yield Statement(reading, _shorten(flatten(text)), "banner", _block_span(outline, block), line)
    match = _MARKER.search(title.text) if title is not None else None
    if match is not None and title is not None:
        words = match.group(1) or match.group(2)
        where = _span(outline, title.index, title.column, title.column + len(title.text))
        yield Statement(read_status(words), words, "title", where, outline.first_line + title.index)


def read_folder_status(path: str) -> Statement | None:
    """The status that the folder's name gives: `_superseded/`, `rejected/`."""
    folder = path.rpartition("/")[0].rpartition("/")[2]
    word = fold(folder)
    if word not in _FOLDER_STATUSES:
        return None
    known = {"drafts": "draft", "proposals": "proposed", "archive": "archived"}.get(word, word)
    return Statement(StatusReading(STATUS_WORDS[known], known), folder, "folder", None, None)


def section_fields(outline: Outline) -> list[Field]:
    """Fields that are sections of their own (`## Date`), and labelled values inside the status section."""
    fields: list[Field] = []
    status, title = find_status_section(outline), outline.title()
    for heading in outline.headings:
        name, rank = FIELDS.get(heading.name, ("", 0))
        if heading is status:
            fields += [
                field
                for field in read_fields(outline, outline.content(heading), "section")
                if field.name != "status" and fold(field.label) not in STATUS_WORDS and field.name != "superseded-by"
            ]
        elif name in ("date", "deciders", "consulted", "informed", "tags") and heading is not title:
            if heading.level < 2 or heading.level > 4 or (name == "date" and fold(heading.text) in STATUS_WORDS):
                continue
            fields += _field_of_section(outline, heading, name, rank)
    return fields


def read_changelog(outline: Outline) -> Statement | None:
    """The state of the latest entry of a list of changes whose entries are states: `- [approved](…) (2022-07-12)`."""
    best: tuple[str, Statement] | None = None
    for heading in outline.headings:
        if FIELDS.get(heading.name, ("", 0))[0] != "changelog":
            continue
        for index in outline.content(heading):
            line = outline.lines[index]
            date = find_date(flatten(line)) if _BULLET.match(line) else None
            plain = (
                fold(flatten(_BULLET.sub("", line)).replace(flatten(line)[date.start : date.end], "")) if date else ""
            )
            status = STATUS_WORDS.get(plain)
            if date is None or not date.value or status in (None, "draft"):
                continue
            if best is None or date.value >= best[0]:
                where = _block_span(outline, [index])
                reading = StatusReading(STATUS_WORDS[plain], plain)
                raw = _shorten(flatten(_BULLET.sub("", line)))
                best = (date.value, Statement(reading, raw, "changelog", where, outline.first_line + index))
    return best[1] if best is not None else None


def changelog_text(outline: Outline) -> str:
    """The text of the section that lists changes, or an empty one."""
    for heading in outline.headings:
        if FIELDS.get(heading.name, ("", 0))[0] == "changelog":
            return "\n".join(outline.lines[index] for index in outline.content(heading))
    return ""


def _field_of_section(outline: Outline, heading: Heading, name: str, rank: int) -> list[Field]:
    if heading.value:
        line = outline.first_line + heading.index
        column = heading.column + max(heading.text.find(heading.value), 0)
        return [Field(name, rank, heading.name, heading.value, "section", line, column)]
    for block in _blocks(outline, outline.content(heading)):
        text = _text(outline, block)
        return [Field(name, rank, heading.text, text, "section", outline.first_line + block[0], 1)]
    return []


def _read_block(outline: Outline, block: list[int]) -> Statement | None:
    where, line = _block_span(outline, block), outline.first_line + block[0]
    if is_table(outline.lines, block[0], block[-1] + 1):
        return _read_status_table(outline, block, where, line)
    labelled = {
        field.line - outline.first_line: field for field in read_fields(outline, range(block[0], block[-1] + 1))
    }
    kept = []
    for index in block:
        field = labelled.get(index)
        if field is not None and field.name == "status":
            return read_field_status(field)._replace(source="section")
        if field is None or fold(field.label) in STATUS_WORDS or field.name == "superseded-by":
            kept.append(index)
    if not kept:
        return None
    lines = [outline.lines[index] for index in kept]
    listed = all(_BULLET.match(row) for row in lines if row[:1] not in (" ", "\t")) and _BULLET.match(lines[0])
    items = [_BULLET.sub("", row) for row in lines] if listed or all(_is_state(row) for row in lines) else []
    text = "\n".join(_BULLET.sub("", row) for row in lines)
    reading = read_status(text, items)
    return Statement(
        reading, _shorten(flatten(text)), "section", _block_span(outline, kept), outline.first_line + kept[0]
    )


def _read_status_table(outline: Outline, block: list[int], where: Where, line: int) -> Statement | None:
    header, rows = table_rows(outline.lines, block[0], block[-1] + 1)
    column = next((place for place, name in enumerate(header) if FIELDS.get(name, ("", 0))[0] == "status"), None)
    if column is not None and len(header) == 2 and column == 0 and STATUS_WORDS.get(header[1]):
        return Statement(read_status(header[1]), header[1], "section", where, line)
    if column is None:
        states = [" ".join(row) for row in rows if any(classify(cell)[0] for cell in row)]
    else:
        dates = [place for place, name in enumerate(header) if FIELDS.get(name, ("", 0))[0] == "date"]
        states = [
            " ".join([row[column], *(row[place] for place in dates if place < len(row))])
            for row in rows
            if column < len(row)
        ]
    if not states:
        return None
    reading = read_status("\n".join(states), states)
    raw = next((state for state in states if reading.word and reading.word in state.casefold()), states[0])
    return Statement(reading, _shorten(flatten(raw)), "section", where, line)


def _is_state(line: str) -> bool:
    status, _, rest = classify(flatten(line).split(":")[0])
    return status is not None and (not rest or rest[0] in ("by", "on", "in") or rest[0].isdigit())


def _blocks(outline: Outline, lines: range) -> Iterator[list[int]]:
    """Runs of lines that belong together; blank lines, thematic breaks and headings part them."""
    block: list[int] = []
    for index in lines:
        line = outline.lines[index]
        quoted_blank = line.strip().strip("> \t") == ""
        if quoted_blank or is_break(line):
            if block:
                yield block
            block = []
        else:
            block.append(index)
    if block:
        yield block


def _text(outline: Outline, block: list[int]) -> str:
    return "\n".join(re.sub(r"^[ \t]*(?:>[ \t]?)+", "", outline.lines[index]) for index in block)


def _first_sentence(text: str) -> str:
    plain = mark_links(text[:600])
    stop = re.search(r"(?<!\d)\.(?=\s|$)|\n(?=\s*[-*+]\s)", plain)
    return plain[: stop.start() if stop else len(plain)]


def _block_span(outline: Outline, block: list[int]) -> Span:
    line = outline.lines[block[0]]
    quote = re.match(r"[ \t]*(?:>[ \t]?)*(?:[-*+][ \t]+)?", line)
    start = quote.end() if quote else 0
    return _span(outline, block[0], start + 1, len(line.rstrip()) + 1)


def _span(outline: Outline, index: int, start: int, end: int) -> Span:
    line = outline.first_line + index
    return Span(line, start, line, max(start, end))


def _shorten(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= 240 else text[:239].rstrip() + "…"
