"""`lsp`: an editor's session with the server, over its standard input and output."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from lsprotocol import types
from pygls.lsp.client import LanguageClient

from tests.cli.conftest import Call

SCHEDULE = 'version: "1"\ntimezone: Europe/Berlin\nagents:\n  coach: {cadence: weekly, cron: "0 9 * * 1"}\n'
MISTAKEN = "version: 1\ntimezone: Europe/Berlin\nagents:\n  optimisation:\n    cadence: weekly\n"
DEFINITION = """\
---
id: weekly-coach
name: Weekly Coach
enabled: false
status: proposed
trigger:
  type: cron
  cron_expression: "0 9 * * 1"
  timezone: Europe/Berlin
context_sources:
  - type: resolver
    query: discover_kaizen_scheduled_repos
    bind_to: context.scheduled_runs
---

# Weekly coach 🚀

```rule
id: run-weekly-coach
for_each: context.scheduled_runs
bind_as: r
condition: 'r.agent == "coach"'
action:
  task_template: "🚀🚀 {{ r.rep }}"
```
"""


class Editor(LanguageClient):
    """A client that waits for what the server says of a file's version."""

    def __init__(self, root: Path) -> None:
        super().__init__("test-editor", "1")
        self.root = root
        self.encoding: str | None = None
        self._arrived = asyncio.Condition()
        self._said: dict[tuple[str, int | None], list[types.Diagnostic]] = {}
        self.messages: asyncio.Queue[str] = asyncio.Queue()

        async def _keep(params: types.PublishDiagnosticsParams) -> None:
            async with self._arrived:
                self._said[params.uri, params.version] = list(params.diagnostics)
                self._arrived.notify_all()

        async def _hear(params: types.ShowMessageParams) -> None:
            await self.messages.put(params.message)

        self.feature(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)(_keep)
        self.feature(types.WINDOW_SHOW_MESSAGE)(_hear)

    def uri(self, path: str) -> str:
        return (self.root / path).as_uri()

    async def diagnostics(self, path: str, version: int | None = 1) -> list[types.Diagnostic]:
        key = self.uri(path), version
        async with self._arrived:
            await self._arrived.wait_for(lambda: key in self._said)
        return self._said[key]

    async def open(self, path: str, text: str) -> list[types.Diagnostic]:
        item = types.TextDocumentItem(self.uri(path), "yaml", 1, text)
        self.text_document_did_open(types.DidOpenTextDocumentParams(item))
        return await self.diagnostics(path)

    async def change(self, path: str, text: str, version: int) -> list[types.Diagnostic]:
        name = types.VersionedTextDocumentIdentifier(version, self.uri(path))
        whole = types.TextDocumentContentChangeWholeDocument(text)
        self.text_document_did_change(types.DidChangeTextDocumentParams(name, [whole]))
        return await self.diagnostics(path, version)

    async def hover(self, path: str, line: int, character: int) -> str:
        name = types.TextDocumentIdentifier(self.uri(path))
        params = types.HoverParams(name, types.Position(line, character))
        found = await self.text_document_hover_async(params)
        return "" if found is None else found.contents.value  # type: ignore[union-attr] # we send markup alone

    async def complete(self, path: str, line: int, character: int) -> list[types.CompletionItem]:
        name = types.TextDocumentIdentifier(self.uri(path))
        params = types.CompletionParams(name, types.Position(line, character))
        found = await self.text_document_completion_async(params)
        assert isinstance(found, Sequence)
        return list(found)

    async def actions(self, path: str, line: int, only: list[str] | None = None) -> list[types.CodeAction]:
        name = types.TextDocumentIdentifier(self.uri(path))
        place = types.Range(types.Position(line, 0), types.Position(line, 0))
        context = types.CodeActionContext([], only=only)
        found = await self.text_document_code_action_async(types.CodeActionParams(name, place, context))
        return [action for action in found or () if isinstance(action, types.CodeAction)]


def talk(
    root: Path,
    story: Callable[[Editor], Awaitable[None]],
    encodings: Sequence[str] | None = None,
    *,
    known: bool = True,
) -> None:
    """Play a session in a project and end it as the protocol wants; the server must then exit with status 0."""

    async def session() -> None:
        editor = Editor(root)
        await editor.start_io(sys.executable, "-m", "kaizen_site", "lsp", "--stdio", "--target", str(root))
        general = types.GeneralClientCapabilities(position_encodings=list(encodings)) if encodings else None
        folders = [types.WorkspaceFolder(root.as_uri(), "project")] if known else None
        answer = await editor.initialize_async(
            types.InitializeParams(types.ClientCapabilities(general=general), workspace_folders=folders)
        )
        editor.encoding = answer.capabilities.position_encoding
        editor.initialized(types.InitializedParams())
        await story(editor)
        await editor.shutdown_async(None)
        editor.exit(None)
        peer: Any = editor
        assert await peer._server.wait() == 0
        await peer.stop()

    asyncio.run(asyncio.wait_for(session(), 60))


