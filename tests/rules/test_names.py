"""Which names can be folders, addresses and arguments."""

from __future__ import annotations

import pytest

from kaizen_site.rules.names import is_safe_name, is_slug


@pytest.mark.parametrize("slug", ["api", "0-day", "a.b_c-d", "x" * 100, "console", "com10"])
def test_a_slug_is_small_letters_digits_and_three_signs(slug: str) -> None:
    assert is_slug(slug)


@pytest.mark.parametrize(
    "slug",
    [
        "",
        "Api",
        "-a",
        ".a",
        "_a",
        "a b",
        "a/b",
        "..",
        "café",
        "cafe\u0301",
        "x" * 101,
        "a\n",
        "a.",
        "con",
        "nul.txt",
        "com1",
    ],
)
def test_anything_else_is_no_slug(slug: str) -> None:
    assert not is_slug(slug)


@pytest.mark.parametrize("name", ["coach", "keepaTodofile", "agent_2", "x" * 64, "v1.2"])
def test_an_agents_name_may_have_capitals(name: str) -> None:
    assert is_safe_name(name)


@pytest.mark.parametrize(
    "name", ["", "x" * 65, "../x", "a/b", ".hidden", "a b", "a\nb", "kaizen.>", "ﬁle", "AUX", "aux.md"]
)
def test_a_name_that_is_no_path_part_is_refused(name: str) -> None:
    assert not is_safe_name(name)
