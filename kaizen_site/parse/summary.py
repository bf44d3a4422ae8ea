"""`summary.json` (contract, section 9) is read only where the records it was derived from are not there."""

from __future__ import annotations

import json
import math
from datetime import UTC, datetime
from typing import Any

from kaizen_site.model.metrics import Interval, Summary
from kaizen_site.model.source import Source


def read_summary(source: Source, agent: str) -> Summary | None:
    """The summary as far as it can be read; None when it can't, or counts no run: it is derived and comes back."""
    try:
        fields = json.loads(source.content)
    except (ValueError, RecursionError):
        return None
    if not isinstance(fields, dict):
        return None
    count = fields.get("execution_count")
    if isinstance(count, bool) or not isinstance(count, int) or count <= 0:
        return None
    return Summary(
        agent=agent,
        execution_count=count,
        success_rate=_share(fields.get("success_rate")),
        success_interval=_interval(fields.get("success_interval")),
        avg_execution_time_s=_number(fields.get("avg_execution_time_s")),
        median_execution_time_s=_number(fields.get("median_execution_time_s")),
        p95_execution_time_s=_number(fields.get("p95_execution_time_s")),
        avg_quality_score=_share(fields.get("avg_quality_score")),
        first_timestamp=_time(fields.get("first_timestamp")),
        last_timestamp=_time(fields.get("last_timestamp")),
        recent=_recent(fields.get("recent")),
    )


def _number(value: Any) -> float | None:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    try:
        number = float(value)
    except OverflowError:
        return None
    return number if math.isfinite(number) and number >= 0 else None


def _share(value: Any) -> float | None:
    number = _number(value)
    return number if number is not None and number <= 1 else None


def _interval(value: Any) -> Interval | None:
    if not isinstance(value, dict):
        return None
    low, high = _share(value.get("low")), _share(value.get("high"))
    return Interval(low, high) if low is not None and high is not None else None


def _time(value: Any) -> datetime | None:
    try:
        moment = datetime.fromisoformat(value) if isinstance(value, str) else None
        if moment is None:
            return None
        return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        return None


def _recent(value: Any) -> tuple[bool, ...]:
    if not isinstance(value, list) or not all(isinstance(one, bool) for one in value):
        return ()
    return tuple(value[-14:])