@pytest.fixture
def root(tmp_path: Path) -> Path:
    project = tmp_path / "payments"
    (project / ".kaizen").mkdir(parents=True)
    (project / ".kaizen/schedule.yml").write_text(SCHEDULE, "utf-8")
    return project


def apply(text: str, action: types.CodeAction, uri: str) -> str:
    """The text after a code action, by UTF-16 columns."""
    assert action.edit is not None
    assert action.edit.changes is not None
    lines = text.split("\n")
    for edit in sorted(action.edit.changes[uri], key=lambda one: one.range.start, reverse=True):
        start, end = edit.range.start, edit.range.end
        first = lines[start.line].encode("utf-16-le")[: 2 * start.character].decode("utf-16-le")
        rest = lines[end.line].encode("utf-16-le")[2 * end.character :].decode("utf-16-le")
        lines[start.line : end.line + 1] = (first + edit.new_text + rest).split("\n")
    return "\n".join(lines)


def test_what_is_typed_is_checked_before_it_is_saved(root: Path) -> None:
    async def story(editor: Editor) -> None:
        assert await editor.open(".kaizen/schedule.yml", SCHEDULE) == []
        found = await editor.change(".kaizen/schedule.yml", MISTAKEN, 2)
        assert [(one.code, one.severity, one.range.start.line) for one in found] == [
            ("schedule/version-not-string", types.DiagnosticSeverity.Warning, 0),
            ("schedule/agent-unknown", types.DiagnosticSeverity.Error, 3),
        ]
        assert found[1].range == types.Range(types.Position(3, 2), types.Position(3, 14))
        assert "did you mean" in found[1].message
        assert await editor.change(".kaizen/schedule.yml", SCHEDULE, 3) == []

    talk(root, story)


def test_columns_are_utf_16_code_units(root: Path) -> None:
    async def story(editor: Editor) -> None:
        assert editor.encoding in (None, "utf-16")
        found = await editor.open("activity-definitions/weekly-coach.md", DEFINITION)
        assert [one.code for one in found] == ["rule/unknown-field"]
        # Two rockets of two units each stand before the braces.
        assert found[0].range == types.Range(types.Position(23, 28), types.Position(23, 31))

    talk(root, story)


@pytest.mark.parametrize(("encoding", "column"), [("utf-8", 32), ("utf-16", 28), ("utf-32", 26)])
def test_an_editor_may_count_in_other_units(root: Path, encoding: str, column: int) -> None:
    async def story(editor: Editor) -> None:
        assert editor.encoding == encoding
        found = await editor.open("activity-definitions/weekly-coach.md", DEFINITION)
        assert found[0].range.start == types.Position(23, column)

    talk(root, story, [encoding])


def test_a_fix_behind_astral_characters_changes_the_right_word(root: Path) -> None:
    async def story(editor: Editor) -> None:
        path = "activity-definitions/weekly-coach.md"
        await editor.open(path, DEFINITION)
        actions = await editor.actions(path, 23)
        assert [(action.kind, action.is_preferred) for action in actions] == [(types.CodeActionKind.QuickFix, False)]
        assert apply(DEFINITION, actions[0], editor.uri(path)) == DEFINITION.replace("r.rep }}", "r.repo }}")

    talk(root, story)


def test_safe_fixes_are_offered_one_by_one_and_all_at_once(root: Path) -> None:
    async def story(editor: Editor) -> None:
        path = ".kaizen/schedule.yml"
        text = 'version: 1\nagents:\n  coach:\n    cadence: Weekly\n    enabled: "false"\n'
        await editor.open(path, text)
        alone = await editor.actions(path, 0, ["quickfix"])
        assert [action.is_preferred for action in alone] == [True]
        assert apply(text, alone[0], editor.uri(path)) == text.replace("1", '"1"')
        whole = await editor.actions(path, 0, ["source.fixAll"])
        assert [action.kind for action in whole] == ["source.fixAll.kaizen"]
        wanted = 'version: "1"\nagents:\n  coach:\n    cadence: weekly\n    enabled: false\n'
        assert apply(text, whole[0], editor.uri(path)) == wanted

    talk(root, story)


def test_a_fix_is_made_for_the_text_as_it_is_now(root: Path) -> None:
    async def story(editor: Editor) -> None:
        path = ".kaizen/schedule.yml"
        await editor.open(path, MISTAKEN)
        moved = "# one\n# two\n" + MISTAKEN
        name = types.VersionedTextDocumentIdentifier(2, editor.uri(path))
        whole = types.TextDocumentContentChangeWholeDocument(moved)
        editor.text_document_did_change(types.DidChangeTextDocumentParams(name, [whole]))
        actions = await editor.actions(path, 2, ["quickfix"])
        assert apply(moved, actions[0], editor.uri(path)) == moved.replace("version: 1", 'version: "1"')

    talk(root, story)


