"""`metrics record`: one run is added to an agent's records, and the summary derived from them is written again.

Both happen under one lock: a repeated key is found even when two processes bring it at once, and the summary that
stays is that of the last record.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Literal

from kaizen_site.derive.summary import summarise
from kaizen_site.errors import KaizenError
from kaizen_site.model.metrics import Summary
from kaizen_site.model.output import Rendered
from kaizen_site.model.source import Source
from kaizen_site.operations.names import check_name
from kaizen_site.parse.execution import LONGEST_LINE, NotARecordError, make_record, read_executions
from kaizen_site.publish.files import write_text
from kaizen_site.publish.records import open_journal
from kaizen_site.render.summary import format_time, render_summary_json

METRICS = ".kaizen/metrics"
Status = Literal["appended", "duplicate"]


class InvalidRecordError(KaizenError):
    """What was to be recorded is no record."""

    exit_status = 1


@dataclass(frozen=True, slots=True)
class Recorded:
    """What became of a record. `path` is the record file; `warnings` are sentences about what was left out."""

    status: Status
    path: Path
    summary: Summary
    warnings: tuple[str, ...] = ()

    @property
    def appended(self) -> bool:
        """Whether the record is new."""
        return self.status == "appended"

    @property
    def duplicate(self) -> bool:
        """Whether the record was there already and was skipped."""
        return self.status == "duplicate"


def record_execution(
    target: Path,
    agent: str,
    success: bool | None,
    time_s: float | None = None,
    quality: float | None = None,
    *,
    primary_metric: Mapping[str, Any] | None = None,
    session_id: str | None = None,
    idempotency_key: str | None = None,
    metadata: Mapping[str, Any] | None = None,
    json_text: str | None = None,
    environment: Mapping[str, str],
    now: datetime,
) -> Recorded:
    """Add one run of `agent` in the checkout at `target`.

    Fields come from the arguments, else from `json_text` (one JSON object), else from the HELIX_ variables. Raises
    InvalidRecordError when the result is no record, NotFound for a name that can't be an agent's, Unreachable when the
    disk fails.
    """
    check_name(agent)
    fields = _read_json(json_text, agent)
    warnings = _add_environment(fields, environment)
    given: dict[str, object] = {
        "agent": agent,
        "success": success,
        "execution_time_s": time_s,
        "quality_score": quality,
        "primary_metric": primary_metric and dict(primary_metric),
        "session_id": session_id,
        "idempotency_key": idempotency_key,
        "metadata": metadata and dict(metadata),
    }
    fields |= {name: value for name, value in given.items() if value is not None}
    clock = now if "timestamp" not in fields else None
    fields.setdefault("timestamp", format_time(now))
    _validate(fields)
    _to_line(fields)  # what can't be written is refused before there is a file
    status, summary = _append(target, agent, fields, clock)
    return Recorded(status, target / _records_path(agent), summary, tuple(warnings))


def _append(target: Path, agent: str, fields: dict[str, Any], clock: datetime | None) -> tuple[Status, Summary]:
    path = target / _records_path(agent)
    status: Status = "duplicate"
    with open_journal(path) as journal:
        content = journal.read()
        line = _choose_line(fields, content, clock)
        if line is not None and not _has_key(content, fields.get("idempotency_key")):
            journal.append(line)
            content = journal.read()
            status = "appended"
        known = read_executions(Source(str(path), content))
        summary = summarise(agent, known.records, len(known.bad_lines))
        write_text(target, Rendered(f"{METRICS}/{agent}/summary.json", render_summary_json(summary)))
    return status, summary


def _records_path(agent: str) -> str:
    return f"{METRICS}/{agent}/executions.jsonl"


def _read_json(text: str | None, agent: str) -> dict[str, Any]:
    if text is None:
        return {}
    try:
        fields = json.loads(text)
    except json.JSONDecodeError as error:
        raise InvalidRecordError(f"the record is not valid JSON: line {error.lineno}, column {error.colno}") from error
    except (ValueError, RecursionError) as error:
        raise InvalidRecordError("the record holds a number or a nesting beyond all limits") from error
    if not isinstance(fields, dict):
        raise InvalidRecordError('the record must be one JSON object, such as {"success": true}')
    written = fields.get("agent", agent)
    if written != agent:
        raise InvalidRecordError(f"the record's `agent` is {json.dumps(written)}, but the command is for {agent}")
    return {name: value for name, value in fields.items() if value is not None}


def _add_environment(fields: dict[str, Any], environment: Mapping[str, str]) -> list[str]:
    """Fill in what a surrounding session knows; a variable that can't be used must not lose the record."""
    warnings = []
    for variable, name, convert in _VARIABLES:
        text = environment.get(variable)
        if not text or name in fields:
            continue
        try:
            fields[name] = convert(text)
        except ValueError:
            warnings.append(f"the variable {variable} is {text!a}, which can't be used; the record goes without it")
    return warnings


