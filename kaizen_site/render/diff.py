"""What would change in files, as a unified diff that `git apply` and `patch` take."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator

_LINE = re.compile("[^\n]*\n|[^\n]+")
_ESCAPES = {'"': '\\"', "\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"}


def render_diff(files: Iterable[tuple[str, str, str]]) -> str:
    """The diff of files given as path, text before and text after; without times, so that it is always the same.

    Line ends stay as they are: the CR of a CRLF is the last character of its line.
    """
    return "".join(line for path, before, after in files for line in _diff_file(path, before, after))


def _diff_file(path: str, before: str, after: str) -> Iterator[str]:
    # Not splitlines(): it ends lines at form feeds and others, which no patch tool does.
    old, new = _LINE.findall(before), _LINE.findall(after)
    for line in difflib.unified_diff(old, new, _quote(f"a/{path}"), _quote(f"b/{path}")):
        yield line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"


def _quote(name: str) -> str:
    """The name as git writes it: in quotes with escapes where it has to be, with a tab behind one that has blanks."""
    if name.isprintable() and '"' not in name and "\\" not in name:
        return f"{name}\t" if " " in name else name
    return '"' + "".join(_escape(character) for character in name) + '"'


def _escape(character: str) -> str:
    if character.isprintable():
        return _ESCAPES.get(character, character)
    return _ESCAPES.get(character) or "".join(f"\\{byte:03o}" for byte in character.encode())
