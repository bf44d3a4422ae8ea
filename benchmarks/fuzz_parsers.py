"""Fuzzes the readers with coverage to guide it; run by hand, it ends at the first failure or after `-max_total_time`.

`pip install atheris`, then `python benchmarks/fuzz_parsers.py CORPUS -max_total_time=600 -max_len=4096`. CORPUS is a
folder for the inputs it finds (left out: none are kept). The first byte of an input chooses the reader.
"""

from __future__ import annotations

import sys
from pathlib import Path

import atheris

sys.path.append(str(Path(__file__).parents[1]))

with atheris.instrument_imports(include=["kaizen_site"]):
    from kaizen_site.derive.finding import locate_findings
    from kaizen_site.model.diagnostic import Diagnostic
    from kaizen_site.model.source import Document, Source
    from kaizen_site.parse.agent import read_agent
    from kaizen_site.parse.decision import read_decision
    from kaizen_site.parse.definition import read_definition
    from kaizen_site.parse.event_type import read_event_type
    from kaizen_site.parse.execution import document_of, read_executions
    from kaizen_site.parse.memory import read_memory
    from kaizen_site.parse.schedule import read_schedule
    from kaizen_site.parse.snapshot import read_repo, read_snapshot
    from kaizen_site.rules.condition import parse_condition
    from kaizen_site.rules.cron import parse_cron
    from kaizen_site.rules.template import parse_template

READERS = 11


def fuzz(content: bytes) -> None:
    """One input: an exception, or a finding outside the document, ends the run."""
    if not content:
        return
    number, content = content[0] % READERS, content[1:]
    if number == READERS - 1:
        text = content.decode("utf-8", "replace")
        parse_cron(text)
        parse_condition(text)
        parse_template(text)
        return
    document, diagnostics = read(number, content)
    known = {} if document is None else {document.path: document}
    for finding in locate_findings(diagnostics, known):
        if not finding.message.isprintable() or (document is not None and not finding.excerpt):
            raise RuntimeError(f"{finding.card.slug} at {finding.span}: {finding.message!a}")


def read(number: int, content: bytes) -> tuple[Document | None, tuple[Diagnostic, ...]]:
    """The document and the diagnostics of one of the readers."""
    source = Source("agents/agent-a.md", content)
    if number == 0:
        executions = read_executions(source)
        return document_of(source), executions.diagnostics
    parsed = (
        read_schedule,
        read_definition,
        read_event_type,
        read_snapshot,
        read_agent,
        lambda one: read_decision(one, "docs/adr"),
        lambda one: read_memory(one, "a"),
        lambda one: read_repo(one, "a"),
        lambda one: read_agent(one, "claude"),
    )[number - 1](source)
    return parsed.document, parsed.diagnostics


if __name__ == "__main__":
    atheris.Setup(sys.argv, fuzz)
    atheris.Fuzz()
