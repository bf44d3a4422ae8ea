"""A project whose every text attacks the site: used by the tests of the plugin and of the browser."""

from __future__ import annotations

import json
from pathlib import Path

SCRIPT = "</title></h1><script>window.pwned=1</script><img src=x onerror=window.pwned=2>"
TEMPLATE = "{{ 7*7 }} {% raw %} {{ config.site_dir }} {%- for"
SNIPPET = '--8<-- "secret.txt"'
LINK = "[x](javascript:window.pwned=3) [y](data:text/html,<script>) <javascript:window.pwned=4>"
BRACKETS = "[" * 20_000
SEPARATORS = "a\u2028b\u2029c </script><!--<script>"
BREAKOUT = "```\n````\n</code></pre></textarea><script>window.pwned=5</script>"
HTML = '<svg/onload=window.pwned=6><iframe srcdoc="<script>parent.pwned=7</script>"></iframe><!-- hidden -->'
IMAGE = "![pic](https://attacker.example/x.png) <img src=https://attacker.example/y.png>"
LINE = f"{SCRIPT} {TEMPLATE} {SNIPPET} {LINK} {SEPARATORS} {HTML} {IMAGE}"
EVERYTHING = f"{LINE}\n\n{SNIPPET}\n\n{BREAKOUT}\n\n{HTML}\n\n{IMAGE}\n\n{BRACKETS}"


def write_hostile_project(root: Path) -> None:
    """Agents, decisions, definitions, events, protocols and a fleet below `root`, all of them hostile."""
    quoted = json.dumps(LINE)
    _write(root / "docs/secret.txt", "TOP-SECRET-42\n")
    _write(
        root / "docs/guide.md",
        "# A guide\n\nSee [the record](adr/0001-x.md) and [the agent](../agents/agent-evil.md).\n",
    )
    head = f"---\nname: evil\ndescription: {quoted}\ncategory: testing\ntools: [{quoted}]\n"
    head += f"model: {quoted}\nitems: {quoted}\n---\n"
    _write(root / "agents/agent-evil.md", f"{head}\n# {LINE}\n\n{EVERYTHING}\n")
    _write(root / "agents/agent-broken.md", f"---\nname: {LINE}\n  bad: [\n---\n{EVERYTHING}\n")
    _write(root / "agents/protocols/evil/steps.md", f"# {LINE}\n\n{EVERYTHING}\n")
    record = f"---\nid: ADR-001\ntitle: {quoted}\nstatus: {quoted}\ndate: 2026-01-01\ndeciders: [{quoted}]\n---\n"
    _write(root / "docs/adr/0001-x.md", f"{record}\n# {LINE}\n\n{EVERYTHING}\n")
    _write(root / "docs/adr/0002-y.md", f"# {LINE}\n\n## Status\n\nSuperseded by [ADR-001]({LINE})\n\n{EVERYTHING}\n")
    definition = (
        f"---\nid: evil-definition\nname: {quoted}\nenabled: true\nowner: {quoted}\ngovernance: {quoted}\n"
        f"status: active\n"
        f"trigger: {{type: cron, cron_expression: '0 9 * * 1', timezone: Europe/Berlin, misfire_policy: skip}}\n"
        f"context_sources: []\n---\n\n{EVERYTHING}\n\n"
        f"```rule\nid: a-rule\ncondition: {quoted}\naction:\n  task_template: {quoted}\n  labels: [{quoted}]\n```\n"
    )
    _write(root / "activity-definitions/evil.md", definition)
    row = LINE.replace("|", "").replace("\u2028", "").replace("\u2029", "")
    event = (
        f"---\ntype_id: evil.event\nversion: {quoted}\npublisher: {quoted}\nstatus: {quoted}\n---\n\n{EVERYTHING}\n\n"
        f"## Attributes\n\n| Name | Type | Required | Description |\n|---|---|---|---|\n"
        f"| `a` | string | yes | {row} |\n"
    )
    _write(root / "event-types/evil.event.md", event)
    _write_fleet(root / "fleet")


def _write_fleet(fleet: Path) -> None:
    _write(fleet / "snapshot.yml", f'version: "1"\ntaken_at: "2026-11-20T06:00:00Z"\nhost: {json.dumps(LINE)}\n')
    for slug, skipped in (("good", None), ("bad", {"reason": LINE, "errors": [LINE]})):
        repo = {
            "slug": slug,
            "domain": LINE,
            "root": "/home/someone/x",
            "url": LINE,
            "revision": LINE,
            "skipped": skipped,
        }
        _write(fleet / f"repos/{slug}/repo.json", json.dumps(repo))
        schedule = 'version: "1"\nagents:\n  evil: {cadence: weekly, cron: "0 9 * * 1", enabled: true}\n'
        _write(
            fleet / f"repos/{slug}/schedule.yml",
            schedule + (f"# {row_of(LINE)}\n" if skipped is None else f"x: {json.dumps(LINE)}\n"),
        )
        _write(
            fleet / f"repos/{slug}/agents/evil/memory.md",
            f"---\nagent: evil\nproject: {json.dumps(LINE)}\n---\n{EVERYTHING}\n",
        )
        record = {"timestamp": "2026-11-16T08:00:00Z", "agent": "evil", "success": True, "session_id": LINE}
        _write(fleet / f"repos/{slug}/metrics/evil/executions.jsonl", json.dumps(record) + "\n")


def row_of(text: str) -> str:
    """The text without what would end a line of YAML."""
    return text.replace("\u2028", "").replace("\u2029", "")


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
