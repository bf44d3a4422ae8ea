"""libyaml's error messages in words about the user's file, with the fix where quotes are all that is missing."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

import yaml

from kaizen_site.cards import yaml as cards
from kaizen_site.model.diagnostic import Diagnostic, Edit, Fix
from kaizen_site.model.source import Span
from kaizen_site.parse.text import LineTable, split_lines

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
# None of these can be made to try a long line again and again.
_KEY = re.compile(r"\s*(?:- )?([^\s:#'\"][^:]*):[ \t]+")
_NO_BLANK = re.compile(r"\s*(?:- )?([A-Za-z_][\w-]*):(?=[^\s:/])")
_QUOTE = "put the value in quotes"
_BLOCK_MARK = re.compile(r"[|>][-+\d]*[ \t]+[^#\s]")


class _Fault(NamedTuple):
    """A 0-based place in the text, what is said of it and what helps; `quote` where quotes would cure it."""

    line: int
    column: int
    message: str
    help: str | None = None
    quote: bool = False


def explain_error(error: Exception, text: str, path: str, lines_above: int, indent: int) -> Diagnostic:
    """One finding for what stopped the YAML reader; the text was cut from its file as the two numbers say."""
    lines = split_lines(text)
    fault = _word(error, lines, LineTable(text))
    line, column = fault.line + 1 + lines_above, fault.column + 1 + indent
    fix = make_quoting(lines[fault.line], line, indent) if fault.quote else None
    if fix is not None and not _helps(fix, lines, fault.line, indent):
        fix = None
    return cards.SYNTAX.at(path, Span(line, column, line, column + 1), fault.message, help=fault.help, fix=fix)


def make_quoting(line: str, number: int, indent: int = 0) -> Fix | None:
    """The fix that puts the value of a `key: value` line in double quotes; `number` is the file's line."""
    match = _KEY.match(line)
    value = "" if match is None else _without_comment(line[match.end() :])
    if match is None or not value:
        return None
    start = match.end() + 1 + indent
    span = Span(number, start, number, start + len(value))
    return Fix(_QUOTE, (Edit(span, quote(value)),))


def quote(value: str) -> str:
    """The text as a YAML scalar in double quotes; a pair of quotes that it already had is taken off first."""
    if len(value) > 1 and value[0] == value[-1] and value[0] in "'\"":
        value = value[1:-1]
    elif value.startswith('"') and value.count('"') == 1:  # opened and never closed
        value = value[1:]
    return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _without_comment(value: str) -> str:
    ends = [end for mark in (" #", "\t#") if (end := value.find(mark)) >= 0]
    return value[: min(ends, default=len(value))].rstrip()


def _helps(fix: Fix, lines: list[str], index: int, indent: int) -> bool:
    """Whether the text can be read further than this line once the edit is made."""
    edit = fix.edits[0]
    if not isinstance(edit.span, Span):
        return False
    line = lines[index]
    start, end = edit.span.column - 1 - indent, edit.span.end_column - 1 - indent
    mended = [*lines[:index], line[:start] + edit.replacement + line[end:], *lines[index + 1 :]]
    try:
        for _ in yaml.parse("\n".join(mended), Loader=_Loader):
            pass
    except yaml.MarkedYAMLError as again:
        return again.problem_mark is not None and again.problem_mark.line > index
    except (yaml.YAMLError, ValueError):
        return False
    return True


def _word(error: Exception, lines: list[str], table: LineTable) -> _Fault:
    problem = str(getattr(error, "problem", None) or "")
    context = str(getattr(error, "context", None) or "")
    line, column = _place(getattr(error, "problem_mark", None), lines, table)
    begun = _place(getattr(error, "context_mark", None), lines, table)
    if "alias" in context or "anchor" in context or "undefined alias" in problem:
        return _word_alias(problem, (line, column) if "undefined" in problem else begun, lines)
    if "mapping values are not allowed" in problem:
        return _word_colon(line, column, lines)
    if "cannot start any token" in problem:
        if lines[line][column : column + 1] == "\t":
            return _Fault(line, column, "a tab stands where YAML wants blanks", "indent with blanks")
        return _word_character(line, column, lines)
    if "quoted scalar" in context:
        return _word_quoted(problem, (line, column), begun, lines)
    if "expected ',' or" in problem or "flow node" in context:
        return _word_brackets(problem, (line, column), begun, lines)
    if "expected node content" in problem:
        return _word_character(line, column, lines)
    return _word_structure(problem, context, (line, column), lines)


def _place(mark: Any, lines: list[str], table: LineTable) -> tuple[int, int]:
    """The mark's line and column, 0-based; the end of the last line with text where the mark lies behind it."""
    if mark is None:
        return 0, 0
    line, column = table.place(mark.index)
    line = min(line, len(lines)) - 1
    if lines[line].strip() or column > 1:
        return line, column - 1
    while line > 0 and not lines[line].strip():
        line -= 1
    return line, max(len(lines[line].rstrip()) - 1, 0)


def _value_of(line: str) -> str:
    key = _KEY.match(line)
    return f"the value of `{key[1].rstrip()}`" if key else "a value"


def _word_character(line: int, column: int, lines: list[str]) -> _Fault:
    character = lines[line][column : column + 1]
    shown = "a backtick" if character == "`" else f"`{character}`"
    return _Fault(line, column, f"{_value_of(lines[line])} can't begin with {shown}", _QUOTE, quote=True)


