"""Findings that were there when a project began to check, so that only new ones count."""

from __future__ import annotations

from typing import NamedTuple


class BaselineEntry(NamedTuple):
    """A finding as `derive.fingerprint` knows it again; the rule's slug and the path are for people."""

    fingerprint: str
    rule: str
    path: str


class Baseline(NamedTuple):
    """The entries of one file, sorted by path, rule and fingerprint; `name` is the file's name as it was given."""

    name: str
    entries: tuple[BaselineEntry, ...]
