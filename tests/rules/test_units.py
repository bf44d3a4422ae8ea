"""Columns in an editor's units and back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaizen_site.rules.units import Encoding, from_units, to_units

LINE = "é🚀x"


@pytest.mark.parametrize(("encoding", "offsets"), [("utf-8", [0, 2, 6]), ("utf-16", [0, 1, 3]), ("utf-32", [0, 1, 2])])
def test_a_character_counts_as_its_encoding_has_it(encoding: Encoding, offsets: list[int]) -> None:
    assert [to_units(LINE, column, encoding) for column in (1, 2, 3)] == offsets


def test_half_a_character_is_its_beginning() -> None:
    assert from_units(LINE, 2, "utf-16") == 2


def test_a_place_behind_the_line_is_its_end() -> None:
    assert to_units(LINE, 99, "utf-16") == 4
    assert from_units(LINE, 99, "utf-16") == 4


@given(st.text(), st.sampled_from(["utf-8", "utf-16", "utf-32"]), st.integers(1, 40))
def test_there_and_back_is_the_same_column(line: str, encoding: Encoding, column: int) -> None:
    column = min(column, len(line) + 1)
    assert from_units(line, to_units(line, column, encoding), encoding) == column
