"""The reference of the command, made from the command itself."""

from __future__ import annotations

from collections.abc import Iterator

from kaizen_site.model.site import Page, Site
from kaizen_site.render.site.frame import make_page
from kaizen_site.render.site.words import count_words


def make_reference(site: Site) -> Iterator[Page]:
    """One page with every command; none where the commands are not known."""
    if not site.commands:
        return
    view = {
        "commands": [
            {
                "command": command.words,
                "name": command.words.partition(" ")[2] or command.words,
                "id": command.words.replace(" ", "-"),
                "summary": command.summary,
                "usage": command.usage,
                "text": command.text,
                "options": [{"option": option.names, "meaning": option.text} for option in command.options],
            }
            for command in site.commands
        ]
    }
    summary = f"{count_words(len(site.commands), 'command')} of kaizen-agentic with their options."
    yield make_page(site, "reference/", "Command reference", summary, "reference.html.j2", view)
