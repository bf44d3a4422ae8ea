"""An agent file becomes an agent, and what is wrong with its shape is said once."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaizen_site.model.catalogue import Agent
from kaizen_site.model.configuration import PROFILES
from kaizen_site.model.diagnostic import Diagnostic, Parsed
from kaizen_site.model.source import At, Source
from kaizen_site.parse.agent import is_agent_path, read_agent
from kaizen_site.parse.agent_fields import split_tools


def read(text: str, path: str = "agents/agent-scribe.md", profile: str = "kaizen") -> Parsed[Agent]:
    return read_agent(Source(path, text.encode()), profile)


def agent(text: str, path: str = "agents/agent-scribe.md", profile: str = "kaizen") -> Agent:
    value = read(text, path, profile).value
    assert value is not None
    return value


def lines(parsed: Parsed[Agent]) -> list[tuple[str, str, int]]:
    assert parsed.document is not None
    document = parsed.document
    return [(one.card.slug, str(one.weight), document.locate(one.where).line) for one in parsed.diagnostics]


def only(parsed: Parsed[Agent]) -> Diagnostic:
    assert len(parsed.diagnostics) == 1
    return parsed.diagnostics[0]


FULL = """---
name: scribe
description: "Writes: everything."
category: documentation
memory: disabled
version: 1.10
model: sonnet
color: teal
tools: [Read, "Write"]
tags: [a, b]
metrics:
  primary: {name: words, target: 9}
later: {x: [1]}
---

