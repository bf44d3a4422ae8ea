"""Tools in plain words: never more harmless than they are."""

from __future__ import annotations

import pytest

from kaizen_site.derive.tools import describe_tools


@pytest.mark.parametrize(
    ("tools", "words"),
    [
        (None, ("all tools (none listed)",)),
        ((), ("no tools",)),
        (("Read", "Grep", "Glob", "TodoWrite"), ("read-only",)),
        (("Read", "WebFetch"), ("read-only", "can read the web")),
        (("Read", "Edit"), ("can write",)),
        (("Read", "Write", "Bash(git log:*)"), ("can write", "can run a shell")),
        (("Read", "mcp__github__create_issue"), ("can call tool servers (MCP)",)),
        (("Read", "Task"), ("can start other agents",)),
        (("search", "edit/editFiles", "execute/runInTerminal"), ("can write", "can run a shell")),
        (("read_file", "run_shell_command"), ("can run a shell",)),
        (("github/*", "read"), ("can call tool servers (MCP)",)),
    ],
)
def test_tools_are_said_in_plain_words(tools: tuple[str, ...] | None, words: tuple[str, ...]) -> None:
    assert describe_tools(tools).words == words


def test_an_unknown_tool_is_named_and_nothing_is_called_read_only() -> None:
    access = describe_tools(("Read", "Teleport"))
    assert access.unknown == ("Teleport",)
    assert "read-only" not in access.words
