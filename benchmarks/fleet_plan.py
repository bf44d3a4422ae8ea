"""A repo of a made-up fleet: what it is like (the plan) and the files that a snapshot holds of it.

Everything follows from the plan and one seeded generator a repo, so that any repo can be made alone.
"""

from __future__ import annotations

import json
import math
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from random import Random
from typing import Any

from fleet_words import AREAS, FILES, SCOPE, TODO, WORDS, Words

PROJECT = Path(__file__).resolve().parents[1]
TAKEN_AT = datetime(2026, 11, 20, 6, tzinfo=UTC)
HOST = "git.example.org"


@dataclass(frozen=True, slots=True)
class AgentPlan:
    """An entry of the schedule and what its runs are like; the rate of success changes to `later` at `change` of 1."""

    agent: str
    cadence: str = "weekly"
    cron: str | None = None
    enabled: bool = True
    scheduled: bool = True
    rate: float = 0.92
    later: float | None = None
    change: float = 0.5
    seconds: float = 300.0
    quality: float = 0.82
    memory: bool = True


@dataclass(frozen=True, slots=True)
class RepoPlan:
    """`schedule` replaces the file that would be written from the agents; `skipped` goes into `repo.json`."""

    slug: str
    domain: str
    what: str
    agents: tuple[AgentPlan, ...] = ()
    timezone: str | None = "Europe/Berlin"
    scope: bool = True
    todo: bool = True
    schedule: str | None = None
    skipped: dict[str, object] | None = None
    reached: bool = True
    areas: tuple[str, ...] = AREAS


def write_repo(folder: Path, plan: RepoPlan, runs: dict[str, Sequence[datetime]], rng: Random) -> int:
    """Write a repo's files below `folder`; the number of records."""
    count = 0
    for path, text in make_files(plan, runs, rng):
        place = folder / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, encoding="utf-8", newline="\n")
        if path.endswith(".jsonl"):
            count += text.count("\n")
    return count


def make_files(plan: RepoPlan, runs: dict[str, Sequence[datetime]], rng: Random) -> Iterator[tuple[str, str]]:
    """Every file of the repo as (path, text); `runs` are the times of each agent's runs."""
    yield "repo.json", make_repo_json(plan)
    if not plan.reached:
        return
    yield "schedule.yml", plan.schedule or make_schedule(plan)
    for agent in plan.agents:
        words = _fill(WORDS.get(agent.agent, WORDS["scope-analyst"]), plan.areas, rng)
        records = [
            _make_record(plan, agent, runs[agent.agent], number, rng) for number in range(len(runs[agent.agent]))
        ]
        if agent.memory:
            yield f"agents/{agent.agent}/memory.md", make_memory(plan, agent, words, records)
        if records:
            lines = "".join(json.dumps(record, separators=(",", ":")) + "\n" for record in records)
            yield f"metrics/{agent.agent}/executions.jsonl", lines
            yield f"metrics/{agent.agent}/summary.json", _summarise(agent.agent, lines)
    area, other = rng.sample(plan.areas, 2)
    if plan.scope:
        yield "SCOPE.md", SCOPE.format(slug=plan.slug, what=plan.what, area=area, other=other)
    if plan.todo:
        yield "TODO.md", TODO.format(area=area, other=other, file=rng.choice(FILES))


def make_repo_json(plan: RepoPlan) -> str:
    """`repo.json`; the root is redacted as a snapshot does it."""
    fields = {
        "slug": plan.slug,
        "domain": plan.domain,
        "root": f"~/src/{plan.slug}",
        "url": f"https://{HOST}/{plan.domain}/{plan.slug}",
        "revision": sha256(plan.slug.encode()).hexdigest()[:40] if plan.reached else None,
        "skipped": plan.skipped,
    }
    return json.dumps(fields, indent=2) + "\n"


def make_schedule(plan: RepoPlan) -> str:
    """`schedule.yml` in block style."""
    lines = ['version: "1"']
    if plan.timezone is not None:
        lines.append(f"timezone: {plan.timezone}")
    lines.append("agents:")
    for agent in plan.agents:
        if agent.scheduled:
            lines += [f"  {agent.agent}:", f"    cadence: {agent.cadence}"]
            if agent.cron is not None:
                lines.append(f'    cron: "{agent.cron}"')
            lines.append(f"    enabled: {str(agent.enabled).lower()}")
    return "\n".join(lines) + "\n"


