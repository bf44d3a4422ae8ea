"""The theme's search shows titles as HTML, so nothing of ours may be HTML."""

from __future__ import annotations

import json

from kaizen_site.model.site import Page
from kaizen_site.render.search import add_to_search
from kaizen_site.render.sitemap import UNDATED, add_to_sitemap

INDEX = json.dumps({"config": {}, "docs": [{"location": "agents/", "title": "Agents", "text": ""}, {"location": "g/"}]})


def test_listed_pages_take_the_place_of_their_stubs() -> None:
    pages = [Page("agents/", "Agents", "20 agents.", "", "", ""), Page("repos/x/", "x", "", "", "", "", listed=False)]
    docs = json.loads(add_to_search(INDEX, pages, ""))["docs"]
    assert docs == [{"location": "g/"}, {"location": "agents/", "title": "Agents", "text": "20 agents."}]


def test_a_title_is_no_markup_even_after_it_was_decoded_twice() -> None:
    page = Page("agents/x/", "</script>&lt;img onerror=1&gt;\u2028", "<b>", "", "", "")
    text = add_to_search(INDEX, [page], "")
    assert "<" not in text
    assert "&lt;" not in text
    assert "\u2028" not in text


def test_where_files_are_named_the_location_names_one() -> None:
    docs = json.loads(add_to_search(INDEX, [Page("agents/x/", "x", "", "", "", "")], "index.html"))["docs"]
    assert docs[-1]["location"] == "agents/x/index.html"


def test_the_site_map_gets_catalogue_pages_and_loses_invented_dates() -> None:
    xml = f"<urlset>\n<url><loc>a</loc>\n  <lastmod>{UNDATED}</lastmod></url>\n</urlset>"
    assert add_to_sitemap(xml, "https://x.example/", ["agents/b/"]) == (
        "<urlset>\n<url><loc>a</loc></url>\n"
        "    <url>\n         <loc>https://x.example/agents/b/</loc>\n    </url>\n</urlset>"
    )
