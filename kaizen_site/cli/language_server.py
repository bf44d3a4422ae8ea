"""The editor's questions go to `operations`, with lines from 1 and code points; the answers go back in its units.

The whole text is sent at each change: pygls counts lines otherwise than the protocol does. Checks run beside the
loop, one at a time; changes that come meanwhile are taken together.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import cast

from lsprotocol import types
from pygls import uris
from pygls.lsp.server import LanguageServer

from kaizen_site.cli.door import now
from kaizen_site.errors import KaizenError
from kaizen_site.model.diagnostic import Finding, Severity
from kaizen_site.model.source import Span
from kaizen_site.operations.completion import Candidate, complete
from kaizen_site.operations.configuration import load_configuration
from kaizen_site.operations.editing import Offer, check_drafts, find_root, offer_all, offer_fixes
from kaizen_site.operations.hover import explain_place
from kaizen_site.parse.text import split_lines
from kaizen_site.render.report import rule_address
from kaizen_site.rules.units import Encoding, from_units, to_units

_NAME = "kaizen-agentic"
_FIX_ALL = f"{types.CodeActionKind.SourceFixAll.value}.kaizen"
_CHANGES = (
    *(types.TEXT_DOCUMENT_DID_OPEN, types.TEXT_DOCUMENT_DID_CHANGE, types.TEXT_DOCUMENT_DID_SAVE),
    *(types.WORKSPACE_DID_CHANGE_WATCHED_FILES, types.WORKSPACE_DID_CHANGE_WORKSPACE_FOLDERS),
)
_WEIGHTS = {
    Severity.ERROR: types.DiagnosticSeverity.Error,
    Severity.WARNING: types.DiagnosticSeverity.Warning,
    Severity.INFO: types.DiagnosticSeverity.Information,
    Severity.HINT: types.DiagnosticSeverity.Hint,
}
_KINDS = {
    "key": types.CompletionItemKind.Property,
    "agent": types.CompletionItemKind.Reference,
    "value": types.CompletionItemKind.Value,
}


@dataclass(frozen=True, slots=True)
class _Open:
    """An open file: its project, its path there, and its text as of a version."""

    uri: str
    root: Path
    path: str
    text: str
    version: int | None

    def units(self, span: Span, encoding: Encoding) -> types.Range:
        lines = split_lines(self.text)

        def place(line: int, column: int) -> types.Position:
            text = lines[line - 1] if line <= len(lines) else ""
            return types.Position(line - 1, to_units(text, column, encoding))

        return types.Range(place(*span[:2]), place(*span[2:]))

    def place(self, position: types.Position, encoding: Encoding) -> tuple[int, int]:
        lines = split_lines(self.text)
        text = lines[position.line] if position.line < len(lines) else ""
        return position.line + 1, from_units(text, position.character, encoding)


class KaizenServer(LanguageServer):
    """Knows what is open, and checks it when something changes; `fallback` is the project without open folders."""

    def __init__(self, fallback: Path) -> None:
        version = metadata.version(_NAME)
        super().__init__(_NAME, version, text_document_sync_kind=types.TextDocumentSyncKind.Full)
        self._fallback = fallback
        self._findings: dict[str, tuple[str, tuple[Finding, ...]]] = {}
        self._checking: asyncio.Task[None] | None = None
        self._stale = False
        self._said: set[str] = set()

    @property
    def encoding(self) -> Encoding:
        """The units of columns that were agreed upon with the editor."""
        agreed = self.workspace.position_encoding
        return cast("Encoding", str(getattr(agreed, "value", agreed)))

    def find(self, uri: str) -> _Open | None:
        """The open file of an address; None for what is no file of a project."""
        document = self.workspace.text_documents.get(uri)
        name = uris.to_fs_path(uri)
        if document is None or name is None:
            return None
        file = Path(os.path.realpath(name))
        folders = [Path(os.path.realpath(path)) for path in self._list_folders()]
        root = find_root(file, folders or [self._fallback])
        if root is None:
            return None
        return _Open(uri, root, file.relative_to(root).as_posix(), document.source, document.version)

    def findings(self, file: _Open) -> tuple[Finding, ...]:
        """The findings in the file as it is; those of an older text would lie beside their places."""
        text, found = self._findings.get(file.uri, ("", ()))
        if text != file.text:
            found = check_drafts(file.root, {file.path: file.text})[file.path]
        return found

    def check_soon(self) -> None:
        """Check everything that is open, now or as soon as the check that is under way is over."""
        self._stale = True
        if self._checking is None or self._checking.done():
            self._checking = asyncio.get_running_loop().create_task(self._check())

    def forget(self, uri: str) -> None:
        """Take the findings of a closed file back."""
        self._findings.pop(uri, None)
        self.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri, []))

    def say_once(self, message: str) -> None:
        """Show a message that the same fault would bring up again and again."""
        if message not in self._said:
            self._said.add(message)
            self.window_show_message(types.ShowMessageParams(types.MessageType.Warning, message))

    async def _check(self) -> None:
        while self._stale:
            self._stale = False
            opened = [file for uri in list(self.workspace.text_documents) if (file := self.find(uri)) is not None]
            for root in sorted({file.root for file in opened}):
                await self._check_project(root, [file for file in opened if file.root == root])

    async def _check_project(self, root: Path, files: Sequence[_Open]) -> None:
        docs_url = None
        try:
            found = await asyncio.to_thread(check_drafts, root, {file.path: file.text for file in files})
            docs_url = load_configuration(root).docs_url
        except (KaizenError, OSError) as error:
            self.say_once(f"Kaizen: {error}")
            found = {}
        for file in files:
            document = self.workspace.text_documents.get(file.uri)
            if document is None or document.version != file.version:
                continue  # closed or changed since; the next round tells
            self._findings[file.uri] = file.text, found.get(file.path, ())
            shown = [show_finding(file, one, self.encoding, docs_url) for one in found.get(file.path, ())]
            self.text_document_publish_diagnostics(types.PublishDiagnosticsParams(file.uri, shown, file.version))

    def _list_folders(self) -> list[str]:
        folders = [uris.to_fs_path(uri) for uri in self.workspace.folders]
        return [path for path in (*folders, self.workspace.root_path) if path]


def serve(fallback: Path) -> None:
    """Serve one editor over standard input and output until it says goodbye."""
    make_server(fallback).start_io()


def show_finding(file: _Open, finding: Finding, encoding: Encoding, docs_url: str | None) -> types.Diagnostic:
    """A finding as the protocol has it."""
    notes = []
    for note in finding.notes:
        # Columns of another file are left out: its text is not at hand.
        own = note.path == file.path
        span = file.units(note.span, encoding) if own else _line_of(note.span)
        uri = file.uri if own else uris.from_fs_path(str(file.root / note.path)) or file.uri
        notes.append(types.DiagnosticRelatedInformation(types.Location(uri, span), note.message))
    return types.Diagnostic(
        range=file.units(finding.span, encoding),
        message=f"{finding.message}\nhelp: {finding.help}" if finding.help else finding.message,
        severity=_WEIGHTS[finding.severity],
        code=finding.card.slug,
        code_description=types.CodeDescription(rule_address(finding.card, docs_url)) if docs_url else None,
        source="kaizen",
        related_information=notes or None,
    )


def show_offer(file: _Open, offer: Offer, kind: str, encoding: Encoding) -> types.CodeAction:
    """A change as the protocol has it."""
    edits = [
        types.TextEdit(file.units(edit.span, encoding), edit.replacement)
        for edit in offer.edits
        if isinstance(edit.span, Span)
    ]
    return types.CodeAction(
        title=offer.title,
        kind=kind,
        diagnostics=[show_finding(file, finding, encoding, None) for finding in offer.findings],
        is_preferred=offer.safe if kind == types.CodeActionKind.QuickFix else None,
        edit=types.WorkspaceEdit(changes={file.uri: edits}),
    )


def show_candidate(file: _Open, candidate: Candidate, order: int, encoding: Encoding) -> types.CompletionItem:
    """A candidate as the protocol has it."""
    edit = types.TextEdit(file.units(candidate.span, encoding), candidate.text)
    return types.CompletionItem(
        label=candidate.label,
        kind=_KINDS[candidate.kind],
        documentation=candidate.detail or None,
        sort_text=f"{order:04}",
        filter_text=candidate.text,
        text_edit=edit,
    )


def make_server(fallback: Path) -> KaizenServer:
    """The server with its answers registered."""
    server = KaizenServer(fallback)

    async def _changed(ls: KaizenServer, _: object) -> None:
        ls.check_soon()

    for event in _CHANGES:
        server.feature(event)(_changed)

    @server.feature(types.TEXT_DOCUMENT_DID_CLOSE)
    async def _closed(params: types.DidCloseTextDocumentParams) -> None:
        server.forget(params.text_document.uri)
        server.check_soon()

    @server.feature(types.TEXT_DOCUMENT_HOVER)
    def _hover(params: types.HoverParams) -> types.Hover | None:
        return _answer_hover(server, params)

    @server.feature(types.TEXT_DOCUMENT_COMPLETION, types.CompletionOptions(trigger_characters=[" ", '"', "/"]))
    def _complete(params: types.CompletionParams) -> list[types.CompletionItem]:
        return _answer_completion(server, params)

    kinds: list[types.CodeActionKind | str] = [types.CodeActionKind.QuickFix, _FIX_ALL]

    @server.feature(types.TEXT_DOCUMENT_CODE_ACTION, types.CodeActionOptions(code_action_kinds=kinds))
    def _act(params: types.CodeActionParams) -> list[types.CodeAction]:
        return _answer_actions(server, params)

    return server


def _answer_hover(server: KaizenServer, params: types.HoverParams) -> types.Hover | None:
    file = server.find(params.text_document.uri)
    if file is None:
        return None
    line, column = file.place(params.position, server.encoding)
    try:
        hover = explain_place(file.root, file.path, file.text, line, column, server.findings(file), now())
    except KaizenError as error:
        server.say_once(f"Kaizen: {error}")
        return None
    if hover is None:
        return None
    content = types.MarkupContent(types.MarkupKind.Markdown, hover.text)
    return types.Hover(content, file.units(hover.span, server.encoding))


def _answer_completion(server: KaizenServer, params: types.CompletionParams) -> list[types.CompletionItem]:
    file = server.find(params.text_document.uri)
    if file is None:
        return []
    try:
        candidates = complete(file.root, file.path, file.text, *file.place(params.position, server.encoding))
    except KaizenError as error:
        server.say_once(f"Kaizen: {error}")
        return []
    return [show_candidate(file, one, order, server.encoding) for order, one in enumerate(candidates)]


def _answer_actions(server: KaizenServer, params: types.CodeActionParams) -> list[types.CodeAction]:
    file = server.find(params.text_document.uri)
    if file is None:
        return []
    try:
        found = server.findings(file)
    except KaizenError:
        return []  # the check has told it already
    first, last = params.range.start.line + 1, params.range.end.line + 1
    near = [one for one in found if one.span.line <= last and one.span.end_line >= first]
    actions = []
    if _is_wanted(types.CodeActionKind.QuickFix.value, params.context.only):
        quick = types.CodeActionKind.QuickFix
        actions += [show_offer(file, offer, quick, server.encoding) for offer in offer_fixes(file.text, near)]
    whole = offer_all(file.text, found)
    if whole is not None and _is_wanted(_FIX_ALL, params.context.only):
        actions.append(show_offer(file, whole, _FIX_ALL, server.encoding))
    return actions


def _is_wanted(kind: str, only: Sequence[types.CodeActionKind | str] | None) -> bool:
    """Whether an editor that asks for some kinds of actions alone asks for this one: `source` stands for `source.x`."""
    asked = [str(getattr(one, "value", one)) for one in only or ()]
    return only is None or any(kind == one or kind.startswith(f"{one}.") for one in asked)


def _line_of(span: Span) -> types.Range:
    return types.Range(types.Position(span.line - 1, 0), types.Position(span.line - 1, 0))
