"""What the memories, scopes and to-do lists of a made-up fleet say; the places in braces are filled in."""

from __future__ import annotations

from typing import NamedTuple


class Words(NamedTuple):
    """What one agent's memory is put together from: sentences for five sections, summaries for the session log.

    A summary that begins with `!` is that of a failed session.
    """

    context: tuple[str, ...]
    findings: tuple[str, ...]
    worked: tuple[str, ...]
    watch: tuple[str, ...]
    threads: tuple[str, ...]
    log: tuple[str, ...]


AREAS = (
    "import",
    "export",
    "search index",
    "retry queue",
    "address form",
    "rate table",
    "permission check",
    "night run",
    "event schema",
    "cache",
    "audit trail",
    "label printer",
    "password reset",
    "report builder",
    "webhook",
    "migration",
)
FILES = (
    "src/pipeline.py",
    "src/store.py",
    "app/routes.ts",
    "app/session.ts",
    "internal/queue/worker.go",
    "config/limits.toml",
    "tests/test_rounding.py",
    "tests/e2e/login.spec.ts",
    "docs/operations.md",
    "scripts/backfill.sh",
    "Makefile",
)

WORDS = {
    "coach": Words(
        (
            "Several agents work here; the note is read on Monday by whoever triages that week.",
            "The maintainers are two people part-time. A note longer than a page is not read.",
        ),
        (
            "Slow CI, a flaky {area} test and late releases turned out to be one cause: the shared test database.",
            "The agents' memories disagree about who owns the {area}; the code says {file}.",
            "Work on the {area} stalls whenever the {other} changes in the same week ({n} times since summer).",
            "Findings about the {area} were repeated in three memories, all quoting the same single run.",
        ),
        (
            'Moves that name a file and a finishing sign were taken; moves that begin with "consider" never were.',
            "Asking for one reversible step on the {area} instead of a plan.",
            "Quoting two contradicting memories side by side; the question was settled within a day.",
        ),
        (
            "The memory of the {area} work has not been touched for two months; verify before quoting it.",
            "Quality scores are self-given and close to 1; sample one run before praising.",
        ),
        (
            "Move 1: split the {area} check from the {other} check · done when: both run alone.",
            "Move 2: decide who owns {file} · done when: CODEOWNERS names one team.",
            "Stop: the weekly {other} report that nobody has opened since {n} weeks.",
        ),
        (
            "two of three moves taken, note delivered",
            "note delivered, one move declined with a reason",
            "!no new records since the last note, so none was written",
            "settled the {area} question, three new moves",
            "note delivered; stop list accepted",
        ),
    ),
    "optimization": Words(
        ("Records come from scheduled runs only; manual sessions are not recorded here.",),
        (
            "Run time of test-maintenance follows the size of the {area} suite, not the prompt.",
            "After the prompt change of week {n} the interval still contains the old rate: no claim possible yet.",
            "A third of the failed runs ended before the first tool call: environment, not agent.",
        ),
        (
            "Proposing one change at a time, with the number of runs it needs.",
            "Reading ten failed runs before any figure.",
        ),
        ("The threshold of 30 s is meaningless for agents that run a test suite.", "Weekend runs are slower here."),
        ("Re-read the {area} figures when {n} more runs are there.", "Proposal 3 waits for a review."),
        (
            "one proposal, two without enough runs",
            "!no proposal: too few records",
            "confirmed the effect of proposal 2",
            "withdrew a proposal, effect not seen",
        ),
    ),
    "tdd-workflow": Words(
        ("Tests run with one command and take about {n} s; pure functions live apart from input and output.",),
        (
            "The {area} has no seam: its clock is read in four places.",
            "Characterisation tests for {file} pin down two behaviours that the documents contradict.",
            "Rounding in the {area} is half-even, not half-up, and callers rely on it.",
        ),
        (
            "Listing the tests before writing the first one.",
            "Passing the clock in as an argument.",
            "Committing on every green step; two reverts cost nothing.",
        ),
        ("{file} writes to the working folder when imported.", "The {other} tests depend on their order."),
        ("Cover the error path of the {area}.", "Remove the last test that sleeps."),
        (
            "five small steps on the {area}, all green",
            "characterised {file}",
            "!red for the wrong reason, stopped",
            "rounding fixed test-first",
            "second half of the {area} list",
        ),
    ),
    "test-maintenance": Words(
        ("About {n}0 tests; the end-to-end suite runs on every merge and owns most of the failures.",),
        (
            "The {area} test fails when the minute changes during the run: it compares formatted times.",
            "Since the upgrade of the browser driver, {file} waits for an element that is never shown.",
            "Four quarantined tests had lost their issue; two of them tested code that is gone.",
        ),
        ("Switching a suspected cause on and off three times before calling it one.", "Expiry dates on quarantines."),
        (
            "A rerun that passes proves nothing here: the shared account is locked for ten minutes after a failure.",
            "Runners of the second pool have half the memory.",
        ),
        ("Find out why the {area} suite fails only behind the proxy.", "Quarantine of {file} ends this month."),
        (
            "cause of the {area} flake shown and removed",
            "!driver upgrade still breaks the {area} flow",
            "two tests repaired, one quarantined",
            "!no cause found within the session",
            "skipped tests reviewed",
        ),
    ),
    "code-refactoring": Words(
        ("The area under work is the {area}; releases are cut on Thursdays, so structure changes land by Tuesday.",),
        (
            "{file} mixes three reasons to change; the git log separates them cleanly.",
            "The {area} and the {other} share a mutable default that both overwrite.",
            "Moves without a rename are reviewed in minutes, moves with one in days.",
        ),
        ("One mechanical step a commit, checked out and run alone.", "Leaving the name for the last step."),
        ("Reflection in the {other} finds classes by name: renaming breaks it at run time only.",),
        ("Split {file} by reason to change.", "Inline the one-line wrappers of the {area}."),
        (
            "six green steps in the {area}",
            "!stopped at a red step, reverted",
            "extracted the {area} from {file}",
            "prepared the seam, no behaviour changed",
        ),
    ),
    "keepaTodofile": Words(
        ("TODO.md is read at the planning call every other week.",),
        (
            "A quarter of the open items pointed at files that no longer exist.",
            "Items without a finishing condition stay open three times as long.",
        ),
        ("Verifying an item by a command and quoting it in the item.", "Merging duplicates under the older one."),
        ("Comments marked TODO in {file} are generated; do not harvest them.",),
        ("Three items about the {area} wait for a decision.",),
        (
            "closed four, merged two",
            "verified all open items",
            "harvested comments from {file}",
            "!half of the items could not be verified",
        ),
    ),
    "keepaChangelog": Words(
        ("Users read the changelog through the package index; entries name what they can see.",),
        ('Merges titled "chore" changed the {area} visibly twice.', "The section Removed is forgotten most often."),
        ("Deriving entries from the diff of the public interface, not from titles.",),
        ("Back-ports appear twice in the log.",),
        ("Is the new default of the {area} a breaking change?",),
        ("three entries added, one reworded", "next version derived: minor", "!could not read the last tag"),
    ),
    "releaseManager": Words(
        ("Releases go out from the default branch; the artefact is built once and promoted.",),
        (
            "The build of the {area} is not reproducible: it embeds the time.",
            "Rolling back takes {n} minutes, most of it waiting for the {other}.",
        ),
        ("Trying the rollback before the release, not after.", "Tagging only what the pipeline has built."),
        ("The {area} has to be told about new hosts by hand.",),
        ("Sign the artefacts.", "Remove the manual step in {file}."),
        ("released, no correction needed", "!not releasable: {area} red", "released after one correction to the notes"),
    ),
    "sys-medic": Words(
        ("Two hosts behind one balancer; the second one also runs the {area}.",),
        (
            "Memory pressure begins with the {area} at full hours, not with traffic.",
            "Disk latency doubles while the {other} is backed up.",
        ),
        ("Asking which observation would exclude a cause before treating it.",),
        ("Restarting the {area} loses what is queued.",),
        ("Move the backup of the {other} to another hour.",),
        ("cause confirmed: {area} at full hours", "healthy, nothing done", "!no access to the second host"),
    ),
    "tooling-optimization": Words(
        ("Developers wait for two loops: the unit tests ({n} s) and the image build.",),
        (
            "The image build fetches everything again because {file} is copied before the lock file.",
            "Half the time of the lint job is starting its container.",
            "The cache key of the {area} job holds a date, so that it never hits.",
        ),
        ("Measuring the same commit five times before and after.",),
        ("The runners' clock of the build pool jumps; compare within one run only.",),
        ("Pin the base image of the {area}.", "Try the {other} job without its container."),
        (
            "!image build no faster, change withdrawn",
            "lint job 40 % shorter",
            "cache key mended",
            "!could not measure: runners busy",
            "!lost the connection to the registry",
        ),
    ),
    "scope-analyst": Words(
        ("SCOPE.md promises nine things; seven have an owner.",),
        (
            "The {area} is built and tested but promised nowhere.",
            "The promise about the {other} has no code behind it.",
        ),
        ("Quoting promise and code line side by side.",),
        ("Feature switches hide half of the {area} from a plain search.",),
        ("Ask whether the {other} is still promised.",),
        ("two findings, both confirmed", "no difference found", "!finding withdrawn, evidence was wrong"),
    ),
    "requirements-engineering": Words(
        ("Requests arrive as tickets of two lines; the domain's words are in docs/operations.md.",),
        (
            "Two tickets about the {area} contradict each other on what happens at midnight.",
            '"Fast" in the {other} ticket means under {n} s to the one who wrote it.',
        ),
        ("Turning every adjective into a number and asking back.",),
        ('The glossary uses "account" for two things.',),
        ("Acceptance criteria for the {area} wait for an answer.",),
        (
            "four criteria, one open question",
            "conflict between two tickets named",
            "requirements for the {area} accepted",
            "!nobody answered the open questions",
        ),
    ),
}

SCOPE = """# Scope of {slug}

{what}

In scope:

- the {area}, with its checks and its documentation
- the {other}, as far as the {area} depends on it

Out of scope:

- anything that another repo already owns
- anything that needs a person at night
"""

TODO = """# To do

- [ ] Split {file} by reason to change (done when: no module over 300 lines)
- [ ] Decide whether the {area} may be slower than the {other} (done when: a number stands in docs/operations.md)
- [x] Remove the unused {other} switch
"""
