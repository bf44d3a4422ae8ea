"""What several tests share: the project's folders and the shared material beside it."""

from __future__ import annotations

from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[1]
SHARED = PROJECT.parent / "shared"


@pytest.fixture(scope="session")
def project() -> Path:
    """The root of the source tree."""
    return PROJECT


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder with corpora and fixtures; a test that needs it is skipped where it is absent."""
    if not SHARED.is_dir():
        pytest.skip("the shared corpora and fixtures do not lie beside the project")
    return SHARED
