"""Every rule there is, in the order of the codes."""

from __future__ import annotations

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


def find_card(word: str) -> Card | None:
    """The card with this code or slug, in any case."""
    folded = word.strip().casefold()
    return next((card for card in all_cards() if folded in (card.code.casefold(), card.slug)), None)
