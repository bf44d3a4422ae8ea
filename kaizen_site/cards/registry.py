"""Every rule there is, in the order of the codes."""

from __future__ import annotations

from functools import cache
from importlib import import_module

from kaizen_site.model.diagnostic import Card

FAMILIES = (
    "text",
    "yaml",
    "front_matter",
    "schedule",
    "agent",
    "adr",
    "definition",
    "rule",
    "event_type",
    "fleet",
    "xref",
    "ignore",
    "internal",
)


def all_cards() -> tuple[Card, ...]:
    """All cards, sorted by code."""
    cards = [
        value
        for family in FAMILIES
        for value in vars(import_module(f"kaizen_site.cards.{family}")).values()
        if isinstance(value, Card)
    ]
    return tuple(sorted(cards, key=lambda card: card.code))


def name_rule(word: str) -> str | None:
    """The slug or the family that a code, slug or family in any case stands for; None when there is no such rule."""
    return _names().get(word.strip().casefold())


def rule_words() -> tuple[str, ...]:
    """Every word that names rules: slugs, families and codes."""
    cards = all_cards()
    families = dict.fromkeys(card.family for card in cards)
    return (*(card.slug for card in cards), *families, *(card.code for card in cards))


def find_card(word: str) -> Card | None:
    """The card with this code or slug, in any case."""
    folded = word.strip().casefold()
    return next((card for card in all_cards() if folded in (card.code.casefold(), card.slug)), None)


@cache
def _names() -> dict[str, str]:
    names: dict[str, str] = {}
    for card in all_cards():
        names |= {card.family: card.family, card.slug: card.slug, card.code.casefold(): card.slug}
    return names
