"""Files that are not text, such as the pictures of authored pages, are copied byte for byte below one root."""

from __future__ import annotations

from pathlib import Path

from kaizen_site.errors import Escapes


def write_bytes(root: Path, path: str, content: bytes) -> bool:
    """Write one file; False when it already held these bytes. Raises Escapes when the path leaves the root."""
    place = (root / path).resolve()
    if not place.is_relative_to(root.resolve()) or place == root.resolve():
        raise Escapes(f"the path {path!a} would leave the folder {root}")
    if place.is_file() and place.read_bytes() == content:
        return False
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(content)
    return True
