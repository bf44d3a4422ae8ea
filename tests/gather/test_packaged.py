"""Where the packaged files are found."""

from __future__ import annotations

from pathlib import Path

import pytest

from kaizen_site.errors import NotFound
from kaizen_site.gather.packaged import packaged


@pytest.mark.parametrize("kind", ["agents", "activity-definitions", "event-types", "overrides"])
def test_a_source_tree_has_the_folder_beside_the_package(project: Path, kind: str) -> None:
    assert packaged(kind).resolve() == project / kind


def test_the_examples_are_those_of_the_tests(project: Path) -> None:
    assert packaged("examples").resolve() == project / "tests/examples"


def test_a_kind_that_nobody_packaged_is_not_found() -> None:
    with pytest.raises(NotFound, match="lacks its nothing folder"):
        packaged("nothing")
