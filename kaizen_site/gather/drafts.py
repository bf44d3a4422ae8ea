"""Files that say something else than the disk does: what fixes would make of them, or what an editor holds."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import TypeAlias

from kaizen_site.gather.tree import DOCUMENT_LIMIT, Folder
from kaizen_site.model.source import Source

Drafts: TypeAlias = Mapping[str, bytes]
"""Contents by the path under which a file is shown."""

NO_DRAFTS: Drafts = MappingProxyType({})


class DraftedFolder(Folder):
    """A folder whose files are read from the drafts where there is one; `prefix` stands before a path when shown."""

    __slots__ = ("_drafts", "_prefix")

    def __init__(self, root: Path, drafts: Drafts, prefix: str = "") -> None:
        super().__init__(root)
        self._drafts = drafts
        self._prefix = prefix

    def files(self, under: str = "", suffix: str = "") -> Iterator[str]:
        """As of a folder in which the drafts lie."""
        below = f"{under.rstrip('/')}/" if under.strip("/.") else ""
        drafted = [path for path in self._list_drafts() if path.startswith(below) and path.endswith(suffix)]
        return iter(sorted({*super().files(under, suffix), *drafted})) if drafted else super().files(under, suffix)

    def folders(self, under: str = "") -> list[str]:
        """As of a folder in which the drafts lie."""
        below = f"{under.rstrip('/')}/" if under.strip("/.") else ""
        drafted = {path[len(below) :].partition("/") for path in self._list_drafts() if path.startswith(below)}
        return sorted({*super().folders(under), *(name for name, slash, _ in drafted if slash)})

    def exists(self, path: str) -> bool:
        """Whether anything has this path, or a draft has it or lies below it."""
        below = f"{path.rstrip('/')}/" if path.strip("/.") else ""
        drafted = any(other == path or other.startswith(below) for other in self._list_drafts())
        return drafted or super().exists(path)

    def read(self, path: str, limit: int = DOCUMENT_LIMIT) -> Source:
        """The draft of a file, else its bytes, or why they were not read."""
        draft = self._drafts.get(self._prefix + path)
        if draft is None:
            return super().read(path, limit)
        refusal = f"is over the limit of {limit >> 10} kB" if len(draft) > limit else None
        return Source(path, b"" if refusal else draft, refusal)

    def _list_drafts(self) -> list[str]:
        """The drafts that lie in this folder, by paths in it."""
        inside = (path[len(self._prefix) :] for path in self._drafts if path.startswith(self._prefix))
        return [path for path in inside if not path.startswith(("/", "../"))]


def read_own(root: Path, path: str) -> bytes | None:
    """The bytes of a regular file that lies below `root` with no link on the way; None for anything else."""
    parts = path.split("/")
    if any(part in ("", ".", "..") for part in parts):
        return None
    place = str(root)
    for part in parts:
        place = f"{place}/{part}"
        try:
            if stat.S_ISLNK(os.lstat(place).st_mode):
                return None
        except OSError:
            return None
    source = Folder(root).read(path)
    return None if source.refusal is not None else source.content
