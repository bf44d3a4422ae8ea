"""A file that somebody wrote gets a new content: whole or not at all, and all else about it stays as it was."""

from __future__ import annotations

import os
import stat
from contextlib import suppress
from pathlib import Path

from kaizen_site.errors import Escapes, Refused


def replace_content(root: Path, path: str, before: bytes, after: bytes) -> None:
    """Replace the content of the regular file `path` below `root`; its mode and, where allowed, its owner are kept.

    Raises Escapes when the path leaves the root or passes a link, Refused when the file does not hold `before` any
    more, and OSError for a file that may not be written.
    """
    folder, _, name = path.rpartition("/")
    place = f"{root}/{folder}" if folder else str(root)
    real = "/".join(part for part in (os.path.realpath(root).rstrip("/"), folder) if part)
    if os.path.realpath(place) != real or any(part in ("", ".", "..") for part in path.split("/")):
        raise Escapes(f"the path {path} would leave the folder {root}")
    status = _require_content(f"{place}/{name}", path, before)
    temporary = f"{place}/.kaizen-{os.getpid()}.tmp"
    try:
        _write_like(temporary, after, status)
        os.replace(temporary, f"{place}/{name}")  # noqa: PTH105 - beside the calls on descriptors
    except BaseException:
        with suppress(OSError):
            os.unlink(temporary)  # noqa: PTH108 - as above
        raise


def _require_content(full: str, path: str, before: bytes) -> os.stat_result:
    # Opened for writing, so that a file which is write-protected is left alone.
    descriptor = os.open(full, os.O_RDWR | os.O_NONBLOCK | os.O_NOFOLLOW | os.O_CLOEXEC)
    with open(descriptor, "rb") as file:  # noqa: PTH123 - a descriptor has no path
        status = os.fstat(file.fileno())
        if not stat.S_ISREG(status.st_mode) or file.read(len(before) + 1) != before:
            raise Refused(f"{path} was changed by somebody else meanwhile and was left alone; run the command again")
    return status


def _write_like(full: str, content: bytes, status: os.stat_result) -> None:
    descriptor = os.open(full, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
    with open(descriptor, "wb") as file:  # noqa: PTH123 - as above
        file.write(content)
        with suppress(OSError):  # only the superuser may give a file away
            os.fchown(descriptor, status.st_uid, status.st_gid)
        os.fchmod(descriptor, stat.S_IMODE(status.st_mode))
