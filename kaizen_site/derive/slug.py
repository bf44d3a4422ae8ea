"""Every document gets its own part of a path and of a web address, whatever the names are."""

from __future__ import annotations

from collections.abc import Sequence

from kaizen_site.rules.slug import LONGEST, fold_name, slugify, with_digest


def assign_slugs(names: Sequence[tuple[str, str]]) -> tuple[str, ...]:
    """A safe slug for each (name, path), in their order, unique also where case does not count.

    Where several names want the same one, a name that needs no change comes first, then the first path; the others
    get the beginning of their path's digest. So the order in which files are found does not matter.
    """
    wanted = [slugify(name) for name, _ in names]
    turns = sorted(range(len(names)), key=lambda index: (wanted[index] != names[index][0], names[index][1], index))
    slugs = [""] * len(names)
    taken: set[str] = set()
    for index in turns:
        slugs[index] = _free(wanted[index], names[index][1], taken)
        taken.add(fold_name(slugs[index]))
    return tuple(slugs)


def _free(slug: str, path: str, taken: set[str]) -> str:
    candidate, length = slug, 8
    while fold_name(candidate) in taken and length < LONGEST - 1:
        candidate = with_digest(slug, path, length)
        length += 4
    number = 2
    while fold_name(candidate) in taken:  # the same path twice
        candidate = with_digest(slug, f"{path}\n{number}")
        number += 1
    return candidate
