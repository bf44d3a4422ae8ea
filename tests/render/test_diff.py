"""A diff says exactly what changes: git makes the text after of the text before."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from kaizen_site.render.diff import render_diff


def test_a_diff_has_the_lines_around_a_change_and_no_time() -> None:
    before = "".join(f"{number}\n" for number in range(1, 10))
    assert render_diff([("a.yml", before, before.replace("5", "five"))]) == (
        "--- a/a.yml\n+++ b/a.yml\n@@ -2,7 +2,7 @@\n 2\n 3\n 4\n-5\n+five\n 6\n 7\n 8\n"
    )


def test_files_come_in_the_order_given_and_unchanged_ones_not_at_all() -> None:
    shown = render_diff([("b", "1\n", "2\n"), ("c", "1\n", "1\n"), ("a", "1\n", "2\n")])
    assert [line for line in shown.split("\n") if line.startswith("+++")] == ["+++ b/b", "+++ b/a"]


def test_nothing_to_show_is_an_empty_text() -> None:
    assert render_diff([]) == ""


@pytest.mark.parametrize(
    ("path", "before", "after"),
    [
        ("a.yml", "a: 1\nb: 2\n", "a: 1\nb: 3\n"),
        ("a.yml", "a: 1", "a: 2"),
        ("a.yml", "a: 1\n", "a: 2"),
        ("a.yml", "\ufeffa: 1\r\nb: 2\r\n", "a: 1\r\nb: 2\r\n"),
        ("a.yml", "a: 1\rb: 2\r", "a: 1\rb: 3\r"),
        ("a.yml", "a\x0cb\x85c\u2028d\n", "a\x0cb\x85c\u2028e\n"),
        ("docs/a b.md", "x\n", "y\n"),
        ("docs/grüße 🐈.md", "x\n", "y\n"),
        ('docs/a"\\\t\n\x1b\u2028.md', "x\n", "y\n"),
    ],
    ids=["plain", "no end", "loses its end", "mark and CRLF", "CR", "other breaks", "blank", "letters", "escapes"],
)
def test_git_applies_a_diff(path: str, before: str, after: str, tmp_path: Path) -> None:
    git = shutil.which("git")
    if git is None:
        pytest.skip("git is not installed")
    file = tmp_path / path
    file.parent.mkdir(exist_ok=True)
    file.write_bytes(before.encode())
    diff = render_diff([(path, before, after)])
    subprocess.run([git, "apply", "-"], input=diff.encode(), cwd=tmp_path, check=True)
    assert file.read_bytes() == after.encode()
