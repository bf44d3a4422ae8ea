"""`executions.jsonl` is read line by line (contract, section 9).

Whatever a crash, a merge or a wrong clock left in it: the good records are kept, the others are counted with their
line and the reason.
"""

from __future__ import annotations

import json
import math
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from kaizen_site.model.metrics import BadLine, Execution, Executions
from kaizen_site.model.source import Document, Source, Span

if TYPE_CHECKING:  # recording a run starts faster without findings and their cards
    from kaizen_site.model.diagnostic import Diagnostic

LONGEST_LINE = 65_536
_CONFLICT = ("<<<<<<<", "=======", ">>>>>>>", "|||||||")


class NotARecordError(ValueError):
    """Says in a few words what is wrong with a line."""


def read_executions(source: Source) -> Executions:
    """All records, sorted by time; the same line and the same idempotency key count once."""
    if source.refusal is not None:
        return Executions(source.path, diagnostics=(_say_not_read(source),))
    text = source.content.decode("utf-8", "surrogateescape").removeprefix("\ufeff")
    records: list[Execution] = []
    bad: list[BadLine] = []
    seen: set[str] = set()
    owner = _find_owner(source.path)
    foreign: list[tuple[int, str]] = []
    duplicates = lines = 0
    for number, raw in enumerate(text.split("\n"), 1):
        line = raw.strip("\0 \t\r")
        if not line and "\0" not in raw:
            continue
        lines += 1
        try:
            record = read_record(line)
        except NotARecordError as error:
            bad.append(BadLine(number, str(error)))
            continue
        identity = line if record.idempotency_key is None else f"key {record.idempotency_key}"
        if identity in seen:
            duplicates += 1
            continue
        seen.add(identity)
        records.append(record)
        if owner is not None and record.agent != owner:
            foreign.append((number, record.agent))
    records.sort(key=lambda record: record.timestamp)
    diagnostics = (_say_bad_lines(source.path, bad, lines),) if bad else ()
    if owner is not None and foreign:
        diagnostics = (*diagnostics, _say_foreign(source.path, owner, foreign))
    return Executions(source.path, tuple(records), tuple(bad), duplicates, diagnostics)


def read_record(line: str) -> Execution:
    """One record from one line; raises NotARecordError with the reason."""
    if len(line) > LONGEST_LINE:
        raise NotARecordError("is longer than 64 kB")
    return make_record(_read_object(line))


def make_record(fields: dict[str, Any]) -> Execution:
    """One record from its JSON fields, which are used up; what is not known goes to `extra`. Raises NotARecordError."""
    timestamp = _read_time(fields.pop("timestamp", None))
    agent = fields.pop("agent", None)
    if not isinstance(agent, str) or not agent:
        raise NotARecordError("has no `agent`")
    success = fields.pop("success", None)
    if not isinstance(success, bool):
        raise NotARecordError("has no `success` that is true or false")
    seconds = _read_number(fields.pop("execution_time_s", None), "execution_time_s", math.inf)
    quality = _read_number(fields.pop("quality_score", None), "quality_score", 1.0)
    key = fields.pop("idempotency_key", None)
    if key is not None and not isinstance(key, str):
        key = json.dumps(key, sort_keys=True)
    return Execution(timestamp, agent, success, seconds, quality, key, fields)


def document_of(source: Source) -> Document:
    """The file as a document, for showing the lines around a finding."""
    import hashlib

    text = source.content.decode("utf-8", "replace").removeprefix("\ufeff")
    return Document(source.path, text, hashlib.sha256(source.content).hexdigest())


def _read_object(line: str) -> dict[str, Any]:
    if not line:
        raise NotARecordError("holds only NUL bytes, as a crash leaves them")
    if not line.startswith("{"):
        conflict = line.startswith(_CONFLICT)
        raise NotARecordError("is a marker of a merge conflict" if conflict else "is not a JSON object")
    if not line.isascii():
        try:
            line.encode()
        except UnicodeEncodeError:
            raise NotARecordError("is not UTF-8") from None
    try:
        value = json.loads(line)
    except json.JSONDecodeError:
        raise NotARecordError(_explain_json(line)) from None
    except (ValueError, RecursionError):
        raise NotARecordError("is not valid JSON") from None
    if not isinstance(value, dict):
        raise NotARecordError("is not a JSON object")
    return value


def _explain_json(line: str) -> str:
    if line.count('"timestamp"') > 1:
        return "is a torn record with another one glued on"
    return "is not valid JSON" if line.endswith("}") else "breaks off in the middle"


def _read_time(value: object) -> datetime:
    if value is None:
        raise NotARecordError("has no `timestamp`")
    try:
        moment = datetime.fromisoformat(value) if isinstance(value, str) else None
        if moment is not None and moment.tzinfo is not None:
            return moment.astimezone(UTC)
    except (ValueError, OverflowError):
        moment = None
    if moment is None:
        raise NotARecordError("has a `timestamp` that is no time such as 2026-11-20T06:00:00Z")
    return moment.replace(tzinfo=UTC)


def _read_number(value: object, name: str, highest: float) -> float | None:
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise NotARecordError(_word_number(name, highest))
    try:
        number = float(value)
    except OverflowError:
        number = math.inf
    if not (0 <= number <= highest) or number == math.inf:
        raise NotARecordError(_word_number(name, highest))
    return number


def _word_number(name: str, highest: float) -> str:
    allowed = "that is not negative" if highest == math.inf else f"from 0 to {highest:g}"
    return f"has no usable `{name}`: it must be a number {allowed}"


def _find_owner(path: str) -> str | None:
    """The agent in whose folder the file lies: `metrics/<agent>/executions.jsonl`."""
    parts = path.split("/")
    return parts[-2] if len(parts) > 2 and parts[-3] == "metrics" else None


def _say_foreign(path: str, owner: str, foreign: list[tuple[int, str]]) -> Diagnostic:
    from kaizen_site.cards.fleet import RECORD_AGENT_MISMATCH
    from kaizen_site.rules.wording import shorten

    line, agent = foreign[0]
    if len(foreign) == 1:
        message = f"the record on line {line} is one of `{shorten(agent)}`, and it lies in the folder of `{owner}`"
    else:
        message = (
            f"{len(foreign)} records in the folder of `{owner}` are those of other agents; "
            f"the first, on line {line}, is one of `{shorten(agent)}`"
        )
    return RECORD_AGENT_MISMATCH.at(path, Span(line, 1, line, 2), message, help=RECORD_AGENT_MISMATCH.remedy)


def _say_not_read(source: Source) -> Diagnostic:
    from kaizen_site.cards.text import NOT_READ

    return NOT_READ.at(source.path, None, f"{source.path} {source.refusal}")


def _say_bad_lines(path: str, bad: list[BadLine], lines: int) -> Diagnostic:
    from kaizen_site.cards.fleet import RECORD_INVALID

    first = bad[0]
    count = "1 line is no record" if len(bad) == 1 else f"{len(bad)} lines are no records"
    return RECORD_INVALID.at(
        path,
        Span(first.line, 1, first.line, 2),
        f"{count} (of {lines}); the first is line {first.line}, which {first.reason}",
        help="delete the line or mend it; the other records count as usual",
    )
