"""228 real records from 20 repositories, read by eye once: what they say is what is shown."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from kaizen_site.model.catalogue import Decision
from kaizen_site.model.source import Source
from kaizen_site.parse.decision import find_logs, read_decision

CORPUS = Path(__file__).resolve().parents[2] / ".." / "shared" / "corpus" / "adrs"
pytestmark = [
    pytest.mark.corpus,
    pytest.mark.skipif(not CORPUS.is_dir(), reason="the shared corpora do not lie beside the project"),
]

# Everything that is not accepted, by repository and the beginning of the file's name, as a person reads it.
NOT_ACCEPTED = {
    "BrighterCommand__Brighter": {
        "proposed": ["0011", "0022", "0034", "0035", "0036", "0041"],
        "deprecated": ["0020"],
    },
    "HHS__simpler-grants-gov": {"superseded": ["2025-03-24"]},
    "MnemeHQ__mneme": {"superseded": ["ADR-003", "ADR-006", "ADR-007", "ADR-008", "ADR-011"]},
    "Sylius__Sylius": {"rejected": ["2021_07_05"]},
    "adr__madr": {"deferred": ["0003"], "not stated": ["000", "001"]},
    "alphagov__forms": {"superseded": ["ADR002", "ADR003"], "not stated": ["ADR030"]},
    "alphagov__govuk-aws": {"superseded": ["0003", "0004"], "proposed": ["0033"]},
    "cardano-scaling__hydra": {"superseded": ["2022-03-28", "2022-04-13", "2023-09-09"], "proposed": ["2023-08-18"]},
    "cometbft__cometbft": {"rejected": ["adr-100"], "deprecated": ["adr-105"], "proposed": ["adr-023"]},
    "joshrotenberg__adrs": {"proposed": ["0009"]},
    "kumahq__kuma": {"superseded": ["036"]},
    "microsoft__semantic-kernel": {"superseded": ["0006", "0010", "0015"], "proposed": ["0026", "0062"]},
    "mrwilson__adr-viewer": {
        "superseded": ["0003-use"],
        "unknown": ["0001-unknown"],
        "proposed": ["0002-pending", "0004-proposed"],
        "not stated": ["0003-bad"],
    },
    "nats-io__nats-architecture-and-design": {"deprecated": ["ADR-15", "ADR-18", "ADR-52"]},
    "rjmurillo__ai-agents": {
        "superseded": ["ADR-002", "ADR-004", "ADR-005", "ADR-044"],
        "proposed": ["ADR-039", "ADR-069"],
    },
    "ruvnet__ruflo": {"not stated": ["ADR-001"], "proposed": ["ADR-040"]},
    "shopware__shopware": {"not stated": ["20"]},
    "thomvaill__log4brains": {"superseded": ["20200926"]},
}
SUPERSESSIONS = {
    ("2025-03-24-migrate-existing-api-consumers", "2025-05-09-revisiting-soap-proxy"),
    ("ADR-003-site-publishing-guidelines", "ADR-016"),
    ("ADR-006-insights-article-seo-requirements", "ADR-016"),
    ("ADR-007-og-image-generation", "ADR-016"),
    ("ADR-008-persona-buyer-page-content-standards", "ADR-016"),
    ("ADR-011-knowledge-graph-content-architecture", "ADR-016"),
    ("ADR002-use-govuk-notify", "ADR019-use-amazon-ses"),
    ("ADR003-use-govuk-signon", "ADR015-idp-authentication"),
    ("0003-aws-networking-outline", "0033-ip-ranges"),
    ("0004-dns-definitions-for-hosts-and-services", "0015-dns-infrastructure"),
    ("2022-03-28_017-udp-networking", "32"),
    ("2022-04-13_018-single-state", "23"),
    ("2022-04-13_018-single-state", "26"),
    ("2023-09-09_027-network-resilience", "32"),
    ("036-internal-listeners", "077-naming-system-envoy-resources"),
    ("0006-open-api-dynamic-payload-and-namespaces", "0062-open-api-payload"),
    ("0010-dotnet-project-structure", "0042-samples-restructure"),
    ("0015-completion-service-selection", "0038-completion-service-selection"),
    ("0003-use-same-colour-for-all-headers", "0004-distinguish-superseded-records-with-colour"),
    ("ADR-002-agent-model-selection-optimization", "ADR-039"),
    ("ADR-004-pre-commit-hook-architecture", "ADR-086"),
    ("ADR-005-powershell-only-scripting", "ADR-042-python-migration-strategy"),
    ("ADR-044-copilot-cli-frontmatter-compatibility", "ADR-094"),
    ("2020-06-25-implement-architecture-decision-records", "2021-11-05-adjust-adr-approval-rules"),
    ("20200926-use-the-adr-number-as-its-unique-id", "20201016-use-the-adr-slug-as-its-unique-id"),
}


@pytest.fixture(scope="module")
def records() -> dict[str, Decision]:
    paths = [str(path.relative_to(CORPUS)) for path in CORPUS.rglob("*.md")]
    found = {}
    for path, log in find_logs(paths).items():
        parsed = read_decision(Source(path, (CORPUS / path).read_bytes()), log)
        assert parsed.value is not None
        found[path] = parsed.value
    return found


def expected(path: str) -> str:
    folder, name = path.split("/", maxsplit=1)[0], path.rpartition("/")[2]
    wanted = NOT_ACCEPTED.get(folder, {})
    hits = [(len(start), status) for status, starts in wanted.items() for start in starts if name.startswith(start)]
    return max(hits, default=(0, "accepted"))[1]  # of two beginnings that fit, the longer one is meant


def test_every_status_is_as_read_by_eye(records: dict[str, Decision]) -> None:
    wrong = {path: record.status for path, record in records.items() if record.status != expected(path)}
    assert wrong == {}


def test_every_whole_or_partial_supersession_is_found_and_no_other(records: dict[str, Decision]) -> None:
    found = {
        (record.path.rpartition("/")[2].removesuffix(".md"), link.target.rpartition("/")[2].removesuffix(".md"))
        for record in records.values()
        for link in record.links
        if link.kind == "superseded-by"
    }
    assert found == SUPERSESSIONS


def test_dates_come_from_where_each_log_keeps_them(records: dict[str, Decision]) -> None:
    sources: dict[str, Counter[str | None]] = {}
    for path, record in records.items():
        kind = (record.date_source or "none").partition(":")[0]
        sources.setdefault(path.split("/")[0], Counter())[kind] += 1
    assert sources["Sylius__Sylius"] == {"list below the title": 11, "file name": 1}
    assert sources["cardano-scaling__hydra"] == {"file name": 20}
    assert sources["cometbft__cometbft"] == {"changelog": 8, "none": 1}
    assert sources["kumahq__kuma"] == {"none": 9}
    assert sources["nats-io__nats-architecture-and-design"] == {"table": 16}
    assert sources["GSA__notifications-api"] == {"table": 3, "line below the title": 5}
    assert sources["microsoft__semantic-kernel"] == {"front matter": 12}
    dates = {record.id: record.date for path, record in records.items() if path.startswith("GSA")}
    assert dates["ADR-0001"] == "2023-06-01"
    assert dates["ADR-0009"] == "2024-09-05"


def test_foreign_records_cause_little_noise(records: dict[str, Decision]) -> None:
    found: Counter[str] = Counter()
    for path, record in records.items():
        parsed = read_decision(Source(path, (CORPUS / path).read_bytes()), record.log)
        found.update(one.card.slug for one in parsed.diagnostics)
    assert found == {
        "adr/date-invalid": 1,
        "adr/placeholder": 2,
        "adr/status-unknown": 1,
        "adr/title-missing": 2,
        "text/byte-order-mark": 1,
    }
