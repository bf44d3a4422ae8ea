"""How commands are shown."""

from __future__ import annotations

import shlex

from hypothesis import given
from hypothesis import strategies as st

from kaizen_site.rules.command import show_command


def test_placeholders_stay_readable() -> None:
    arguments = ("kaizen-agentic", "metrics", "record", "coach", "--time", "<seconds>", "--quality", "<0-1>")
    assert show_command(arguments) == "kaizen-agentic metrics record coach --time <seconds> --quality <0-1>"
    assert show_command(("$EDITOR", "memory.md")) == "$EDITOR memory.md"


def test_what_only_looks_like_a_placeholder_is_quoted() -> None:
    assert show_command(("x", "<a;b>", "$HOME", "<>")) == "x '<a;b>' '$HOME' '<>'"


def test_a_leading_tilde_still_means_home() -> None:
    assert show_command(("cd", "~/src/api")) == "cd ~/src/api"
    assert show_command(("cd", "~/my src")) == "cd ~/'my src'"
    assert show_command(("cd", "~")) == "cd '~'"


@given(st.lists(st.text(st.characters(exclude_characters="\0<$~"), max_size=20), min_size=1, max_size=5))
def test_a_shell_reads_back_what_was_meant(arguments: list[str]) -> None:
    assert shlex.split(show_command(arguments)) == arguments
