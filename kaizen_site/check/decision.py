"""What the records of one log mean together: numbers, relations and who is in force."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from kaizen_site.cards import adr as cards
from kaizen_site.model.catalogue import Decision, DecisionLink
from kaizen_site.model.diagnostic import Diagnostic, Edit, Fix, Related, Severity
from kaizen_site.model.source import At, Span
from kaizen_site.rules.nearest import nearest
from kaizen_site.rules.record_name import read_name, reference_key, stem_of

_FIRM = frozenset(("supersedes", "superseded-by", "amends", "amended-by", "clarifies", "clarified-by"))
_PENDING = frozenset(("draft", "proposed", "rejected", "deferred"))
_TRANSLATED = 2


def check_decisions(decisions: Sequence[Decision]) -> Iterator[Diagnostic]:
    """All findings about the records of one log, which `link_decisions` has linked."""
    known = {decision.path: decision for decision in decisions}
    yield from _check_numbers(decisions)
    for decision in decisions:
        yield from _check_targets(decision, decisions)
        yield from _check_successor(decision, known)
        yield from _check_reciprocity(decision, known)
    yield from _check_cycles(known)


def _check_numbers(decisions: Sequence[Decision]) -> Iterator[Diagnostic]:
    """adr/duplicate-id: within one folder, at the file that comes later."""
    first: dict[tuple[str, str], Decision] = {}
    free = max((decision.number for decision in decisions if decision.number is not None), default=0) + 1
    for decision in sorted(decisions, key=lambda decision: decision.path):
        if decision.number is None:
            continue
        folder = decision.path.rpartition("/")[0]
        stem = stem_of(decision.path)
        key = (folder, f"{decision.number}{read_name(stem).letter}")
        other = first.setdefault(key, decision)
        if other is decision or _untranslated(stem) == _untranslated(stem_of(other.path)):
            continue
        one, two = other.path.rpartition("/")[2], decision.path.rpartition("/")[2]
        yield cards.DUPLICATE_ID.at(
            decision.path,
            decision.places.get("id"),
            f"{decision.id} stands twice: in `{one}` and in `{two}`",
            help=f"the next free number is {_number_like(decision, free)}",
            related=(Related(other.path, other.places.get("id"), f"the other {decision.id}"),),
        )
        free += 1


def _check_targets(decision: Decision, decisions: Sequence[Decision]) -> Iterator[Diagnostic]:
    """adr/target-missing and adr/target-ambiguous."""
    for link in decision.links:
        if link.derived or link.resolved is not None:
            continue
        if link.candidates:
            names = ", ".join(f"`{path.rpartition('/')[2]}`" for path in link.candidates)
            message = f"`{link.target}` may mean {names}"
            yield cards.TARGET_AMBIGUOUS.at(decision.path, link.where, message, help="link to the file")
        elif _is_checked(decision, link):
            yield _say_missing(decision, link, decisions)


def _say_missing(decision: Decision, link: DecisionLink, decisions: Sequence[Decision]) -> Diagnostic:
    near = _find_near(decision, link, decisions)
    name = stem_of(link.target) if "/" in link.target or link.target.endswith(".md") else link.target
    name = f"record {name}" if name.lstrip("#").isdecimal() else name
    return cards.TARGET_MISSING.at(
        decision.path,
        link.where,
        f"there is no {name} in {decision.log or 'this folder'}",
        help=f"did you mean {near}?" if near is not None else "correct the reference or add the record",
        severity=None if link.kind in _FIRM else Severity.WARNING,
    )


def _find_near(decision: Decision, link: DecisionLink, decisions: Sequence[Decision]) -> str | None:
    """A record that was likely meant: numbers with the same digits, names within the usual distance."""
    others = [other for other in decisions if other.path != decision.path]
    name = read_name(stem_of(link.target))
    if name.number is None:
        return nearest(stem_of(link.target), [stem_of(other.path) for other in others])
    digits = sorted(str(name.number).replace("0", ""))
    same = [other.id for other in others if sorted(str(other.number or "").replace("0", "")) == digits]
    return same[0] if len(same) == 1 and digits else None


def _is_checked(decision: Decision, link: DecisionLink) -> bool:
    """Whether a link that leads nowhere claims to lead into this log."""
    if "://" in link.target or link.target.startswith("mailto:"):
        return False
    if _contradicts_itself(decision, link) or (link.kind not in _FIRM and not _is_deliberate(link)):
        return False
    folder = decision.path.rpartition("/")[0]
    parts = [part for part in folder.split("/") if part]
    above = 0
    steps = link.target.split("/")[:-1]
    for step in steps:
        above += step == ".."
    down = [step for step in steps if step not in ("..", ".", "")]
    root = "/" if folder.startswith("/") else ""
    lands = root + "/".join([*parts[: max(len(parts) - above, 0)], *down])
    inside = lands == decision.log or lands.startswith(decision.log + "/") or not steps
    return inside or (link.target.startswith("/") and read_name(stem_of(link.target)).number is not None)


def _is_deliberate(link: DecisionLink) -> bool:
    """Whether a looser relation stands in a field or links to a file: a mere mention may mean another log."""
    return isinstance(link.where, At) or stem_of(link.target) != link.target.rpartition("/")[2]


def _contradicts_itself(decision: Decision, link: DecisionLink) -> bool:
    """A record in force that names a successor: that is one mistake, and it was reported as a conflict."""
    return link.kind == "superseded-by" and not link.partial and decision.status in ("accepted", "proposed", "draft")


def _check_successor(decision: Decision, known: dict[str, Decision]) -> Iterator[Diagnostic]:
    """adr/superseded-without-successor and adr/successor-not-accepted."""
    if decision.status != "superseded":
        return
    successors = [link for link in decision.links if link.kind == "superseded-by"]
    whole = [link for link in successors if not link.partial]
    if not successors:
        yield cards.SUPERSEDED_WITHOUT_SUCCESSOR.at(
            decision.path,
            decision.places.get("status"),
            f"{decision.id} is superseded, and neither it nor another record says by what",
            help="add the successor: `Superseded by ADR-…`",
        )
    found = [known[link.resolved] for link in whole if link.resolved in known]
    if found and all(other.status in _PENDING for other in found) and len(found) == len(whole):
        other = found[0]
        yield cards.SUCCESSOR_NOT_ACCEPTED.at(
            decision.path,
            decision.places.get("status"),
            f"{decision.id} is superseded by {other.id}, which is {other.status}",
            help=f"accept {other.id}, or put {decision.id} back into force until then",
            related=(Related(other.path, other.places.get("status"), f"{other.id} is {other.status}"),),
        )


def _check_reciprocity(decision: Decision, known: dict[str, Decision]) -> Iterator[Diagnostic]:
    """adr/not-reciprocal: at the record that does not know, when it does not mention the other one anywhere."""
    for link in decision.links:
        if (
            not link.derived
            or link.partial
            or link.kind not in ("supersedes", "superseded-by")
            or link.resolved not in known
        ):
            continue
        other = known[link.resolved]
        if _mentions(decision, other):
            continue
        stated = next(
            (
                back
                for back in other.links
                if back.resolved == decision.path and not back.derived and back.kind != link.kind
            ),
            None,
        )
        verb = "supersedes" if link.kind == "superseded-by" else "is superseded by"
        yield cards.NOT_RECIPROCAL.at(
            decision.path,
            decision.places.get("status") or decision.places.get("title"),
            f"{other.id} says that it {verb} {decision.id}, and {decision.id} does not say so",
            help=f"add `{link.kind}: {other.id}`",
            related=(Related(other.path, stated.where, f"{other.id} says it here"),) if stated is not None else (),
            fix=_add_link(decision, link, other),
        )


def _add_link(decision: Decision, link: DecisionLink, other: Decision) -> Fix | None:
    """The missing line at the end of the front matter; safe where it does not change which record is in force."""
    end = decision.places.get("front matter end")
    if not isinstance(end, Span) or link.kind in decision.places or link.partial:
        return None
    line_end = "\r\n" if "\r\n" in decision.body else "\n"
    safe = link.kind == "supersedes" or decision.status == "superseded"
    edit = Edit(Span(end.line, 1, end.line, 1), f"{link.kind}: {other.id}{line_end}")
    return Fix(f"add `{link.kind}: {other.id}`", (edit,), safe)


def _mentions(decision: Decision, other: Decision) -> bool:
    """Whether a record's text or links speak of another one: by file, by stem, by id or by number."""
    if any(link.resolved == other.path and not link.derived for link in decision.links):
        return True
    body = decision.body.casefold()
    if stem_of(other.path).casefold() in body or other.id.casefold() in body:
        return True
    if other.number is None:
        return False
    keys = {reference_key(word.strip(".,;:()[]*_`")) for word in _adr_words(body)}
    return str(other.number) in keys


