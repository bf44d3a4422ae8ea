"""A snapshot is read as a stream of repos, whatever lies in it."""

from __future__ import annotations

import json
import os
import time
import tracemalloc
from pathlib import Path

import pytest

from kaizen_site.derive.finding import locate_findings
from kaizen_site.model.diagnostic import Finding
from kaizen_site.model.fleet import Skip
from kaizen_site.operations.fleet import RepoReading, read_header, stream_repos

HEADER = 'version: "1"\ntaken_at: "2026-11-20T06:00:00Z"\n'
SCHEDULE = 'version: "1"\ntimezone: Europe/Berlin\nagents:\n  coach:\n    cadence: weekly\n    cron: "0 9 * * 1"\n'
RECORD = '{"timestamp":"2026-11-16T09:20:00Z","agent":"coach","success":true,"execution_time_s":300}\n'
MEMORY = "---\nagent: coach\nproject: api\nlast_updated: 2026-11-16\nsession_count: 1\n---\n\nNotes.\n"
KNOWN = frozenset({"coach", "optimization"})


def make(snapshot: Path, slug: str, files: dict[str, str], **fields: object) -> Path:
    """Add a repo to the snapshot in `snapshot`; its folder."""
    folder = snapshot / "repos" / slug
    for path, text in ({"repo.json": json.dumps({"slug": slug, **fields})} | files).items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, "utf-8")
    (snapshot / "snapshot.yml").write_text(HEADER, "utf-8")
    return folder


def stream(root: Path) -> list[RepoReading]:
    return list(stream_repos(root, "fleet", KNOWN))


def only(root: Path) -> RepoReading:
    (reading,) = stream(root)
    return reading


def findings(reading: RepoReading) -> tuple[Finding, ...]:
    return locate_findings(reading.diagnostics, reading.documents)


def short(reading: RepoReading) -> list[tuple[str, str, str, int]]:
    return [(str(one.severity), one.card.slug, one.path, one.span.line) for one in findings(reading)]


def test_a_repo_is_read_whole(tmp_path: Path) -> None:
    files = {
        "schedule.yml": SCHEDULE,
        "agents/coach/memory.md": MEMORY,
        "metrics/coach/executions.jsonl": RECORD,
        "SCOPE.md": "# Scope\n",
    }
    make(tmp_path, "api", files, domain="storefront", root="~/src/api")
    reading = only(tmp_path)
    assert reading.diagnostics == ()
    state = reading.state
    assert (state.repo.slug, state.repo.domain, state.schedule_text) == ("api", "storefront", SCHEDULE)
    assert state.schedule is not None
    assert state.schedule.path == "fleet/repos/api/schedule.yml"
    coach = state.state("coach")
    assert (coach.memory, coach.memory_updated, len(coach.executions)) == (MEMORY, "2026-11-16", 1)
    assert coach.summary is not None
    assert coach.summary.execution_count == 1
    assert state.pointers == (("scope", "SCOPE.md"),)
    assert reading.files == 4


def test_repos_come_sorted_by_slug(tmp_path: Path) -> None:
    for slug in ("b", "a-b", "a", "c.d", "10"):
        make(tmp_path, slug, {})
    assert [reading.state.repo.slug for reading in stream(tmp_path)] == ["10", "a", "a-b", "b", "c.d"]


def test_nothing_is_read_before_it_is_asked_for(tmp_path: Path) -> None:
    make(tmp_path, "a", {})
    make(tmp_path, "b", {})
    readings = stream_repos(tmp_path, "fleet", KNOWN)
    assert next(readings).state.repo.slug == "a"
    (tmp_path / "repos/b/repo.json").write_text('{"slug":"b","domain":"late"}', "utf-8")
    assert next(readings).state.repo.domain == "late"


