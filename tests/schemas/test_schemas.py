"""The published schemas and the readers say the same: what one refuses, the other refuses or says why not."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaizen_site.model.diagnostic import Diagnostic, Parsed, Severity
from kaizen_site.model.source import Document, Source, Value
from kaizen_site.operations.recording import _VARIABLES
from kaizen_site.parse import agent_fields, context_source, definition, event_type, rule_block, schedule, trigger
from kaizen_site.parse.agent import is_agent_path, read_agent
from kaizen_site.parse.definition import read_definition
from kaizen_site.parse.event_type import read_event_type
from kaizen_site.parse.execution import NotARecordError, read_record
from kaizen_site.parse.front_matter import read_markdown
from kaizen_site.parse.memory import read_memory
from kaizen_site.parse.rule_block import is_block
from kaizen_site.parse.schedule import read_schedule
from kaizen_site.parse.snapshot import read_repo, read_snapshot
from kaizen_site.parse.values import to_json
from kaizen_site.parse.yaml import Origin, read_yaml
from kaizen_site.rules.cron import Cron, parse_cron
from kaizen_site.rules.zones import zone_names
from kaizen_site.schemas import load_schema, schema_names

PROJECT = Path(__file__).resolve().parents[2]
EXAMPLES = PROJECT / "tests/examples"
AUTHORED = ("agent", "definition", "event-type", "memory", "rule-block", "schedule")
RECORDED = ("execution-record", "repo", "snapshot", "summary")

# What a reader refuses and a schema can't tell.
BEYOND_A_SCHEMA = {
    "definition/block-not-closed": "the blocks lie outside of the front matter",
    "definition/cadence-unknown": "only the parameters of Kaizen's own resolver are known",
    "definition/no-rule": "the blocks lie outside of the front matter",
    "event-type/attribute-invalid": "the table lies outside of the front matter",
    "event-type/duplicate-attribute": "the table lies outside of the front matter",
    "fleet/repo-invalid": "a schema doesn't know the folder's name",
    "rule/duplicate-id": "a schema sees one block at a time",
    "text": "bytes and characters come before any value",
    "yaml": "how something is written can't be told from its value",
}
# What a schema refuses although the reader takes the shape.
BEYOND_A_READER = {
    "definition-cron-invalid": "whether it is a cron decides the check of meaning",
    "schedule-engagement-invalid": "whether it is a slug decides the check of meaning",
    "yaml-key-not-text": "after a fault of the YAML itself nothing more is said",
}


class Sample(NamedTuple):
    """One value that a schema is about, and what our reader says of it."""

    schema: str
    place: str
    value: Any
    diagnostics: tuple[Diagnostic, ...]


def validator(name: str) -> jsonschema.Draft202012Validator:
    return jsonschema.Draft202012Validator(load_schema(name))


def find_samples(root: Path) -> Iterator[Sample]:
    """Every document below `root` that a schema is about and whose YAML or JSON can be read."""
    for path in sorted(root.rglob("*")):
        if path.is_file():
            shown = path.relative_to(root).as_posix()
            yield from read_sample(path, shown)


def read_sample(path: Path, shown: str) -> Iterator[Sample]:
    source = Source(shown, path.read_bytes())
    if shown.endswith("schedule.yml"):
        yield from sample_document("schedule", read_schedule(source))
    elif shown.endswith("snapshot.yml"):
        yield from sample_document("snapshot", read_snapshot(source))
    elif shown.endswith("repo.json"):
        repo = read_repo(source, path.parent.name)
        value = load_json(source.content)
        if value is not None:
            yield Sample("repo", shown, value, repo.diagnostics)
    elif shown.endswith("summary.json"):
        yield Sample("summary", shown, json.loads(source.content), ())
    elif shown.endswith("executions.jsonl"):
        yield from sample_records(source)
    elif shown.endswith("memory.md"):
        yield from sample_document("memory", read_memory(source, path.parent.name))
    elif is_agent_path(shown):
        yield from sample_document("agent", read_agent(source))
    elif "activity-definitions/" in shown and path.suffix == ".md":
        yield from sample_definition(source)
    elif "event-types/" in shown and path.suffix == ".md":
        yield from sample_document("event-type", read_event_type(source))


def sample_document(schema: str, parsed: Parsed[Any]) -> Iterator[Sample]:
    if parsed.document is not None and isinstance(parsed.document.value, Mapping):
        yield Sample(schema, parsed.path, to_json(parsed.document.value), parsed.diagnostics)


def sample_definition(source: Source) -> Iterator[Sample]:
    parsed = read_definition(source)
    own = tuple(one for one in parsed.diagnostics if not one.card.slug.startswith("rule/"))
    yield from sample_document("definition", Parsed(parsed.path, parsed.value, parsed.document, own))
    others = tuple(one for one in parsed.diagnostics if one.card.slug.startswith("rule/"))
    for block in find_blocks(source):
        yield Sample("rule-block", source.path, to_json(block), others)


def find_blocks(source: Source) -> Iterator[Value]:
    document: Document | None = read_markdown(source)[0]
    for fence in () if document is None else document.fences:
        reading = read_yaml(fence.text, Origin(source.path))
        if is_block(fence, "rule") and isinstance(reading.value, Mapping):
            yield reading.value


def sample_records(source: Source) -> Iterator[Sample]:
    for line in source.content.decode("utf-8", "replace").splitlines():
        value = load_json(line)
        if isinstance(value, dict):
            yield Sample("execution-record", source.path, value, ())


def load_json(text: str | bytes) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        return None


def walk(schema: Any, trail: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Every property of a schema by its name, however deep."""
    if isinstance(schema, dict):
        for name, inner in schema.get("properties", {}).items():
            yield f"{trail}{name}", inner
        for key, inner in schema.items():
            if key not in ("examples", "default", "enum", "const"):
                yield from walk(inner, trail if key in ("properties", "$defs") else f"{trail}{key}/")
    elif isinstance(schema, list):
        for inner in schema:
            yield from walk(inner, trail)


