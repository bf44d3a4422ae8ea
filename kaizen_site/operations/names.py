"""Names that come in at a door, before any path is built from them."""

from __future__ import annotations

from kaizen_site.errors import NotFound
from kaizen_site.rules.names import is_safe_name


def check_name(agent: str) -> None:
    """Raise NotFound for a name that can't be a part of a path."""
    if not is_safe_name(agent):
        raise NotFound(f"{agent!a} can't be an agent's name: use letters, digits and hyphens, at most 64")
