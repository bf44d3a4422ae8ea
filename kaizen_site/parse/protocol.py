"""A protocol file becomes a `Protocol`: `protocols/<agent>/<slug>.md`; front matter may be there and need not."""

from __future__ import annotations

import re
from collections.abc import Mapping

from kaizen_site.cards import front_matter as cards
from kaizen_site.model.catalogue import Protocol
from kaizen_site.model.diagnostic import Parsed
from kaizen_site.model.source import Document, Source, Value
from kaizen_site.parse.front_matter import read_markdown
from kaizen_site.parse.values import as_text
from kaizen_site.rules.slug import slugify

_HEADING = re.compile(r"^# +(.+)$", re.MULTILINE)


def read_protocol(source: Source) -> Parsed[Protocol]:
    """The protocol of one file. Its agent is the folder's name, its title the front matter's or the first heading."""
    document, faults = read_markdown(source)
    diagnostics = tuple(fault for fault in faults if fault.card is not cards.MISSING)
    if document is None:
        return Parsed(source.path, None, None, diagnostics)
    return Parsed(source.path, _make_protocol(document), document, diagnostics)


def _make_protocol(document: Document) -> Protocol:
    fields: Mapping[str, Value] = document.value if isinstance(document.value, Mapping) else {}
    *above, last = document.path.split("/")
    stem = last.removesuffix(".md")
    body = document.body or document.text
    in_folder = len(above) > 1 and above[-2] == "protocols"
    heading = _HEADING.search(body)
    return Protocol(
        agent=above[-1] if in_folder else as_text(fields.get("agent")) or "",
        slug=slugify(stem),
        title=as_text(fields.get("title")) or (heading[1].rstrip(" #\r") if heading else stem),
        path=document.path,
        body=body,
        digest=document.digest,
    )
