"""A builder gets titles from a fixed list, slots, and authored text with links that lead to our pages."""

from __future__ import annotations

from kaizen_site.render.stubs import place_slot, relink, render_stub

PAGES = {"docs/adr/0001-x.md": "decisions/x/", "agents/agent-a.md": "agents/a/"}


def test_a_stub_is_a_title_and_a_slot() -> None:
    stub = render_stub("agents", "Agents")
    assert stub.path == "agents/index.md"
    assert stub.text == (
        '---\ntitle: "Agents"\nhide:\n  - navigation\n  - toc\n---\n\n<div data-kaizen-slot="agents"></div>\n'
    )


def test_a_site_name_can_not_leave_the_front_matter() -> None:
    line = render_stub("", 'a" \nb: {{x}}').text.splitlines()[1]
    assert line == 'title: "a\u2033 b: \u2774\u2774x\u2775\u2775"'


def test_links_to_documents_lead_to_their_pages() -> None:
    text = "[r](../adr/0001-x.md) [a](../../agents/agent-a.md) [o](other.md) [w](https://x.example/agents/agent-a.md)"
    assert relink(text, "docs/guides/g.md", "guides/g.md", PAGES) == (
        "[r](../decisions/x/index.md) [a](../agents/a/index.md) [o](other.md) [w](https://x.example/agents/agent-a.md)"
    )


def test_an_authored_page_at_our_address_keeps_its_text() -> None:
    assert place_slot("# Mine\n", "agents") == '# Mine\n\n<div data-kaizen-slot="agents" data-kaizen-beneath></div>\n'


def test_an_authored_page_may_say_where_the_slot_is() -> None:
    text = 'above\n\n<div data-kaizen-slot="home"></div>\n\nbelow\n'
    assert place_slot(text, "") == text