# Scribe
"""


def test_every_field_is_read() -> None:
    parsed = read(FULL)
    assert parsed.diagnostics == ()
    value = parsed.value
    assert value is not None
    assert (value.name, value.slug, value.description) == ("scribe", "scribe", "Writes: everything.")
    assert (value.category, value.memory, value.version) == ("documentation", False, "1.10")
    assert (value.model, value.color, value.tools, value.tags) == ("sonnet", "teal", ("Read", "Write"), ("a", "b"))
    assert value.metrics == {"primary": {"name": "words", "target": "9"}}
    assert value.extra == {"later": {"x": ["1"]}}
    assert (value.prompt, value.prompt_line, value.malformed) == ("\n# Scribe\n", 15, False)


def test_what_is_left_out_has_its_default() -> None:
    value = agent("---\nname: scribe\ndescription: x\ncategory:\ntools:\n---\nHi\n")
    assert (value.category, value.memory, value.tools, value.tags, value.extra) == (None, True, None, (), {})


@pytest.mark.parametrize(
    "written",
    ["Read, Write", "Read Write", "[Read, Write]", "\n  - Read\n  - Write", '"[Read, Write]"', "'Read,Write,'"],
)
def test_tools_read_alike_however_they_are_written(written: str) -> None:
    assert agent(f"---\nname: scribe\ndescription: x\ntools: {written}\n---\n").tools == ("Read", "Write")


@pytest.mark.parametrize(
    ("text", "tools"),
    [
        ("Bash(git add:*, git log:*), Read", ("Bash(git add:*, git log:*)", "Read")),
        ("Bash(ls *) Read", ("Bash(ls *)", "Read")),
        ("Microsoft Docs, web/fetch", ("Microsoft Docs", "web/fetch")),
        ("*", None),
        ("All tools", None),
        ("", ()),
    ],
)
def test_tools_in_a_text_keep_their_arguments(text: str, tools: tuple[str, ...] | None) -> None:
    assert split_tools(text) == tools


def test_an_empty_list_of_tools_is_not_all_tools() -> None:
    assert agent("---\nname: scribe\ndescription: x\ntools: []\n---\n").tools == ()


def test_a_missing_description_is_one_error_at_the_top() -> None:
    assert lines(read("---\nname: scribe\n---\n\n# Scribe\n")) == [("agent/description-missing", "error", 1)]


def test_an_empty_description_is_said_at_its_key() -> None:
    parsed = read("---\nname: scribe\ndescription:\n---\n")
    assert lines(parsed) == [("agent/description-missing", "error", 3)]
    assert only(parsed).message == "`description` is empty"


def test_a_missing_name_is_derived_and_said() -> None:
    parsed = read("---\ndescription: x\n---\n")
    assert lines(parsed) == [("agent/name-missing", "error", 1)]
    assert parsed.value is not None
    assert parsed.value.name == "scribe"


@pytest.mark.parametrize("key", ["descripton", "Description", "desciption", "desc"])
def test_a_misspelt_required_key_is_one_finding_with_a_safe_fix(key: str) -> None:
    parsed = read(f"---\nname: scribe\n{key}: Writes.\n---\n")
    assert lines(parsed) == [("agent/unknown-key", "error", 3)]
    fix = only(parsed).fix
    assert fix is not None
    assert fix.safe
    assert fix.edits[0].replacement == "description"
    assert parsed.value is not None
    assert parsed.value.description == "Writes."


@pytest.mark.parametrize(
    ("field", "line"),
    [("name: [a]", 2), ("description: {a: b}", 3), ("tags: {a: b}", 4), ("tools: [[a]]", 4), ("category: [x]", 4)],
)
def test_a_field_of_the_wrong_shape_is_said_at_its_value(field: str, line: int) -> None:
    rows = {"name": "name: scribe", "description": "description: x"}
    rows[field.split(":", maxsplit=1)[0]] = field
    assert lines(read("---\n" + "\n".join(rows.values()) + "\n---\n")) == [("agent/field-type", "error", line)]


@pytest.mark.parametrize(
    ("written", "meant", "safe", "memory"),
    [
        ("true", "enabled", True, True),
        ("false", "disabled", True, False),
        ("Enabled", "enabled", True, True),
        ("disable", "disabled", True, True),
        ("project", "enabled", False, True),
    ],
)
def test_another_value_of_memory_is_explained(written: str, meant: str, safe: bool, memory: bool) -> None:
    parsed = read(f"---\nname: scribe\ndescription: x\nmemory: {written}\n---\n")
    assert lines(parsed) == [("agent/memory-value-unknown", "error", 4)]
    fix = only(parsed).fix
    assert fix is not None
    assert (fix.edits[0].replacement, fix.safe) == (meant, safe)
    assert parsed.value is not None
    assert parsed.value.memory is memory


def test_claude_codes_values_of_memory_are_fine_in_its_profile() -> None:
    parsed = read("---\nname: x\ndescription: y\nmemory: project\n---\n", "agents/x.md", "claude")
    assert parsed.diagnostics == ()
    assert parsed.value is not None
    assert parsed.value.extra == {"memory": "project"}


def test_a_yaml_fault_silences_what_would_follow_from_it() -> None:
    assert lines(read("---\nname: scribe\ndescription: &x Writes.\n---\n")) == [("yaml/alias", "error", 3)]
    assert lines(read("---\nname: scribe\nname: other\n---\n")) == [("yaml/duplicate-key", "error", 3)]


@pytest.mark.parametrize(
    ("source", "rule"),
    [
        (Source("agents/agent-x.md", b"\xff\xfe"), "text/not-utf-8"),
        (Source("agents/agent-x.md", b""), "text/empty"),
        (Source("agents/agent-x.md", b"", "is over the limit of 256 kB"), "text/not-read"),
    ],
)
def test_bytes_that_are_no_text_give_an_unread_agent_that_is_still_listed(source: Source, rule: str) -> None:
    parsed = read_agent(source)
    assert parsed.value is not None
    assert (parsed.value.name, parsed.value.prompt, parsed.document) == ("x", "", None)
    assert parsed.value.unread
    assert parsed.value.malformed
    assert [one.card.slug for one in parsed.diagnostics] == [rule]


@pytest.mark.parametrize(
    ("profile", "path", "text", "found"),
    [
        ("claude", "a/reviewer.md", "name: reviewer\ndescription: x", []),
        ("claude", "a/reviewer.md", "description: x", [("agent/name-missing", "error", 1)]),
        ("claude", "a/reviewer.md", "name: reviewer", [("agent/description-missing", "error", 1)]),
        ("claude", "a/reviewer.agent.md", "name: Reviewer", [("agent/description-missing", "warning", 1)]),
        ("claude", "a/reviewer.agent.md", "description: x", []),
        ("claude", ".opencode/agent/r.md", "description: x\ncategory: sub/core\ntools: {read: true, write: false}", []),
        ("claude", "skills/r/SKILL.md", "description: x\nallowed-tools: Bash(ls *)", []),
        ("copilot", "r.md", "description: x\nmodel: [a, b]\ntools: ['*']", []),
        ("claude", "r.md", "name: r\ndescription: x\ntags: {a: b}", [("agent/field-type", "warning", 4)]),
        ("gemini", "r.md", "description: x", [("agent/name-missing", "error", 1)]),
        ("opencode", "r.md", "mode: subagent", [("agent/description-missing", "error", 1)]),
        ("skill", "r/SKILL.md", "name: r", [("agent/description-missing", "error", 1)]),
    ],
)
def test_each_profile_asks_for_its_own_fields(
    profile: str, path: str, text: str, found: list[tuple[str, str, int]]
) -> None:
    assert lines(read(f"---\n{text}\n---\nbody\n", path, profile)) == found


@pytest.mark.parametrize(
    ("path", "profile", "name"),
    [
        ("agents/agent-keepaChangelog.md", "kaizen", "keepaChangelog"),
        ("agents/reviewer.md", "claude", "reviewer"),
        ("agents/reviewer.agent.md", "claude", "reviewer"),
        ("skills/jira/SKILL.md", "claude", "jira"),
        ("jira/SKILL.md", "skill", "jira"),
        (".opencode/agent/core/open.md", "claude", "open"),
    ],
)
def test_a_name_is_derived_from_the_path(path: str, profile: str, name: str) -> None:
    assert agent("---\ndescription: x\n---\n", path, profile).name == name


def test_switched_off_tools_of_a_mapping_are_left_out() -> None:
    text = "---\ndescription: x\ntools:\n  read: true\n  write: false\n---\n"
    assert agent(text, ".opencode/agent/x.md", "claude").tools == ("read",)


@pytest.mark.parametrize(
    ("path", "profile", "wanted"),
    [
        ("agents/agent-coach.md", "kaizen", True),
        ("catalogue/agents/agent-coach.md", "kaizen", True),
        ("prompts/agent-coach.md", "kaizen", True),
        ("agents/README.md", "kaizen", False),
        ("agents/coach.md", "kaizen", False),
        ("agents/agent-.md", "kaizen", False),
        ("agents/agent-coach.txt", "kaizen", False),
        ("agents/notes/agent-idea.md", "kaizen", False),
        ("agents/protocols/coach/agent-start.md", "kaizen", False),
        ("prompts/protocols/agent-start.md", "kaizen", False),
        ("categories/01-core/backend.md", "claude", True),
        ("agents/README.md", "claude", False),
        ("agents/README.zh-CN.md", "claude", False),
        ("agents/readme-writer.md", "claude", True),
        ("CHANGELOG.md", "claude", False),
        ("LICENSE.md", "claude", False),
        ("CLAUDE.md", "claude", False),
        ("agents/security.md", "claude", True),
        ("skills/jira/SKILL.md", "claude", True),
        ("skills/jira/references/api.md", "claude", False),
        ("agents/x.agent.md", "copilot", True),
        ("skills/jira/notes.md", "skill", False),
        ("skills/jira/SKILL.md", "skill", True),
        ("agents/.md", "claude", False),
    ],
)
def test_which_files_are_agents(path: str, profile: str, wanted: bool) -> None:
    assert is_agent_path(path, profile) is wanted


def test_the_folder_decides_where_it_is_given() -> None:
    assert is_agent_path("skills/all/agent-x.md", "kaizen", "skills/all")
    assert not is_agent_path("skills/all/more/agent-x.md", "kaizen", "skills/all")
    assert is_agent_path("skills/all/core/x.md", "claude", "skills/all")


@given(content=st.binary(max_size=300), profile=st.sampled_from(PROFILES))
def test_no_bytes_make_reading_fail(content: bytes, profile: str) -> None:
    parsed = read_agent(Source("agents/agent-x.md", content), profile)
    assert parsed.value is not None or parsed.diagnostics


PIECES = st.sampled_from(
    [
        "---", "name: x", "name:", "description: a: b", 'description: "', "tools: *", "tools: [a", "  - x", "```yaml",
        "```", "- **name:** y", "# Title", "", " ", "\t", "description: |", "  text", "memory: {a: b}", "user: hi",
        "model: &a [*a]", "\u2028", "\x00", "----", "text", "tags:", "name: ../../x", "{{ a }}", "description: 'it's'",
    ]
)  # fmt: skip


@given(rows=st.lists(PIECES, max_size=14), profile=st.sampled_from(PROFILES), line_end=st.sampled_from("\n\r"))
def test_every_text_gives_an_agent_with_a_name_and_a_safe_slug(rows: list[str], profile: str, line_end: str) -> None:
    parsed = read_agent(Source("agents/agent-x.md", line_end.join(rows).encode()), profile)
    assert parsed.value is not None
    if parsed.value.unread:
        assert [one.card.slug for one in parsed.diagnostics] == ["text/empty"]
        return
    assert parsed.value.name
    assert parsed.value.slug.replace("-", "").isalnum()
    if parsed.value.malformed:
        families = [one.card.slug.split("/")[0] for one in parsed.diagnostics]
        assert sum(family in ("yaml", "front-matter", "agent") for family in families) == 1


@pytest.mark.parametrize(
    ("key", "meant"), [("toools", "tools"), ("caategory", "category"), ("Tools", "tools"), ("modle", "model")]
)
def test_a_near_miss_of_an_optional_field_is_a_warning_at_the_key(key: str, meant: str) -> None:
    text = f'---\nname: scribe\ndescription: "d"\n{key}: x\n---\nHi\n'
    diagnostic = only(read(text, "agents/scribe.md", "claude"))

    assert diagnostic.card.slug == "agent/unknown-key"
    assert diagnostic.weight == "warning"
    assert f"did you mean `{meant}`?" in diagnostic.message
    assert diagnostic.where == At((key,), "key")


def test_an_unknown_field_that_is_near_to_nothing_or_beside_the_known_one_is_kept_without_a_word() -> None:
    text = '---\nname: scribe\ndescription: "d"\nlater: 1\nhooks: a\nmodel: sonnet\nmodels: b\n---\nHi\n'

    assert read(text, "agents/scribe.md", "claude").diagnostics == ()
