"""Which of the places that state a status is shown, and what is said when they disagree.

Precedence: front matter, then lists, lines and tables below the title, then the Status section, then a banner. Outside
front matter, a place that takes the record out of force wins: a record is not shown as accepted when it may not be.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from kaizen_site.cards import adr as cards
from kaizen_site.model.catalogue import DecisionLink, Status
from kaizen_site.model.diagnostic import Diagnostic, Edit, Fix, Related, Severity
from kaizen_site.parse.decision_metadata import Field
from kaizen_site.parse.decision_outline import Outline
from kaizen_site.parse.decision_sections import (
    Statement,
    find_status_section,
    read_banners,
    read_changelog,
    read_field_status,
    read_folder_status,
    read_status_section,
)
from kaizen_site.parse.decision_status import StatusReading
from kaizen_site.parse.decision_words import LISTED_STATUSES, PLAINLY_ACCEPTED, STATUS_WORDS, fold
from kaizen_site.rules.nearest import nearest

_BEFORE_THE_END = frozenset(("accepted", "proposed", "draft", "deferred"))
_ENDED = frozenset(("superseded", "deprecated", "rejected"))
_HEAD = frozenset(("list", "line", "table"))
_WEAK = frozenset(("foot", "tags", "changelog", "folder"))
_NAMES = {"section": "Status section", "list": "list below the title", "line": "line below the title"}


class Shown(NamedTuple):
    """The status to show, the place that states it, and findings about it."""

    status: Status
    statement: Statement | None
    diagnostics: list[Diagnostic]


def show_status(
    path: str, fields: Sequence[Field], outline: Outline, links: Sequence[DecisionLink], braced: frozenset[str]
) -> Shown:
    """Choose among all statements of the status; `braced` are the front matter fields that stood in braces."""
    statements = list(_find_statements(path, fields, outline))
    placeholders = [statement for statement in statements if _is_template(statement, fields, braced)]
    diagnostics = [_say_placeholder(path, statement) for statement in placeholders]
    stated = [one for one in statements if one.reading.status != "not stated" and one not in placeholders]
    if not stated:
        return Shown("not stated", placeholders[0] if placeholders else None, diagnostics)
    chosen = stated[0]
    other = next((one for one in stated[1:] if one.source not in _WEAK and _disagree(chosen, one)), None)
    if other is not None:
        diagnostics.append(_say_conflict(path, chosen, other))
        if chosen.source != "front matter" and other.reading.status in _ENDED:
            chosen = other
    status = chosen.reading.status
    successor = next((link for link in links if _is_successor(link, fields)), None)
    if status in _BEFORE_THE_END and successor is not None:
        diagnostics += [_say_successor(path, chosen, successor)] if other is None else []
        status = "superseded"
    folder = stated[-1] if stated[-1].source == "folder" else None
    if status == "accepted" and folder is not None and folder.reading.status in _ENDED:
        diagnostics += [_say_folder(path, chosen, folder)] if other is None else []
        status = folder.reading.status
    if status == "unknown":
        diagnostics.append(_say_unknown(path, chosen))
    return Shown(status, chosen, diagnostics)


def _find_statements(path: str, fields: Sequence[Field], outline: Outline) -> Iterator[Statement]:
    """All that is said about the status, the most trusted place first; one for each kind of place."""
    labelled = [field for field in fields if field.name == "status" and field.text.strip()]
    for sources in (frozenset(("front matter",)), _HEAD):
        yield from (read_field_status(field) for field in labelled if field.source in sources)
    heading = find_status_section(outline)
    section = read_status_section(outline, heading) if heading is not None else None
    if section is not None:
        yield section
    yield from read_banners(outline)
    for field in labelled:
        # The last lines of a document speak of work as often as of the decision: only plain words count there.
        statement = read_field_status(field) if field.source == "foot" else None
        plain = statement is not None and statement.reading.word in PLAINLY_ACCEPTED
        if statement is not None and (plain or statement.reading.status not in ("accepted", "unknown")):
            yield statement
    for field in fields:
        word = fold(field.text) if field.name == "tags" and field.source == "front matter" else ""
        if word in STATUS_WORDS:
            reading = StatusReading(STATUS_WORDS[word], word)
            yield Statement(reading, field.text, "tags", field.place(), field.line)
    yield from (one for one in (read_changelog(outline), read_folder_status(path)) if one is not None)


def _is_template(statement: Statement, fields: Sequence[Field], braced: frozenset[str]) -> bool:
    """Whether a statement is a template's placeholder: a choice, or a word in braces that is no status."""
    if statement.reading.placeholder:
        return True
    if statement.source != "front matter" or statement.reading.status != "unknown":
        return False
    return any(field.label in braced for field in fields if field.name == "status" and field.source == "front matter")


