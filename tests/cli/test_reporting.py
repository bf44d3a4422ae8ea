"""`--output-format` and `--report`: what stands on standard output, what in files, and where paths count from."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from jsonschema import Draft7Validator, Draft202012Validator

from kaizen_site.cli.reporting import REPORT_FORMATS
from kaizen_site.schemas import load_schema
from tests.cli.conftest import Call

SARIF = json.loads((Path(__file__).parents[1] / "render/schemas/sarif-schema-2.1.0.json").read_text("utf-8"))
SCHEDULE = Path(".kaizen/schedule.yml")
BAD = 'version: 1\nagents:\n  coahc: {cadence: weekly}\n  "a::error\\u0007]]>\\n@all": {cadence: weekly}\n'


def write_schedule(text: str = BAD, folder: Path = Path()) -> None:
    (folder / SCHEDULE).parent.mkdir(parents=True, exist_ok=True)
    (folder / SCHEDULE).write_text(text, "utf-8")


def read_text(text: str) -> list[str]:
    return [line.split(": ")[0] for line in text.splitlines() if line.startswith(("error[", "warning["))]


def read_concise(text: str) -> list[str]:
    return [line for line in text.splitlines() if line.startswith(".kaizen/schedule.yml:")]


def read_json(text: str) -> list[Any]:
    document = json.loads(text)
    Draft202012Validator(load_schema("report")).validate(document)
    return list(document["findings"])


def read_sarif(text: str) -> list[Any]:
    document = json.loads(text)
    Draft7Validator(SARIF).validate(document)
    return list(document["runs"][0]["results"])


def read_github(text: str) -> list[str]:
    assert all(line.startswith("::") for line in text.splitlines())
    return text.splitlines()


def read_gitlab(text: str) -> list[Any]:
    return list(json.loads(text))


def read_junit(text: str) -> list[Any]:
    return list(ET.fromstring(text.encode("utf-8")).iter("testcase"))  # noqa: S314 - our own output


def read_markdown(text: str) -> list[str]:
    return [line for line in text.splitlines() if line.startswith("- **")]


READERS: dict[str, Callable[[str], list[Any]]] = {
    "text": read_text,
    "concise": read_concise,
    "json": read_json,
    "sarif": read_sarif,
    "github": read_github,
    "gitlab": read_gitlab,
    "junit": read_junit,
    "markdown": read_markdown,
}


def test_every_format_has_a_reader_here() -> None:
    assert tuple(READERS) == REPORT_FORMATS


@pytest.mark.parametrize("name", REPORT_FORMATS)
def test_standard_output_holds_the_document_alone_with_every_finding(call: Call, name: str) -> None:
    write_schedule()
    result = call("check", "--output-format", name)

    assert result.exit_code == 1
    assert result.stderr == ""
    assert len(READERS[name](result.stdout)) == 3


@pytest.mark.parametrize("name", REPORT_FORMATS)
def test_a_clean_folder_gives_a_document_without_findings(call: Call, name: str) -> None:
    call("schedule", "init")
    result = call("check", "--output-format", name)

    assert result.exit_code == 0
    # A test report without a case is taken for a run that broke down.
    assert len(READERS[name](result.stdout)) == (1 if name == "junit" else 0)


@pytest.mark.parametrize("name", REPORT_FORMATS)
def test_a_file_holds_the_same_document_as_standard_output(call: Call, name: str) -> None:
    write_schedule()
    printed = call("check", "--output-format", name).stdout
    call("check", "--report", f"{name}=out/report")
    written = Path("out/report").read_text("utf-8")

    if name in ("text", "concise"):
        # Seconds differ from run to run; a file has none.
        assert printed.startswith(written.rstrip("\n"))
        assert written.endswith(" in 1 of 1 file (1 fixable with --fix)\n")
    else:
        assert written == printed


def test_several_reports_are_written_at_once_beside_what_is_printed(call: Call) -> None:
    write_schedule()
    words = [word for name in REPORT_FORMATS for word in ("--report", f"{name}={name}.out")]
    result = call("check", "--output-format", "concise", *words)

    assert result.exit_code == 1
    assert len(read_concise(result.stdout)) == 3
    for name, reader in READERS.items():
        assert len(reader(Path(f"{name}.out").read_text("utf-8"))) == 3


@pytest.mark.parametrize("name", REPORT_FORMATS)
def test_the_same_input_gives_the_same_bytes(call: Call, name: str) -> None:
    write_schedule()
    texts = []
    for _ in range(2):
        call("check", "--report", f"{name}=report")
        texts.append(Path("report").read_bytes())
        Path("report").unlink()

    assert texts[0] == texts[1]


@pytest.mark.parametrize(
    ("word", "explanation"),
    [
        ("sarfi=x", "did you mean sarif?"),
        ("nothing-like-it=x", "it is one of text, concise, json, sarif, github, gitlab, junit, markdown"),
        ("sarif", "name the file to write"),
        ("sarif=", "name the file to write"),
        ("sarif=-", "--output-format sarif"),
        ("sarif=.", "is a folder"),
    ],
)
def test_a_report_that_makes_no_sense_is_wrong_usage(call: Call, word: str, explanation: str) -> None:
    write_schedule()
    result = call("check", "--report", word)

    assert result.exit_code == 2
    assert explanation in " ".join(result.stderr.split())
    assert result.stdout == ""


def test_a_report_that_cannot_be_written_is_a_fault_of_the_world(call: Call) -> None:
    write_schedule()
    Path("file").write_text("x", "utf-8")
    result = call("check", "--report", "json=file/report.json")

    assert result.exit_code == 4
    assert "file" in result.stderr


@pytest.mark.parametrize("name", ["text", "concise"])
def test_in_github_actions_annotations_follow_what_people_read(
    call: Call, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    write_schedule()
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    lines = call("check", "--output-format", name).stdout.splitlines()

    assert len([line for line in lines if line.startswith("::")]) == 3
    assert all(line.startswith("::") for line in lines[-3:])


@pytest.mark.parametrize("name", ["json", "sarif", "gitlab", "junit", "markdown"])
def test_in_github_actions_a_document_stays_alone(call: Call, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    write_schedule()
    plain = call("check", "--output-format", name).stdout
    monkeypatch.setenv("GITHUB_ACTIONS", "true")

    assert call("check", "--output-format", name).stdout == plain


def test_annotations_asked_for_do_not_come_twice(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    write_schedule()
    monkeypatch.setenv("GITHUB_ACTIONS", "true")

    assert len(read_github(call("check", "--output-format", "github").stdout)) == 3


def test_gitea_actions_get_no_annotations_since_they_would_only_stand_in_the_log(
    call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_schedule()
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    monkeypatch.setenv("GITEA_ACTIONS", "true")

    assert "::error file=" not in call("check").stdout


@pytest.mark.parametrize("variable", ["GITHUB_WORKSPACE", "CI_PROJECT_DIR"])
def test_code_hosts_get_paths_from_the_top_of_the_repository(
    call: Call, monkeypatch: pytest.MonkeyPatch, variable: str
) -> None:
    write_schedule()
    monkeypatch.setenv(variable, str(Path.cwd().parent))
    (result, *_) = read_sarif(call("check", "--output-format", "sarif").stdout)
    (issue, *_) = read_gitlab(call("check", "--output-format", "gitlab").stdout)

    place = result["locations"][0]["physicalLocation"]["artifactLocation"]
    assert place["uri"] == issue["location"]["path"] == "payments/.kaizen/schedule.yml"


def test_outside_ci_paths_of_code_hosts_count_from_the_working_folder(call: Call) -> None:
    write_schedule(folder=Path("services/payments"))
    command = call("check", "--target", "services/payments", "--output-format", "github").stdout.splitlines()[0]
    (finding, *_) = read_json(call("check", "--target", "services/payments", "--output-format", "json").stdout)

    assert "file=services/payments/.kaizen/schedule.yml," in command
    assert finding["path"] == ".kaizen/schedule.yml"


def test_a_folder_elsewhere_keeps_its_own_paths(call: Call, tmp_path: Path) -> None:
    write_schedule(folder=tmp_path / "elsewhere")
    command = call("check", str(tmp_path / "elsewhere"), "--output-format", "github").stdout.splitlines()[0]

    assert "file=.kaizen/schedule.yml," in command


@pytest.mark.parametrize("words", [("schedule", "validate"), ("agents", "validate"), ("site", "check")], ids=" ".join)
def test_other_commands_that_validate_write_reports_too(call: Call, words: tuple[str, ...]) -> None:
    write_schedule()
    call(*words, "--report", "sarif=out.sarif", "--report", "junit=out.xml")

    assert isinstance(read_sarif(Path("out.sarif").read_text("utf-8")), list)
    assert read_junit(Path("out.xml").read_text("utf-8"))


def test_a_valid_schedule_has_its_report_beside_its_line(call: Call) -> None:
    call("schedule", "init")
    result = call("schedule", "validate", "--report", "json=out.json")

    assert result.stdout == ".kaizen/schedule.yml is valid: 3 agents, 2 enabled\n"
    assert read_json(Path("out.json").read_text("utf-8")) == []


def test_all_rules_are_in_a_log_of_one_finding(call: Call) -> None:
    write_schedule()
    run = json.loads(call("check", "--output-format", "sarif").stdout)["runs"][0]
    rules = json.loads(call("rule", "--all", "--format", "json").stdout)

    assert [rule["id"] for rule in run["tool"]["driver"]["rules"]] == [rule["code"] for rule in rules]
    assert all(rule["helpUri"] for rule in run["tool"]["driver"]["rules"])


def test_a_report_keeps_its_fingerprints_when_lines_are_added_above(call: Call) -> None:
    write_schedule()
    before = [finding["fingerprint"] for finding in read_json(call("check", "--format", "json").stdout)]
    write_schedule(f"# one\n# two\n{BAD}")
    after = [finding["fingerprint"] for finding in read_json(call("check", "--format", "json").stdout)]

    assert before == after
