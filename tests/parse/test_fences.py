"""Fenced blocks as CommonMark has them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaizen_site.model.source import Fence
from kaizen_site.parse.fences import find_fences


def test_a_fence_has_its_word_its_text_and_its_lines() -> None:
    assert find_fences("text\n```rule extra\nid: x\n```\n", 20) == (
        Fence("rule extra", "id: x\n", 21, 22, 0, closed=True),
    )


def test_the_fences_own_indentation_is_removed_from_its_text() -> None:
    (fence,) = find_fences("   ```rule  \n   a: b\n     c\n d\n   ```\n")
    assert (fence.info, fence.text, fence.indent) == ("rule", "a: b\n  c\nd\n", 3)


def test_a_longer_or_other_fence_does_not_close_it() -> None:
    (fence,) = find_fences("````\n```\n~~~~\n````\n")
    assert fence.text == "```\n~~~~\n"


def test_a_closing_fence_may_be_longer_but_carries_no_word() -> None:
    (fence,) = find_fences("```\na\n```rule\n`````\n")
    assert (fence.text, fence.closed) == ("a\n```rule\n", True)


def test_an_unclosed_fence_runs_to_the_end() -> None:
    (fence,) = find_fences("~~~rule\na: b\n")
    assert (fence.text, fence.closed) == ("a: b\n", False)


@pytest.mark.parametrize("body", ["    ```\na\n    ```\n", "``\na\n``\n", "```a`b\nc\n", "`` ```\n"])
def test_what_only_looks_like_a_fence_is_none(body: str) -> None:
    assert find_fences(body) == ()


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_lines_are_counted_with_every_line_end(line_end: str) -> None:
    fences = find_fences(line_end.join(["", "```", "x", "```", "", "~~~", "~~~"]))
    assert [(fence.line, fence.text) for fence in fences] == [(2, "x\n"), (6, "")]


@given(body=st.text(st.sampled_from("`~ab \n\r"), max_size=60))
def test_every_fence_begins_where_it_says(body: str) -> None:
    rows = body.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for fence in find_fences(body):
        assert rows[fence.line - 1].lstrip(" ")[:3] in ("```", "~~~")
