"""What is wrong with ignores themselves: no reason, no such rule, a rule that can't be ignored, nothing to silence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kaizen_site.cards import ignore as cards
from kaizen_site.cards.registry import name_rule, rule_words
from kaizen_site.model.diagnostic import Diagnostic, Edit, Fix
from kaizen_site.model.ignore import Ignore
from kaizen_site.model.source import Span
from kaizen_site.rules.nearest import near
from kaizen_site.rules.wording import shorten


def check_ignores(ignores: Iterable[Ignore]) -> Iterator[Diagnostic]:
    """The faults that an ignore shows by itself."""
    for ignore in ignores:
        if not ignore.rules:
            message = "the ignore names no rule; everything at once can't be ignored"
            yield cards.RULE_UNKNOWN.at(ignore.path, ignore.span, message, help=cards.RULE_UNKNOWN.remedy)
            continue
        for word, span in ignore.rules:
            name = name_rule(word)
            if name is None:
                yield _say_unknown(ignore.path, word, span)
            elif name in cards.NEVER_IGNORED or name.partition("/")[0] in cards.NEVER_IGNORED:
                message = f"`{word}` can't be ignored by a comment"
                yield cards.NOT_ALLOWED.at(ignore.path, span, message, help=cards.NOT_ALLOWED.remedy)
        if not any(character.isalnum() for character in ignore.reason):
            message = "the ignore gives no reason"
            yield cards.REASON_MISSING.at(ignore.path, ignore.span, message, help=cards.REASON_MISSING.remedy)


def check_unused(unused: Iterable[tuple[Ignore, str, Span]]) -> Iterator[Diagnostic]:
    """A warning for each word of an ignore that silences nothing."""
    unused = tuple(unused)
    words: dict[Ignore, int] = {}
    for ignore, _, _ in unused:
        words[ignore] = words.get(ignore, 0) + 1
    for ignore, word, span in unused:
        place = "in this file" if ignore.lines is None else _name_lines(ignore)
        message = f"`{shorten(word)}` is ignored, but nothing {place} needs it"
        fix = None
        if words[ignore] == len(ignore.rules):
            fix = Fix("delete the ignore", (Edit(ignore.whole, ""),))
        yield cards.UNUSED.at(ignore.path, span, message, help=cards.UNUSED.remedy, fix=fix)


def _name_lines(ignore: Ignore) -> str:
    first, last = ignore.lines or (ignore.span.line, ignore.span.line)
    return f"on line {first}" if first == last else f"on lines {first} to {last}"


def _say_unknown(path: str, word: str, span: Span) -> Diagnostic:
    candidates = near(word, rule_words())
    help_text, fix = cards.RULE_UNKNOWN.remedy, None
    if candidates:
        help_text = f"did you mean `{candidates[0]}`?"
        # What the right word would silence nobody has seen yet.
        fix = Fix(f"write `{candidates[0]}`", (Edit(span, candidates[0]),), safe=False)
    return cards.RULE_UNKNOWN.at(path, span, f"there is no rule `{shorten(word)}`", help=help_text, fix=fix)
