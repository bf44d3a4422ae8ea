"""A file gets a new content and keeps all else; what is not the file that was read is left alone."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from kaizen_site.errors import Escapes, Refused
from kaizen_site.publish.replacement import replace_content


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o755])
def test_the_mode_is_kept_and_nothing_else_is_left_behind(mode: int, tmp_path: Path) -> None:
    file = tmp_path / "docs" / "a.md"
    file.parent.mkdir()
    file.write_bytes(b"a\r\n")
    file.chmod(mode)
    replace_content(tmp_path, "docs/a.md", b"a\r\n", b"b\r\n")
    assert file.read_bytes() == b"b\r\n"
    assert stat.S_IMODE(file.stat().st_mode) == mode
    assert list(file.parent.iterdir()) == [file]


@pytest.mark.parametrize("content", [b"other", b"before, and more", b""])
def test_a_file_that_was_changed_meanwhile_is_left_alone(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_bytes(content)
    with pytest.raises(Refused, match=r"a\.md was changed by somebody else"):
        replace_content(tmp_path, "a.md", b"before", b"after")
    assert (tmp_path / "a.md").read_bytes() == content


@pytest.mark.parametrize("path", ["../a.md", "/a.md", "link/a.md", "docs/../a.md", "docs//a.md", ""])
def test_a_path_that_leaves_the_root_or_passes_a_link_is_refused(path: str, tmp_path: Path) -> None:
    root = tmp_path / "root"
    (root / "docs").mkdir(parents=True)
    (root / "a.md").write_bytes(b"a")
    (root / "docs/a.md").write_bytes(b"a")
    (tmp_path / "a.md").write_bytes(b"a")
    (root / "link").symlink_to(root / "docs")
    with pytest.raises(Escapes):
        replace_content(root, path, b"a", b"b")
    assert {file.read_bytes() for file in tmp_path.rglob("a.md")} == {b"a"}


def test_a_link_is_never_written_through_nor_replaced(tmp_path: Path) -> None:
    (tmp_path / "real.md").write_bytes(b"a")
    (tmp_path / "a.md").symlink_to(tmp_path / "real.md")
    with pytest.raises(OSError, match="symbolic links"):
        replace_content(tmp_path, "a.md", b"a", b"b")
    assert (tmp_path / "real.md").read_bytes() == b"a"
    assert (tmp_path / "a.md").is_symlink()


def test_a_pipe_is_refused(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.md")
    with pytest.raises((Refused, OSError)):
        replace_content(tmp_path, "a.md", b"", b"b")
