"""A folder of the world: sorted walks and bounded reads.

Decides what is a readable file: regular, under its limit, and inside the folder whatever links say. One document's
trouble becomes the refusal of its `Source`; only a folder that can't be listed at all is an exception.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from errno import ELOOP, ENODEV, ENXIO
from pathlib import Path

from kaizen_site.errors import Unreachable
from kaizen_site.model.source import Source

DOCUMENT_LIMIT = 262_144
SCHEDULE_LIMIT = 65_536
RECORDS_LIMIT = 67_108_864

_NOT_REGULAR = "is not a regular file"
_LEADS_OUT = "leads out of the folder"
_REMEMBERED = 4_096  # folders whose links were looked at; enough for one repo, small for a hundred thousand


class Folder:
    """Everything below `root`, by relative paths with forward slashes; names that are not UTF-8 are left out."""

    __slots__ = ("_real", "_root", "_stay")

    def __init__(self, root: Path) -> None:
        self._root = str(root)
        self._real = os.path.realpath(root)
        self._stay: dict[str, bool] = {}

    def files(self, under: str = "", suffix: str = "") -> Iterator[str]:
        """The paths of all files whose name ends with `suffix`, in order.

        Anything that is no folder is listed, pipes and devices too: `read` refuses those with a reason. Folders that
        are links are not entered, nor is `.git`. Raises Unreachable for a folder that can't be listed.
        """
        start = _normalise(under)
        if start is None or not self._stays(start):
            return
        waiting = self._list_files(f"{start}/" if start else "", suffix)
        while waiting:
            path = waiting.pop()
            if path.endswith("/"):
                waiting += self._list_files(path, suffix)
            else:
                yield path

    def folders(self, under: str = "") -> list[str]:
        """The names of the folders directly in `under`, in order; links that stay inside count."""
        start = _normalise(under)
        if start is None or not self._stays(start):
            return []
        prefix = f"{start}/" if start else ""
        return sorted(
            entry.name
            for entry in self._list(start)
            if _is_folder(entry)
            and entry.name != ".git"
            and (not entry.is_symlink() or self._stays(prefix + entry.name))
        )

    def exists(self, path: str) -> bool:
        """Whether anything has this path, be it a file, a folder, a pipe or a broken link."""
        clean = _normalise(path)
        return clean is not None and os.path.lexists(f"{self._root}/{clean}")

    def read(self, path: str, limit: int = DOCUMENT_LIMIT) -> Source:
        """The bytes of one file, or why they were not read; never raises. `limit` is in bytes."""
        clean = _normalise(path)
        if not clean or not self._stays(clean.rpartition("/")[0]):
            return Source(path, b"", _LEADS_OUT if clean != "" else _NOT_REGULAR)
        full = f"{self._root}/{clean}"
        try:
            return Source(path, *_read_regular(full, limit))
        except OSError as error:
            if error.errno != ELOOP:
                return Source(path, b"", _explain(error))
        return self._read_link(path, full, limit)

    def _read_link(self, path: str, full: str, limit: int) -> Source:
        try:
            real = os.path.realpath(full, strict=True)
            if not stat.S_ISREG(os.lstat(real).st_mode):
                return Source(path, b"", _NOT_REGULAR)
            if not _lies_in(real, self._real):
                return Source(path, b"", _LEADS_OUT)
            return Source(path, *_read_regular(real, limit))
        except OSError as error:
            return Source(path, b"", _explain(error))

    def _stays(self, folder: str) -> bool:
        """Whether no link on the way to `folder` leads out of the root."""
        if not folder:
            return True
        known = self._stay.get(folder)
        if known is None:
            full = f"{self._root}/{folder}"
            try:
                linked = stat.S_ISLNK(os.lstat(full).st_mode)
            except OSError:
                linked = False
            known = _lies_in(os.path.realpath(full), self._real) if linked else self._stays(folder.rpartition("/")[0])
            if len(self._stay) >= _REMEMBERED:
                self._stay.clear()
            self._stay[folder] = known
        return known

    def _list_files(self, prefix: str, suffix: str) -> list[str]:
        """Files and folders (with a slash behind) directly in one folder, the first one last."""
        found = []
        for entry in self._list(prefix.rstrip("/")):
            if entry.is_dir(follow_symlinks=False):
                if entry.name != ".git":
                    found.append(f"{prefix}{entry.name}/")
            elif entry.name.endswith(suffix) and not (entry.is_symlink() and _is_folder(entry)):
                found.append(prefix + entry.name)
        return sorted(found, reverse=True)

    def _list(self, folder: str) -> list[os.DirEntry[str]]:
        try:
            with os.scandir(f"{self._root}/{folder}") as entries:
                return [entry for entry in entries if _is_utf8(entry.name)]
        except (FileNotFoundError, NotADirectoryError):
            return []
        except OSError as error:
            raise Unreachable(f"the folder {folder or self._root} can't be listed: {error.strerror}") from error


def _is_folder(entry: os.DirEntry[str]) -> bool:
    """Whether it is a folder or a link to one; a link that leads back to itself is not."""
    try:
        return entry.is_dir()
    except OSError:
        return False


def _read_regular(full: str, limit: int) -> tuple[bytes, str | None]:
    # Without O_NONBLOCK a pipe would hold us until somebody writes into it.
    descriptor = os.open(full, os.O_RDONLY | os.O_NONBLOCK | os.O_NOFOLLOW | os.O_CLOEXEC)
    try:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode):
            return b"", _NOT_REGULAR
        if status.st_size > limit:
            return b"", _over(limit)
        content = os.read(descriptor, status.st_size + 1)
        # The size may lie: a file can grow, and those of /proc have none.
        while len(content) != status.st_size and len(content) <= limit and (more := os.read(descriptor, 65_536)):
            content += more
        return (b"", _over(limit)) if len(content) > limit else (content, None)
    finally:
        os.close(descriptor)


def _over(limit: int) -> str:
    size = f"{limit >> 20} MB" if limit >= 1 << 20 else f"{limit >> 10} kB"
    return f"is over the limit of {size}"


def _explain(error: OSError) -> str:
    if error.errno in (ENXIO, ENODEV):
        return _NOT_REGULAR
    return f"can't be read ({(error.strerror or str(error)).lower()})"


def _normalise(path: str) -> str | None:
    """Without `.` and double slashes; None for a path that is absolute, goes up, or holds a NUL."""
    if path.startswith("/") or "\0" in path:
        return None
    if "//" not in path and "." not in path:
        return path.rstrip("/")
    parts = [part for part in path.split("/") if part not in ("", ".")]
    return None if ".." in parts else "/".join(parts)


def _lies_in(real: str, root: str) -> bool:
    return real == root or real.startswith(root.rstrip("/") + "/")


def _is_utf8(name: str) -> bool:
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return True
