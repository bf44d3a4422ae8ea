"""Markdown for a comment, read by a markdown parser that lets HTML through."""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.token import Token

from kaizen_site.model.diagnostic import Report, Severity
from kaizen_site.render.report_markdown import render_report_markdown
from tests.render.findings import CLEAN, HARD, ORDINARY, hostile, number_as_version, unknown_agent

LIMIT_OF_A_COMMENT = 65_536
LIVE = re.compile(r"@\w|#\d|!\d|https?://|www\.")


def inline(text: str) -> list[Token]:
    """All inline tokens."""
    return [child for token in MarkdownIt("commonmark").parse(text) for child in token.children or ()]


def test_findings_are_listed_by_file() -> None:
    assert render_report_markdown(ORDINARY) == (
        "### Kaizen: 1 error, 1 warning in 1 of 41 files (1 suppressed)\n"
        "\n"
        "`.kaizen/schedule.yml`\n"
        "\n"
        "- **warning** `schedule/version-not-string`, line 1, column 10: the version is the number 1\n"
        "- **error** `schedule/agent-unknown`, line 4, column 3: no agent named `optimisation`\n"
        "  - help: did you mean `optimization`?\n"
        "  - related: `agents/agent-optimization.md`, line 2: this one is installed\n"
    )


def test_a_rule_is_a_link_where_there_is_a_site() -> None:
    links = [token.attrGet("href") for token in inline(render_report_markdown(ORDINARY, docs_url="https://x.example/"))]

    assert "https://x.example/rules/schedule-agent-unknown/" in links


def test_a_clean_report_is_its_heading() -> None:
    assert render_report_markdown(CLEAN) == "### Kaizen: All fine: 20 agents, 1 decision, 2 event types\n"


def test_hostile_words_are_no_markup() -> None:
    kinds = {token.type for token in inline(render_report_markdown(HARD))}

    assert kinds <= {"text", "text_special", "code_inline", "strong_open", "strong_close"}


def test_hostile_words_call_nobody_and_link_nowhere() -> None:
    words = "".join(token.content for token in inline(render_report_markdown(HARD)) if token.type != "code_inline")

    assert "@\u200ball" in words
    assert not LIVE.search(words)


def test_hostile_words_are_shown_as_they_were() -> None:
    words = "".join(token.content for token in inline(render_report_markdown(HARD))).replace("\u200b", "")

    assert "<b>&amp;\"' tick | @all #12 !7 https://attacker.example" in words
    assert "agents/a b%20:,#?é🙂\\x0a::error::x`|]]>.md" in words


def test_no_word_begins_a_line() -> None:
    starts = {line.lstrip(" ")[:1] for line in render_report_markdown(HARD).splitlines()}

    assert starts == {"#", "", "`", "-"}


def test_what_is_left_out_is_counted_and_errors_are_shown_first() -> None:
    warnings = tuple(unknown_agent(line, severity=Severity.WARNING) for line in range(1, 71))
    text = render_report_markdown(Report((*warnings, unknown_agent(90)), 1))

    assert text.count("\n- **") == 50
    assert text.count("- **error**") == 1
    assert text.endswith("\nNot shown here: 21 warnings. `kaizen-agentic check` prints them all.\n")


def test_nothing_is_said_to_be_left_out_when_everything_is_shown() -> None:
    assert "Not shown" not in render_report_markdown(Report((number_as_version(),) * 50, 1))


def test_a_comment_never_outgrows_its_limit() -> None:
    text = render_report_markdown(Report((unknown_agent(message="x" * 90_000), *(hostile() for _ in range(400))), 1))

    assert len(text) < LIMIT_OF_A_COMMENT
    assert "x … (cut)" in text
    assert "Not shown here: " in text
