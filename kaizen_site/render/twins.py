"""The machine's side of the site: twins of pages, their index, `catalog.json` and `llms.txt`.

JSON is canonical: sorted keys, no blanks, one final newline. In markdown, text of others stands in fences longer than
any run inside it or is escaped in one line.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from kaizen_site.model.site import Page, Site
from kaizen_site.render.escape import escape_markdown, fence_text

_INLINE = 400
# Made once: `json.dumps` with options makes an encoder for every call.
_encode = json.JSONEncoder(ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":")).encode


def twin_path(path: str, suffix: str) -> str:
    """`agents/coach/` with `.json` → `agents/coach.json`; the home page's twins are called `index`."""
    return f"{path.rstrip('/') or 'index'}{suffix}"


def view_to_json(view: Mapping[str, Any]) -> str:
    """Canonical JSON."""
    return _encode(view) + "\n"


def view_to_markdown(title: str, description: str, view: Mapping[str, Any]) -> str:
    """The view as markdown: facts as a list, lists of records as tables, long text in fences."""
    lines = [f"# {escape_markdown(title)}", ""]
    if description:
        lines += [escape_markdown(description), ""]
    facts = {key: value for key, value in view.items() if _is_fact(value) and value != description}
    lines += [f"- {_name(key)}: {_say(value)}" for key, value in facts.items() if value not in (None, [], "")]
    for key, value in view.items():
        if key not in facts and value and value != description:
            lines += ["", f"## {_name(key)}", "", _render_block(value)]
    return "\n".join(lines).rstrip("\n") + "\n"


def index_twins(entries: Iterable[tuple[str, str, int]]) -> str:
    """`twins.json` from (path, sha256, size) of every twin."""
    twins = [{"path": path, "sha256": digest, "size": size} for path, digest, size in sorted(entries)]
    return view_to_json({"twins": twins, "version": "1"})


def entry_of(path: str, text: str) -> tuple[str, str, int]:
    """A file's line in the index."""
    content = text.encode()
    return path, hashlib.sha256(content).hexdigest(), len(content)


def render_catalog(site: Site, pages: Sequence[Page]) -> str:
    """`catalog.json`: every catalogue page with its twins, by section, and where the bundles are."""
    sections: dict[str, list[dict[str, str]]] = {}
    for page in pages:
        if page.listed and page.section:
            sections.setdefault(page.section, []).append(_entry(page))
    return view_to_json(
        {
            "version": "1",
            "name": site.name,
            "address": site.address,
            "snapshot": None if site.fleet.snapshot is None else site.fleet.snapshot.taken_at,
            "counts": dict(site.checked),
            "sections": sections,
            "manifest": "v1/repos/{repo}/manifest.json",
            "bundle": "v1/repos/{repo}/{agent}.json",
        }
    )


def render_llms(site: Site, pages: Sequence[Page]) -> str:
    """`llms.txt`: a title, a line and the markdown twins by section (https://llmstxt.org)."""
    lines = [f"# {escape_markdown(site.name)}", ""]
    lines += [f"> {escape_markdown('Agents, schedules, decisions and run records, checked and linked.')}"]
    section = None
    for page in sorted((page for page in pages if page.listed), key=lambda page: page.path):
        if page.section != section:
            section = page.section
            lines += ["", f"## {escape_markdown(section.capitalize() or 'Start')}", ""]
        address = (site.address or "") + twin_path(page.path, ".md")
        lines.append(f"- [{escape_markdown(page.title)}]({address}): {escape_markdown(page.description)}")
    return "\n".join(lines) + "\n"


def _entry(page: Page) -> dict[str, str]:
    return {
        "title": page.title,
        "description": page.description,
        "path": page.path,
        "json": twin_path(page.path, ".json"),
        "md": twin_path(page.path, ".md"),
    }


@lru_cache(maxsize=1024)
def _name(key: str) -> str:
    return escape_markdown(key.replace("_", " ").capitalize())


def _is_fact(value: Any) -> bool:
    if isinstance(value, str):
        return len(value) <= _INLINE and "\n" not in value
    if isinstance(value, list | tuple):
        return not any(isinstance(item, dict | list | tuple) for item in value)
    return not isinstance(value, dict)


def _say(value: Any) -> str:
    kind = type(value)
    if kind is str:
        return escape_markdown(value)
    if value is None:
        return "none"
    if kind is bool:
        return "yes" if value else "no"
    if kind is list or kind is tuple:
        return ", ".join([_say(item) for item in value])
    if kind is dict:
        return "; ".join([f"{_name(str(key))}: {_say(item)}" for key, item in value.items()])
    return escape_markdown(value) if isinstance(value, str) else str(value)


def _render_block(value: Any) -> str:
    if isinstance(value, str):
        return fence_text(value)
    if isinstance(value, dict):
        return "\n".join([f"- {_name(str(key))}: {_say(item)}" for key, item in value.items()])
    if all(isinstance(row, dict) for row in value):
        return _render_rows(value)
    return "\n".join([f"- {_say(row)}" for row in value])


def _render_rows(rows: Sequence[Mapping[str, Any]]) -> str:
    columns = list(dict.fromkeys(key for row in rows for key in row))
    lines = [f"| {' | '.join([_name(column) for column in columns])} |", f"|{'---|' * len(columns)}"]
    lines += [f"| {' | '.join([_say(row.get(column)) for column in columns])} |" for row in rows]
    return "\n".join(lines)
