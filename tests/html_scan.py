"""What a built page holds that could run, load or clash: read by the standard library's parser."""

from __future__ import annotations

import re
from collections import Counter
from html.parser import HTMLParser

_LOADING = re.compile(r"\s*(?:javascript|data|vbscript):", re.IGNORECASE)


class PageScan(HTMLParser):
    """One page: the sources of its scripts (or "inline"), what could run without one, what it loads from elsewhere."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.scripts: list[str] = []
        self.handlers: list[str] = []
        self.foreign: list[str] = []
        self.tags: Counter[str] = Counter()
        self.ids: Counter[str] = Counter()
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags[tag] += 1
        given = {key: value or "" for key, value in attrs}
        if tag == "script":
            self.scripts.append(given.get("src", "inline"))
        if "id" in given:
            self.ids[given["id"]] += 1
        for key, value in given.items():
            loads = key in ("href", "src", "action", "srcdoc", "formaction") and value != "javascript:void(0)"
            if key.startswith("on") or key == "style" or (loads and (key == "srcdoc" or _LOADING.match(value))):
                self.handlers.append(f"<{tag} {key}={value[:60]}>")
            if (key == "src" and re.match(r"(?:[a-z]+:)?//", value)) or (
                tag == "link" and "//" in value and given.get("rel") == "stylesheet"
            ):
                self.foreign.append(value)

    @property
    def doubled(self) -> list[str]:
        """Ids that stand more than once."""
        return [name for name, count in self.ids.items() if count > 1]
