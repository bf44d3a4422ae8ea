"""A baseline as JSON: one finding a line, sorted, so that two versions of the file can be compared."""

from __future__ import annotations

import json
from collections import Counter

from kaizen_site.model.baseline import Baseline


def render_baseline(baseline: Baseline) -> str:
    """The whole file. `counts` has the findings by rule, for people; only fingerprints are read."""
    counts = Counter(entry.rule for entry in baseline.entries)
    lines = ",\n".join(
        "    " + json.dumps({"path": entry.path, "rule": entry.rule, "fingerprint": entry.fingerprint})
        for entry in baseline.entries
    )
    findings = f"[\n{lines}\n  ]" if lines else "[]"
    shown = json.dumps(dict(sorted(counts.items())))
    return f'{{\n  "version": "1",\n  "counts": {shown},\n  "findings": {findings}\n}}\n'
