"""The command as a person calls it, in a temporary folder."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kaizen_site.cli import main

Call = Callable[..., Result]

_HEEDED = (
    *("KAIZEN_PROJECT_SLUG", "HELIX_SESSION_UID", "HELIX_REPO", "HELIX_FLAVOR", "HELIX_TOKENS"),
    *("GITHUB_ACTIONS", "GITHUB_WORKSPACE", "GITEA_ACTIONS", "CI_PROJECT_DIR"),
)


@pytest.fixture
def call(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Call:
    """Runs `kaizen-agentic` with these words in an empty folder that is called `payments`."""
    here = tmp_path / "payments"
    here.mkdir()
    monkeypatch.chdir(here)
    for name in _HEEDED:
        monkeypatch.delenv(name, raising=False)

    def run(*words: str, input: str | None = None) -> Result:  # noqa: A002 - the runner's own word
        return CliRunner().invoke(main, list(words), input=input, prog_name="kaizen-agentic")

    return run
