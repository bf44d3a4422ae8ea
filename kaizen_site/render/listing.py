"""Lists and records for a terminal, and their JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

from kaizen_site.model.diagnostic import Card
from kaizen_site.render.report import escape

_GAP = "  "


def render_json(value: object) -> str:
    """JSON for machines: indented, keys in the order given, one final newline."""
    return json.dumps(value, ensure_ascii=False, indent=2, allow_nan=False) + "\n"


def render_table(heads: Sequence[str], rows: Iterable[Sequence[str]], *, widest: int = 0) -> str:
    """Columns aligned to the left; the last one is cut to a terminal of `widest` columns (0: not at all)."""
    cells = [[escape(cell) for cell in row] for row in rows]
    widths = [max(len(row[index]) for row in [list(heads), *cells]) for index in range(len(heads))]
    lines = []
    for row in [list(heads), *cells]:
        lead = _GAP.join(cell.ljust(width) for cell, width in zip(row[:-1], widths[:-1], strict=True))
        line = f"{lead}{_GAP}{row[-1]}" if lead else row[-1]
        lines.append(line if not widest or len(line) <= widest else f"{line[: widest - 1].rstrip()}…")
    return "\n".join(line.rstrip() for line in lines) + "\n"


def card_to_json(card: Card) -> dict[str, str]:
    """A rule's card as a mapping of JSON values."""
    return {
        "code": card.code,
        "rule": card.slug,
        "severity": str(card.severity),
        "summary": card.summary,
        "why": card.why,
        "remedy": card.remedy,
    }


def render_rule(card: Card, bad: Sequence[tuple[str, str]], good: Sequence[tuple[str, str]]) -> str:
    """A rule's card and examples for a terminal."""
    parts = [f"{card.code} {card.slug} ({card.severity})", card.summary + ".", card.why, f"What to do: {card.remedy}"]
    for head, files in (("Wrong", bad), ("Right", good)):
        for path, text in files:
            body = "\n".join(f"    {escape(line)}".rstrip() for line in text.rstrip("\n").split("\n"))
            parts.append(f"{head}, {escape(path)}:\n\n{body}")
    return "\n\n".join(parts) + "\n"