def _is_successor(link: DecisionLink, fields: Sequence[Field]) -> bool:
    """Whether a link is a whole `superseded-by` that a field of its own states."""
    if link.kind != "superseded-by" or link.partial:
        return False
    return any(
        field.line <= link.line <= field.line + field.text.count("\n")
        for field in fields
        if field.name == "superseded-by"
    )


def _disagree(one: Statement, other: Statement) -> bool:
    pair = {one.reading.status, other.reading.status}
    return (
        one.source != other.source and len(pair) == 2 and "unknown" not in pair and pair != {"deprecated", "superseded"}
    )


def _say_unknown(path: str, statement: Statement) -> Diagnostic:
    word = statement.reading.word or statement.raw
    known = [*LISTED_STATUSES, *(other for other in STATUS_WORDS if other.isascii() and " " not in other)]
    near = nearest(word, known) if len(word) < 40 else None
    meant = f"did you mean `{near}`? " if near is not None else ""
    message = f"`{_shorten(word)}` is no status that is known here"
    words = ", ".join(LISTED_STATUSES)
    fix = None
    if near is not None and statement.where is not None and statement.raw.strip() == word:
        replacement = near.capitalize() if word[:1].isupper() else near
        # Not safe: it decides whether the record is in force.
        fix = Fix(f"write `{replacement}`", (Edit(statement.where, replacement),), safe=False)
    return cards.STATUS_UNKNOWN.at(path, statement.where, message, help=f"{meant}The words are {words}.", fix=fix)


def _say_placeholder(path: str, statement: Statement) -> Diagnostic:
    message = f"the status is still the template's `{_shorten(statement.raw)}`"
    return cards.PLACEHOLDER.at(path, statement.where, message, help=f"write one of {', '.join(LISTED_STATUSES)}")


def _say_conflict(path: str, one: Statement, other: Statement) -> Diagnostic:
    first, second = _NAMES.get(one.source, one.source), _NAMES.get(other.source, other.source)
    message = (
        f"the {first} says {one.reading.status} (line {one.line}), "
        f"the {second} says {other.reading.status} (line {other.line})"
    )
    related = (Related(path, other.where, f"here the status is {other.reading.status}"),)
    return cards.STATUS_CONFLICT.at(path, one.where, message, help="change one of the two lines", related=related)


def _say_folder(path: str, statement: Statement, folder: Statement) -> Diagnostic:
    message = f"the status says {statement.reading.status}, and the record lies in the folder `{folder.raw}`"
    help_text = f"write `{folder.reading.status}` here, or move the record"
    return cards.STATUS_CONFLICT.at(path, statement.where, message, help=help_text, severity=Severity.WARNING)


def _say_successor(path: str, statement: Statement, link: DecisionLink) -> Diagnostic:
    message = (
        f"the status says {statement.reading.status} (line {statement.line}), but the record is superseded by "
        f"{link.target} (line {link.line})"
    )
    related = (Related(path, link.where, "here the successor is named"),)
    return cards.STATUS_CONFLICT.at(
        path, statement.where, message, help="write `superseded` here", related=related, severity=Severity.WARNING
    )


def _shorten(text: str) -> str:
    return text if len(text) <= 60 else text[:59] + "…"
