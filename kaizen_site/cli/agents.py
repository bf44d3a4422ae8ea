"""`agents`: what a catalogue holds."""

from __future__ import annotations

from pathlib import Path

import click

from kaizen_site.cli.door import Command, LazyGroup, example, format_option, target_option, terminal_width, write
from kaizen_site.cli.reporting import ReportFile, report_options, write_report, write_reports
from kaizen_site.model.configuration import PROFILES


def _source_options(command: Command) -> Command:
    command = click.option("--profile", type=click.Choice(PROFILES), help="How the files are named (default: kaizen).")(
        command
    )
    return click.option(
        "--from",
        "source",
        type=click.Path(exists=True, file_okay=False, path_type=Path),
        help="Read this folder instead of the configured ones.",
    )(command)


@click.group(
    cls=LazyGroup,
    epilog=example("kaizen-agentic agents list"),
    lazy={
        "list": ("agents:list_agents", "List agents."),
        "show": ("agents:show_agent", "Show one agent."),
        "validate": ("agents:validate_agents", "Validate agent files."),
    },
)
def agents() -> None:
    """List, show and validate the agents of a catalogue."""


@click.command("list", epilog=example("kaizen-agentic agents list --format json"))
@_source_options
@target_option
@format_option("text", "json")
def list_agents(source: Path | None, profile: str | None, target: Path, output_format: str) -> None:
    """List the folder's agents; the packaged ones where it has none."""
    from kaizen_site.operations.agents import list_agents as run
    from kaizen_site.render.agent import agent_to_json
    from kaizen_site.render.listing import render_json, render_table

    found = run(target, source, profile)
    if output_format == "json":
        write(render_json([agent_to_json(agent) for agent in found]))
        return
    rows = [
        (
            agent.name,
            agent.category or "-",
            ("(malformed) " if agent.malformed else "") + " ".join(agent.description.split()),
        )
        for agent in found
    ]
    write(render_table(("Agent", "Category", "Description"), rows, widest=terminal_width()))


@click.command("show", epilog=example("kaizen-agentic agents show coach"))
@click.argument("name")
@_source_options
@target_option
@format_option("text", "json")
@click.option("--prompt", is_flag=True, help="Print the prompt alone, byte for byte.")
def show_agent(
    name: str, source: Path | None, profile: str | None, target: Path, output_format: str, *, prompt: bool
) -> None:
    """Show the agent NAME: its fields and its prompt."""
    from kaizen_site.operations.agents import find_agent
    from kaizen_site.render.agent import agent_to_json, render_agent
    from kaizen_site.render.listing import render_json

    agent = find_agent(target, name, source, profile)
    if prompt:
        write(agent.prompt)
    elif output_format == "json":
        write(render_json({**agent_to_json(agent), "prompt": agent.prompt}))
    else:
        write(render_agent(agent))


@click.command("validate", epilog=example("kaizen-agentic agents validate --from .claude/agents --profile claude"))
@_source_options
@target_option
@report_options
@click.pass_context
def validate_agents(
    ctx: click.Context,
    source: Path | None,
    profile: str | None,
    target: Path,
    output_format: str,
    reports: tuple[ReportFile, ...],
) -> None:
    """Validate agent files."""
    from kaizen_site.operations.agents import validate_agents as run

    report = run(target, source, profile)
    write_reports(report, reports, None, root=target)
    write_report(report, output_format, None, root=target)
    ctx.exit(1 if report.failed else 0)
