"""The two files by which a fleet snapshot describes itself: `snapshot.yml` and each repo's `repo.json` (section 12).

Shapes alone: what a slug may be and whether two collide is not the business of one file.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

from kaizen_site.cards import fleet as cards
from kaizen_site.model.diagnostic import Diagnostic, Parsed
from kaizen_site.model.fleet import Repo, Skip, Snapshot
from kaizen_site.model.source import At, Document, Source, Span, Value
from kaizen_site.parse.text import Text, decode, span_at
from kaizen_site.parse.values import as_number, as_text, is_null, name_shape
from kaizen_site.parse.yaml import NodeTree, Origin, read_yaml

_REPO_TEXTS = ("domain", "root", "url", "revision")


def read_snapshot(source: Source) -> Parsed[Snapshot]:
    """`snapshot.yml`; no value without a time."""
    text, diagnostics = decode(source)
    if text is None:
        return Parsed(source.path, None, None, tuple(diagnostics))
    reading = read_yaml(text.text, Origin(text.path))
    document = Document(text.path, text.text, text.digest, reading.value, reading.positions)
    diagnostics += reading.diagnostics
    if reading.broken:
        return Parsed(source.path, None, document, tuple(diagnostics))
    if not isinstance(reading.value, dict):
        diagnostics.append(
            _refuse(source.path, At(), f"the header is {name_shape(reading.value)}; it must hold fields")
        )
        return Parsed(source.path, None, document, tuple(diagnostics))
    fields = reading.value
    diagnostics += _check_version(source.path, fields)
    taken_at = _read_time(as_text(fields.get("taken_at")))
    if taken_at is None:
        diagnostics.append(_refuse_time(source.path, fields))
        return Parsed(source.path, None, document, tuple(diagnostics))
    snapshot = Snapshot(
        "1", taken_at, as_text(fields.get("host")), as_text(fields.get("source")), _read_counts(fields.get("counts"))
    )
    return Parsed(source.path, snapshot, document, tuple(diagnostics))


def read_repo(source: Source, slug: str) -> Parsed[Repo]:
    """`repo.json` of the folder `slug`, under whose name the repo goes whatever the file says."""
    text, diagnostics = decode(source)
    if text is None:
        return Parsed(source.path, None, None, tuple(diagnostics))
    document = Document(text.path, text.text, text.digest, None, _JsonPositions(text))
    fields, fault = _load_object(text)
    if fault is not None:
        return Parsed(source.path, None, document, (*diagnostics, fault))
    given = fields.get("slug")
    if given != slug:
        said = f'the slug "{given}"' if isinstance(given, str) else "no slug"
        diagnostics.append(
            _say(
                source.path, At(("slug",)), f"the file states {said}, but its folder is `{slug}`; the two must be equal"
            )
        )
    diagnostics += [
        _say(source.path, At((name,)), f"`{name}` must be a text or null")
        for name in _REPO_TEXTS
        if not (fields.get(name) is None or _is_clean_text(fields[name]))
    ]
    skipped, faults = _read_skip(source.path, fields.get("skipped"))
    texts = {name: fields[name] for name in _REPO_TEXTS if _is_clean_text(fields.get(name))}
    return Parsed(source.path, Repo(slug, skipped=skipped, **texts), document, (*diagnostics, *faults))


def _check_version(path: str, fields: dict[str, Value]) -> list[Diagnostic]:
    version = fields.get("version")
    if as_text(version) == "1":
        return []
    if is_null(version):
        return [_refuse(path, None, "the required key `version` is missing", 'write `version: "1"`')]
    message = f'`version` is {name_shape(version)}; only "1" is supported'
    return [_refuse(path, At(("version",)), message, 'write `version: "1"`')]


def _refuse_time(path: str, fields: dict[str, Value]) -> Diagnostic:
    way_out = 'write when the fleet was taken, such as `taken_at: "2026-11-20T06:00:00Z"`'
    if is_null(fields.get("taken_at")):
        return _refuse(path, None, "the required key `taken_at` is missing", way_out)
    message = f"`taken_at` is {name_shape(fields.get('taken_at'))}, which is no time with a zone"
    return _refuse(path, At(("taken_at",)), message, way_out)


def _read_time(text: str | None) -> str | None:
    try:
        moment = datetime.fromisoformat(text) if text is not None else None
        if moment is None or moment.tzinfo is None:
            return None
        return moment.astimezone(UTC).isoformat().replace("+00:00", "Z")
    except (ValueError, OverflowError):
        return None


def _read_counts(value: Value | None) -> tuple[tuple[str, int], ...]:
    if not isinstance(value, dict):
        return ()
    numbers = {key: as_number(item) for key, item in value.items()}
    return tuple((key, int(number)) for key, number in numbers.items() if number is not None and number < 1e15)


def _read_skip(path: str, value: Any) -> tuple[Skip | None, list[Diagnostic]]:
    if value is None:
        return None, []
    if not isinstance(value, dict) or not _is_clean_text(value.get("reason")):
        message = "`skipped` must be null, or hold a `reason` such as `repo_unreachable` and a list `errors`"
        return Skip("unknown"), [_say(path, At(("skipped",)), message)]
    errors = value.get("errors") or []
    if not isinstance(errors, list) or not all(_is_clean_text(error) for error in errors):
        return Skip(value["reason"]), [_say(path, At(("skipped", "errors")), "`errors` must be a list of texts")]
    return Skip(value["reason"], tuple(errors)), []


def _load_object(text: Text) -> tuple[dict[str, Any], Diagnostic | None]:
    try:
        value = json.loads(text.text)
    except json.JSONDecodeError as error:
        # Only up to the line's end, and never between its two characters.
        begin = error.pos - (text.text[error.pos - 1 : error.pos + 1] == "\r\n")
        span = span_at(text.text, begin, begin + (text.text[begin : begin + 1] not in ("", "\r", "\n")))
        return {}, _say(text.path, span, "the JSON can't be read from here on; a comma, quote or bracket is missing")
    except (ValueError, RecursionError):
        return {}, _say(text.path, None, "the JSON holds a number or a nesting beyond all limits")
    if not isinstance(value, dict):
        return {}, _say(text.path, None, "the file must hold one JSON object")
    return value, None


def _is_clean_text(value: object) -> bool:
    # JSON can spell half a character (a lone surrogate), which no file can hold.
    return isinstance(value, str) and (value.isascii() or not any("\ud800" <= char <= "\udfff" for char in value))


def _refuse(path: str, where: At | None, message: str, help_text: str | None = None) -> Diagnostic:
    return cards.SNAPSHOT_INVALID.at(path, where, message, help=help_text)


def _say(path: str, where: At | Span | None, message: str) -> Diagnostic:
    return cards.REPO_INVALID.at(path, where, message)


class _JsonPositions:
    """JSON is YAML enough to find its keys; it is read that way only when a finding asks for a place."""

    __slots__ = ("_text",)

    def __init__(self, text: Text) -> None:
        self._text = text

    def span(self, at: At) -> Span | None:
        reading = read_yaml(self._text.text, Origin(self._text.path))
        return reading.positions.span(at) if isinstance(reading.positions, NodeTree) else None
