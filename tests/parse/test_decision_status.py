from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaizen_site.parse.decision_status import read_status
from kaizen_site.parse.decision_words import STATUS_WORDS


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Accepted", "accepted"),
        ("accepted.", "accepted"),
        ("**Implemented** | 2026-01-12", "accepted"),
        ("Accepted — 2026-05-01 · Updated — 2026-05-03", "accepted"),
        ("✅ IMPLEMENTED", "accepted"),
        (":white_check_mark: Accepted", "accepted"),
        ("[Accepted]", "accepted"),
        ("{ accepted }", "accepted"),
        ("`accepted`", "accepted"),
        ("<span style='color:green'>Accepted</span>", "accepted"),
        ("~~proposed~~ accepted", "accepted"),
        ("Proposed → Accepted", "accepted"),
        ("2023-01-01: Accepted", "accepted"),
        ("Partially Implemented", "accepted"),
        ("This decision has been accepted", "accepted"),
        ("Approved by the board on 4/28/22", "accepted"),
        ("Akzeptiert", "accepted"),
        ("Work in progress", "draft"),
        ("WIP", "draft"),
        ("Pending", "proposed"),
        ("in-review", "proposed"),
        ("RFC", "proposed"),
        ("**PROVISIONAL** (2026-01-03)", "proposed"),
        ("Won't do", "rejected"),
        ("Rejected in favour of ADR-101", "rejected"),
        ("on hold", "deferred"),
        ("Reverted", "deprecated"),
        ("⚠️ Deprecated", "deprecated"),
        ("Obsolete", "deprecated"),
        ("Superceded by 5", "superseded"),
        ("superseded by [ADR-0062](0062-open-api-payload.md)", "superseded"),
        ("Superseded\nby [ADR-086](x.md) on 2026-07-20.", "superseded"),
        ("Provisionally Superseded by ADR-039 (2026-01-03)", "superseded"),
        ("obsoleted by ADR-4", "superseded"),
        ("Partly superseded", "superseded"),
        ("Deprecated and replaced by ADR-4", "superseded"),
    ],
)
def test_the_first_clause_is_the_status(text: str, status: str) -> None:
    assert read_status(text).status == status


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Accepted. Superseded by ADR-5", "superseded"),
        ("Accepted\n\nSuperseded by [5. x](0005-x.md)", "superseded"),
        ("Accepted<br>Superseded by [x](y.md)", "superseded"),
        ("Accepted (now deprecated)", "deprecated"),
        ("Accepted, but later rejected", "rejected"),
        ("Accepted; withdrawn 2023-01-01", "rejected"),
        ("was accepted, now deprecated", "deprecated"),
        ("~~Accepted~~ Deprecated", "deprecated"),
        ("no longer accepted", "deprecated"),
        ("not accepted", "rejected"),
        ("Not yet accepted", "proposed"),
        ("To be accepted", "proposed"),
        ("Accepted pending review", "proposed"),
        ("Accepted (pending final sign-off)", "proposed"),
        ("Accepted in principle", "proposed"),
        ("Tentatively accepted", "proposed"),
        ("Draft - to be accepted", "draft"),
        ("Proposed, accepted", "proposed"),
        ("Accepted?", "unknown"),
        ("Almost accepted", "unknown"),
        ("never accepted", "unknown"),
        ("unaccepted", "unknown"),
        ("Not implemented", "unknown"),
        ("acepted", "unknown"),
        ("A bloogy woogy woo.", "unknown"),
    ],
)
def test_what_is_not_accepted_is_never_shown_as_accepted(text: str, status: str) -> None:
    assert read_status(text).status == status


@pytest.mark.parametrize(
    "text",
    [
        "Accepted, superseded in part by ADR-5",
        "Accepted (partially superseded by ADR-5)",
        "Accepted, to be superseded by ADR-9",
        "Accepted (supersedes ADR-024, ADR-025)",
        "**Accepted** - Supersedes ADR-015",
        "Accepted (deprecates ADR-3)",
        "Accepted, replaced ADR-3",
        "Accepted. Rejected options are listed below",
        "Accepted. ADR-3 is superseded by this.",
        "Accepted pending implementation",
    ],
)
def test_a_later_clause_about_something_else_leaves_the_status(text: str) -> None:
    assert read_status(text).status == "accepted"


@pytest.mark.parametrize(
    "text",
    [
        "[proposed | rejected | accepted | deprecated | … | superseded by [ADR-0005](0005-example.md)]",
        "{proposed | rejected | accepted}",
        "> Accepted or Rejected",
        "accepted|rejected",
        "Proposed, Accepted, Rejected, Deprecated, Superseded",
        "What is the status, such as proposed, accepted, rejected, deprecated, superseded, etc.?",
        "STATUS",
        "<status>",
        "{status}",
    ],
)
def test_a_template_left_in_place_is_a_placeholder(text: str) -> None:
    reading = read_status(text)
    assert (reading.status, reading.placeholder) == ("not stated", True)


@pytest.mark.parametrize("text", ["", "—", "TBD", "N/A", "none", "…"])
def test_nothing_is_not_stated_and_no_placeholder(text: str) -> None:
    reading = read_status(text)
    assert (reading.status, reading.placeholder) == ("not stated", False)


@pytest.mark.parametrize(
    ("items", "status"),
    [
        (["2020-01-01: Proposed", "2020-02-01: Accepted"], "accepted"),
        (["2020-02-01 Accepted", "2020-01-01 Proposed"], "accepted"),
        (["2021-01-01 accepted by A", "2022-01-01 superseded by [ADR-5](x.md)"], "superseded"),
        (["Proposed", "Accepted"], "accepted"),
        (["Proposed", "Accepted", "Rejected", "Deprecated"], "not stated"),
        (["[ ] Proposed", "[x] Accepted", "[ ] Deprecated"], "accepted"),
        (["[ ] Proposed", "[ ] Accepted"], "not stated"),
        (["Accepted", "Supersedes [x](y.md)"], "accepted"),
        (["Accepted", "Superseded by [x](y.md)"], "superseded"),
    ],
)
def test_a_list_of_states_is_a_history_or_a_choice(items: list[str], status: str) -> None:
    assert read_status("\n".join(items), items).status == status


def test_a_history_on_one_line_ends_with_the_latest_date() -> None:
    assert read_status("Proposed (2020-01-01), Accepted (2020-02-01)").status == "accepted"
    assert read_status("Accepted (2020-01-01), Deprecated (2022-02-01)").status == "deprecated"


def test_every_word_of_the_vocabulary_means_its_status() -> None:
    wrong = {
        word: read_status(word).status for word, status in STATUS_WORDS.items() if read_status(word).status != status
    }
    assert wrong == {}


@given(st.text(max_size=200))
def test_any_text_has_a_status_and_only_a_known_word_is_accepted(text: str) -> None:
    reading = read_status(text)
    assert reading.status != "accepted" or STATUS_WORDS.get(reading.word) == "accepted"
