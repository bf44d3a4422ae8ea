"""The `.kaizen/` state of a checkout is read: schedule, memories, records and pointers of a target repo."""

from __future__ import annotations

from pathlib import Path

from kaizen_site.gather.drafts import NO_DRAFTS, DraftedFolder, Drafts
from kaizen_site.gather.packaged import packaged
from kaizen_site.gather.tree import Folder
from kaizen_site.model.fleet import Repo
from kaizen_site.operations.repo import CHECKOUT, RepoReading, Request, read_repo_state

__all__ = ("RepoReading", "has_state", "installed_agents", "load_target")


def has_state(root: Path) -> bool:
    """Whether anything of a target repo is there."""
    return Folder(root).exists(".kaizen")


def load_target(root: Path, agent: str | None = None, drafts: Drafts = NO_DRAFTS) -> RepoReading:
    """The state of the checkout at `root`, of one agent or of all; no document's fault is an exception.

    A file that is among the `drafts` is taken from there.
    """
    folder = DraftedFolder(root, drafts)
    known = installed_agents(folder) | packaged_agents()
    place = root.resolve()
    return read_repo_state(folder, CHECKOUT, Repo(place.name, root=str(place)), Request(known, agent))


def installed_agents(folder: Folder) -> frozenset[str]:
    """The names of the agents in a checkout's `agents/` folder, from the file names."""
    return _names(folder, "agents")


def packaged_agents() -> frozenset[str]:
    """The names of the agents that this package carries, from the file names."""
    return _names(Folder(packaged("agents")), "")


def _names(folder: Folder, under: str) -> frozenset[str]:
    names = (path.rsplit("/", 1)[-1] for path in folder.files(under, ".md") if path.count("/") == (1 if under else 0))
    return frozenset(name[len("agent-") : -len(".md")] for name in names if name.startswith("agent-"))
