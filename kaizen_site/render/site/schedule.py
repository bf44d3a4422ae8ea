"""The fleet's week: what does not run and why, then the calendar, then what runs next."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from kaizen_site.model.fleet import CalendarWeek
from kaizen_site.model.site import Page, Site
from kaizen_site.render.site.frame import make_page
from kaizen_site.render.site.views import repo_path, view_definitions, view_findings
from kaizen_site.render.site.words import DAYS, MONTHS, count_words

_STEPS = 5


def make_schedule(site: Site) -> Iterator[Page]:
    """The section's one page."""
    fleet = site.fleet
    summary = _summarise(site)
    view = {
        "summary": summary,
        "week": None if fleet.week is None else _view_week(fleet.week),
        "invalid_count": fleet.invalid_count,
        "invalid": [
            {
                "repo": one.slug,
                "path": repo_path(one.slug) if site.repo_pages else None,
                "reason": one.reason,
                "findings": view_findings(site, one.findings),
            }
            for one in fleet.invalid
        ],
        "next_runs": [
            {
                "at": run.at,
                "agent": run.agent,
                "path": site.agent_pages.get(run.agent),
                "repos": run.repos,
                "definitions": view_definitions(site, run.agent),
            }
            for run in fleet.next_runs
        ],
        "not_active": [{"title": one.title, "path": one.path, "reason": one.reason} for one in site.not_active],
    }
    levels = None if fleet.week is None else _levels(fleet.week)
    yield make_page(site, "schedule/", "Schedule", summary, "schedule.html.j2", view, levels=levels)


def _summarise(site: Site) -> str:
    week = site.fleet.week
    if week is None:
        return "No fleet snapshot yet."
    total = sum(day.runs for day in week.days)
    if not total:
        return f"No runs in the week of {_say_day(week.start)}."
    hours = [(count, day.date, hour) for day in week.days for hour, count in enumerate(day.hours)]
    count, day, hour = max(hours, key=lambda one: one[0])
    busiest = f"{_say_day(day)} {hour:02d}:00 with {count_words(count, 'run')}"
    return f"{count_words(total, 'run')} in the week of {_say_day(week.start)}. Busiest hour: {busiest}."


def _view_week(week: CalendarWeek) -> dict[str, Any]:
    return {
        "start": week.start,
        "total": sum(day.runs for day in week.days),
        "days": [
            {"date": day.date, "name": _name_day(day.date), "total": day.runs, "hours": list(day.hours)}
            for day in week.days
        ],
    }


def _levels(week: CalendarWeek) -> list[list[int]]:
    """0 for an empty hour, else 1 to 5 in even steps of the busiest one."""
    top = max((count for day in week.days for count in day.hours), default=0)
    return [[0 if not count else 1 + (count - 1) * _STEPS // max(top, 1) for count in day.hours] for day in week.days]


def _say_day(iso: str) -> str:
    day = date.fromisoformat(iso)
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def _name_day(iso: str) -> str:
    day = date.fromisoformat(iso)
    return f"{DAYS[day.weekday()]} {day.day}"
