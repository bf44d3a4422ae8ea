from __future__ import annotations

from kaizen_site.check.event_type import check_event_types
from kaizen_site.model.catalogue import EventAttribute, EventType


def event_type(path: str, *attributes: EventAttribute, type_id: str = "a.b.c") -> EventType:
    return EventType(type_id, path, "1.0", "us", None, None, attributes, "", "")


def test_two_files_of_one_type_name_each_other() -> None:
    found = list(check_event_types([event_type("one.md"), event_type("two.md"), event_type("x.md", type_id="x.y")]))
    assert [(one.path, one.card.slug, one.related[0].path) for one in found] == [
        ("one.md", "event-type/duplicate-id", "two.md"),
        ("two.md", "event-type/duplicate-id", "one.md"),
    ]


def test_types_that_could_not_be_read_are_no_duplicates() -> None:
    assert list(check_event_types([event_type("one.md", type_id=""), event_type("two.md", type_id="")])) == []


def test_an_attribute_lies_in_an_object() -> None:
    text = EventAttribute("summary", "string", True, "")
    inner = [EventAttribute(f"summary.{name}", "number", True, "") for name in ("rate", "count")]
    (found,) = check_event_types([event_type("one.md", text, *inner)])
    assert found.card.slug == "event-type/attribute-invalid"
    assert found.message == "`summary.rate` lies in `summary`, which is of type string and not an object"
    whole = EventAttribute("summary", "object", True, "")
    assert list(check_event_types([event_type("one.md", whole, *inner)])) == []