def test_the_pointer_tells_crons_agents_keys_and_rules(root: Path) -> None:
    async def story(editor: Editor) -> None:
        path = ".kaizen/schedule.yml"
        await editor.open(path, SCHEDULE)
        cron = await editor.hover(path, 3, 36)
        assert "At 09:00 on Monday" in cron
        assert "Europe/Berlin" in cron
        assert cron.count("\n- Mon ") == 3
        assert "**coach** (meta)" in await editor.hover(path, 3, 4)
        assert "How often the agent runs" in await editor.hover(path, 3, 12)
        await editor.change(path, MISTAKEN, 2)
        rule = await editor.hover(path, 3, 4)
        assert "KZ301 schedule/agent-unknown" in rule
        assert "*What to do:*" in rule

    talk(root, story)


def test_the_pointer_works_inside_a_rule_block(root: Path) -> None:
    async def story(editor: Editor) -> None:
        path = "activity-definitions/weekly-coach.md"
        await editor.open(path, DEFINITION)
        assert "At 09:00 on Monday" in await editor.hover(path, 7, 22)
        assert "**coach** (meta)" in await editor.hover(path, 21, 26)
        assert "The list for whose items" in await editor.hover(path, 19, 3)
        assert await editor.hover(path, 15, 3) == ""

    talk(root, story)


def test_names_keys_and_words_are_completed(root: Path) -> None:
    async def story(editor: Editor) -> None:
        path = ".kaizen/schedule.yml"
        text = 'version: "1"\ntimezone: Europe/B\nagents:\n  coach: {cadence: we}\n  op\n'
        await editor.open(path, text)
        zones = [item.label for item in await editor.complete(path, 1, 18)]
        assert "Europe/Berlin" in zones
        assert [item.label for item in await editor.complete(path, 3, 21)] == ["daily", "weekly", "monthly"]
        agents = await editor.complete(path, 4, 4)
        assert "optimization" in [item.label for item in agents]
        assert "coach" not in [item.label for item in agents]
        edit = next(item.text_edit for item in agents if item.label == "optimization")
        assert edit == types.TextEdit(types.Range(types.Position(4, 2), types.Position(4, 4)), "optimization:")

    talk(root, story)


def test_a_rule_block_is_completed_with_its_own_keys(root: Path) -> None:
    async def story(editor: Editor) -> None:
        path = "activity-definitions/weekly-coach.md"
        text = DEFINITION.replace("action:\n", "action:\n  priority: \n  \n").replace("status: proposed", "status: ")
        await editor.open(path, text)
        assert [item.label for item in await editor.complete(path, 4, 8)] == ["proposed", "active", "deprecated"]
        assert [item.label for item in await editor.complete(path, 23, 12)] == ["low", "medium", "high", "critical"]
        keys = [item.label for item in await editor.complete(path, 24, 2)]
        assert keys == ["description", "target_repo", "labels"]

    talk(root, story)


def test_an_unsaved_agent_counts_for_the_other_files(root: Path) -> None:
    async def story(editor: Editor) -> None:
        text = "---\nname: scribe\ndescription: Writes things down.\ncategory: nonsense\n---\n\n# Scribe\n\nWrite.\n"
        found = await editor.open("agents/agent-scribe.md", text)
        assert [one.code for one in found] == ["agent/category-unknown"]
        assert await editor.open("notes.md", "# Notes\n") == []

    talk(root, story)


def test_a_closed_file_has_no_findings_any_more(root: Path) -> None:
    async def story(editor: Editor) -> None:
        path = ".kaizen/schedule.yml"
        assert await editor.open(path, MISTAKEN) != []
        name = types.TextDocumentIdentifier(editor.uri(path))
        editor.text_document_did_close(types.DidCloseTextDocumentParams(name))
        assert await editor.diagnostics(path, None) == []

    talk(root, story)


def test_a_configuration_of_no_use_is_said_and_the_server_goes_on(root: Path) -> None:
    (root / "kaizen.toml").write_text("profile = 5\n", "utf-8")

    async def story(editor: Editor) -> None:
        assert await editor.open(".kaizen/schedule.yml", MISTAKEN) == []
        assert "`profile` must be one of" in await editor.messages.get()
        (root / "kaizen.toml").write_text("", "utf-8")
        assert len(await editor.change(".kaizen/schedule.yml", MISTAKEN, 2)) == 2

    talk(root, story)


def test_the_target_is_the_project_where_no_folder_is_open(root: Path) -> None:
    async def story(editor: Editor) -> None:
        assert len(await editor.open(".kaizen/schedule.yml", MISTAKEN)) == 2

    talk(root, story, known=False)


def test_without_pygls_the_way_to_it_is_said(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "kaizen_site.cli.language_server", raising=False)
    monkeypatch.setitem(sys.modules, "lsprotocol", None)
    result = call("lsp")

    assert result.exit_code == 2
    assert "pip install 'kaizen-agentic[lsp]'" in result.stderr