def _adr_words(body: str) -> Iterator[str]:
    words = body.split()
    for index, word in enumerate(words):
        if "adr" in word:
            bare = word.strip(".,;:()[]*_`")
            yield f"{bare} {words[index + 1]}" if bare in ("adr", "madr") and index + 1 < len(words) else word
            if "/adr/" in word:
                yield word.rpartition("/adr/")[2]


def _check_cycles(known: dict[str, Decision]) -> Iterator[Diagnostic]:
    """adr/cycle: once for each circle, at the first record of it."""
    edges: dict[str, list[tuple[str, DecisionLink]]] = defaultdict(list)
    for path in sorted(known):
        for link in known[path].links:
            if link.derived or link.partial or link.resolved not in known:
                continue
            if link.kind == "supersedes":
                edges[path].append((link.resolved, link))
            elif link.kind == "superseded-by":
                edges[link.resolved].append((path, link))
    done: set[str] = set()
    for start in sorted(known):
        circle = _find_circle(start, edges, done)
        if circle:
            yield _say_circle(circle, known)


def _find_circle(start: str, edges: dict[str, list[tuple[str, DecisionLink]]], done: set[str]) -> list[str]:
    """The first circle that can be reached from here and was not seen before, as the paths along it."""
    if start in done:
        return []
    trail, positions = [start], [0]
    on_trail = {start: 0}
    while trail:
        path, position = trail[-1], positions[-1]
        if position == len(edges.get(path, ())):
            done.add(trail.pop())
            positions.pop()
            on_trail.pop(path, None)
            continue
        positions[-1] += 1
        following = edges[path][position][0]
        if following in on_trail:
            circle = trail[on_trail[following] :]
            done.update(trail)
            return circle
        if following not in done:
            on_trail[following] = len(trail)
            trail.append(following)
            positions.append(0)
    return []


def _say_circle(circle: list[str], known: dict[str, Decision]) -> Diagnostic:
    start = circle.index(min(circle))
    records = [known[path] for path in [*circle[start:], *circle[:start]]]
    first = records[0]
    names = " → ".join(record.id for record in [*records, first])
    link = next((link for link in first.links if link.resolved in circle and not link.derived), None)
    message = f"{first.id} supersedes itself" if len(circle) == 1 else f"these records supersede each other: {names}"
    related = tuple(
        Related(record.path, next((one.where for one in record.links if one.resolved in circle), None), record.id)
        for record in records[1:]
    )
    where = link.where if link is not None else first.places.get("status")
    return cards.CYCLE.at(first.path, where, message, help="take away the relation that is wrong", related=related)


def _untranslated(stem: str) -> str:
    name, dot, language = stem.rpartition(".")
    return name if dot and len(language.split("-")[0]) == _TRANSLATED and language.isascii() else stem


def _number_like(decision: Decision, number: int) -> str:
    digits = read_name(stem_of(decision.path)).digits
    return f"ADR-{number:0{max(len(digits), 1)}d}"
