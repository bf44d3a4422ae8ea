"""`protocols`: procedures that an agent or a person executes step by step."""

from __future__ import annotations

from pathlib import Path

import click

from kaizen_site.cli.door import LazyGroup, example, format_option, target_option, terminal_width, write


@click.group(
    cls=LazyGroup,
    epilog=example("kaizen-agentic protocols list"),
    lazy={
        "list": ("protocols:list_protocols", "List protocols."),
        "show": ("protocols:show_protocol", "Show one protocol."),
    },
)
def protocols() -> None:
    """List and show step-by-step procedures."""


@click.command("list", epilog=example("kaizen-agentic protocols list --format json"))
@target_option
@format_option("text", "json")
def list_protocols(target: Path, output_format: str) -> None:
    """List the protocols of the folder and the packaged ones."""
    from kaizen_site.operations.agents import list_protocols as run
    from kaizen_site.render.listing import render_json, render_table

    found = run(target)
    if output_format == "json":
        write(
            render_json([{"agent": one.agent, "slug": one.slug, "title": one.title, "path": one.path} for one in found])
        )
        return
    rows = [(one.agent, one.slug, one.title) for one in found]
    write(render_table(("Agent", "Protocol", "Title"), rows, widest=terminal_width()))


@click.command("show", epilog=example("kaizen-agentic protocols show sys-medic disk-pressure-triage"))
@click.argument("agent")
@click.argument("slug")
@target_option
@format_option("text", "json")
def show_protocol(agent: str, slug: str, target: Path, output_format: str) -> None:
    """Show the protocol SLUG of AGENT."""
    from kaizen_site.operations.agents import find_protocol
    from kaizen_site.render.listing import render_json
    from kaizen_site.render.report import escape

    found = find_protocol(target, agent, slug)
    if output_format == "json":
        write(render_json({"agent": found.agent, "slug": found.slug, "title": found.title, "body": found.body}))
    else:
        write("".join(f"{escape(line)}\n" for line in found.body.strip("\n").splitlines()))
