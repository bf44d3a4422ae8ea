"""The short way of reading gives what the full readers give, or nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kaizen_site.gather.tree import Folder
from kaizen_site.model.source import Source, Value
from kaizen_site.parse.front_matter import cut_front_matter
from kaizen_site.parse.plain import cut_plain, read_date, read_plain, read_plain_schedule
from kaizen_site.parse.schedule import read_schedule
from kaizen_site.parse.yaml import Origin, read_yaml

SCHEDULE = """version: "1"
timezone: Europe/Berlin

agents:
  # the weekly round
  coach:
    cadence: weekly
    cron: "0 9 * * 1"  # Monday
    enabled: true
  tdd-workflow:
    cadence: monthly
    enabled: false
"""


def typed(value: Value | None) -> object:
    """The value with the kind of every text, which `==` alone does not compare."""
    if isinstance(value, str):
        return type(value).__name__, str(value)
    if isinstance(value, dict):
        return {key: typed(item) for key, item in value.items()}
    return value


def test_a_plain_document_is_read() -> None:
    assert read_plain("a: x\nb:\n  c: \"1\"\n  d: 'y z'\ne:\n") == {"a": "x", "b": {"c": "1", "d": "y z"}, "e": ""}


def test_the_kind_of_a_text_is_kept() -> None:
    assert typed(read_plain('a: 1\nb: "1"\nc:\n')) == {
        "a": ("Plain", "1"),
        "b": ("str", "1"),
        "c": ("Plain", ""),
    }


@pytest.mark.parametrize(
    "text",
    [
        "a: {}\n",
        "a: {b}\n",
        "a: {b:c}\n",
        "a: {b: c,}\n",
        "a: {b: c, b: d}\n",
        "a: {b: {c: d}}\n",
        "a: {b: [c]}\n",
        "a: {b: c} d\n",
        "a: {b: c\n",
        "a: {b: c}\n  d: e\n",
        'a: {b: "}"}\n',
        "a: {b: c d}\n",
        "a: {b: *c}\n",
        "a: {b: c}#d\n",
    ],
)
def test_a_flow_mapping_that_is_not_the_plainest_is_left_to_the_full_reader(text: str) -> None:
    assert read_plain(text) is None


def test_a_one_line_mapping_is_read() -> None:
    text = "a: {b: c, d: \"0 9 * * 1,3\",e: '' }  # f\n"
    assert typed(read_plain(text)) == {"a": {"b": ("Plain", "c"), "d": ("str", "0 9 * * 1,3"), "e": ("str", "")}}
    assert typed(read_plain(text)) == typed(read_yaml(text, Origin("x")).value)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "# nothing\n",
        "- a\n",
        "a: [1]\n",
        "a: &x b\n",
        "a: *x\n",
        "a: !!str b\n",
        "a: |\n  b\n",
        "a: >\n  b\n",
        "a: b c\n",
        "a: b: c\n",
        "a:b\n",
        "a: b\n  c: d\n",
        "a: x\na: y\n",
        "  a: b\n",
        "a:\n    b: c\n  d: e\n",
        'a: "b\n  c"\n',
        'a: "\\n"\n',
        "a: 'b''c'\n",
        'a: "b"c\n',
        "a: b#c\n",
        'a: "b"#c\n',
        "a: ~\n",
        "a: .5\n",
        "a: b\tc\n",
        "\ta: b\n",
        "ä: b\n",
        "a: ä\n",
        "a: b\r\nc: d\r\n",
        "---\na: b\n",
        "a: b\n---\nc: d\n",
        "1: a\n",
        "<<: a\n",
        "a b: c\n",
        "? a\n",
        "a: b\n...\n",
        "a: %b\n",
        "%YAML 1.1\n",
    ],
)
def test_anything_else_is_left_to_the_full_reader(text: str) -> None:
    assert read_plain(text) is None


KEYS = st.sampled_from(["a", "b", "version", "agents", "x-y", "on", "1", "a b", "-", "<<"])
VALUES = st.sampled_from(
    [
        "",
        "x",
        "1",
        "true",
        '"1"',
        "'y z'",
        '"0 9 * * 1"',
        "null",
        "~",
        "2026-11-20",
        "a/b",
        "x # c",
        "x #",
        "# c",
        "x#c",
        '"a"b',
        "0x1f",
        "1e3",
        "a:b",
        "a: b",
        "[1]",
        "{a: b}",
        "{a: b, x-y: '1, 2'}",
        "{a: b,b: 1 } # c",
        '{ a: "x" }',
        "{a: b c}",
        "{a: b, a: b}",
        "{a}",
        "{a: b,}",
        "&a x",
        "*a",
        "!t x",
        "|",
        ">",
        "- x",
        "'",
        '"\\n"',
        "''''",
        "x  y",
        "=",
        "1:30",
    ]
)
LINES = st.one_of(
    st.builds(lambda indent, key, value: f"{' ' * indent}{key}: {value}", st.integers(0, 5), KEYS, VALUES),
    st.builds(lambda indent, key: f"{' ' * indent}{key}:", st.sampled_from([0, 0, 2, 2, 4, 3]), KEYS),
    st.sampled_from(["", "  ", "# comment", "  # comment", "---", "...", "- x", "a:b", "\t", "  - a: b"]),
)


@given(st.lists(LINES, max_size=8).map("\n".join))
def test_where_there_is_an_answer_it_is_the_yaml_readers(text: str) -> None:
    plain = read_plain(text)
    if plain is not None:
        reading = read_yaml(text, Origin("x"))
        assert typed(plain) == typed(reading.value)
        assert reading.diagnostics == []


@given(st.text(st.sampled_from("ab:,\"'# \n-{}1"), max_size=25))
@example("a: {b: c, a: 1}\n")
def test_no_text_is_read_in_another_way_than_yaml(text: str) -> None:
    plain = read_plain(text)
    assert plain is None or typed(plain) == typed(read_yaml(text, Origin("x")).value)


def schedule_of(text: str) -> object:
    return read_plain_schedule("s.yml", text)


def test_a_plain_schedule_is_the_full_readers() -> None:
    parsed = read_schedule(Source("s.yml", SCHEDULE.encode()))
    assert parsed.diagnostics == ()
    assert parsed.value is not None
    assert schedule_of(SCHEDULE) == parsed.value


@given(
    st.tuples(
        st.sampled_from(['version: "1"', "version: 1", 'version: "2"', "", "versoin: 1"]),
        st.sampled_from(
            ["timezone: Europe/Berlin", "", "timezone:", 'timezone: "UTC"', "timezone: yes", "tz: UTC", "timezone: 1"]
        ),
        st.sampled_from(["engagement: acme", "", "engagement: 7", "engagement:"]),
        st.sampled_from(["agents:", "agents: x", ""]),
        st.lists(
            st.sampled_from(
                [
                    "  coach:",
                    "  x-1:",
                    "    cadence: weekly",
                    "    cadence: hourly",
                    '    cron: "0 9 * * 1"',
                    "    cron: 5",
                    "    enabled: true",
                    "    enabled: false",
                    '    enabled: "false"',
                    "    enabled: yes",
                    "    cadance: daily",
                ]
            ),
            max_size=6,
        ),
    )
)
def test_a_plain_schedule_has_no_fault_and_is_the_full_readers(parts: tuple[str, str, str, str, list[str]]) -> None:
    text = "\n".join([*parts[:4], *parts[4]])
    plain = schedule_of(text)
    if plain is not None:
        parsed = read_schedule(Source("s.yml", text.encode()))
        assert {diagnostic.card.slug for diagnostic in parsed.diagnostics} <= {"schedule/version-not-string"}
        assert plain == parsed.value


@given(st.text(st.sampled_from("-a: \n\r"), max_size=30).map(lambda text: "---\n" + text))
def test_a_plain_cut_is_the_full_readers(text: str) -> None:
    cut = cut_plain(text)
    if cut is not None:
        full = cut_front_matter(text)
        assert (full.front_matter, full.body, full.closed) == (*cut, True)


def test_every_packaged_agent_is_cut_the_short_way(project: Path) -> None:
    folder = Folder(project / "agents")
    for path in folder.files(suffix=".md"):
        if path.startswith("agent-"):
            text = folder.read(path).content.decode()
            full = cut_front_matter(text)
            assert cut_plain(text) == (full.front_matter, full.body)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("2026-11-20", "2026-11-20"),
        ("2026-11-20T09:00:00Z", "2026-11-20"),
        ("2026-13-01", None),
        ("soon", None),
        (None, None),
    ],
)
def test_a_date_is_read_without_its_time(text: str | None, found: str | None) -> None:
    assert read_date(text) == found
