"""What counts of the findings: the configuration's levels, then the ignores of their files.

Findings come in batches and the comments of a file may be needed by a later batch, so which of them silence nothing is
known only at the end. Nothing is kept of files without ignores.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from kaizen_site.check.ignore import check_ignores, check_unused
from kaizen_site.derive.finding import locate_findings, sort_findings
from kaizen_site.derive.ignore import Place, apply_ignores, find_unused, is_protected
from kaizen_site.derive.severity import apply_levels
from kaizen_site.model.configuration import Configuration
from kaizen_site.model.diagnostic import Diagnostic, Finding, Severity, Suppressed
from kaizen_site.model.ignore import Ignore
from kaizen_site.model.source import Document
from kaizen_site.operations.catalogue import LoadedCatalogue
from kaizen_site.parse.ignore import find_ignores


def judge_alone(
    diagnostics: Iterable[Diagnostic],
    documents: Mapping[str, Document],
    configuration: Configuration,
    looked_for: Callable[[str], bool],
) -> tuple[tuple[Finding, ...], tuple[Suppressed, ...]]:
    """What counts and what does not of findings that are a whole; `looked_for` knows the families that were checked."""
    verdicts = Verdicts(configuration)
    verdicts.expect(documents.values())
    findings = verdicts.judge(locate_findings(diagnostics, documents), documents)
    more, silent = verdicts.close(looked_for)
    return (*findings, *more), (*verdicts.suppressed, *silent)


def judge_catalogue(loaded: LoadedCatalogue) -> tuple[Finding, ...]:
    """The findings of the authored documents that count, in the order of a report; without those of a fleet."""
    found, _ = judge_alone(loaded.diagnostics, loaded.documents, loaded.configuration, without_fleet)
    return sort_findings(found)


def without_fleet(family: str) -> bool:
    """Whether the rules of the family can be checked where there is no fleet."""
    return family not in ("xref", "fleet")


@dataclass(slots=True)
class Verdicts:
    """Judges findings under one configuration; `suppressed` has what does not count, in the order of judging."""

    configuration: Configuration = field(default_factory=Configuration)
    suppressed: list[Suppressed] = field(default_factory=list)
    _ignores: dict[str, tuple[Ignore, ...]] = field(default_factory=dict)
    _documents: dict[str, Document] = field(default_factory=dict)
    _used: set[Place] = field(default_factory=set)
    _spoilt: set[str] = field(default_factory=set)

    def expect(self, documents: Iterable[Document]) -> None:
        """Remember the ignores of the project's own documents, so that `close` can tell which of them are unused."""
        for document in documents:
            ignores = find_ignores(document)
            if ignores:
                self._ignores[document.path] = ignores
                self._documents[document.path] = document

    def judge(self, located: Sequence[Finding], documents: Mapping[str, Document]) -> tuple[Finding, ...]:
        """The findings that count, in the order given, then what is wrong with ignores of their files.

        `documents` has the files in which ignores are looked for. Expected ignores are judged by `close` instead.
        """
        findings, off = apply_levels(located, self.configuration)
        self.suppressed += off
        ignores, faults = self._gather(dict.fromkeys(finding.path for finding in located), documents)
        if not ignores:
            return findings
        applied = apply_ignores(findings, ignores, [one.finding for one in off])
        self.suppressed += applied.suppressed
        self._used.update(place for place in applied.used if place[0] in self._ignores)
        self._spoilt.update(
            finding.path
            for finding in located
            if finding.path in self._ignores and finding.severity is Severity.ERROR and is_protected(finding.card)
        )
        if not faults:
            return applied.findings
        more, silent = apply_levels(locate_findings(faults, documents), self.configuration)
        self.suppressed += silent
        return (*applied.findings, *more)

    def close(self, looked_for: Callable[[str], bool]) -> tuple[tuple[Finding, ...], tuple[Suppressed, ...]]:
        """What is wrong with the expected ignores; it may be asked more than once.

        `looked_for` knows the families whose rules were checked: an ignore of another one is not called unused. Nor is
        one in a file that could not be read as it is: what it is for may come to light when the file is mended.
        """
        ignores = [ignore for found in self._ignores.values() for ignore in found]
        whole = [ignore for ignore in ignores if ignore.path not in self._spoilt]
        diagnostics = [*check_ignores(ignores), *check_unused(find_unused(whole, self._used, looked_for))]
        return apply_levels(locate_findings(diagnostics, self._documents), self.configuration)

    def _gather(self, paths: Iterable[str], documents: Mapping[str, Document]) -> tuple[list[Ignore], list[Diagnostic]]:
        """The ignores of these files, and what is wrong with those that nobody expected."""
        ignores: list[Ignore] = []
        faults: list[Diagnostic] = []
        for path in paths:
            found = self._ignores.get(path)
            if found is None and path in documents:
                found = find_ignores(documents[path])
                faults += check_ignores(found)
            ignores += found or ()
        return ignores, faults
