"""A project says where its documents lie, in one of three files, in the same words."""

from __future__ import annotations

import pytest
from jsonschema import Draft202012Validator

from kaizen_site.errors import Misconfigured
from kaizen_site.model.configuration import Configuration
from kaizen_site.parse.configuration import configuration_from_options, options_from_mkdocs, options_from_pyproject
from kaizen_site.schemas import load_schema


def test_no_options_are_the_defaults() -> None:
    assert configuration_from_options({}, "x") == Configuration()


def test_options_replace_the_defaults_and_are_remembered_as_named() -> None:
    configuration = configuration_from_options({"agents": ["prompts/", "more"], "profile": "claude"}, "x")

    assert configuration.agents == ("prompts", "more")
    assert configuration.profile == "claude"
    assert configuration.decisions == Configuration().decisions
    assert configuration.named == {"agents", "profile"}


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"agent": ["a"]}, "unknown option `agent`; did you mean `agents`?"),
        ({"agents": "a"}, "`agents` must be a list of folders"),
        ({"profile": "cloude"}, "`profile` must be one of kaizen, claude"),
        ({"docs_url": "example.org"}, "`docs_url` must begin with http"),
        ({"publish_memory": "no"}, "`publish_memory` must be a boolean"),
        ({"rules": {"adrr": "off"}}, "`rules`: there is no rule `adrr`; did you mean `adr`?"),
        ({"rules": {"agent/promt-too-long": "off"}}, "did you mean `agent/prompt-too-long`?"),
        ({"rules": {"KZ999": "off"}}, "there is no rule `KZ999`"),
        ({"rules": {"quite else": "off"}}, "`kaizen-agentic rule --all` lists them"),
        ({"rules": {"adr": "warn"}}, "the level of `adr` is `warn`, but must be off, hint, info, warning or error"),
        ({"rules": {"adr": "warn"}}, "; did you mean `warning`?"),
        ({"rules": {"adr": "disabled"}}, "; did you mean `off`?"),
        ({"rules": {"adr": 2}}, "the level of `adr` is no text"),
        ({"rules": {"adr": True}}, "the level of `adr` is no text"),
        ({"rules": ["adr"]}, "`rules` must be a table of rules and levels"),
        ({"rules": {"KZ301": "off", "schedule/agent-unknown": "error"}}, "names `schedule/agent-unknown` twice"),
        ({"rules": {"internal": "off"}}, "the level of `internal` can't be set"),
        ({"rules": {"KZ991": "warning"}}, "the level of `KZ991` can't be set"),
        ({"paths": {"a/**": "off"}}, "`paths`, `a/**` must be a table of rules and levels"),
        ({"paths": {"a/**": {"agnt": "off"}}}, "`paths`, `a/**`: there is no rule `agnt`; did you mean `agent`?"),
        ({"paths": "a"}, "`paths` must be a table of patterns"),
        ({"paths": {"": {"agent": "off"}}}, "has an empty pattern"),
    ],
)
def test_a_mistake_is_worded_for_the_file_it_stands_in(options: dict[str, object], words: str) -> None:
    with pytest.raises(Misconfigured, match=r"pyproject\.toml") as caught:
        configuration_from_options(options, "pyproject.toml, [tool.kaizen]")
    assert words in str(caught.value)


def test_levels_go_by_slug_or_family_and_patterns_keep_their_order() -> None:
    options = {
        "rules": {"agent/prompt-too-long": "off", "adr": "warning", "kz301": "error", "Event-Type": False},
        "paths": {"legacy/**": {"agent": "off"}, "**": {"KZ302": "hint"}},
    }
    configuration = configuration_from_options(options, "x")

    assert configuration.rules == {
        "agent/prompt-too-long": "off",
        "adr": "warning",
        "schedule/agent-unknown": "error",
        "event-type": "off",
    }
    assert list(configuration.paths) == ["legacy/**", "**"]
    assert list(configuration.paths["legacy/**"].items()) == [("agent", "off")]


@pytest.mark.parametrize(
    ("options", "valid"),
    [
        ({"rules": {"adr": "off", "KZ301": "hint"}, "paths": {"a/**": {"agent": "info"}}}, True),
        ({"rules": {"adr": "warn"}}, False),
        ({"rules": ["adr"]}, False),
        ({"paths": {"a/**": "off"}}, False),
        ({"paths": {"": {"adr": "off"}}}, False),
    ],
)
def test_the_published_schema_knows_levels_as_well(options: dict[str, object], valid: bool) -> None:
    assert Draft202012Validator(load_schema("configuration")).is_valid(options) is valid


def test_levels_are_read_from_toml_and_from_mkdocs() -> None:
    toml = options_from_pyproject('[tool.kaizen.paths."legacy/**"]\nagent = "off"\n', "pyproject.toml")
    mkdocs = options_from_mkdocs("plugins:\n  - kaizen:\n      paths: {legacy/**: {agent: off}}\n", "mkdocs.yml")

    assert toml == mkdocs == {"paths": {"legacy/**": {"agent": "off"}}}


def test_the_table_of_pyproject_is_found() -> None:
    assert options_from_pyproject('[tool.kaizen]\nprofile = "claude"\n', "pyproject.toml") == {"profile": "claude"}
    assert options_from_pyproject("[project]\n", "pyproject.toml") is None


def test_toml_that_can_not_be_read_is_said() -> None:
    with pytest.raises(Misconfigured, match="not valid TOML"):
        options_from_pyproject("[tool.kaizen\n", "pyproject.toml")


@pytest.mark.parametrize(
    ("text", "options"),
    [
        ("plugins:\n  - search\n", None),
        ("plugins:\n  - kaizen\n", {}),
        ("plugins:\n  - kaizen: {agents: [a, b], profile: claude}\n", {"agents": ["a", "b"], "profile": "claude"}),
        ("plugins:\n  kaizen:\n    publish_memory: false\n", {"publish_memory": False}),
        ("extra: !ENV [HOME, x]\nplugins:\n  - kaizen: {agents: [a]}\n", {"agents": ["a"]}),
        ("plugins:\n  - kaizen: {repo_pages: false, profile: claude}\n", {"profile": "claude"}),
        ("nothing: here\n", None),
    ],
)
def test_the_plugin_of_mkdocs_is_found(text: str, options: dict[str, object] | None) -> None:
    assert options_from_mkdocs(text, "mkdocs.yml") == options
