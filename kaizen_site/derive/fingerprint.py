"""What a finding is known by when the lines above it have moved.

A fingerprint holds the rule, the path and the text of the line, and a number where several findings share these. So it
outlives what is written elsewhere in the file and a new wording of the message; an edited line makes a new finding.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Sequence

from kaizen_site.model.diagnostic import Finding, Report

_DIGITS = 32


def fingerprint_findings(findings: Sequence[Finding]) -> tuple[str, ...]:
    """One fingerprint for each finding, in the same order: 32 hexadecimal digits, no two alike.

    Among findings of one rule on equal lines the place in the file counts, not the order in which they are given.
    """
    fingerprints = [""] * len(findings)
    seen: Counter[tuple[str, str, str]] = Counter()
    for index in sorted(range(len(findings)), key=lambda i: _place(findings[i])):
        finding = findings[index]
        identity = (finding.card.slug, finding.path, _line(finding))
        fingerprints[index] = _digest(*identity, seen[identity])
        seen[identity] += 1
    return tuple(fingerprints)


def fingerprint_report(report: Report) -> tuple[str, ...]:
    """The fingerprints of the report's findings, then those of its suppressed ones; both are counted together."""
    return fingerprint_findings((*report.findings, *(suppressed.finding for suppressed in report.suppressed)))


def _place(finding: Finding) -> tuple[object, ...]:
    return (finding.path, finding.span, finding.card.code, finding.message)


def _line(finding: Finding) -> str:
    """The source line without outer blanks; empty where the file could not be read."""
    return next((text.strip() for number, text in finding.excerpt if number == finding.span.line), "")


def _digest(*identity: str | int) -> str:
    # JSON keeps the parts apart and has ASCII for every character, lone surrogates included.
    return hashlib.sha256(json.dumps(identity).encode("ascii")).hexdigest()[:_DIGITS]
