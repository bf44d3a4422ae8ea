"""A mistake of our own is a finding about the file that showed it, never a traceback."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from kaizen_site.cards import internal
from kaizen_site.model.diagnostic import Diagnostic, Parsed
from kaizen_site.model.source import Source
from kaizen_site.operations.reading import check_safely, read_safely


def reader(source: Source) -> Parsed[str]:
    if source.path == "bad.md":
        raise ZeroDivisionError
    return Parsed(source.path, source.path, None)


def failing_check() -> Iterator[Diagnostic]:
    for depth in range(1, 3):
        if depth > 1:
            raise RecursionError
        yield internal.FAILURE.at("a.md", None, "said before the failure")


def test_a_failing_reader_becomes_a_finding_and_the_other_files_go_on() -> None:
    bad, good = (read_safely(reader, Source(path, b"x")) for path in ("bad.md", "good.md"))

    assert [(one.card.slug, one.path) for one in bad.diagnostics] == [("internal/failure", "bad.md")]
    assert "ZeroDivisionError" in bad.diagnostics[0].message
    assert good.value == "good.md"


def test_a_failing_check_becomes_a_finding() -> None:
    assert [one.card.slug for one in check_safely(failing_check, "agents")] == [
        "internal/failure",
        "internal/failure",
    ]


def test_an_interrupt_is_not_taken_for_a_failure() -> None:
    def interrupted(source: Source) -> Parsed[str]:
        raise KeyboardInterrupt(source.path)

    with pytest.raises(KeyboardInterrupt):
        read_safely(interrupted, Source("a", b""))
