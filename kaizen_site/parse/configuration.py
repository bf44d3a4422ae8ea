"""`[tool.kaizen]` of pyproject.toml, kaizen.toml, or the plugin's options in mkdocs.yml become a `Configuration`.

The shape is held by `schemas/configuration.schema.json` (levels by `parse.levels`); the words about a mistake are ours.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from typing import Any

from kaizen_site.errors import Misconfigured
from kaizen_site.model.configuration import SOURCE_KINDS, Configuration
from kaizen_site.parse.levels import read_levels, read_path_levels
from kaizen_site.parse.values import to_json
from kaizen_site.parse.yaml import Origin, read_yaml
from kaizen_site.rules.nearest import nearest
from kaizen_site.schemas import load_schema

_OF_THE_PLUGIN = ("repo_pages",)


def configuration_from_options(options: Mapping[str, Any], where: str) -> Configuration:
    """The configuration of a table of options; raises Misconfigured in the words of `where` (a file and a table)."""
    if not options:
        return Configuration()
    values: dict[str, Any] = {}
    if "rules" in options:
        values["rules"] = read_levels(options["rules"], f"{where}: `rules`")
    if "paths" in options:
        values["paths"] = read_path_levels(options["paths"], f"{where}: `paths`")
    plain = {name: value for name, value in options.items() if name not in values}
    _check_shape(plain, where)
    for name, value in plain.items():
        values[name] = tuple(folder.rstrip("/") or "." for folder in value) if name in SOURCE_KINDS else value
    if "docs_url" in values and not values["docs_url"].endswith("/"):
        values["docs_url"] += "/"
    return Configuration(**values, named=frozenset(options))


def options_from_pyproject(text: str, path: str, table: tuple[str, ...] = ("tool", "kaizen")) -> dict[str, Any] | None:
    """The table of a TOML file, or None where it has none; raises Misconfigured for text that is no TOML."""
    try:
        node: Any = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise Misconfigured(f"{path} is not valid TOML: {error}") from None
    for name in table:
        if not isinstance(node, dict) or name not in node:
            return None
        node = node[name]
    if not isinstance(node, dict):
        raise Misconfigured(f"{path}: [{'.'.join(table)}] must be a table")
    return node


def options_from_mkdocs(text: str, path: str) -> dict[str, Any] | None:
    """The options of `plugins: - kaizen:` in mkdocs.yml, or None where the plugin is not named.

    Those that only building a site needs are left out.
    """
    value = read_yaml(text, Origin(path)).value
    plugins = value.get("plugins") if isinstance(value, Mapping) else None
    if isinstance(plugins, Mapping):
        entries: list[Any] = [{name: options} for name, options in plugins.items()]
    else:
        entries = list(plugins) if isinstance(plugins, list) else []
    for entry in entries:
        if entry == "kaizen":
            return {}
        if isinstance(entry, Mapping) and "kaizen" in entry:
            options = to_json(entry["kaizen"])
            options = options if isinstance(options, dict) else {}
            return {name: value for name, value in options.items() if name not in _OF_THE_PLUGIN}
    return None


def _check_shape(options: Mapping[str, Any], where: str) -> None:
    if not options:
        return
    from jsonschema import Draft202012Validator

    schema = load_schema("configuration")
    errors = sorted(
        Draft202012Validator(schema).iter_errors(dict(options)), key=lambda error: [str(x) for x in error.path]
    )
    if errors:
        raise Misconfigured(f"{where}: {_word_error(errors[0], options, schema)}")


def _word_error(error: Any, options: Mapping[str, Any], schema: Mapping[str, Any]) -> str:
    known = sorted(schema["properties"])
    if error.validator == "additionalProperties":
        unknown = min(set(options) - set(known))
        near = nearest(unknown, known)
        hint = f"did you mean `{near}`?" if near else f"known are {', '.join(known)}"
        return f"unknown option `{unknown}`; {hint}"
    option = str(error.path[0])
    if error.validator == "enum":
        return f"`{option}` must be one of {', '.join(error.validator_value)}"
    if option in SOURCE_KINDS:
        return f'`{option}` must be a list of folders, such as ["{option}"]'
    if error.validator == "pattern":
        return f"`{option}` must begin with http:// or https://"
    return f"`{option}` must be a {error.validator_value}"
