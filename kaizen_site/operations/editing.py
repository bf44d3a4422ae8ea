"""What an editor asks of an open file: its findings as if it were saved, the changes that cure them, its schema."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from kaizen_site.derive.fix import apply_fixes
from kaizen_site.errors import NothingToCheck
from kaizen_site.gather.tree import Folder
from kaizen_site.model.configuration import Configuration
from kaizen_site.model.diagnostic import Edit, Finding, Fix
from kaizen_site.operations.catalogue import is_document_path
from kaizen_site.operations.check import run_check
from kaizen_site.operations.configuration import load_configuration
from kaizen_site.operations.selection import Selection
from kaizen_site.parse.agent import is_agent_path
from kaizen_site.parse.cursor import Region

_STATE = ".kaizen"
_MARKER = "kaizen.toml"


@dataclass(frozen=True, slots=True)
class Offer:
    """A change that an editor can make: what cures `findings`; a safe one needs no second look."""

    title: str
    findings: tuple[Finding, ...]
    edits: tuple[Edit, ...]
    safe: bool


def find_root(file: Path, folders: Sequence[Path]) -> Path | None:
    """The project that a file belongs to: around its `.kaizen/`, else the nearest folder with a `kaizen.toml`.

    Otherwise the innermost of the folders that the editor has open; None for a file outside of all of them.
    """
    inside = [folder for folder in folders if file.is_relative_to(folder)]
    if not inside:
        return None
    top = max(inside, key=lambda folder: len(folder.parts))
    for parent in file.parents:
        if not parent.is_relative_to(top):
            break
        if parent.name == _STATE and parent != top:
            return parent.parent
        if Folder(parent).exists(_MARKER):
            return parent
    return top


def check_drafts(root: Path, texts: Mapping[str, str]) -> dict[str, tuple[Finding, ...]]:
    """The findings of each open text, by its path below `root`; the others count as unsaved files beside it.

    Fleet snapshots are written by programs and are left out. Raises Misconfigured for a configuration of no use.
    """
    configuration = load_configuration(root)
    found: dict[str, tuple[Finding, ...]] = dict.fromkeys(texts, ())
    own = {path: text.encode("utf-8", "replace") for path, text in texts.items() if not _is_fleet(path, configuration)}
    if not own:
        return found
    try:
        report = run_check(root, configuration, drafts=own, selection=Selection(paths=frozenset(own)))
    except NothingToCheck:
        return found
    for finding in report.findings:
        if finding.path in found:
            found[finding.path] = (*found[finding.path], finding)
    return found


def offer_fixes(text: str, findings: Iterable[Finding]) -> tuple[Offer, ...]:
    """The changes that can be made to the text as it is: the safe ones first, then those that need a look."""
    offers = [
        Offer(_name_fix(finding.fix), (finding,), finding.fix.edits, finding.fix.safe)
        for finding in findings
        if finding.fix is not None and apply_fixes(text, [finding.fix], unsafe=True).applied
    ]
    return tuple(sorted(offers, key=lambda offer: not offer.safe))


def offer_all(text: str, findings: Iterable[Finding]) -> Offer | None:
    """All safe changes that can be made together; None where there are none."""
    cured = [finding for finding in findings if finding.fix is not None]
    fixes = [finding.fix for finding in cured if finding.fix is not None]
    applied = apply_fixes(text, fixes).applied
    if not applied:
        return None
    edits = dict.fromkeys(edit for fix in applied for edit in fix.edits)
    made = tuple(finding for finding in cured if finding.fix in applied)
    return Offer("Kaizen: make all safe fixes", made, tuple(edits), safe=True)


def find_schema(path: str, region: Region, configuration: Configuration) -> str | None:
    """The name of the schema of a stretch of YAML; None for files that have none."""
    if path == f"{_STATE}/schedule.yml":
        return "schedule"
    if not path.endswith(".md"):
        return None
    if path.startswith(f"{_STATE}/agents/") and path.endswith("/memory.md"):
        return "memory"
    kinds = (
        ("definition", configuration.definitions),
        ("event-type", configuration.event_types),
        ("decision", configuration.decisions),
    )
    for name, folders in kinds:
        if is_document_path(path) and _is_below(path, folders):
            return "rule-block" if region.kind == "rule" and name == "definition" else name
    if any(is_agent_path(path, configuration.profile, folder) for folder in configuration.agents):
        return "agent" if _is_below(path, configuration.agents) else None
    return None


def _name_fix(fix: Fix) -> str:
    title = fix.message[:1].upper() + fix.message[1:]
    return title if fix.safe else f"{title} (needs a look)"


def _is_fleet(path: str, configuration: Configuration) -> bool:
    return _is_below(path, configuration.fleet)


def _is_below(path: str, folders: Sequence[str]) -> bool:
    return any(folder == "." or path.startswith(f"{folder.rstrip('/')}/") for folder in folders)