def test_memory_does_not_grow_with_the_number_of_repos(tmp_path: Path) -> None:
    for number in range(60):
        make(tmp_path, f"r{number:02}", {"agents/coach/memory.md": MEMORY + "x" * 100_000})
    readings = stream_repos(tmp_path, "fleet", KNOWN)
    for _ in range(5):
        next(readings)
    tracemalloc.start()
    for _ in readings:
        pass
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 2_000_000, "55 memories of 100 kB were held at once"


INVALID = SCHEDULE.replace("coach", "caoch").replace("weekly", "hourly")


def test_an_invalid_schedule_that_the_snapshot_does_not_know_is_an_error(tmp_path: Path) -> None:
    make(tmp_path, "api", {"schedule.yml": INVALID})
    reading = only(tmp_path)
    path = "fleet/repos/api/schedule.yml"
    assert short(reading) == [
        ("error", "schedule/agent-unknown", path, 4),
        ("error", "schedule/cadence-unknown", path, 5),
    ]
    assert reading.state.schedule is None
    assert reading.state.schedule_text == INVALID


def test_an_invalid_schedule_that_the_snapshot_knows_is_a_warning_for_each_of_its_errors(tmp_path: Path) -> None:
    make(tmp_path, "api", {"schedule.yml": INVALID}, skipped={"reason": "schedule_invalid", "errors": ["x", "y"]})
    reading = only(tmp_path)
    path = "fleet/repos/api/schedule.yml"
    assert short(reading) == [("warning", "fleet/schedule-recorded-invalid", path, line) for line in (4, 5)]
    first, second = findings(reading)
    assert "(schedule/agent-unknown, line 4)" in first.message
    assert first.help == "did you mean `coach`?"
    assert "(schedule/cadence-unknown, line 5)" in second.message
    assert reading.state.schedule is None
    assert reading.state.repo.skipped == Skip("schedule_invalid", ("x", "y"))


def test_a_schedule_that_is_no_yaml_is_softened_as_well(tmp_path: Path) -> None:
    make(tmp_path, "api", {"schedule.yml": "agents: ["}, skipped={"reason": "schedule_invalid"})
    assert [row[:2] for row in short(only(tmp_path))] == [("warning", "fleet/schedule-recorded-invalid")]


def test_a_warning_of_a_schedule_stays_what_it_is(tmp_path: Path) -> None:
    make(tmp_path, "api", {"schedule.yml": SCHEDULE.replace('"1"', "1", 1)})
    reading = only(tmp_path)
    assert [row[:2] for row in short(reading)] == [("warning", "schedule/version-not-string")]
    assert reading.state.schedule is not None


def test_another_reason_to_skip_softens_nothing(tmp_path: Path) -> None:
    make(tmp_path, "api", {"schedule.yml": INVALID}, skipped={"reason": "repo_unreachable"})
    assert {row[0] for row in short(only(tmp_path))} == {"error"}


def test_a_missing_or_broken_repo_file_is_an_error_and_the_rest_is_read(tmp_path: Path) -> None:
    (make(tmp_path, "a", {"schedule.yml": SCHEDULE}) / "repo.json").unlink()
    make(tmp_path, "b", {"schedule.yml": SCHEDULE, "repo.json": "{"})
    first, second = stream(tmp_path)
    assert short(first) == [("error", "fleet/repo-invalid", "fleet/repos/a/repo.json", 1)]
    assert short(second) == [("error", "fleet/repo-invalid", "fleet/repos/b/repo.json", 1)]
    assert first.state.schedule is not None
    assert second.state.schedule is not None


def test_two_slugs_that_differ_by_case_are_both_named(tmp_path: Path) -> None:
    make(tmp_path, "Api", {"schedule.yml": SCHEDULE})
    make(tmp_path, "api", {"schedule.yml": SCHEDULE})
    if len(list((tmp_path / "repos").iterdir())) == 1:
        pytest.skip("this file system does not tell capitals from small letters")
    good, bad = stream(tmp_path)
    assert (good.state.repo.slug, good.diagnostics) == ("api", ())
    assert short(bad) == [("error", "fleet/slug-collision", "fleet/repos/Api/repo.json", 1)]
    (finding,) = findings(bad)
    assert "`Api` and `api`" in finding.message
    assert bad.state.schedule is None


