"""Faults of agents: what keeps one from being loaded, addressed or trusted, and what makes it travel badly."""

from kaizen_site.model.diagnostic import Card, Severity

NAME_MISSING = Card(
    "KZ401",
    "agent/name-missing",
    Severity.ERROR,
    "The agent has no name",
    "Schedules, memory, metrics and commands all address an agent by its name.",
    "Add `name: …` to the front matter.",
)
DESCRIPTION_MISSING = Card(
    "KZ402",
    "agent/description-missing",
    Severity.ERROR,
    "The agent has no description",
    "People and coding agents choose an agent by its description alone; the prompt is read only afterwards.",
    "Add `description: …`, a sentence that says what the agent does and when to use it.",
)
NAME_INVALID = Card(
    "KZ403",
    "agent/name-invalid",
    Severity.ERROR,
    "The agent's name can't be used",
    "The name becomes a path, a web address, a subject of the event broker and a word on a command line. One with a "
    "slash, a colon or dots can lead out of its folder, one with a leading hyphen reads as an option.",
    "Use letters, digits and hyphens, begin with a letter, and stay within 64 characters.",
)
NAME_FILE_MISMATCH = Card(
    "KZ404",
    "agent/name-file-mismatch",
    Severity.ERROR,
    "The agent's name and its file name differ",
    "Installing, updating and removing go by the file, schedules and memory by the name. When the two differ, the "
    "name in the front matter wins, and the file is not found under it.",
    "Rename the file to `agent-<name>.md`, or change `name`.",
)
FIELD_TYPE = Card(
    "KZ405",
    "agent/field-type",
    Severity.ERROR,
    "A field has the wrong shape",
    "A list where a text is wanted (or the other way round) can't be shown or compared, and other readers refuse it.",
    "Write the field in the shape that the message names.",
)
CATEGORY_UNKNOWN = Card(
    "KZ406",
    "agent/category-unknown",
    Severity.ERROR,
    "The category is not one of the nine",
    "Categories are the shelves of the catalogue; one that only a single agent uses hides it.",
    "Use project-management, development-process, code-quality, infrastructure, testing, documentation, release, "
    "support or meta.",
)
MEMORY_VALUE_UNKNOWN = Card(
    "KZ407",
    "agent/memory-value-unknown",
    Severity.ERROR,
    "The value of `memory` is not known",
    "An agent that is thought to keep a memory and does not, or the other way round, loses or leaks what it learnt.",
    "Write `memory: enabled` or `memory: disabled`.",
)
DUPLICATE_NAME = Card(
    "KZ408",
    "agent/duplicate-name",
    Severity.ERROR,
    "Two agents have the same name",
    "Only one of them can be addressed, and which one depends on the order in which the files are read.",
    "Rename one of them.",
)
PATH_COLLISION = Card(
    "KZ409",
    "agent/path-collision",
    Severity.ERROR,
    "Two names would lie at the same path",
    "On many disks and web servers, names that differ only in case or in how an accent is encoded are one file: the "
    "second would overwrite the first.",
    "Rename one of them.",
)
UNKNOWN_KEY = Card(
    "KZ410",
    "agent/unknown-key",
    Severity.ERROR,
    "A field is misspelt",
    "Unknown fields are kept and shown. A slip is more than that: it takes the value from the field that was meant. An "
    "agent whose `tools` are written `toools` may use every tool.",
    "Write the field as the message says.",
)
NAME_NOT_KEBAB = Card(
    "KZ421",
    "agent/name-not-kebab",
    Severity.WARNING,
    "The name holds more than letters, digits and hyphens",
    "Some coding agents refuse such a name, others change it without a word, and then nobody finds the agent by it.",
    "Use letters, digits and hyphens.",
)
DESCRIPTION_TOO_LONG = Card(
    "KZ422",
    "agent/description-too-long",
    Severity.WARNING,
    "The description is over 1,024 characters",
    "All descriptions of all agents stand in every session; several coding agents cut or refuse longer ones.",
    "Say what the agent does and when to use it; move examples into the prompt.",
)
PROMPT_TOO_LONG = Card(
    "KZ423",
    "agent/prompt-too-long",
    Severity.WARNING,
    "The prompt is over 30,000 characters",
    "Several coding agents refuse longer prompts, and what stands in the middle of a long one is followed least.",
    "Move reference material into files that the agent reads when it needs them.",
)
LITERAL_BACKSLASH_N = Card(
    "KZ424",
    "agent/literal-backslash-n",
    Severity.WARNING,
    "The description holds a backslash and an n instead of a line end",
    "Outside double quotes YAML keeps the two characters, so people and coding agents read them as they are.",
    "Write a blank or a real line end (`description: |`), or put the value in double quotes.",
)
TOOL_UNKNOWN = Card(
    "KZ425",
    "agent/tool-unknown",
    Severity.INFO,
    "A tool's name is not known",
    "A coding agent leaves a tool that it does not know out without a word; the agent then can't do its work.",
    "Compare the name with your coding agent's list of tools.",
)
MODEL_RETIRED = Card(
    "KZ426",
    "agent/model-retired",
    Severity.WARNING,
    "The model is not offered any more",
    "A session that asks for a retired model fails or gets another one than its author tested with.",
    "Name a current model, an alias such as `sonnet`, or leave `model` out.",
)
DESCRIPTIONS_TOO_LONG = Card(
    "KZ427",
    "agent/descriptions-too-long",
    Severity.WARNING,
    "All descriptions together are over 15,000 tokens",
    "A coding agent puts the descriptions of all its agents into every session, so that it can choose one. What they "
    "take up is missing for the work, and the longer the list, the worse the choice.",
    "Shorten the longest descriptions, or install only the agents that a repo needs.",
)