def _word_alias(problem: str, place: tuple[int, int], lines: list[str]) -> _Fault:
    line, column = place
    mark, noun = ("&", "anchor") if lines[line][column : column + 1] == "&" else ("*", "alias")
    more = ", and nothing here has that name" if "undefined" in problem else ""
    message = f"{_value_of(lines[line])} begins with `{mark}`, which makes it a YAML {noun}{more}"
    return _Fault(line, column, message, _QUOTE, quote=True)


def _word_colon(line: int, column: int, lines: list[str]) -> _Fault:
    shown = lines[line]
    key = _KEY.match(shown)
    if key is not None and key.end() <= max(column, 1) and key.end() < len(shown):
        message = f"the value of `{key[1].rstrip()}` holds `: ` and has no quotes"
        return _Fault(line, column, message, _QUOTE, quote=True)
    above = next((index for index in range(line - 1, -1, -1) if lines[index].strip()), None)
    if above is not None and (glued := _NO_BLANK.match(lines[above])):
        message = f"a blank is missing behind `{glued[1]}:`"
        return _Fault(above, glued.end() - 1, message, f"write `{glued[1]}: …`")
    message = "a key stands where none can: the line is indented further than its neighbours"
    return _Fault(line, column, message, "align it with them, or put the value above it in quotes")


def _word_quoted(problem: str, place: tuple[int, int], begun: tuple[int, int], lines: list[str]) -> _Fault:
    if "unknown escape" in problem:
        message = "a backslash in double quotes begins an escape that YAML does not know"
        return _Fault(*place, message, "use single quotes, or write the backslash twice")
    if "end of stream" in problem or "document indicator" in problem:
        message = f"{_value_of(lines[begun[0]])} is not closed: its quotation mark is missing"
        return _Fault(*begun, message, "close the quotation mark")
    return _Fault(*place, "the text in quotes holds something that YAML does not allow there", "use single quotes")


def _word_brackets(problem: str, place: tuple[int, int], begun: tuple[int, int], lines: list[str]) -> _Fault:
    if lines[begun[0]][begun[1] : begun[1] + 1] not in ("[", "{"):
        begun = _find_opening(place[0], lines)
    opening = lines[begun[0]][begun[1] : begun[1] + 1]
    if opening not in ("[", "{") or ("expected ',' or" not in problem and _is_inside(place, lines)):
        return _Fault(*place, "the list or mapping in brackets can't be read here", _QUOTE, quote=True)
    noun, closing = ("list", "]") if opening == "[" else ("mapping", "}")
    return _Fault(*begun, f"the {noun} in brackets is not closed: `,` or `{closing}` is missing", f"add `{closing}`")


def _find_opening(line: int, lines: list[str]) -> tuple[int, int]:
    """Where the nearest value that begins with a bracket begins, on this line or above it."""
    for index in range(line, -1, -1):
        key = _KEY.match(lines[index])
        if key is not None and lines[index][key.end() : key.end() + 1] in ("[", "{"):
            return index, key.end()
    return 0, 0


def _is_inside(place: tuple[int, int], lines: list[str]) -> bool:
    """Whether text follows the place, so that the end of the file is not what is wrong."""
    return bool(lines[place[0]][place[1] + 1 :].strip())


def _word_structure(problem: str, context: str, place: tuple[int, int], lines: list[str]) -> _Fault:
    line, column = place
    before = lines[line][:column].rstrip()
    key = _KEY.match(lines[line])
    if "block scalar" in context or (key is not None and _BLOCK_MARK.match(lines[line], key.end())):
        return _Fault(line, column, "text stands behind `|` or `>`, which begin a block of lines", _QUOTE, quote=True)
    if "another document" in problem or "document start" in problem:
        if before.strip() and before[-1] in "]}'\"":
            return _word_behind(line, column, before)
        return _Fault(line, column, "a second YAML document begins here; the file must hold one", "take `---` away")
    if before.strip() and before[-1] in "]}'\"" and key is not None:
        return _word_behind(line, column, before)
    if "sequence entries are not allowed" in problem:
        return _Fault(line, column, "a list can't begin on its key's line", "put each `- item` on a line of its own")
    if "expected key" in problem or "block end" in problem or "'-' indicator" in problem:
        message = "this does not fit the lines above: no `key: value` or `- item` of theirs begins here"
        return _Fault(line, column, message, "check the indentation and the quotes of the lines above")
    if "could not find expected ':'" in problem:
        return _word_keyless(line, column, lines)
    return _Fault(line, column, f"the YAML can't be read here ({problem or 'it is not well formed'})")


def _word_behind(line: int, column: int, before: str) -> _Fault:
    if before[-1] in "]}":
        message = f"text stands behind the closing `{before[-1]}`: a value that begins with a bracket is a YAML list"
        return _Fault(line, column, message, _QUOTE, quote=True)
    return _Fault(line, column, "text stands behind the closing quotation mark", "quote the whole value", quote=True)


def _word_keyless(line: int, column: int, lines: list[str]) -> _Fault:
    # libyaml notices on the line behind the one without a colon.
    while line > 0 and (not lines[line].strip() or _KEY.match(lines[line] + " ")):
        line -= 1
    glued = _NO_BLANK.match(lines[line])
    if glued is not None:
        message = f"a blank is missing behind `{glued[1]}:`"
        return _Fault(line, glued.end() - 1, message, f"write `{glued[1]}: …`")
    column = len(lines[line]) - len(lines[line].lstrip())
    help_text = "write `key: value`, or indent it as part of the value above"
    return _Fault(line, column, "this line is no `key: value`", help_text)
