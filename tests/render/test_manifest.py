"""A manifest tells a runner where a bundle is and what it must hash to."""

from __future__ import annotations

import json

from kaizen_site.model.site import BundleFiles, Published
from kaizen_site.render.manifest import render_manifest

FILES = {
    "coach": BundleFiles(
        "coach",
        Published("v1/repos/x/coach.json", "a" * 64, 10),
        Published("v1/repos/x/coach.md", "b" * 64, 9),
        "c" * 64,
    )
}


def test_urls_are_absolute_where_the_site_has_an_address() -> None:
    manifest = json.loads(render_manifest("x", "2026-11-20T06:00:00Z", FILES, "https://k.example/"))
    assert manifest["generated_at"] == "2026-11-20T06:00:00Z"
    assert manifest["agents"]["coach"] == {
        "json": {"sha256": "a" * 64, "size": 10, "url": "https://k.example/v1/repos/x/coach.json"},
        "md": {"sha256": "b" * 64, "size": 9, "url": "https://k.example/v1/repos/x/coach.md"},
        "prompt_sha256": "c" * 64,
        "yanked": None,
    }


def test_urls_are_relative_to_the_manifest_without_an_address() -> None:
    assert json.loads(render_manifest("x", None, FILES, None))["agents"]["coach"]["md"]["url"] == "coach.md"
