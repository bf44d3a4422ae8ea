"""`site`: the browsable site, built, served and checked; MkDocs is imported only where it builds."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kaizen_site.cli.check import exit_status
from kaizen_site.cli.door import LazyGroup, example, target_option
from kaizen_site.cli.reporting import ReportFile, report_options, write_report, write_reports
from kaizen_site.errors import MissingExtra

if TYPE_CHECKING:
    from types import ModuleType


@click.group(
    cls=LazyGroup,
    epilog=example("kaizen-agentic site build --out public"),
    lazy={
        "build": ("site:build", "Build the site with MkDocs."),
        "serve": ("site:serve", "Serve the site and rebuild it on change."),
        "check": ("site:check", "Check everything that the site is made from."),
        "stage": ("site:stage", "Write the pages as plain files for another builder."),
        "finish": ("site:finish", "Complete what another builder has built."),
    },
)
def site() -> None:
    """Build, serve and check the site of a catalogue."""


@click.command("build", epilog=example("kaizen-agentic site build --out public"))
@target_option
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), help="The folder to write (default: site).")
@click.option("--exit-zero", is_flag=True, help="Exit with status 0 whatever is found.")
@click.option("--strict", is_flag=True, help="Treat warnings as errors, ours and those of MkDocs.")
@click.pass_context
def build(ctx: click.Context, target: Path, out: Path | None, *, exit_zero: bool, strict: bool) -> None:
    """Build the site: pages, bundles, metrics and machine-readable twins.

    Everything is checked on the way. Findings are printed and shown on the pages; errors make the exit status 1, and
    the site is built all the same.
    """
    from kaizen_site.derive.finding import lift_warnings

    begin = time.perf_counter()
    built = _load_plugin().build(target, out or target / "site", strict=strict)
    report = lift_warnings(built.report) if strict else built.report
    write_report(report, "text", None, time.perf_counter() - begin, root=target)
    click.echo(f"wrote {(out or target / 'site') / 'index.html'} and {built.receipt.written} files of its own")
    ctx.exit(exit_status(report, exit_zero=exit_zero))


@click.command("serve", epilog=example("kaizen-agentic site serve --port 8001"))
@target_option
@click.option("--port", type=click.IntRange(1, 65535), default=8000, help="The port on 127.0.0.1 (default: 8000).")
def serve(target: Path, port: int) -> None:
    """Serve the site on 127.0.0.1 and rebuild it when a source changes."""
    _load_plugin().serve(target, address=("127.0.0.1", port))


@click.command("check", epilog=example("kaizen-agentic site check --output-format concise"))
@target_option
@report_options
@click.pass_context
def check(ctx: click.Context, target: Path, output_format: str, reports: tuple[ReportFile, ...]) -> None:
    """Check everything that the site is made from, without building it."""
    from kaizen_site.operations.check import run_check
    from kaizen_site.operations.configuration import load_configuration

    begin = time.perf_counter()
    configuration = load_configuration(target)
    report = run_check(target, configuration)
    write_reports(report, reports, configuration.docs_url, root=target)
    write_report(report, output_format, configuration.docs_url, time.perf_counter() - begin, root=target)
    ctx.exit(exit_status(report))


@click.command("stage", epilog=example("kaizen-agentic site stage staged"))
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@target_option
def stage(folder: Path, target: Path) -> None:
    """Write the pages to FOLDER as ordinary files that any builder takes; `site finish` completes what it built."""
    from kaizen_site.operations.site import stage as run

    plan, options, docs = _load_plugin().load_options(target)
    receipt = run(plan, options, docs, folder)
    click.echo(f"staged {receipt.written + receipt.unchanged} files in {folder} ({receipt.written} changed)")


@click.command("finish", epilog=example("kaizen-agentic site finish site"))
@click.argument("site_dir", type=click.Path(exists=True, file_okay=False, path_type=Path))
@target_option
@click.option("--exit-zero", is_flag=True, help="Exit with status 0 whatever is found.")
@click.pass_context
def finish(ctx: click.Context, site_dir: Path, target: Path, *, exit_zero: bool) -> None:
    """Add articles, repo pages, bundles and twins to what a builder has put into SITE_DIR."""
    from kaizen_site.operations.site import finish as run

    begin = time.perf_counter()
    plan, options, _ = _load_plugin().load_options(target)
    finished = run(plan, options, site_dir)
    write_report(finished.report, "text", None, time.perf_counter() - begin, root=target)
    click.echo(f"wrote {finished.receipt.written} files into {site_dir}")
    ctx.exit(exit_status(finished.report, exit_zero=exit_zero))


def _load_plugin() -> ModuleType:
    try:
        from kaizen_site import plugin
    except ModuleNotFoundError as error:
        if error.name is not None and error.name.split(".")[0] in ("mkdocs", "material"):
            raise MissingExtra("the site needs MkDocs: pip install 'kaizen-agentic[site]'") from error
        raise
    return plugin
