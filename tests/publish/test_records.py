"""Several processes add lines to one file: none is lost, torn or glued, and a killed one blocks nobody."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from kaizen_site.errors import Refused
from kaizen_site.publish.records import append_line, open_journal

WRITER = """
import sys
from pathlib import Path
from kaizen_site.publish.records import append_line
path, name, count = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
for number in range(count):
    append_line(path, '{"writer": "%s", "number": %d, "filling": "%s"}' % (name, number, "x" * (number % 300)))
"""
HOLDER = """
import sys, time
from pathlib import Path
from kaizen_site.publish.records import open_journal
with open_journal(Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(60)
"""
PRUNER = """
import fcntl, os, sys
from pathlib import Path
path, rounds = Path(sys.argv[1]), int(sys.argv[2])
for number in range(rounds):
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT)
    fcntl.flock(descriptor, fcntl.LOCK_EX)
    if os.path.samestat(os.fstat(descriptor), os.stat(path)):
        other = path.with_suffix(".new")
        other.write_bytes(path.read_bytes())
        os.replace(other, path)
    os.close(descriptor)
"""


def start(project: Path, code: str, *arguments: object) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", code, *map(str, arguments)]
    return subprocess.Popen(command, cwd=project, stdout=subprocess.PIPE, text=True)


def finish(*processes: subprocess.Popen[str]) -> None:
    for process in processes:
        process.communicate(timeout=120)
        assert process.returncode == 0


def read_lines(path: Path) -> list[tuple[str, int]]:
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    return [(row["writer"], row["number"]) for row in rows]


def test_lines_stand_in_the_order_of_their_writing(tmp_path: Path) -> None:
    path = tmp_path / "deep/er/executions.jsonl"
    append_line(path, "one")
    append_line(path, "zwölf")
    assert path.read_bytes() == "one\nzwölf\n".encode()


def test_eight_processes_lose_no_line(project: Path, tmp_path: Path) -> None:
    path = tmp_path / "executions.jsonl"
    finish(*(start(project, WRITER, path, f"w{number}", 100) for number in range(8)))
    found = read_lines(path)
    assert len(found) == 800
    for number in range(8):
        assert [count for writer, count in found if writer == f"w{number}"] == list(range(100))


def test_retention_renaming_a_new_file_over_the_old_one_loses_no_line(project: Path, tmp_path: Path) -> None:
    path = tmp_path / "executions.jsonl"
    path.touch()
    writers = [start(project, WRITER, path, f"w{number}", 150) for number in range(3)]
    finish(*writers, start(project, PRUNER, path, 200))
    assert len(set(read_lines(path))) == 450


def test_the_retention_of_the_test_before_really_renames_while_others_write(project: Path, tmp_path: Path) -> None:
    path = tmp_path / "executions.jsonl"
    path.touch()
    before = path.stat().st_ino
    # The old file must stay open, or the file system may give its number to the new one.
    with path.open():
        finish(start(project, PRUNER, path, 1))
        assert path.stat().st_ino != before


def test_a_killed_writer_tears_nothing_and_blocks_nobody(project: Path, tmp_path: Path) -> None:
    path = tmp_path / "executions.jsonl"
    killed = [start(project, WRITER, path, f"killed{number}", 100_000) for number in range(2)]
    while not path.exists() or path.stat().st_size < 2_000:
        time.sleep(0.01)
    for process in killed:
        process.send_signal(signal.SIGKILL)
        process.communicate()
    finish(start(project, WRITER, path, "after", 20))
    assert [row for row in read_lines(path) if row[0] == "after"] == [("after", number) for number in range(20)]


def test_a_writer_killed_while_it_holds_the_lock_frees_it(project: Path, tmp_path: Path) -> None:
    path = tmp_path / "executions.jsonl"
    holder = start(project, HOLDER, path)
    assert holder.stdout is not None
    assert holder.stdout.readline() == "held\n"
    waiting = start(project, WRITER, path, "patient", 1)
    time.sleep(0.3)
    assert waiting.poll() is None, "the second writer did not wait for the lock"
    holder.send_signal(signal.SIGKILL)
    holder.communicate()
    finish(waiting)
    assert read_lines(path) == [("patient", 0)]


def test_a_torn_tail_is_closed_before_the_next_line(tmp_path: Path) -> None:
    path = tmp_path / "executions.jsonl"
    path.write_bytes(b'{"a":1}\n{"b":')
    append_line(path, '{"c":3}')
    assert path.read_bytes() == b'{"a":1}\n{"b":\n{"c":3}\n'


def test_a_disk_that_takes_only_a_part_keeps_the_old_state(project: Path, tmp_path: Path) -> None:
    path = tmp_path / "executions.jsonl"
    path.write_bytes(b"first\n")
    # A limit on the file's size makes the kernel cut a write short, as a full disk does.
    code = (
        "import resource, signal, sys\nfrom pathlib import Path\n"
        "from kaizen_site.errors import Unreachable\nfrom kaizen_site.publish.records import append_line\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\nresource.setrlimit(resource.RLIMIT_FSIZE, (20, 20))\n"
        "try:\n    append_line(Path(sys.argv[1]), 'x' * 100)\nexcept Unreachable as error:\n    print(error)\n"
    )
    done = start(project, code, path)
    output, _ = done.communicate(timeout=60)
    assert "could not be written" in output
    assert path.read_bytes() == b"first\n"


def test_a_pipe_in_the_place_of_the_file_is_refused_at_once(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "executions.jsonl")
    with pytest.raises(Refused, match="not a regular file"):
        append_line(tmp_path / "executions.jsonl", "x")


def test_a_link_in_the_place_of_the_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "other").write_text("keep\n", "utf-8")
    (tmp_path / "executions.jsonl").symlink_to("other")
    with pytest.raises(Refused, match="not a regular file"):
        append_line(tmp_path / "executions.jsonl", "x")
    assert (tmp_path / "other").read_text("utf-8") == "keep\n"


def test_a_journal_reads_what_it_holds(tmp_path: Path) -> None:
    path = tmp_path / "executions.jsonl"
    with open_journal(path) as journal:
        assert journal.read() == b""
        journal.append("one")
        assert journal.read() == b"one\n"
