"""`summary.json` and the same object inside bundles: the names of the contract (section 9), figures to six places."""

from __future__ import annotations

import json
from datetime import UTC, datetime

from kaizen_site.model.metrics import Summary


def render_summary_json(summary: Summary) -> str:
    """The file's text: sorted keys, a newline at its end, no figure that JSON can't hold."""
    return json.dumps(summary_fields(summary), indent=2, sort_keys=True, ensure_ascii=False, allow_nan=False) + "\n"


def summary_fields(summary: Summary) -> dict[str, object]:
    """The summary as JSON values; what is not known is null."""
    interval = summary.success_interval
    return {
        "agent": summary.agent,
        "execution_count": summary.execution_count,
        "success_rate": _round(summary.success_rate),
        "success_interval": None if interval is None else {"low": _round(interval.low), "high": _round(interval.high)},
        "avg_execution_time_s": _round(summary.avg_execution_time_s),
        "median_execution_time_s": _round(summary.median_execution_time_s),
        "p95_execution_time_s": _round(summary.p95_execution_time_s),
        "avg_quality_score": _round(summary.avg_quality_score),
        "first_timestamp": format_time(summary.first_timestamp),
        "last_timestamp": format_time(summary.last_timestamp),
        "recent": list(summary.recent),
        "weeks": [
            {
                "start": week.start,
                "runs": week.runs,
                "successes": week.successes,
                "median_time_s": _round(week.median_time_s),
            }
            for week in summary.weeks
        ],
        "bad_lines": summary.bad_lines,
    }


def format_time(moment: datetime | None) -> str | None:
    """RFC 3339 in UTC with a Z; a fraction only where there is one."""
    if moment is None:
        return None
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z")


def _round(value: float | None) -> float | None:
    return None if value is None else round(value, 6)
