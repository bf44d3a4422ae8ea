"""What goes into a bundle, and what never does."""

from __future__ import annotations

from datetime import UTC, datetime

from kaizen_site.derive.bundle import make_bundle
from kaizen_site.derive.summary import summarise
from kaizen_site.model.catalogue import Agent
from kaizen_site.model.fleet import AgentState, Repo, RepoState
from kaizen_site.model.metrics import Execution
from kaizen_site.model.output import Prompt
from kaizen_site.model.schedule import Entry, Schedule

AGENT = Agent("coach", "coach", "agents/agent-coach.md", "A coach.", "meta", "Be brief.\n", 6, "d")
RECORD = (
    "kaizen-agentic",
    "metrics",
    "record",
    "coach",
    "--success",
    "--time",
    "<seconds>",
    "--quality",
    "<0-1>",
)
EDIT = ("$EDITOR", ".kaizen/agents/coach/memory.md")
RUNS = [Execution(datetime(2026, 11, 16, 9, 20, 5, tzinfo=UTC), "coach", True, 300)]


def repo_state(**own: object) -> RepoState:
    agents = (AgentState("coach", **own),) if own else ()  # type: ignore[arg-type]
    schedule = Schedule("s", (Entry("coach", "weekly", "0 9 * * 1"),), "Europe/Berlin")
    return RepoState(Repo("api", root="/home/someone/api"), None, "", agents, (("scope", "SCOPE.md"),), schedule)


def test_a_full_state_gives_a_full_bundle() -> None:
    summary = summarise("coach", RUNS)
    state = repo_state(memory="notes", memory_updated="2026-11-10", executions=tuple(RUNS), summary=summary)
    bundle = make_bundle("coach", "api", AGENT, state)
    assert (bundle.agent, bundle.project, bundle.agent_prompt, bundle.agent_prompt_found) == (
        "coach",
        "api",
        "Be brief.\n",
        True,
    )
    assert (bundle.memory, bundle.metrics_summary) == ("notes", summary)
    assert (bundle.cadence, bundle.cron, bundle.timezone) == ("weekly", "0 9 * * 1", "Europe/Berlin")
    assert bundle.pointers == (("scope", "SCOPE.md"),)
    assert bundle.session_close == (RECORD, EDIT)


def test_the_newest_date_of_the_data_is_when_it_was_generated() -> None:
    summary = summarise("coach", RUNS)
    older = repo_state(memory="m", memory_updated="2026-11-10", summary=summary)
    newer = repo_state(memory="m", memory_updated="2026-11-17", summary=summary)
    assert make_bundle("coach", "api", AGENT, older).generated == "2026-11-16T09:20:05Z"
    assert make_bundle("coach", "api", AGENT, newer).generated == "2026-11-17T00:00:00Z"


def test_nothing_dated_gives_no_date() -> None:
    assert make_bundle("coach", "api", AGENT, repo_state(memory="m")).generated is None
    assert make_bundle("coach", "api", AGENT, RepoState(Repo("api"))).generated is None


def test_a_cadence_that_does_not_exist_is_left_out() -> None:
    schedule = Schedule("s", (Entry("coach", "hourly", "0 9 * * 1"),), None)
    bundle = make_bundle("coach", "api", AGENT, RepoState(Repo("api"), declared=schedule))
    assert (bundle.cadence, bundle.cron, bundle.timezone) == (None, "0 9 * * 1", None)


def test_a_prompt_alone_gives_the_same_bundle_as_its_agent() -> None:
    state = repo_state(memory="m")
    assert make_bundle("coach", "api", Prompt("Be brief.\n", True, "p"), state) == make_bundle(
        "coach", "api", AGENT, state
    )


def test_an_unknown_agent_is_said_and_not_an_error() -> None:
    bundle = make_bundle("nobody", "api", None, repo_state(memory="m"))
    assert (bundle.agent_prompt, bundle.agent_prompt_found, bundle.memory) == ("", False, None)
    assert (bundle.cadence, bundle.cron, bundle.timezone) == (None, None, None)


def test_a_missing_memory_is_made_before_it_is_edited() -> None:
    bundle = make_bundle("coach", "api", AGENT, RepoState(Repo("api")))
    assert bundle.session_close == (RECORD, ("kaizen-agentic", "memory", "init", "coach"), EDIT)


def test_an_agent_without_memory_is_given_none_and_asked_for_none() -> None:
    forgetful = Agent("coach", "coach", "p", "d", None, "x", 1, "d", memory=False)
    bundle = make_bundle("coach", "api", forgetful, repo_state(memory="old notes", memory_updated="2026-11-17"))
    assert (bundle.memory, bundle.memory_enabled, bundle.generated) == (None, False, None)
    assert bundle.session_close == (RECORD,)


def test_records_without_a_run_are_no_summary() -> None:
    assert make_bundle("coach", "api", AGENT, repo_state(summary=summarise("coach", []))).metrics_summary is None


def test_no_path_of_a_machine_is_in_a_bundle() -> None:
    assert "/home/someone" not in repr(make_bundle("coach", "api", AGENT, repo_state(memory="m")))
