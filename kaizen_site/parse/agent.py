"""An agent file becomes an `Agent`: shape alone is judged here, meaning in `check.agent`.

Every file gives an agent, whatever is wrong with its front matter or its bytes; one finding says so then.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import replace

from kaizen_site.model.catalogue import Agent
from kaizen_site.model.diagnostic import Diagnostic, Parsed
from kaizen_site.model.source import Document, Source
from kaizen_site.parse.agent_fields import Fields, read_fields
from kaizen_site.parse.agent_profiles import Profile, derive_name, find_profile, is_agent_path
from kaizen_site.parse.agent_recovery import recover
from kaizen_site.parse.fences import find_fences
from kaizen_site.parse.front_matter import read_markdown_text
from kaizen_site.parse.text import Text, decode, split_lines
from kaizen_site.rules.slug import slugify

__all__ = ["is_agent_path", "read_agent"]

_DESCRIPTION_LENGTH = 300
# Headings, rules, tables, quotes, bullets, comments and lines that are one link or picture.
_NO_PROSE = re.compile(r"[#|>]|[-*+] |<!--|(?:[-*_=] ?){3,}$|!?\[[^\]]*\]\([^)]*\)$")


def read_agent(source: Source, profile: str = "kaizen") -> Parsed[Agent]:
    """The agent of one file; an `unread` one, known by its name alone, when the file is not text.

    `profile` is one of kaizen, claude, copilot, opencode, gemini and skill. The slug is safe but not yet unique.
    """
    text, diagnostics = decode(source)
    rules = find_profile(source.path, profile)
    if text is None:
        return Parsed(source.path, _name_unread(source, rules), None, tuple(diagnostics))
    document, faults = read_markdown_text(text)
    if document.value is None:
        agent, document, fault = _recover_agent(text, document, faults[0], rules)
        return Parsed(source.path, agent, document, (*diagnostics, fault))
    values = document.value
    fields = read_fields(document, values if isinstance(values, Mapping) else {}, rules)
    # A fault of the YAML has taken values away: what would be said of them follows from it.
    shape = () if faults else fields.diagnostics
    return Parsed(source.path, _make_agent(document, fields, rules), document, (*diagnostics, *faults, *shape))


def _recover_agent(
    text: Text, document: Document, problem: Diagnostic, rules: Profile
) -> tuple[Agent, Document, Diagnostic]:
    saved = recover(text, problem)
    document = replace(
        document, body=saved.body, body_line=saved.body_line, fences=find_fences(saved.body, saved.body_line)
    )
    fields = read_fields(document, saved.fields, rules)
    if fields.description is None:
        fields = fields._replace(description=_find_paragraph(saved.body))
    return replace(_make_agent(document, fields, rules), malformed=True), document, saved.diagnostic


def _name_unread(source: Source, rules: Profile) -> Agent:
    name = derive_name(source.path, rules.name)
    digest = hashlib.sha256(source.content).hexdigest()
    return Agent(
        name, slugify(name), source.path, "", None, "", 1, digest, malformed=True, unread=True, profile=rules.name
    )


def _make_agent(document: Document, fields: Fields, rules: Profile) -> Agent:
    name = fields.name or derive_name(document.path, rules.name)
    return Agent(
        name=name,
        slug=slugify(name),
        path=document.path,
        description=fields.description or "",
        category=fields.category,
        prompt=document.body,
        prompt_line=document.body_line,
        digest=document.digest,
        memory=fields.memory,
        tools=fields.tools,
        model=fields.model,
        color=fields.color,
        version=fields.version,
        tags=fields.tags,
        metrics=fields.metrics,
        extra=fields.extra,
        profile=rules.name,
    )


def _find_paragraph(body: str) -> str | None:
    """The first paragraph that is prose: what a reader would take for the description."""
    paragraph: list[str] = []
    fenced = False
    for line in split_lines(body):
        bare = line.strip()
        if bare.startswith(("```", "~~~")):
            fenced = not fenced
        elif fenced or not bare or _NO_PROSE.match(bare):
            if paragraph:
                break
        else:
            paragraph.append(bare)
    text = " ".join(paragraph)
    return f"{text[: _DESCRIPTION_LENGTH - 1]}…" if len(text) > _DESCRIPTION_LENGTH else text or None
