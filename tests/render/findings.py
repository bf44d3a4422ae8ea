"""Findings for the tests of the report formats: an ordinary one, and one whose every text attacks its reader."""

from __future__ import annotations

from kaizen_site.model.diagnostic import Card, Edit, Finding, Fix, Note, Report, Severity, Suppressed
from kaizen_site.model.source import Span

UNKNOWN = Card(
    "KZ301", "schedule/agent-unknown", Severity.ERROR, "An agent is not known", "Nobody would run.", "Name another."
)
VERSION = Card("KZ304", "schedule/version-not-string", Severity.WARNING, "A version is a number", "Why.", "Quote it.")
INTERNAL = Card("KZ990", "internal/failure", Severity.ERROR, "We failed", "A fault of ours.", "Report it.")
CARDS = (UNKNOWN, VERSION, INTERNAL)

PATH = ".kaizen/schedule.yml"
FIRST, SECOND, THIRD = "a" * 32, "b" * 32, "c" * 32

HOSTILE = (
    "one\ntwo\r::error file=x,line=1::three]]></failure> \x00\x1b[2J\u202e <b>&amp;\"' `tick` | @all #12 !7 "
    "https://attacker.example www.attacker.example [x](javascript:1) ![y](https://attacker.example/p.png) "
    "100% %0A 🙂 \ud800 \u2028 end"
)
HOSTILE_PATH = "agents/a b%20:,#?é🙂\n::error::x`|]]>.md"


def unknown_agent(line: int = 4, *, severity: Severity = Severity.ERROR, message: str | None = None) -> Finding:
    """An error in `.kaizen/schedule.yml` with help, a related place and an unsafe fix."""
    return Finding(
        UNKNOWN,
        severity,
        message or "no agent named `optimisation`",
        PATH,
        Span(line, 3, line, 15),
        "did you mean `optimization`?",
        (Note("agents/agent-optimization.md", Span(2, 7, 2, 19), "this one is installed"),),
        Fix("write `optimization`", (Edit(Span(line, 3, line, 15), "optimization"),), safe=False),
        ((line - 1, "agents:"), (line, "  optimisation:"), (line + 1, "    cadence: weekly")),
    )


def number_as_version() -> Finding:
    """A warning on the first line with a safe fix."""
    return Finding(
        VERSION,
        Severity.WARNING,
        "the version is the number 1",
        PATH,
        Span(1, 10, 1, 11),
        None,
        (),
        Fix("quote it", (Edit(Span(1, 10, 1, 11), '"1"'),)),
        ((1, "version: 1"), (2, "agents:")),
    )


def hostile() -> Finding:
    """Every text is hostile, and the place spans two lines."""
    return Finding(
        UNKNOWN,
        Severity.ERROR,
        HOSTILE,
        HOSTILE_PATH,
        Span(2, 9, 3, 1),
        HOSTILE,
        (Note(HOSTILE_PATH, Span(1, 1, 1, 1), HOSTILE),),
        Fix(HOSTILE, (Edit(Span(2, 9, 3, 1), HOSTILE),)),
        ((1, HOSTILE), (2, HOSTILE), (3, HOSTILE)),
    )


def suppressed(reason: str = "moves away in spring") -> Suppressed:
    """An error on line 9 that a comment in the file suppresses."""
    return Suppressed(unknown_agent(9), "ignore", reason)


ORDINARY = Report((number_as_version(), unknown_agent()), 41, (("schedules", 41),), (suppressed(),))
HARD = Report((hostile(),), 1, (("agents", 1),), (Suppressed(hostile(), "baseline", HOSTILE),))
CLEAN = Report((), 23, (("agents", 20), ("decisions", 1), ("event types", 2)))
