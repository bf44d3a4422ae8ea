"""A schedule as the file that a repo keeps, and for a terminal."""

from __future__ import annotations

import json
from collections.abc import Sequence

from kaizen_site.model.schedule import Schedule


def render_schedule_file(schedule: Schedule, docs_url: str | None = None) -> str:
    """`.kaizen/schedule.yml`: one line an agent. With a site's address, the first line tells editors the schema."""
    lines = ['version: "1"']
    if docs_url:
        lines.insert(0, f"# yaml-language-server: $schema={docs_url}v1/schemas/schedule.schema.json")
    if schedule.timezone:
        lines.append(f"timezone: {schedule.timezone}")
    if schedule.engagement:
        lines.append(f"engagement: {schedule.engagement}")
    lines.append("agents:")
    for entry in schedule.entries:
        cron = f", cron: {json.dumps(entry.cron)}" if entry.cron else ""
        lines.append(f"  {entry.agent}: {{cadence: {entry.cadence}{cron}, enabled: {str(entry.enabled).lower()}}}")
    return "\n".join(lines) + "\n"


def schedule_rows(schedule: Schedule, next_fires: Sequence[str | None]) -> list[dict[str, object]]:
    """One mapping an entry, with its next fire (RFC 3339) or None."""
    return [
        {
            "agent": entry.agent,
            "cadence": entry.cadence,
            "cron": entry.cron,
            "timezone": schedule.timezone,
            "enabled": entry.enabled,
            "next": fire,
        }
        for entry, fire in zip(schedule.entries, next_fires, strict=True)
    ]
