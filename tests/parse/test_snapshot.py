"""The snapshot's header and each repo's own file."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaizen_site.model.diagnostic import Parsed
from kaizen_site.model.fleet import Repo, Skip, Snapshot
from kaizen_site.model.source import Source
from kaizen_site.parse.snapshot import read_repo, read_snapshot

HEADER = """version: "1"
taken_at: "2026-11-20T06:00:00Z"
host: runner-01
source: https://hub.example.org/repos/
counts:
  repos: 14
  records: 1033
"""


def header(text: str) -> Parsed[Snapshot]:
    return read_snapshot(Source("fleet/snapshot.yml", text.encode()))


def repo(value: object, slug: str = "api") -> Parsed[Repo]:
    text = value if isinstance(value, str) else json.dumps(value, indent=2)
    return read_repo(Source("fleet/repos/api/repo.json", text.encode()), slug)


def said(parsed: Parsed[Snapshot] | Parsed[Repo]) -> list[tuple[str, int, int, str]]:
    rows = []
    for diagnostic in parsed.diagnostics:
        span = parsed.document.locate(diagnostic.where) if parsed.document is not None else None
        line, column = (span.line, span.column) if span is not None else (0, 0)
        rows.append((diagnostic.card.slug, line, column, diagnostic.message))
    return rows


def test_a_header_is_read_whole() -> None:
    assert header(HEADER).value == Snapshot(
        "1",
        "2026-11-20T06:00:00Z",
        "runner-01",
        "https://hub.example.org/repos/",
        (("repos", 14), ("records", 1033)),
    )
    assert header(HEADER).diagnostics == ()


@pytest.mark.parametrize("written", ["2026-11-20T08:00:00+02:00", "2026-11-20 06:00:00Z", "2026-11-20T06:00Z"])
def test_a_time_in_another_zone_or_form_is_the_same_time(written: str) -> None:
    parsed = header(HEADER.replace("2026-11-20T06:00:00Z", written))
    assert parsed.value is not None
    assert parsed.value.taken_at == "2026-11-20T06:00:00Z"


def test_an_unquoted_version_is_taken() -> None:
    assert header(HEADER.replace('"1"', "1")).diagnostics == ()


@pytest.mark.parametrize(
    ("old", "new", "line", "column", "words"),
    [
        ('version: "1"\n', "", 1, 1, "the required key `version` is missing"),
        ('version: "1"', 'version: "2"', 1, 10, '`version` is the text "2"; only "1" is supported'),
        ('taken_at: "2026-11-20T06:00:00Z"\n', "", 1, 1, "the required key `taken_at` is missing"),
        ('"2026-11-20T06:00:00Z"', "yesterday", 2, 11, '`taken_at` is the text "yesterday", which is no time'),
        ('"2026-11-20T06:00:00Z"', "2026-11-20T06:00:00", 2, 11, '`taken_at` is the text "2026-11-20T06:00:00"'),
        ('"2026-11-20T06:00:00Z"', "[1]", 2, 11, "`taken_at` is a list, which is no time with a zone"),
    ],
)
def test_a_wrong_header_is_named_at_its_place(old: str, new: str, line: int, column: int, words: str) -> None:
    ((slug, *place, message),) = said(header(HEADER.replace(old, new)))
    assert (slug, place) == ("fleet/snapshot-invalid", [line, column])
    assert message.startswith(words)


def test_a_header_that_is_no_mapping_or_no_yaml_has_one_finding() -> None:
    assert [row[0] for row in said(header("- a\n"))] == ["fleet/snapshot-invalid"]
    assert [row[0] for row in said(header("a: [\n"))] == ["yaml/syntax"]
    assert [diagnostic.card.slug for diagnostic in header("").diagnostics] == ["text/empty"]


def test_counts_that_are_no_numbers_are_left_out() -> None:
    parsed = header(HEADER.replace("14", "many"))
    assert parsed.value is not None
    assert parsed.value.counts == (("records", 1033),)


FULL = {
    "slug": "api",
    "domain": "storefront",
    "root": "~/src/api",
    "url": "https://git.example.org/api",
    "revision": "0a1b",
    "skipped": None,
    "more": 1,
}


def test_a_repo_is_read_whole() -> None:
    parsed = repo(FULL)
    assert parsed.value == Repo("api", "storefront", "~/src/api", "https://git.example.org/api", "0a1b", None)
    assert parsed.diagnostics == ()


def test_only_the_slug_has_to_be_there() -> None:
    assert repo({"slug": "api"}).value == Repo("api")
    assert repo({"slug": "api"}).diagnostics == ()


def test_a_skip_has_a_reason_and_errors() -> None:
    parsed = repo({"slug": "api", "skipped": {"reason": "schedule_invalid", "errors": ["a", "b"]}})
    assert parsed.value is not None
    assert parsed.value.skipped == Skip("schedule_invalid", ("a", "b"))


@pytest.mark.parametrize(
    ("change", "line", "column", "words"),
    [
        ({"slug": "app"}, 2, 11, 'the file states the slug "app", but its folder is `api`'),
        ({"slug": None}, 2, 11, "the file states no slug, but its folder is `api`"),
        ({"domain": 3}, 3, 13, "`domain` must be a text or null"),
        ({"url": ["x"]}, 5, 10, "`url` must be a text or null"),
        ({"root": "\ud800"}, 1, 1, "`root` must be a text or null"),
        ({"skipped": "yes"}, 7, 14, "`skipped` must be null, or hold a `reason`"),
        ({"skipped": {"errors": []}}, 7, 14, "`skipped` must be null, or hold a `reason`"),
        ({"skipped": {"reason": "x", "errors": [1]}}, 9, 15, "`errors` must be a list of texts"),
    ],
)
def test_a_wrong_field_is_named_at_its_place(change: dict[str, object], line: int, column: int, words: str) -> None:
    parsed = repo(FULL | change)
    ((slug, *place, message),) = said(parsed)
    assert (slug, place) == ("fleet/repo-invalid", [line, column])
    assert message.startswith(words)
    assert parsed.value is not None
    assert parsed.value.slug == "api"


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [('{"slug": "api"', 1, 15), ('{\n  "slug": api\n}', 2, 11), ("[]", 1, 1), ("[" * 100_000, 1, 1)],
)
def test_json_that_can_not_be_read_is_one_finding_with_its_place(text: str, line: int, column: int) -> None:
    parsed = repo(text)
    assert [row[:3] for row in said(parsed)] == [("fleet/repo-invalid", line, column)]
    assert parsed.value is None


def test_a_repo_that_must_be_skipped_but_does_not_say_why_is_skipped() -> None:
    parsed = repo({"slug": "api", "skipped": True})
    assert parsed.value is not None
    assert parsed.value.skipped == Skip("unknown")


@given(st.text(max_size=200))
def test_no_text_raises(text: str) -> None:
    content = text.encode("utf-8", "replace")
    assert read_snapshot(Source("s", content)).path == "s"
    assert read_repo(Source("r", content), "api").path == "r"
