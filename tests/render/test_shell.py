"""A page that the theme rendered once carries every article of its section."""

from __future__ import annotations

import pytest

from kaizen_site.render.shell import (
    ShellBroken,
    add_style,
    fill_beneath,
    rebase_page,
    slot_line,
    split_shell,
    stamp_page,
)

BUILT = """<html><head>
      <meta name="description" content="old">
      <link rel="canonical" href="https://x.example/repos/">
      <link rel="prev" href="../agents/">
      <link rel="next" href="../schedule/">
      <title>Repos - Kaizen</title>
<link rel="stylesheet" href="../assets/a.css"><script>__md_scope=new URL("..",location)</script></head><body>
<a href="./">Repos</a><a href="..">Home</a><a href="../agents/#x">Agents</a>
<a href="https://y.example/">Y</a><a href="#top">T</a>
<div data-md-component="header-topic"> <span class="md-ellipsis"> Repos </span></div>
<div data-kaizen-slot="repos"></div>
<script id="__config" type="application/json">{"base": "..", "search": "../assets/s.js", "t": "<"}</script>
</body></html>"""


def stamp(html: str = BUILT, **values: str | None) -> str:
    given = {"title": "T", "site_name": "S", "description": "D", "address": None, "article": "A", **values}
    return stamp_page(split_shell(html, "repos"), **given)  # type: ignore[arg-type]


def test_title_topic_description_address_and_article_are_filled() -> None:
    page = stamp(title="api", description="Two agents.", address="https://x.example/repos/api/", article="<p>hello</p>")
    assert "<title>api - S</title>" in page
    assert '<span class="md-ellipsis"> api </span>' in page
    assert '<meta name="description" content="Two agents.">' in page
    assert '<link rel="canonical" href="https://x.example/repos/api/">' in page
    assert "<p>hello</p>" in page
    assert "old" not in page
    assert "data-kaizen-slot" not in page


def test_neighbours_in_the_navigation_are_not_those_of_the_shell() -> None:
    assert "prev" not in stamp()


def test_a_hostile_title_stays_text() -> None:
    page = stamp(title="</title><script>x</script>", description='"><script>y</script>')
    assert "<script>x" not in page
    assert "<script>y" not in page
    assert "&lt;/title&gt;&lt;script&gt;x" in page


def test_an_article_that_holds_a_slot_of_another_page_is_left_alone() -> None:
    assert slot_line("repos") in stamp(article=slot_line("repos"))


@pytest.mark.parametrize("count", [0, 2])
def test_a_missing_or_doubled_slot_stops_the_build(count: int) -> None:
    with pytest.raises(ShellBroken, match=f"has {count} slots"):
        split_shell(BUILT.replace(slot_line("repos"), slot_line("repos") * count), "repos")


def test_a_page_without_a_title_stops_the_build() -> None:
    with pytest.raises(ShellBroken, match="title"):
        split_shell(BUILT.replace("<title>Repos - Kaizen</title>", ""), "repos")


def test_relative_addresses_are_right_for_a_deeper_page() -> None:
    page = rebase_page(BUILT, "repos/", 2)
    assert '<link rel="stylesheet" href="../../assets/a.css">' in page
    assert '<a href="../../repos/">Repos</a><a href="../../">Home</a><a href="../../agents/#x">' in page
    assert 'href="https://y.example/"' in page
    assert 'href="#top"' in page
    assert 'new URL("../../",location)' in page
    assert '{"base":"../..","search":"../../assets/s.js","t":"\\u003c"}' in page


def test_a_page_at_the_root_can_be_moved_down() -> None:
    assert '<a href="../agents/">' in rebase_page('<html> <a href="agents/">', "", 1)


def test_a_builder_that_left_out_our_style_gets_it() -> None:
    page = add_style("<head></head><body></body>", "repos")
    assert 'href="../assets/kaizen/kz.css"' in page
    assert add_style(page, "repos") == page


def test_an_authored_page_keeps_its_title_and_gets_the_article_beneath() -> None:
    html = f"<h1>Ours</h1>{slot_line('agents', beneath=True)}"
    assert fill_beneath(html, "agents", "<h1>Agents</h1>") == "<h1>Ours</h1><h2>Agents</h2>"
    assert fill_beneath("<h1>Ours</h1>", "agents", "x") is None