def test_two_ways_to_write_an_accent_are_told_apart_in_the_message(tmp_path: Path) -> None:
    make(tmp_path, "caf\u00e9", {})
    make(tmp_path, "cafe\u0301", {})
    readings = stream(tmp_path)
    assert [finding.card.slug for reading in readings for finding in findings(reading)] == ["fleet/slug-collision"] * 2
    assert len({reading.state.repo.slug for reading in readings}) == 2
    assert all("caf\\xe9" in finding.message for reading in readings for finding in findings(reading))


@pytest.mark.parametrize("slug", ["Api", "a b", "x" * 101, "con", "-a", "api\n"])
def test_a_slug_that_can_not_be_a_path_is_left_out_and_shown_as_skipped(tmp_path: Path, slug: str) -> None:
    make(tmp_path, slug, {"schedule.yml": SCHEDULE})
    reading = only(tmp_path)
    assert [row[:2] for row in short(reading)] == [("error", "fleet/slug-invalid")]
    assert reading.state.repo.skipped is not None
    assert reading.state.repo.skipped.reason == "slug_invalid"
    assert reading.state.repo.slug.startswith("invalid-")
    assert reading.state.schedule is None


@pytest.mark.parametrize(
    "path", ["repo.json", "schedule.yml", "agents/coach/memory.md", "metrics/coach/executions.jsonl"]
)
@pytest.mark.parametrize("kind", ["pipe", "device", "link out", "too large"])
def test_what_must_not_be_read_is_one_finding_and_never_a_wait(tmp_path: Path, path: str, kind: str) -> None:
    folder = make(tmp_path / "fleet", "api", {"SCOPE.md": "x"})
    place = folder / path
    place.parent.mkdir(parents=True, exist_ok=True)
    place.unlink(missing_ok=True)
    (tmp_path / "secret").write_text("secret\n", "utf-8")
    if kind == "pipe":
        os.mkfifo(place)
    elif kind == "device":
        place.symlink_to("/dev/zero")
    elif kind == "link out":
        place.symlink_to(tmp_path / "secret")
    else:
        with place.open("wb") as file:
            file.truncate(1 << 34)
    begin = time.monotonic()
    reading = only(tmp_path / "fleet")
    assert time.monotonic() - begin < 1
    assert short(reading) == [("error", "text/not-read", f"fleet/repos/api/{path}", 1)]
    assert reading.state.agents == ()
    assert reading.state.pointers == (("scope", "SCOPE.md"),)


def test_a_repo_that_is_a_link_out_of_the_snapshot_is_not_followed(tmp_path: Path) -> None:
    make(tmp_path / "fleet", "api", {})
    make(tmp_path / "other", "secret", {})
    (tmp_path / "fleet/repos/link").symlink_to(tmp_path / "other/repos/secret")
    assert [reading.state.repo.slug for reading in stream(tmp_path / "fleet")] == ["api"]


def test_damaged_records_are_one_warning_and_the_others_count(tmp_path: Path) -> None:
    make(
        tmp_path, "api", {"metrics/coach/executions.jsonl": RECORD + RECORD[:30] + "\n" + RECORD.replace("16T", "17T")}
    )
    reading = only(tmp_path)
    path = "fleet/repos/api/metrics/coach/executions.jsonl"
    assert short(reading) == [("warning", "fleet/record-invalid", path, 2)]
    summary = reading.state.state("coach").summary
    assert summary is not None
    assert (summary.execution_count, summary.bad_lines) == (2, 1)


