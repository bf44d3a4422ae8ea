"""What is said about a document: the rule's card, the diagnostic with a symbolic place, the finding with a real one."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, Literal, TypeVar

from kaizen_site.model.source import At, Document, Span, Where

Kind = TypeVar("Kind")


class Severity(StrEnum):
    """How much a finding weighs; errors alone decide the exit status unless `--strict` is given."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"
    HINT = "hint"


@dataclass(frozen=True, slots=True)
class Edit:
    """Replace the text at `span` in the file that the fix belongs to; symbolic until the report is made."""

    span: Span | At
    replacement: str


@dataclass(frozen=True, slots=True)
class Fix:
    """A change that cures the finding; a safe one never changes what the file means."""

    message: str
    edits: tuple[Edit, ...]
    safe: bool = True


@dataclass(frozen=True, slots=True)
class Related:
    """A second place that explains the first."""

    path: str
    where: Where
    message: str


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One fault of one document."""

    card: Card
    message: str
    path: str
    where: Where = None
    help: str | None = None
    related: tuple[Related, ...] = ()
    fix: Fix | None = None
    severity: Severity | None = None

    @property
    def weight(self) -> Severity:
        """The severity given for this one case, else the rule's own."""
        return self.severity or self.card.severity


@dataclass(frozen=True, slots=True)
class Card:
    """A rule's identity. The slug names its docs page and, with `/` as `-`, its folder under `tests/examples`."""

    code: str
    slug: str
    severity: Severity
    summary: str
    why: str
    remedy: str

    @property
    def folder(self) -> str:
        """The example folder's and the docs page's name."""
        return self.slug.replace("/", "-")

    @property
    def family(self) -> str:
        """What stands before the slash, such as `schedule`."""
        return self.slug.partition("/")[0]

    def at(
        self,
        path: str,
        where: Where,
        message: str,
        *,
        help: str | None = None,  # noqa: A002 - the report's own word for it
        related: tuple[Related, ...] = (),
        fix: Fix | None = None,
        severity: Severity | None = None,
    ) -> Diagnostic:
        """A diagnostic of this rule."""
        return Diagnostic(self, message, path, where, help, related, fix, severity)


@dataclass(frozen=True, slots=True)
class Note:
    """A related place, resolved."""

    path: str
    span: Span
    message: str


@dataclass(frozen=True, slots=True)
class Finding:
    """A diagnostic with its real place and the source lines around it.

    `excerpt` holds (line number, text) pairs, the finding's line among them.
    """

    card: Card
    severity: Severity
    message: str
    path: str
    span: Span
    help: str | None
    notes: tuple[Note, ...]
    fix: Fix | None
    excerpt: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class Suppressed:
    """A finding that does not count, who said so, and the reason they gave (empty where none is needed)."""

    finding: Finding
    kind: Literal["ignore", "configuration", "baseline"]
    reason: str


@dataclass(frozen=True, slots=True)
class Report:
    """All findings of one run, sorted by path, line, column and code, and what was looked at.

    `checked` counts documents by kind in the plural, such as {"agents": 20}. `suppressed` is sorted like the findings.
    """

    findings: tuple[Finding, ...]
    files: int
    checked: tuple[tuple[str, int], ...] = ()
    suppressed: tuple[Suppressed, ...] = ()

    def count(self, severity: Severity) -> int:
        """How many findings have this severity."""
        return sum(1 for finding in self.findings if finding.severity is severity)

    @property
    def failed(self) -> bool:
        """Whether any finding is an error."""
        return any(finding.severity is Severity.ERROR for finding in self.findings)


@dataclass(frozen=True, slots=True)
class Parsed(Generic[Kind]):
    """What came of one source: a value or none, the document for its places, and what is wrong with its shape.

    `value` may be there beside errors: a malformed agent is still listed. `document` is None when the bytes could not
    be decoded.
    """

    path: str
    value: Kind | None
    document: Document | None
    diagnostics: tuple[Diagnostic, ...] = ()
