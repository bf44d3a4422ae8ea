"""The `.kaizen/` state of a checkout."""

from __future__ import annotations

from pathlib import Path

from kaizen_site.derive.finding import locate_findings
from kaizen_site.gather.tree import Folder
from kaizen_site.operations.target import has_state, installed_agents, load_target, packaged_agents

SCHEDULE = 'version: "1"\nagents:\n  coach:\n    cadence: weekly\n  house-keeper:\n    cadence: daily\n'
RECORD = '{"timestamp":"2026-11-16T09:20:00Z","agent":"coach","success":true}\n'
MEMORY = "---\nagent: coach\nproject: api\nlast_updated: 2026-11-16\nsession_count: 1\n---\n\nNotes.\n"


def make(root: Path, **files: str) -> Path:
    names = {
        "schedule": ".kaizen/schedule.yml",
        "memory": ".kaizen/agents/coach/memory.md",
        "records": ".kaizen/metrics/coach/executions.jsonl",
        "keeper": "agents/agent-house-keeper.md",
        "scope": "SCOPE.md",
        "todo": "TODO.md",
    }
    for name, text in files.items():
        place = root / names[name]
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, "utf-8")
    return root


def rules(root: Path) -> list[tuple[str, str, int]]:
    reading = load_target(root)
    return [(one.card.slug, one.path, one.span.line) for one in locate_findings(reading.diagnostics, reading.documents)]


def test_a_checkout_is_read_whole(tmp_path: Path) -> None:
    root = make(tmp_path / "api", schedule=SCHEDULE, memory=MEMORY, records=RECORD, keeper="x", scope="s", todo="t")
    reading = load_target(root)
    assert reading.diagnostics == ()
    assert (reading.state.repo.slug, reading.state.repo.root) == ("api", str(root))
    assert reading.state.schedule is not None
    assert [entry.agent for entry in reading.state.schedule.entries] == ["coach", "house-keeper"]
    assert reading.state.pointers == (("scope", "SCOPE.md"), ("todo", "TODO.md"))
    coach = reading.state.state("coach")
    assert coach.memory == MEMORY
    assert coach.summary is not None
    assert coach.summary.execution_count == 1
    assert reading.files == 3


def test_an_agent_that_is_neither_installed_nor_packaged_is_an_error(tmp_path: Path) -> None:
    assert rules(make(tmp_path, schedule=SCHEDULE)) == [("schedule/agent-unknown", ".kaizen/schedule.yml", 5)]


def test_all_faults_of_a_schedule_are_told_together(tmp_path: Path) -> None:
    text = SCHEDULE.replace("weekly", "hourly").replace('"1"', '"1"\ntimezone: Europe/Berln')
    assert rules(make(tmp_path, schedule=text)) == [
        ("schedule/timezone-unknown", ".kaizen/schedule.yml", 2),
        ("schedule/cadence-unknown", ".kaizen/schedule.yml", 5),
        ("schedule/agent-unknown", ".kaizen/schedule.yml", 6),
    ]


def test_one_agent_alone_can_be_read(tmp_path: Path) -> None:
    root = make(tmp_path, memory=MEMORY, records=RECORD)
    other = root / ".kaizen/agents/optimization/memory.md"
    other.parent.mkdir()
    other.write_text("x", "utf-8")
    assert [state.agent for state in load_target(root, "coach").state.agents] == ["coach"]
    assert [state.agent for state in load_target(root).state.agents] == ["coach", "optimization"]


def test_an_empty_folder_has_no_state(tmp_path: Path) -> None:
    reading = load_target(tmp_path)
    assert (reading.state.schedule, reading.state.agents, reading.diagnostics, reading.files) == (None, (), (), 0)
    assert not has_state(tmp_path)
    assert has_state(make(tmp_path, schedule=SCHEDULE))


def test_only_files_directly_in_agents_are_installed_agents(tmp_path: Path) -> None:
    for path in ("agents/agent-a.md", "agents/deep/agent-b.md", "agents/README.md", "agents/agent-c.txt", "agent-d.md"):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).touch()
    assert installed_agents(Folder(tmp_path)) == {"a"}


def test_the_twenty_agents_of_the_contract_are_packaged() -> None:
    names = packaged_agents()
    assert len(names) == 20
    assert {"coach", "optimization", "keepaTodofile", "releaseManager", "wisdom-encouragement"} <= names
