"""Front matter that can't be used is repaired where it can be, and the agent is listed all the same."""

from __future__ import annotations

import re

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from kaizen_site.model.catalogue import Agent
from kaizen_site.model.diagnostic import Fix, Parsed
from kaizen_site.model.source import Source, Span
from kaizen_site.parse.agent import read_agent
from kaizen_site.parse.text import LineTable


def read(text: str, profile: str = "claude") -> Parsed[Agent]:
    path = "agents/agent-scribe.md" if profile == "kaizen" else "agents/scribe.md"
    return read_agent(Source(path, text.encode()), profile)


def recovered(text: str, slug: str, profile: str = "claude") -> Agent:
    parsed = read(text, profile)
    assert [one.card.slug for one in parsed.diagnostics] == [slug]
    assert parsed.value is not None
    assert parsed.value.malformed
    return parsed.value


def edits_of(fix: Fix) -> list[tuple[Span, str]]:
    """The edits of a reader, whose places are real already."""
    assert all(isinstance(edit.span, Span) for edit in fix.edits)
    return [(edit.span, edit.replacement) for edit in fix.edits if isinstance(edit.span, Span)]


def apply(text: str, fix: Fix) -> str:
    table = LineTable(text)
    for span, replacement in sorted(edits_of(fix), reverse=True):
        start = table.offset(span.line, span.column)
        end = table.offset(span.end_line, span.end_column)
        text = text[:start] + replacement + text[end:]
    return text


def mended(text: str, *, safe: bool = True) -> Agent:
    """The agent after its fix was applied; nothing may be wrong with it any more."""
    fix = read(text).diagnostics[0].fix
    assert fix is not None
    assert fix.safe is safe
    parsed = read(apply(text, fix))
    assert parsed.diagnostics == ()
    assert parsed.value is not None
    return parsed.value


@pytest.mark.parametrize(
    "value",
    [
        "Use when: the user asks",
        "**BOLD**: does things",
        "Says \"hi\": and 'bye'",
        "C# and \\n: literal",
        "[optional] argument",
        "@mentions",
        "it ends with:",
        "a: b about issue #12",
    ],
)
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_a_value_that_needs_quotes_is_recovered_and_its_fix_says_the_same(value: str, line_end: str) -> None:
    text = line_end.join(["---", "name: scribe", f"description: {value}", "tools: Read", "---", "Hi", ""])
    agent = recovered(text, "yaml/syntax")
    assert (agent.name, agent.description, agent.tools, agent.prompt) == ("scribe", value, ("Read",), f"Hi{line_end}")
    after = mended(text)
    assert (after.description, after.malformed, after.prompt) == (value, False, f"Hi{line_end}")


def test_a_comment_behind_a_value_that_needs_quotes_stays_one() -> None:
    text = "---\nname: scribe\ndescription: a: b\t# for now\n---\nHi\n"
    assert mended(text).description == "a: b"
    fix = read(text).diagnostics[0].fix
    assert fix is not None
    assert 'description: "a: b"\t# for now\n' in apply(text, fix)


def test_all_values_that_need_quotes_are_quoted_at_once() -> None:
    text = "---\nname: scribe\ndescription: a: b\ntools: *\nhint: [x] y\n---\nHi\n"
    fix = read(text).diagnostics[0].fix
    assert fix is not None
    assert [(span.line, replacement) for span, replacement in edits_of(fix)] == [
        (3, '"a: b"'),
        (4, '"*"'),
        (5, '"[x] y"'),
    ]
    assert mended(text).tools is None


def test_the_finding_names_line_column_and_field() -> None:
    parsed = read("---\nname: scribe\ndescription: Use when: now\n---\nHi\n")
    assert parsed.document is not None
    (found,) = parsed.diagnostics
    assert parsed.document.locate(found.where)[:2] == (3, 22)
    assert "`description`" in found.message


DIALOGUE = """---
name: scribe
description: Use this agent to write. Examples:

  <example>
  user: please write
  assistant: Here: it is
  </example>
  - a point: with more
model: sonnet
---
Hi
"""


def test_a_dialogue_under_a_field_is_its_text() -> None:
    agent = recovered(DIALOGUE, "yaml/syntax")
    assert agent.description == (
        "Use this agent to write. Examples:\n\n<example>\nuser: please write\nassistant: Here: it is\n</example>\n"
        "- a point: with more"
    )
    assert agent.model == "sonnet"
    assert mended(DIALOGUE).description == agent.description


def test_a_dialogue_at_the_margin_is_text_as_well() -> None:
    text = "---\nname: scribe\ndescription: Writes.\nuser: please: write\nassistant: Here\nmodel: opus\n---\nHi\n"
    agent = recovered(text, "yaml/syntax")
    assert agent.model == "opus"
    assert agent.description.startswith("Writes.")
    assert mended(text).model == "opus"


def test_a_quotation_mark_left_open_takes_one_field_not_the_rest() -> None:
    agent = recovered('---\nname: scribe\ndescription: "Writes.\nmodel: opus\n---\nHi\n', "yaml/syntax")
    assert (agent.description, agent.model) == ("Writes.", "opus")


