"""Patterns of paths mean what a reader takes them to mean."""

from __future__ import annotations

import pytest

from kaizen_site.rules.glob import match_glob


@pytest.mark.parametrize(
    ("pattern", "path"),
    [
        ("legacy/**", "legacy/a.md"),
        ("legacy/**", "legacy/a/b.md"),
        ("legacy/", "legacy/a/b.md"),
        ("**", "a/b/c.md"),
        ("**/old.md", "old.md"),
        ("**/old.md", "a/b/old.md"),
        ("docs/**/adr/*.md", "docs/adr/x.md"),
        ("docs/**/adr/*.md", "docs/a/b/adr/x.md"),
        ("*.md", "a.md"),
        ("agent-?.md", "agent-x.md"),
        ("./agents/*.md", "agents/x.md"),
        ("../shared/**", "../shared/a.md"),
        (".kaizen/*", ".kaizen/schedule.yml"),
        ("a[1].md", "a[1].md"),
    ],
)
def test_a_path_fits(pattern: str, path: str) -> None:
    assert match_glob(pattern, path)


@pytest.mark.parametrize(
    ("pattern", "path"),
    [
        ("legacy/**", "legacy"),
        ("legacy/**", "my/legacy/a.md"),
        ("legacy", "legacy/a.md"),
        ("*.md", "a/b.md"),
        ("agents/*.md", "agents/docs/x.md"),
        ("agent-?.md", "agent-/.md"),
        ("**/old.md", "very-old.md"),
        ("a.md", "aXmd"),
        ("a.md", "a.md\n"),
    ],
)
def test_a_path_does_not_fit(pattern: str, path: str) -> None:
    assert not match_glob(pattern, path)
