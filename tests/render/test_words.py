"""Figures in words: one wording everywhere, and none that says more than is known."""

from __future__ import annotations

import pytest

from kaizen_site.render.site import words
from kaizen_site.render.site.marks import run_strip, show_ticks, status_badge


@pytest.mark.parametrize(
    ("share", "text"), [(None, "\u2013"), (0.0, "0 %"), (0.001, "1 %"), (0.5, "50 %"), (0.999, "99 %"), (1.0, "100 %")]
)
def test_only_all_is_a_hundred_and_only_none_is_zero_per_cent(share: float | None, text: str) -> None:
    assert words.say_share(share) == text


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(None, "\u2013"), (0.5, "0.5 s"), (42, "42 s"), (250, "4 min 10 s"), (240, "4 min"), (7290, "2 h 1 min")],
)
def test_time_is_said_in_two_units(seconds: float | None, text: str) -> None:
    assert words.say_seconds(seconds) == text


def test_a_time_has_its_day_and_zone() -> None:
    assert words.say_time("2026-11-20T06:00:00Z") == "20 Nov 2026 06:00 UTC"
    assert words.say_time("2026-11-20") == "20 Nov 2026"
    assert words.say_time(None) == "\u2013"


def test_what_is_no_date_is_shown_as_it_is() -> None:
    assert words.say_time("<b>soon</b>") == "<b>soon</b>"
    assert words.say_date("2026-99-20") == "2026-99-20"


def test_sizes_count_in_thousands() -> None:
    assert [words.say_size(count) for count in (999, 11_200, 2_500_000)] == ["999 B", "11.2 kB", "2.5 MB"]


def test_a_long_sentence_is_cut_between_words() -> None:
    assert words.first_sentence("One two. Three.") == "One two."
    assert words.first_sentence("word " * 80, 20) == "word word word word…"


def test_a_status_is_shape_word_and_colour() -> None:
    badge = status_badge("failing")
    assert "kz-st--fail" in badge
    assert "<svg" in badge
    assert "Failing" in badge


def test_an_unknown_status_is_text() -> None:
    assert status_badge("<b>") == '<span class="kz-tag">&lt;b&gt;</span>'


def test_a_strip_says_its_bars_in_words() -> None:
    assert 'aria-label="Last 3 runs, oldest first: 2 passed, 1 failed"' in run_strip([True, False, True])
    assert run_strip([]) == ""


def test_ticks_become_code_and_nothing_else_becomes_anything() -> None:
    assert show_ticks("use `<x>` & y") == "use <code>&lt;x&gt;</code> &amp; y"
