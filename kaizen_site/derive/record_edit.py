"""Which edits say in two records, each in its own form, that one supersedes the other."""

from __future__ import annotations

import posixpath

from kaizen_site.model.catalogue import Decision
from kaizen_site.model.diagnostic import Edit, Fix
from kaizen_site.model.source import At, Document, Span


def retire_record(old: Decision, new: Decision, document: Document) -> Fix | None:
    """Edits of the old record: its status, and in front matter the link too; None where no place is known."""
    status = old.places.get("status")
    if status is None:
        return None
    if isinstance(status, At):
        edits = [Edit(document.locate(status), "superseded"), *_link_field(old, "superseded-by", new)]
    else:
        edits = [Edit(document.locate(status), f"Superseded by {_link(old, new)}")]
    return Fix(f"mark {old.id} as superseded by {new.id}", tuple(edits))


def name_predecessor(new: Decision, old: Decision, document: Document) -> Fix | None:
    """Edits of the new record; None where it has neither front matter nor a status to stand beside."""
    fields = _link_field(new, "supersedes", old)
    if fields:
        return Fix(f"say that {new.id} supersedes {old.id}", tuple(fields))
    status = new.places.get("status")
    if status is None or isinstance(status, At):
        return None
    end = document.locate(status)
    place = Span(end.end_line, end.end_column, end.end_line, end.end_column)
    return Fix(f"say that {new.id} supersedes {old.id}", (Edit(place, f"\n\nSupersedes {_link(new, old)}"),))


def says_so(decision: Decision, kind: str, other: Decision) -> bool:
    """Whether the record states this relation to the other itself."""
    return any(
        link.kind == kind and link.resolved == other.path and not link.derived and not link.partial
        for link in decision.links
    )


def _link_field(decision: Decision, kind: str, other: Decision) -> list[Edit]:
    """The field as a line before the end of the front matter; nothing where the record has none or says it already."""
    end = decision.places.get("front matter end")
    if not isinstance(end, Span) or says_so(decision, kind, other):
        return []
    place = Span(end.line, 1, end.line, 1)
    return [Edit(place, f"{kind}: {other.id}\n")]


def _link(decision: Decision, other: Decision) -> str:
    target = posixpath.relpath(other.path, posixpath.dirname(decision.path) or ".")
    return f"[{other.id}]({target})"
