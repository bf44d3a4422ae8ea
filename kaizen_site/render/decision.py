"""A decision record as JSON, and the text of a new one in the form that its log has."""

from __future__ import annotations

import json
import re
from typing import Any

from kaizen_site.model.catalogue import Decision

_NOT_A_WORD = re.compile(r"[^a-z0-9]+")
_LONGEST_STEM = 60


def decision_to_json(decision: Decision, log: tuple[Decision, ...], under: str = "") -> dict[str, Any]:
    """A record as a mapping of JSON values; `path` is relative to the folder `under`.

    Relations name records by number, or by id where there is none, and by the text as written where the record that is
    meant does not lie in the log. A status that is not stated is None.
    """
    by_path = {record.path: record for record in log}
    return {
        "path": decision.path.removeprefix(f"{under}/") if under else decision.path,
        "log": decision.log,
        "number": decision.number,
        "id": decision.id,
        "title": decision.title,
        "status": None if decision.status == "not stated" else decision.status,
        "status_raw": decision.status_raw,
        "date": decision.date,
        "date_source": decision.date_source,
        "supersedes": _name_targets(decision, "supersedes", by_path),
        "superseded_by": _name_targets(decision, "superseded-by", by_path),
        "links": [
            {"kind": link.kind, "target": link.target, "path": link.resolved, "partial": link.partial}
            for link in decision.links
        ],
    }


def make_stem(number: int, title: str, example: str | None) -> str:
    """The file name without `.md`: numbered as `example` (another record's stem) is, else `ADR-001-title`."""
    slug = _NOT_A_WORD.sub("-", title.casefold()).strip("-")[:_LONGEST_STEM].strip("-") or "untitled"
    match = re.match(r"(?P<lead>[A-Za-z]*[-_]?)(?P<digits>\d+)(?P<mark>[-_ .]+)", example or "ADR-000-x")
    if match is None:
        return f"ADR-{number:03d}-{slug}"
    return f"{match['lead']}{number:0{len(match['digits'])}d}{match['mark']}{slug}"


def render_new_record(number: int, title: str, date: str, *, front_matter: bool) -> str:
    """A record with the status `proposed`, in the form of our own records or in Nygard's."""
    sections = "## Context\n\n## Decision\n\n## Consequences\n"
    if not front_matter:
        return f"# {number}. {title}\n\nDate: {date}\n\n## Status\n\nProposed\n\n{sections}"
    record = f"ADR-{number:03d}"
    quoted = json.dumps(title, ensure_ascii=False)
    head = f'---\nid: {record}\ntitle: {quoted}\nstatus: proposed\ndate: "{date}"\n---\n'
    return f"{head}\n# {record}: {title}\n\n{sections}"


def _name_targets(decision: Decision, kind: str, by_path: dict[str, Decision]) -> list[int | str]:
    names: list[int | str] = []
    for link in decision.links:
        if link.kind != kind or link.partial:
            continue
        other = by_path.get(link.resolved or "")
        name = link.target if other is None else other.id if other.number is None else other.number
        if name not in names:
            names.append(name)
    return names
