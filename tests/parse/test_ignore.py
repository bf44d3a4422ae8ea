"""An ignore is found where it is a comment, and nowhere else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaizen_site.model.ignore import Ignore
from kaizen_site.model.source import Source, Span
from kaizen_site.parse.definition import read_definition
from kaizen_site.parse.front_matter import read_markdown
from kaizen_site.parse.ignore import find_ignores
from kaizen_site.parse.schedule import read_schedule


def in_yaml(text: str) -> tuple[Ignore, ...]:
    document = read_schedule(Source(".kaizen/schedule.yml", text.encode())).document
    assert document is not None
    return find_ignores(document)


def in_markdown(text: str) -> tuple[Ignore, ...]:
    document, _ = read_markdown(Source("agents/agent-x.md", text.encode()))
    assert document is not None
    return find_ignores(document)


def in_definition(text: str) -> tuple[Ignore, ...]:
    document = read_definition(Source("activity-definitions/x.md", text.encode())).document
    assert document is not None
    return find_ignores(document)


def lines(ignores: tuple[Ignore, ...]) -> list[tuple[int, int] | None]:
    return [ignore.lines for ignore in ignores]


def test_an_ignore_at_the_end_of_a_line_is_for_that_line() -> None:
    (ignore,) = in_yaml('version: "1"\nagents: {}  # kaizen: ignore[schedule/agents-empty] none are ready yet\n')

    assert ignore.lines == (2, 2)
    assert ignore.reason == "none are ready yet"
    assert ignore.rules == (("schedule/agents-empty", Span(2, 30, 2, 51)),)
    assert ignore.span == Span(2, 13, 2, 71)
    assert ignore.whole == Span(2, 11, 2, 71)


def test_an_ignore_on_a_line_of_its_own_is_for_the_next_line_that_holds_something() -> None:
    text = 'version: "1"\n# kaizen: ignore[schedule] a\n\n# another remark\n  \nagents: {}\n'
    (ignore,) = in_yaml(text)

    assert ignore.lines == (6, 6)
    assert ignore.covered() == (2, 6)
    assert ignore.whole == Span(2, 1, 3, 1)


def test_several_ignores_above_a_line_are_all_for_it() -> None:
    text = "# kaizen: ignore[KZ301] a\n# kaizen: ignore[KZ302] b\nagents: {}\n"

    assert lines(in_yaml(text)) == [(3, 3), (3, 3)]


def test_an_ignore_below_everything_is_for_its_own_line() -> None:
    assert lines(in_yaml("agents: {}\n# kaizen: ignore[schedule] a\n")) == [(2, 2)]


@pytest.mark.parametrize("text", ["# kaizen: ignore-file[adr] old\na: b\n", "a: b # kaizen: ignore-file[adr] old\n"])
def test_an_ignore_for_the_file_may_stand_anywhere(text: str) -> None:
    (ignore,) = in_yaml(text)

    assert ignore.lines is None
    assert ignore.covered() == (None,)


@pytest.mark.parametrize(
    ("comment", "words", "reason"),
    [
        ("# kaizen: ignore[a/b,KZ301 , adr] because", ["a/b", "KZ301", "adr"], "because"),
        ("#kaizen:ignore[a]because", ["a"], "because"),
        ("# kaizen: ignore[a]: because", ["a"], "because"),
        ("# kaizen: ignore[a] - because", ["a"], "because"),
        ("# kaizen: ignore[a] \u2014 because of #12", ["a"], "because of #12"),
        ("# a remark # kaizen: ignore[a] because", ["a"], "because"),
        ("# kaizen: ignore[a]", ["a"], ""),
        ("# kaizen: ignore[] because", [], "because"),
        ("# kaizen: ignore because", [], "because"),
        ("# kaizen: ignore[a because", [], "[a because"),
        ("# kaizen: ignore[no such rule, ] x", ["no such rule"], "x"),
    ],
)
def test_words_and_reason_are_told_apart(comment: str, words: list[str], reason: str) -> None:
    (ignore,) = in_yaml(f"a: b {comment}\n")

    assert [word for word, _ in ignore.rules] == words
    assert ignore.reason == reason


@pytest.mark.parametrize(
    "text",
    [
        'a: "b # kaizen: ignore[adr] x"\n',
        "a: 'b\n  # kaizen: ignore[adr] x'\n",
        "a: |\n  b\n  # kaizen: ignore[adr] x\n",
        "a: >-\n\n   # kaizen: ignore[adr] x\n",
        "a: b# kaizen: ignore[adr] x\n",
        "a: b # kaizen: ignored[adr] x\n",
        "a: b # kaizen: ignore-files[adr] x\n",
        "a: b # see kaizen: ignore[adr] x\n",
        "a: [b\n# kaizen: ignore[adr] x\n",
    ],
)
def test_what_is_no_comment_of_ours_is_no_ignore(text: str) -> None:
    assert in_yaml(text) == ()


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("a: |  # kaizen: ignore[adr] x\n  one\n  two\n\nb: c\n", (1, 3)),
        ("# kaizen: ignore[adr] x\na: >-\n  one\n  two\nb: c\n", (2, 4)),
        ('a: "one\n  two"  # kaizen: ignore[adr] x\nb: c\n', (1, 2)),
        ("# kaizen: ignore[adr] x\na: one\n  two\nb: c\n", (2, 3)),
        ("a: {b: c,  # kaizen: ignore[adr] x\n  d: e}\n", (1, 1)),
        ("a:\n  - |\n    one\n  # kaizen: ignore[adr] x\n  - b\n", (5, 5)),
    ],
)
def test_a_value_of_several_lines_counts_as_one_line(text: str, meant: tuple[int, int]) -> None:
    assert lines(in_yaml(text)) == [meant]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_line_end_is_one(end: str) -> None:
    text = end.join(['version: "1"', "agents: {} # kaizen: ignore[schedule] x", ""])
    (ignore,) = in_yaml(text)

    assert (ignore.lines, ignore.reason) == ((2, 2), "x")


def test_columns_count_characters_and_not_bytes() -> None:
    (ignore,) = in_yaml('a: "😀é"  # kaizen: ignore[adr] x\n')

    assert ignore.span == Span(1, 10, 1, 33)


FRONT = "---\nname: x\ncategory: y  # kaizen: ignore[agent/category-unknown] ours\n---\n"


def test_front_matter_and_body_each_have_their_comments() -> None:
    text = f"{FRONT}\n# X\n\n<!-- kaizen: ignore[agent] a -->\n\nText.\nMore. <!-- kaizen: ignore-file[agent] b -->\n"
    first, second, third = in_markdown(text)

    assert (first.lines, first.span.line) == ((3, 3), 3)
    assert (second.lines, second.span, second.whole) == ((10, 10), Span(8, 1, 8, 33), Span(8, 1, 9, 1))
    assert (third.lines, third.span, third.whole) == (None, Span(11, 7, 11, 44), Span(11, 6, 11, 44))
    assert third.reason == "b"


def test_a_comment_may_run_over_several_lines() -> None:
    (ignore,) = in_markdown(f"{FRONT.replace('# kaizen', '#')}<!--\nkaizen: ignore[adr] a\nb\n-->\n\nText.\n")

    assert (ignore.lines, ignore.reason, ignore.span) == ((10, 10), "a b", Span(5, 1, 8, 4))


@pytest.mark.parametrize(
    "body",
    [
        "```\n<!-- kaizen: ignore[adr] x -->\n```\n",
        "~~~ markdown\n\n<!-- kaizen: ignore[adr] x -->\n",
        "```yaml\na: b # kaizen: ignore[adr] x\n```\n",
        "```rule\nid: b # kaizen: ignore[adr] x\n```\n",
        "Write `<!-- kaizen: ignore[adr] x -->` there.\n",
        "Write ``a ` <!-- kaizen: ignore[adr] x -->`` there.\n",
        "Text.\n\n    <!-- kaizen: ignore[adr] x -->\n",
        "Text.\n\n\t<!-- kaizen: ignore[adr] x -->\n",
        "Write \\<!-- kaizen: ignore[adr] x --> there.\n",
        "# kaizen: ignore[adr] x\n",
        "<!-- Write kaizen: ignore[adr] x -->\n",
        "<!-- kaizen: ignore[adr] x\n",
        "Text <!-- kaizen: ignore[adr] x\n",
    ],
)
def test_in_code_and_strings_of_markdown_there_is_no_ignore(body: str) -> None:
    assert in_markdown(f"---\nname: x\n---\n{body}") == ()


@pytest.mark.parametrize(
    "body",
    [
        "- one\n    <!-- kaizen: ignore[adr] x -->\n",
        "- one\n\n    <!-- kaizen: ignore[adr] x -->\n",
        "Text\n    <!-- kaizen: ignore[adr] x -->\n",
        "A ` lone backtick <!-- kaizen: ignore[adr] x -->\n",
        "Some `code` <!-- kaizen: ignore[adr] x -->\n",
        "<!-- a --> <!-- kaizen: ignore[adr] x -->\n",
        "```\n```\n<!-- kaizen: ignore[adr] x -->\n",
    ],
)
def test_beside_code_there_is_one(body: str) -> None:
    assert len(in_markdown(f"---\nname: x\n---\n{body}")) == 1


DEFINITION = """\
---
id: x
---

