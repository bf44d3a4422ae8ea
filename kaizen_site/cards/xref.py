"""Faults that only two documents together show: what one names and the other does not have, or has otherwise."""

from kaizen_site.model.diagnostic import Card, Severity

AGENT_NOT_FIRED = Card(
    "KZ951",
    "xref/agent-not-fired",
    Severity.INFO,
    "An agent is scheduled, and no definition fires it",
    "A schedule only says that an agent may run. A definition that is switched on creates the tasks; without one the "
    "entry looks like a plan and nothing ever happens.",
    "Switch on a definition that fires the agent with this cadence, or take the agent out of the schedules.",
)
DEFINITION_NOT_FED = Card(
    "KZ952",
    "xref/definition-not-fed",
    Severity.INFO,
    "No repo asks for what a definition fires",
    "The definition is switched on and its time comes round, but the resolver finds no run for it: the domain, the "
    "cadence and the agent that it filters by have no repo in common.",
    "Correct the filter, schedule the agent in a repo, or switch the definition off.",
)
CRON_DRIFT = Card(
    "KZ953",
    "xref/cron-drift",
    Severity.WARNING,
    "A repo's cron and the definition's differ",
    "The definition creates the task at its own time, while the repo's schedule announces another. Calendars, bundles "
    "and people then expect a run at an hour at which none comes.",
    "Write the definition's cron and time zone in the schedule, or leave `cron` out: the entry then inherits both.",
)
EVENT_NOT_HANDLED = Card(
    "KZ954",
    "xref/event-not-handled",
    Severity.INFO,
    "No definition waits for a registered event",
    "Where definitions react to events, a type that none of them waits for is often one that was renamed on one side "
    "only. It may also have readers outside this catalogue.",
    "Add a definition with this `event_type`, mark the type as deprecated, or ignore the finding with the reason.",
)
DECISION_SUPERSEDED = Card(
    "KZ955",
    "xref/decision-superseded",
    Severity.WARNING,
    "A text refers to a decision that is superseded",
    "Prompts, definitions and protocols are followed to the letter. One that refers to a superseded record sends its "
    "reader to a rule that is not in force any more.",
    "Read the record that replaced it, adjust the text and refer to the new one.",
)
DECISION_MISSING = Card(
    "KZ956",
    "xref/decision-missing",
    Severity.WARNING,
    "A text refers to a decision that does not exist",
    "A reader who wants to know why finds nothing. Mostly the number has a slip, or the record was never written.",
    "Correct the number, or write the record.",
)
PROTOCOL_AGENT_UNKNOWN = Card(
    "KZ957",
    "xref/protocol-agent-unknown",
    Severity.WARNING,
    "A protocol belongs to an agent that does not exist",
    "Protocols are found by their agent's name: `protocols/<agent>/<slug>.md`. Under any other name nobody finds it.",
    "Rename the folder to the agent's name.",
)
MEMORY_AGENT_UNKNOWN = Card(
    "KZ958",
    "xref/memory-agent-unknown",
    Severity.WARNING,
    "A memory belongs to an agent that is not known",
    "Sessions read the memory of their own agent. What was learnt under a name that no agent has is read by nobody.",
    "Rename the folder to the agent's name; delete it when the agent is gone for good.",
)
METRICS_AGENT_UNKNOWN = Card(
    "KZ959",
    "xref/metrics-agent-unknown",
    Severity.WARNING,
    "Run records belong to an agent that is not known",
    "Figures are shown with their agent. Those of a name that no agent has can't be compared with anything, and an "
    "agent that was renamed starts again from nothing.",
    "Rename the folder to the agent's name; delete it when the agent is gone for good.",
)
DEFINITIONS_COINCIDE = Card(
    "KZ960",
    "xref/definitions-coincide",
    Severity.WARNING,
    "Two definitions fire the same agent at the same minute",
    "Both are switched on, so each repo gets two tasks for one agent at once. Two sessions then work in the same "
    "checkout, and each overwrites what the other remembers.",
    "Switch one of them off, or move it by some minutes.",
)
MINUTE_SHARED = Card(
    "KZ961",
    "xref/minute-shared",
    Severity.INFO,
    "A large part of the fleet fires at minute 0",
    "Everybody writes the full hour. The tasks of many repos are then created within the same second, and for the rest "
    "of the hour nothing happens.",
    "Give each run a minute of its own. One that follows from the names of repo and agent stays the same from day to "
    "day; the message has an example.",
)
