"""Edits by line and column become a new text: whole fixes, in order of place, with the file's own line ends."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaizen_site.derive.fix import TAKE_MARK_OFF, apply_fixes
from kaizen_site.model.diagnostic import Edit, Fix
from kaizen_site.model.source import At, Span


def fix(*edits: tuple[int, int, int, int, str], safe: bool = True) -> Fix:
    return Fix("mend it", tuple(Edit(Span(*edit[:4]), edit[4]) for edit in edits), safe)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"], ids=["lf", "crlf", "cr"])
def test_lines_and_columns_are_those_of_the_file(end: str) -> None:
    text = end.join(["a: 1", "b: 🐈x", "", "c: 3"])
    fixed = apply_fixes(text, [fix((2, 4, 2, 5, "dog")), fix((4, 1, 4, 2, "d"))])
    assert fixed.text == end.join(["a: 1", "b: dogx", "", "d: 3"])
    assert len(fixed.applied) == 2


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"], ids=["lf", "crlf", "cr"])
@pytest.mark.parametrize("written", ["\n", "\r\n", "\r"], ids=["lf", "crlf", "cr"])
def test_new_lines_end_as_the_line_does_that_they_stand_on(end: str, written: str) -> None:
    assert apply_fixes(f"a{end}b{end}", [fix((1, 1, 1, 1, f"x{written}"))]).text == f"x{end}a{end}b{end}"
    assert apply_fixes(f"a{end}b", [fix((2, 2, 2, 2, f"{written}x"))]).text == f"a{end}b{end}x"


def test_in_a_mixed_file_each_place_has_its_own_line_end() -> None:
    fixes = [fix((1, 2, 1, 2, "\nx")), fix((2, 2, 2, 2, "\nx")), fix((3, 2, 3, 2, "\nx")), fix((4, 1, 4, 1, "\nx"))]
    assert apply_fixes("a\nb\r\nc\r", fixes).text == "a\nx\nb\r\nx\r\nc\rx\r\rx"


def test_a_text_of_one_line_gets_the_usual_line_end() -> None:
    assert apply_fixes("a", [fix((1, 2, 1, 2, "\r\nb"))]).text == "a\nb"


def test_an_edit_over_lines_takes_the_line_ends_between_its_places() -> None:
    assert apply_fixes("\r\n\r\n---\r\n", [fix((1, 1, 3, 1, ""))]).text == "---\r\n"


def test_a_fix_of_two_edits_is_made_whole() -> None:
    assert apply_fixes("labels: coach\n", [fix((1, 9, 1, 9, "["), (1, 14, 1, 14, "]"))]).text == "labels: [coach]\n"


def test_of_two_fixes_that_meet_the_first_by_place_is_made() -> None:
    late, early = fix((1, 3, 1, 6, "late")), fix((1, 2, 1, 4, "early"))
    fixed = apply_fixes("abcdef", [late, early])
    assert (fixed.text, fixed.applied, fixed.skipped) == ("aearlydef", (early,), (late,))


def test_a_fix_waits_whole_when_one_of_its_edits_meets_another() -> None:
    first, second = fix((1, 1, 1, 2, "x")), fix((1, 1, 1, 1, "_"), (2, 1, 2, 2, "y"))
    both = fix((1, 1, 1, 2, "z"), (2, 1, 2, 2, "z"))
    fixed = apply_fixes("a\nb\n", [first, both, second])
    assert (fixed.text, fixed.applied, fixed.skipped) == ("_x\ny\n", (first, second), (both,))


def test_two_insertions_at_one_place_are_made_one_after_the_other() -> None:
    first, second = fix((1, 1, 1, 1, "x")), fix((1, 1, 1, 1, "y"))
    assert apply_fixes("a", [first, second]).applied == (first,)


def test_neighbours_do_not_meet() -> None:
    fixes = [fix((1, 2, 1, 3, "B")), fix((1, 1, 1, 2, "A")), fix((1, 3, 1, 3, "-"))]
    assert apply_fixes("abc", fixes).text == "AB-c"


def test_an_unsafe_fix_is_made_only_when_asked_for() -> None:
    unsafe = fix((1, 1, 1, 2, "b"), safe=False)
    assert apply_fixes("a", [unsafe]).skipped == (unsafe,)
    assert apply_fixes("a", [unsafe], unsafe=True).text == "b"


@pytest.mark.parametrize(
    "edits",
    [
        [(3, 1, 3, 1, "x")],
        [(1, 4, 1, 4, "x")],
        [(1, 3, 1, 4, "x")],
        [(0, 1, 1, 1, "x")],
        [(1, 0, 1, 1, "x")],
        [(1, 2, 1, 1, "x")],
        [(1, 1, 1, 3, "x"), (1, 2, 1, 2, "y")],
        [(1, 1, 1, 2, "a")],
        [],
    ],
    ids=["line", "column", "inside CRLF", "line 0", "column 0", "backwards", "meets itself", "no change", "empty"],
)
def test_a_fix_that_does_not_fit_the_text_is_left_out(edits: list[tuple[int, int, int, int, str]]) -> None:
    bad, good = fix(*edits), fix((2, 1, 2, 1, "b"))
    fixed = apply_fixes("ab\r\n", [bad, good])
    assert (fixed.text, fixed.applied, fixed.skipped) == ("ab\r\nb", (good,), (bad,))


def test_a_place_that_is_still_symbolic_is_not_guessed() -> None:
    symbolic = Fix("write it", (Edit(At(("a",)), "x"),))
    assert apply_fixes("a: b\n", [symbolic]).skipped == (symbolic,)


def test_a_byte_order_mark_stays_and_has_no_column() -> None:
    assert apply_fixes("\ufeffa: b\n", [fix((1, 1, 1, 2, "c"))]).text == "\ufeffc: b\n"


def test_a_byte_order_mark_goes_by_its_own_fix_beside_others() -> None:
    take_off = Fix("take it off", (TAKE_MARK_OFF,))
    fixed = apply_fixes("\ufeffa: b\n", [fix((1, 1, 1, 2, "c")), take_off, take_off])
    assert fixed.text == "c: b\n"
    assert len(fixed.applied) == 2
    assert apply_fixes("a: b\n", [take_off]).applied == ()


TEXTS = st.text(st.sampled_from("ab: #\n\r\t\u0301é漢🐈\x0b\x85\u2028"), max_size=40)


@st.composite
def texts_with_edits(draw: st.DrawFn) -> tuple[str, list[tuple[int, int, str]]]:
    """A text, and stretches of it (offsets, in order, apart from one another) with what is to stand there."""
    text = draw(TEXTS)
    # A place between CR and LF is no place of the text.
    places = [at for at in range(len(text) + 1) if text[max(at - 1, 0) : at + 1] != "\r\n"]
    cuts = sorted(draw(st.lists(st.sampled_from(places), max_size=8, unique=True)))
    words = st.text(st.sampled_from("xy#é🐈"), max_size=4)
    return text, [(start, end, draw(words)) for start, end in zip(cuts[::2], cuts[1::2], strict=False)]


def place(text: str, offset: int) -> tuple[int, int]:
    before = text[:offset].replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return len(before), len(before[-1]) + 1


@given(texts_with_edits(), st.randoms(use_true_random=False), st.booleans())
def test_only_the_edited_stretches_change(
    case: tuple[str, list[tuple[int, int, str]]],
    random: Random,
    mark: bool,
) -> None:
    text, edits = case
    fixes = [fix((*place(text, start), *place(text, end), word)) for start, end, word in edits]
    shuffled = list(fixes)
    random.shuffle(shuffled)
    expected, position = "", 0
    for start, end, word in edits:
        expected += text[position:start] + word
        position = end
    expected += text[position:]
    lead = "\ufeff" if mark else ""
    fixed = apply_fixes(lead + text, shuffled)
    assert fixed.text == lead + expected
    idle = {one for one, (start, end, word) in zip(fixes, edits, strict=True) if text[start:end] == word}
    assert set(fixed.skipped) == idle
    assert sorted(map(repr, (*fixed.applied, *fixed.skipped))) == sorted(map(repr, fixes))


SPANS = st.tuples(
    st.integers(0, 4), st.integers(0, 5), st.integers(0, 4), st.integers(0, 5), st.text("x\n", max_size=2)
)


@given(TEXTS, st.lists(st.builds(lambda edits: fix(*edits), st.lists(SPANS, max_size=3)), max_size=6))
def test_whatever_is_asked_for_is_made_whole_or_not_at_all(text: str, fixes: list[Fix]) -> None:
    fixed = apply_fixes(text, fixes)
    assert len(fixed.applied) + len(fixed.skipped) == len(fixes)
    assert fixed.applied or fixed.text == text
    # Made alone, the applied ones give the same: nothing of a skipped fix is in the text.
    assert apply_fixes(text, fixed.applied).text == fixed.text
