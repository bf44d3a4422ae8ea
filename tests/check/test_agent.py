"""What agents mean to one another, and whether their names, words and tools travel."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kaizen_site.check.agent import check_agents
from kaizen_site.model.catalogue import Agent
from kaizen_site.model.source import At


def agent(name: str, path: str | None = None, profile: str = "kaizen", description: str = "Works.") -> Agent:
    return Agent(
        name=name,
        slug=name,
        path=path or (f"agents/agent-{name}.md" if profile == "kaizen" else f"agents/{name}.md"),
        description=description,
        category=None,
        prompt="Work.\n",
        prompt_line=5,
        digest="",
        profile=profile,
    )


def found(*agents: Agent) -> list[tuple[str, str, str]]:
    return [(one.card.slug, str(one.weight), one.path) for one in check_agents(agents)]


def rules(one: Agent) -> list[tuple[str, str]]:
    return [(slug, weight) for slug, weight, _ in found(one)]


def test_good_agents_have_no_findings() -> None:
    assert found(agent("tdd-workflow"), agent("keepaChangelog"), agent("coach2")) == []


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("a/b", "holds `/`"),
        ("a\\b", "holds `\\`"),
        ("..", "holds `..`"),
        ("a..b", "holds `..`"),
        ("c:x", "holds `:`"),
        ("-rf", "begins with `-`"),
        (".hidden", "begins with `.`"),
        ("x" * 65, "has 65 characters"),
        ("a\nb", "holds a control character"),
        ("CON", "Windows"),
        ("3d-artist", "does not begin with a letter"),
        ("my agent", "holds a blank"),
        ("my_agent", "holds `_`"),
        ("kaizen.>", "holds `.`"),
        ("café", "holds `é`"),
    ],
)
def test_a_name_that_cannot_be_a_path_is_an_error(name: str, said: str) -> None:
    (only,) = check_agents([agent(name)])
    assert only.card.slug == "agent/name-invalid"
    assert said in only.message


@pytest.mark.parametrize(
    ("name", "profile", "expected"),
    [
        ("3d-artist", "claude", []),
        ("OpenCoder", "claude", []),
        ("UX Architect", "claude", [("agent/name-not-kebab", "warning")]),
        ("my_agent", "gemini", [("agent/name-not-kebab", "warning")]),
        ("Spatial/Metal", "claude", [("agent/name-invalid", "error")]),
        ("../x", "skill", [("agent/name-invalid", "error")]),
        ("SE: DevOps/CI", "copilot", [("agent/name-invalid", "warning")]),
        ("C++ Expert", "copilot", []),
        ("Image Specialist", "opencode", []),
    ],
)
def test_foreign_names_are_judged_by_their_profile(name: str, profile: str, expected: list[tuple[str, str]]) -> None:
    assert rules(agent(name, "agents/x.md", profile)) == expected


def test_a_name_that_differs_from_the_file_says_which_wins() -> None:
    (only,) = check_agents([agent("coach-2", "agents/agent-coaching.md")])
    assert (only.card.slug, only.where) == ("agent/name-file-mismatch", At(("name",)))
    assert "`coach-2`" in only.message
    assert "`coaching`" in only.message
    assert "the name in the front matter wins" in only.message
    assert only.help == "rename the file to `agent-coach-2.md`, or write `name: coaching`"


def test_only_our_own_files_are_named_for_their_agent() -> None:
    assert found(agent("reviewer", "agents/code-review.md", "claude")) == []


def test_two_agents_of_one_name_name_each_other() -> None:
    first = agent("reviewer", "a/agents/reviewer.md", "claude")
    second = agent("reviewer", "b/agents/reviewer.md", "claude")
    (only,) = check_agents([second, first])
    assert (only.card.slug, only.path) == ("agent/duplicate-name", second.path)
    assert first.path in only.message
    assert [one.path for one in only.related] == [first.path]


def test_a_copied_file_with_the_old_name_is_one_finding_at_the_copy() -> None:
    copy = agent("coach", "agents/agent-aide.md")
    assert found(agent("coach"), copy) == [("agent/duplicate-name", "error", copy.path)]


def test_a_skill_may_have_an_agents_name() -> None:
    assert found(agent("jira", "agents/jira.md", "claude"), agent("jira", "skills/jira/SKILL.md", "skill")) == []


@pytest.mark.parametrize(("one", "other"), [("scribe", "Scribe"), ("caf\u00e9", "cafe\u0301")])
def test_names_that_share_a_path_on_some_disks_collide(one: str, other: str) -> None:
    agents = agent(one, "agents/a.md", "copilot"), agent(other, "agents/b.md", "copilot")
    assert found(*agents) == [("agent/path-collision", "error", "agents/b.md")]


@pytest.mark.parametrize(
    ("category", "meant"),
    [
        ("documentaton", "documentation"),
        ("Testing", "testing"),
        ("docs", "documentation"),
        ("code_quality", "code-quality"),
    ],
)
def test_an_unknown_category_gets_a_suggestion(category: str, meant: str) -> None:
    (only,) = check_agents([replace(agent("scribe"), category=category)])
    assert only.card.slug == "agent/category-unknown"
    assert only.message.endswith(f"did you mean `{meant}`?")


def test_a_category_that_is_near_nothing_gets_the_list() -> None:
    (only,) = check_agents([replace(agent("scribe"), category="gardening")])
    assert "did you mean" not in only.message
    assert only.help is not None
    assert "project-management" in only.help


def test_a_foreign_category_is_no_fault() -> None:
    assert found(replace(agent("x", profile="opencode"), category="subagents/core")) == []


@pytest.mark.parametrize(("length", "expected"), [(1024, []), (1025, [("agent/description-too-long", "warning")])])
def test_a_description_over_the_limit_is_a_warning(length: int, expected: list[tuple[str, str]]) -> None:
    assert rules(agent("x", description="d" * length)) == expected


@pytest.mark.parametrize(("length", "expected"), [(30_000, []), (30_001, [("agent/prompt-too-long", "warning")])])
def test_a_prompt_over_the_limit_is_a_warning(length: int, expected: list[tuple[str, str]]) -> None:
    assert rules(replace(agent("x"), prompt="p" * length)) == expected


def test_a_backslash_and_an_n_are_pointed_at() -> None:
    (only,) = check_agents([agent("x", description="One.\\nTwo.\\nThree.")])
    assert (only.card.slug, only.where) == ("agent/literal-backslash-n", At(("description",), within=(4, 6)))
    assert only.message.endswith("2 times")


def test_an_unknown_tool_is_only_information() -> None:
    (only,) = check_agents([replace(agent("x"), tools=("Read", "Grepp", "mcp__a__b", "Bash(ls *)"))])
    assert (only.card.slug, str(only.weight)) == ("agent/tool-unknown", "info")
    assert only.message == "no tool is known as `Grepp`; did you mean `Grep`?"


@pytest.mark.parametrize(
    ("model", "retired"),
    [
        ("sonnet", False),
        ("inherit", False),
        ("claude-sonnet-4-20250514", False),
        ("claude-2.1", True),
        ("claude-3-opus-20240229", True),
    ],
)
def test_a_retired_model_is_a_warning(model: str, retired: bool) -> None:
    assert rules(replace(agent("x"), model=model)) == [("agent/model-retired", "warning")] * retired


def test_nothing_is_said_of_a_malformed_agent() -> None:
    assert found(replace(agent("../x"), malformed=True), replace(agent("y"), malformed=True, category="z")) == []


def test_descriptions_that_together_take_too_much_are_reported_once() -> None:
    many = [agent(f"a{number}", description="x" * 1000) for number in range(60)]
    assert found(*many) == []
    longest = agent("coach", description="y" * 1004)
    (one,) = check_agents([*many, longest])
    assert (one.card.slug, one.path, one.where) == (
        "agent/descriptions-too-long",
        "agents/agent-coach.md",
        At(("description",)),
    )
    assert one.message.startswith(
        "the descriptions of 61 agents come to about 15,251 tokens, estimated at 4 characters"
    )
    assert one.help == "shorten the longest, which are those of `coach`, `a0`, `a1`"
