"""A record is read in whatever dialect it was written; every field says where it was found."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kaizen_site.model.catalogue import Decision
from kaizen_site.model.diagnostic import Parsed
from kaizen_site.model.source import Source
from kaizen_site.parse.decision import read_decision

OURS = """---
id: ADR-001
title: One
status: accepted
date: "2026-06-17"
---

# ADR-001: One

## Status

Accepted

## Context

We had to choose.
"""


def read(text: str, path: str = "docs/adr/ADR-001-one.md") -> Parsed[Decision]:
    return read_decision(Source(path, text.encode()), "docs/adr")


def decision(text: str, path: str = "docs/adr/0007-x.md") -> Decision:
    value = read(text, path).value
    assert value is not None
    return value


def found(text: str, path: str = "docs/adr/ADR-001-one.md") -> list[tuple[str, str, int, int]]:
    parsed = read(text, path)
    assert parsed.document is not None
    rows = []
    for one in parsed.diagnostics:
        span = parsed.document.locate(one.where)
        rows.append((one.card.slug, str(one.weight), span.line, span.column))
    return rows


def change(line: int, text: str, source: str = OURS) -> str:
    lines = source.split("\n")
    lines[line - 1] = text
    return "\n".join(lines)


def test_our_own_record_is_read_whole() -> None:
    record = decision(OURS, "docs/adr/ADR-001-one.md")
    assert (record.id, record.number, record.slug, record.title) == ("ADR-001", 1, "adr-001", "One")
    assert (record.status, record.status_raw, record.status_line) == ("accepted", "accepted", 4)
    assert (record.date, record.date_source) == ("2026-06-17", "front matter: date")
    assert (record.log, record.dialect, record.body_line) == ("docs/adr", "front-matter", 7)
    assert found(OURS) == []


def test_a_misspelt_status_gets_a_suggestion_and_no_conflict() -> None:
    text = change(4, "status: acepted")
    assert found(text) == [("adr/status-unknown", "warning", 4, 9)]
    help_text = read(text).diagnostics[0].help
    assert help_text is not None
    assert help_text.startswith("did you mean `accepted`? The words are draft, proposed, accepted")
    assert decision(text).status == "unknown"


def test_id_and_file_name_must_give_the_same_number() -> None:
    text = change(2, "id: ADR-006")
    assert found(text, "docs/adr/ADR-007-seven.md") == [("adr/id-file-mismatch", "error", 2, 5)]
    assert read(text, "docs/adr/ADR-007-seven.md").diagnostics[0].message == "the id says 6, the file's name says 7"
    assert found(change(2, "id: 1")) == []
    assert found(change(2, "id: 0001-one")) == []
    assert found(change(2, "id: intro")) == []


@pytest.mark.parametrize("status", ["Superseded", "Superseded by ADR-002", "Rejected.", "**Deprecated**"])
def test_two_statuses_name_both_lines_and_front_matter_is_shown(status: str) -> None:
    text = change(12, status)
    assert found(text) == [("adr/status-conflict", "error", 4, 9)]
    parsed = read(text)
    finding = parsed.diagnostics[0]
    assert "(line 4)" in finding.message
    assert "(line 12)" in finding.message
    assert parsed.document is not None
    assert parsed.document.locate(finding.related[0].where).line == 12
    assert decision(text).status == "accepted"


def test_words_for_the_same_status_are_no_conflict() -> None:
    assert found(change(12, "Implemented on 2026-07-01")) == []
    assert found(change(12, "A bloogy woogy woo")) == []


def test_a_date_that_does_not_exist_is_an_error_at_the_value() -> None:
    assert found(change(5, "date: 2026-13-01")) == [("adr/date-invalid", "error", 5, 7)]
    assert found(change(5, "date: soon")) == [("adr/date-invalid", "error", 5, 7)]
    assert decision(change(5, "date: 2026-13-01")).date is None


def test_an_ambiguous_date_is_a_warning_unless_the_file_shows_the_order() -> None:
    text = change(5, "date: 06/07/2026")
    assert found(text) == [("adr/date-ambiguous", "warning", 5, 7)]
    assert decision(text).date is None
    assert decision(text + "\nReviewed on 06/17/2026.\n").date == "2026-06-07"


def test_malformed_front_matter_is_one_error_and_the_rest_is_used() -> None:
    text = change(3, "title: One: two")
    assert [row[:3] for row in found(text)] == [("yaml/syntax", "error", 3)]
    record = decision(text, "docs/adr/ADR-001-one.md")
    assert (record.status, record.date, record.id, record.title) == ("accepted", "2026-06-17", "ADR-001", "One: two")


def test_unclosed_front_matter_is_one_error_and_the_rest_is_used() -> None:
    text = change(6, "")
    assert found(text) == [("front-matter/not-closed", "error", 1, 1)]
    assert decision(text).status == "accepted"


def test_records_without_front_matter_are_normal() -> None:
    assert found(OURS.split("---\n")[2]) == []
    assert found("---\n\n# ADR-001: One\n\nStatus: accepted\n\n---\n\nMore.\n") == []
    assert found("---\n---\n# One\n") == []


def test_a_missing_status_is_no_finding() -> None:
    record = decision("# One\n\n## Context\n\nAccepted practice is old.\n")
    assert (record.status, record.status_raw, record.status_line) == ("not stated", None, None)
    assert found("# One\n\n## Context\n\nText.\n") == []


def test_a_record_without_a_title_is_shown_by_its_name() -> None:
    assert found("This is no record.", "docs/adr/0003-bad-formatting.md") == [("adr/title-missing", "warning", 1, 1)]
    assert decision("This is no record.", "docs/adr/0003-bad-formatting.md").title == "bad formatting"


@pytest.mark.parametrize(
    ("title", "plain"),
    [
        ("# 7. Use Rust", "Use Rust"),
        ("# ADR-0007: Use Rust", "Use Rust"),
        ("# ADR000: Use Rust", "Use Rust"),
        ("# ADR 101 - Use Rust", "Use Rust"),
        ("# TITLE: Use Rust", "Use Rust"),
        ("# [ADR-7] Use **Rust** and `cargo`", "Use Rust and cargo"),
        ("# Use Rust [DEPRECATED]", "Use Rust"),
        ("Use Rust\n===", "Use Rust"),
        ("## Use Rust", "Use Rust"),
        ("# 12 factors", "12 factors"),
        ("# 2024 - the year", "2024 - the year"),
    ],
)
def test_the_number_in_front_of_a_title_is_taken_off(title: str, plain: str) -> None:
    assert decision(f"{title}\n\nText.\n").title == plain


DIALECTS = {
    "nygard": "# 7. X\n\nDate: 2020-01-02\n\n## Status\n\nAccepted\n\n## Context\n",
    "madr-2": "# X\n\n* Status: accepted\n* Date: 2020-01-02\n* Deciders: A, B\n\n## Context\n",
    "bold-list": "# X\n\n- **Status:** Active\n- **Last Modified:** 2020-01-02\n\n### Context\n",
    "repeated-title": "# X\n\n## X\n\n* **Status:** Active\n* **Date:** 2020-01-02\n\n### Context\n",
    "bold-lines": "# X\n\n**Status**: Accepted  \n**Date**: 2020-01-02\n\n---\n\n## Context\n",
    "one-line": "# X\n\n**Status:** Accepted | **Date:** 2020-01-02 | **Deciders:** A\n\n## Context\n",
    "bare-lines": "# X\n\nStatus: Accepted\nDate: January 2nd, 2020\n\n### Context\n",
    "emoji": "# X\n\n🟢 **Status:** ✅ Accepted\n📅 **Date:** 2020-01-02\n\n## Context\n",
    "vertical-table": "# X\n\n|Metadata|Value|\n|---|---|\n|Date|2020-01-02|\n|Status|Implemented|\n\n## Context\n",
    "arc42": "# X\n\n| | |\n|---|---|\n| **Status** | Accepted |\n| **Date** | 2.1.2020 |\n\n## Context\n",
    "horizontal-table": "# TITLE: X\n\n| CREATED DATE | LAST UPDATED | STATUS |\n| :---: | :---: | :---: |\n"
    "| 01/02/2020 | 01/15/2020 | Accepted |\n\n## CONTEXT\n",
    "quote": "# X\n\nDate: 2020-01-02\n\n## Status\n\n> Accepted\n\n## Context\n",
    "sections": "# X\n\n## Status\n**Accepted**\n\n## Date\n2020-01-02\n\n## Context\n",
    "inline-sections": "# X\n\n## Status: Accepted\n\n## Date: 2020-01-02\n\n## Context\n",
    "setext": "X\n=\n\nStatus\n------\n\nAccepted 2020-01-02\n\nContext\n-------\n\nText.\n",
    "bold-headings": "# X\n\n**Status**\n\nAccepted\n\n**Date**\n\n2020-01-02\n\n**Context**\n\nText.\n",
    "numbered": "# X\n\n## 1. Status\n\nAccepted (2020-01-02)\n\n## 2. Context\n",
    "late": "# X\n\n## Changelog\n\n- 02-01-2020: Reviewed\n- 18-12-2019: First\n\n## Status\n\nApproved.\n",
    "badges": "# X\n\n![status](https://img.shields.io/badge/status-accepted-green) "
    "![date](https://img.shields.io/badge/date-2020--01--02-lightgrey)\n\n## Context\n",
    "checkboxes": "# X\n\nDate: 2020-01-02\n\n## Status\n\n- [ ] Proposed\n- [x] Accepted\n\n## Context\n",
    "comments": "<!-- a note -->\n\n# X\n\nDate: 2020-01-02\n\n## Status\n\n<!-- proposed\nor rejected -->\nAccepted\n",
    "metadata-section": "# X\n\n## Metadata\n\n- Status: Accepted\n- Date: 2020-01-02\n\n## Context\n",
    "crlf": "# X\r\n\r\n* Status: accepted\r\n* Date: 2020-01-02\r\n\r\n## Context\r\n",
    "toml": '+++\ntitle = "X"\ndate = 2020-01-02\nstatus = "accepted"\n+++\n\n## Context\n',
    "docusaurus": "---\nslug: 7\ntitle: |\n  7. X\ntags: [Accepted]\ndate: 2020-01-02\n---\n\n## Context\n",
    "braces": "---\nstatus: { accepted }\ndate: { 2020-01-02 }\n---\n# X\n",
    "any-case": "---\nSTATUS: Accepted\nDate: 2020-01-02\nSuperseded_By: null\n---\n# X\n",
    "history": "# X\n\nDate: 2020-01-02\n\n## Status\n\n- 2020-01-01: Proposed\n- 2020-01-02: Accepted\n\n## Context\n",
    "history-table": "# X\n\n## Status\n\n| Date | Status |\n|---|---|\n| 2019-12-01 | Proposed |\n"
    "| 2020-01-02 | Accepted |\n\n## Context\n",
    "date-line": "# X\n\n*January 2, 2020*\n\n## Status\n\nAccepted\n",
}


@pytest.mark.parametrize("name", DIALECTS)
def test_each_dialect_gives_status_date_and_title(name: str) -> None:
    record = decision(DIALECTS[name])
    assert (record.status, record.date, record.title) == ("accepted", "2020-01-02", "X")
    assert found(DIALECTS[name], "docs/adr/0007-x.md") == []


def test_the_date_comes_from_the_file_name_last() -> None:
    record = decision("# X\n\n## Status\n\nAccepted\n", "adr/2021_06_05_x.md")
    assert (record.date, record.date_source, record.number, record.id) == (
        "2021-06-05",
        "file name",
        None,
        "2021_06_05_x",
    )
    assert decision("# X\n\nDate: 2022-01-01\n", "adr/2021_06_05_x.md").date == "2022-01-01"


def test_created_wins_over_updated() -> None:
    assert decision("---\nupdated: 2021-01-01\n---\n# X\n\nDate: 2020-01-01\n").date == "2020-01-01"
    assert decision("---\nupdated: 2021-01-01\ncreated: 2020-01-01\n---\n# X\n").date == "2020-01-01"


def test_status_lines_of_other_things_are_not_the_records() -> None:
    text = (
        "# X\n\n**Implementation Status:** Implemented\n\n## Options\n\n### One\n\n* **Status:** Accepted\n\n"
        "#### Status\n\nAccepted\n\n```\nStatus: accepted\n```\n\n---\n\n**Status**: ✅ Complete\n"
    )
    assert decision(text).status == "not stated"


def test_an_amendment_below_does_not_change_the_status_above() -> None:
    text = "# X\n\n## Status\n\nAccepted\n\n## Amendment 1\n\n### Status\n\nProposed\n"
    assert decision(text).status == "accepted"


@pytest.mark.parametrize(
    "banner",
    [
        "> **Superseded by [ADR-016](ADR-016-x.md).**\n> More.",
        "> [!WARNING]\n> This decision has been superseded by [ADR-016](ADR-016-x.md).",
        "!!! warning\n    Superseded by [ADR-016](ADR-016-x.md)",
    ],
)
def test_a_banner_counts_when_nothing_else_states_the_status(banner: str) -> None:
    record = decision(f"# X\n\n{banner}\n\n## Context\n")
    assert record.status == "superseded"
    assert [(link.kind, link.target) for link in record.links] == [("superseded-by", "ADR-016-x.md")]


def test_a_banner_takes_a_listed_status_out_of_force_and_is_reported() -> None:
    text = "# X\n\n> Superseded by [ADR-16](0016-x.md)\n\n- Status: accepted\n\n## Context\n"
    assert decision(text).status == "superseded"
    assert found(text, "docs/adr/0007-x.md") == [("adr/status-conflict", "error", 5, 11)]


def test_a_successor_in_a_field_supersedes_whatever_the_status_says() -> None:
    text = change(5, "superseded-by: ADR-002", change(12, ""))
    assert decision(text).status == "superseded"
    assert found(text) == [("adr/status-conflict", "warning", 4, 9)]


def test_a_folder_of_superseded_records_says_what_nothing_else_does() -> None:
    assert decision("---\ntitle: X\n---\nText.\n", "adr/_superseded/2020-01-01-x.md").status == "superseded"
    assert decision("# X\n\nStatus: accepted\n", "adr/rejected/0001-x.md").status == "rejected"


TEMPLATES = [
    """# [short title of solved problem and solution]

