"""Faults of `.kaizen/schedule.yml`."""

from kaizen_site.model.diagnostic import Card, Severity

AGENT_UNKNOWN = Card(
    "KZ301",
    "schedule/agent-unknown",
    Severity.ERROR,
    "The schedule names an agent that does not exist",
    "A run can only be prepared for an agent whose prompt is installed in the repo or packaged with Kaizen. A "
    "misspelt name is never run, and nobody notices.",
    "Correct the name, or put the agent into the folder `agents/`.",
)
VERSION_MISSING = Card(
    "KZ302",
    "schedule/version-missing",
    Severity.ERROR,
    "The schedule has no version",
    "The version says by which rules the file is read; without it a later reader has to guess.",
    'Add the line `version: "1"`.',
)
VERSION_UNSUPPORTED = Card(
    "KZ303",
    "schedule/version-unsupported",
    Severity.ERROR,
    "The schedule has a version that is not supported",
    "A file of another version may mean something else by the same words, so it is not guessed at.",
    'Write `version: "1"`.',
)
VERSION_NOT_STRING = Card(
    "KZ304",
    "schedule/version-not-string",
    Severity.WARNING,
    "The version is written as a number",
    "A number loses what text keeps: 1.10 becomes 1.1. Existing files have the number 1, so it is read as the text.",
    'Put the version in quotes: `version: "1"`.',
)
AGENTS_MISSING = Card(
    "KZ305",
    "schedule/agents-missing",
    Severity.ERROR,
    "The schedule names no agents",
    "The file opts a repo in to scheduled runs; without `agents` it says nothing.",
    "Add `agents:` with at least one agent and its cadence.",
)
AGENTS_NOT_MAPPING = Card(
    "KZ306",
    "schedule/agents-not-mapping",
    Severity.ERROR,
    "`agents` does not map names to settings",
    "Every agent has settings of its own, so its name is a key with a mapping below it; a list of names has no place "
    "for them.",
    "Write `agents:`, below it the agent's name with a colon, and below that its settings, such as `cadence: weekly`.",
)
AGENTS_EMPTY = Card(
    "KZ307",
    "schedule/agents-empty",
    Severity.ERROR,
    "`agents` is empty",
    "A schedule without an agent runs nothing, which is more often a mistake than a wish.",
    "Name at least one agent, or delete the file to take the repo out of the fleet's schedule.",
)
AGENT_NOT_MAPPING = Card(
    "KZ308",
    "schedule/agent-not-mapping",
    Severity.ERROR,
    "An agent's settings are not a mapping",
    "An agent has up to three settings, and each needs its name.",
    "Write the settings below the agent's name, such as `cadence: weekly`.",
)
CADENCE_MISSING = Card(
    "KZ309",
    "schedule/cadence-missing",
    Severity.ERROR,
    "An agent has no cadence",
    "The fleet is asked for its daily, weekly or monthly runs; an agent without a cadence would be in none of them.",
    "Add `cadence: daily`, `cadence: weekly` or `cadence: monthly`.",
)
CADENCE_UNKNOWN = Card(
    "KZ310",
    "schedule/cadence-unknown",
    Severity.ERROR,
    "The cadence is not daily, weekly or monthly",
    "Definitions ask for runs by cadence, and only these three exist. How often an agent really runs is said by the "
    "cron: an hourly run is `cadence: daily` with an hourly `cron`.",
    "Write daily, weekly or monthly, and put anything finer into `cron`.",
)
UNKNOWN_KEY = Card(
    "KZ311",
    "schedule/unknown-key",
    Severity.ERROR,
    "The schedule has a key that nobody reads",
    "A misspelt key is a setting that silently does not apply.",
    "Correct or delete the key; keys that begin with `x-` are left alone.",
)
CRON_INVALID = Card(
    "KZ312",
    "schedule/cron-invalid",
    Severity.ERROR,
    "The cron expression can't be used",
    "Schedulers differ in the extensions that they take; five fields of numbers, names, `*`, `,`, `-` and `/` mean the "
    "same everywhere.",
    "Write five fields: minute, hour, day of month, month, day of week.",
)
CRON_NOT_TEXT = Card(
    "KZ313",
    "schedule/cron-not-text",
    Severity.ERROR,
    "`cron` is not text",
    "A cron expression is one text with five fields.",
    'Write the five fields in quotes, such as `cron: "0 9 * * 1"`.',
)
ENABLED_NOT_BOOLEAN = Card(
    "KZ314",
    "schedule/enabled-not-boolean",
    Severity.ERROR,
    "`enabled` is neither true nor false",
    'Many programs take any text for true, so `enabled: "false"` switches an agent on.',
    "Write `true` or `false` without quotes.",
)
TIMEZONE_UNKNOWN = Card(
    "KZ315",
    "schedule/timezone-unknown",
    Severity.ERROR,
    "The time zone does not exist",
    "Times are computed with the IANA database, which knows about clock changes; abbreviations and offsets do not.",
    "Write an IANA name such as `Europe/Berlin` or `UTC`.",
)
CRON_NEVER_FIRES = Card(
    "KZ316",
    "schedule/cron-never-fires",
    Severity.WARNING,
    "The cron expression never fires",
    "The expression is well formed, but no calendar has such a day.",
    "Choose a day that the month has.",
)
CRON_BOTH_DAYS = Card(
    "KZ317",
    "schedule/cron-both-days",
    Severity.WARNING,
    "The cron expression restricts both day fields",
    "cron fires when either day field matches, Temporal only when both do, so the same text means two schedules.",
    "Restrict the day of month or the day of week, and leave the other `*`.",
)
CRON_CLOCK_CHANGE = Card(
    "KZ318",
    "schedule/cron-clock-change",
    Severity.WARNING,
    "The cron expression fires in an hour that a clock change skips or repeats",
    "Once a year such a time does not exist and once it exists twice; schedulers disagree about what happens then.",
    "Choose an hour outside the change, or the zone UTC.",
)
ENGAGEMENT_NOT_TEXT = Card(
    "KZ319",
    "schedule/engagement-not-text",
    Severity.ERROR,
    "`engagement` is not text",
    "The engagement is named by its slug.",
    "Write the slug, such as `engagement: acme`.",
)
NOT_MAPPING = Card(
    "KZ320",
    "schedule/not-mapping",
    Severity.ERROR,
    "The schedule holds no settings",
    "A schedule is a mapping with `version` and `agents`; a list or a single text has no names.",
    "Let `kaizen-agentic schedule init` write a first one.",
)
ENGAGEMENT_INVALID = Card(
    "KZ321",
    "schedule/engagement-invalid",
    Severity.WARNING,
    "The engagement's slug can't be one",
    "The slug is looked up in the list of engagements and becomes part of paths. Capitals and blanks mean different "
    "things to different systems.",
    "Use lower-case letters, digits, dots, hyphens and underscores, beginning with a letter or digit.",
)
TOO_MANY_AGENTS = Card(
    "KZ322",
    "schedule/too-many-agents",
    Severity.ERROR,
    "The schedule names more than 200 agents",
    "Each agent gets a bundle, a row and a place in the calendar. So many in one repo are a mistake of a program.",
    "Name the agents that shall really run in this repo.",
)
