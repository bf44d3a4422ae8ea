"""The JSON report keeps its published schema."""

from __future__ import annotations

import json

from jsonschema import Draft202012Validator

from kaizen_site.model.diagnostic import Card, Edit, Finding, Fix, Note, Report, Severity, Suppressed
from kaizen_site.model.source import Span
from kaizen_site.render.report_json import render_report_json
from kaizen_site.schemas import load_schema
from tests.render.findings import HARD, HOSTILE

CARD = Card("KZ303", "schedule/version-not-string", Severity.WARNING, "s", "w.", "r.")
MARK = "a" * 32
FIX = Fix("quote it", (Edit(Span(1, 10, 1, 11), '"1"'),))
NOTE = Note("b.yml", Span(2, 1, 2, 3), "there")
FINDING = Finding(
    CARD, Severity.WARNING, "m", "a.yml", Span(1, 10, 1, 11), "quote it", (NOTE,), FIX, ((1, "version: 1"),)
)


def test_the_report_is_valid_against_its_schema() -> None:
    document = json.loads(render_report_json(Report((FINDING,), 3, (("schedules", 3),)), (MARK,)))

    Draft202012Validator(load_schema("report")).validate(document)
    assert document["summary"] == {"errors": 0, "warnings": 1, "files": 3, "checked": {"schedules": 3}}


def test_a_finding_carries_place_help_related_places_and_fix() -> None:
    (row,) = json.loads(render_report_json(Report((FINDING,), 1), (MARK,), docs_url="https://x.example/"))["findings"]

    assert (row["path"], row["line"], row["column"], row["end_line"], row["end_column"]) == ("a.yml", 1, 10, 1, 11)
    assert row["fingerprint"] == MARK
    assert row["rule"] == "schedule/version-not-string"
    assert row["url"] == "https://x.example/rules/schedule-version-not-string/"
    assert row["related"][0]["path"] == "b.yml"
    assert row["fix"]["edits"][0]["replacement"] == '"1"'


def test_the_schema_refuses_a_report_without_findings_list() -> None:
    assert not Draft202012Validator(load_schema("report")).is_valid({"version": "1", "summary": {}})


def test_a_suppressed_finding_is_listed_apart_with_who_said_so_and_why() -> None:
    report = Report((), 1, (), (Suppressed(FINDING, "configuration", "a copy of theirs"),))
    document = json.loads(render_report_json(report, (MARK,)))

    Draft202012Validator(load_schema("report")).validate(document)
    (row,) = document["suppressed"]
    assert (row["rule"], row["fingerprint"]) == ("schedule/version-not-string", MARK)
    assert row["suppression"] == {"kind": "configuration", "reason": "a copy of theirs"}


def test_half_a_surrogate_pair_is_written_as_an_escape() -> None:
    text = render_report_json(HARD, (MARK, "b" * 32))

    assert text.encode("utf-8")
    assert json.loads(text)["findings"][0]["message"] == HOSTILE
