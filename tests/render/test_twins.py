"""The machine's side says what the page says, in bytes that repeat."""

from __future__ import annotations

import hashlib
import json

from kaizen_site.model.catalogue import Catalogue
from kaizen_site.model.site import CrossReferences, Page, Site
from kaizen_site.render.twins import (
    entry_of,
    index_twins,
    render_catalog,
    render_llms,
    twin_path,
    view_to_json,
    view_to_markdown,
)

SITE = Site("Kaizen", Catalogue(), CrossReferences(), address="https://x.example/", checked=(("agents", 1),))


def page(path: str, title: str, *, listed: bool = True) -> Page:
    return Page(path, title, f"About {title}.", "", "", "", listed)


def test_twins_stand_beside_the_folder_of_their_page() -> None:
    assert twin_path("agents/coach/", ".json") == "agents/coach.json"
    assert twin_path("", ".md") == "index.md"


def test_json_is_sorted_and_ends_with_a_newline() -> None:
    assert view_to_json({"b": 1, "a": "ü"}) == '{"a":"ü","b":1}\n'


def test_markdown_has_facts_tables_and_fenced_text() -> None:
    text = view_to_markdown(
        "coach",
        "Looks after *all*.",
        {"on": True, "next": None, "tags": ["a", "b"], "runs": [{"repo": "x", "rate": 0.5}], "prompt": "# Do\n```\nx"},
    )
    assert text == (
        "# coach\n\nLooks after \\*all\\*.\n\n- On: yes\n- Tags: a, b\n\n## Runs\n\n| Repo | Rate |\n|---|---|\n"
        "| x | 0.5 |\n\n## Prompt\n\n````text\n# Do\n```\nx\n````\n"
    )


def test_hostile_text_stays_in_its_cell_and_in_its_line() -> None:
    text = view_to_markdown("a\nb", "", {"rows": [{"x": "1 | 2\n\n# 3 <script>"}]})
    assert text.splitlines() == ["# a b", "", "", "## Rows", "", "| X |", "|---|", "| 1 \\| 2 # 3 \\<script\\> |"]


def test_the_index_has_the_digest_of_every_twin() -> None:
    entry = entry_of("a.json", "ü\n")
    assert entry == ("a.json", hashlib.sha256("ü\n".encode()).hexdigest(), 3)
    assert json.loads(index_twins([entry]))["twins"] == [{"path": "a.json", "sha256": entry[1], "size": 3}]


def test_the_catalog_lists_what_is_listed() -> None:
    catalog = json.loads(
        render_catalog(SITE, [page("", "Home"), page("agents/coach/", "coach"), page("repos/x/", "x", listed=False)])
    )
    assert catalog["sections"] == {
        "agents": [
            {
                "title": "coach",
                "description": "About coach.",
                "path": "agents/coach/",
                "json": "agents/coach.json",
                "md": "agents/coach.md",
            }
        ]
    }


def test_llms_txt_links_the_markdown_twins_by_section() -> None:
    text = render_llms(SITE, [page("agents/coach/", "coach"), page("", "Kaizen")])
    assert "## Start\n\n- [Kaizen](https://x.example/index.md): About Kaizen." in text
    assert "## Agents\n\n- [coach](https://x.example/agents/coach.md): About coach." in text
