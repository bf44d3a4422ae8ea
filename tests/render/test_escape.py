"""Text does not become markup in HTML, JSON, front matter or markdown."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from kaizen_site.render.escape import escape_html, escape_json, escape_markdown, fence_text, make_harmless


def test_html_escapes_what_ends_elements_and_attributes() -> None:
    assert escape_html("<a href=\"x\" b='y'>&") == "&lt;a href=&quot;x&quot; b=&#39;y&#39;&gt;&amp;"


def test_json_in_html_has_no_sign_that_ends_a_script() -> None:
    text = escape_json({"a": "</script><!--<script>\u2028\u2029&"})
    assert not set("<>&\u2028\u2029") & set(text)
    assert json.loads(text) == {"a": "</script><!--<script>\u2028\u2029&"}


def test_a_title_becomes_one_harmless_line() -> None:
    assert make_harmless('</title>\n{{ 7*7 }} "x" \u202e\u2028\\') == (
        "\u2039/title\u203a \u2774\u2774 7*7 \u2775\u2775 \u2033x\u2033 \uff3c"
    )


def test_a_fence_is_longer_than_any_run_inside() -> None:
    assert fence_text("a ```` b") == "`````text\na ```` b\n`````\n"


def test_a_line_of_markdown_shows_its_signs() -> None:
    assert escape_markdown("*a* [b](c)\n`d` <e> | f") == r"\*a\* \[b\](c) \`d\` \<e\> \| f"


@given(st.text())
def test_a_harmless_line_has_nothing_of_yaml_html_or_templates(text: str) -> None:
    line = make_harmless(text)
    assert not set("<>\"'&\\{}\n\r\t\u2028\u2029\u202e") & set(line)


@given(st.text())
def test_no_text_closes_its_fence(text: str) -> None:
    block = fence_text(text)
    fence = block.split("text\n", 1)[0]
    assert fence not in block.removeprefix(fence).removesuffix(f"{fence}\n")
