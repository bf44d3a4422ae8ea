"""Which files are decision records, and which log each belongs to, by their paths alone."""

from __future__ import annotations

import re
from collections.abc import Iterable

from kaizen_site.parse.decision_words import split_words
from kaizen_site.rules.record_name import read_name

_MARKDOWN = (".md", ".markdown", ".mdx")
_LOG_NAMES = split_words(
    """adr adrs madr madrs decision decisions decision-records decision_records decisionrecords decision-log
    decision_log architecture-decisions architecture_decisions architecturedecisions
    architecture-decision-records architecture_decision_records architectural-decisions architectural_decisions
    architectural-decision-records adr-log records"""
)
_NOT_RECORDS = split_words(
    """readme index _index license licence copying notice changelog contributing contributors authors maintainers
    codeowners code_of_conduct code-of-conduct security support governance summary toc contents glossary
    _sidebar _navbar _coverpage home sidebar navigation overview adr-index adr_index adr-log adr_log
    decision-log decision_log log claude agents gemini copilot-instructions about"""
)
_TEMPLATE_WORDS = split_words(
    """adr adrs madr decision record records template templates architecture architectural long short minimal bare
    full new nygard default example sample title the your of a lightweight simple basic markdown md en nnn nnnn
    nnnnn xxx xxxx yyyymmdd yyyy mm dd number name"""
)
_TEMPLATE_FOLDERS = split_words("template templates _template _templates .template .templates")
_SAMPLE = re.compile(r"(?:m?adr[-_ ]?)?(?:n{3,5}|x{3,5}|yyyy[-_]?mm[-_]?dd)(?:[-_ ].*)?$", re.IGNORECASE)


def is_decision_path(path: str, folder: str | None = None) -> bool:
    """Whether a file counts as a decision record.

    `path` is relative with forward slashes. A record is markdown that is no README, index or template, and has a
    number or a date in front of its name, lies below a folder named as logs are (`adr`, `decisions`, …), or lies
    directly in `folder`, the folder that the project configured.
    """
    parent, _, name = path.rpartition("/")
    stem, dot, extension = name.rpartition(".")
    if not dot or f".{extension.lower()}" not in _MARKDOWN or not stem:
        return False
    folders = [part.lower() for part in parent.split("/") if part]
    if _is_page(stem.lower()) or _is_template(stem.lower()) or not _TEMPLATE_FOLDERS.isdisjoint(folders):
        return False
    found = read_name(stem)
    if found.number is not None or found.date is not None:
        return True
    if folder is not None and parent == folder.strip("/"):
        return True
    return bool(folders) and (is_log_name(folders[-1]) or any(is_log_name(part) for part in folders[-2:]))


def find_logs(paths: Iterable[str], folder: str | None = None) -> dict[str, str]:
    """For each path that is a record: the folder of its log.

    A log is a folder named as logs are, else the folder in which the record lies; folders of categories below a log
    belong to it.
    """
    records = [path for path in paths if is_decision_path(path, folder)]
    holding = {path.rpartition("/")[0] for path in records}
    logs: dict[str, str] = {}
    return {path: _find_log(path.rpartition("/")[0], holding, logs) for path in sorted(records)}


def is_log_name(name: str) -> bool:
    """Whether a folder's name says that decision records lie in it."""
    return name.lower().strip("_. ") in _LOG_NAMES


def _find_log(folder: str, holding: set[str], logs: dict[str, str]) -> str:
    if folder in logs:
        return logs[folder]
    parent, slash, name = folder.rpartition("/")
    above = parent.rpartition("/")[2]
    log = folder
    if not is_log_name(name) and slash and (is_log_name(above) or parent in holding):
        log = _find_log(parent, holding, logs)
    logs[folder] = log
    return log


def _is_page(stem: str) -> bool:
    return (
        stem in _NOT_RECORDS
        or stem.split(".", maxsplit=1)[0] in ("readme", "index")
        or stem.startswith(("readme-", "license", "licence"))
    )


def _is_template(stem: str) -> bool:
    if _SAMPLE.match(stem):
        return True
    words = [word for word in re.split(r"[^a-z]+", stem) if word]
    if words and words[-1].startswith("template") and read_name(stem).number == 0:
        return True
    return any(word.startswith("template") for word in words) and all(word in _TEMPLATE_WORDS for word in words)
