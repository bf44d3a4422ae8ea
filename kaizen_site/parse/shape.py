"""What the readers of settings share: unknown and misspelt keys, booleans that are none, texts that are lists."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType

from kaizen_site.cards import yaml as yaml_cards
from kaizen_site.model.diagnostic import Card, Diagnostic, Edit, Fix, Severity
from kaizen_site.model.source import At, Document, Plain, Pointer, Value
from kaizen_site.parse.values import LOOSE_BOOLEANS, as_boolean, as_text, is_null, name_shape
from kaizen_site.rules.mending import find_meant, write_word
from kaizen_site.rules.nearest import near
from kaizen_site.rules.wording import shorten

_SPOILING = (yaml_cards.SYNTAX, yaml_cards.ALIAS, yaml_cards.TOO_DEEP, yaml_cards.KEY_NOT_TEXT, yaml_cards.TAG)
_NO_SYNONYMS: Mapping[str, str] = MappingProxyType({})


def is_spoilt(diagnostics: Iterable[Diagnostic]) -> bool:
    """Whether the YAML was read, but not as it was meant: nothing is concluded from such values.

    Of a key that stands twice the first counts, so the rest can be looked at.
    """
    return any(diagnostic.card in _SPOILING for diagnostic in diagnostics)


def find_unknown_keys(
    card: Card,
    document: Document,
    at: tuple[Pointer, Mapping[str, Value]],
    known: Sequence[str],
    synonyms: Mapping[str, str] = _NO_SYNONYMS,
) -> Iterator[tuple[Diagnostic, str | None]]:
    """A diagnostic for each key of the mapping that nobody reads, and the absent key that it was likely meant to be.

    `at` is the mapping and its pointer. A likely slip is an error whatever the card says, because what it sets does
    not apply; keys that begin with `x-` are left alone.
    """
    pointer, mapping = at
    absent = [key for key in known if key not in mapping]
    written: set[str] = set()
    for key in mapping:
        if key in known or key.startswith("x-"):
            continue
        usable = {word: meant for word, meant in synonyms.items() if meant in absent}
        candidates = near(key, absent, usable)
        where = At((*pointer, key), "key")
        if not candidates:
            taken = ", ".join(f"`{word}`" for word in known)
            yield card.at(document.path, where, f"unknown key `{shorten(key)}`", help=f"known here: {taken}"), None
            continue
        meant = find_meant(key, absent, usable)
        fix = None
        if meant is not None and meant.word not in written:  # a second slip for one key would make it stand twice
            written.add(meant.word)
            fix = write_word((*pointer, key), key, meant.word, safe=meant.certain, part="key")
        yield (
            card.at(
                document.path,
                where,
                f"unknown key `{shorten(key)}`",
                help=f"did you mean `{candidates[0]}`?",
                fix=fix,
                severity=Severity.ERROR,
            ),
            candidates[0],
        )


def replace(document: Document, where: At, text: str, message: str) -> Fix | None:
    """The safe fix that writes `text` in a place of the document, in place of its quotes too; none without a place."""
    span = document.positions.span(where)
    return None if span is None else Fix(message, (Edit(span, text),))


def read_boolean(
    card: Card, document: Document, pointer: Pointer, value: Value | None, *, default: bool
) -> tuple[bool, Diagnostic | None]:
    """A boolean and what is wrong with it; `yes`, `no`, `on` and `off` are understood, with a warning."""
    if value is None:
        return default, None
    boolean = as_boolean(value)
    if boolean is not None:
        return boolean, None
    name = str(pointer[-1])
    meant = LOOSE_BOOLEANS.get(value.strip().lower()) if isinstance(value, str) else None
    if isinstance(value, Plain) and meant is not None:
        word = _show_boolean(meant)
        message = f"`{name}` is {value}, which only some YAML readers take for {word}"
        return meant, _say_boolean(card, document, pointer, (message, word), Severity.WARNING)
    if isinstance(value, str) and not is_null(value):
        if meant is None and value.strip().lower() in ("true", "false"):
            meant = value.strip().lower() == "true"
        if meant is not None:
            word = _show_boolean(meant)
            reason = "is not a boolean" if meant else "counts as true in many programs"
            message = f"`{name}` is {name_shape(value)}, which {reason}: write {word} without quotes"
            return meant, _say_boolean(card, document, pointer, (message, word), None)
    message = f"`{name}` is {name_shape(value)}; it must be true or false"
    return default, card.at(document.path, At(pointer), message, help="write true or false without quotes")


def read_text(
    card: Card, path: str, pointer: Pointer, value: Value | None, wanted: str = "a text"
) -> tuple[str | None, Diagnostic | None]:
    """The text of a scalar; None without a diagnostic where the key is absent or null."""
    if is_null(value):
        return None, None
    text = as_text(value)
    if text is None:
        return None, card.at(path, At(pointer), f"`{pointer[-1]}` is {name_shape(value)}; it must be {wanted}")
    return text, None


def offer(word: str, candidates: Iterable[str], synonyms: Mapping[str, str] = _NO_SYNONYMS) -> str | None:
    """The help "did you mean …?", or None when nothing is near."""
    found = near(word, candidates, synonyms)
    return f"did you mean `{found[0]}`?" if found else None


def _say_boolean(
    card: Card, document: Document, pointer: Pointer, words: tuple[str, str], severity: Severity | None
) -> Diagnostic:
    message, word = words
    where = At(pointer)
    fix = replace(document, where, word, f"write {word}")
    return card.at(document.path, where, message, help=f"write {word}", fix=fix, severity=severity)


def _show_boolean(value: bool) -> str:
    return "true" if value else "false"
