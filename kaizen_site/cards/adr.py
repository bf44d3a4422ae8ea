"""Faults of decision records, alone and in their log."""

from kaizen_site.model.diagnostic import Card, Severity

STATUS_UNKNOWN = Card(
    "KZ501",
    "adr/status-unknown",
    Severity.WARNING,
    "The status is no known word",
    "A status that nobody knows can't be filtered, counted or trusted: the record is shown as `unknown`, because "
    "guessing could show as accepted what is not.",
    "Begin the status with draft, proposed, accepted, rejected, deferred, deprecated or superseded.",
)
ID_FILE_MISMATCH = Card(
    "KZ502",
    "adr/id-file-mismatch",
    Severity.ERROR,
    "The id and the file's name give different numbers",
    "Other records refer to this one by its number; with two numbers half of the references mean something else.",
    "Rename the file or correct the id.",
)
TARGET_MISSING = Card(
    "KZ503",
    "adr/target-missing",
    Severity.ERROR,
    "A relation leads to a record that does not exist",
    "Who follows the relation finds nothing, and nobody can tell which decision is in force.",
    "Correct the reference or add the record that it means.",
)
TARGET_AMBIGUOUS = Card(
    "KZ504",
    "adr/target-ambiguous",
    Severity.WARNING,
    "A relation may mean several records",
    "Two records carry the number that the relation names, so it leads to neither.",
    "Link to the file instead of giving the number.",
)
STATUS_CONFLICT = Card(
    "KZ505",
    "adr/status-conflict",
    Severity.ERROR,
    "Two places of the record state different statuses",
    "One of the two was forgotten when the other was changed; readers see either, and act on it.",
    "Change one of the two lines, or state the status in one place only.",
)
DATE_INVALID = Card(
    "KZ506",
    "adr/date-invalid",
    Severity.ERROR,
    "The date does not exist",
    "A record without a real date can't be placed in the order of decisions.",
    "Write the date as `YYYY-MM-DD`.",
)
DATE_AMBIGUOUS = Card(
    "KZ507",
    "adr/date-ambiguous",
    Severity.WARNING,
    "The date can be read in two ways",
    "`06/01/2023` is the 6th of January to some and the 1st of June to others; it counts as not stated.",
    "Write the date as `YYYY-MM-DD`.",
)
DUPLICATE_ID = Card(
    "KZ508",
    "adr/duplicate-id",
    Severity.ERROR,
    "Two records of a log have the same number",
    "A reference by number then leads to either of them; it happens when two branches take the next number.",
    "Give the younger record the next free number, which the message names.",
)
TITLE_MISSING = Card(
    "KZ509",
    "adr/title-missing",
    Severity.WARNING,
    "The record has no title",
    "In lists, links and the graph the record is then shown by its file's name.",
    "Begin the text with a line `# Title`, or add `title:` to the front matter.",
)
PLACEHOLDER = Card(
    "KZ510",
    "adr/placeholder",
    Severity.WARNING,
    "A template's placeholder was left in place",
    "The text was meant to be replaced; it counts as not stated.",
    "Replace the placeholder, or delete the field.",
)
SUPERSEDED_WITHOUT_SUCCESSOR = Card(
    "KZ511",
    "adr/superseded-without-successor",
    Severity.WARNING,
    "A superseded record does not say by what",
    "Readers learn that the decision is no longer in force, and not what holds instead.",
    "Add `superseded-by:` or write `Superseded by ADR-…`; use deprecated when nothing took its place.",
)
NOT_RECIPROCAL = Card(
    "KZ512",
    "adr/not-reciprocal",
    Severity.WARNING,
    "Only one of two records knows that it supersedes the other",
    "Who opens the older record alone takes it for the decision in force.",
    "State the relation in the other record too.",
)
CYCLE = Card(
    "KZ513",
    "adr/cycle",
    Severity.ERROR,
    "Records supersede each other in a circle",
    "Each record of the circle says that another one is in force instead, so none is.",
    "Take away the relation that is wrong.",
)
SUCCESSOR_NOT_ACCEPTED = Card(
    "KZ514",
    "adr/successor-not-accepted",
    Severity.WARNING,
    "A record is superseded by one that is not accepted",
    "The old decision is out of force and the new one is not yet in force: nothing holds.",
    "Accept the successor, or put the superseded record back into force until then.",
)
