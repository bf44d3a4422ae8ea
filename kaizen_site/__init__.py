"""Kaizen: agents, schedules, decisions and run records, validated and made into a site with prepare bundles.

The names below are the public ones; each is imported when it is first used, so that the command starts fast.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kaizen_site.model.configuration import Configuration
    from kaizen_site.model.diagnostic import Finding, Report, Severity
    from kaizen_site.operations.agents import list_agents
    from kaizen_site.operations.catalogue import load_catalogue
    from kaizen_site.operations.check import run_check
    from kaizen_site.operations.configuration import load_configuration
    from kaizen_site.operations.prepare import prepare

__all__ = [
    "Configuration",
    "Finding",
    "Report",
    "Severity",
    "list_agents",
    "load_catalogue",
    "load_configuration",
    "prepare",
    "run_check",
]

_HOMES = {
    "Configuration": "model.configuration",
    "Finding": "model.diagnostic",
    "Report": "model.diagnostic",
    "Severity": "model.diagnostic",
    "list_agents": "operations.agents",
    "load_catalogue": "operations.catalogue",
    "load_configuration": "operations.configuration",
    "prepare": "operations.prepare",
    "run_check": "operations.check",
}


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
