"""Three hundred agent files that people really wrote: each is listed, and the malformed ones say so."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from kaizen_site.check.agent import check_agents
from kaizen_site.derive.slug import assign_slugs
from kaizen_site.model.catalogue import Agent
from kaizen_site.model.diagnostic import Parsed, Severity
from kaizen_site.model.source import Source
from kaizen_site.parse.agent import is_agent_path, read_agent
from tests.parse.test_agent_recovery import apply

pytestmark = pytest.mark.corpus


@pytest.fixture(scope="module")
def corpus(shared: Path) -> Path:
    folder = shared / "corpus" / "agents"
    if not folder.is_dir():
        pytest.skip("the corpus of agents does not lie beside the project")
    return folder


@pytest.fixture(scope="module")
def rows(corpus: Path) -> list[dict[str, str]]:
    with (corpus / "MANIFEST.tsv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


@pytest.fixture(scope="module")
def parsed(corpus: Path, rows: list[dict[str, str]]) -> dict[str, Parsed[Agent]]:
    return {row["path"]: read_agent(Source(row["path"], (corpus / row["path"]).read_bytes()), "claude") for row in rows}


def test_every_agent_file_and_no_other_is_taken_for_one(corpus: Path, rows: list[dict[str, str]]) -> None:
    found = {path.relative_to(corpus).as_posix() for path in corpus.rglob("*.md")}
    assert {path for path in found if is_agent_path(path, "claude")} == {row["path"] for row in rows}


def test_every_file_is_listed_with_its_name(rows: list[dict[str, str]], parsed: dict[str, Parsed[Agent]]) -> None:
    assert len(rows) == 301
    for row in rows:
        agent = parsed[row["path"]].value
        assert agent is not None, row["path"]
        assert agent.name == row["name"] or not row["name"], row["path"]


def test_the_malformed_ones_are_marked_and_only_they(
    rows: list[dict[str, str]], parsed: dict[str, Parsed[Agent]]
) -> None:
    malformed = {path for path, one in parsed.items() if one.value is not None and one.value.malformed}
    assert malformed == {row["path"] for row in rows if row["front_matter"] != "ok"}
    assert len(malformed) == 54


def test_a_malformed_file_has_one_error_and_its_fields(parsed: dict[str, Parsed[Agent]]) -> None:
    for path, one in parsed.items():
        if one.value is None or not one.value.malformed:
            continue
        assert len([found for found in one.diagnostics if found.weight is Severity.ERROR]) == 1, path
        assert one.value.name, path
        assert len(one.value.description) > 20, path


def test_every_yaml_error_points_at_its_line_and_its_fix_mends_the_file(
    corpus: Path, rows: list[dict[str, str]], parsed: dict[str, Parsed[Agent]]
) -> None:
    for row in rows:
        if row["front_matter"] != "yaml-error":
            continue
        one = parsed[row["path"]]
        assert one.value is not None
        assert one.document is not None
        (found,) = one.diagnostics
        # An alias is noticed at the line end behind it; the finding stands at the `*`.
        assert one.document.locate(found.where).line == int(row["file_line"]), row["path"]
        assert found.fix is not None, row["path"]
        assert found.fix.safe
        text = apply((corpus / row["path"]).read_bytes().decode(), found.fix)
        again = read_agent(Source(row["path"], text.encode()), "claude")
        assert again.diagnostics == (), row["path"]
        assert again.value is not None
        assert (again.value.name, again.value.description) == (one.value.name, one.value.description)
        assert again.value.prompt == one.value.prompt


def test_names_become_paths_of_their_own(parsed: dict[str, Parsed[Agent]]) -> None:
    pairs = [(one.value.name, path) for path, one in parsed.items() if one.value is not None]
    slugs = assign_slugs(pairs)
    assert len({slug.casefold() for slug in slugs}) == len(slugs)


def test_the_checks_find_what_the_manifest_flags(rows: list[dict[str, str]], parsed: dict[str, Parsed[Agent]]) -> None:
    agents = [one.value for one in parsed.values() if one.value is not None]
    found = [(one.card.slug, one.path) for one in check_agents(agents)]
    for slug, flag in (
        ("agent/description-too-long", "description>1024"),
        ("agent/literal-backslash-n", "description-literal-backslash-n"),
    ):
        flagged = {row["path"] for row in rows if flag in row["flags"].split(",") and row["front_matter"] == "ok"}
        assert {path for rule, path in found if rule == slug} == flagged
