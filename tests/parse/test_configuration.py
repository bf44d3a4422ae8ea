"""A project says where its documents lie, in one of three files, in the same words."""

from __future__ import annotations

import pytest

from kaizen_site.errors import Misconfigured
from kaizen_site.model.configuration import Configuration
from kaizen_site.parse.configuration import configuration_from_options, options_from_mkdocs, options_from_pyproject


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
    ],
)
def test_a_mistake_is_worded_for_the_file_it_stands_in(options: dict[str, object], words: str) -> None:
    with pytest.raises(Misconfigured, match=r"pyproject\.toml") as caught:
        configuration_from_options(options, "pyproject.toml, [tool.kaizen]")
    assert words in str(caught.value)


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
        ("nothing: here\n", None),
    ],
)
def test_the_plugin_of_mkdocs_is_found(text: str, options: dict[str, object] | None) -> None:
    assert options_from_mkdocs(text, "mkdocs.yml") == options
