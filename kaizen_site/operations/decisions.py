"""Decision records for the command: listed, numbered, begun, superseded."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from kaizen_site.derive.decision import next_free_number
from kaizen_site.derive.fix import apply_fixes
from kaizen_site.derive.record_edit import name_predecessor, retire_record, says_so
from kaizen_site.errors import NotFound, NothingToCheck, Refused
from kaizen_site.gather.tree import Folder
from kaizen_site.model.catalogue import Decision
from kaizen_site.model.configuration import Configuration
from kaizen_site.model.diagnostic import Fix
from kaizen_site.model.output import Rendered
from kaizen_site.model.source import Source
from kaizen_site.operations.catalogue import LoadedCatalogue, load_catalogue
from kaizen_site.operations.configuration import load_configuration
from kaizen_site.parse.decision import read_decision
from kaizen_site.publish.files import write_text
from kaizen_site.publish.replacement import replace_content
from kaizen_site.render.decision import make_stem, render_new_record
from kaizen_site.rules.record_name import reference_key


def list_decisions(root: Path, source: Path | None = None) -> tuple[Decision, ...]:
    """The records of `source`, else of the configured folders below `root`, each log resolved for itself; by path."""
    return _load(root, source).catalogue.decisions


def find_next_number(root: Path) -> int:
    """The next free number of the project's log; 1 where there is none."""
    return next_free_number(_first_log(list_decisions(root)))


def begin_decision(root: Path, title: str, today: date) -> str:
    """Write a proposed record in the form that the log has, and return its path; nothing is overwritten."""
    records = _first_log(list_decisions(root))
    numbered = [record for record in records if record.number is not None]
    number = next_free_number(records)
    example = max(numbered, key=lambda record: record.number or 0, default=None)
    log = records[0].log if records else load_configuration(root).decisions[0]
    stem = make_stem(number, title, None if example is None else _stem(example))
    path = f"{log}/{stem}.md"
    if Folder(root).exists(path):
        raise Refused(f"{path} already exists")
    front_matter = example is None or "front matter end" in example.places
    text = render_new_record(number, title, today.isoformat(), front_matter=front_matter)
    write_text(root, Rendered(path, text))
    return path


def supersede_decision(root: Path, old_name: str, new_name: str) -> tuple[str, ...]:
    """Say in both records that the new one supersedes the old one; returns the paths that were changed.

    Both texts are made and read back before anything is written. The new record is written first: if the second write
    fails, `check` names the missing side and a repeated call completes it. Raises Refused where a record has no place
    for it, NotFound for a record that does not exist.
    """
    loaded = _load(root, None)
    old, new = _find(loaded, old_name), _find(loaded, new_name)
    if old.path == new.path:
        raise Refused(f"{old.id} can't supersede itself")
    changes: list[tuple[str, bytes, bytes]] = []
    if not says_so(new, "supersedes", old):
        fix = name_predecessor(new, old, loaded.documents[new.path])
        changes.append(_change(root, new, fix, f"that it supersedes {old.id}"))
    if not (says_so(old, "superseded-by", new) and old.status == "superseded"):
        fix = retire_record(old, new, loaded.documents[old.path])
        change = _change(root, old, fix, f"that {new.id} supersedes it")
        _require_superseded(old, change)
        changes.append(change)
    for path, before, after in changes:
        replace_content(root, path, before, after)
    return tuple(path for path, _, _ in changes)


def _load(root: Path, source: Path | None) -> LoadedCatalogue:
    if source is None:
        configuration = load_configuration(root)
    else:
        configuration = Configuration(decisions=(source.as_posix(),))
        root = Path()
    only = replace(configuration, agents=(), definitions=(), event_types=(), fleet=())
    return load_catalogue(root, only)


def _first_log(records: tuple[Decision, ...]) -> tuple[Decision, ...]:
    """The records of the log that holds most of them: the one that grows."""
    logs = sorted({record.log for record in records})
    if not logs:
        return ()
    chosen = max(logs, key=lambda log: sum(record.log == log for record in records))
    return tuple(record for record in records if record.log == chosen)


def _find(loaded: LoadedCatalogue, name: str) -> Decision:
    records = loaded.catalogue.decisions
    if not records:
        raise NothingToCheck("there are no decision records here; `kaizen-agentic adr new TITLE` begins one")
    found = [
        record
        for record in records
        if record.path == name
        or record.id.casefold() == name.casefold()
        or reference_key(name) in (str(record.number), _stem(record).casefold())
    ]
    if not found:
        raise NotFound(f"there is no decision record {name}; `kaizen-agentic adr list` shows them")
    if len(found) > 1:
        raise NotFound(f"{name} may be {' or '.join(record.path for record in found)}; give the path")
    return found[0]


def _stem(record: Decision) -> str:
    return record.path.rsplit("/", 1)[-1].rpartition(".")[0]


def _change(root: Path, record: Decision, fix: Fix | None, what: str) -> tuple[str, bytes, bytes]:
    before = Folder(root).read(record.path).content
    fixed = apply_fixes(before.decode("utf-8"), [] if fix is None else [fix], unsafe=True)
    if not fixed.applied:
        raise Refused(f"{record.path} has no place to say {what}: state a status in it first")
    return record.path, before, fixed.text.encode()


def _require_superseded(record: Decision, change: tuple[str, bytes, bytes]) -> None:
    again = read_decision(Source(record.path, change[2]), record.log).value
    if again is None or again.status != "superseded":
        raise Refused(f"the status of {record.path} can't be changed by an edit; write it there by hand")
