"""A fingerprint outlives what is written elsewhere in the file."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from kaizen_site.derive.fingerprint import fingerprint_findings, fingerprint_report
from kaizen_site.model.diagnostic import Card, Finding, Report, Severity, Suppressed
from kaizen_site.model.source import Span

CARD = Card("KZ301", "schedule/agent-unknown", Severity.ERROR, "s", "w.", "r.")
OTHER = Card("KZ302", "schedule/other", Severity.ERROR, "s", "w.", "r.")


def finding(
    line: int, text: str = "  coahc:", *, path: str = "a.yml", card: Card = CARD, message: str = "m", column: int = 3
) -> Finding:
    excerpt = ((line - 1, "agents:"), (line, text), (line + 1, "    cadence: weekly"))
    return Finding(card, Severity.ERROR, message, path, Span(line, column, line, 8), None, (), None, excerpt)


def one(value: Finding) -> str:
    (fingerprint,) = fingerprint_findings([value])
    return fingerprint


def test_a_fingerprint_is_known() -> None:
    assert one(finding(4)) == "c7ad6d4a1fbc8dc7c6dd0f2090831bfb"


def test_a_finding_keeps_its_fingerprint_when_its_line_moves_or_is_indented() -> None:
    assert one(finding(4)) == one(finding(40, "      coahc:  "))


def test_a_finding_keeps_its_fingerprint_when_its_message_and_its_severity_change() -> None:
    assert one(finding(4)) == one(replace(finding(4, message="other words"), severity=Severity.WARNING))


def test_rule_path_and_line_make_the_fingerprint() -> None:
    different = {
        one(finding(4)),
        one(finding(4, card=OTHER)),
        one(finding(4, path="b.yml")),
        one(finding(4, "  coach-2:")),
        one(replace(finding(4), excerpt=())),
    }

    assert len(different) == 5


def test_equal_lines_are_counted_in_the_order_of_the_file() -> None:
    first, second = finding(4), finding(9)
    low, high = fingerprint_findings([first, second])

    assert low != high
    assert low == one(first)
    assert fingerprint_findings([second, first]) == (high, low)


def test_two_findings_on_one_line_have_two_fingerprints() -> None:
    assert len(set(fingerprint_findings([finding(4, column=3), finding(4, column=9)]))) == 2


def test_suppressing_one_finding_leaves_the_other_ones_fingerprint() -> None:
    first, second = finding(4), finding(9)
    both = fingerprint_report(Report((first, second), 1))
    rest = fingerprint_report(Report((second,), 1, (), (Suppressed(first, "ignore", "r"),)))

    assert rest == (both[1], both[0])


@given(st.lists(st.tuples(st.integers(2, 5), st.sampled_from(["x", "y\ud800", ""])), max_size=12))
def test_fingerprints_are_unique_and_hexadecimal(rows: list[tuple[int, str]]) -> None:
    fingerprints = fingerprint_findings([finding(line, text) for line, text in rows])

    assert len(set(fingerprints)) == len(rows)
    assert all(len(value) == 32 and set(value) <= set("0123456789abcdef") for value in fingerprints)
