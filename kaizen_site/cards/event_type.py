"""Faults of the event types' files, which are the registry of events."""

from kaizen_site.model.diagnostic import Card, Severity

TYPE_ID_MISSING = Card(
    "KZ801",
    "event-type/type-id-missing",
    Severity.ERROR,
    "The event type has no type id",
    "Events are matched by their type.",
    "Add `type_id:` with a name such as `kaizen.metrics.recorded`.",
)
TYPE_ID_INVALID = Card(
    "KZ802",
    "event-type/type-id-invalid",
    Severity.ERROR,
    "The type id is not a dotted name",
    "The type becomes a subject of the message broker, in which dots separate words and other marks have meanings.",
    "Write words of lower-case letters, digits, `_` and `-`, joined by dots: publisher, noun, verb.",
)
VERSION_MISSING = Card(
    "KZ803",
    "event-type/version-missing",
    Severity.ERROR,
    "The event type has no version",
    "Every envelope carries the version, so that a receiver knows which attributes to expect.",
    'Add `version: "1.0"`.',
)
VERSION_NOT_STRING = Card(
    "KZ804",
    "event-type/version-not-string",
    Severity.WARNING,
    "The version is written as a number",
    "A number loses what text keeps: 1.10 becomes 1.1.",
    "Put the version in quotes.",
)
PUBLISHER_MISSING = Card(
    "KZ805",
    "event-type/publisher-missing",
    Severity.ERROR,
    "The event type has no publisher",
    "The publisher says who may send the event and whom to ask about it.",
    "Add `publisher:` with the name of the program that sends the event.",
)
FILE_MISMATCH = Card(
    "KZ806",
    "event-type/file-mismatch",
    Severity.WARNING,
    "File name and type id differ",
    "People look an event up by its name.",
    "Rename the file to the type id and `.md`.",
)
FIELD_NOT_TEXT = Card(
    "KZ807",
    "event-type/field-not-text",
    Severity.ERROR,
    "A field that must be text is not",
    "Names are shown and compared as text.",
    "Write one text behind the key.",
)
ATTRIBUTES_MISSING = Card(
    "KZ808",
    "event-type/attributes-missing",
    Severity.WARNING,
    "The event type has no table of attributes",
    "The table is the source of the payload's schema, and conditions over the event are checked against it.",
    "Add a heading `Attributes` and below it a table with Name, Type, Required and Description.",
)
ATTRIBUTE_INVALID = Card(
    "KZ809",
    "event-type/attribute-invalid",
    Severity.ERROR,
    "A row of the attributes table can't be read",
    "Each row becomes a field of the payload's schema.",
    "Give the row a name, a type, yes or no under Required, and a description.",
)
ATTRIBUTE_TYPE_UNKNOWN = Card(
    "KZ810",
    "event-type/attribute-type-unknown",
    Severity.WARNING,
    "The type of an attribute is not known",
    "An attribute without a known type takes any value in the schema, and comparisons with it are not checked.",
    "Write string, integer, number, boolean, object, array, or an array of one of these.",
)
DUPLICATE_ATTRIBUTE = Card(
    "KZ811",
    "event-type/duplicate-attribute",
    Severity.ERROR,
    "An attribute stands twice in the table",
    "A payload holds each attribute once; the schema could only have one of the two rows.",
    "Delete one of the rows.",
)
DUPLICATE_ID = Card(
    "KZ812",
    "event-type/duplicate-id",
    Severity.ERROR,
    "Two files describe the same event type",
    "The registry has one description for each type; with two, nobody could say which attributes an event has.",
    "Merge the files.",
)
UNKNOWN_KEY = Card(
    "KZ813",
    "event-type/unknown-key",
    Severity.WARNING,
    "The event type has a key that Kaizen does not read",
    "A misspelt key is a setting that silently does not apply.",
    "Correct or delete the key; keys that begin with `x-` are left alone.",
)
VERSION_INVALID = Card(
    "KZ814",
    "event-type/version-invalid",
    Severity.WARNING,
    "The version is not made of numbers",
    "Readers of an event compare its version to decide whether they understand it; words and prefixes can't be "
    "compared.",
    'Write two or three numbers with dots, such as `version: "1.0"`.',
)
