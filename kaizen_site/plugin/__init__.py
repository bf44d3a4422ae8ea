"""Door 2: MkDocs. The only package that knows it; what the site is, is decided in `operations/site`."""

from __future__ import annotations

import os

# Both makers warn on import about the future of their tools; our readers can do nothing about it.
os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")
os.environ.setdefault("DISABLE_MKDOCS_2_WARNING", "true")

from kaizen_site.plugin.build import build, load_options, serve
from kaizen_site.plugin.hooks import KaizenPlugin

__all__ = ("KaizenPlugin", "build", "load_options", "serve")
