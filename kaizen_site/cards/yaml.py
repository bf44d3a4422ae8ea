"""Faults of YAML as such."""

from kaizen_site.model.diagnostic import Card, Severity

SYNTAX = Card(
    "KZ101",
    "yaml/syntax",
    Severity.ERROR,
    "The YAML can't be read",
    "What can't be read can't be trusted: nothing else is said about the file until this is mended.",
    "Mend the line that is named; most often a value needs quotes.",
)
DUPLICATE_KEY = Card(
    "KZ102",
    "yaml/duplicate-key",
    Severity.ERROR,
    "A key stands twice in one mapping",
    "A YAML reader keeps the last one and drops the first without a word, so the file does not do what it says.",
    "Keep one of the two.",
)
ALIAS = Card(
    "KZ103",
    "yaml/alias",
    Severity.ERROR,
    "The YAML uses an anchor, an alias or a merge key",
    "Aliases make a short file mean a very long one, and the place that a finding names is not the place that was "
    "written. Our documents do without.",
    "Write the value out where it is used.",
)
TOO_DEEP = Card(
    "KZ104",
    "yaml/too-deep",
    Severity.ERROR,
    "The YAML is nested too deeply",
    "No document of ours needs more than a few levels; hundreds are a mistake or an attack.",
    "Flatten the document.",
)
KEY_NOT_TEXT = Card(
    "KZ105",
    "yaml/key-not-text",
    Severity.ERROR,
    "A key is a list or a mapping",
    "Keys are names; a name is text.",
    "Write the key as text.",
)
TAG = Card(
    "KZ106",
    "yaml/tag",
    Severity.ERROR,
    "A value has a YAML tag",
    "A tag asks the reader to build an object of its own kind; our readers build none.",
    "Take the tag (the word behind `!`) away.",
)
