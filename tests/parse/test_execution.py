"""What counts as a record, and what is said about the lines that are none."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaizen_site.model.metrics import Executions
from kaizen_site.model.source import Source, Span
from kaizen_site.parse.execution import read_executions

GOOD = '{"timestamp":"2026-11-01T08:00:00Z","agent":"coach","success":true}'


def read(content: bytes | str) -> Executions:
    return read_executions(Source("e.jsonl", content.encode() if isinstance(content, str) else content))


def reason(line: str) -> str:
    (bad,) = read(line).bad_lines
    return bad.reason


@pytest.mark.corpus
@pytest.mark.parametrize(
    ("name", "good", "bad_lines"),
    [
        ("torn_tail", 3, [4]),
        ("torn_then_glued", 3, [3]),
        ("nul_tail", 2, [3]),
        ("nul_middle", 2, []),
        ("no_final_newline", 2, []),
        ("crlf_bom", 2, []),
        ("bad_values", 3, [2, 3, 4, 5, 7, 8, 9]),
        ("duplicates", 2, []),
        ("clock_skew", 6, []),
        ("merge_conflict", 3, [2, 4, 6]),
        ("empty", 0, []),
    ],
)
def test_a_damaged_file_gives_its_good_records(shared: Path, name: str, good: int, bad_lines: list[int]) -> None:
    found = read((shared / f"fixtures/metrics/damaged/{name}.jsonl").read_bytes())
    assert len(found.records) == good
    assert [bad.line for bad in found.bad_lines] == bad_lines
    assert len(found.diagnostics) == bool(bad_lines)


def test_all_fields_of_a_record_are_kept() -> None:
    (record,) = read(
        '{"timestamp":"2026-11-01T08:00:00Z","agent":"coach","success":false,"execution_time_s":12,"quality_score":0.5,'
        '"idempotency_key":"k","tokens":7,"new":{"a":[1]}}'
    ).records
    assert record.timestamp == datetime(2026, 11, 1, 8, tzinfo=UTC)
    assert (record.agent, record.success) == ("coach", False)
    assert (record.execution_time_s, record.quality_score, record.idempotency_key) == (12.0, 0.5, "k")
    assert record.extra == {"tokens": 7, "new": {"a": [1]}}


def test_null_is_not_given_and_never_zero() -> None:
    (record,) = read(GOOD[:-1] + ',"execution_time_s":null,"quality_score":null}').records
    assert record.execution_time_s is None
    assert record.quality_score is None


@pytest.mark.parametrize(
    ("written", "hour"),
    [
        ("2026-11-03T10:00:00+02:00", 8),
        ("2026-11-03T08:00:00", 8),
        ("2026-11-03T08:00:00.25Z", 8),
        ("2026-11-03 08:00:00Z", 8),
        ("2026-11-02T23:30:00-08:30", 8),
    ],
)
def test_a_time_is_read_in_utc(written: str, hour: int) -> None:
    (record,) = read(GOOD.replace("2026-11-01T08:00:00Z", written)).records
    assert record.timestamp.tzinfo is UTC
    assert (record.timestamp.day, record.timestamp.hour) == (3, hour)


def test_records_are_sorted_by_time() -> None:
    lines = [GOOD.replace("11-01", day) for day in ("11-05", "11-02", "11-09")]
    assert [record.timestamp.day for record in read("\n".join(lines)).records] == [2, 5, 9]


def test_the_same_key_counts_once_even_with_other_figures() -> None:
    first = GOOD[:-1] + ',"idempotency_key":"k","execution_time_s":1}'
    second = GOOD[:-1] + ',"idempotency_key":"k","execution_time_s":2}'
    found = read(f"{first}\n{second}\n")
    assert [record.execution_time_s for record in found.records] == [1.0]
    assert found.duplicates == 1
    assert found.diagnostics == ()


def test_a_key_that_is_no_text_still_counts_once() -> None:
    line = GOOD[:-1] + ',"idempotency_key":7,"n":%d}'
    assert len(read(f"{line % 1}\n{line % 2}\n").records) == 1


def test_two_keys_are_two_records() -> None:
    lines = [GOOD[:-1] + f',"idempotency_key":"{key}"}}' for key in "ab"]
    assert len(read("\n".join(lines)).records) == 2


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('{"timestamp":"2026-11-01T08:00:00Z","agent":"coa', "breaks off in the middle"),
        ('{"timestamp":"2026-11-01T08:00:00Z","ag' + GOOD, "is a torn record with another one glued on"),
        ("{'a': 1}", "is not valid JSON"),
        ("=======", "is a marker of a merge conflict"),
        ("null", "is not a JSON object"),
        ("[1,2]", "is not a JSON object"),
        ("\0\0\0", "holds only NUL bytes, as a crash leaves them"),
        ("{}", "has no `timestamp`"),
        (
            GOOD.replace("2026-11-01T08:00:00Z", "soon"),
            "has a `timestamp` that is no time such as 2026-11-20T06:00:00Z",
        ),
        (GOOD.replace('"2026-11-01T08:00:00Z"', "1762000000"), "has a `timestamp` that is no time"),
        (GOOD.replace("2026-11-01T08:00:00Z", "9999-12-31T23:59:59-12:00"), "has a `timestamp` that is no time"),
        (GOOD.replace('"coach"', '""'), "has no `agent`"),
        (GOOD.replace('"coach"', "3"), "has no `agent`"),
        (GOOD.replace("true", '"yes"'), "has no `success` that is true or false"),
        (GOOD.replace("true", "1"), "has no `success` that is true or false"),
        (
            GOOD[:-1] + ',"execution_time_s":-1}',
            "has no usable `execution_time_s`: it must be a number that is not neg",
        ),
        (GOOD[:-1] + ',"execution_time_s":"12"}', "has no usable `execution_time_s`"),
        (GOOD[:-1] + ',"execution_time_s":true}', "has no usable `execution_time_s`"),
        (GOOD[:-1] + ',"execution_time_s":NaN}', "has no usable `execution_time_s`"),
        (GOOD[:-1] + ',"execution_time_s":Infinity}', "has no usable `execution_time_s`"),
        (GOOD[:-1] + f',"execution_time_s":1{"0" * 400}}}', "has no usable `execution_time_s`"),
        (GOOD[:-1] + ',"quality_score":1.01}', "has no usable `quality_score`: it must be a number from 0 to 1"),
        (GOOD[:-1] + f',"n":{"9" * 5000}}}', "is not valid JSON"),
        ('{"a":' + "[" * 30_000 + "]" * 30_000 + "}", "is not valid JSON"),
        ('{"a":"' + "x" * 70_000 + '"}', "is longer than 64 kB"),
    ],
)
def test_a_line_that_is_no_record_says_why(line: str, said: str) -> None:
    assert reason(line).startswith(said)


def test_a_line_that_is_not_utf_8_is_bad_and_the_others_are_read() -> None:
    found = read(GOOD.encode() + b'\n{"agent":"\xff"}\n' + GOOD.replace("11-01", "11-02").encode())
    assert [bad.reason for bad in found.bad_lines] == ["is not UTF-8"]
    assert len(found.records) == 2


def test_letters_beyond_ascii_are_kept() -> None:
    (record,) = read(GOOD[:-1] + ',"metadata":{"ort":"Köln"}}').records
    assert record.extra == {"metadata": {"ort": "Köln"}}


def test_one_warning_a_file_names_the_first_bad_line_and_how_many() -> None:
    found = read(f"{GOOD}\nx\n{GOOD.replace('11-01', '11-02')}\ny\n")
    (diagnostic,) = found.diagnostics
    assert diagnostic.card.slug == "fleet/record-invalid"
    assert diagnostic.message == "2 lines are no records (of 4); the first is line 2, which is not a JSON object"
    assert diagnostic.where == Span(2, 1, 2, 2)


def test_blank_lines_are_nothing() -> None:
    found = read(f"\n{GOOD}\n\n \r\n")
    assert (len(found.records), found.bad_lines) == (1, ())


def test_a_file_that_was_not_read_is_a_finding() -> None:
    found = read_executions(Source("e.jsonl", b"", "is not a regular file"))
    assert [diagnostic.card.slug for diagnostic in found.diagnostics] == ["text/not-read"]
    assert found.records == ()


@given(st.binary(max_size=400))
def test_no_bytes_raise(content: bytes) -> None:
    found = read(content)
    assert len(found.bad_lines) + len(found.records) + found.duplicates <= content.count(b"\n") + 1


@given(st.lists(st.sampled_from([GOOD, GOOD.replace("11-01", "11-02"), GOOD[:30], "\0\0", "x"]), max_size=12))
def test_every_line_is_a_record_a_repetition_or_bad(lines: list[str]) -> None:
    found = read("\n".join(lines))
    assert len(found.records) == len({line for line in lines if line.endswith("}")})
    assert len(found.bad_lines) == sum(not line.endswith("}") for line in lines)
    assert len(found.records) + found.duplicates + len(found.bad_lines) == len(lines)


def test_a_record_of_another_agent_is_told_with_its_line_and_counted_all_the_same() -> None:
    other = GOOD.replace("coach", "optimization")
    text = "\n".join([GOOD, other, other.replace("08:00", "09:00")]) + "\n"
    executions = read_executions(Source(".kaizen/metrics/coach/executions.jsonl", text.encode()))
    (one,) = executions.diagnostics
    assert (one.card.slug, one.where) == ("fleet/record-agent-mismatch", Span(2, 1, 2, 2))
    assert one.message == (
        "2 records in the folder of `coach` are those of other agents; the first, on line 2, is one of `optimization`"
    )
    assert len(executions.records) == 3
    single = read_executions(Source("x/metrics/coach/executions.jsonl", other.encode()))
    assert [fault.message for fault in single.diagnostics] == [
        "the record on line 1 is one of `optimization`, and it lies in the folder of `coach`"
    ]


def test_a_file_outside_a_metrics_folder_belongs_to_nobody() -> None:
    assert read(GOOD.replace("coach", "anybody")).diagnostics == ()
