"""Door 1: arguments go in, an operation runs, a renderer words the result, the exit status tells.

Commands are imported when they are called, so that `--help` and the commands of working time start fast.
"""

from __future__ import annotations

import click

from kaizen_site.cli.door import LazyGroup

_EPILOG = (
    "Examples: `kaizen-agentic check`, `kaizen-agentic schedule init`, `kaizen-agentic schedule prepare coach`. "
    "Exit status: 0 fine, 1 the input is at fault, 2 wrong usage, 3 nothing to check, 4 the world failed."
)


@click.group(
    cls=LazyGroup,
    epilog=_EPILOG,
    lazy={
        "check": ("check:check", "Run every validator over a catalogue or a target repo."),
        "site": ("site:site", "Build, serve and check the site."),
        "agents": ("agents:agents", "List and show the agents of a catalogue."),
        "list": ("agents:list_agents", "The same as `agents list`."),
        "validate": ("agents:validate_agents", "The same as `agents validate`."),
        "schedule": ("schedule:schedule", "Opt in to scheduling, validate it, prepare a session."),
        "memory": ("memory:memory", "Start and show an agent's project memory."),
        "metrics": ("metrics:metrics", "Record runs and show what they say."),
        "adr": ("adr:adr", "List, begin and supersede decision records."),
        "protocols": ("protocols:protocols", "List and show step-by-step procedures."),
        "rule": ("rule:rule", "Explain a rule, offline."),
        "lsp": ("lsp:lsp", "Speak with an editor: findings while you type, help, fixes."),
    },
)
@click.version_option(package_name="kaizen-agentic", prog_name="kaizen-agentic")
def main() -> None:
    """Turn agents, schedules, decisions and run records into something people trust."""
