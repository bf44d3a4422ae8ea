"""Faults of our own."""

from kaizen_site.model.diagnostic import Card, Severity

FAILURE = Card(
    "KZ991",
    "internal/failure",
    Severity.ERROR,
    "Kaizen failed on this file",
    "No document may stop the others from being checked. When one makes us fail all the same, that is our mistake, "
    "and it is said about the file that showed it.",
    "Report the file and the message; the other files were checked.",
)
