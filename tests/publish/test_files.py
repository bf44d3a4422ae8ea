"""Texts become files: whole, only where changed, never outside the root."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from kaizen_site.errors import Escapes
from kaizen_site.model.output import Receipt, Rendered
from kaizen_site.publish.files import write_text, write_tree


def test_a_text_is_written_with_its_folders(tmp_path: Path) -> None:
    assert write_text(tmp_path / "out", Rendered("a/b/c.txt", "grün\n"))
    assert (tmp_path / "out/a/b/c.txt").read_bytes() == "grün\n".encode()


def test_the_same_text_is_not_written_again(tmp_path: Path) -> None:
    write_text(tmp_path, Rendered("a.txt", "x"))
    before = (tmp_path / "a.txt").stat()
    assert not write_text(tmp_path, Rendered("a.txt", "x"))
    after = (tmp_path / "a.txt").stat()
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_another_text_of_the_same_length_is_written(tmp_path: Path) -> None:
    write_text(tmp_path, Rendered("a.txt", "x"))
    assert write_text(tmp_path, Rendered("a.txt", "y"))
    assert (tmp_path / "a.txt").read_text("utf-8") == "y"


def test_a_reader_of_the_old_file_keeps_the_whole_old_text(tmp_path: Path) -> None:
    write_text(tmp_path, Rendered("a.txt", "old"))
    with (tmp_path / "a.txt").open() as reader:
        write_text(tmp_path, Rendered("a.txt", "new and longer"))
        assert reader.read() == "old"


def test_nothing_but_the_file_is_left_behind(tmp_path: Path) -> None:
    write_text(tmp_path, Rendered("a.txt", "x"))
    write_text(tmp_path, Rendered("a.txt", "y"))
    assert [path.name for path in tmp_path.iterdir()] == ["a.txt"]


def test_a_failed_replacement_leaves_no_temporary_file(tmp_path: Path) -> None:
    (tmp_path / "a.txt").mkdir()
    with pytest.raises(OSError, match="directory"):
        write_text(tmp_path, Rendered("a.txt", "x"))
    assert [path.name for path in tmp_path.iterdir()] == ["a.txt"]


def test_the_mode_follows_the_umask(tmp_path: Path) -> None:
    old = os.umask(0o027)
    try:
        write_text(tmp_path, Rendered("a.txt", "x"))
    finally:
        os.umask(old)
    assert (tmp_path / "a.txt").stat().st_mode & 0o777 == 0o640


@pytest.mark.parametrize("path", ["../x", "/etc/x", "a/../../x", "a//b", "", ".", "a/.", "a/\0"])
def test_a_path_that_could_leave_the_root_is_refused(tmp_path: Path, path: str) -> None:
    with pytest.raises(Escapes):
        write_text(tmp_path / "out", Rendered(path, "x"))
    assert list(tmp_path.rglob("*")) == []


def test_a_link_that_leads_out_of_the_root_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "else").mkdir()
    (tmp_path / "out/a").symlink_to("../else")
    with pytest.raises(Escapes, match="through a link"):
        write_text(tmp_path / "out", Rendered("a/new/x.txt", "x"))
    assert list((tmp_path / "else").iterdir()) == []


def test_a_file_that_is_a_link_is_replaced_not_written_through(tmp_path: Path) -> None:
    (tmp_path / "precious").write_text("keep", "utf-8")
    (tmp_path / "out").mkdir()
    (tmp_path / "out/a.txt").symlink_to("../precious")
    assert write_text(tmp_path / "out", Rendered("a.txt", "new"))
    assert (tmp_path / "precious").read_text("utf-8") == "keep"
    assert not (tmp_path / "out/a.txt").is_symlink()


def test_a_tree_says_how_much_of_it_is_new(tmp_path: Path) -> None:
    write_text(tmp_path, Rendered("a/1", "x"))
    texts = (Rendered(path, "x") for path in ("a/1", "a/2", "b/1"))
    assert write_tree(tmp_path, texts) == Receipt(written=2, unchanged=1)
