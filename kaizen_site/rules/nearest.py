"""Did you mean: decides which known word a misspelt one stands for, or that none is near enough."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

_NO_SYNONYMS: Mapping[str, str] = MappingProxyType({})
_LONGEST = 80  # a longer word is no slip of the keyboard, and the distance would cost its square


def nearest(word: str, candidates: Iterable[str], synonyms: Mapping[str, str] = _NO_SYNONYMS) -> str | None:
    """The one candidate that was most likely meant, or None when nothing is near.

    Keys of `synonyms` are lower case; their values are suggested as they are.
    """
    found = near(word, candidates, synonyms)
    return found[0] if found else None


def near(word: str, candidates: Iterable[str], synonyms: Mapping[str, str] = _NO_SYNONYMS) -> tuple[str, ...]:
    """All candidates within reach, the nearest first; a fix is safe where there is exactly one."""
    folded = _fold(word)
    synonym = synonyms.get(word.strip().casefold(), synonyms.get(folded))
    if synonym is not None:
        return (synonym,)
    if not folded or len(folded) > _LONGEST:
        return ()
    reach = 1 if len(folded) < 5 else 2
    ranked = []
    for order, candidate in enumerate(dict.fromkeys(candidates)):
        other = _fold(candidate)
        distance = 0 if other == folded else 1 if _differ_in_plural(folded, other) else measure(folded, other, reach)
        if distance <= reach and distance < max(len(folded), len(other)):
            ranked.append((distance, folded[:1] != other[:1], order, candidate))
    return tuple(candidate for *_, candidate in sorted(ranked))


def measure(first: str, second: str, limit: int) -> int:
    """The edit distance with neighbouring letters exchanged counted as one; `limit` + 1 for anything further."""
    if abs(len(first) - len(second)) > limit:
        return limit + 1
    before: list[int] = []
    row = list(range(len(second) + 1))
    for i, letter in enumerate(first, 1):
        older, before, row = before, row, [i]
        for j, other in enumerate(second, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != other))
            if i > 1 and j > 1 and letter == second[j - 2] and first[i - 2] == other:
                cost = min(cost, older[j - 2] + 1)
            row.append(cost)
        if min(row) > limit and min(before) > limit:
            return limit + 1
    return min(row[-1], limit + 1)


def _fold(word: str) -> str:
    return word.strip().casefold().replace("_", "-").replace(" ", "-")


def _differ_in_plural(first: str, second: str) -> bool:
    short, long = sorted((first, second), key=len)
    if len(short) < 2:
        return False
    return long in (short + "s", short + "es") or (short.endswith("y") and long == short[:-1] + "ies")