def _to_tokens(text: str) -> int:
    tokens = int(text)
    if not 0 <= tokens < 10**15:
        raise ValueError(text)
    return tokens


def _to_share(text: str) -> float:
    share = float(text)
    if not 0 <= share <= 1:
        raise ValueError(text)
    return share


_VARIABLES: tuple[tuple[str, str, Callable[[str], object]], ...] = (
    ("HELIX_SESSION_UID", "helix_session_uid", str),
    ("HELIX_REPO", "repo", str),
    ("HELIX_FLAVOR", "flavor", str),
    ("HELIX_TOKENS", "tokens", _to_tokens),
    ("HELIX_INFRA_OVERHEAD_SHARE", "infra_overhead_share", _to_share),
)


def _validate(fields: dict[str, Any]) -> None:
    """The reader itself decides what is a record, so that nothing is written that it would leave out."""
    try:
        record = make_record(dict(fields))
    except NotARecordError as error:
        raise InvalidRecordError(f"the record {error}") from error
    fields["timestamp"] = format_time(record.timestamp)
    metric = fields.get("primary_metric")
    if metric is not None and not (isinstance(metric, dict) and isinstance(metric.get("name"), str)):
        raise InvalidRecordError("the record's `primary_metric` must hold `name`, `value` and `target`")
    if "tokens" in fields and not _fits(fields["tokens"], _to_tokens):
        raise InvalidRecordError("the record's `tokens` must be a whole number")
    if "infra_overhead_share" in fields and not _fits(fields["infra_overhead_share"], _to_share):
        raise InvalidRecordError("the record's `infra_overhead_share` must be a number from 0 to 1")


def _fits(value: object, convert: Callable[[str], object]) -> bool:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    try:
        convert(str(value))
    except ValueError:
        return False
    return True


def _choose_line(fields: dict[str, Any], content: bytes, clock: datetime | None) -> str | None:
    """The record's line; None when this very line is there already, which is a repeated append.

    Two runs that our own clock puts on one instant are two runs: the later one gets the next free microsecond.
    """
    line = _to_line(fields)
    while "idempotency_key" not in fields and line.encode() in content:
        if clock is None:
            return None
        clock += timedelta(microseconds=1)
        line = _to_line(fields | {"timestamp": format_time(clock)})
    return line


def _to_line(fields: dict[str, Any]) -> str:
    first = ("timestamp", "agent", "success", "execution_time_s", "quality_score")
    ordered = {name: fields[name] for name in first if name in fields} | fields
    try:
        line = json.dumps(ordered, allow_nan=False, separators=(",", ":"))
    except ValueError as error:
        raise InvalidRecordError("the record holds a number that JSON can't express (NaN or infinity)") from error
    if len(line) > LONGEST_LINE:
        raise InvalidRecordError("the record is longer than 64 kB; shorten its `metadata`")
    return line


def _has_key(content: bytes, key: object) -> bool:
    if key is None:
        return False
    text = key if isinstance(key, str) else json.dumps(key, sort_keys=True)
    return any(record.idempotency_key == text for record in read_executions(Source("", content)).records)
