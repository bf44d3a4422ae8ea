"""YAML keeps its text and its places, and explains what it can't be."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from kaizen_site.model.diagnostic import Diagnostic
from kaizen_site.model.source import At, Plain, Span
from kaizen_site.parse.yaml import MAX_DEPTH, Origin, read_yaml

FILE = Origin("x.yml")


def only(text: str, origin: Origin = FILE) -> Diagnostic:
    reading = read_yaml(text, origin)
    assert len(reading.diagnostics) == 1
    return reading.diagnostics[0]


def span(text: str, at: At, origin: Origin = FILE) -> Span | None:
    return read_yaml(text, origin).positions.span(at)


@pytest.mark.parametrize("word", ["2026-13-01", "0037", "1.10", "yes", "12:30:00", "~", "0x1F", "1e3"])
def test_a_scalar_stays_the_text_that_was_written(word: str) -> None:
    value = read_yaml(f"a: {word}\n", FILE).value
    assert value == {"a": word}
    assert isinstance(value, dict)
    assert isinstance(value["a"], Plain)


def test_a_quoted_scalar_is_no_plain_one() -> None:
    value = read_yaml("a: '1'\n", FILE).value
    assert isinstance(value, dict)
    assert type(value["a"]) is str


def test_an_empty_document_is_an_empty_plain_text() -> None:
    assert read_yaml("# nothing\n", FILE).value == Plain("")


def test_line_separators_are_ordinary_characters() -> None:
    reading = read_yaml("a: x\u2028y\x85z\nb: c\n", FILE)
    assert reading.value == {"a": "x\u2028y\x85z", "b": "c"}
    assert reading.positions.span(At(("b",), "key")) == Span(2, 1, 2, 2)


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_keys_and_values_have_their_places(line_end: str) -> None:
    text = line_end.join(["a:", "  - b: one", "    c: [x, 'yy']", "d: |", "  text", "", "e: 1"])
    assert span(text, At(("a", 0, "b"), "key")) == Span(2, 5, 2, 6)
    assert span(text, At(("a", 0, "c", 1))) == Span(3, 12, 3, 16)
    assert span(text, At(("a",))) == Span(2, 3, 3, 17)
    assert span(text, At(("d",))) == Span(4, 4, 5, 7)
    assert span(text, At(("e",))) == Span(7, 4, 7, 5)
    assert span(text, At(("a", 0, "zz"))) is None
    assert span(text, At(("a", 7))) is None


def test_lines_above_and_indentation_are_added() -> None:
    origin = Origin("x.md", lines_above=29, indent=2)
    assert span("a: 'b c'", At(("a",), within=(2, 3)), origin) == Span(30, 9, 30, 10)


def test_a_value_that_is_missing_stands_behind_its_colon() -> None:
    assert span("a:\nb: c\n", At(("a",))) == Span(1, 3, 1, 3)


def test_a_key_twice_is_an_error_that_names_both_places() -> None:
    found = only("agents:\n  coach:\n    x: 1\n  other: {}\n  coach: {}\n")
    assert found.card.slug == "yaml/duplicate-key"
    assert found.where == Span(5, 3, 5, 8)
    assert found.message.startswith("agent `coach` is declared twice: first on line 2")
    assert found.related[0].where == Span(2, 3, 2, 8)


def test_the_first_of_two_equal_keys_is_kept() -> None:
    assert read_yaml("a: 1\na: 2\n", FILE).value == {"a": "1"}


@pytest.mark.parametrize(
    "text", ["a: &x one\nb: *x\n", "a: &x [1]\nb: [*x, *x]\n", "a: &x {c: d}\nb:\n  <<: *x\n", "<<: {a: b}\n"]
)
def test_anchors_aliases_and_merge_keys_are_one_error(text: str) -> None:
    assert only(text).card.slug == "yaml/alias"


def test_a_bomb_of_aliases_is_one_error() -> None:
    rows = ["a: &a [x, x, x]"]
    rows += [
        f"{key}: &{key} [{', '.join([f'*{before}'] * 9)}]" for before, key in zip("abcdefgh", "bcdefghi", strict=True)
    ]
    assert only("\n".join(rows)).card.slug == "yaml/alias"


@pytest.mark.parametrize("text", ["a: !!str 5\n", "a: !thing {b: c}\n", "a: ! x\n", "!!python/object:os.system x\n"])
def test_a_tag_is_an_error(text: str) -> None:
    assert only(text).card.slug == "yaml/tag"


@pytest.mark.parametrize("text", ["[" * 5000, "a: " + "{b: " * 3000, "- " * 5000, "-\t" * 5000, "? " * 5000])
def test_nesting_without_end_is_one_error(text: str) -> None:
    assert only(text).card.slug in ("yaml/too-deep", "yaml/syntax")


def test_nesting_a_little_too_deep_is_an_error_with_its_place() -> None:
    found = only("[" * (MAX_DEPTH + 2) + "]" * (MAX_DEPTH + 2))
    assert found.card.slug == "yaml/too-deep"
    assert isinstance(found.where, Span)


def test_a_list_as_a_key_is_an_error() -> None:
    assert only("? [a, b]\n: c\n").card.slug == "yaml/key-not-text"


def test_a_template_without_quotes_is_explained_and_quoted() -> None:
    found = only("target: {{ r.repo }}  # the repo\n")
    assert found.message == "a value that begins with `{{` is a YAML mapping"
    assert found.fix is not None
    assert [(edit.span, edit.replacement) for edit in found.fix.edits] == [(Span(1, 9, 1, 21), '"{{ r.repo }}"')]


@pytest.mark.parametrize(
    ("text", "place", "said", "mended"),
    [
        ("cron: * 9 * * 1", (1, 7), "the value of `cron` begins with `*`, which makes it a YAML alias", '"* 9 * * 1"'),
        ("a: &b\nc: *d", (2, 4), "the value of `c` begins with `*`", '"*d"'),
        ("a: b\nd: one: two # why", (2, 7), "the value of `d` holds `: ` and has no quotes", '"one: two"'),
        ("d: C# expert: x", (1, 13), "the value of `d` holds `: ` and has no quotes", '"C# expert: x"'),
        ("a: @b", (1, 4), "the value of `a` can't begin with `@`", '"@b"'),
        ("a: `b`", (1, 4), "can't begin with a backtick", '"`b`"'),
        ("a: ]", (1, 4), "can't begin with `]`", '"]"'),
        ("hint: [file] rest", (1, 14), "text stands behind the closing `]`", '"[file] rest"'),
        ("a: 'it's'", (1, 8), "text stands behind the closing quotation mark", '"it\'s"'),
        ("a: | text", (1, 6), "text stands behind `|` or `>`", '"| text"'),
        ("a: b\n  for: c", (2, 6), "the line is indented further than its neighbours", None),
        ("name:x\nb: c", (1, 5), "a blank is missing behind `name:`", None),
        ("a: b\nname:x\nb: c", (2, 5), "a blank is missing behind `name:`", None),
        ('a: "b\nc: d\n', (1, 4), "the value of `a` is not closed", None),
        ("a: [b, c\nd: e\n", (1, 4), "the list in brackets is not closed", None),
        ("a: {b: c\n", (1, 4), "the mapping in brackets is not closed", None),
        ("a: [\n", (1, 4), "the list in brackets is not closed", None),
        ("a:\n\tb: c", (2, 1), "a tab stands where YAML wants blanks", None),
        ('a: "\\q"', (1, 5), "an escape that YAML does not know", None),
        ("a: - b", (1, 4), "a list can't begin on its key's line", None),
        ("a: b\n---\nc: d", (2, 1), "a second YAML document", None),
        ("a: b\nplain words\nc: d", (2, 1), "this line is no `key: value`", None),
        ("a:\n  - b\n - c", (3, 2), "does not fit the lines above", None),
    ],
)
def test_a_syntax_error_is_said_in_words_about_the_file(
    text: str, place: tuple[int, int], said: str, mended: str | None
) -> None:
    found = only(text)
    assert isinstance(found.where, Span)
    assert found.where[:2] == place
    assert said in found.message
    assert (found.fix.edits[0].replacement if found.fix else None) == mended


@given(text=st.text(st.sampled_from("ab: -\n\r\t[]{}|>'\"*&!%@`,#?~\x00\u2028😀"), max_size=60))
def test_no_text_makes_reading_fail_and_a_fix_is_never_a_lie(text: str) -> None:
    reading = read_yaml(text, FILE)
    assert reading.value is not None or reading.diagnostics
    for found in reading.diagnostics:
        assert isinstance(found.where, Span | None)
        assert "Traceback" not in found.message
        assert "<unicode" not in found.message


WORDS = st.text("abc xyz0*&:#'\"{}[]äö😀", min_size=1, max_size=12)


@given(value=WORDS, other=WORDS, style=st.sampled_from(["'", '"', "|", ">"]))
def test_the_place_of_a_value_points_at_its_source(value: str, other: str, style: str) -> None:
    text = yaml.dump({"first": other, "second": {"third": [value]}}, default_style=style, allow_unicode=True, width=999)
    reading = read_yaml(text, FILE)
    assert reading.value == {"first": other, "second": {"third": [value]}}
    place = reading.positions.span(At(("second", "third", 0)))
    assert place is not None
    rows = text.split("\n")
    assert rows[place.line - 1][place.column - 1] in (style, '"')
