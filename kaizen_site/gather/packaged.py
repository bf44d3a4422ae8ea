"""Where the files lie that the package carries: inside it in a wheel, beside it in a source tree."""

from __future__ import annotations

from pathlib import Path

from kaizen_site.errors import NotFound

_BESIDE = {"examples": "tests/examples"}


def packaged(kind: str) -> Path:
    """The folder of "agents", "activity-definitions", "event-types", "overrides" or "examples".

    Raises NotFound when the installation lacks it.
    """
    package = Path(__file__).parent.parent
    inside = package / "packaged" / kind
    if inside.is_dir():
        return inside
    beside = package.parent / _BESIDE.get(kind, kind)
    if beside.is_dir():
        return beside
    raise NotFound(f"this installation of kaizen-agentic lacks its {kind} folder; install the package again")
