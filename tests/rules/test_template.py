from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaizen_site.rules.template import Placeholder, Template, TemplateError, TemplateFault, parse_template, render

CONTEXT = {
    "r": {"repo": "atlas", "rate": 0.72, "runs": 3, "on": True, "none": None, "labels": ["a"], "code": "{{r.repo}} "}
}


def template(text: str) -> Template:
    parsed = parse_template(text)
    assert isinstance(parsed, Template)
    return parsed


@pytest.mark.parametrize(
    ("text", "rendered"),
    [
        ("Coach {{r.repo}}", "Coach atlas"),
        ("{{ r.repo }}/{{r.repo}}\n", "atlas/atlas"),
        ('{{ r["repo"] }} {{ r.labels[0] }}', "atlas a"),
        ("{{r.rate}} {{r.runs}} {{r.on}} {{r.none}} {{r.labels}}", '0.72 3 true null ["a"]'),
        ("{{r.code}}!", "{{r.repo}} !"),
        ('{"a": {"b": 1}} }} {', '{"a": {"b": 1}} }} {'),
        ("", ""),
    ],
)
def test_paths_are_replaced_once_and_nothing_else_is(text: str, rendered: str) -> None:
    assert render(template(text), CONTEXT) == rendered


@pytest.mark.parametrize(
    ("text", "words", "place"),
    [
        ("x {{r.repo", "not closed", "{{r.repo"),
        ("{{ a {{b}}", "not closed", "{{ a {{b}}"),
        ("{{ }}", "nothing stands", "{{ }}"),
        ("{{r.repo | upper}}", "filters are not taken", "| upper"),
        ("{{ len(r.repo) }}", "calls are not taken", " len(r.repo) "),
        ("{% if r %}x", "blocks are not taken", "{% if r %}"),
        ("{{a}} {%- for x %}", "blocks are not taken", "{%- for x %}"),
        ("{{r.a b}}", "`r.a b` is no path", "b"),
        ("{{a-b}}", "`a-b` is no path", "-"),
        ("{{ 1 }}", "`1` is no path", "1"),
        ("{{{a}}}", "is no path", "{"),
    ],
)
def test_a_fault_points_at_the_part(text: str, words: str, place: str) -> None:
    found = parse_template(text)
    assert isinstance(found, TemplateFault)
    assert words in found.message
    assert text[found.start : found.end] == place


def test_a_name_without_a_value_is_an_error() -> None:
    with pytest.raises(TemplateError) as raised:
        render(template("{{r.repo}} {{r.rep}}"), CONTEXT)
    assert raised.value.name == "r.rep"
    assert "the field `rep` is missing" in str(raised.value)


def test_places_are_those_of_the_whole_text() -> None:
    text = "ab {{ r.repo }} cd {{x}}"
    placeholders = [part for part in template(text).parts if isinstance(part, Placeholder)]
    assert [text[part.start : part.end] for part in placeholders] == ["{{ r.repo }}", "{{x}}"]
    assert [text[name.start : name.end] for name in template(text).names] == ["r.repo", "x"]


@given(st.text(max_size=80) | st.text(alphabet='{}%|() .rab[]"0\n', max_size=60))
def test_any_text_is_a_template_or_a_fault_with_a_place_inside_it(text: str) -> None:
    parsed = parse_template(text)
    if isinstance(parsed, TemplateFault):
        assert 0 <= parsed.start < parsed.end <= len(text)
        return
    assert all(0 <= name.start < name.end <= len(text) for name in parsed.names)
    if not parsed.names:
        assert render(parsed, {}) == text.rstrip()
