"""`lsp`: the language server that editors start; pygls is imported only here."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kaizen_site.cli.door import example, target_option
from kaizen_site.errors import MissingExtra

if TYPE_CHECKING:
    from types import ModuleType


@click.command(epilog=example("kaizen-agentic lsp"))
@target_option
@click.option("--stdio", is_flag=True, help="Speak over standard input and output, as it always does.")
def lsp(target: Path, *, stdio: bool) -> None:
    """Speak the Language Server Protocol with an editor, over standard input and output.

    Findings while you type, help under the pointer, completion, and the fixes as code actions. --target is the
    project where the editor has no folder open.
    """
    del stdio  # many editors add it to every server's arguments
    _load_server().serve(target.resolve())


def _load_server() -> ModuleType:
    try:
        from kaizen_site.cli import language_server
    except ModuleNotFoundError as error:
        if error.name is not None and error.name.split(".")[0] in ("pygls", "lsprotocol"):
            raise MissingExtra("the language server needs pygls: pip install 'kaizen-agentic[lsp]'") from error
        raise
    return language_server
