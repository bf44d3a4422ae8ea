"""Lines are added to a record file that several processes write: none is lost, none is torn, a crash is healed.

The lock is the kernel's (`flock`), so that a killed writer frees it. A file that was replaced while we waited is opened
again: retention renames a new file over the old one.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kaizen_site.errors import Refused, Unreachable


def append_line(path: Path, line: str) -> None:
    """Add one line (without its newline) durably; the file and its folders are made when they are missing.

    Raises Unreachable when the disk takes only a part of it (nothing is left behind then), Refused for no regular file.
    """
    with open_journal(path) as journal:
        journal.append(line)


@contextmanager
def open_journal(path: Path) -> Iterator[Journal]:
    """The record file under an exclusive lock, for reading what it holds and adding to it in one go."""
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor = _open_locked(path)
    try:
        yield Journal(path, descriptor)
    finally:
        os.close(descriptor)


class Journal:
    """An open and locked record file."""

    __slots__ = ("_descriptor", "_path")

    def __init__(self, path: Path, descriptor: int) -> None:
        self._path = path
        self._descriptor = descriptor

    def read(self) -> bytes:
        """Everything in it, a torn tail included."""
        size = os.fstat(self._descriptor).st_size
        parts = []
        offset = 0
        while offset < size and (part := os.pread(self._descriptor, size - offset, offset)):
            parts.append(part)
            offset += len(part)
        return b"".join(parts)

    def append(self, line: str) -> None:
        """Write the line in one call, behind a newline of its own where the last writer was cut off, and sync."""
        content = line.encode() + b"\n"
        size = os.fstat(self._descriptor).st_size
        if size and os.pread(self._descriptor, 1, size - 1) != b"\n":
            content = b"\n" + content
        try:
            written = os.write(self._descriptor, content)
        except OSError as error:
            raise Unreachable(f"the record could not be written to {self._path}: {error.strerror}") from error
        if written < len(content):
            os.ftruncate(self._descriptor, size)
            raise Unreachable(f"the record could not be written to {self._path}: the disk is full")
        os.fdatasync(self._descriptor)


def _open_locked(path: Path) -> int:
    flags = os.O_RDWR | os.O_CREAT | os.O_APPEND | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
    while True:
        if path.is_symlink() or (path.exists() and not path.is_file()):
            raise Refused(f"{path} is not a regular file; records are only added to one")
        try:
            descriptor = os.open(path, flags, 0o666)
        except OSError as error:
            raise Unreachable(f"{path} can't be opened: {error.strerror}") from error
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX)
            if _is_still_at(path, descriptor):
                return descriptor
        except BaseException:
            os.close(descriptor)
            raise
        os.close(descriptor)


def _is_still_at(path: Path, descriptor: int) -> bool:
    try:
        return os.path.samestat(os.fstat(descriptor), path.lstat())
    except FileNotFoundError:
        return False
