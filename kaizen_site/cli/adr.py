"""`adr`: decision records, listed, numbered, begun and superseded."""

from __future__ import annotations

from pathlib import Path

import click

from kaizen_site.cli.door import LazyGroup, example, format_option, now, target_option, terminal_width, write


@click.group(
    cls=LazyGroup,
    epilog=example("kaizen-agentic adr list"),
    lazy={
        "list": ("adr:list_records", "List decision records."),
        "next": ("adr:next_number", "Print the next free number."),
        "new": ("adr:new_record", "Begin a record."),
        "supersede": ("adr:supersede", "Let a record supersede another one."),
    },
)
def adr() -> None:
    """Decision records: listed, numbered, begun and superseded."""


@click.command("list", epilog=example("kaizen-agentic adr list --from docs/decisions --format json"))
@click.option(
    "--from",
    "source",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Read this folder instead of the configured ones.",
)
@target_option
@format_option("text", "json")
def list_records(source: Path | None, target: Path, output_format: str) -> None:
    """List decision records with status, date and what supersedes what."""
    from kaizen_site.operations.decisions import list_decisions
    from kaizen_site.render.decision import decision_to_json
    from kaizen_site.render.listing import render_json, render_table

    found = list_decisions(target, source)
    if output_format == "json":
        under = "" if source is None else source.as_posix().rstrip("/")
        write(render_json([decision_to_json(record, found, under) for record in found]))
        return
    rows = [(record.id, record.status, record.date or "-", record.title) for record in found]
    write(render_table(("Record", "Status", "Date", "Title"), rows, widest=terminal_width()))


@click.command("next", epilog=example("kaizen-agentic adr next"))
@target_option
def next_number(target: Path) -> None:
    """Print the next free number of the log."""
    from kaizen_site.operations.decisions import find_next_number

    click.echo(find_next_number(target))


@click.command("new", epilog=example('kaizen-agentic adr new "Records are append-only"'))
@click.argument("title")
@target_option
def new_record(title: str, target: Path) -> None:
    """Begin a proposed record called TITLE, numbered and formed as the log is."""
    from kaizen_site.operations.decisions import begin_decision

    if not title.strip() or not title.isprintable():
        raise click.BadParameter("give a title of one line", param_hint="TITLE")
    click.echo(f"wrote {begin_decision(target, title.strip(), now().date())}")


@click.command("supersede", epilog=example("kaizen-agentic adr supersede ADR-004 ADR-017"))
@click.argument("old")
@click.argument("new")
@target_option
def supersede(old: str, new: str, target: Path) -> None:
    """Say in both records that NEW supersedes OLD."""
    from kaizen_site.operations.decisions import supersede_decision

    changed = supersede_decision(target, old, new)
    for path in changed:
        click.echo(f"changed {path}")
    if not changed:
        click.echo("both records say so already")
