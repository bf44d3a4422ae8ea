"""A name becomes one part of a path, safe and unique, whatever it holds."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaizen_site.derive.slug import assign_slugs
from kaizen_site.rules.slug import fold_name, slugify

SAFE = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,62}[A-Za-z0-9])?")


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("tdd-workflow", "tdd-workflow"),
        ("keepaChangelog", "keepaChangelog"),
        ("UX Architect", "ux-architect"),
        ("SE: DevOps/CI", "se-devops-ci"),
        ("café", "cafe"),
        ("cafe\u0301", "cafe"),
        ("my_agent", "my-agent"),
        ("../../etc/passwd", "etc-passwd"),
        ("-rf", "rf"),
        ("..", "6ab1c2a0"),
        ("kaizen.>", "kaizen"),
        ("a\nb\x00c", "a-b-c"),
        ("x" * 80, "x" * 64),
    ],
)
def test_a_name_becomes_a_safe_part(name: str, slug: str) -> None:
    got = slugify(name)
    assert got == slug if slug != "6ab1c2a0" else re.fullmatch("[0-9a-f]{8}", got)


@pytest.mark.parametrize("name", ["index", "CON", "nul", "Com1", "404"])
def test_a_reserved_name_gets_a_digest(name: str) -> None:
    assert re.fullmatch(rf"{name.lower()}-[0-9a-f]{{8}}", slugify(name))


def test_a_name_in_another_script_gets_a_digest_of_its_own() -> None:
    assert slugify("日本語") != slugify("中文")
    assert SAFE.fullmatch(slugify("日本語"))


def test_names_that_collide_get_suffixes_whatever_the_order() -> None:
    names = [("reviewer", "b/reviewer.md"), ("reviewer", "a/reviewer.md"), ("Reviewer", "c/reviewer.md")]
    slugs = assign_slugs(names)
    assert slugs[1] == "reviewer"
    assert re.fullmatch("reviewer-[0-9a-f]{8}", slugs[0])
    assert re.fullmatch("Reviewer-[0-9a-f]{8}", slugs[2])
    assert assign_slugs(names[::-1]) == slugs[::-1]


def test_a_name_that_needs_no_change_keeps_its_slug() -> None:
    assert assign_slugs([("UX Architect", "a.md"), ("ux-architect", "b.md")])[1] == "ux-architect"


def test_composed_and_decomposed_accents_are_one_name() -> None:
    assert fold_name("Caf\u00e9") == fold_name("cafe\u0301")
    first, second = assign_slugs([("caf\u00e9", "a.md"), ("cafe\u0301", "b.md")])
    assert first == "cafe"
    assert second.startswith("cafe-")


def test_the_same_path_twice_still_gets_two_slugs() -> None:
    assert len(set(assign_slugs([("x", "a.md")] * 40))) == 40


@given(names=st.lists(st.tuples(st.text(max_size=70), st.sampled_from(["a.md", "b.md", "c.md"])), max_size=12))
def test_slugs_are_always_safe_and_unique(names: list[tuple[str, str]]) -> None:
    slugs = assign_slugs(names)
    assert len({slug.casefold() for slug in slugs}) == len(names)
    assert all(SAFE.fullmatch(slug) for slug in slugs)
