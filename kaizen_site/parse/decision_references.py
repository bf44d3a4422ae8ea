"""References to records in a text: links, `ADR-0012`, `#12`, file names and stems, whether they exist or not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from kaizen_site.rules.record_name import read_name, stem_of

_LONGEST = 20_000
_SHAPES = ("wiki", "link", "labelled", "url", "named", "file", "stem", "hash", "zero")
_REFERENCE = re.compile(
    r"""
    (?P<wiki> \[\[ (?P<wiki_target> [^\[\]|\n]{1,200} ) (?: \| [^\[\]\n]{0,200} )? \]\] )
    | (?P<link> !?\[ (?P<text> (?: [^\[\]] | \[ [^\[\]\n]{0,100} \] ){0,300} ) \]
        \( [ \t]* <? (?P<href> [^()\s<>]{1,500} (?: \( [^()\s]{0,100} \) [^()\s<>]{0,200} )? ) >? [^()\n]{0,200} \) )
    | (?P<labelled> \[ (?P<label_text> [^\[\]]{1,300} ) \]\[ (?P<label> [^\[\]\n]{0,200} ) \] )
    | (?P<url> https?:// [^\s)>\]]{1,600} )
    | (?P<named> (?<![\w/.]) (?: [A-Za-z]{1,10} - )? (?: M?ADR | Madr | Adr | m?adr ) s?
        (?: [ _\u00a0-]? (?: [Nn]o\.?\ ? )? \#? | \ \# ) 0* \d{1,8} [a-z]? \b (?: [-_] [\w.-]* \w )? )
    | (?P<file> (?<![\w/.-]) (?: [\w.~-]* / )* [\w.-]* \w \.md \b )
    | (?P<stem> (?<![\w/.-]) (?: \d{3,8} | \d{4} [-_] \d\d [-_] \d\d ) [-_] [A-Za-z] [\w.-]* \w )
    | (?P<hash> (?<![\w&/]) \# \d{1,5} \b )
    | (?P<zero> (?<![\w./\#-]) 0 \d{2,4} \b (?! [.:/] \d ) )
    """,
    re.VERBOSE,
)
_DEFINITION = re.compile(r"(?m)^ {0,3}\[([^\]\n]{1,200})\]:[ \t]*<?([^\s>]{1,600})")
_NUMBERS = re.compile(r"\s*(?:,|&|\band\b|,\s*and\b)\s*#?(\d{1,4})\b(?![./-]\w|\w)")
_NAMED = re.compile(r"\bM?ADR[ _-]?#?\d{1,5}\b", re.IGNORECASE)
_ELSEWHERE = re.compile(r"/(?:issues|pulls?|commits?|merge_requests|discussions|browse|wiki|compare)(?:/|$)")
_OTHER_FILE = re.compile(r"\.(?!(?:md|markdown|html?)$)[A-Za-z]{1,5}$")
_PAGE = re.compile(r"\.(?:md|markdown)(?:[#?].*)?$", re.IGNORECASE)
_PAGES = frozenset(("readme", "index", "contributing", "license", "changelog"))
_FOREIGN = re.compile(
    r"\b(?:issues?|prs?|pull(?:\s+requests?)?|tickets?|epics?|story|bugs?|commits?|merge\s+requests?|mr)\s*:?\s*$",
    re.IGNORECASE,
)
SUPERSESSION = frozenset(("supersedes", "superseded-by"))
_NUMBER_KINDS = SUPERSESSION | {"amends", "amended-by"}

Definitions = dict[str, str]


class Mention(NamedTuple):
    """A reference to something that may be a record; `shape` is the kind of reference."""

    target: str
    start: int
    end: int
    shape: str


def find_definitions(body: str) -> Definitions:
    """The addresses behind `[label]: address` lines, by folded label."""
    return {match.group(1).casefold(): match.group(2) for match in _DEFINITION.finditer(body)}


def find_mentions(text: str, definitions: Definitions) -> list[Mention]:
    """All references in a text, in its order; pictures are left out. A link's address counts, not its text."""
    found: list[Mention] = []
    for match in _REFERENCE.finditer(text[:_LONGEST]):
        shape = next(name for name in _SHAPES if match.group(name) is not None)
        target = _read_target(match, shape, definitions)
        if target is None:
            continue
        found.append(Mention(target, match.start(), match.end(), shape))
        if shape == "named" and re.match(r"m?adrs", match.group(), re.IGNORECASE):
            found += list(_more_numbers(text, match.end()))
    return found


def fits(kind: str, mention: Mention, text: str) -> bool:
    """Whether a reference can be the target of a relation of this kind: `#12` of a loose one is an issue."""
    if mention.shape == "hash":
        return kind in _NUMBER_KINDS and not _FOREIGN.search(text[max(0, mention.start - 30) : mention.start])
    if mention.shape == "zero":
        return kind != "relates-to"
    if "://" in mention.target:
        return not _ELSEWHERE.search(mention.target) and (kind in SUPERSESSION or _is_address(mention.target))
    if mention.shape not in ("link", "labelled", "file"):
        return True
    if kind in SUPERSESSION and mention.target.lower().endswith(".md"):
        return True
    elsewhere = "/" in mention.target.removeprefix("./") or mention.shape == "file"
    return _is_address(mention.target) and (not elsewhere or _is_numbered(mention.target))


def _is_address(href: str) -> bool:
    """Whether an address looks like a decision record's page."""
    if href.startswith(("#", "mailto:")) or _OTHER_FILE.search(re.split(r"[?#]", href)[0]):
        return False
    stem = stem_of(href)
    name = read_name(stem)
    if name.number is not None or name.date is not None:
        return "://" not in href or href.lower().split("#")[0].endswith((".md", ".html"))
    return _PAGE.search(href) is not None and "://" not in href and stem.lower() not in _PAGES


def _is_numbered(target: str) -> bool:
    """Whether an address in another folder is plainly a record's: by its number, or a date in a folder of decisions."""
    name = read_name(stem_of(target))
    dated = name.date is not None and (
        "/" not in target or re.search(r"(?:adrs?|decisions?)/[^/]*$", target) is not None
    )
    return name.number is not None or dated


def _read_target(match: re.Match[str], shape: str, definitions: Definitions) -> str | None:
    if shape == "wiki":
        return match.group("wiki_target").strip()
    if shape == "link":
        if match.group().startswith("!"):
            return None
        href = match.group("href")
        return href if not href.startswith("#") else _read_text(match.group("text"))
    if shape == "labelled":
        label = (match.group("label") or match.group("label_text")).casefold()
        return definitions.get(label) or _read_text(match.group("label_text"))
    return match.group().rstrip(".")


def _read_text(text: str) -> str | None:
    named = _NAMED.search(text)
    return named.group() if named else None


def _more_numbers(text: str, position: int) -> Iterator[Mention]:
    """The 4 and 5 of "ADRs 3, 4 and 5"."""
    match = _NUMBERS.match(text, position)
    while match is not None:
        yield Mention(match.group(1), match.start(1), match.end(1), "named")
        match = _NUMBERS.match(text, match.end())
