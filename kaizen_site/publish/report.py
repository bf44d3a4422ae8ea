"""A report goes to any path that a person names: whole or not at all, through links; a pipe stays a pipe."""

from __future__ import annotations

from pathlib import Path

from kaizen_site.model.output import Rendered
from kaizen_site.publish.files import write_text


def write_report_file(path: Path, text: str) -> bool:
    """Write the text as UTF-8, making the folders on the way; False when the file already held it."""
    if path.exists() and (not path.is_file() or path.is_relative_to("/dev")):
        # A pipe or a device (`/dev/stdout`) would be replaced by a file, and whoever reads it would get nothing.
        with path.open("w", encoding="utf-8", newline="") as stream:
            stream.write(text)
        return True
    target = path.resolve()
    return write_text(target.parent, Rendered(target.name, text))
