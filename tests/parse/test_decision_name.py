from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaizen_site.parse.decision_name import find_logs, is_decision_path
from kaizen_site.rules.record_name import read_name, reference_key

CORPUS = Path(__file__).resolve().parents[2] / ".." / "shared" / "corpus" / "adrs"


@pytest.mark.parametrize(
    ("name", "number", "date"),
    [
        ("ADR-001-x", 1, None),
        ("ADR-1", 1, None),
        ("ADR000-record", 0, None),
        ("0012-use-x", 12, None),
        ("0012a-x", 12, None),
        ("adr-100-data", 100, None),
        ("MADR-077", 77, None),
        ("ADR #0033", 33, None),
        ("#12", 12, None),
        ("ADR-015-v2-unified", 15, None),
        ("backend-adr-0003-x", 3, None),
        ("2021-06-05_001-x", 1, "2021-06-05"),
        ("2020_03_03_api", None, "2020-03-03"),
        ("20200924-use", None, "2020-09-24"),
        ("2023-05-x", None, "2023-05"),
        ("2022 roadmap", None, None),
        ("3d-rendering", None, None),
        ("use-http-2", None, None),
    ],
)
def test_names_hold_numbers_or_dates(name: str, number: int | None, date: str | None) -> None:
    found = read_name(name)
    assert (found.number, found.date) == (number, date)


def test_numbers_of_different_width_are_equal() -> None:
    targets = ("ADR-12", "0012-use-x.md", "./0012-other.md#anchor", "/adr/12", "ADR 0012", "#12", "12")
    assert {reference_key(target) for target in targets} == {"12"}


@pytest.mark.parametrize(
    "path",
    [
        "docs/adr/ADR-001-x.md",
        "docs/adr/without-a-number.md",
        "docs/adr/0007-use-minijinja-for-templates.md",
        "docs/adr/_superseded/2020-01-01-x.md",
        "docs/adr/backend/0001-x.md",
        "ADR/ADR008-x.md",
        "docs/references/architecture/adr-100-x.md",
    ],
)
def test_records_are_found_by_name_or_folder(path: str) -> None:
    assert is_decision_path(path)


@pytest.mark.parametrize(
    "path",
    [
        "docs/adr/README.md",
        "docs/adr/README.de.md",
        "docs/adr/index.md",
        "docs/adr/template.md",
        "docs/adr/0000-adr-template.md",
        "docs/adr/ADR-TEMPLATE.md",
        "docs/adr/NNNN-title.md",
        "docs/adr/templates/0001-x.md",
        "docs/adr/LICENSE.md",
        "docs/adr/0001-x.png",
        "docs/guide/intro.md",
    ],
)
def test_other_files_are_no_records(path: str) -> None:
    assert not is_decision_path(path)


def test_a_folder_that_the_project_names_is_a_log_whatever_it_is_called() -> None:
    assert is_decision_path("docs/choices/use-rust.md", "docs/choices")
    assert not is_decision_path("docs/choices/README.md", "docs/choices")
    assert find_logs(["docs/choices/use-rust.md"], "docs/choices") == {"docs/choices/use-rust.md": "docs/choices"}


def test_categories_belong_to_the_log_above_them_and_packages_have_their_own() -> None:
    logs = find_logs(
        [
            "docs/adr/0001-a.md",
            "docs/adr/backend/0001-b.md",
            "docs/adr/backend/cache/0001-c.md",
            "packages/web/docs/adr/0001-d.md",
            "notes/0001-e.md",
            "notes/old/0002-f.md",
            "docs/adr/README.md",
        ]
    )
    assert logs == {
        "docs/adr/0001-a.md": "docs/adr",
        "docs/adr/backend/0001-b.md": "docs/adr",
        "docs/adr/backend/cache/0001-c.md": "docs/adr",
        "notes/0001-e.md": "notes",
        "notes/old/0002-f.md": "notes",
        "packages/web/docs/adr/0001-d.md": "packages/web/docs/adr",
    }


@given(st.text(max_size=60))
def test_any_name_can_be_read(name: str) -> None:
    read_name(name)
    reference_key(name)
    assert set(find_logs([name])) <= {name}


@pytest.mark.corpus
def test_the_corpus_lists_its_228_records_and_nothing_else() -> None:
    if not CORPUS.is_dir():
        pytest.skip("the shared corpora do not lie beside the project")
    paths = sorted(str(path.relative_to(CORPUS)) for path in CORPUS.rglob("*") if path.is_file())
    records = {
        path
        for path in paths
        if path.endswith(".md") and not (path.count("/") < 2 and ("README" in path or "LICEN" in path.upper()))
    }
    logs = find_logs(paths)
    assert set(logs) == records
    assert len(records) == 228
    assert len(set(logs.values())) == 21