def make_memory(plan: RepoPlan, agent: AgentPlan, words: Words, records: Sequence[dict[str, Any]]) -> str:
    """`memory.md` after the sessions of the records; its log holds the last six of them."""
    updated = str(records[-1]["timestamp"])[:10] if records else f"{TAKEN_AT - timedelta(days=9):%Y-%m-%d}"
    log = []
    for record in records[-6:]:
        fitting = [summary for summary in words.log if summary.startswith("!") is not record["success"]]
        summary = fitting[sum(map(ord, str(record["timestamp"]))) % len(fitting)].removeprefix("!")
        outcome = "success" if record["success"] else "failure"
        log.append(f"- {str(record['timestamp'])[:10]} · {summary} · {outcome}")
    sections = (
        ("Project Context", [f"{plan.what} {words.context[0]}"]),
        ("Accumulated Findings", [f"- {line}" for line in words.findings]),
        ("What Worked", [f"- {line}" for line in words.worked]),
        ("Watch Points", [f"- {line}" for line in words.watch]),
        ("Open Threads", [f"- {line}" for line in words.threads]),
        ("Session Log", log or ["No session yet."]),
    )
    front = f"agent: {agent.agent}\nproject: {plan.slug}\nlast_updated: {updated}\nsession_count: {len(records)}\n"
    return f"---\n{front}---\n" + "".join(f"\n## {title}\n\n" + "\n".join(lines) + "\n" for title, lines in sections)


def make_header(repos: int, records: int, skipped: int, source: str) -> str:
    """`snapshot.yml`."""
    return (
        f'version: "1"\ntaken_at: "{TAKEN_AT:%Y-%m-%dT%H:%M:%SZ}"\nhost: runner-01\nsource: {source}\n'
        f"counts:\n  repos: {repos}\n  skipped: {skipped}\n  records: {records}\n"
    )


def _fill(words: Words, areas: Sequence[str], rng: Random) -> Words:
    """A selection of the sentences with their places filled in."""
    area, other = rng.sample(areas, 2)
    places = {"area": area, "other": other, "file": rng.choice(FILES), "n": str(rng.randrange(3, 40))}

    def choose(sentences: tuple[str, ...], most: int) -> tuple[str, ...]:
        count = min(len(sentences), rng.randrange(1, most + 1))
        return tuple(sentence.format_map(places) for sentence in rng.sample(sentences, count))

    return Words(
        choose(words.context, 1),
        choose(words.findings, 4),
        choose(words.worked, 3),
        choose(words.watch, 2),
        choose(words.threads, 3),
        tuple(sentence.format_map(places) for sentence in words.log),
    )


def _make_record(
    plan: RepoPlan, agent: AgentPlan, times: Sequence[datetime], number: int, rng: Random
) -> dict[str, Any]:
    changed = agent.later is not None and number >= agent.change * len(times)
    rate = agent.later if changed and agent.later is not None else agent.rate
    success = rng.random() < rate
    seconds = agent.seconds * math.exp(0.4 * _normal(rng)) * (1.0 if success else 1.3)
    record: dict[str, Any] = {
        "timestamp": f"{times[number]:%Y-%m-%dT%H:%M:%SZ}",
        "agent": agent.agent,
        "success": success,
        "execution_time_s": round(seconds, 1),
    }
    if rng.random() < 0.9:
        quality = agent.quality + 0.07 * _normal(rng) - (0.0 if success else 0.3)
        record["quality_score"] = round(min(max(quality, 0.0), 1.0), 2)
    if rng.random() < 0.3:
        record["helix_session_uid"] = f"{rng.getrandbits(64):016x}"
        record["repo"] = plan.slug
        record["tokens"] = rng.randrange(8_000, 60_000)
        record["infra_overhead_share"] = round(0.25 * rng.random(), 3)
    return record


def _normal(rng: Random) -> float:
    # Irwin and Hall: additions alone give the same bits on every machine, which the logarithm and the cosine may not.
    return 2.0 * (rng.random() + rng.random() + rng.random() - 1.5)


def _summarise(agent: str, lines: str) -> str:
    if str(PROJECT) not in sys.path:
        sys.path.append(str(PROJECT))
    from kaizen_site.derive.summary import summarise
    from kaizen_site.model.source import Source
    from kaizen_site.parse.execution import read_executions
    from kaizen_site.render.summary import render_summary_json

    executions = read_executions(Source("executions.jsonl", lines.encode()))
    return render_summary_json(summarise(agent, executions.records))
