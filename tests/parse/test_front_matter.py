"""A markdown file is cut at lines that are `---` and nothing else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaizen_site.model.source import At, Document, Source, Span
from kaizen_site.parse.front_matter import cut_front_matter, read_markdown


def read(text: str) -> tuple[Document, list[tuple[str, int]]]:
    document, diagnostics = read_markdown(Source("x.md", text.encode()))
    assert document is not None
    return document, [(one.card.slug, document.locate(one.where).line) for one in diagnostics]


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_front_matter_and_body_are_cut_with_every_line_end(line_end: str) -> None:
    cut = cut_front_matter(line_end.join(["---", "name: x", "---", "", "body"]))
    assert cut.front_matter == f"name: x{line_end}"
    assert (cut.body, cut.body_line, cut.closed) == (f"{line_end}body", 4, True)


def test_a_fence_line_may_have_blanks_behind_it() -> None:
    assert cut_front_matter("--- \na: b\n---\t\nx").front_matter == "a: b\n"


def test_hyphens_inside_a_value_are_no_fence() -> None:
    document, faults = read("---\nrange: a --- b\ntext: |\n  ---\n  more\n---\nbody\n")
    assert faults == []
    assert document.value == {"range": "a --- b", "text": "---\nmore\n"}
    assert document.body_line == 7


def test_a_rule_in_the_body_is_no_fence() -> None:
    document, faults = read("---\na: b\n---\none\n\n---\n\ntwo\n")
    assert faults == []
    assert document.body == "one\n\n---\n\ntwo\n"


def test_a_file_without_front_matter_keeps_its_body() -> None:
    document, faults = read("# Title\n\n```rule\nid: x\n```\n")
    assert faults == [("front-matter/missing", 1)]
    assert document.body_line == 1
    assert document.fences[0].line == 3


@pytest.mark.parametrize("text", ["---\nname: x\n", "---", "---\nname: x\n----\nbody\n", "---\nname: x\n ---\n"])
def test_an_unclosed_front_matter_is_said_at_its_first_line(text: str) -> None:
    document, faults = read(text)
    assert faults == [("front-matter/not-closed", 1)]
    assert document.value is None


@pytest.mark.parametrize("block", ["", "just text\n", "- a\n- b\n", "# a comment\n", "~\n"])
def test_front_matter_that_is_no_mapping_holds_no_fields(block: str) -> None:
    document, faults = read(f"---\n{block}---\nbody\n")
    assert faults == [("front-matter/not-mapping", 1)]
    assert document.value is None


def test_a_syntax_error_is_the_only_finding_and_has_the_files_line() -> None:
    document, faults = read("---\nname: x\ncron: * 9 * * 1\n---\nbody\n")
    assert faults == [("yaml/syntax", 3)]
    assert (document.value, document.body) == (None, "body\n")


def test_places_in_front_matter_are_lines_of_the_file() -> None:
    document, _ = read('---\r\nname: x\r\ncron: "0 25 * * 1"\r\n---\r\n')
    assert document.locate(At(("cron",), "key")) == Span(3, 1, 3, 5)
    assert document.locate(At(("cron",), within=(2, 4))) == Span(3, 10, 3, 12)
    assert document.locate(At(("nothing", "here"))) == Span(2, 1, 3, 19)


def test_a_control_character_is_one_finding_not_also_a_syntax_error() -> None:
    _, faults = read("---\nname: a\x00b\n---\nbody\n")
    assert faults == [("text/control-character", 2)]


@given(text=st.text(st.sampled_from("-a: \n\r|\"'[{*&\t"), max_size=50))
def test_no_text_makes_reading_fail(text: str) -> None:
    document, diagnostics = read_markdown(Source("x.md", text.encode()))
    assert document is not None or diagnostics
    if document is not None:
        assert document.text.endswith(document.body)
