"""`check`: every validator over one folder."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from kaizen_site.cli.door import example, target_option
from kaizen_site.cli.fixing import fix_options, read_choice, run_fixes
from kaizen_site.cli.reporting import ReportFile, report_options, write_report, write_reports
from kaizen_site.cli.selecting import Scope, read_scope, selection_options

if TYPE_CHECKING:
    from kaizen_site.cli.fixing import FixChoice
    from kaizen_site.gather.drafts import Drafts
    from kaizen_site.model.diagnostic import Report


@click.command(epilog=example("kaizen-agentic check --output-format json"))
@selection_options
@target_option
@report_options
@fix_options
@click.option("--strict", is_flag=True, help="Treat warnings as errors.")
@click.option("--max-warnings", type=click.IntRange(min=0), metavar="N", help="Fail when there are more warnings.")
@click.option(
    "--baseline",
    "baseline_file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Let the findings that this file knows not count.",
)
@click.option(
    "--write-baseline",
    "new_baseline",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write all findings into this file; from then on only new ones need to count.",
)
@click.option("--exit-zero", is_flag=True, help="Exit with status 0 whatever findings there are.")
@click.pass_context
def check(
    ctx: click.Context,
    paths: tuple[Path, ...],
    target: Path,
    only: tuple[str, ...],
    stdin_filename: str | None,
    output_format: str,
    reports: tuple[ReportFile, ...],
    max_warnings: int | None,
    baseline_file: Path | None,
    new_baseline: Path | None,
    *,
    fix: bool,
    unsafe_fixes: bool,
    diff: bool,
    strict: bool,
    exit_zero: bool,
) -> None:
    """Run every validator over a catalogue or a target repo.

    Agents, decisions, definitions, event types, the schedule in `.kaizen/` and fleet snapshots are read from PATH
    (default: here), in the folders that the project's configuration names. When PATH names files, everything is
    read all the same, and the report is about those files.
    """
    begin = time.perf_counter()
    scope = read_scope(paths, target, only, stdin_filename)
    choice = read_choice(fix=fix, unsafe_fixes=unsafe_fixes, diff=diff)
    _refuse_contradictions(scope, choice, new_baseline)
    done = _run(scope, choice, baseline_file, new_baseline, strict=strict)
    if done.exit_status is not None:
        click.echo(done.notes[-1], err=True)
        ctx.exit(0 if exit_zero else done.exit_status)
    write_reports(done.report, reports, done.docs_url, root=scope.root)
    write_report(done.report, output_format, done.docs_url, time.perf_counter() - begin, root=scope.root)
    for note in (*done.notes, *_explain_limit(done.report, max_warnings)):
        click.echo(note, err=True)
    ctx.exit(exit_status(done.report, exit_zero=exit_zero, max_warnings=max_warnings))


def exit_status(report: Report, *, exit_zero: bool = False, max_warnings: int | None = None) -> int:
    """4 when Kaizen itself failed on a file, else 1 when findings fail the check, else 0."""
    if any(finding.card.family == "internal" for finding in report.findings):
        return 4
    failed = report.failed or any(_explain_limit(report, max_warnings))
    return 1 if failed and not exit_zero else 0


class _Done(NamedTuple):
    """What came of a check, and lines for standard error; an exit status where there is nothing more to print."""

    report: Report
    docs_url: str | None
    notes: tuple[str, ...]
    exit_status: int | None = None


def _run(
    scope: Scope, choice: FixChoice, baseline_file: Path | None, new_baseline: Path | None, *, strict: bool
) -> _Done:
    from kaizen_site.derive.baseline import count_gone
    from kaizen_site.operations.baseline import load_baseline, write_baseline
    from kaizen_site.operations.check import run_check
    from kaizen_site.operations.configuration import load_configuration

    configuration = load_configuration(scope.root)
    # What is written anew is not compared with the old one.
    baseline = load_baseline(baseline_file) if baseline_file is not None and new_baseline is None else None
    notes: list[str] = []

    def run(drafts: Drafts) -> Report:
        return run_check(
            scope.root, configuration, strict=strict, drafts=drafts, selection=scope.selection, baseline=baseline
        )

    report = run(scope.drafts)
    if choice.wanted:
        outcome = run_fixes(scope.root, report, run, choice, configuration.fleet)
        report = outcome.report
        notes.append(outcome.note)
        if outcome.exit_status is not None:
            return _Done(report, configuration.docs_url, tuple(notes), outcome.exit_status)
    if new_baseline is not None:
        before, report = len(report.findings), write_baseline(new_baseline, report)
        known = before - len(report.findings)
        notes.append(f"wrote {known} finding{'' if known == 1 else 's'} to {new_baseline}")
    elif baseline is not None and not scope.partial and (gone := count_gone(report, baseline)):
        notes.append(_say_gone(gone, baseline.name))
    return _Done(report, configuration.docs_url, tuple(notes))


def _say_gone(gone: int, name: str) -> str:
    words = "1 finding of {} no longer occurs" if gone == 1 else f"{gone} findings of {{}} no longer occur"
    return f"{words.format(name)}; --write-baseline {name} leaves {'it' if gone == 1 else 'them'} out"


def _refuse_contradictions(scope: Scope, choice: FixChoice, new_baseline: Path | None) -> None:
    if choice.wanted and scope.drafts:
        raise click.UsageError("--fix and --diff need files; a text from standard input is only checked")
    if new_baseline is not None and scope.partial:
        raise click.UsageError("--write-baseline takes all findings: leave out --only and the names of files")


def _explain_limit(report: Report, max_warnings: int | None) -> tuple[str, ...]:
    """One line when there are more warnings than allowed."""
    from kaizen_site.model.diagnostic import Severity

    count = report.count(Severity.WARNING)
    if max_warnings is None or count <= max_warnings:
        return ()
    return (f"{count} warning{'' if count == 1 else 's'}, and --max-warnings allows {max_warnings}",)
