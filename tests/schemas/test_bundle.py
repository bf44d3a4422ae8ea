"""The published schema of a bundle is kept by every bundle that the example fleet gives."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

from kaizen_site.derive.bundle import make_bundle
from kaizen_site.model.repo import Repo, RepoState
from kaizen_site.operations.fleet import stream_repos
from kaizen_site.operations.prepare import find_prompt
from kaizen_site.operations.target import packaged_agents
from kaizen_site.render.bundle import render_bundle_json
from kaizen_site.schemas import load_schema

VALIDATOR = jsonschema.Draft202012Validator(load_schema("bundle"))


def test_the_schema_is_one() -> None:
    jsonschema.Draft202012Validator.check_schema(load_schema("bundle"))


def test_every_bundle_of_the_example_fleet_keeps_the_schema(project: Path) -> None:
    count = 0
    for reading in stream_repos(project / "fleet", "fleet", packaged_agents()):
        for state in reading.state.agents:
            bundle = make_bundle(state.agent, reading.state.repo.slug, find_prompt(project, state.agent), reading.state)
            VALIDATOR.validate(json.loads(render_bundle_json(bundle)))
            count += 1
    assert count > 25


def test_the_bundle_of_nothing_keeps_the_schema() -> None:
    VALIDATOR.validate(json.loads(render_bundle_json(make_bundle("nobody", "api", None, RepoState(Repo("api"))))))


@pytest.mark.parametrize("key", ["memory", "session_close", "agent_prompt_found", "schema"])
def test_a_bundle_that_lacks_a_key_breaks_the_schema(key: str) -> None:
    fields = json.loads(render_bundle_json(make_bundle("nobody", "api", None, RepoState(Repo("api")))))
    del fields[key]
    assert not VALIDATOR.is_valid(fields)
