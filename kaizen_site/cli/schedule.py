"""`schedule`: a repo opts in, is validated, and a session is prepared."""

from __future__ import annotations

import os
from pathlib import Path

import click

from kaizen_site.cli.door import LazyGroup, example, format_option, now, target_option, terminal_width, write
from kaizen_site.cli.reporting import ReportFile, report_options, write_report, write_reports


@click.group(
    cls=LazyGroup,
    epilog=example("kaizen-agentic schedule init && kaizen-agentic schedule validate"),
    lazy={
        "init": ("schedule:init", "Write .kaizen/schedule.yml."),
        "validate": ("schedule:validate", "Validate .kaizen/schedule.yml."),
        "list": ("schedule:list_entries", "List what is scheduled here."),
        "prepare": ("schedule:prepare", "Print the prepare bundle of an agent."),
    },
)
def schedule() -> None:
    """Opt in to scheduling, validate it, prepare a session."""


@click.command("init", epilog=example("kaizen-agentic schedule init --timezone Europe/Berlin"))
@target_option
@click.option("--timezone", default="Europe/Berlin", help="The IANA time zone of the crons (default: Europe/Berlin).")
@click.option("--engagement", metavar="SLUG", help="Write the bootstrap preset of this engagement.")
@click.option("--agents", metavar="A,B", default="coach,optimization", help="The preset's agents, separated by commas.")
@click.option(
    "--bootstrap-cadence",
    "cadence",
    type=click.Choice(["hourly", "daily", "weekly"]),
    default="weekly",
    help="How often the preset's agents run (default: weekly).",
)
@click.option("--force", is_flag=True, help="Overwrite a schedule that is there.")
def init(target: Path, timezone: str, engagement: str | None, agents: str, cadence: str, *, force: bool) -> None:
    """Write .kaizen/schedule.yml; one that is there stays unless --force is given."""
    from kaizen_site.operations.schedule import PATH, init_schedule

    names = list(dict.fromkeys(name.strip() for name in agents.split(",") if name.strip()))
    written = init_schedule(target, timezone, engagement=engagement, agents=names, cadence=cadence, force=force)
    shown = target / PATH
    if written:
        click.echo(f"wrote {shown}\nnext: kaizen-agentic schedule validate")
    else:
        click.echo(f"{shown} already exists and was left as it is; --force overwrites it")


@click.command("validate", epilog=example("kaizen-agentic schedule validate --target ../payments"))
@target_option
@report_options
@click.option("--strict", is_flag=True, help="Treat warnings as errors.")
@click.pass_context
def validate(
    ctx: click.Context, target: Path, output_format: str, reports: tuple[ReportFile, ...], *, strict: bool
) -> None:
    """Validate .kaizen/schedule.yml: all problems at once, each with file, line and column."""
    from kaizen_site.derive.finding import lift_warnings
    from kaizen_site.operations.schedule import validate_schedule

    found, report = validate_schedule(target)
    report = lift_warnings(report) if strict else report
    write_reports(report, reports, None, root=target)
    if output_format == "text" and not report.findings and found is not None:
        enabled = sum(entry.enabled for entry in found.entries)
        click.echo(f"{found.path} is valid: {len(found.entries)} agents, {enabled} enabled")
    else:
        write_report(report, output_format, None, root=target)
    ctx.exit(1 if report.failed else 0)


@click.command("list", epilog=example("kaizen-agentic schedule list --format json"))
@target_option
@format_option("text", "json")
def list_entries(target: Path, output_format: str) -> None:
    """List what is scheduled here and when it fires next."""
    from kaizen_site.operations.schedule import list_schedule
    from kaizen_site.render.listing import render_json, render_table
    from kaizen_site.render.schedule import schedule_rows

    found, fires = list_schedule(target, now())
    rows = schedule_rows(found, [None if fire is None else fire.isoformat() for fire in fires])
    if output_format == "json":
        write(render_json(rows))
        return
    cells = [
        (
            entry.agent,
            entry.cadence,
            entry.cron or "from the definition",
            "yes" if entry.enabled else "no",
            "-" if fire is None else fire.strftime("%a %d %b %Y %H:%M %Z"),
        )
        for entry, fire in zip(found.entries, fires, strict=True)
    ]
    write(render_table(("Agent", "Cadence", "Cron", "Enabled", "Next run"), cells, widest=terminal_width()))


@click.command("prepare", epilog=example("kaizen-agentic schedule prepare coach --format json"))
@click.argument("agent")
@target_option
@format_option("markdown", "md", "json")
@click.option("--strict", is_flag=True, help="Exit with status 1 when the agent is not in the registry.")
@click.pass_context
def prepare(ctx: click.Context, agent: str, target: Path, output_format: str, *, strict: bool) -> None:
    """Print the prepare bundle of AGENT: prompt, memory, metrics, pointers and closing commands.

    Works offline from local files alone. An unknown agent is said in the bundle and is no failure without --strict.
    """
    from kaizen_site.operations.prepare import prepare as run
    from kaizen_site.render.bundle import render_bundle_json, render_bundle_markdown

    bundle = run(target, agent, os.environ)
    write(render_bundle_json(bundle) if output_format == "json" else render_bundle_markdown(bundle))
    ctx.exit(1 if strict and not bundle.agent_prompt_found else 0)
