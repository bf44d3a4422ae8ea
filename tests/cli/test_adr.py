"""`adr`: records are listed, numbered, begun and superseded, in the form that the log has."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Call

NYGARD = "# {number}. {title}\n\nDate: 2020-01-0{number}\n\n## Status\n\n{status}\n\n## Context\n\nx\n"
OURS = '---\nid: ADR-00{number}\ntitle: "{title}"\nstatus: {status}\ndate: "2020-01-0{number}"\n---\n\n# {title}\n'


def write(path: str, form: str, number: int, title: str, status: str = "accepted") -> Path:
    file = Path(path)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(form.format(number=number, title=title, status=status).encode())
    return file


def listed(call: Call, *words: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = json.loads(call("adr", "list", *words, "--format", "json").stdout)
    return rows


def test_records_are_listed_with_what_supersedes_what(call: Call) -> None:
    write("docs/adr/ADR-001-one.md", OURS, 1, "One", "superseded\nsuperseded-by: ADR-002")
    write("docs/adr/ADR-002-two.md", OURS, 2, "Two", "accepted\nsupersedes: ADR-001")
    first, second = listed(call)

    assert (first["path"], first["number"], first["title"]) == ("docs/adr/ADR-001-one.md", 1, "One")
    assert (first["status"], first["date"]) == ("superseded", "2020-01-01")
    assert (first["superseded_by"], first["supersedes"]) == ([2], [])
    assert (second["superseded_by"], second["supersedes"]) == ([], [1])


def test_a_status_and_a_date_that_are_not_stated_are_null(call: Call) -> None:
    Path("docs/adr").mkdir(parents=True)
    Path("docs/adr/0001-x.md").write_text("# X\n\nText.\n", "utf-8")
    (row,) = listed(call)

    assert (row["status"], row["date"]) == (None, None)


def test_several_logs_under_one_folder_are_resolved_each_for_itself(call: Call) -> None:
    for log in ("a", "b"):
        write(f"all/{log}/docs/adr/0001-one.md", NYGARD, 1, f"{log} one", "Accepted")
        write(f"all/{log}/docs/adr/0002-two.md", NYGARD, 2, f"{log} two", "Accepted\n\nSupersedes ADR-0001")
    rows = listed(call, "--from", "all")

    assert [(row["path"], row["superseded_by"], row["supersedes"]) for row in rows] == [
        ("a/docs/adr/0001-one.md", [2], []),
        ("a/docs/adr/0002-two.md", [], [1]),
        ("b/docs/adr/0001-one.md", [2], []),
        ("b/docs/adr/0002-two.md", [], [1]),
    ]


def test_the_next_number_is_one_more_than_the_highest(call: Call) -> None:
    assert call("adr", "next").stdout == "1\n"
    write("docs/adr/ADR-007-seven.md", OURS, 7, "Seven")

    assert call("adr", "next").stdout == "8\n"


def test_the_first_record_has_our_form_and_is_clean(call: Call) -> None:
    result = call("adr", "new", 'Use a database: "really"')

    assert result.stdout == "wrote docs/adr/ADR-001-use-a-database-really.md\n"
    (row,) = listed(call)
    assert (row["status"], row["title"]) == ("proposed", 'Use a database: "really"')
    assert call("check").exit_code == 0


def test_a_new_record_is_named_and_formed_as_its_log(call: Call) -> None:
    write("doc/adr/0041-one.md", NYGARD, 1, "One", "Accepted")
    assert call("adr", "new", "Two things").stdout == "wrote doc/adr/0042-two-things.md\n"

    text = Path("doc/adr/0042-two-things.md").read_text("utf-8")
    assert text.startswith("# 42. Two things\n\nDate: ")
    assert "## Status\n\nProposed\n" in text


@pytest.mark.parametrize("title", ["", "  ", "two\nlines"])
def test_a_title_must_be_one_line(call: Call, title: str) -> None:
    assert call("adr", "new", title).exit_code == 2


def test_superseding_writes_both_sides_in_front_matter(call: Call) -> None:
    old = write("docs/adr/ADR-001-one.md", OURS, 1, "One")
    new = write("docs/adr/ADR-002-two.md", OURS, 2, "Two")
    assert call("adr", "supersede", "1", "ADR-002").exit_code == 0

    lines = old.read_text("utf-8").splitlines()
    assert lines[3:6] == ["status: superseded", 'date: "2020-01-01"', "superseded-by: ADR-002"]
    assert "supersedes: ADR-001\n---\n" in new.read_text("utf-8")
    assert call("check", "--strict").exit_code == 0


def test_superseding_writes_both_sides_in_nygards_form(call: Call) -> None:
    old = write("docs/adr/0001-one.md", NYGARD, 1, "One", "Accepted")
    new = write("docs/adr/0002-two.md", NYGARD, 2, "Two", "Accepted")
    assert call("adr", "supersede", "0001", "0002-two.md").exit_code == 0

    assert "## Status\n\nSuperseded by [ADR-0002](0002-two.md)\n\n## Context" in old.read_text("utf-8")
    assert "## Status\n\nAccepted\n\nSupersedes [ADR-0001](0001-one.md)\n" in new.read_text("utf-8")
    assert [row["status"] for row in listed(call)] == ["superseded", "accepted"]
    assert call("check").exit_code == 0


def test_line_ends_stay_as_they_are(call: Call) -> None:
    old = write("docs/adr/ADR-001-one.md", OURS.replace("\n", "\r\n"), 1, "One")
    write("docs/adr/ADR-002-two.md", OURS, 2, "Two")
    call("adr", "supersede", "1", "2")

    assert old.read_bytes().count(b"\n") == old.read_bytes().count(b"\r\n")
    assert b"superseded-by: ADR-002\r\n" in old.read_bytes()


def test_superseding_twice_changes_nothing_more(call: Call) -> None:
    old = write("docs/adr/ADR-001-one.md", OURS, 1, "One")
    write("docs/adr/ADR-002-two.md", OURS, 2, "Two")
    call("adr", "supersede", "1", "2")
    once = old.read_bytes()
    result = call("adr", "supersede", "1", "2")

    assert result.stdout == "both records say so already\n"
    assert old.read_bytes() == once


def test_a_half_written_pair_is_completed_by_the_next_call(call: Call) -> None:
    old = write("docs/adr/ADR-001-one.md", OURS, 1, "One")
    write("docs/adr/ADR-002-two.md", OURS, 2, "Two", "accepted\nsupersedes: ADR-001")
    result = call("adr", "supersede", "1", "2")

    assert result.stdout == "changed docs/adr/ADR-001-one.md\n"
    assert "superseded-by: ADR-002" in old.read_text("utf-8")


def test_a_record_without_a_place_for_it_is_refused_and_nothing_is_written(call: Call) -> None:
    Path("docs/adr").mkdir(parents=True)
    Path("docs/adr/0001-x.md").write_text("# X\n\nText.\n", "utf-8")
    new = write("docs/adr/0002-two.md", NYGARD, 2, "Two", "Accepted")
    before = new.read_bytes()
    result = call("adr", "supersede", "1", "2")

    assert result.exit_code == 1
    assert "state a status in it first" in result.stderr
    assert new.read_bytes() == before


def test_a_record_can_not_supersede_itself_or_one_that_is_not_there(call: Call) -> None:
    write("docs/adr/ADR-001-one.md", OURS, 1, "One")

    assert call("adr", "supersede", "1", "ADR-001").exit_code == 1
    assert call("adr", "supersede", "1", "9").exit_code == 2


def test_a_log_that_is_named_by_its_whole_path_gives_the_same_findings(call: Call) -> None:
    record = write("log/docs/adr/0001-one.md", NYGARD, 1, "One", "Superseded by [two](./0009-gone.md)")
    found = []
    for folder in ("log/docs/adr", str(record.parent.resolve())):
        Path("kaizen.toml").write_text(f"decisions = [{json.dumps(folder)}]\n", "utf-8")
        findings = json.loads(call("check", "--format", "json").stdout)["findings"]
        found.append([(finding["rule"], finding["line"]) for finding in findings])

    assert found[0] == [("adr/target-missing", 7)]
    assert found[1] == found[0]
