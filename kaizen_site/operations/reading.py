"""One document at a time: whatever its bytes do to a reader, the others go on."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from kaizen_site.cards import internal
from kaizen_site.model.diagnostic import Diagnostic, Parsed
from kaizen_site.model.source import Source

Kind = TypeVar("Kind")


def read_safely(reader: Callable[[Source], Parsed[Kind]], source: Source) -> Parsed[Kind]:
    """What the reader makes of the source; a failure of our own becomes a finding about the file."""
    try:
        return reader(source)
    except Exception as error:  # noqa: BLE001 - the one place where a mistake of ours must not stop the other files
        return Parsed(source.path, None, None, (_say_failure(source.path, error),))


def check_safely(checks: Callable[[], Iterable[Diagnostic]], path: str) -> Iterator[Diagnostic]:
    """The diagnostics of a check; a failure of our own becomes a finding about `path`."""
    try:
        yield from checks()
    except Exception as error:  # noqa: BLE001 - as above
        yield _say_failure(path, error)


def _say_failure(path: str, error: Exception) -> Diagnostic:
    message = f"Kaizen failed on this file ({type(error).__name__}); the other files were checked"
    return internal.FAILURE.at(path, None, message, help="please report the file together with this message")
