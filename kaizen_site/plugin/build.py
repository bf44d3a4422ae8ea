"""`site build` and `site serve`: MkDocs is driven with the project's mkdocs.yml or with a configuration of ours."""

from __future__ import annotations

import io
import logging
import os
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from mkdocs.commands.build import build as build_with_mkdocs
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, MkDocsException
from mkdocs.livereload import LiveReloadServer
from mkdocs.utils.yaml import yaml_load
from yaml import YAMLError

from kaizen_site.errors import KaizenError, Misconfigured
from kaizen_site.model.site import SiteOptions
from kaizen_site.operations.site import Finished
from kaizen_site.operations.site_staging import SitePlan
from kaizen_site.plugin.hooks import KaizenPlugin, read_options, read_plan

_BY_DEFAULT: Mapping[str, Any] = {
    "site_name": "Kaizen",
    "extra_css": ["assets/kaizen/theme.css"],
    "theme": {
        "name": "material",
        "font": False,
        "icon": {"logo": "material/autorenew"},
        "features": ["navigation.tabs", "search.highlight"],
        "palette": [
            {
                "media": "(prefers-color-scheme: light)",
                "scheme": "default",
                "primary": "white",
                "toggle": {"icon": "material/weather-night", "name": "Switch to the dark scheme"},
            },
            {
                "media": "(prefers-color-scheme: dark)",
                "scheme": "slate",
                "primary": "black",
                "toggle": {"icon": "material/weather-sunny", "name": "Switch to the light scheme"},
            },
        ],
    },
}


def build(root: Path, out: Path, *, config_file: Path | None = None, strict: bool = False) -> Finished:
    """Build the project in `root` into `out` with MkDocs, by its own mkdocs.yml or ours.

    Raises Misconfigured for a configuration that MkDocs refuses, KaizenError when the build fails.
    """
    with tempfile.TemporaryDirectory(prefix="kaizen-") as empty:
        config, plugin = _configure(root, out, config_file, Path(empty), strict=strict)
        _run(config, plugin)
    if plugin.finished is None:
        raise KaizenError("MkDocs ended without finishing the site")
    return plugin.finished


def serve(root: Path, *, config_file: Path | None = None, address: tuple[str, int] | None = None) -> None:
    """Build into a temporary folder, serve it, and build again when a source changes; until it is interrupted."""
    with tempfile.TemporaryDirectory(prefix="kaizen-") as folder:
        out, empty = Path(folder) / "site", Path(folder) / "docs"
        empty.mkdir()
        config, plugin = _configure(root, out, config_file, empty)
        host, port = address or config.dev_addr
        mount = urlsplit(config.site_url or "/").path
        _run(config, plugin)
        server = LiveReloadServer(
            lambda: _run(*_configure(root, out, config_file, empty)), host, port, str(out), mount_path=mount
        )
        server.watch(config.docs_dir)
        if Path(config.config_file_path).is_file():
            server.watch(config.config_file_path)
        plugin.on_serve(server, config=config, builder=None)
        try:
            server.serve()  # type: ignore[no-untyped-call]  # MkDocs types its server in part
        finally:
            server.shutdown()


def load_options(root: Path, config_file: Path | None = None) -> tuple[SitePlan, SiteOptions, str]:
    """The plan, the options and the name of the docs folder, for `site stage` and `site finish`."""
    with tempfile.TemporaryDirectory(prefix="kaizen-") as empty:
        config, plugin = _configure(root, root / "site", config_file, Path(empty))
        plan = read_plan(root, plugin.config)
        options = read_options(config, repo_pages=plugin.config.repo_pages)
        docs = os.path.relpath(config.docs_dir, root).replace(os.sep, "/")
    return plan, options, docs if (root / docs).is_dir() else "docs"


def _configure(
    root: Path, out: Path, config_file: Path | None, empty: Path, *, strict: bool = False
) -> tuple[MkDocsConfig, KaizenPlugin]:
    """MkDocs' configuration with our plugin in it, whether or not the project names it or has installed it."""
    given = config_file or root / "mkdocs.yml"
    written = _read_yaml(given) if given.is_file() else None
    values: dict[str, Any] = {"site_dir": str(out.resolve()), "strict": strict}
    if written is None:
        values |= {**_BY_DEFAULT, "docs_dir": str(root.resolve() / "docs")}
    options, values["plugins"] = _take_plugin((written or {}).get("plugins", ["search"]))
    docs = root.resolve() / (written or {}).get("docs_dir", "docs")
    if not docs.is_dir():
        values["docs_dir"] = str(empty)
    with _Listener() as said:
        try:
            if written is None:
                config = load_config(io.BytesIO(b"{}"), config_file_path=str(given), **values)
            else:
                config = load_config(str(given), **values)
        except (MkDocsException, Abort) as error:
            raise Misconfigured(f"{given.name}: {'; '.join(said) or error}") from error
    plugin = KaizenPlugin()
    errors, _ = plugin.load_config(options, str(given))
    if errors:
        raise Misconfigured(f"{given.name}, plugin kaizen: `{errors[0][0]}`: {errors[0][1]}")
    config.plugins["kaizen"] = plugin
    return config, plugin


def _read_yaml(path: Path) -> dict[str, Any]:
    try:
        with path.open("rb") as file:
            return yaml_load(file)
    except (YAMLError, MkDocsException) as error:
        raise Misconfigured(f"{path.name} is not valid YAML: {error}") from error


def _take_plugin(plugins: Any) -> tuple[dict[str, Any], list[Any]]:
    """Our options out of the list of plugins, and the list without us."""
    entries = (
        [{name: options} for name, options in plugins.items()] if isinstance(plugins, dict) else list(plugins or [])
    )
    options: dict[str, Any] = {}
    rest = []
    for entry in entries:
        if isinstance(entry, dict) and "kaizen" in entry:
            options = dict(entry["kaizen"] or {})
        elif entry != "kaizen":
            rest.append(entry)
    return options, rest


def _run(config: MkDocsConfig, plugin: KaizenPlugin) -> None:
    with _Listener(logging.ERROR) as said:
        try:
            config.plugins.on_startup(command="build", dirty=False)
            build_with_mkdocs(config)
        except (MkDocsException, Abort) as error:
            if plugin.fault is not None:
                raise plugin.fault from error
            raise KaizenError(f"the site could not be built: {'; '.join(said) or error}") from error
        finally:
            config.plugins.on_shutdown()


class _Listener(logging.Handler):
    """Collects what MkDocs complains about, so that it can be said in one sentence."""

    def __init__(self, level: int = logging.WARNING) -> None:
        super().__init__(level)
        self.said: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.said.append(record.getMessage())

    def __enter__(self) -> list[str]:
        logging.getLogger("mkdocs").addHandler(self)
        return self.said

    def __exit__(self, *_: object) -> None:
        logging.getLogger("mkdocs").removeHandler(self)
