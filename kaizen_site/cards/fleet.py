"""Faults of a fleet snapshot, and of the `.kaizen/` state that it mirrors."""

from kaizen_site.model.diagnostic import Card, Severity

SNAPSHOT_INVALID = Card(
    "KZ901",
    "fleet/snapshot-invalid",
    Severity.ERROR,
    "The snapshot's header can't be used",
    "`snapshot.yml` says when the fleet was taken. Without that time nothing can be said about what runs next, and "
    "every page would show an unknown state as the present one.",
    'Write `version: "1"` and `taken_at` as a time such as "2026-11-20T06:00:00Z", or take the snapshot again.',
)
REPO_INVALID = Card(
    "KZ902",
    "fleet/repo-invalid",
    Severity.ERROR,
    "A repo's `repo.json` can't be used",
    "`repo.json` says which repo the folder mirrors and whether it was skipped. A repo that is shown under another "
    "name, or as fine although it was skipped, misleads everybody who reads the fleet.",
    "Take the snapshot again, or mend the field that is named.",
)
SCHEDULE_RECORDED_INVALID = Card(
    "KZ903",
    "fleet/schedule-recorded-invalid",
    Severity.WARNING,
    "A schedule is invalid, and the snapshot says so",
    "The resolver has skipped this repo and said why; its owners see the error in their own checks. Here it is shown "
    "so that the missing runs surprise nobody. A fault that the snapshot does not know is an error instead.",
    "Mend the schedule in the repo itself; the next snapshot has it.",
)
RECORD_INVALID = Card(
    "KZ904",
    "fleet/record-invalid",
    Severity.WARNING,
    "A record file has lines that are no records",
    "A crash, a full disk or a merge leaves damaged lines behind. They are left out of every figure, which has to be "
    "said where the figures are shown.",
    "Delete the damaged lines or mend them; the other records are used all the same.",
)
MEMORY_INVALID = Card(
    "KZ905",
    "fleet/memory-invalid",
    Severity.WARNING,
    "A memory file's front matter is not as expected",
    "`agent`, `project`, `last_updated` and `session_count` say whose memory it is and how old. The text is handed to "
    "sessions all the same, but nobody can tell how far it may be trusted.",
    "Write the four fields between two lines `---` at the top of the file.",
)
SLUG_INVALID = Card(
    "KZ906",
    "fleet/slug-invalid",
    Severity.ERROR,
    "A repo's slug can't be a path",
    "The slug becomes a folder, an address and part of commands. Capitals, blanks and other alphabets mean different "
    "things to different systems, and some names are taken by the system itself.",
    "Use lower-case letters, digits, dots, hyphens and underscores, at most 100, beginning with a letter or digit.",
)
SLUG_COLLISION = Card(
    "KZ907",
    "fleet/slug-collision",
    Severity.ERROR,
    "Two repos have the same slug but for case or accents",
    "On many file systems and in many heads the two are one; one repo's pages and bundles would replace the other's.",
    "Give one of the repos another slug.",
)
AGENT_FOLDER_INVALID = Card(
    "KZ908",
    "fleet/agent-folder-invalid",
    Severity.WARNING,
    "A folder of state does not belong to an agent",
    "Folders for memory and metrics are named like the agent. A name that can't be one, or differs from another only "
    "by case, is left out, and so is everything beyond 200 agents.",
    "Rename the folder to the agent's name, or delete it.",
)
RECORD_IN_FUTURE = Card(
    "KZ909",
    "fleet/record-in-future",
    Severity.WARNING,
    "A record is dated after the snapshot",
    "A wrong clock puts a run at the end of every chart and makes the state look fresher than it is.",
    "Set the clock of the machine that records right, and mend or delete the record.",
)
COUNTS_DIFFER = Card(
    "KZ910",
    "fleet/counts-differ",
    Severity.WARNING,
    "The snapshot's counts and its contents differ",
    "`snapshot.yml` says how many repos were taken. When fewer are there, the copy broke off or somebody deleted some; "
    "when more are there, two snapshots were mixed.",
    "Take the snapshot again.",
)
HOME_DIRECTORY = Card(
    "KZ911",
    "fleet/home-directory",
    Severity.WARNING,
    "A path in the snapshot names a home directory",
    "The snapshot is published. A home directory names a person and tells how a machine is laid out.",
    "Write the path from `~` on, or take the snapshot again with a version that redacts it.",
)
RECORD_AGENT_MISMATCH = Card(
    "KZ912",
    "fleet/record-agent-mismatch",
    Severity.WARNING,
    "A record of one agent lies in the folder of another",
    "The folder decides whose figures a record counts for. A foreign record makes one agent look better or worse than "
    "it is, and is missing for the other.",
    "Move the line to the folder of its agent, or correct the name in it.",
)
