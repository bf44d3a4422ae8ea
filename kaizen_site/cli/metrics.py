"""`metrics`: runs are recorded and shown."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any

import click

from kaizen_site.cli.door import LazyGroup, example, format_option, now, target_option, terminal_width, write


@click.group(
    cls=LazyGroup,
    epilog=example("kaizen-agentic metrics record coach --success --time 420 --quality 0.8"),
    lazy={
        "record": ("metrics:record", "Record one run."),
        "show": ("metrics:show", "Show the figures of one agent."),
        "list": ("metrics:list_all", "List the agents that have records here."),
    },
)
def metrics() -> None:
    """Record runs and show what they say."""


@click.command("record", epilog=example("kaizen-agentic metrics record coach --success --time 420 --quality 0.8"))
@click.argument("agent")
@click.option("--success/--failure", default=None, help="How the run went.")
@click.option("--time", "time_s", type=float, metavar="SECONDS", help="How long it took.")
@click.option("--quality", type=float, metavar="0-1", help="How good the result is.")
@click.option("--primary-metric", metavar="NAME=VALUE[/TARGET]", help="The agent's own measure.")
@click.option("--session-id", help="The session that ran.")
@click.option("--idempotency-key", metavar="KEY", help="A record with a key that is there already is skipped.")
@click.option("--metadata", multiple=True, metavar="KEY=VALUE", help="A further field; may be repeated.")
@click.option("--json", "json_source", metavar="-", help="Read the record as a JSON object from standard input (`-`).")
@target_option
@format_option("text", "json")
def record(
    agent: str,
    success: bool | None,
    time_s: float | None,
    quality: float | None,
    primary_metric: str | None,
    session_id: str | None,
    idempotency_key: str | None,
    metadata: tuple[str, ...],
    json_source: str | None,
    target: Path,
    output_format: str,
) -> None:
    """Record one run of AGENT.

    Flags win over the JSON object, and both over the HELIX_ variables of the environment.
    """
    from kaizen_site.operations.recording import record_execution

    recorded = record_execution(
        target,
        agent,
        success,
        time_s,
        quality,
        primary_metric=_read_primary_metric(primary_metric),
        session_id=session_id,
        idempotency_key=idempotency_key,
        metadata=_read_pairs(metadata),
        json_text=_read_json(json_source),
        environment=os.environ,
        now=now(),
    )
    for warning in recorded.warnings:
        click.echo(f"warning: {warning}", err=True)
    count = recorded.summary.execution_count
    if output_format == "json":
        write(
            json.dumps({"status": recorded.status, "path": recorded.path.as_posix(), "execution_count": count}) + "\n"
        )
    elif recorded.duplicate:
        click.echo(f"skipped: a record with this idempotency key is in {recorded.path} already")
    else:
        click.echo(f"recorded in {recorded.path} ({count} {'run' if count == 1 else 'runs'} of {agent})")


@click.command("show", epilog=example("kaizen-agentic metrics show coach --format json"))
@click.argument("agent")
@target_option
@format_option("text", "json")
def show(agent: str, target: Path, output_format: str) -> None:
    """Show the figures of AGENT in this repo."""
    from kaizen_site.operations.metrics import show_metrics
    from kaizen_site.render.metrics import render_metrics
    from kaizen_site.render.summary import render_summary_json

    summary = show_metrics(target, agent).summary
    if output_format == "json":
        write("null\n" if summary is None else render_summary_json(summary))
    else:
        write(render_metrics(agent, summary))


@click.command("list", epilog=example("kaizen-agentic metrics list"))
@target_option
@format_option("text", "json")
def list_all(target: Path, output_format: str) -> None:
    """List the agents that have memory or records in this repo."""
    from kaizen_site.operations.metrics import list_metrics
    from kaizen_site.render.listing import render_json
    from kaizen_site.render.metrics import render_metrics_list
    from kaizen_site.render.summary import summary_fields

    states = list_metrics(target)
    if output_format == "json":
        write(
            render_json(
                [
                    {"agent": state.agent, "summary": None if state.summary is None else summary_fields(state.summary)}
                    for state in states
                ]
            )
        )
    elif states:
        write(render_metrics_list(states, widest=terminal_width()))
    else:
        click.echo(
            "nothing is recorded here yet; `kaizen-agentic metrics record AGENT --success` makes the first record"
        )


def _read_json(source: str | None) -> str | None:
    if source is None:
        return None
    if source != "-":
        raise click.BadParameter("the record is read from standard input: give `-`", param_hint="--json")
    try:
        return sys.stdin.buffer.read().decode("utf-8")
    except UnicodeDecodeError:
        raise click.BadParameter("standard input is not UTF-8", param_hint="--json") from None


def _read_pairs(pairs: tuple[str, ...]) -> dict[str, str] | None:
    if not pairs:
        return None
    split = [pair.partition("=") for pair in pairs]
    for key, equals, _ in split:
        if not key or not equals:
            raise click.BadParameter("write KEY=VALUE", param_hint="--metadata")
    return {key: value for key, _, value in split}


def _read_primary_metric(text: str | None) -> dict[str, Any] | None:
    if text is None:
        return None
    name, _, rest = text.partition("=")
    value, _, target = rest.partition("/")
    try:
        figures = {"value": float(value), **({"target": float(target)} if target else {})}
    except ValueError:
        raise click.BadParameter("write NAME=VALUE or NAME=VALUE/TARGET", param_hint="--primary-metric") from None
    return {"name": name, **figures}