def test_a_record_from_after_the_snapshot_is_a_warning(tmp_path: Path) -> None:
    make(tmp_path, "api", {"metrics/coach/executions.jsonl": RECORD + RECORD.replace("2026", "2031")})
    (finding,) = findings(only(tmp_path))
    assert finding.card.slug == "fleet/record-in-future"
    assert finding.message.startswith("1 record is dated after the snapshot was taken, up to 2031-11-16")


def test_a_summary_alone_is_used(tmp_path: Path) -> None:
    make(tmp_path, "api", {"metrics/coach/summary.json": '{"execution_count": 5, "success_rate": 0.8}'})
    summary = only(tmp_path).state.state("coach").summary
    assert summary is not None
    assert (summary.execution_count, summary.success_rate) == (5, 0.8)


def test_records_win_over_a_summary_that_lies(tmp_path: Path) -> None:
    files = {"metrics/coach/summary.json": '{"execution_count": 500}', "metrics/coach/executions.jsonl": RECORD}
    make(tmp_path, "api", files)
    summary = only(tmp_path).state.state("coach").summary
    assert summary is not None
    assert summary.execution_count == 1


def test_the_optimizers_folder_is_no_agent(tmp_path: Path) -> None:
    make(tmp_path, "api", {"metrics/optimizer/analysis.json": "{}", "metrics/coach/executions.jsonl": ""})
    assert only(tmp_path).state.agents == ()


def test_a_folder_that_is_no_agents_is_a_warning(tmp_path: Path) -> None:
    files = {
        "metrics/the coach/executions.jsonl": RECORD,
        "agents/coach/memory.md": MEMORY,
        "agents/Coach/memory.md": MEMORY,
    }
    make(tmp_path, "api", files)
    reading = only(tmp_path)
    assert [row[:3] for row in short(reading)] == [
        ("warning", "fleet/agent-folder-invalid", "fleet/repos/api/agents/Coach"),
        ("warning", "fleet/agent-folder-invalid", "fleet/repos/api/metrics/the coach"),
    ]
    assert [state.agent for state in reading.state.agents] == ["coach"]


def test_more_than_two_hundred_agents_are_cut_and_said(tmp_path: Path) -> None:
    records = {
        f"metrics/a{number:03}/executions.jsonl": RECORD.replace("coach", f"a{number:03}") for number in range(203)
    }
    make(tmp_path, "api", records)
    reading = only(tmp_path)
    assert [row[:2] for row in short(reading)] == [("warning", "fleet/agent-folder-invalid")]
    assert len(reading.state.agents) == 200


def test_a_header_is_read_under_its_prefix(tmp_path: Path) -> None:
    make(tmp_path, "api", {})
    assert read_header(tmp_path, "snap/one").path == "snap/one/snapshot.yml"
    parsed = read_header(tmp_path)
    assert parsed.value is not None
    assert parsed.value.taken_at == "2026-11-20T06:00:00Z"


def test_a_prefix_of_a_dot_shows_bare_paths(tmp_path: Path) -> None:
    make(tmp_path, "api", {"schedule.yml": INVALID})
    (reading,) = stream_repos(tmp_path, ".", KNOWN)
    assert {one.path for one in findings(reading)} == {"repos/api/schedule.yml"}
    assert read_header(tmp_path, ".").path == "snapshot.yml"


def test_a_snapshot_without_a_header_is_an_error_and_its_repos_are_read(tmp_path: Path) -> None:
    make(tmp_path, "api", {})
    (tmp_path / "snapshot.yml").unlink()
    assert [diagnostic.card.slug for diagnostic in read_header(tmp_path).diagnostics] == ["fleet/snapshot-invalid"]
    assert len(stream(tmp_path)) == 1


def test_the_same_snapshot_gives_the_same_readings(tmp_path: Path) -> None:
    make(tmp_path, "api", {"schedule.yml": INVALID, "metrics/coach/executions.jsonl": "x\n"})
    assert [findings(one) for one in stream(tmp_path)] == [findings(one) for one in stream(tmp_path)]
