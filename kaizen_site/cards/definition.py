"""Faults of ActivityDefinitions outside their rule blocks."""

from kaizen_site.model.diagnostic import Card, Severity

TRIGGER_MISSING = Card(
    "KZ601",
    "definition/trigger-missing",
    Severity.ERROR,
    "The definition has no trigger",
    "The trigger says when the definition fires; without one it never does.",
    "Add `trigger:` with a `type` of cron, event or scheduled.",
)
TRIGGER_NOT_MAPPING = Card(
    "KZ602",
    "definition/trigger-not-mapping",
    Severity.ERROR,
    "The trigger is not a mapping",
    "A trigger has a type and what that type needs, each under its own name.",
    "Write `trigger:` and below it `type: cron` with a `cron_expression`, or `type: event` with an `event_type`.",
)
TRIGGER_TYPE_UNKNOWN = Card(
    "KZ603",
    "definition/trigger-type-unknown",
    Severity.ERROR,
    "The trigger's type is not known",
    "Only three kinds of trigger exist: a cron expression, an event and a single time.",
    "Write `type: cron`, `type: event` or `type: scheduled`.",
)
CRON_MISSING = Card(
    "KZ604",
    "definition/cron-missing",
    Severity.ERROR,
    "A cron trigger has no cron expression",
    "The expression is what makes the trigger fire.",
    'Add `cron_expression: "0 9 * * 1"` with the five fields that you need.',
)
CRON_INVALID = Card(
    "KZ605",
    "definition/cron-invalid",
    Severity.ERROR,
    "The cron expression can't be used",
    "Schedulers differ in the extensions that they take; five fields of numbers, names, `*`, `,`, `-` and `/` mean the "
    "same everywhere.",
    "Write five fields: minute, hour, day of month, month, day of week.",
)
TIMEZONE_UNKNOWN = Card(
    "KZ606",
    "definition/timezone-unknown",
    Severity.ERROR,
    "The time zone does not exist",
    "Times are computed with the IANA database, which knows about clock changes; abbreviations and offsets do not.",
    "Write an IANA name such as `Europe/Berlin` or `UTC`.",
)
EVENT_TYPE_MISSING = Card(
    "KZ607",
    "definition/event-type-missing",
    Severity.ERROR,
    "An event trigger names no event type",
    "The type is what events are matched against.",
    "Add `event_type:` with a type from the `event-types` folder.",
)
EVENT_TYPE_UNKNOWN = Card(
    "KZ608",
    "definition/event-type-unknown",
    Severity.ERROR,
    "The event type is not registered",
    "The files in `event-types` are the registry. An event that nobody registered is never published, so the "
    "definition would never fire.",
    "Correct the name, or describe the event in a file of its own in `event-types`.",
)
AT_INVALID = Card(
    "KZ609",
    "definition/at-invalid",
    Severity.ERROR,
    "A scheduled trigger has no usable time",
    "A single firing needs one instant: a date, a time and the offset from UTC, as RFC 3339 has them.",
    'Write a time such as `at: "2027-01-31T09:00:00Z"`.',
)
ID_MISSING = Card(
    "KZ610",
    "definition/id-missing",
    Severity.ERROR,
    "The definition has no id",
    "The id names the definition everywhere: in dry runs, in tasks and in findings.",
    "Add `id:` with a name in lower case and hyphens.",
)
ID_INVALID = Card(
    "KZ611",
    "definition/id-invalid",
    Severity.ERROR,
    "The id is not in lower case with hyphens",
    "The id becomes part of paths and addresses on systems with different rules.",
    "Use lower-case letters, digits and single hyphens.",
)
NAME_MISSING = Card(
    "KZ612",
    "definition/name-missing",
    Severity.ERROR,
    "The definition has no name",
    "The name is what people read in lists and pages.",
    "Add `name:` with a few words.",
)
STATUS_UNKNOWN = Card(
    "KZ613",
    "definition/status-unknown",
    Severity.ERROR,
    "The status is not known",
    "Three words say how far a definition is; other words would be read differently by everyone.",
    "Write proposed, active or deprecated.",
)
MISFIRE_UNKNOWN = Card(
    "KZ614",
    "definition/misfire-unknown",
    Severity.ERROR,
    "The misfire policy is not known",
    "The policy decides what happens to firings that were missed while the scheduler was down.",
    "Write skip, fire_once or catch_up.",
)
ENABLED_NOT_BOOLEAN = Card(
    "KZ615",
    "definition/enabled-not-boolean",
    Severity.ERROR,
    "`enabled` is neither true nor false",
    'Many programs take any text for true, so `enabled: "false"` switches a definition on.',
    "Write `true` or `false` without quotes.",
)
FIELD_NOT_TEXT = Card(
    "KZ616",
    "definition/field-not-text",
    Severity.ERROR,
    "A field that must be text is not",
    "Names and owners are shown and compared as text.",
    "Write one text behind the key.",
)
UNKNOWN_KEY = Card(
    "KZ617",
    "definition/unknown-key",
    Severity.WARNING,
    "The definition has a key that Kaizen does not read",
    "Other systems may have keys of their own, so this is a warning; a key that looks like a misspelt one of ours is "
    "an error, because what it sets does not apply.",
    "Correct or delete the key; keys that begin with `x-` are left alone.",
)
NO_RULE = Card(
    "KZ618",
    "definition/no-rule",
    Severity.ERROR,
    "The definition has no rule block",
    "Rules create the tasks. Without one the definition fires and nothing happens.",
    "Add a fenced block that begins with ```` ```rule ````.",
)
DUPLICATE_ID = Card(
    "KZ619",
    "definition/duplicate-id",
    Severity.ERROR,
    "Two definitions have the same id",
    "Whatever is asked for by its id would come from one of the two files, and nobody could say which.",
    "Give one of them another id.",
)
CONTEXT_SOURCE_INVALID = Card(
    "KZ620",
    "definition/context-source-invalid",
    Severity.ERROR,
    "A context source is not complete",
    "A source says where values come from (`type`, and `query` for a resolver) and under which name the rules see them "
    "(`bind_to`).",
    "Write `type: resolver` with `query` and `bind_to: context.<name>`, or `type: event-payload` with `bind_to`.",
)
CONTEXT_TYPE_FOREIGN = Card(
    "KZ621",
    "definition/context-type-foreign",
    Severity.WARNING,
    "The context source's type belongs to another system",
    "Kaizen knows `resolver` and `event-payload`. Other types are kept for the system that runs them, but a dry run "
    "can't fill them.",
    "Nothing, when the other system knows the type; else correct it.",
)
RESOLVER_UNKNOWN = Card(
    "KZ622",
    "definition/resolver-unknown",
    Severity.WARNING,
    "The resolver is not known",
    "Kaizen has the resolver `discover_kaizen_scheduled_repos`. Others belong to the system that runs the definition, "
    "and a dry run can't call them. A name that looks like ours misspelt is an error.",
    "Correct the name of the resolver in `query`.",
)
CADENCE_UNKNOWN = Card(
    "KZ623",
    "definition/cadence-unknown",
    Severity.ERROR,
    "The cadence that is asked for does not exist",
    "Schedules have the cadences daily, weekly and monthly. A definition that asks for another never gets a run; "
    "hourly runs are `cadence: daily` with an hourly cron.",
    "Write daily, weekly or monthly.",
)
CRON_NEVER_FIRES = Card(
    "KZ624",
    "definition/cron-never-fires",
    Severity.WARNING,
    "The cron expression never fires",
    "The expression is well formed, but no calendar has such a day.",
    "Choose a day that the month has.",
)
CRON_BOTH_DAYS = Card(
    "KZ625",
    "definition/cron-both-days",
    Severity.WARNING,
    "The cron expression restricts both day fields",
    "cron fires when either day field matches, Temporal only when both do, so the same text means two schedules.",
    "Restrict the day of month or the day of week, and leave the other `*`.",
)
CRON_CLOCK_CHANGE = Card(
    "KZ626",
    "definition/cron-clock-change",
    Severity.WARNING,
    "The cron expression fires in an hour that a clock change skips or repeats",
    "Once a year such a time does not exist and once it exists twice; schedulers disagree about what happens then.",
    "Choose an hour outside the change, or the zone UTC.",
)
BLOCK_NOT_CLOSED = Card(
    "KZ627",
    "definition/block-not-closed",
    Severity.ERROR,
    "A rule or instruction block is not closed",
    "Without its closing fence a block reaches to the end of the file and swallows what stands there.",
    "Put a line with three backticks behind the block.",
)
INSTRUCTION_EMPTY = Card(
    "KZ628",
    "definition/instruction-empty",
    Severity.WARNING,
    "An instruction block is empty",
    "An instruction is a prompt for another system; an empty one asks for nothing.",
    "Write the prompt or delete the block.",
)
FILE_MISMATCH = Card(
    "KZ629",
    "definition/file-mismatch",
    Severity.INFO,
    "File name and id differ",
    "People look for a definition in the file that is called like it. A prefix for the owner, such as `kaizen-`, may "
    "stand before the id alone.",
    "Rename the file to the id and `.md`.",
)
PARAMETER_UNKNOWN = Card(
    "KZ630",
    "definition/parameter-unknown",
    Severity.WARNING,
    "The resolver does not know a parameter",
    "A filter that the resolver does not know filters nothing: the definition then fires for every repo. One that "
    "looks like a misspelt parameter is an error.",
    "Correct or delete the parameter; the resolver takes domain, cadence, roster and engagement_slug.",
)
PARAMETER_INVALID = Card(
    "KZ631",
    "definition/parameter-invalid",
    Severity.ERROR,
    "A parameter of the resolver can't be used",
    "Repos are compared with one domain, and an engagement is looked up by its slug. A list, or a name that can't be a "
    "slug, matches no repo at all.",
    "Write one text; a slug has lower-case letters, digits, dots, hyphens and underscores.",
)