```rule
id: a  # kaizen: ignore[rule] one
action:
  # kaizen: ignore[rule] two
  task_template: |
    # kaizen: ignore[rule] three
```

<!-- kaizen: ignore[rule] four -->
   ```rule
   id: b  # kaizen: ignore[rule] five
   ```
"""


def test_rule_blocks_have_comments_of_their_own() -> None:
    found = in_definition(DEFINITION)

    assert [(ignore.reason, ignore.lines) for ignore in found] == [
        ("one", (6, 6)),
        ("two", (9, 10)),
        ("four", (14, 14)),
        ("five", (15, 15)),
    ]
    assert found[3].span == Span(15, 11, 15, 38)


def test_front_matter_that_can_not_be_read_has_no_ignores() -> None:
    text = "---\nname: [x  # kaizen: ignore[agent] a\n---\n\n<!-- kaizen: ignore[agent] b -->\n"

    assert [ignore.reason for ignore in in_markdown(text)] == ["b"]


PIECES = st.sampled_from(
    (
        *("kaizen: ignore[adr] x", "#", " ", "\n", "\r", "<!--", "-->", "`", "```", "```rule\n", "a: b", "|", '"'),
        *("- ", "[", "]", "{", "---\n", "    ", "\t", "\\", "\x85", "\u2028", "é", "😀", "\x00", "'"),
    )
)


@given(st.lists(PIECES, max_size=24).map("".join))
def test_no_text_makes_it_fail_and_places_lie_in_the_text(text: str) -> None:
    for path in (".kaizen/schedule.yml", "activity-definitions/x.md"):
        read = read_schedule if path.endswith("yml") else read_definition
        head = "a: b\n" if path.endswith("yml") else "---\na: b\n---\n"
        document = read(Source(path, f"{head}{text}".encode())).document
        if document is None:
            continue
        count = document.text.count("\n") + document.text.count("\r") + 1
        for ignore in find_ignores(document):
            assert 1 <= ignore.span.line <= ignore.span.end_line <= count
            assert ignore.lines is None or 1 <= ignore.lines[0] <= ignore.lines[1] <= count


@pytest.mark.parametrize(
    "body",
    [
        "<!-- kaizen: ignore[adr] x -->\n" * 6_000,
        "    <!--\n" * 20_000 + "kaizen: ignore",
        "<!--" * 50_000 + "kaizen: ignore",
        "".join("`" * n + " <!-- kaizen: ignore" for n in range(1, 400)),
    ],
)
def test_long_bodies_take_no_time_out_of_proportion(body: str) -> None:
    in_markdown(f"---\nname: x\n---\n{body}")


def test_long_yaml_takes_no_time_out_of_proportion() -> None:
    assert len(in_yaml("# kaizen: ignore[adr] x\n" * 8_000 + "a: b\n")) == 8_000
