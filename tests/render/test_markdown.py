"""Foreign markdown is shown and never runs, whatever stands in it."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaizen_site.render.markdown import LIMIT, render_markdown

ALLOWED = re.compile(
    r"(?:a|blockquote|br|code|del|div|em|h[2-6]|hr|li|ol|p|pre|s|strong|table|tbody|td|th|thead|tr|ul)\Z"
)
TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)((?:\s+[a-z]+=\"[^\"<>]*\")*)\s*>")


def render(text: str, **options: object) -> str:
    html = render_markdown(text, prefix="p-", **options)  # type: ignore[arg-type]
    assert html is not None
    return html


def test_html_is_shown_as_text() -> None:
    assert render("<script>alert(1)</script>") == "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>\n"


def test_a_comment_is_shown() -> None:
    assert "&lt;!-- do this --&gt;" in render("<!-- do this -->")


@pytest.mark.parametrize(
    "scheme", ["javascript:alert(1)", "data:text/html,x", "vbscript:x", "//evil.example/x", "file:///x"]
)
def test_a_link_with_another_scheme_loses_its_target(scheme: str) -> None:
    assert "href" not in render(f"[x]({scheme})")


@pytest.mark.parametrize("target", ["https://example.org/", "http://example.org/", "mailto:a@example.org"])
def test_web_and_mail_links_are_kept_without_a_vote(target: str) -> None:
    assert render(f"[x]({target})") == f'<p><a href="{target}" rel="noopener noreferrer nofollow">x</a></p>\n'


def test_a_relative_link_is_dropped_when_nobody_resolves_it() -> None:
    assert render("[x](../y.md)") == "<p>x</p>\n"


def test_a_relative_link_goes_where_the_caller_says() -> None:
    html = render("[x](../y.md)", resolve={"../y.md": "../../decisions/y/"}.get)
    assert 'href="../../decisions/y/"' in html


def test_a_picture_becomes_words() -> None:
    assert render("![a cat](https://example.org/cat.png)") == "<p>[image: a cat]</p>\n"


def test_headings_move_below_the_pages_title_and_get_prefixed_ids() -> None:
    assert render("# A\n\n### B") == '<h2 id="p-a">A</h2>\n<h4 id="p-b">B</h4>\n'


def test_the_same_heading_twice_has_two_ids() -> None:
    ids = re.findall(r'id="([^"]+)"', render("# A\n\n# A\n\n# A-1\n\n# A"))
    assert len(ids) == len(set(ids)) == 4


def test_a_titled_text_loses_the_title_that_the_page_shows() -> None:
    assert render("# Title\n\n## Part", titled=True) == '<h2 id="p-part">Part</h2>\n'


def test_a_link_within_the_text_gets_the_prefix() -> None:
    assert 'href="#p-part"' in render("[x](#part)")


def test_a_fence_that_tries_to_close_its_element_does_not() -> None:
    html = render("````html\n</code></pre><script>\n```\n````")
    assert html.count("<pre") == html.count("</pre>") == 1
    assert "&lt;/code&gt;&lt;/pre&gt;&lt;script&gt;" in html


def test_a_wide_table_scrolls_in_a_box_that_the_keyboard_reaches() -> None:
    html = render("| a | b |\n|--:|---|\n| 1 | 2 |")
    assert html.startswith('<div class="kz-scroll" tabindex="0"><table class="kz-plain">')
    assert '<td class="kz-num">1</td>' in html


def test_template_and_snippet_signs_are_text() -> None:
    assert render('{{ 7*7 }} {% raw %} --8<-- "x"') == '<p>{{ 7*7 }} {% raw %} --8&lt;-- "x"</p>\n'


def test_text_over_the_limit_is_left_to_its_source() -> None:
    assert render_markdown("a" * (LIMIT + 1), prefix="p-") is None


@pytest.mark.parametrize("unit", ["[", "![", "*a ", "`", "<a ", "[a](", "_", "~~a", "- ", "> ", "&#x"])
def test_a_long_run_of_one_sign_is_rendered_whole(unit: str) -> None:
    # Python-Markdown is held for a minute by a fifth of it.
    html = render_markdown(unit * (LIMIT // len(unit)), prefix="p-")
    assert html


@given(st.text(alphabet=st.sampled_from(list("<>/\"'=&`*_[]()!#| \n-~:;ajsxonscript{}%")), max_size=300))
def test_whatever_is_written_only_listed_tags_and_attributes_come_out(text: str) -> None:
    html = render_markdown(text, prefix="p-")
    assert html is not None
    rest = TAG.sub("", html)
    assert "<" not in rest
    for _, name, attributes in TAG.findall(html):
        assert ALLOWED.match(name)
        for key in re.findall(r"([a-z]+)=", attributes):
            assert key in ("href", "title", "rel", "id", "start", "tabindex", "class")
