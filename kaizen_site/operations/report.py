"""A report in one of its formats: which facts a format needs, and from which folder its paths count."""

from __future__ import annotations

from kaizen_site.derive.fingerprint import fingerprint_report
from kaizen_site.derive.rebase import rebase_report
from kaizen_site.model.diagnostic import Report

HOSTED = ("sarif", "github", "gitlab", "junit", "markdown")
"""Formats that a code host reads: their paths count from the top of the repository."""


def render_report(
    report: Report,
    output_format: str,
    *,
    docs_url: str | None = None,
    seconds: float | None = None,
    colour: bool = False,
    folder: str = "",
    fix_hint: str | None = None,
) -> str:
    """The whole document, ready to be printed or written.

    `folder` is where the checked folder lies in its repository; `seconds`, `colour` and `fix_hint` (what repairs the
    findings that can be repaired, such as "--fix") are for the formats that a person reads in a terminal.
    """
    if output_format not in HOSTED:
        return _render_local(report, output_format, docs_url, seconds, colour=colour, fix_hint=fix_hint)
    return _render_hosted(rebase_report(report, folder), output_format, docs_url)


def _render_local(
    report: Report,
    output_format: str,
    docs_url: str | None,
    seconds: float | None,
    *,
    colour: bool,
    fix_hint: str | None,
) -> str:
    if output_format == "json":
        from kaizen_site.render.report_json import render_report_json

        return render_report_json(report, fingerprint_report(report), docs_url=docs_url)
    from kaizen_site.render.report import render_concise, render_text

    if output_format == "concise":
        return render_concise(report, seconds=seconds, fix_hint=fix_hint)
    return render_text(report, docs_url=docs_url, seconds=seconds, colour=colour, fix_hint=fix_hint)


def _render_hosted(report: Report, output_format: str, docs_url: str | None) -> str:
    if output_format == "sarif":
        from kaizen_site.cards.registry import all_cards
        from kaizen_site.render.report_sarif import render_sarif

        return render_sarif(report, fingerprint_report(report), all_cards(), version=_find_version(), docs_url=docs_url)
    if output_format == "github":
        from kaizen_site.render.report_github import render_github

        return render_github(report, docs_url=docs_url)
    if output_format == "gitlab":
        from kaizen_site.render.report_gitlab import render_gitlab

        return render_gitlab(report, fingerprint_report(report))
    if output_format == "junit":
        from kaizen_site.render.report_junit import render_junit

        return render_junit(report, docs_url=docs_url)
    from kaizen_site.render.report_markdown import render_report_markdown

    return render_report_markdown(report, docs_url=docs_url)


def _find_version() -> str | None:
    from importlib import metadata

    try:
        return metadata.version("kaizen-agentic")
    except metadata.PackageNotFoundError:
        return None
