"""Wherever a character of a scalar stands, in every style, its stretch points at it."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from kaizen_site.parse.scalar import locate_within

WORD = st.text("abcä€😀#:-'\"\\{}*", min_size=1, max_size=5)
BREAK = st.sampled_from(["\n", "\r\n", "\r"])


def scalar(source: str) -> yaml.ScalarNode:
    """The value of the only key of a mapping."""
    node = yaml.compose(source, yaml.CSafeLoader)
    assert isinstance(node, yaml.MappingNode)
    value = node.value[0][1]
    assert isinstance(value, yaml.ScalarNode)
    return value


def find(source: str, part: str) -> str:
    """The stretch of the source that a part of the value was read from."""
    node = scalar(source)
    raw = source[node.start_mark.index : node.end_mark.index]
    first = node.value.index(part)
    begin, end = locate_within(raw, node.style, node.value, first, first + len(part))
    return raw[begin:end]


def check_every_character(source: str) -> None:
    node = scalar(source)
    raw = source[node.start_mark.index : node.end_mark.index]
    before = 0
    for index, character in enumerate(node.value):
        begin, end = locate_within(raw, node.style, node.value, index, index + 1)
        assert begin >= before
        before = end
        read = raw[begin:end]
        if node.style == '"' and read:
            read = yaml.safe_load(f'"{read}"') if read.startswith("\\") else read
        elif node.style == "'":
            read = read.replace("''", "'")
        assert read == character or (not read and character in " \n")


@pytest.mark.parametrize(
    ("source", "part", "found"),
    [
        ("a: one two", "two", "two"),
        ("a: one\n  two  \n\n  three", "two", "two"),
        ("a: one\n  two  \n\n  three", "one two", "one\n  two"),
        ("a: 'it''s here'", "t's", "t''s"),
        ("a: 'it''s here'", "here", "here"),
        ('a: "tab\\there"', "here", "here"),
        ('a: "tab\\there"', "\t", "\\t"),
        ('a: "\\u00e4\\x41b"', "A", "\\x41"),
        ('a: "long \\\n   line"', "line", "line"),
        ('a: "long\\\n\n   line"', "\nline", "\n   line"),
        ("a: |\n  one\n    two\n  three\n", "two", "two"),
        ("a: |2\n    two\n  three\n", "three", "three"),
        ("a: >-\n\n  one\n  two\n\n  three\n", "two\nthree", "two\n\n  three"),
        ("a: >\n  one\n    more\n  two\n", "two", "two"),
        ("a: |+\r\n  one\r\n\r\n  two\r\n\r\n", "two", "two"),
        ("a: |\r  one\r  two\r", "two", "two"),
    ],
)
def test_a_part_of_a_value_is_found_in_its_source(source: str, part: str, found: str) -> None:
    assert find(source, part) == found


def test_an_empty_part_lies_in_front_of_its_character() -> None:
    assert locate_within('"a\\tb"', '"', "a\tb", 2, 2) == (4, 4)


def test_a_part_behind_the_end_is_the_end() -> None:
    assert locate_within("abc", None, "abc", 3, 9) == (3, 3)
    assert locate_within("''", "'", "", 0, 0) == (1, 1)


@given(words=st.lists(WORD, min_size=1, max_size=6), data=st.data())
def test_every_character_of_a_quoted_scalar_has_its_stretch(words: list[str], data: st.DataObject) -> None:
    double = data.draw(st.booleans())
    line_end = data.draw(BREAK)
    gaps = st.sampled_from([" ", "  ", f" {line_end}  ", f"{line_end} {line_end}\t ", "\t"])
    escapes = st.sampled_from(["\\t", "\\u20ac", "\\x41", "\\\\", f"\\{line_end}  ", "\\U0001F600", '\\"'])
    source = "a: " + ('"' if double else "'")
    for word in words:
        source += word.replace("\\", "\\\\").replace('"', '\\"') if double else word.replace("'", "''")
        source += data.draw(st.one_of(gaps, escapes) if double else gaps)
    check_every_character(source + ('x"' if double else "x'"))


@given(words=st.lists(st.text("abcä€😀", min_size=1), min_size=1, max_size=6), data=st.data())
def test_every_character_of_a_plain_scalar_has_its_stretch(words: list[str], data: st.DataObject) -> None:
    line_end = data.draw(BREAK)
    gaps = st.sampled_from([" ", "   ", f"{line_end}  ", f" {line_end}{line_end}   "])
    check_every_character("a: " + "".join(word + data.draw(gaps) for word in words) + "x\nb: c")


@given(
    rows=st.lists(st.tuples(st.integers(0, 3), st.text("ab ä😀\t#", max_size=6)), min_size=1, max_size=8),
    header=st.sampled_from(["|", ">", "|-", ">-", "|+", ">+", "|2", ">2-", "| # note"]),
    line_end=BREAK,
    tail=st.sampled_from(["", "b: c\n", "\n\nb: c"]),
)
def test_every_character_of_a_block_has_its_stretch(
    rows: list[tuple[int, str]], header: str, line_end: str, tail: str
) -> None:
    first = "  x" + line_end
    lines = "".join(f"  {' ' * more}{text}{line_end}" if text.strip() else line_end for more, text in rows)
    check_every_character(f"a: {header}{line_end}{first}{lines}{tail}")
