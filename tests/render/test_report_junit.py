"""JUnit XML, read by an XML parser."""

from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest

from kaizen_site.model.diagnostic import Report, Severity
from kaizen_site.render.report import escape
from kaizen_site.render.report_junit import render_junit
from tests.render.findings import CLEAN, HARD, HOSTILE, HOSTILE_PATH, ORDINARY, suppressed, unknown_agent


def read(report: Report) -> ET.Element:
    return ET.fromstring(render_junit(report).encode("utf-8"))  # noqa: S314 - our own output


def test_a_clean_report_is_one_passing_case_that_says_what_was_checked() -> None:
    assert render_junit(CLEAN) == (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<testsuites name="kaizen-agentic check" tests="1" failures="0" skipped="0" errors="0">\n'
        '  <testsuite name="kaizen-agentic check" tests="1" failures="0" skipped="0" errors="0">\n'
        '    <testcase classname="kaizen-agentic check" '
        'name="All fine: 20 agents, 1 decision, 2 event types" />\n'
        "  </testsuite>\n"
        "</testsuites>\n"
    )


def test_an_error_fails_a_warning_passes_with_its_text_and_what_is_suppressed_is_skipped() -> None:
    root = read(ORDINARY)
    (suite,) = root
    warning, error, skipped = suite

    assert (suite.get("name"), suite.get("tests"), suite.get("failures"), suite.get("skipped")) == (
        ".kaizen/schedule.yml",
        "3",
        "1",
        "1",
    )
    assert [child.tag for child in warning] == ["system-out"]
    assert [child.tag for child in error] == ["failure"]
    assert [(child.tag, child.get("message")) for child in skipped] == [("skipped", "moves away in spring")]
    assert root.get("failures") == "1"


def test_a_failure_has_the_text_that_a_terminal_shows() -> None:
    (failure,) = read(ORDINARY).iter("failure")

    assert failure.get("type") == "schedule/agent-unknown"
    assert failure.get("message") == "no agent named `optimisation`"
    assert "\n4 |   optimisation:\n  |   ^^^^^^^^^^^^\n" in (failure.text or "")


def test_a_case_has_its_file_and_line_and_a_name_without_a_line() -> None:
    first = read(Report((unknown_agent(4),), 1)).find(".//testcase")
    moved = read(Report((unknown_agent(5),), 1)).find(".//testcase")

    assert first is not None
    assert moved is not None
    assert (first.get("file"), first.get("line"), moved.get("line")) == (".kaizen/schedule.yml", "4", "5")
    assert first.get("name") == moved.get("name") == "schedule/agent-unknown: no agent named `optimisation`"


def test_cases_of_one_file_have_different_names() -> None:
    names = [case.get("name") for case in read(Report((unknown_agent(4), unknown_agent(6)), 1)).iter("testcase")]

    assert names == [
        "schedule/agent-unknown: no agent named `optimisation`",
        "schedule/agent-unknown: no agent named `optimisation` (2)",
    ]


@pytest.mark.parametrize("severity", [Severity.WARNING, Severity.INFO, Severity.HINT])
def test_only_errors_fail(severity: Severity) -> None:
    assert read(Report((unknown_agent(severity=severity),), 1)).get("failures") == "0"


def test_a_suppression_without_a_reason_says_who_suppressed() -> None:
    (skipped,) = read(Report((), 1, (), (suppressed(reason=""),))).iter("skipped")

    assert skipped.get("message") == "ignore"


def test_characters_that_xml_forbids_are_visible_escapes_and_no_word_ends_its_element() -> None:
    root = read(HARD)
    (suite,) = root
    (failure,) = root.iter("failure")

    assert suite.get("name") == escape(HOSTILE_PATH)
    assert failure.get("message") == escape(HOSTILE)
    assert "\\x00" in escape(HOSTILE)
    assert "]]></failure>" in (failure.text or "")