* Status: [proposed | rejected | accepted | deprecated | … | superseded by [ADR-0005](0005-example.md)]
* Deciders: [list everyone involved in the decision] <!-- optional -->
* Date: [YYYY-MM-DD when the decision was last updated]
""",
    """---
status: {proposed | rejected | accepted | deprecated | … | superseded by [ADR-0005](0005-example.md)}
date: {YYYY-MM-DD when the decision was last updated}
deciders: {list everyone involved in the decision}
---
# {short title of solved problem and solution}
""",
    """---
status: "{proposed | rejected | accepted | deprecated | … | superseded by ADR-0123}"
date: {YYYY-MM-DD when the decision was last updated}
decision-makers: {list everyone involved}
---
# {short title, representative of solved problem and found solution}
""",
]


@pytest.mark.parametrize("text", TEMPLATES)
def test_a_template_states_nothing_and_each_placeholder_is_named(text: str) -> None:
    record = decision(text)
    assert (record.status, record.date, record.deciders, record.links) == ("not stated", None, (), ())
    assert [row[:2] for row in found(text, "docs/adr/0007-x.md")] == [("adr/placeholder", "warning")] * 4


def test_people_and_tags_are_lists_however_they_are_written() -> None:
    listed = decision("---\ndecision-makers: [A, B]\nconsulted: C, D\ntags: x, y\nauthor: E\n---\n# X\n")
    assert (listed.deciders, listed.consulted, listed.tags) == (("A", "B"), ("C", "D"), ("x", "y"))
    assert listed.extra == {"author": "E"}
    assert decision("# X\n\n- Deciders:\n  - A\n  - [B](b.md)\n- Tags: x; y\n").deciders == ("A", "B")
    assert decision("# X\n\n**Authors**: A\n").deciders == ("A",)


def test_other_metadata_is_kept() -> None:
    record = decision("# X\n\n* Status: accepted\n* Technical Story: #12\n\nRelated PRs: #1, #2\n\n## Context\n")
    assert record.extra == {"technical story": "#12", "related prs": "#1, #2"}


def test_a_byte_order_mark_and_blank_lines_do_not_hide_the_front_matter() -> None:
    parsed = read_decision(Source("adr/0001-x.md", b"\xef\xbb\xbf\n---\nstatus: rejected\n---\n# X\n"), "adr")
    assert parsed.value is not None
    assert parsed.value.status == "rejected"
    assert [one.card.slug for one in parsed.diagnostics] == ["text/byte-order-mark"]


def test_bytes_that_are_no_text_are_an_error_without_a_value() -> None:
    parsed = read_decision(Source("adr/0001-x.md", b"# X\n\nStatus: \xff\n"), "adr")
    assert parsed.value is None
    assert [one.card.slug for one in parsed.diagnostics] == ["text/not-utf-8"]


PIECES = st.sampled_from(
    [
        *(
            "---\n",
            "# X\n",
            "## Status\n",
            "Accepted\n",
            "\n",
            "status: ",
            "Superseded by ",
            "[ADR-2](0002-x.md)",
            "| a | b |\n",
        ),
        *(
            "|---|---|\n",
            "- **Date:** ",
            "2020-13-01",
            "{",
            "}",
            "[",
            "](",
            "<!--",
            "-->",
            "```\n",
            "> ",
            "~~",
            "ADR-1, ",
            "![",
        ),
        *(
            "supersedes: ",
            ": ",
            "\r\n",
            "\t",
            "é",
            "—",
            "📅",
            "&",
            "*",
            "\x00",
            "[x] ",
            "+++\n",
            "===\n",
            ":::\n",
            "!!! note\n",
        ),
    ]
)


@settings(max_examples=300)
@given(st.lists(PIECES, max_size=40).map("".join))
def test_no_arrangement_of_a_records_pieces_raises_and_every_finding_has_a_place(text: str) -> None:
    parsed = read(text)
    for one in parsed.diagnostics:
        assert parsed.document is None or parsed.document.locate(one.where).line >= 1
    assert parsed.document is None or parsed.value is not None


@given(st.binary(max_size=200))
def test_no_bytes_raise(content: bytes) -> None:
    read_decision(Source("adr/0001-x.md", content), "adr")


@given(st.text(max_size=200))
def test_no_text_raises(text: str) -> None:
    read(text)
    read(f"---\n{text}\n---\n# X\n")
    read(f"# X\n\n## Status\n\n{text}\n")
