"""The theme's search finds catalogue pages by title and description; nothing of their text goes into its index.

The theme writes what it finds into pages as HTML, so everything is made harmless and escaped.
"""

from __future__ import annotations

import json
from collections.abc import Iterable

from kaizen_site.model.site import Page
from kaizen_site.render.escape import escape_html, make_harmless

_TEXT = 400


def add_to_search(index: str, pages: Iterable[Page], leaf: str) -> str:
    """The search index with an entry for every listed page, in place of what the builder wrote for its stub."""
    search = json.loads(index)
    listed = {page.path + leaf: page for page in pages if page.listed}
    kept = [entry for entry in search["docs"] if entry["location"] not in listed]
    search["docs"] = kept + [
        {
            "location": location,
            "title": escape_html(make_harmless(page.title)),
            "text": escape_html(make_harmless(page.description, _TEXT)),
        }
        for location, page in listed.items()
    ]
    return json.dumps(search, separators=(",", ":"))
