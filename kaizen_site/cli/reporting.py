"""How findings leave the command: one format on standard output, further ones in files.

Standard output holds the document and nothing else. Only the two formats that people read in a log, text and concise,
are followed by annotations in GitHub Actions, where a log is what annotations are made from.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kaizen_site.cli.door import Command, use_colour, write

if TYPE_CHECKING:
    from kaizen_site.model.diagnostic import Report

REPORT_FORMATS = ("text", "concise", "json", "sarif", "github", "gitlab", "junit", "markdown")
_IN_A_LOG = ("text", "concise")

ReportFile = tuple[str, Path]


def report_options(command: Command) -> Command:
    """`--output-format` (also `--format`) as `output_format`, and `--report` as `reports`, pairs of format and path."""
    command = click.option(
        "--report",
        "reports",
        metavar="FORMAT=FILE",
        multiple=True,
        callback=_read_reports,
        help=f"Also write the findings to a file, in one of the same formats ({REPORT_FORMATS[3]}=out.sarif); "
        "give it again for further files.",
    )(command)
    return click.option(
        "--output-format",
        "--format",
        "output_format",
        type=click.Choice(REPORT_FORMATS),
        default="text",
        help="How to print the findings.",
    )(command)


def write_report(
    report: Report, output_format: str, docs_url: str | None, seconds: float | None = None, *, root: Path | None = None
) -> None:
    """Print a report in one of REPORT_FORMATS; `root` is the folder that was checked (default: here)."""
    from kaizen_site.operations.report import render_report

    folder = _find_place(root or Path())
    hint = _find_fix_hint()
    write(
        render_report(
            report,
            output_format,
            docs_url=docs_url,
            seconds=seconds,
            colour=use_colour(),
            folder=folder,
            fix_hint=hint,
        )
    )
    if output_format in _IN_A_LOG and _takes_annotations():
        write(render_report(report, "github", docs_url=docs_url, folder=folder))


def write_reports(
    report: Report, reports: Sequence[ReportFile], docs_url: str | None, *, root: Path | None = None
) -> None:
    """Write a report to files: all are rendered before the first is written, and each is written whole."""
    if not reports:
        return
    from kaizen_site.operations.report import render_report
    from kaizen_site.publish.report import write_report_file

    folder = _find_place(root or Path())
    texts = [
        (path, render_report(report, name, docs_url=docs_url, folder=folder, fix_hint=_find_fix_hint()))
        for name, path in reports
    ]
    for path, text in texts:
        write_report_file(path, text)


def _takes_annotations() -> bool:
    """Whether the log is read by GitHub Actions; Gitea says so too, but does nothing with annotations."""
    return os.environ.get("GITHUB_ACTIONS") == "true" and os.environ.get("GITEA_ACTIONS") != "true"


def _find_place(root: Path) -> str:
    """Where `root` lies below the top of the repository in CI, else below the working folder; "" for elsewhere."""
    top = os.environ.get("GITHUB_WORKSPACE") or os.environ.get("CI_PROJECT_DIR") or "."
    checked = root.resolve()
    for base in (Path(top).resolve(), Path.cwd()):
        if checked.is_relative_to(base):
            place = checked.relative_to(base).as_posix()
            return "" if place == "." else place
    return ""


def _read_reports(ctx: click.Context, param: click.Parameter, values: tuple[str, ...]) -> tuple[ReportFile, ...]:
    return tuple(_read_report(value, ctx, param) for value in values)


def _read_report(value: str, ctx: click.Context, param: click.Parameter) -> ReportFile:
    name, equals, file = value.partition("=")
    fault = None
    if name not in REPORT_FORMATS:
        fault = _explain_format(name)
    elif not equals or not file:
        fault = f"name the file to write, such as {name}=report.txt"
    elif file == "-":
        fault = f"standard output takes one document: give --output-format {name} for it"
    elif Path(file).is_dir():
        fault = f"{file} is a folder; name a file to write"
    if fault is not None:
        raise click.BadParameter(fault, ctx, param)
    return name, Path(file)


def _explain_format(name: str) -> str:
    from kaizen_site.rules.nearest import nearest

    near = nearest(name, REPORT_FORMATS)
    hint = f"did you mean {near}?" if near else f"it is one of {', '.join(REPORT_FORMATS)}"
    return f"there is no format `{name}`; {hint}"


def _find_fix_hint() -> str | None:
    """The option that repairs findings, where the command that runs has it."""
    context = click.get_current_context(silent=True)
    if context is None:
        return None
    return next(
        (option for parameter in context.command.params for option in parameter.opts if option == "--fix"), None
    )
