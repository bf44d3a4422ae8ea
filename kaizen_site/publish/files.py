"""Texts become files below one root: whole or not at all, only where something changed, never outside the root."""

from __future__ import annotations

import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from kaizen_site.errors import Escapes
from kaizen_site.model.output import Receipt, Rendered


def write_text(root: Path, rendered: Rendered) -> bool:
    """Write one text as UTF-8; False when the file already held it.

    Raises Escapes when the path leaves the root, by its words or through a link.
    """
    return _Writer(root).write(rendered)


def write_tree(root: Path, texts: Iterable[Rendered]) -> Receipt:
    """Write many texts, one at a time as they come; says how many files were written and how many had not changed."""
    writer = _Writer(root)
    written = unchanged = 0
    for rendered in texts:
        if writer.write(rendered):
            written += 1
        else:
            unchanged += 1
    return Receipt(written, unchanged)


class _Writer:
    """Remembers the folders that it has made or found to lie inside the root."""

    __slots__ = ("_folders", "_real", "_root", "_temporary")

    def __init__(self, root: Path) -> None:
        self._root = str(root)
        self._real = os.path.realpath(root)
        self._folders: set[str] = set()
        self._temporary = f".kaizen-{os.getpid()}-{id(self):x}.tmp"

    def write(self, rendered: Rendered) -> bool:
        """Replace the file unless its bytes are the same."""
        folder, name = self._split(rendered.path)
        if folder not in self._folders:
            self._enter(folder, rendered.path)
        place = f"{self._root}/{folder}" if folder else self._root
        content = rendered.text.encode()
        if _holds(f"{place}/{name}", content):
            return False
        temporary = f"{place}/{self._temporary}"
        try:
            _write_new(temporary, content)
            os.replace(temporary, f"{place}/{name}")  # noqa: PTH105 - a Path for each file costs more than the call
        except BaseException:
            with suppress(OSError):
                os.unlink(temporary)  # noqa: PTH108 - as above
            raise
        return True

    def _split(self, path: str) -> tuple[str, str]:
        parts = path.split("/")
        if "\0" in path or any(part in ("", ".", "..") for part in parts):
            raise Escapes(f"the path {path!a} would leave the folder {self._root}")
        return "/".join(parts[:-1]), parts[-1]

    def _enter(self, folder: str, path: str) -> None:
        place = f"{self._root}/{folder}" if folder else self._root
        # Looked at before anything is made: a link must not even get an empty folder behind it.
        real = os.path.realpath(place)
        if real != self._real and not real.startswith(self._real.rstrip("/") + "/"):
            raise Escapes(f"the path {path} would leave the folder {self._root} through a link")
        Path(place).mkdir(parents=True, exist_ok=True)
        self._folders.add(folder)


def _holds(full: str, content: bytes) -> bool:
    try:
        descriptor = os.open(full, os.O_RDONLY | os.O_NONBLOCK | os.O_NOFOLLOW | os.O_CLOEXEC)
    except OSError:
        return False
    try:
        return os.fstat(descriptor).st_size == len(content) and os.read(descriptor, len(content) + 1) == content
    except OSError:
        return False
    finally:
        os.close(descriptor)


def _write_new(full: str, content: bytes) -> None:
    with open(full, "wb", buffering=0) as file:  # noqa: PTH123 - as above
        view = memoryview(content)
        while view:
            view = view[file.write(view) :]
