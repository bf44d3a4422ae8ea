"""SARIF as its schema and its readers take it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest
from jsonschema import Draft7Validator

from kaizen_site.cards.registry import all_cards
from kaizen_site.model.diagnostic import Finding, Report, Severity, Suppressed
from kaizen_site.model.source import Span
from kaizen_site.render.report_sarif import render_sarif
from tests.render.findings import (
    CARDS,
    CLEAN,
    FIRST,
    HARD,
    HOSTILE,
    HOSTILE_PATH,
    INTERNAL,
    ORDINARY,
    PATH,
    SECOND,
    THIRD,
    unknown_agent,
)

SCHEMA = json.loads((Path(__file__).parent / "schemas" / "sarif-schema-2.1.0.json").read_text("utf-8"))
MARKS = (FIRST, SECOND, THIRD)


def run_of(report: Report, docs_url: str | None = None) -> dict[str, Any]:
    """The only run of a log that is valid against the schema."""
    count = len(report.findings) + len(report.suppressed)
    document = json.loads(render_sarif(report, MARKS[:count], CARDS, version="0.1.0", docs_url=docs_url))
    Draft7Validator(SCHEMA).validate(document)
    (run,) = document["runs"]
    result: dict[str, Any] = run
    return result


def region_of(span: Span) -> dict[str, int]:
    finding = Finding(CARDS[0], Severity.ERROR, "m", PATH, span, None, (), None, ())
    (result,) = run_of(Report((finding,), 1))["results"]
    region: dict[str, int] = result["locations"][0]["physicalLocation"]["region"]
    return region


@pytest.mark.parametrize("report", [ORDINARY, HARD, CLEAN], ids=["ordinary", "hostile", "clean"])
@pytest.mark.parametrize("docs_url", [None, "https://kaizen.example.org/"])
def test_the_log_is_valid_against_the_schema(report: Report, docs_url: str | None) -> None:
    assert len(run_of(report, docs_url)["results"]) == len(report.findings) + len(report.suppressed)


def test_the_log_with_all_rules_is_valid() -> None:
    document = json.loads(render_sarif(CLEAN, (), all_cards()))

    Draft7Validator(SCHEMA).validate(document)
    assert [rule["id"] for rule in document["runs"][0]["tool"]["driver"]["rules"]] == [c.code for c in all_cards()]


def test_the_schema_refuses_a_region_of_line_0() -> None:
    document = json.loads(render_sarif(ORDINARY, MARKS, CARDS))
    document["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["region"]["startLine"] = 0

    assert not Draft7Validator(SCHEMA).is_valid(document)


def test_a_rule_has_its_texts_its_default_level_and_its_page() -> None:
    rule = run_of(CLEAN, "https://kaizen.example.org/")["tool"]["driver"]["rules"][1]

    assert rule == {
        "id": "KZ304",
        "name": "schedule/version-not-string",
        "shortDescription": {"text": "A version is a number"},
        "fullDescription": {"text": "Why."},
        "help": {
            "text": "Why.\n\nQuote it.\n\nExamples: kaizen-agentic rule KZ304",
            "markdown": "Why.\n\n**What to do:** Quote it.\n\nExamples: `kaizen-agentic rule KZ304`",
        },
        "helpUri": "https://kaizen.example.org/rules/schedule-version-not-string/",
        "defaultConfiguration": {"level": "warning"},
        "properties": {"tags": ["schedule"]},
    }


def test_without_a_site_a_rule_has_an_absolute_name_all_the_same() -> None:
    for rule in run_of(CLEAN)["tool"]["driver"]["rules"]:
        assert urlsplit(rule["helpUri"]).scheme


def test_a_result_has_its_place_its_fingerprint_its_related_place_and_its_fix() -> None:
    run = run_of(ORDINARY)
    result = run["results"][1]
    place = {"uri": ".kaizen/schedule.yml", "uriBaseId": "%SRCROOT%"}
    region = {"startLine": 4, "startColumn": 3, "endLine": 4, "endColumn": 15}

    assert run["columnKind"] == "unicodeCodePoints"
    assert "%SRCROOT%" in run["originalUriBaseIds"]
    assert result == {
        "ruleId": "KZ301",
        "ruleIndex": 0,
        "level": "error",
        "message": {"text": "no agent named `optimisation`\ndid you mean `optimization`?"},
        "locations": [{"physicalLocation": {"artifactLocation": place, "region": region}}],
        "relatedLocations": [
            {
                "id": 1,
                "physicalLocation": {
                    "artifactLocation": {"uri": "agents/agent-optimization.md", "uriBaseId": "%SRCROOT%"},
                    "region": {"startLine": 2, "startColumn": 7, "endLine": 2, "endColumn": 19},
                },
                "message": {"text": "this one is installed"},
            }
        ],
        "partialFingerprints": {"kaizenFindingHash/v1": SECOND},
        "fixes": [
            {
                "description": {"text": "write `optimization`"},
                "artifactChanges": [
                    {
                        "artifactLocation": place,
                        "replacements": [{"deletedRegion": region, "insertedContent": {"text": "optimization"}}],
                    }
                ],
                "properties": {"safe": False},
            }
        ],
        "suppressions": [],
    }


def test_the_index_of_a_rule_leads_to_the_rule() -> None:
    run = run_of(ORDINARY)

    for result in run["results"]:
        assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"]


@pytest.mark.parametrize(
    ("severity", "level"),
    [
        (Severity.ERROR, "error"),
        (Severity.WARNING, "warning"),
        (Severity.INFO, "note"),
        (Severity.HINT, "note"),
    ],
)
def test_the_level_is_that_of_the_finding_not_of_the_rule(severity: Severity, level: str) -> None:
    (result,) = run_of(Report((unknown_agent(severity=severity),), 1))["results"]

    assert result["level"] == level


@pytest.mark.parametrize(
    ("span", "region"),
    [
        (Span(0, 0, 0, 0), (1, 1, 1, 1)),
        (Span(3, 5, 3, 5), (3, 5, 3, 5)),
        (Span(3, 5, 3, 2), (3, 5, 3, 5)),
        (Span(3, 5, 4, 1), (3, 5, 4, 1)),
    ],
    ids=["zeros", "an insertion", "an end before its start", "over a line end"],
)
def test_a_region_is_never_0_and_never_ends_before_it_starts(span: Span, region: tuple[int, ...]) -> None:
    assert tuple(region_of(span).values()) == region


def test_a_suppressed_finding_is_kept_with_its_reason() -> None:
    report = Report(
        (), 1, (), (Suppressed(unknown_agent(), "ignore", "later"), Suppressed(unknown_agent(9), "baseline", ""))
    )
    first, second = run_of(report)["results"]

    assert first["suppressions"] == [{"kind": "inSource", "justification": "later", "properties": {"by": "ignore"}}]
    assert second["suppressions"] == [{"kind": "external", "properties": {"by": "baseline"}}]


def test_a_path_is_a_percent_encoded_relative_uri_that_leads_back_to_the_path() -> None:
    (result, _) = run_of(HARD)["results"]
    uri = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]

    assert urlsplit(uri) == ("", "", uri, "", "")
    assert uri.isascii()
    assert unquote(uri) == HOSTILE_PATH


def test_the_words_of_a_file_never_become_a_link_in_a_message() -> None:
    (result, _) = run_of(HARD)["results"]

    assert "](" not in result["message"]["text"]
    assert "\x1b" not in result["message"]["text"]


def test_the_replacement_is_kept_to_the_letter() -> None:
    (result, _) = run_of(HARD)["results"]
    (change,) = result["fixes"][0]["artifactChanges"]

    assert change["replacements"][0]["insertedContent"]["text"] == HOSTILE


def test_a_failure_of_ours_makes_the_execution_unsuccessful() -> None:
    failure = Finding(INTERNAL, Severity.ERROR, "m", PATH, Span(1, 1, 1, 1), None, (), None, ())

    assert run_of(ORDINARY)["invocations"] == [{"executionSuccessful": True}]
    assert run_of(Report((failure,), 1))["invocations"] == [{"executionSuccessful": False}]


def test_the_same_report_gives_the_same_bytes() -> None:
    assert render_sarif(ORDINARY, MARKS, CARDS) == render_sarif(ORDINARY, MARKS, CARDS)
