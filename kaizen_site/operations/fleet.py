"""A fleet snapshot is read as a stream, one repo at a time: memory stays flat however many there are."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

from kaizen_site.cards import fleet as cards
from kaizen_site.errors import Unreachable
from kaizen_site.gather.tree import Folder
from kaizen_site.model.diagnostic import Diagnostic, Parsed
from kaizen_site.model.fleet import Repo, RepoState, Skip, Snapshot
from kaizen_site.operations.reading import read_safely
from kaizen_site.operations.repo import RepoReading, Request, read_repo_state, snapshot_layout
from kaizen_site.parse.snapshot import read_repo, read_snapshot
from kaizen_site.rules.names import is_slug

__all__ = ("RepoReading", "read_header", "stream_repos")

_SLACK = timedelta(days=1)


def read_header(root: Path, prefix: str = "fleet") -> Parsed[Snapshot]:
    """`snapshot.yml` of the snapshot in `root`; paths are shown below `prefix`."""
    folder = Folder(root)
    shown = _shown(prefix) + "snapshot.yml"
    if not folder.exists("snapshot.yml"):
        missing = cards.SNAPSHOT_INVALID.at(
            shown, None, "the snapshot has no `snapshot.yml`", help=cards.SNAPSHOT_INVALID.remedy
        )
        return Parsed(shown, None, None, (missing,))
    return read_safely(read_snapshot, replace(folder.read("snapshot.yml"), path=shown))


def stream_repos(root: Path, prefix: str, known_agents: frozenset[str]) -> Iterator[RepoReading]:
    """Every repo of the snapshot in `root`, sorted by slug.

    A folder whose name can't be a slug is given as a skipped repo under a made-up one, so that nothing is lost and
    nothing overwritten. Paths in diagnostics begin with `prefix`.
    """
    header = read_header(root, prefix).value
    newest = datetime.fromisoformat(header.taken_at) + _SLACK if header is not None else None
    request = Request(known_agents, newest=newest)
    folder = Folder(root)
    names = folder.folders("repos")
    refused = _find_refused(names)
    for slug, name in sorted((_make_slug(name) if name in refused else name, name) for name in names):
        if name in refused:
            yield _refuse(slug, name, refused[name], prefix)
        else:
            yield _read_one(folder, slug, prefix, request)


def _read_one(folder: Folder, slug: str, prefix: str, request: Request) -> RepoReading:
    path = f"repos/{slug}/repo.json"
    shown = _shown(prefix) + path
    if folder.exists(path):
        parsed = read_safely(lambda source: read_repo(source, slug), replace(folder.read(path), path=shown))
    else:
        missing = cards.REPO_INVALID.at(shown, None, "the repo has no `repo.json`", help=cards.REPO_INVALID.remedy)
        parsed = Parsed(shown, None, None, (missing,))
    repo = parsed.value or Repo(slug)
    try:
        reading = read_repo_state(folder, snapshot_layout(slug, prefix), repo, request)
    except Unreachable as error:
        closed = cards.REPO_INVALID.at(shown, None, str(error))
        reading = RepoReading(RepoState(repo), {}, (closed,), 0)
    documents = dict(reading.documents)
    if parsed.document is not None:
        documents[shown] = parsed.document
    return RepoReading(reading.state, documents, (*parsed.diagnostics, *reading.diagnostics), reading.files + 1)


def _find_refused(names: list[str]) -> dict[str, tuple[str, ...]]:
    """The folders that can't be slugs, each with the others that it collides with."""
    bad = [name for name in names if not is_slug(name)]
    if not bad:
        return {}
    folded: dict[str, list[str]] = {}
    for name in names:
        folded.setdefault(_fold(name), []).append(name)
    return {name: tuple(other for other in folded[_fold(name)] if other != name) for name in bad}


def _refuse(slug: str, name: str, others: tuple[str, ...], prefix: str) -> RepoReading:
    diagnostic = _explain(f"{_shown(prefix)}repos/{name}/repo.json", name, others)
    skip = Skip("slug_invalid", (diagnostic.message,))
    return RepoReading(RepoState(Repo(slug, skipped=skip)), {}, (diagnostic,), 1)


def _explain(path: str, name: str, others: tuple[str, ...]) -> Diagnostic:
    if others:
        shown = ", ".join(f"`{_ascii(other)}`" for other in others)
        message = f"the slug `{_ascii(name)}` and {shown} are one to many systems; the repo is left out"
        return cards.SLUG_COLLISION.at(path, None, message, help=cards.SLUG_COLLISION.remedy)
    message = f"the slug `{_ascii(name)}` can't be a folder and an address everywhere; the repo is left out"
    return cards.SLUG_INVALID.at(path, None, message, help=cards.SLUG_INVALID.remedy)


def _make_slug(name: str) -> str:
    return f"invalid-{hashlib.sha256(name.encode()).hexdigest()[:12]}"


def _fold(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()


def _ascii(name: str) -> str:
    """Letters that look alike are told apart by their code points."""
    return name if name.isascii() and name.isprintable() else ascii(name)[1:-1]


def _shown(prefix: str) -> str:
    return "" if prefix in ("", ".") else f"{prefix}/"