def described(schema: dict[str, Any], inner: dict[str, Any]) -> bool:
    reference = inner.get("$ref", "").removeprefix("#/$defs/")
    return bool(inner.get("description") or (reference and schema["$defs"][reference].get("description")))


def test_there_is_a_schema_for_every_kind_of_document() -> None:
    assert {*AUTHORED, *RECORDED, "bundle", "report", "configuration"} <= set(schema_names())


@pytest.mark.parametrize("name", schema_names())
def test_a_schema_is_one_and_is_called_as_the_others_are(name: str) -> None:
    schema = load_schema(name)
    jsonschema.Draft202012Validator.check_schema(schema)
    assert schema["$id"] == f"kaizen/{name}/1"
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert schema["title"].startswith("Kaizen")
    assert schema["description"].endswith(".")


@pytest.mark.parametrize("name", [*AUTHORED, *RECORDED])
def test_every_field_is_described_and_the_whole_has_an_example(name: str) -> None:
    schema = load_schema(name)
    bare = [trail for trail, inner in walk(schema) if not described(schema, inner) and "foreign" not in trail]
    assert [trail for trail in bare if trail != "type"] == []
    assert schema["examples"]


@pytest.mark.parametrize("name", [*AUTHORED, *RECORDED])
def test_every_example_in_a_schema_keeps_it(name: str) -> None:
    schema = load_schema(name)
    for example in schema["examples"]:
        validator(name).validate(example)
    for trail, inner in walk(schema):
        for example in inner.get("examples", []):
            part = {**inner, "$defs": schema.get("$defs", {})}
            assert jsonschema.Draft202012Validator(part).is_valid(example), f"{trail}: {example}"


@pytest.mark.parametrize(
    ("name", "known"),
    [
        ("schedule", (*schedule.KEYS, *schedule.AGENT_KEYS)),
        ("agent", tuple(agent_fields._READ)),
        ("definition", definition.KEYS),
        ("definition", tuple(key for keys in trigger._KEYS.values() for key in keys)),
        ("definition", tuple(key for keys in context_source._SOURCE_KEYS.values() for key in keys)),
        ("definition", context_source._PARAMETERS),
        ("rule-block", (*rule_block.RULE_KEYS, *rule_block.ACTION_KEYS)),
        ("event-type", event_type.KEYS),
        ("memory", ("agent", "project", "last_updated", "session_count")),
        ("execution-record", ("timestamp", "agent", "success", *(name for _, name, _ in _VARIABLES))),
        ("snapshot", ("version", "taken_at", "host", "source", "counts")),
        ("repo", ("slug", "domain", "root", "url", "revision", "skipped", "reason", "errors")),
    ],
)
def test_every_field_that_a_reader_knows_is_in_the_schema(name: str, known: tuple[str, ...]) -> None:
    fields = {trail.rsplit("/", 1)[-1] for trail, _ in walk(load_schema(name))}
    assert set(known) <= fields


def test_the_words_of_the_schemas_are_those_of_the_model() -> None:
    from kaizen_site.model.catalogue import CATEGORIES
    from kaizen_site.model.definition import DEFINITION_STATUSES, MISFIRE_POLICIES, PRIORITIES
    from kaizen_site.model.schedule import CADENCES

    rule = load_schema("rule-block")["properties"]
    found = load_schema("definition")
    assert load_schema("schedule")["$defs"]["entry"]["properties"]["cadence"]["enum"] == list(CADENCES)
    assert load_schema("agent")["properties"]["category"]["anyOf"][0]["enum"] == list(CATEGORIES)
    assert found["properties"]["status"]["enum"] == [*DEFINITION_STATUSES, None]
    assert found["$defs"]["misfire_policy"]["enum"] == list(MISFIRE_POLICIES)
    assert rule["action"]["properties"]["priority"]["anyOf"][0]["enum"] == [*PRIORITIES, None]
    assert set(rule["bind_as"]["not"]["enum"]) == rule_block.RESERVED


