"""A project's configuration is found: kaizen.toml, then pyproject.toml, then mkdocs.yml, else the defaults."""

from __future__ import annotations

from pathlib import Path

from kaizen_site.errors import Misconfigured
from kaizen_site.gather.tree import Folder
from kaizen_site.model.configuration import SOURCE_KINDS, Configuration
from kaizen_site.parse.configuration import configuration_from_options, options_from_mkdocs, options_from_pyproject

_LIMIT = 1_000_000


def load_configuration(root: Path) -> Configuration:
    """Reads the first of the three files that has a table for Kaizen; raises Misconfigured for what can't be used."""
    folder = Folder(root)
    for name, table in (("kaizen.toml", ()), ("pyproject.toml", ("tool", "kaizen"))):
        text = _read(folder, name)
        options = None if text is None else options_from_pyproject(text, name, table)
        if options is not None:
            where = f"{name}, [{'.'.join(table)}]" if table else name
            return require_folders(root, configuration_from_options(options, where), where)
    text = _read(folder, "mkdocs.yml")
    options = None if text is None else options_from_mkdocs(text, "mkdocs.yml")
    where = "mkdocs.yml, plugin kaizen"
    return require_folders(root, configuration_from_options(options or {}, where), where)


def require_folders(root: Path, configuration: Configuration, where: str) -> Configuration:
    """The same configuration; raises Misconfigured when a folder that it names does not exist."""
    for kind in SOURCE_KINDS:
        if kind not in configuration.named:
            continue
        for name in configuration.folders(kind):
            if not (root / name).is_dir():
                raise Misconfigured(f"{where}: `{kind}` names the folder {name}, which does not exist")
    return configuration


def _read(folder: Folder, name: str) -> str | None:
    if not folder.exists(name):
        return None
    source = folder.read(name, _LIMIT)
    if source.refusal is not None:
        raise Misconfigured(f"{name} {source.refusal}")
    return source.content.decode("utf-8", errors="replace")
