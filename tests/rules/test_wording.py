from __future__ import annotations

from kaizen_site.rules.wording import join_words, shorten


def test_words_are_joined_as_in_a_sentence() -> None:
    assert join_words(("daily", "weekly", "monthly")) == "daily, weekly or monthly"
    assert join_words(("resolver", "event-payload"), "and") == "resolver and event-payload"
    assert join_words(("one",)) == "one"
    assert join_words(()) == ""


def test_a_long_text_is_cut_with_an_ellipsis() -> None:
    assert shorten("a" * 60) == "a" * 60
    assert shorten("a" * 61) == "a" * 59 + "…"
