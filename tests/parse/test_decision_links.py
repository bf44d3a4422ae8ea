"""Relations are found where they are stated, with the place of each reference."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaizen_site.model.source import Source
from kaizen_site.parse.decision import read_decision

Links = list[tuple[str, str]]


def links(text: str, path: str = "docs/adr/0007-x.md") -> Links:
    value = read_decision(Source(path, text.encode()), "docs/adr").value
    assert value is not None
    return [(link.kind, link.target) for link in value.links]


def partial(text: str) -> list[bool]:
    value = read_decision(Source("docs/adr/0007-x.md", text.encode()), "docs/adr").value
    assert value is not None
    return [link.partial for link in value.links]


def status(text: str) -> str:
    return f"# 7. X\n\n## Status\n\n{text}\n\n## Context\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Superseded by [8. Y](0008-y.md)", [("superseded-by", "0008-y.md")]),
        ("Superseded\nby\n[ADR-8](0008-y.md) on 2020-01-01.", [("superseded-by", "0008-y.md")]),
        ("Superseded (as never done) by [ADR 32](/adr/32)", [("superseded-by", "/adr/32")]),
        ("Superseded (by ADR-016)", [("superseded-by", "ADR-016")]),
        ("Superseded: see [ADR-9](0009-z.md)", [("superseded-by", "0009-z.md")]),
        ("Superseded by [A](/adr/23) and [B](/adr/26)", [("superseded-by", "/adr/23"), ("superseded-by", "/adr/26")]),
        (
            "Superseded by ADRs 3, 4 and 5",
            [("superseded-by", "ADRs 3"), ("superseded-by", "4"), ("superseded-by", "5")],
        ),
        ("Superseded by #12", [("superseded-by", "#12")]),
        ("Superseded by [[0012-new]]", [("superseded-by", "0012-new")]),
        ("Superseded by [ADR 9][nine]\n\n[nine]: ./0009-z.md", [("superseded-by", "./0009-z.md")]),
        ("Supercedes [3. Z](0003-z.md)", [("supersedes", "0003-z.md")]),
        ("Replaced by 0012", [("superseded-by", "0012")]),
        ("Deprecated in favour of ADR-9", [("superseded-by", "ADR-9")]),
        ("Accepted (supersedes ADR-024, ADR-025)", [("supersedes", "ADR-024"), ("supersedes", "ADR-025")]),
        ("Accepted\n\nAmended by [17. T](0017-t.md)", [("amended-by", "0017-t.md")]),
        ("Accepted\n\nAmends [10. T](0010-t.md)", [("amends", "0010-t.md")]),
        ("Accepted. ADR-007 supersedes ADR-004.", [("supersedes", "ADR-004")]),
        ("Accepted. Extends ADR-068 (x). Related: ADR-071", [("extends", "ADR-068"), ("relates-to", "ADR-071")]),
        ("Accepted. Does not supersede ADR-004.", []),
        ("Accepted. ADR-039 supersedes ADR-002.", []),
        ("Accepted. Supersedes the old way of working.", []),
    ],
)
def test_the_status_section_states_relations(text: str, expected: Links) -> None:
    assert links(status(text)) == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("**Supersedes:** ADR-3: Old things, ADR-4: Other things", [("supersedes", "ADR-3"), ("supersedes", "ADR-4")]),
        ("**Supersedes**: None (new decision)", []),
        ("- Superseded by: N/A", []),
        (
            "- Superseded by:\n  - [A](0008-a.md)\n  - ADR-9",
            [("superseded-by", "0008-a.md"), ("superseded-by", "ADR-9")],
        ),
        ("Supersedes: https://github.com/o/r/blob/main/docs/adr/036-x.md", [("supersedes", "036-x.md")]),
        ("- Extends: [serverless](2021-03-serverless.md)", [("extends", "2021-03-serverless.md")]),
        ("- Related Issue: [#34](https://github.com/o/r/issues/34)", []),
        ("**Related**: Issue #197", []),
        ("**Amended by**:\n- 2026-01-04: an exception (PR #760)", []),
        ("| Supersedes | ADR-3 |\n|---|---|\n| Date | 2020-01-01 |", [("supersedes", "ADR-3")]),
    ],
)
def test_labelled_values_state_relations(line: str, expected: Links) -> None:
    found = [(kind, target.rpartition("/")[2]) for kind, target in links(f"# X\n\n{line}\n\n## Context\n")]
    assert found == expected


def test_front_matter_states_relations_with_places() -> None:
    text = (
        "---\nid: ADR-7\nsupersedes:\n  - ADR-3\n  - 0004-x.md\nsuperseded-by: null\nreplaces: 5, 6\n"
        "links:\n  - target: 2\n    kind: amends\ndepends_on: []\nparent: Decisions\nextends: use-rust\n---\n# X\n"
    )
    parsed = read_decision(Source("docs/adr/0007-x.md", text.encode()), "docs/adr")
    assert parsed.value is not None
    assert parsed.document is not None
    rows = []
    for link in parsed.value.links:
        span = parsed.document.locate(link.where)
        rows.append((link.kind, link.target, link.line, span.line, span.column))
    assert rows == [
        ("supersedes", "ADR-3", 4, 4, 5),
        ("supersedes", "0004-x.md", 5, 5, 5),
        ("supersedes", "5", 7, 7, 11),
        ("supersedes", "6", 7, 7, 14),
        ("amends", "2", 9, 9, 13),
        ("extends", "use-rust", 13, 13, 10),
    ]


def test_a_place_is_that_of_the_reference_itself() -> None:
    text = status("Accepted\n\nSuperseded by\n> [8. Y](0008-y.md)")
    parsed = read_decision(Source("docs/adr/0007-x.md", text.encode()), "docs/adr")
    assert parsed.value is not None
    assert parsed.document is not None
    assert tuple(parsed.document.locate(parsed.value.links[0].where)) == (8, 3, 8, 20)


def test_sections_of_links_state_relations() -> None:
    text = (
        "# X\n\n## Links\n\n- Supersedes [A](20200926-a.md)\n- Refined by [B](20200927-b.md)\n- <https://x.y/z>\n"
        "- [Guide](https://x.y/0001-z)\n\n## Related ADRs\n\n- **ADR-001**: One\n- [Two](./ADR-002-two.md) - why\n"
        "- Issue #12\n- see src/a.py\n\n## Supersedes\n\n- ADR-9\n"
    )
    assert links(text) == [
        ("supersedes", "20200926-a.md"),
        ("extended-by", "20200927-b.md"),
        ("relates-to", "ADR-001"),
        ("relates-to", "./ADR-002-two.md"),
        ("supersedes", "ADR-9"),
    ]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("This ADR in part supersedes [0003](0003-x.md).", [("supersedes", "0003-x.md")]),
        (
            "We supersede [ADR 17](/adr/17) and [ADR 27](/adr/27) with this.",
            [("supersedes", "/adr/17"), ("supersedes", "/adr/27")],
        ),
        ("These ranges have been superseded by [ADR #0033](0033-y.md).", [("superseded-by", "0033-y.md")]),
        ("1. **Supersedes ADR-005** for new development", [("supersedes", "ADR-005")]),
        ("It does not supersede ADR-001.", []),
        ("Tools that replace ADR-001 style notes exist.", []),
        ("The cache replaces [the old](../guide/cache.md) one.", []),
        ("ADR-5 was superseded by ADR-6 years ago.", []),
        ("```\nstatus: superseded by ADR-3\n```", []),
        ("<!-- Superseded by [ADR-3](0003-x.md) -->", []),
    ],
)
def test_prose_counts_only_when_it_is_plainly_about_this_record(sentence: str, expected: Links) -> None:
    assert links(f"# X\n\n## Context\n\n{sentence}\n") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Accepted, superseded in part by ADR-5", [True]),
        ("Accepted\n\nPartially superseded by [5. x](0005-x.md)", [True]),
        ('Accepted\n\nSupersedes the "option 3" portion of [ADR 16](0016-x.md)', [True]),
        ("Accepted\n\nSupersedes: ADR-0022 — **serving mode only**", [True]),
        ("Accepted\n\nWill be superseded by ADR-9", [True]),
        ("Superseded by ADR-9, kept for reference only", [False]),
        ("Superseded by ADR-9", [False]),
    ],
)
def test_a_part_is_marked(text: str, expected: list[bool]) -> None:
    assert partial(status(text)) == expected


def test_a_link_is_listed_once_and_the_exact_relation_wins() -> None:
    text = (
        "---\nsupersedes: ADR-3\n---\n# X\n\n## Status\n\nAccepted. Supersedes [ADR-3](0003-z.md).\n\n"
        "## Related\n\n- [ADR-3](0003-z.md)\n"
    )
    assert links(text) == [("supersedes", "ADR-3")]


@given(st.text(alphabet="supersedbyADR-0123 []().,\n#*:", max_size=120))
def test_every_link_points_into_the_text(text: str) -> None:
    source = status(text)
    parsed = read_decision(Source("docs/adr/0007-x.md", source.encode()), "docs/adr")
    assert parsed.value is not None
    assert parsed.document is not None
    lines = source.split("\n")
    for link in parsed.value.links:
        span = parsed.document.locate(link.where)
        assert span.line == link.line
        assert 1 <= span.column <= len(lines[span.line - 1])
