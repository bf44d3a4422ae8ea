"""Bytes become text, and what a reader can't see is said."""

from __future__ import annotations

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaizen_site.model.diagnostic import Diagnostic
from kaizen_site.model.source import Source, Span
from kaizen_site.parse.text import LineTable, decode, span_at, split_lines


def faults(content: bytes) -> list[tuple[str, Span | None]]:
    _, diagnostics = decode(Source("x.md", content))
    return [(one.card.slug, one.where if isinstance(one.where, Span) else None) for one in diagnostics]


def only(text: str) -> Diagnostic:
    _, diagnostics = decode(Source("x.md", text.encode()))
    assert len(diagnostics) == 1
    return diagnostics[0]


def test_text_keeps_its_line_ends_and_its_digest() -> None:
    content = b"one\r\ntwo\rthree\n"
    text, diagnostics = decode(Source("x.md", content))
    assert text is not None
    assert text.text == "one\r\ntwo\rthree\n"
    assert text.digest == hashlib.sha256(content).hexdigest()
    assert diagnostics == []


def test_a_byte_order_mark_is_taken_off_with_a_warning() -> None:
    text, diagnostics = decode(Source("x.md", b"\xef\xbb\xbfhello"))
    assert text is not None
    assert text.text == "hello"
    assert [(one.card.slug, str(one.weight)) for one in diagnostics] == [("text/byte-order-mark", "warning")]


def test_a_second_byte_order_mark_is_a_character_without_width() -> None:
    assert faults(b"a\xef\xbb\xbfb") == [("text/zero-width-character", Span(1, 2, 1, 3))]


def test_bytes_that_are_not_utf8_are_named_with_offset_and_place() -> None:
    text, diagnostics = decode(Source("x.md", b"good\nb\xffd"))
    assert text is None
    assert diagnostics[0].message == "byte 6 (0xff) is not UTF-8"
    assert diagnostics[0].where == Span(2, 2, 2, 3)


@pytest.mark.parametrize("content", [b"", b" \n\t\r\n", b"\xef\xbb\xbf\n"])
def test_an_empty_file_is_said_to_be_empty(content: bytes) -> None:
    assert faults(content)[-1] == ("text/empty", None)


def test_a_source_that_was_not_read_says_why() -> None:
    text, diagnostics = decode(Source("memory.md", b"", "is not a regular file"))
    assert text is None
    assert [one.card.slug for one in diagnostics] == ["text/not-read"]
    assert diagnostics[0].message == "memory.md is not a regular file"


def test_control_characters_are_one_finding_that_names_them() -> None:
    found = only("a\x00b\x1b[31m\x00")
    assert (found.card.slug, found.where) == ("text/control-character", Span(1, 2, 1, 3))
    assert found.message == "3 control characters: U+0000, U+001B"


def test_line_ends_and_tabs_are_no_control_characters() -> None:
    assert faults(b"a\tb\r\nc\rd\n\xc2\x85") == []


@pytest.mark.parametrize(
    ("text", "points"),
    [
        ("ab\u202ecd", "U+202E"),
        ("ab\u2066cd", "U+2066"),
        ("x\U000e0041\U000e0042", "U+E0041, U+E0042"),
        ("😀\ufe00\ufe01\ufe02\ufe03", "U+FE00, U+FE01, U+FE02, U+FE03"),
        ("🏴" + "".join(chr(0xE0000 + ord(letter)) for letter in "ignore") + "\U000e007f", "U+E0065"),
    ],
)
def test_what_hides_or_reorders_text_is_an_error(text: str, points: str) -> None:
    found = only(text)
    assert (found.card.slug, str(found.weight)) == ("text/hidden-character", "error")
    assert points in found.message


@pytest.mark.parametrize(
    "text",
    [
        "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",
        "👩\u200d💻 and 👨\u200d👩\u200d👧",
        "❤\ufe0f",
        "\u0645\u06cc\u200c\u062e",
        "क\u094d\u200dष",
    ],
)
def test_emoji_and_scripts_that_need_joiners_are_fine(text: str) -> None:
    assert faults(text.encode()) == []


@pytest.mark.parametrize("text", ["a\u200bb", "a\u200db", "x \u2060y", "end\u200f", "\u200c"])
def test_a_character_without_width_in_plain_text_is_a_warning(text: str) -> None:
    found = only(text)
    assert (found.card.slug, str(found.weight)) == ("text/zero-width-character", "warning")


def test_only_three_sequences_end_a_line() -> None:
    assert split_lines("a\nb\r\nc\rd\x85e\u2028f\x0cg") == ["a", "b", "c", "d\x85e\u2028f\x0cg"]


def test_columns_count_code_points() -> None:
    assert span_at("é😀x\nabc", 2, 6) == Span(1, 3, 2, 3)


@given(text=st.text(st.sampled_from("ab😀\n\r\t"), max_size=30), data=st.data())
def test_a_place_leads_back_to_its_offset(text: str, data: st.DataObject) -> None:
    table = LineTable(text)
    offset = data.draw(st.integers(0, len(text)))
    line, column = table.place(offset)
    assert table.offset(line, column) == offset
    lines = split_lines(text)
    assert 1 <= line <= len(lines)


@given(content=st.binary(max_size=200))
def test_no_bytes_make_decoding_fail(content: bytes) -> None:
    text, diagnostics = decode(Source("x.md", content))
    assert text is not None or diagnostics


def test_a_line_over_64_kb_is_reported() -> None:
    one = only("short\n" + "x" * 65_537 + "\n" + "y" * 70_000 + "\n" + "z" * 65_536)
    assert (one.card.slug, str(one.weight), one.where) == ("text/line-too-long", "warning", Span(2, 1, 2, 2))
    assert one.message == "line 2 has 65,537 characters; over 65,536 nobody sees all of it, and 1 more like it"


def test_what_a_program_writes_may_have_long_lines() -> None:
    assert decode(Source("repo.json", b"x" * 70_000))[1] == []
