"""Fixes in rounds: what can be made together is made, everything is checked again, until nothing changes any more.

All rounds happen in memory, on drafts; a file is written once, when they are over. Only regular files below the root
are changed that no link leads to; never those of a fleet snapshot or of this package.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias

import kaizen_site
from kaizen_site.cards import front_matter, ignore, internal, rule, yaml
from kaizen_site.derive.fix import Fixed, apply_fixes
from kaizen_site.gather.drafts import NO_DRAFTS, Drafts, read_own
from kaizen_site.model.diagnostic import Finding, Fix, Report, Severity
from kaizen_site.publish.replacement import replace_content

ROUNDS = 25  # an error of syntax hides those behind it, so each of them takes a round
Check: TypeAlias = Callable[[Drafts], Report]
"""Checks everything, with drafts in place of files."""

_UNREADABLE = frozenset(
    card.slug
    for card in (
        *(yaml.SYNTAX, yaml.ALIAS, yaml.TAG, yaml.KEY_NOT_TEXT, yaml.TOO_DEEP, yaml.DUPLICATE_KEY, rule.YAML_SYNTAX),
        *(front_matter.MISSING, front_matter.NOT_CLOSED, front_matter.NOT_MAPPING, internal.FAILURE),
    )
)


@dataclass(frozen=True, slots=True)
class FixedFile:
    """A file's whole text before and after, and how many findings were fixed in it."""

    path: str
    before: str
    after: str
    count: int


@dataclass(frozen=True, slots=True)
class Fixing:
    """The files that fixes change, by path, and the report on what remains."""

    files: tuple[FixedFile, ...]
    report: Report

    @property
    def count(self) -> int:
        """How many findings were fixed in all."""
        return sum(file.count for file in self.files)


def plan_fixes(
    root: Path, check: Check, report: Report | None = None, *, unsafe: bool = False, closed: Sequence[str] = ()
) -> Fixing:
    """What the fixes would make of the files below `root`; nothing is written.

    `report` is that of the files as they are, where there is one already. Findings that a report leaves out
    (suppressed, switched off) are not fixed. Nothing below the folders `closed` is changed.
    """
    report = check(NO_DRAFTS) if report is None else report
    work = _Work(root, tuple(closed), unsafe=unsafe)
    for _ in range(ROUNDS):
        fixed = work.fix(report)
        if not fixed:
            break
        before, report = report, check(work.drafts)
        spoilt = sorted((_find_unreadable(report) - _find_unreadable(before)) & fixed.keys())
        if spoilt:
            # Whatever the fix was: a file that could be read must be readable afterwards.
            work.undo(spoilt, fixed)
            report = check(work.drafts)
    return Fixing(work.files, report)


def write_fixes(root: Path, fixing: Fixing) -> None:
    """Write the planned files, each whole or not at all; Refused for one that has changed since it was read."""
    for file in fixing.files:
        replace_content(root, file.path, file.before.encode(), file.after.encode())


@dataclass(slots=True)
class _Work:
    """The drafts so far, and the texts and counts that tell where they came from."""

    root: Path
    closed: tuple[str, ...]
    unsafe: bool
    drafts: dict[str, bytes] = field(default_factory=dict)
    _originals: dict[str, str | None] = field(default_factory=dict)
    _counts: dict[str, int] = field(default_factory=dict)
    _undone: set[str] = field(default_factory=set)

    @property
    def files(self) -> tuple[FixedFile, ...]:
        """The files whose draft is not what they hold."""
        found = []
        for path in sorted(self.drafts):
            before, after = self._originals[path] or "", self.drafts[path].decode()
            if after != before:
                found.append(FixedFile(path, before, after, self._counts[path]))
        return tuple(found)

    def fix(self, report: Report) -> dict[str, tuple[str, Fixed]]:
        """One round: the texts before and what became of them, for each file that changed."""
        fixes: dict[str, list[Fix]] = {}
        faulty = {one.path for one in report.findings if one.severity is Severity.ERROR and not _is_unused(one)}
        for finding in report.findings:
            if finding.fix is None or finding.path in self._undone:
                continue
            # An error may hide what an ignore is there for; it must outlive the error.
            if not (_is_unused(finding) and finding.path in faulty):
                fixes.setdefault(finding.path, []).append(finding.fix)
        changed = {}
        for path in sorted(fixes):
            text = self._read(path)
            fixed = None if text is None else apply_fixes(text, fixes[path], unsafe=self.unsafe)
            if text is None or fixed is None or fixed.text == text:
                continue
            changed[path] = (text, fixed)
            self.drafts[path] = fixed.text.encode()
            self._counts[path] = self._counts.get(path, 0) + len(fixed.applied)
        return changed

    def undo(self, paths: Sequence[str], fixed: dict[str, tuple[str, Fixed]]) -> None:
        """Take the last round back for these files, and leave them alone from now on."""
        for path in paths:
            text, last = fixed[path]
            self.drafts[path] = text.encode()
            self._counts[path] -= len(last.applied)
            self._undone.add(path)

    def _read(self, path: str) -> str | None:
        draft = self.drafts.get(path)
        if draft is not None:
            return draft.decode()
        if path not in self._originals:
            self._originals[path] = self._read_original(path)
        return self._originals[path]

    def _read_original(self, path: str) -> str | None:
        if any(folder == "." or path == folder or path.startswith(f"{folder}/") for folder in self.closed):
            return None
        if (self.root / path).resolve().is_relative_to(Path(kaizen_site.__file__).resolve().parent):
            return None
        content = read_own(self.root, path)
        try:
            return None if content is None else content.decode()
        except UnicodeDecodeError:
            return None


def _is_unused(finding: Finding) -> bool:
    return finding.card.slug == ignore.UNUSED.slug


def _find_unreadable(report: Report) -> set[str]:
    return {finding.path for finding in report.findings if finding.card.slug in _UNREADABLE}
