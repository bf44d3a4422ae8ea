"""A repo's manifest: where each agent's bundle is and what its bytes must hash to."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kaizen_site.model.site import BundleFiles, Published
from kaizen_site.render.twins import view_to_json


def render_manifest(
    repo: str, generated_at: str | None, bundles: Mapping[str, BundleFiles], address: str | None
) -> str:
    """`manifest.json`; URLs are absolute where the site has an address, else relative to the manifest."""
    agents = {
        agent: {
            "json": _view(files.json, address),
            "md": _view(files.markdown, address),
            "prompt_sha256": files.prompt_sha256,
            "yanked": None,
        }
        for agent, files in bundles.items()
    }
    return view_to_json({"version": "1", "repo": repo, "generated_at": generated_at, "agents": agents})


def _view(file: Published, address: str | None) -> dict[str, Any]:
    url = file.path.rsplit("/", 1)[-1] if address is None else address + file.path
    return {"sha256": file.sha256, "size": file.size, "url": url}
