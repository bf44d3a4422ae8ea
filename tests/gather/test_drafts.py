"""A draft stands in for a file; a file is somebody's own when no link leads to it."""

from __future__ import annotations

from pathlib import Path

from kaizen_site.gather.drafts import DraftedFolder, read_own


def test_a_draft_is_read_in_place_of_its_file(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_bytes(b"disk")
    (tmp_path / "b.md").write_bytes(b"disk")
    folder = DraftedFolder(tmp_path, {"docs/a.md": b"draft"}, "docs/")
    assert (folder.read("a.md").content, folder.read("b.md").content) == (b"draft", b"disk")


def test_drafts_that_are_no_files_yet_are_listed_as_if_they_were(tmp_path: Path) -> None:
    (tmp_path / "docs/b").mkdir(parents=True)
    (tmp_path / "docs/b.md").write_bytes(b"disk")
    drafts = {"docs/a.md": b"", "docs/c/d.md": b"", "docs/b.md": b"", "other/x.md": b"", "docs/e.yml": b""}
    folder = DraftedFolder(tmp_path / "docs", drafts, "docs/")
    assert list(folder.files(suffix=".md")) == ["a.md", "b.md", "c/d.md"]
    assert list(folder.files("c")) == ["c/d.md"]
    assert folder.folders() == ["b", "c"]
    assert [folder.exists(path) for path in (".", "a.md", "c", "c/d.md", "b", "x.md", "d")] == [True] * 5 + [False] * 2


def test_a_draft_below_a_folder_that_is_not_there_makes_it_exist(tmp_path: Path) -> None:
    folder = DraftedFolder(tmp_path / "docs", {"docs/a.md": b""}, "docs/")
    assert folder.exists(".")
    assert list(folder.files()) == ["a.md"]
    assert not DraftedFolder(tmp_path / "docs", {}, "docs/").exists("a.md")


def test_a_draft_over_the_limit_is_refused_as_a_file_would_be(tmp_path: Path) -> None:
    folder = DraftedFolder(tmp_path, {"a.md": b"x" * 1025})
    assert folder.read("a.md", 1024).refusal == "is over the limit of 1 kB"
    assert folder.read("a.md", 1025).content == b"x" * 1025


def test_only_a_regular_file_without_a_link_on_the_way_is_somebodys_own(tmp_path: Path) -> None:
    root = tmp_path / "root"
    (root / "docs").mkdir(parents=True)
    (root / "docs/a.md").write_bytes(b"a")
    (tmp_path / "outside.md").write_bytes(b"o")
    (root / "linked").symlink_to(root / "docs")
    (root / "docs/inside.md").symlink_to(root / "docs/a.md")
    (root / "docs/out.md").symlink_to(tmp_path / "outside.md")
    (root / "docs/broken.md").symlink_to(root / "none.md")
    assert read_own(root, "docs/a.md") == b"a"
    strange = ["linked/a.md", "docs/inside.md", "docs/out.md", "docs/broken.md", "docs", "docs/none.md"]
    assert [read_own(root, path) for path in strange] == [None] * 6
    assert [read_own(root, path) for path in ("../outside.md", "/etc/hostname", "docs//a.md", "docs/./a.md", "")] == [
        None
    ] * 5


def test_a_root_that_is_a_link_is_the_folder_behind_it(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "real/a.md").write_bytes(b"a")
    (tmp_path / "link").symlink_to(tmp_path / "real")
    assert read_own(tmp_path / "link", "a.md") == b"a"
