"""What a finding weighs in this project: the configuration's word against the rule's own.

`paths` go before `rules`, a later pattern before an earlier one; in one table a rule goes before its family.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from kaizen_site.model.configuration import OFF, Configuration, Level
from kaizen_site.model.diagnostic import Card, Finding, Severity, Suppressed
from kaizen_site.rules.glob import match_glob


def apply_levels(
    findings: Iterable[Finding], configuration: Configuration
) -> tuple[tuple[Finding, ...], tuple[Suppressed, ...]]:
    """The findings with the weights of the configuration, and those that it turns off; both in the order given."""
    if not configuration.rules and not configuration.paths:
        return tuple(findings), ()
    kept: list[Finding] = []
    off: list[Suppressed] = []
    for finding in findings:
        level, reason = _find_level(finding.card, finding.path, configuration)
        if level is None or finding.card.family == "internal":
            kept.append(finding)
        elif level == OFF:
            off.append(Suppressed(finding, "configuration", reason))
        else:
            kept.append(replace(finding, severity=Severity(level)))
    return tuple(kept), tuple(off)


def _find_level(card: Card, path: str, configuration: Configuration) -> tuple[Level | None, str]:
    for pattern, rules in reversed(tuple(configuration.paths.items())):
        name = _name_in(rules, card) if match_glob(pattern, path) else None
        if name is not None:
            return rules[name], f"`{name}` is off for {pattern}"
    name = _name_in(configuration.rules, card)
    return (None, "") if name is None else (configuration.rules[name], f"`{name}` is off")


def _name_in(rules: Mapping[str, Level], card: Card) -> str | None:
    return card.slug if card.slug in rules else card.family if card.family in rules else None
