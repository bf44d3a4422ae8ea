"""`memory`: what an agent knows about this project."""

from __future__ import annotations

import os
from pathlib import Path

import click

from kaizen_site.cli.door import LazyGroup, example, format_option, now, target_option, write


@click.group(
    cls=LazyGroup,
    epilog=example("kaizen-agentic memory init coach"),
    lazy={
        "init": ("memory:init", "Scaffold an agent's memory and metrics."),
        "show": ("memory:show", "Print an agent's memory."),
    },
)
def memory() -> None:
    """Start and show an agent's project memory."""


@click.command("init", epilog=example("kaizen-agentic memory init coach"))
@click.argument("agent")
@target_option
@click.option("--no-metrics", is_flag=True, help="Leave the metrics folder out.")
def init(agent: str, target: Path, *, no_metrics: bool) -> None:
    """Scaffold the memory of AGENT and its metrics folder; what is there stays as it is."""
    from kaizen_site.operations.memory import init_memory
    from kaizen_site.operations.prepare import project_name

    project = project_name(target, os.environ)
    scaffold = init_memory(target, agent, project, now().date(), metrics=not no_metrics)
    for path in scaffold.made:
        click.echo(f"wrote {target / path}")
    for path in scaffold.kept:
        click.echo(f"{target / path} already exists and was left as it is")


@click.command("show", epilog=example("kaizen-agentic memory show coach"))
@click.argument("agent")
@target_option
@format_option("text", "json")
def show(agent: str, target: Path, output_format: str) -> None:
    """Print the memory of AGENT as written."""
    from kaizen_site.operations.memory import show_memory
    from kaizen_site.render.listing import render_json
    from kaizen_site.render.report import escape

    parsed = show_memory(target, agent)
    for diagnostic in parsed.diagnostics:
        click.echo(f"{diagnostic.weight}: {diagnostic.path}: {diagnostic.message}", err=True)
    found = parsed.value
    if found is None:
        raise click.exceptions.Exit(1)
    if output_format == "json":
        write(
            render_json(
                {
                    "agent": found.agent,
                    "project": found.project,
                    "last_updated": found.last_updated,
                    "session_count": found.session_count,
                    "text": found.text,
                }
            )
        )
    else:
        write("".join(f"{escape(line)}\n" for line in found.text.rstrip("\n").split("\n")))
