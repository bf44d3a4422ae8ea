from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaizen_site.model.catalogue import EventAttribute, EventType
from kaizen_site.model.diagnostic import Parsed
from kaizen_site.model.source import Source
from kaizen_site.parse.event_type import read_event_type

GOOD = """\
---
type_id: example.report.sent
version: "1.0"
publisher: example
governance: custodian
status: active
---

# example.report.sent

A report has been sent.

## Attributes

| Name | Type | Required | Description |
|---|---|---|---|
| `agent` | string | yes | Who wrote it |
| summary.pages | `integer` | no | How long, `a` \\| `b` |

## Example
"""


def read(text: str) -> Parsed[EventType]:
    return read_event_type(Source("event-types/example.report.sent.md", text.encode()))


def find(text: str) -> list[tuple[str, str, int, int]]:
    parsed = read(text)
    assert parsed.document is not None
    spans = [(one, parsed.document.locate(one.where)) for one in parsed.diagnostics]
    return [(one.card.slug, str(one.weight), span.line, span.column) for one, span in spans]


def attributes(text: str) -> list[str]:
    value = read(text).value
    return [] if value is None else [attribute.name for attribute in value.attributes]


def test_front_matter_and_table_are_read() -> None:
    parsed = read(GOOD)
    assert parsed.diagnostics == ()
    value = parsed.value
    assert value is not None
    assert (value.type_id, value.version, value.publisher) == ("example.report.sent", "1.0", "example")
    assert (value.governance, value.status) == ("custodian", "active")
    assert value.attributes == (
        EventAttribute("agent", "string", True, "Who wrote it"),
        EventAttribute("summary.pages", "integer", False, "How long, `a` | `b`"),
    )


def test_the_older_key_id_is_taken_for_the_type() -> None:
    value = read(GOOD.replace("type_id", "id")).value
    assert value is not None
    assert value.type_id == "example.report.sent"


def test_a_table_without_outer_bars_is_read() -> None:
    table = "Name | Type | Required\n--- | --- | ---\nagent | string | yes\npages | integer | no\n"
    assert attributes(GOOD[: GOOD.index("| Name")] + table) == ["agent", "pages"]


def test_a_table_in_a_code_block_is_none() -> None:
    text = GOOD.replace("## Attributes\n", "## Attributes\n\n```\n| Name | Type |\n|---|---|\n| no | no |\n```\n")
    assert attributes(text) == ["agent", "summary.pages"]


def test_a_table_with_the_right_columns_is_taken_under_another_heading() -> None:
    assert attributes(GOOD.replace("## Attributes", "## Payload")) == ["agent", "summary.pages"]


def test_another_table_above_does_not_stand_in_the_way() -> None:
    text = GOOD.replace(
        "## Attributes", "| Name | Type | Required |\n|---|---|---|\n| x | string | no |\n\n## Attributes"
    )
    assert attributes(text) == ["agent", "summary.pages"]


@pytest.mark.parametrize(
    ("old", "new", "rule", "severity", "line", "column"),
    [
        ("type_id: example.report.sent\n", "", "event-type/type-id-missing", "error", 1, 1),
        ("type_id: example.report.sent\n", "type_id:\n", "event-type/type-id-missing", "error", 2, 1),
        ("type_id: example.report.sent", "type_id: Report", "event-type/type-id-invalid", "error", 2, 10),
        ("type_id: example.report.sent", "type_id: example.report", "event-type/file-mismatch", "warning", 2, 10),
        ("type_id: example.report.sent", "typeid: example.report.sent", "event-type/unknown-key", "error", 2, 1),
        ('version: "1.0"', "version: 1.0", "event-type/version-not-string", "warning", 3, 10),
        ('version: "1.0"\n', "", "event-type/version-missing", "error", 1, 1),
        ("publisher: example", "publisher: [example]", "event-type/field-not-text", "error", 4, 12),
        ("status: active", "status: {a: b}", "event-type/field-not-text", "error", 6, 9),
        ("status: active", "stage: active", "event-type/unknown-key", "warning", 6, 1),
        ("| string | yes", "| strin | yes", "event-type/attribute-type-unknown", "warning", 17, 13),
        ("| string | yes", "| | yes", "event-type/attribute-type-unknown", "warning", 17, 13),
        ("| string | yes", "| string | sure", "event-type/attribute-invalid", "error", 17, 22),
        ("`agent`", "`the agent`", "event-type/attribute-invalid", "error", 17, 4),
        ("| `agent` | string | yes | Who wrote it |", "| agent |", "event-type/attribute-invalid", "error", 17, 3),
        ("summary.pages", "agent", "event-type/duplicate-attribute", "error", 18, 3),
        ("| Required |", "| Needed |", "event-type/attribute-invalid", "error", 15, 3),
    ],
)
def test_a_fault_gives_one_finding(old: str, new: str, rule: str, severity: str, line: int, column: int) -> None:
    assert old in GOOD
    assert find(GOOD.replace(old, new, 1)) == [(rule, severity, line, column)]


def test_a_file_without_a_table_is_warned_about() -> None:
    assert find(GOOD[: GOOD.index("## Attributes")]) == [("event-type/attributes-missing", "warning", 1, 1)]


@given(st.lists(st.sampled_from(GOOD.split("\n")) | st.text(alphabet="|-` ab\\", max_size=20), max_size=30))
def test_any_table_is_read_without_an_exception(lines: list[str]) -> None:
    text = GOOD[: GOOD.index("| Name")] + "\n".join(lines)
    parsed = read(text)
    assert parsed.document is not None
    for diagnostic in parsed.diagnostics:
        assert 1 <= parsed.document.locate(diagnostic.where).line <= text.count("\n") + 1


@pytest.mark.parametrize(
    ("version", "said"),
    [
        ("v1.0", 'write `version: "1.0"`'),
        ("Version 2", 'write `version: "2"`'),
        ("latest", 'Write two or three numbers with dots, such as `version: "1.0"`.'),
        ("1.", 'Write two or three numbers with dots, such as `version: "1.0"`.'),
        ("1.2.3.4", 'Write two or three numbers with dots, such as `version: "1.0"`.'),
    ],
)
def test_a_version_is_made_of_numbers(version: str, said: str) -> None:
    text = GOOD.replace('"1.0"', f'"{version}"')
    assert find(text) == [("event-type/version-invalid", "warning", 3, 10)]
    assert read(text).diagnostics[0].help == said


@pytest.mark.parametrize("version", ["1", "1.0", "1.0.2", "2.0.0-rc.1"])
def test_usual_versions_are_fine(version: str) -> None:
    assert find(GOOD.replace('"1.0"', f'"{version}"')) == []


def test_a_type_id_must_fit_into_a_subject() -> None:
    long = "example." + "x" * 200
    parsed = read_event_type(Source(f"event-types/{long}.md", GOOD.replace("example.report.sent", long).encode()))
    (one,) = parsed.diagnostics
    assert one.card.slug == "event-type/type-id-invalid"
    assert one.message == "the type id has 208 characters; at most 200 are possible"
