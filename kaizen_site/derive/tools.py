"""An agent's tools in plain words: what it may do to the files, the machine and the network."""

from __future__ import annotations

from typing import NamedTuple

from kaizen_site.rules.tools import find_power

_WORDS = (
    ("writes", "can write"),
    ("shell", "can run a shell"),
    ("web", "can read the web"),
    ("agents", "can start other agents"),
    ("servers", "can call tool servers (MCP)"),
)


class Access(NamedTuple):
    """Short phrases such as "can write", and the tools of which nothing is known."""

    words: tuple[str, ...]
    unknown: tuple[str, ...] = ()


def describe_tools(tools: tuple[str, ...] | None) -> Access:
    """What the listed tools allow; None means that no list restricts them.

    "read-only" is said only where every tool is known and none writes, runs a shell or calls a server.
    """
    if tools is None:
        return Access(("all tools (none listed)",))
    if not tools:
        return Access(("no tools",))
    unknown = tuple(tool for tool in tools if find_power(tool) is None)
    powers = {find_power(tool) for tool in tools}
    words = tuple(phrase for power, phrase in _WORDS if power in powers)
    if not unknown and not powers & {"writes", "shell", "servers", "agents"}:
        words = ("read-only", *words)
    return Access(words, unknown)
