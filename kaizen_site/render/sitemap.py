"""The builder's site map gets the catalogue pages, and loses dates that would only be those of the build."""

from __future__ import annotations

import re
from collections.abc import Iterable

from kaizen_site.render.escape import escape_html

UNDATED = "1980-01-01"
"""What the builder is told when no date of the input is known."""

_NO_DATE = re.compile(rf"\s*<lastmod>{UNDATED}</lastmod>")


def add_to_sitemap(xml: str, address: str, pages: Iterable[str]) -> str:
    """`sitemap.xml` with the pages (paths) of the site at `address`."""
    entries = "".join(
        f"    <url>\n         <loc>{escape_html(address + page)}</loc>\n    </url>\n" for page in sorted(pages)
    )
    return _NO_DATE.sub("", xml).replace("</urlset>", f"{entries}</urlset>")
