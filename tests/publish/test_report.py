"""A report lands where somebody wants it, whatever lies there."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from kaizen_site.publish.report import write_report_file


def test_a_report_makes_its_folders(tmp_path: Path) -> None:
    assert write_report_file(tmp_path / "out/reports/a.txt", "Grüße\n")
    assert (tmp_path / "out/reports/a.txt").read_bytes() == "Grüße\n".encode()


def test_an_equal_report_is_not_written_again(tmp_path: Path) -> None:
    write_report_file(tmp_path / "a.txt", "x\n")

    assert not write_report_file(tmp_path / "a.txt", "x\n")


def test_an_older_report_is_replaced_and_nothing_else_is_left(tmp_path: Path) -> None:
    write_report_file(tmp_path / "a.txt", "a long one\n")
    write_report_file(tmp_path / "a.txt", "x\n")

    assert [(path.name, path.read_text("utf-8")) for path in tmp_path.iterdir()] == [("a.txt", "x\n")]


def test_a_link_stays_a_link_and_its_target_gets_the_report(tmp_path: Path) -> None:
    (tmp_path / "real.txt").write_text("old", "utf-8")
    (tmp_path / "link.txt").symlink_to("real.txt")
    write_report_file(tmp_path / "link.txt", "new\n")

    assert (tmp_path / "link.txt").is_symlink()
    assert (tmp_path / "real.txt").read_text("utf-8") == "new\n"


def test_a_pipe_stays_a_pipe_and_its_reader_gets_the_report(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    reader = os.open(tmp_path / "pipe", os.O_RDONLY | os.O_NONBLOCK)
    try:
        write_report_file(tmp_path / "pipe", "x\n")
        assert os.read(reader, 100) == b"x\n"
    finally:
        os.close(reader)
    assert stat.S_ISFIFO((tmp_path / "pipe").lstat().st_mode)
