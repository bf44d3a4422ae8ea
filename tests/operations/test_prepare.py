"""A bundle is prepared in a checkout: offline, without a clock, and the same as from a snapshot."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from kaizen_site.derive.bundle import make_bundle
from kaizen_site.errors import NotFound
from kaizen_site.gather.packaged import packaged
from kaizen_site.gather.tree import Folder
from kaizen_site.operations.fleet import stream_repos
from kaizen_site.operations.memory import init_memory
from kaizen_site.operations.prepare import find_prompt, prepare, read_shortly
from kaizen_site.operations.schedule import init_schedule
from kaizen_site.operations.target import load_target, packaged_agents
from kaizen_site.parse.agent import read_agent
from kaizen_site.render.bundle import render_bundle_json, render_bundle_markdown

SCHEDULE = 'version: "1"\ntimezone: Europe/Berlin\nagents:\n  coach:\n    cadence: weekly\n    cron: "0 9 * * 1"\n'
RECORD = '{"timestamp":"2026-11-16T09:20:00Z","agent":"coach","success":true,"execution_time_s":300}\n'
MEMORY = "---\nagent: coach\nproject: api\nlast_updated: 2026-11-10\nsession_count: 1\n---\n\nNotes.\n"
STATE = {"schedule.yml": SCHEDULE, "agents/coach/memory.md": MEMORY, "metrics/coach/executions.jsonl": RECORD}


def write(root: Path, files: dict[str, str]) -> None:
    for path, text in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, "utf-8")


def checkout(root: Path) -> Path:
    write(root, {f".kaizen/{path}": text for path, text in STATE.items()} | {"TODO.md": "x"})
    return root


def test_a_bundle_holds_prompt_memory_metrics_and_schedule(tmp_path: Path) -> None:
    bundle = prepare(checkout(tmp_path / "api"), "coach", {})
    assert (bundle.project, bundle.agent_prompt_found, bundle.memory) == ("api", True, MEMORY)
    assert bundle.agent_prompt.lstrip().startswith("# Coach")
    assert bundle.generated == "2026-11-16T09:20:00Z"
    assert (bundle.cadence, bundle.cron, bundle.timezone) == ("weekly", "0 9 * * 1", "Europe/Berlin")
    assert bundle.pointers == (("todo", "TODO.md"),)
    assert bundle.metrics_summary is not None


def test_the_project_can_be_named_by_the_environment(tmp_path: Path) -> None:
    assert prepare(tmp_path, "coach", {"KAIZEN_PROJECT_SLUG": "payments"}).project == "payments"
    assert prepare(tmp_path, "coach", {"KAIZEN_PROJECT_SLUG": ""}).project == tmp_path.name


def test_a_folder_named_by_a_dot_has_its_real_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert prepare(Path(), "coach", {}).project == tmp_path.name


def test_an_installed_agent_wins_over_the_packaged_one(tmp_path: Path) -> None:
    write(tmp_path, {"agents/agent-coach.md": "---\nname: coach\ndescription: Ours.\n---\nOur own prompt.\n"})
    assert prepare(tmp_path, "coach", {}).agent_prompt == "Our own prompt.\n"
    found = find_prompt(tmp_path, "coach")
    assert found is not None
    assert found.path == "agents/agent-coach.md"


def test_an_empty_folder_gives_a_bundle_that_says_what_is_missing(tmp_path: Path) -> None:
    bundle = prepare(tmp_path, "coach", {})
    assert bundle.agent_prompt_found
    assert (bundle.memory, bundle.metrics_summary, bundle.generated, bundle.pointers) == (None, None, None, ())


def test_an_unknown_agent_is_no_failure(tmp_path: Path) -> None:
    assert not prepare(tmp_path, "no-such-agent", {}).agent_prompt_found
    assert not prepare(tmp_path, "no_such.agent", {}).agent_prompt_found


@pytest.mark.parametrize("name", ["../coach", "a/b", "", "a\nb", "x" * 65, ".hidden"])
def test_a_name_that_is_no_path_part_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(NotFound, match="can't be an agent's name"):
        prepare(tmp_path, name, {})


def test_an_agent_that_keeps_no_memory_gets_none(tmp_path: Path) -> None:
    write(tmp_path, {".kaizen/agents/wisdom-encouragement/memory.md": "x"})
    bundle = prepare(tmp_path, "wisdom-encouragement", {})
    assert (bundle.memory, bundle.memory_enabled) == (None, False)


def test_a_memory_that_is_a_pipe_is_left_out_at_once(tmp_path: Path) -> None:
    (tmp_path / ".kaizen/agents/coach").mkdir(parents=True)
    os.mkfifo(tmp_path / ".kaizen/agents/coach/memory.md")
    assert prepare(tmp_path, "coach", {}).memory is None


MEMORY_HEAD = "---\nagent: coach\nproject: api\n"
SCHEDULES = {
    "plain": SCHEDULE,
    "flow": 'version: "1"\nagents:\n  coach: {cadence: daily, cron: "15 * * * *"}\n',
    "invalid": SCHEDULE.replace("weekly", "hourly"),
    "twice": SCHEDULE + "  coach:\n    cadence: daily\n",
    "unknown agent": SCHEDULE + "  caoch:\n    cadence: daily\n",
    "no yaml": "agents: [",
    "marked": "\ufeff" + SCHEDULE,
    "windows": SCHEDULE.replace("\n", "\r\n"),
    "empty": "",
    "too large": SCHEDULE + "#" * 70_000,
}
MEMORIES = {
    "plain": MEMORY,
    "no front matter": "Notes.\n",
    "not closed": MEMORY_HEAD,
    "quoted date": MEMORY_HEAD + 'last_updated: "2026-11-18"\n---\n',
    "other zone": MEMORY_HEAD + "last_updated: 2026-11-18T09:00:00+02:00\n---\nx\n",
    "no date": MEMORY_HEAD + "---\nx\n",
    "wrong date": MEMORY_HEAD + "last_updated: soon\n---\nx\n",
    "twice": MEMORY_HEAD + "last_updated: 2026-11-18\nlast_updated: 2026-11-19\n---\nx\n",
    "list": "---\n- a\n---\nx\n",
    "marked": "\ufeff" + MEMORY,
    "windows": MEMORY.replace("\n", "\r\n"),
    "blanks": " \n",
    "accents": MEMORY.replace("api", "grün"),
}


@pytest.mark.parametrize("schedule", SCHEDULES)
@pytest.mark.parametrize("memory", MEMORIES)
def test_the_short_way_and_the_full_readers_make_the_same_bundle(tmp_path: Path, schedule: str, memory: str) -> None:
    files = {"schedule.yml": SCHEDULES[schedule], "agents/coach/memory.md": MEMORIES[memory]}
    for path, text in files.items():
        (tmp_path / ".kaizen" / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / ".kaizen" / path).write_bytes(text.encode())
    full = make_bundle("coach", tmp_path.name, find_prompt(tmp_path, "coach"), load_target(tmp_path, "coach").state)
    assert prepare(tmp_path, "coach", {}) == full
    assert render_bundle_json(prepare(tmp_path, "coach", {})) == render_bundle_json(full)


def test_what_our_commands_write_is_read_the_short_way(tmp_path: Path) -> None:
    init_memory(tmp_path, "coach", "api", date(2026, 11, 20))
    init_schedule(tmp_path, "Europe/Berlin")
    assert read_shortly(tmp_path, "coach") is not None
    assert prepare(tmp_path, "coach", {}).cadence == "weekly"


def test_every_packaged_agent_gives_the_full_readers_prompt(tmp_path: Path) -> None:
    for name in packaged_agents():
        full = read_agent(Folder(packaged("agents")).read(f"agent-{name}.md")).value
        short = find_prompt(tmp_path, name)
        assert full is not None
        assert short is not None
        assert (short.prompt, short.memory) == (full.prompt, full.memory)


@pytest.mark.parametrize("name", ["coach", "optimization", "wisdom-encouragement", "no-such-agent"])
def test_a_snapshot_of_the_checkout_gives_the_same_bytes(tmp_path: Path, name: str) -> None:
    local = prepare(checkout(tmp_path / "one/api"), name, {})
    fleet = tmp_path / "two/fleet"
    write(fleet, {"snapshot.yml": 'version: "1"\ntaken_at: "2026-11-20T06:00:00Z"\n'})
    write(fleet / "repos/api", STATE | {"repo.json": '{"slug":"api","root":"~/src/api"}', "TODO.md": "x"})
    (reading,) = stream_repos(fleet, "fleet", packaged_agents())
    published = make_bundle(name, reading.state.repo.slug, find_prompt(tmp_path, name), reading.state)
    assert render_bundle_json(published) == render_bundle_json(local)
    assert render_bundle_markdown(published) == render_bundle_markdown(local)


def test_two_preparations_give_the_same_bytes_and_no_path_of_the_machine(tmp_path: Path) -> None:
    root = checkout(tmp_path / "api")
    first, second = (render_bundle_json(prepare(root, "coach", {})) for _ in range(2))
    assert first == second
    assert str(tmp_path) not in first
    assert json.loads(first)["agent"] == "coach"


def test_preparing_loads_nothing_heavy(project: Path) -> None:
    code = (
        "import sys\nfrom pathlib import Path\nfrom kaizen_site.operations.prepare import prepare\n"
        "from kaizen_site.render.bundle import render_bundle_json\n"
        "render_bundle_json(prepare(Path('.'), 'coach', {}))\n"
        "heavy = {'jsonschema', 'jinja2', 'mkdocs', 'markdown_it', 'nh3', 'cronsim', 'statistics', 'yaml'}\n"
        "print(sorted(heavy & set(sys.modules)))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=project, capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
