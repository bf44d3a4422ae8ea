"""Faults of the block between the two `---` lines."""

from kaizen_site.model.diagnostic import Card, Severity

MISSING = Card(
    "KZ201",
    "front-matter/missing",
    Severity.ERROR,
    "The file has no front matter",
    "Name, purpose and settings stand in the front matter; without it the document can't be addressed.",
    "Begin the file with a line `---`, the fields, and another line `---`.",
)
NOT_CLOSED = Card(
    "KZ202",
    "front-matter/not-closed",
    Severity.ERROR,
    "The front matter is not closed",
    "Without the closing line the whole file counts as settings, and the text below is lost.",
    "Put a line `---` behind the last field.",
)
NOT_MAPPING = Card(
    "KZ203",
    "front-matter/not-mapping",
    Severity.ERROR,
    "The front matter holds no fields",
    "Front matter is a mapping of field names to values; a list or a single text has no names.",
    "Write one `field: value` a line.",
)
