"""A baseline file becomes a `Baseline`, or a sentence says why it can't be used: a wrong one must not hide findings."""

from __future__ import annotations

import json
import re
from typing import Any

from kaizen_site.errors import Misconfigured
from kaizen_site.model.baseline import Baseline, BaselineEntry
from kaizen_site.model.source import Source

_FINGERPRINT = re.compile(r"[0-9a-f]{32}\Z")


def read_baseline(source: Source, name: str) -> Baseline:
    """The baseline of a file that was given as `name`; raises Misconfigured."""
    if source.refusal is not None:
        raise Misconfigured(f"the baseline {name} {source.refusal}")
    try:
        content = json.loads(source.content)
    except json.JSONDecodeError as error:
        raise _refuse(name, f"its JSON can't be read from line {error.lineno} on") from None
    except (UnicodeDecodeError, ValueError, RecursionError):
        raise _refuse(name, "it is no JSON") from None
    if not isinstance(content, dict) or not isinstance(content.get("findings"), list):
        raise _refuse(name, "it must hold one JSON object with a list `findings`")
    if content.get("version") != "1":
        raise _refuse(name, 'its `version` must be "1"')
    return Baseline(
        name, tuple(_read_entry(entry, number, name) for number, entry in enumerate(content["findings"], 1))
    )


def _read_entry(entry: Any, number: int, name: str) -> BaselineEntry:
    values = [entry.get(key) for key in BaselineEntry._fields] if isinstance(entry, dict) else []
    texts = [value for value in values if isinstance(value, str)]
    if len(texts) != len(BaselineEntry._fields) or not _FINGERPRINT.match(texts[0]):
        raise _refuse(name, f"finding {number} must have a `fingerprint` of 32 digits, a `rule` and a `path`")
    return BaselineEntry(*texts)


def _refuse(name: str, why: str) -> Misconfigured:
    return Misconfigured(f"{name} is no baseline: {why}; write a new one with --write-baseline {name}")
