"""A rule with its examples: what `kaizen-agentic rule` prints and the rule's page shows."""

from __future__ import annotations

from dataclasses import dataclass

from kaizen_site.cards.registry import all_cards, find_card
from kaizen_site.errors import NotFound
from kaizen_site.gather.packaged import packaged
from kaizen_site.gather.tree import Folder
from kaizen_site.model.diagnostic import Card
from kaizen_site.rules.nearest import nearest

_LONGEST = 4_000


@dataclass(frozen=True, slots=True)
class Example:
    """Files of a small project as (path, text) pairs: one that breaks the rule and one that keeps it."""

    bad: tuple[tuple[str, str], ...]
    good: tuple[tuple[str, str], ...]


def explain_rule(word: str) -> tuple[Card, Example]:
    """The card of a code or slug and its examples; raises NotFound with the nearest rule."""
    card = find_card(word)
    if card is None:
        near = nearest(word, [name for one in all_cards() for name in (one.slug, one.code)])
        hint = f"; did you mean {near}?" if near else "; `kaizen-agentic rule --all` lists them"
        raise NotFound(f"there is no rule {word}{hint}")
    return card, read_example(card)


def read_example(card: Card) -> Example:
    """The rule's example folder; empty where an example can't lie in a tree of text files."""
    folder = Folder(packaged("examples"))
    return Example(_read_side(folder, f"{card.folder}/bad"), _read_side(folder, f"{card.folder}/good"))


def _read_side(folder: Folder, under: str) -> tuple[tuple[str, str], ...]:
    if not folder.exists(under):
        return ()
    files = []
    for path in folder.files(under):
        source = folder.read(path)
        text = source.content[:_LONGEST].decode("utf-8", errors="replace")
        files.append((path.removeprefix(f"{under}/"), text))
    return tuple(files)
