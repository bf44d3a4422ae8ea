"""The published contracts as JSON Schema (2020-12), and their loader."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def load_schema(name: str) -> dict[str, Any]:
    """The schema of one name, such as "configuration"; reads the package's own file."""
    text = (files(__name__) / f"{name}.schema.json").read_text("utf-8")
    schema: dict[str, Any] = json.loads(text)
    return schema


def schema_names() -> tuple[str, ...]:
    """The names of all published schemas, sorted."""
    suffix = ".schema.json"
    return tuple(
        sorted(entry.name[: -len(suffix)] for entry in files(__name__).iterdir() if entry.name.endswith(suffix))
    )
