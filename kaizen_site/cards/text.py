"""Faults of a file's bytes, whatever its kind."""

from kaizen_site.model.diagnostic import Card, Severity

NOT_READ = Card(
    "KZ001",
    "text/not-read",
    Severity.ERROR,
    "The file was not read",
    "A pipe or a device never ends, a link out of the folder shows somebody else's files, and a file over the limit "
    "would hold up all the others. Such a file is named and left out.",
    "Put a regular file of a sensible size in its place.",
)
NOT_UTF8 = Card(
    "KZ002",
    "text/not-utf-8",
    Severity.ERROR,
    "The file is not UTF-8",
    "Bytes in another encoding would be shown and hashed as something that nobody wrote.",
    "Save the file as UTF-8.",
)
BYTE_ORDER_MARK = Card(
    "KZ003",
    "text/byte-order-mark",
    Severity.WARNING,
    "The file begins with a byte order mark",
    "Many readers take the invisible mark for part of the first line and miss the front matter.",
    "Save the file as UTF-8 without a byte order mark.",
)
CONTROL_CHARACTER = Card(
    "KZ004",
    "text/control-character",
    Severity.ERROR,
    "The file holds a control character",
    "Control characters can't be seen, end strings early in other programs and can rewrite a terminal.",
    "Delete the character.",
)
HIDDEN_CHARACTER = Card(
    "KZ005",
    "text/hidden-character",
    Severity.ERROR,
    "The file holds characters that hide or reorder text",
    "Tag characters and bidirectional overrides carry instructions that a person reviewing the file does not see.",
    "Delete the characters; their code points are in the message.",
)
EMPTY = Card(
    "KZ006",
    "text/empty",
    Severity.ERROR,
    "The file is empty",
    "An empty document is nearly always an interrupted write or a forgotten draft.",
    "Write the document or delete the file.",
)
ZERO_WIDTH = Card(
    "KZ007",
    "text/zero-width-character",
    Severity.WARNING,
    "The file holds characters without width",
    "A character without width can't be seen, breaks searching and comparing, and is a known way to mark or smuggle "
    "text. Joiners in emoji and in scripts that need them are not meant.",
    "Delete the characters; their code points are in the message.",
)
LINE_TOO_LONG = Card(
    "KZ008",
    "text/line-too-long",
    Severity.WARNING,
    "A line is longer than 64 kB",
    "Nobody reads such a line, editors and reviews cut it, and what stands far to the right stays unseen.",
    "Break the line, or take the embedded content out.",
)
