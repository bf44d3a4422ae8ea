"""The memory that an agent starts with."""

from __future__ import annotations

import pytest

from kaizen_site.model.memory import SECTIONS
from kaizen_site.model.source import Source
from kaizen_site.parse.memory import read_memory
from kaizen_site.render.memory import render_memory_scaffold


def test_a_scaffold_has_all_sections_in_order() -> None:
    text = render_memory_scaffold("coach", "payments", "2026-11-20")
    assert [line[3:] for line in text.split("\n") if line.startswith("## ")] == list(SECTIONS)


@pytest.mark.parametrize("project", ["payments", "2026", "a: b", "yes", 'quo"te', "#x", "grün", "- x"])
def test_a_scaffold_is_read_back_without_a_finding(project: str) -> None:
    text = render_memory_scaffold("coach", project, "2026-11-20")
    parsed = read_memory(Source("m", text.encode()), "coach")
    assert parsed.diagnostics == ()
    assert parsed.value is not None
    assert (parsed.value.project, parsed.value.last_updated, parsed.value.session_count) == (project, "2026-11-20", 0)