def test_what_stands_below_a_name_is_not_part_of_it() -> None:
    assert recovered("---\nname: scribe\nplain words\ndescription: x\n---\n", "yaml/syntax").name == "scribe"


def test_unclosed_front_matter_ends_where_the_text_begins() -> None:
    text = "---\nname: scribe\ndescription: Writes.\n\n# Scribe\n\nnote: not a field\n"
    agent = recovered(text, "front-matter/not-closed")
    assert (agent.description, agent.prompt, agent.prompt_line) == ("Writes.", "# Scribe\n\nnote: not a field\n", 5)
    assert mended(text, safe=False).description == "Writes."


def test_the_end_of_unclosed_front_matter_is_beyond_doubt_above_a_heading_with_no_field_below() -> None:
    text = "---\nname: scribe\ndescription: Writes.\n\n# Scribe\n\n```\nnote: not a field\n```\n"
    assert mended(text).prompt == "\n# Scribe\n\n```\nnote: not a field\n```\n"


def test_a_line_that_is_nearly_a_fence_is_taken_for_one() -> None:
    text = "---\n\nname: scribe\ndescription: Writes.\n----------\n\n# Scribe\n"
    agent = recovered(text, "front-matter/not-closed")
    assert (agent.description, agent.prompt) == ("Writes.", "\n# Scribe\n")
    assert mended(text, safe=False).prompt == "\n# Scribe\n"


def test_unclosed_and_broken_front_matter_is_still_one_finding() -> None:
    agent = recovered("---\nname: scribe\ndescription: a: b\n\nHello\n", "front-matter/not-closed")
    assert (agent.description, agent.prompt) == ("a: b", "Hello\n")


def test_empty_lines_above_the_front_matter_are_deleted() -> None:
    text = "\n \n---\nname: scribe\ndescription: Writes.\n---\nHi\n"
    agent = recovered(text, "front-matter/missing")
    assert (agent.description, agent.prompt, agent.prompt_line) == ("Writes.", "Hi\n", 7)
    assert mended(text).prompt == "Hi\n"


def test_an_indented_file_is_read_without_its_indentation() -> None:
    text = "\n    ---\n    name: scribe\n    description: Writes.\n    ---\n    # Hi\n      - x\n"
    agent = recovered(text, "front-matter/missing")
    assert (agent.name, agent.description, agent.prompt) == ("scribe", "Writes.", "# Hi\n  - x\n")


@pytest.mark.parametrize("fences", [("---\n", "---\n"), ("", "")])
def test_front_matter_in_a_code_block_is_found(fences: tuple[str, str]) -> None:
    first, last = fences
    text = f"# Scribe\n\n```yaml\n{first}name: writer\ndescription: Writes.\n{last}```\n\nHi\n"
    agent = recovered(text, "front-matter/missing")
    assert (agent.name, agent.description, agent.prompt) == ("writer", "Writes.", "\nHi\n")


def test_fields_without_fence_lines_are_found() -> None:
    agent = recovered("name: writer\ndescription: Writes.\n---\nHi\n", "front-matter/missing")
    assert (agent.name, agent.description, agent.prompt) == ("writer", "Writes.", "Hi\n")


def test_fields_in_bullets_are_found() -> None:
    text = "# Writer\n\n- **name:** writer\n- **description:**\n  Writes\n  everything.\n- **color:** red\n\nHi\n"
    agent = recovered(text, "front-matter/missing")
    assert (agent.name, agent.description, agent.color) == ("writer", "Writes everything.", "red")


def test_without_any_field_the_path_and_the_first_paragraph_serve() -> None:
    agent = recovered("# Scribe\n\n> quote\n\nWrites\neverything.\n\nMore.\n", "front-matter/missing")
    assert (agent.name, agent.description) == ("scribe", "Writes everything.")


def test_front_matter_that_is_a_list_leaves_the_prompt() -> None:
    agent = recovered("---\n- a\n- b\n---\nWrites.\n", "front-matter/not-mapping")
    assert (agent.name, agent.description, agent.prompt) == ("scribe", "Writes.", "Writes.\n")


@pytest.mark.parametrize("profile", ["kaizen", "claude", "skill"])
def test_a_malformed_file_has_one_error_whatever_else_it_lacks(profile: str) -> None:
    assert recovered("---\nname: a: b\n---\n", "yaml/syntax", profile).name == "a: b"


@given(
    value=st.text(st.sampled_from("ab :#'\"\\{}[]*&!|>%@`-,é"), min_size=1, max_size=20),
    line_end=st.sampled_from(["\n", "\r\n"]),
)
def test_a_single_line_description_is_never_lost(value: str, line_end: str) -> None:
    assume(not re.search("[ \t]#(?: |$)", value))  # a comment stays one
    text = line_end.join(["---", "name: scribe", f"description: x{value}", "---", "Hi", ""])
    parsed = read(text)
    assert parsed.value is not None
    assert parsed.value.name == "scribe"
    if not parsed.value.malformed:
        return
    assert parsed.value.description == f"x{value}".strip()
    assert mended(text).description == parsed.value.description
