"""Faults of the comments that switch a rule off for a line or a file."""

from kaizen_site.model.diagnostic import Card, Severity

# What keeps a file, or a block of it, from being read; and what says so about an ignore itself.
NEVER_IGNORED = frozenset(
    {"text", "yaml", "front-matter", "ignore", "internal", "rule/yaml-syntax", "definition/block-not-closed"}
)

REASON_MISSING = Card(
    "KZ981",
    "ignore/reason-missing",
    Severity.ERROR,
    "The ignore gives no reason",
    "Whoever reads the file later has to decide whether the exception still holds. Without a reason nobody can.",
    "Write the reason behind the brackets: `# kaizen: ignore[rule] reason`.",
)
UNUSED = Card(
    "KZ982",
    "ignore/unused",
    Severity.WARNING,
    "The ignore silences nothing",
    "What was wrong has been mended or stands somewhere else. An ignore that is left behind hides the next mistake.",
    "Delete the ignore, or put it at the end of the line that needs it or on a line of its own above it.",
)
RULE_UNKNOWN = Card(
    "KZ983",
    "ignore/rule-unknown",
    Severity.ERROR,
    "The ignore names no rule that there is",
    "A misspelt rule silences nothing, and an ignore of everything would hide what nobody has seen yet.",
    "Name each rule by its code, its slug or its family: `# kaizen: ignore[schedule/agent-unknown] reason`.",
)
NOT_ALLOWED = Card(
    "KZ984",
    "ignore/not-allowed",
    Severity.ERROR,
    "The ignore names a rule that can't be ignored",
    "A file that can't be read is not checked at all, and characters that nobody sees can't be judged by whoever reads "
    "the comment. So the families `text`, `yaml`, `front-matter`, `ignore` and `internal`, `rule/yaml-syntax` and "
    "`definition/block-not-closed` can't be silenced by a comment in the file.",
    "Mend the file, or lower the rule for its path in the project's configuration; only `internal` stays as it is.",
)
