"""Figures of one checkout for a terminal; every rate has its n and its interval beside it."""

from __future__ import annotations

from collections.abc import Sequence

from kaizen_site.model.fleet import AgentState
from kaizen_site.model.metrics import Summary
from kaizen_site.render.listing import render_table
from kaizen_site.render.summary import format_time

NO_RUNS = "no runs yet"


def render_metrics_list(states: Sequence[AgentState], *, widest: int = 0) -> str:
    """A row an agent."""
    rows = [(state.agent, *_cells(state.summary)) for state in states]
    return render_table(("Agent", "Runs", "Success", "Median time", "Last run"), rows, widest=widest)


def render_metrics(agent: str, summary: Summary | None) -> str:
    """All figures of one agent, or the command that makes the first record."""
    if summary is None:
        return (
            f"{agent}: {NO_RUNS}\nrecord one with: kaizen-agentic metrics record {agent} --success --time <seconds>\n"
        )
    lines = [
        ("Runs", str(summary.execution_count)),
        ("Success", describe_rate(summary)),
        ("Median time", describe_seconds(summary.median_execution_time_s)),
        ("95 % of runs within", describe_seconds(summary.p95_execution_time_s)),
        ("Average quality", "not given" if summary.avg_quality_score is None else f"{summary.avg_quality_score:.2f}"),
        ("First run", format_time(summary.first_timestamp) or "-"),
        ("Last run", format_time(summary.last_timestamp) or "-"),
        ("Last runs", "".join("+" if passed else "x" for passed in summary.recent) + "  (oldest first, x failed)"),
    ]
    if summary.bad_lines:
        lines.append(("Unreadable lines", str(summary.bad_lines)))
    width = max(len(label) for label, _ in lines) + 2
    return f"{agent}\n" + "".join(f"  {label:<{width}}{value}\n" for label, value in lines)


def describe_rate(summary: Summary) -> str:
    """Words such as "75 % of 12 runs (95 % interval 47 to 91 %)"."""
    if summary.success_rate is None:
        return NO_RUNS
    noun = "run" if summary.execution_count == 1 else "runs"
    text = f"{summary.success_rate:.0%} of {summary.execution_count} {noun}".replace("%", " %", 1)
    interval = summary.success_interval
    if interval is None:
        return text
    return f"{text} (95 % interval {interval.low * 100:.0f} to {interval.high * 100:.0f} %)"


def describe_seconds(seconds: float | None) -> str:
    """Seconds as a person says them."""
    if seconds is None:
        return "not given"
    if seconds < 90:
        return f"{seconds:.1f} s"
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes} min {rest:02d} s"


def _cells(summary: Summary | None) -> tuple[str, str, str, str]:
    if summary is None:
        return ("0", NO_RUNS, "-", "-")
    last = format_time(summary.last_timestamp) or "-"
    return (
        str(summary.execution_count),
        describe_rate(summary),
        describe_seconds(summary.median_execution_time_s),
        last,
    )
