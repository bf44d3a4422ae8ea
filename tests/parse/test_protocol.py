"""A protocol belongs to the agent whose folder it lies in."""

from __future__ import annotations

from kaizen_site.model.catalogue import Protocol
from kaizen_site.model.source import Source
from kaizen_site.parse.protocol import read_protocol


def read(text: str, path: str = "agents/protocols/sys-medic/disk-pressure.md") -> Protocol:
    value = read_protocol(Source(path, text.encode())).value
    assert value is not None
    return value


def test_agent_and_slug_come_from_the_path_and_the_title_from_the_front_matter() -> None:
    protocol = read('---\ntitle: "Disk pressure"\n---\n# Other\n\n1. Look.\n')
    assert (protocol.agent, protocol.slug, protocol.title) == ("sys-medic", "disk-pressure", "Disk pressure")
    assert protocol.body == "# Other\n\n1. Look.\n"


def test_front_matter_need_not_be_there() -> None:
    parsed = read_protocol(Source("protocols/coach/start.md", b"Words.\n\n# Start here #\r\n\n1. Go.\n"))
    assert parsed.diagnostics == ()
    assert parsed.value is not None
    assert (parsed.value.agent, parsed.value.title) == ("coach", "Start here")


def test_without_heading_the_file_gives_the_title() -> None:
    assert read("Just words.\n").title == "disk-pressure"


def test_a_protocol_outside_a_folder_names_its_agent_itself() -> None:
    assert read("---\nagent: coach\n---\nGo.\n", "protocols/start.md").agent == "coach"


def test_broken_front_matter_is_said_and_the_text_still_shown() -> None:
    parsed = read_protocol(Source("protocols/coach/start.md", b"---\ntitle: a: b\n---\nGo.\n"))
    assert [one.card.slug for one in parsed.diagnostics] == ["yaml/syntax"]
    assert parsed.value is not None
    assert parsed.value.body == "Go.\n"


def test_bytes_that_are_no_text_give_no_protocol() -> None:
    assert read_protocol(Source("protocols/a/b.md", b"\xff")).value is None
