"""What a folder lists, reads and refuses."""

from __future__ import annotations

import os
import time
import tracemalloc
from pathlib import Path

import pytest

from kaizen_site.gather.tree import Folder


def fill(root: Path, *paths: str) -> Folder:
    for path in paths:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(path, "utf-8")
    return Folder(root)


def test_files_are_listed_in_the_order_of_their_paths(tmp_path: Path) -> None:
    paths = ["a.md", "a/b.md", "a/b/c.md", "a-b.md", "z/a.md", "B.md"]
    assert list(fill(tmp_path, *paths).files()) == sorted(paths)


def test_files_can_be_limited_to_a_folder_and_an_ending(tmp_path: Path) -> None:
    folder = fill(tmp_path, "agents/x.md", "agents/x.txt", "agents/deep/y.md", "docs/z.md")
    assert list(folder.files("agents", ".md")) == ["agents/deep/y.md", "agents/x.md"]


def test_the_git_folder_is_left_out(tmp_path: Path) -> None:
    assert list(fill(tmp_path, ".git/config", "a/.git/hooks/x", ".github/y").files()) == [".github/y"]


def test_a_folder_that_is_not_there_lists_nothing(tmp_path: Path) -> None:
    folder = Folder(tmp_path / "nowhere")
    assert list(folder.files()) == []
    assert folder.folders() == []
    assert not folder.exists(".")


def test_linked_folders_are_not_walked(tmp_path: Path) -> None:
    folder = fill(tmp_path, "real/a.md")
    (tmp_path / "linked").symlink_to("real")
    (tmp_path / "loop").symlink_to(".")
    assert list(folder.files()) == ["real/a.md"]


def test_folders_are_named_in_order_and_links_out_are_not_among_them(tmp_path: Path) -> None:
    folder = fill(tmp_path / "in", "b/x", "a/x", "file")
    (tmp_path / "outside").mkdir()
    (tmp_path / "in/c").symlink_to(tmp_path / "outside")
    (tmp_path / "in/d").symlink_to("a")
    assert folder.folders() == ["a", "b", "d"]


def test_a_file_is_read_with_its_path(tmp_path: Path) -> None:
    source = fill(tmp_path, "a/b.md").read("a/b.md")
    assert (source.path, source.content, source.refusal) == ("a/b.md", b"a/b.md", None)


def test_an_empty_file_is_read(tmp_path: Path) -> None:
    (tmp_path / "empty").touch()
    source = Folder(tmp_path).read("empty")
    assert (source.content, source.refusal) == (b"", None)


def test_a_missing_file_is_refused_in_words(tmp_path: Path) -> None:
    assert Folder(tmp_path).read("x.md").refusal == "can't be read (no such file or directory)"


@pytest.mark.parametrize("path", ["/etc/hostname", "../secret", "a/../../secret", "a\0b"])
def test_a_path_out_of_the_folder_is_refused(tmp_path: Path, path: str) -> None:
    (tmp_path / "secret").write_text("s", "utf-8")
    folder = fill(tmp_path / "in", "a/x")
    assert folder.read(path).refusal == "leads out of the folder"
    assert folder.read(path).content == b""
    assert not folder.exists(path)


def test_a_link_out_of_the_folder_is_refused_as_file_and_as_folder(tmp_path: Path) -> None:
    fill(tmp_path, "secret/key")
    folder = fill(tmp_path / "in", "x")
    (tmp_path / "in/key").symlink_to("../secret/key")
    (tmp_path / "in/deep").symlink_to("../secret")
    assert folder.read("key").refusal == "leads out of the folder"
    assert folder.read("deep/key").refusal == "leads out of the folder"
    assert list(folder.files("deep")) == []


def test_a_link_that_stays_inside_is_read(tmp_path: Path) -> None:
    folder = fill(tmp_path, "real/a.md")
    (tmp_path / "b.md").symlink_to("real/a.md")
    (tmp_path / "again").symlink_to("real")
    assert folder.read("b.md").content == b"real/a.md"
    assert folder.read("again/a.md").content == b"real/a.md"


def test_a_folder_reached_through_a_link_reads_its_own_files(tmp_path: Path) -> None:
    fill(tmp_path / "real", "a/x.md")
    (tmp_path / "link").symlink_to("real")
    assert Folder(tmp_path / "link").read("a/x.md").content == b"a/x.md"


def test_a_broken_link_and_a_loop_are_refused(tmp_path: Path) -> None:
    folder = fill(tmp_path, "x")
    (tmp_path / "broken").symlink_to("nothing")
    (tmp_path / "loop").symlink_to("loop")
    assert folder.exists("broken")
    assert folder.read("broken").refusal == "can't be read (no such file or directory)"
    assert folder.read("loop").refusal == "can't be read (too many levels of symbolic links)"


@pytest.mark.parametrize("kind", ["pipe", "device", "folder"])
def test_what_is_no_regular_file_is_refused_at_once(tmp_path: Path, kind: str) -> None:
    place = tmp_path / "memory.md"
    if kind == "pipe":
        os.mkfifo(place)
    elif kind == "device":
        place.symlink_to("/dev/zero")
    else:
        place.mkdir()
    begin = time.monotonic()
    assert Folder(tmp_path).read("memory.md").refusal == "is not a regular file"
    assert time.monotonic() - begin < 1  # it must not wait for a writer or read without end


def test_a_pipe_is_listed_so_that_reading_can_name_it(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "agent-x.md")
    assert list(Folder(tmp_path).files(suffix=".md")) == ["agent-x.md"]


def test_a_file_over_the_limit_is_refused_without_being_read(tmp_path: Path) -> None:
    with (tmp_path / "huge.md").open("wb") as file:
        file.truncate(10 << 30)
    tracemalloc.start()
    source = Folder(tmp_path).read("huge.md")
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert source.refusal == "is over the limit of 256 kB"
    assert peak < 1 << 20


def test_a_file_of_exactly_the_limit_is_read(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"x" * 100)
    assert len(Folder(tmp_path).read("a", 100).content) == 100
    assert Folder(tmp_path).read("a", 99).refusal is not None


def test_a_file_whose_size_lies_is_read_to_its_end() -> None:
    source = Folder(Path("/proc/self")).read("status")
    assert source.refusal is None
    assert source.content.startswith(b"Name:")


def test_a_name_that_is_not_utf_8_is_left_out(tmp_path: Path) -> None:
    (Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff.md"))).touch()
    (tmp_path / "a.md").touch()
    assert list(Folder(tmp_path).files()) == ["a.md"]
