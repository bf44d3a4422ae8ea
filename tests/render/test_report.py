"""The text report: exact places, plain words, one line that sums up."""

from __future__ import annotations

from dataclasses import replace

from kaizen_site.model.diagnostic import Card, Edit, Finding, Fix, Note, Report, Severity, Suppressed
from kaizen_site.model.source import Span
from kaizen_site.render.report import escape, render_concise, render_text, summarise_report

CARD = Card("KZ301", "schedule/agent-unknown", Severity.ERROR, "An agent is not known", "Why.", "Remedy.")


def finding(
    line: str, span: Span, *, message: str = 'no agent named "optimisation"', severity: Severity = Severity.ERROR
) -> Finding:
    note = Note(".kaizen/agents", Span(1, 1, 1, 1), "installed agents are looked for here")
    excerpt = ((span.line - 1, "agents:"), (span.line, line), (span.line + 1, "    cadence: weekly"))
    help_text = "did you mean `optimization`?"
    return Finding(CARD, severity, message, ".kaizen/schedule.yml", span, help_text, (note,), None, excerpt)


def caret_line(text: str) -> str:
    return next(line for line in text.splitlines() if "^" in line)


def source_line(text: str, number: int) -> str:
    return next(line for line in text.splitlines() if line.startswith(f"{number} |"))


def test_a_finding_is_shown_with_its_line_a_caret_and_the_way_out() -> None:
    report = Report((finding("  optimisation:", Span(4, 3, 4, 15)),), 41)

    assert render_text(report, seconds=0.21) == (
        'error[schedule/agent-unknown]: no agent named "optimisation"\n'
        " --> .kaizen/schedule.yml:4:3\n"
        "  |\n"
        "3 | agents:\n"
        "4 |   optimisation:\n"
        "  |   ^^^^^^^^^^^^\n"
        "5 |     cadence: weekly\n"
        "  |\n"
        "  = help: did you mean `optimization`?\n"
        "  = related: .kaizen/agents:1:1: installed agents are looked for here\n"
        "  = docs: kaizen-agentic rule KZ301\n"
        "\n"
        "1 error in 1 of 41 files in 0.21 s\n"
    )


def test_tabs_before_the_place_do_not_move_the_caret() -> None:
    text = render_text(Report((finding("\tname: x", Span(4, 2, 4, 6)),), 1))

    assert caret_line(text).index("^") == source_line(text, 4).index("name")


def test_wide_characters_and_emoji_take_two_columns_each() -> None:
    text = render_text(Report((finding("名前🙂: x", Span(4, 4, 4, 5)),), 1))

    assert caret_line(text) == "  |       ^"


def test_a_very_long_line_is_cut_around_the_place() -> None:
    text = render_text(Report((finding("a" * 5_000 + "HERE" + "b" * 5_000, Span(4, 5_001, 4, 5_005)),), 1))

    assert caret_line(text).index("^") == source_line(text, 4).index("HERE")
    assert len(source_line(text, 4)) < 200


def test_control_and_bidirectional_characters_never_reach_the_terminal() -> None:
    text = render_text(Report((finding("a\x1b[2Jb\u202e", Span(4, 1, 4, 2), message="bad \x07 name"),), 1))

    assert "\x1b" not in text
    assert "\x07" not in text
    assert "\u202e" not in text
    assert "\\x1b" in text


def test_colour_is_added_only_when_asked_for() -> None:
    report = Report((finding("  optimisation:", Span(4, 3, 4, 15)),), 1)

    assert "\x1b[" not in render_text(report)
    assert "\x1b[1;31m" in render_text(report, colour=True)


def test_the_rule_is_linked_where_the_address_of_the_docs_is_known() -> None:
    report = Report((finding("  optimisation:", Span(4, 3, 4, 15)),), 1)

    assert "docs: https://kaizen.example.org/rules/schedule-agent-unknown/" in render_text(
        report, docs_url="https://kaizen.example.org/"
    )


def test_a_clean_run_says_what_was_checked() -> None:
    report = Report((), 23, (("agents", 20), ("decisions", 1), ("event types", 2)))

    assert summarise_report(report) == "All fine: 20 agents, 1 decision, 2 event types"


def test_the_sum_names_each_severity_that_occurs() -> None:
    warning = finding("x", Span(4, 1, 4, 2), severity=Severity.WARNING)
    report = Report((warning, warning), 7)

    assert summarise_report(report) == "2 warnings in 1 of 7 files"


def fixable(*, safe: bool) -> Finding:
    fix = Fix("quote it", (Edit(Span(4, 1, 4, 2), '"1"'),), safe=safe)
    return replace(finding("x", Span(4, 1, 4, 2)), fix=fix)


def test_the_sum_says_how_many_a_safe_fix_would_cure() -> None:
    report = Report((fixable(safe=True), fixable(safe=False), finding("y", Span(5, 1, 5, 2))), 41)

    assert summarise_report(report, seconds=0.21, fix_hint="--fix") == (
        "3 errors in 1 of 41 files (1 fixable with --fix) in 0.21 s"
    )
    assert summarise_report(report) == "3 errors in 1 of 41 files"


def test_no_fix_is_announced_where_only_unsafe_ones_are_known() -> None:
    assert summarise_report(Report((fixable(safe=False),), 1), fix_hint="--fix") == "1 error in 1 of 1 file"


def test_the_sum_counts_what_is_suppressed() -> None:
    suppressed = (Suppressed(finding("x", Span(4, 1, 4, 2)), "baseline", ""),)

    assert summarise_report(Report((), 20, (("agents", 20),), suppressed)) == "All fine: 20 agents (1 suppressed)"
    assert summarise_report(Report((fixable(safe=True),), 20, (), suppressed), fix_hint="--fix") == (
        "1 error in 1 of 20 files (1 fixable with --fix, 1 suppressed)"
    )


def test_the_concise_form_is_one_line_a_finding() -> None:
    report = Report((finding("x", Span(4, 3, 4, 15)),), 1)

    assert render_concise(report).splitlines()[0] == (
        '.kaizen/schedule.yml:4:3: error[schedule/agent-unknown] no agent named "optimisation"'
    )


def test_a_printable_text_is_not_changed_by_escaping() -> None:
    assert escape("Grüße, 名前 🙂") == "Grüße, 名前 🙂"
