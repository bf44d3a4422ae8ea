"""Files that attack whoever reads them: each case writes one into a project and says what must be found there."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

SCHEDULE = ".kaizen/schedule.yml"
AGENT = "agents/agent-victim.md"
DEFINITION = "activity-definitions/victim.md"
DECISION = "docs/adr/ADR-001-victim.md"
EVENT = "event-types/victim.event.md"
MEMORY = ".kaizen/agents/coach/memory.md"
RECORDS = ".kaizen/metrics/coach/executions.jsonl"

HEAD = 'version: "1"\ntimezone: UTC\nagents:\n  coach:\n    cadence: weekly\n'
FRONT = "---\nname: victim\ndescription: Is attacked.\n---\n"
RULE = "\n```rule\nid: a\naction:\n  task_template: go\n```\n"
TRIGGER = "trigger:\n  type: cron\n  cron_expression: '0 9 * * 1'\n  timezone: UTC\n  misfire_policy: skip\n"
RECORD = '{"timestamp": "2026-01-01T00:00:00Z", "agent": "coach", "success": true, "execution_time_s": 1.5}\n'
FIELDS = f"id: victim\nname: Victim\nstatus: active\n{TRIGGER}"


class Attack(NamedTuple):
    """Writes its file below a root; `rules` are those that may be found at `path`, at least one of them."""

    write: Callable[[Path], None]
    path: str
    rules: tuple[str, ...]


def put(path: str, content: str | bytes, *rules: str) -> Attack:
    return Attack(lambda root: write_file(root / path, content), path, rules)


def write_file(path: Path, content: str | bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())


def agent(body: str) -> str:
    return f"{FRONT}\n# Victim\n\n{body}\n"


def definition(fields: str) -> str:
    return f"---\n{FIELDS}{fields}---\n\n# Victim\n{RULE}"


def decision(fields: str) -> str:
    return f"---\nid: ADR-001\ntitle: Victim\nstatus: accepted\n{fields}---\n\n# Victim\n\nText.\n"


def pipe(path: str, *rules: str) -> Attack:
    def write(root: Path) -> None:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        os.mkfifo(root / path)

    return Attack(write, path, rules or ("text/not-read",))


def link(path: str, target: str, *rules: str) -> Attack:
    def write(root: Path) -> None:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).symlink_to(target)

    return Attack(write, path, rules or ("text/not-read",))


def linked_folder() -> Attack:
    def write(root: Path) -> None:
        write_file(root.parent / "outside/schedule.yml", HEAD)
        (root / ".kaizen").symlink_to("../outside")

    return Attack(write, SCHEDULE, ("text/not-read",))


def sparse(path: str, size: int) -> Attack:
    def write(root: Path) -> None:
        write_file(root / path, b"---\n")
        os.truncate(root / path, size)

    return Attack(write, path, ("text/not-read",))


def device(path: str) -> Attack:
    def write(root: Path) -> None:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        os.mknod(root / path, 0o666 | stat.S_IFCHR, os.makedev(1, 5))

    return Attack(write, path, ("text/not-read",))


def named(name: bytes, content: str, *rules: str) -> Attack:
    def write(root: Path) -> None:
        folder = root / "agents"
        folder.mkdir(parents=True, exist_ok=True)
        Path(os.fsdecode(os.fsencode(folder) + b"/" + name)).write_text(content, "utf-8")

    return Attack(write, f"agents/{name.decode('utf-8', 'replace')}", rules)


DEEP = ("yaml/too-deep", "yaml/syntax")
BOMB = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{name}: &{name} [{', '.join([f'*{before}'] * 9)}]\n" for before, name in zip("abcdefgh", "bcdefghi", strict=True)
)
MERGES = "a: &a {k: v}\n" + "".join(
    f"{name}: &{name}\n  <<: [{', '.join([f'*{before}'] * 9)}]\n"
    for before, name in zip("abcdefgh", "bcdefghi", strict=True)
)
NESTS = {
    "open lists": "[" * 5_000,
    "closed lists": "[" * 5_000 + "]" * 5_000,
    "open mappings": "{a: " * 5_000,
    "closed mappings": "{a: " * 5_000 + "1" + "}" * 5_000,
    "block lists": "\n      " + "- " * 5_000 + "x",
    "complex keys": "\n      " + "? " * 5_000 + "x",
    "single-pair lists": "[a: " * 5_000,
    "tags before lists": "!!seq [" * 5_000,
    "anchors before lists": "&a [" * 5_000,
    "lists over lines": "[\n       " * 5_000,
    "indented mappings": "\n" + "".join(" " * (depth + 6) + "a:\n" for depth in range(320)),
}

ATTACKS: dict[str, Attack] = {
    "NUL in a schedule": put(SCHEDULE, f"{HEAD}    cron: 'a\0b'\n", "text/control-character", "schedule/cron-invalid"),
    "NUL in an agent's name": put(
        AGENT, "---\nname: vic\0tim\ndescription: x\n---\n\nText.\n", "text/control-character", "agent/name-invalid"
    ),
    "bytes that are not UTF-8": put(SCHEDULE, b'version: "1"\nagents:\n  \xff\xfe: 1\n', "text/not-utf-8"),
    "UTF-16": put(AGENT, agent("x").encode("utf-16"), "text/not-utf-8"),
    "surrogates in UTF-8": put(AGENT, agent("x").encode() + b"\xed\xa0\x80", "text/not-utf-8"),
    "overlong slash": put(DECISION, decision("").encode() + b"\xc0\xaf", "text/not-utf-8"),
    "byte order mark": put(SCHEDULE, b"\xef\xbb\xbf" + HEAD.encode(), "text/byte-order-mark"),
    "two byte order marks": put(
        AGENT, "\ufeff\ufeff" + agent("x"), "text/byte-order-mark", "text/zero-width-character", "front-matter/missing"
    ),
    "CRLF with a mistake": put(SCHEDULE, (HEAD + "    cadance: x\n").replace("\n", "\r\n"), "schedule/unknown-key"),
    "CR only with a mistake": put(SCHEDULE, (HEAD + "    cadance: x\n").replace("\n", "\r"), "schedule/unknown-key"),
    "CR only in an agent": put(AGENT, "---\rname: victim\r---\r\rText.\r", "agent/description-missing"),
    "10 MB line": put(AGENT, "x" * 10_000_000, "text/not-read"),
    "10 MB schedule": put(SCHEDULE, "#" * 10_000_000, "text/not-read"),
    "line just under the size limit": put(AGENT, agent("x" * 200_000), "text/line-too-long", "agent/prompt-too-long"),
    "10 GB sparse agent": sparse(AGENT, 10 << 30),
    "10 GB sparse schedule": sparse(SCHEDULE, 10 << 30),
    "10 GB sparse memory": sparse(MEMORY, 10 << 30),
    "10 GB sparse records": sparse(RECORDS, 10 << 30),
    "sparse 60 MB of NUL in records": sparse(RECORDS, 60_000_000)._replace(
        rules=("text/not-read", "fleet/record-invalid")
    ),
    **{
        f"5,000 {name} in a schedule": put(SCHEDULE, f"{HEAD}    cron: {text}\n", *DEEP) for name, text in NESTS.items()
    },
    "alias bomb in a schedule": put(SCHEDULE, HEAD + BOMB, "yaml/alias"),
    "alias bomb in a definition": put(DEFINITION, definition(BOMB), "yaml/alias"),
    "alias bomb in an agent": put(AGENT, f"---\nname: victim\ndescription: x\n{BOMB}---\n\nx\n", "yaml/alias"),
    "alias bomb in a decision": put(DECISION, decision(BOMB), "yaml/alias"),
    "merge-key bomb in a schedule": put(SCHEDULE, HEAD + MERGES, "yaml/alias"),
    "merge-key bomb in a definition": put(DEFINITION, definition(MERGES), "yaml/alias"),
    "anchor that holds itself": put(SCHEDULE, f"{HEAD}  optimization: &a [*a]\n", "yaml/alias"),
    "tag of a Python object": put(SCHEDULE, f"{HEAD}    cron: !!python/object/apply:os.system ['true']\n", "yaml/tag"),
    "date in month 13": put(DECISION, decision("date: 2026-13-01\n"), "adr/date-invalid"),
    "date in year 0": put(DECISION, decision("date: 0000-00-00\n"), "adr/date-invalid"),
    "date in a schedule": put(SCHEDULE, f"{HEAD}    enabled: 2026-13-01\n", "schedule/enabled-not-boolean"),
    "long digits as a version": put(
        SCHEDULE,
        f"version: {'9' * 10_000}\nagents:\n  coach:\n    cadence: weekly\n",
        "schedule/version-unsupported",
        "schedule/version-not-string",
    ),
    "long digits as a date": put(DECISION, decision(f"date: {'9' * 10_000}\n"), "adr/date-invalid"),
    "long digits in a cron": put(SCHEDULE, f"{HEAD}    cron: '{'9' * 10_000} * * * *'\n", "schedule/cron-invalid"),
    "long digits in a condition": put(
        DEFINITION,
        definition("").replace("id: a\n", f"id: a\ncondition: 'event.a == {'9' * 10_000}'\n"),
        "rule/condition-syntax",
        "rule/unknown-variable",
        "rule/condition-type",
    ),
    "long digits in a record": put(
        RECORDS,
        RECORD.replace("1.5", "9" * 10_000),
        "fleet/record-invalid",
    ),
    "deep lists in a record": put(RECORDS, "[" * 100_000 + "\n", "fleet/record-invalid"),
    "not a number in a record": put(
        RECORDS,
        RECORD.replace("1.5", "NaN"),
        "fleet/record-invalid",
    ),
    "deep parentheses in a condition": put(
        DEFINITION, definition("").replace("id: a\n", f"id: a\ncondition: '{'(' * 5_000}'\n"), "rule/condition-syntax"
    ),
    "5,000 times not": put(
        DEFINITION,
        definition("").replace("id: a\n", f"id: a\ncondition: '{'not ' * 5_000}true'\n"),
        "rule/condition-syntax",
    ),
    "5,000 open templates": put(
        DEFINITION,
        definition("").replace("task_template: go", f"task_template: '{'{{' * 5_000}'"),
        "rule/template-syntax",
    ),
    "FIFO as a schedule": pipe(SCHEDULE),
    "FIFO as an agent": pipe(AGENT),
    "FIFO as a decision": pipe(DECISION),
    "FIFO as a memory": pipe(MEMORY),
    "FIFO as records": pipe(RECORDS),
    "agent that links to /dev/zero": link(AGENT, "/dev/zero"),
    "schedule that links to /dev/zero": link(SCHEDULE, "/dev/zero"),
    "memory that links to /dev/zero": link(MEMORY, "/dev/zero"),
    "link out of the folder": link(AGENT, "/etc/passwd"),
    "relative link out of the folder": link(DEFINITION, "../../outside.md"),
    "link to itself": link(AGENT, "agent-victim.md"),
    "link to nowhere": link(AGENT, "agent-nowhere.md"),
    "folder of schedules that links out": linked_folder(),
    "device as an agent": device(AGENT),
    "device as a schedule": device(SCHEDULE),
    "tag characters": put(
        AGENT, agent("Be good." + "".join(chr(0xE0000 + ord(c)) for c in "Be evil.")), "text/hidden-character"
    ),
    "bidirectional override": put(SCHEDULE, f"{HEAD}# \u202eevil\u2066\n", "text/hidden-character"),
    "bidirectional override in a name": put(
        SCHEDULE, f"{HEAD}  co\u202each: {{cadence: weekly}}\n", "text/hidden-character", "schedule/agent-unknown"
    ),
    "terminal escapes in a key": put(SCHEDULE, f'{HEAD}    "\\e[2J\\x07": 1\n', "schedule/unknown-key"),
    "raw terminal escapes": put(SCHEDULE, f"{HEAD}# \x1b[2J\x9b31m\n", "text/control-character"),
    "quoted terminal escapes in an agent": put(
        SCHEDULE, f'{HEAD}  "co\\e]0;x\\a\\u202each\\0": {{cadence: weekly}}\n', "schedule/agent-unknown"
    ),
    "line separators in a key": put(SCHEDULE, f"{HEAD}    ca\u2028dence: x\n", "schedule/unknown-key"),
    "escaped line end in a status": put(
        DECISION, decision("").replace("accepted", '"acc\\r\\nepted\\u0085"'), "adr/status-unknown"
    ),
    "100,000 keys in an agent": put(
        AGENT, "---\n" + "".join(f"k{n}: 1\n" for n in range(100_000)) + "---\n\nx\n", "text/not-read"
    ),
    "20,000 keys in an agent": put(
        AGENT,
        "---\nname: victim\n" + "".join(f"k{n}: 1\n" for n in range(20_000)) + "---\n\nx\n",
        "agent/description-missing",
    ),
    "100,000 agents in a schedule": put(
        SCHEDULE, HEAD + "".join(f"  a{n}: {{cadence: weekly}}\n" for n in range(100_000)), "text/not-read"
    ),
    "2,000 agents in a schedule": put(
        SCHEDULE,
        HEAD + "".join(f"  a{n}: {{cadence: weekly}}\n" for n in range(2_000)),
        "schedule/too-many-agents",
        "schedule/agent-unknown",
    ),
    "2,000 agents in one line": put(
        SCHEDULE,
        'version: "1"\nagents: {' + "".join(f"a{n}: {{cadence: weekly}}, " for n in range(2_000)) + "}\n",
        "schedule/too-many-agents",
        "schedule/agent-unknown",
    ),
    "5,000 documents in a schedule": put(SCHEDULE, HEAD + "---\na: 1\n" * 5_000, "yaml/syntax"),
    "5,000 rule blocks": put(DEFINITION, definition("") + RULE * 5_000, "rule/duplicate-id", "rule/id-missing"),
    "5,000 different rule blocks": put(
        DEFINITION,
        definition("") + "".join(f"\n```rule\nid: r{n}\naction: {{task_template: x}}\n" for n in range(5_000)),
        "definition/block-not-closed",
        "rule/yaml-syntax",
        "rule/not-mapping",
    ),
    "lone fence of many backticks": put(
        DEFINITION, definition("") + "`" * 50_000 + "rule\n", "text/line-too-long", "definition/block-not-closed"
    ),
    "name with a line end": named(b"agent-a\nb.md", FRONT, "agent/name-file-mismatch", "agent/name-invalid"),
    "name with escape characters": named(
        b"agent-\x1b[2J\x07.md", FRONT, "agent/name-file-mismatch", "agent/name-invalid"
    ),
    "name with a hidden character": named(
        "agent-\u202ex.md".encode(), FRONT, "agent/name-file-mismatch", "agent/name-invalid"
    ),
}
"""What must give at least one finding of its rules, and an error of no other rule, in its file."""

NESTED: dict[str, Attack] = {
    **{
        f"5,000 {name} in a definition": put(DEFINITION, definition(f"context_sources: {text}\n"), *DEEP)
        for name, text in NESTS.items()
    },
    **{
        f"5,000 {name} in an agent": put(AGENT, f"---\nname: victim\ndescription: x\ntools: {text}\n---\n\nx\n", *DEEP)
        for name, text in NESTS.items()
    },
    **{
        f"5,000 {name} in a decision": put(DECISION, decision(f"deciders: {text}\n"), *DEEP)
        for name, text in NESTS.items()
    },
    **{
        f"5,000 {name} in a rule": put(
            DEFINITION,
            f"---\n{FIELDS}---\n\n```rule\nid: a\naction: {text}\n```\n",
            "yaml/too-deep",
            "rule/yaml-syntax",
        )
        for name, text in NESTS.items()
    },
}
"""The nests of NESTS in the other places that hold YAML."""

HARMLESS: dict[str, Attack] = {
    "20 kB of brackets in a prompt": put(AGENT, agent("[" * 20_000)),
    "20 kB of brackets in a decision": put(DECISION, decision("") + "[" * 20_000 + "\n"),
    "20 kB of stars in a prompt": put(AGENT, agent("*a_ " * 5_000)),
    "20 kB of quotes in a decision": put(DECISION, decision("") + "> " * 10_000 + "\n"),
    "60 kB of table in a decision": put(DECISION, decision("") + "|" * 60_000 + "\n" + "|-" * 30_000 + "\n"),
    "20 kB of comment openings": put(AGENT, agent("<!-- " * 4_000)),
    "60 kB of blanks in a decision": put(DECISION, decision("") + " " * 60_000 + "x\n"),
    "impossible hour in a decision": put(DECISION, decision("date: 2026-01-01T99:99:99Z\n")),
    "long digits as an id": put(DECISION, decision("").replace("ADR-001", "9" * 10_000)),
    "template of a site generator": put(AGENT, agent("{{ 7*7 }} {% raw %} {#")),
    "folder called like an agent": Attack(lambda root: (root / AGENT).mkdir(parents=True), AGENT, ()),
    "name that is not UTF-8": named(b"agent-\xff\xfe.md", FRONT),
    "deep folders": Attack(lambda root: (root / "agents" / "/".join("d" * 400)).mkdir(parents=True), "agents", ()),
}
"""What must only be read in bounded time; its file may have findings or none."""
