"""A memory is kept as written; its front matter is judged mildly."""

from __future__ import annotations

import pytest

from kaizen_site.model.diagnostic import Parsed
from kaizen_site.model.memory import Memory
from kaizen_site.model.source import Source
from kaizen_site.parse.memory import read_memory

TEXT = """---
agent: coach
project: payments
last_updated: 2026-11-16
session_count: 4
---

# Memory

## Session Log

- 2026-11-16 · note delivered · success
"""


def read(text: str) -> Parsed[Memory]:
    return read_memory(Source("m.md", text.encode()), "coach")


def test_a_memory_is_read_whole() -> None:
    parsed = read(TEXT)
    assert parsed.diagnostics == ()
    assert parsed.value is not None
    assert parsed.value == Memory("coach", "payments", "2026-11-16", 4, TEXT, parsed.value.body)
    assert parsed.value.body.startswith("\n# Memory")


@pytest.mark.parametrize("written", ['"2026-11-16"', "2026-11-16T09:20:00Z", "2026-11-16 09:20:00"])
def test_a_date_may_be_quoted_or_have_a_time(written: str) -> None:
    value = read(TEXT.replace("2026-11-16\nsession", f"{written}\nsession")).value
    assert value is not None
    assert value.last_updated == "2026-11-16"


@pytest.mark.parametrize(
    ("old", "new", "line", "column", "words"),
    [
        (
            "2026-11-16\nsession",
            "2026-13-01\nsession",
            4,
            15,
            '`last_updated` is the text "2026-13-01", which is no date',
        ),
        ("2026-11-16\nsession", "[]\nsession", 4, 15, "`last_updated` is a list, which is no date"),
        ("count: 4", "count: some", 5, 16, '`session_count` is the text "some", which is no whole number'),
        ("count: 4", "count: -1", 5, 16, "`session_count` is the number -1, which is no whole number"),
        (
            "agent: coach",
            "agent: caoch",
            2,
            8,
            "the memory says it is of `caoch`, but it lies in the folder of `coach`",
        ),
        ("session_count: 4\n", "", 1, 1, "the front matter lacks `session_count`"),
        ("project: payments\nlast_updated: 2026-11-16\n", "", 1, 1, "the front matter lacks `project`, `last_updated`"),
        ("agent: coach", "agent: [", 2, 8, "the front matter can't be read: "),
        ("agent: coach", "agent: coach\nagent: coach", 3, 1, "the key `agent` stands twice"),
        ("---\n\n# Memory", "# Memory", 1, 1, "the front matter opened on line 1 has no closing `---`"),
    ],
)
def test_a_fault_of_the_front_matter_is_one_warning_and_the_text_is_kept(
    old: str, new: str, line: int, column: int, words: str
) -> None:
    text = TEXT.replace(old, new)
    parsed = read(text)
    (diagnostic,) = parsed.diagnostics
    assert parsed.document is not None
    span = parsed.document.locate(diagnostic.where)
    assert (diagnostic.card.slug, str(diagnostic.weight)) == ("fleet/memory-invalid", "warning")
    assert ((span.line, span.column), diagnostic.message[: len(words)]) == ((line, column), words)
    assert parsed.value is not None
    assert parsed.value.text == text


def test_a_memory_without_front_matter_is_used_and_warned_about() -> None:
    parsed = read("just notes\n")
    assert parsed.value == Memory("coach", None, None, None, "just notes\n", "just notes\n")
    assert [diagnostic.card.slug for diagnostic in parsed.diagnostics] == ["fleet/memory-invalid"]


def test_bytes_that_are_no_text_give_no_memory() -> None:
    parsed = read_memory(Source("m.md", b"\xff\xfe"), "coach")
    assert parsed.value is None
    assert [diagnostic.card.slug for diagnostic in parsed.diagnostics] == ["text/not-utf-8"]


def test_a_memory_that_was_not_read_gives_none() -> None:
    parsed = read_memory(Source("m.md", b"", "is not a regular file"), "coach")
    assert parsed.value is None
    assert [diagnostic.card.slug for diagnostic in parsed.diagnostics] == ["text/not-read"]
