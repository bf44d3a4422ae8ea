"""Which word a wrong one stands for, and whether it may be written without a person looking at it.

A change is safe where the word had no meaning and there is exactly one that it can stand for: it differs in case
alone, or it is a slip and one known word is near. It is unsafe where more than the spelling is guessed: a synonym, or
a word of a set that may lack the right one (an agent, an event type, a zone), since the change decides what runs.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Literal, NamedTuple

from kaizen_site.model.diagnostic import Edit, Fix
from kaizen_site.model.source import At, Pointer
from kaizen_site.rules.nearest import near

_NO_SYNONYMS: Mapping[str, str] = MappingProxyType({})


class Meant(NamedTuple):
    """The word to write, and whether that is certain."""

    word: str
    certain: bool


def find_meant(
    word: str, known: Iterable[str], synonyms: Mapping[str, str] = _NO_SYNONYMS, *, closed: bool = True
) -> Meant | None:
    """The one known word that was meant; None where there is none or a choice.

    `closed` says that the known words are all that there can be. Keys of `synonyms` are lower case.
    """
    words = tuple(known)
    folded = word.strip().casefold()
    same = [other for other in words if other.casefold() == folded]
    if same:
        return Meant(same[0], certain=True) if len(same) == 1 else None
    if folded in synonyms:
        synonym = synonyms[folded]
        return Meant(synonym, certain=closed and len(folded) > 2 and synonym.startswith(folded))  # an abbreviation
    found = near(word, words)
    if len(found) != 1 or _adds_syllable(folded, found[0].casefold()):
        return None
    return Meant(found[0], closed)


def write_word(
    pointer: Pointer,
    written: str,
    word: str,
    *,
    safe: bool = True,
    part: Literal["key", "value"] = "value",
) -> Fix | None:
    """The fix that writes `word` in place of the whole scalar `written`, inside its quotes where it has some.

    None for a scalar of several lines. `word` must be one that needs no quotes.
    """
    if not written or "\n" in written:
        return None
    return Fix(f"write `{word}`", (Edit(At(pointer, part, (0, len(written))), word),), safe)


def write_within(pointer: Pointer, place: tuple[int, int], word: str) -> Fix:
    """The unsafe fix that writes `word` in place of a stretch of a condition, a path or a template."""
    return Fix(f"write `{word}`", (Edit(At(pointer, "value", place), word),), safe=False)


def mend_word(
    pointer: Pointer,
    written: str,
    known: Iterable[str],
    synonyms: Mapping[str, str] = _NO_SYNONYMS,
    *,
    closed: bool = True,
) -> Fix | None:
    """The fix for a value that must be one of `known`; None where nobody can tell which."""
    meant = find_meant(written, known, synonyms, closed=closed)
    return None if meant is None else write_word(pointer, written, meant.word, safe=meant.certain)


def _adds_syllable(word: str, other: str) -> bool:
    """Whether a word is another one with a syllable in front, such as inactive and biweekly: no slip, but its own."""
    return word.endswith(other) and len(word) > len(other) + 1