def folders(side: str) -> list[Path]:
    return sorted(path for path in EXAMPLES.glob(f"*/{side}") if any(find_samples(path)))


@pytest.mark.parametrize("folder", folders("good"), ids=lambda path: path.parent.name)
def test_every_good_example_keeps_its_schema(folder: Path) -> None:
    for sample in find_samples(folder):
        validator(sample.schema).validate(sample.value)


@pytest.mark.parametrize("folder", folders("bad"), ids=lambda path: path.parent.name)
def test_what_a_reader_refuses_breaks_the_schema_or_lies_beyond_one(folder: Path) -> None:
    for sample in find_samples(folder):
        wrong = errors_of(sample)
        if any(find_excuse(slug) is None for slug in wrong):
            assert not is_kept(sample), f"{sample.place}: {sorted(wrong)} are no faults to the schema {sample.schema}"


@pytest.mark.parametrize("folder", folders("bad"), ids=lambda path: path.parent.name)
def test_what_breaks_a_schema_is_found_by_the_reader_too(folder: Path) -> None:
    for sample in find_samples(folder):
        # Lines of records are judged one by one below.
        if sample.schema != "execution-record" and not is_kept(sample):
            excused = folder.parent.name in BEYOND_A_READER
            assert bool(sample.diagnostics) is not excused, f"{sample.place} breaks the schema {sample.schema} alone"


def test_nothing_is_excused_that_the_schemas_tell() -> None:
    kept = {
        find_excuse(slug)
        for folder in folders("bad")
        for sample in find_samples(folder)
        if is_kept(sample)
        for slug in errors_of(sample)
    }
    assert set(BEYOND_A_SCHEMA) == kept - {None}


def errors_of(sample: Sample) -> set[str]:
    return {one.card.slug for one in sample.diagnostics if one.weight is Severity.ERROR}


def find_excuse(slug: str) -> str | None:
    family = slug.partition("/")[0]
    return slug if slug in BEYOND_A_SCHEMA else family if family in BEYOND_A_SCHEMA else None


def is_kept(sample: Sample) -> bool:
    return bool(validator(sample.schema).is_valid(sample.value))


@pytest.mark.parametrize("name", ["agents", "activity-definitions", "event-types", "fleet"])
def test_the_documents_of_this_project_keep_their_schemas(name: str) -> None:
    if not (PROJECT / name).is_dir() or not any((PROJECT / name).iterdir()):
        pytest.skip(f"this project has no {name}")
    count = 0
    for path in sorted((PROJECT / name).rglob("*")):
        if not path.is_file():
            continue
        for sample in read_sample(path, path.relative_to(PROJECT).as_posix()):
            if any(one.weight is Severity.ERROR for one in sample.diagnostics):
                continue  # the example fleet holds a schedule that was skipped as invalid
            if sample.schema == "execution-record" and not is_record(sample.value):
                continue  # and lines that a crash left
            validator(sample.schema).validate(sample.value)
            count += 1
    assert count or name == "fleet"


def is_record(fields: dict[str, Any]) -> bool:
    try:
        read_record(json.dumps(fields))
    except NotARecordError:
        return False
    return True


@pytest.mark.parametrize(
    "change",
    [
        {"timestamp": None},
        {"timestamp": "yesterday"},
        {"agent": ""},
        {"success": "yes"},
        {"execution_time_s": -1},
        {"quality_score": 1.5},
        {"quality_score": True},
    ],
)
def test_a_line_that_is_no_record_breaks_the_schema_as_well(change: dict[str, Any]) -> None:
    fields = {"timestamp": "2026-11-20T06:00:00Z", "agent": "coach", "success": True}
    assert is_record(fields)
    assert validator("execution-record").is_valid(fields)
    assert not is_record({**fields, **change})
    assert not validator("execution-record").is_valid({**fields, **change})


def cron_patterns() -> tuple[str, ...]:
    return (
        load_schema("schedule")["$defs"]["entry"]["properties"]["cron"]["pattern"],
        load_schema("definition")["$defs"]["cron_trigger"]["properties"]["cron_expression"]["pattern"],
    )


@given(st.lists(st.sampled_from(["*", "0", "1-5", "*/15", "1,2", "MON", "mon-fri", "1-5/2", "?", "5L"]), max_size=7))
def test_every_cron_that_we_take_fits_the_pattern(fields: list[str]) -> None:
    text = " ".join(fields)
    fits = {bool(re.search(pattern, text)) for pattern in cron_patterns()}
    if isinstance(parse_cron(text), Cron):
        assert fits == {True}
    if len(fields) != 5:
        assert fits == {False}


def test_every_time_zone_fits_the_pattern() -> None:
    patterns = (
        load_schema("schedule")["properties"]["timezone"]["pattern"],
        load_schema("definition")["$defs"]["timezone"]["pattern"],
    )
    assert all(re.search(pattern, zone) for pattern in patterns for zone in zone_names())
