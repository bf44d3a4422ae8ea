"""A baseline is read as it was written, or it is said why not."""

from __future__ import annotations

import json

import pytest

from kaizen_site.errors import Misconfigured
from kaizen_site.model.baseline import Baseline, BaselineEntry
from kaizen_site.model.source import Source
from kaizen_site.parse.baseline import read_baseline
from kaizen_site.render.baseline import render_baseline

ENTRY = {"fingerprint": "0" * 32, "rule": "adr/cycle", "path": "docs/adr/é.md"}


def read(text: str) -> Baseline:
    return read_baseline(Source("b.json", text.encode()), "old/b.json")


@pytest.mark.parametrize("count", [0, 1, 3])
def test_what_is_written_is_read_again(count: int) -> None:
    entries = tuple(BaselineEntry(f"{number:032x}", "adr/cycle", f"docs/{number}\u2028.md") for number in range(count))
    baseline = Baseline("old/b.json", entries)
    text = render_baseline(baseline)

    assert read(text) == baseline
    assert json.loads(text)["counts"] == ({"adr/cycle": count} if count else {})
    assert text.count("\n") == (6 + count if count else 5)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "its JSON can't be read from line 1 on"),
        ('{\n"version": "1"\n"findings": []}', "line 3"),
        ("[]", "one JSON object"),
        ('{"version": "1"}', "a list `findings`"),
        ('{"version": "2", "findings": []}', '`version` must be "1"'),
        (json.dumps({"version": "1", "findings": [ENTRY, {**ENTRY, "fingerprint": "0"}]}), "finding 2"),
        (json.dumps({"version": "1", "findings": [{**ENTRY, "path": None}]}), "finding 1"),
        (json.dumps({"version": "1", "findings": ["x"]}), "finding 1"),
        ("[" * 100_000, "it is no JSON"),
    ],
)
def test_what_is_no_baseline_is_refused_with_the_way_out(text: str, words: str) -> None:
    with pytest.raises(Misconfigured, match=r"old/b\.json is no baseline: ") as caught:
        read(text)

    assert words in str(caught.value)
    assert str(caught.value).endswith("write a new one with --write-baseline old/b.json")


def test_bytes_that_are_no_text_are_refused() -> None:
    with pytest.raises(Misconfigured, match="it is no JSON"):
        read_baseline(Source("b.json", b"\xff\xfe\xff"), "b.json")


def test_a_file_that_was_not_read_is_said() -> None:
    with pytest.raises(Misconfigured, match=r"the baseline b\.json is over the limit"):
        read_baseline(Source("b.json", b"", "is over the limit of 64 MB"), "b.json")
