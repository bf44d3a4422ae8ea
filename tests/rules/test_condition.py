from __future__ import annotations

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaizen_site.rules.condition import (
    Condition,
    ConditionError,
    ConditionFault,
    compile_condition,
    names,
    parse_condition,
    parts,
)

RUN = {"agent": "coach", "enabled": True, "labels": ["kaizen", "coach"], "tries": 4, "note": None, "rate": 0.75}
CONTEXT: Mapping[str, object] = {
    "r": RUN,
    "context": {"runs": [RUN], "metrics": {"summary": {"success_rate": 0.75, "execution_count": 12}}},
    "event": {"attributes": {"odd-name": "x"}},
}


def condition(text: str) -> Condition:
    parsed = parse_condition(text)
    assert isinstance(parsed, Condition)
    return parsed


def fault(text: str) -> ConditionFault:
    parsed = parse_condition(text)
    assert isinstance(parsed, ConditionFault)
    return parsed


@pytest.mark.parametrize(
    "text",
    [
        'r.agent == "coach" and r.enabled == true',
        "r.agent == 'coach' && r.enabled == True",
        "r.enabled",
        "!(r.enabled == false) || false",
        "not r.agent == 'x'",
        "context.metrics.summary.success_rate < 0.8 && context.metrics.summary.execution_count >= 5",
        'r["agent"] in ["coach", "optimization"]',
        '"kaizen" in r.labels and "x" not in r.labels',
        "len(r.labels) == 2 and len(r.agent) > 4",
        'lower("COACH") == r.agent and upper(r.agent) == "COACH"',
        'startswith(r.agent, "co") and endswith(r.agent, "ch") and contains(r.agent, "oac")',
        'contains(r.labels, "coach")',
        "context.runs[0].agent == r.agent",
        "r.note == null and r.note == None and r.tries != null",
        'event.attributes["odd-name"] == "x"',
        "r.tries == 4.0 and r.tries > -1 and r.rate <= 1e0",
        '"oac" in r.agent',
        "r.labels == ['kaizen', 'coach']",
    ],
)
def test_a_condition_that_holds(text: str) -> None:
    assert compile_condition(condition(text))(CONTEXT) is True


@pytest.mark.parametrize(
    "text",
    [
        "r.enabled == 1",
        "r.tries == '4'",
        "r.agent == null",
        "r.agent in []",
        "r.tries == true",
        "false or r.rate > 0.75",
        "r.enabled and not r.enabled",
    ],
)
def test_a_condition_that_does_not_hold(text: str) -> None:
    assert compile_condition(condition(text))(CONTEXT) is False


@pytest.mark.parametrize(
    ("text", "name", "words"),
    [
        ("r.missing == 1", "r.missing", "the field `missing` is missing"),
        ("q.agent == 1", "q.agent", "`q` is not bound"),
        ("r.note.x == 1", "r.note.x", "can't be taken of null"),
        ("r.agent.x == 1", "r.agent.x", "can't be taken of a text"),
        ("context.runs[7] == 1", "context.runs[7]", "the list has 1 items"),
        ("r.agent", "r.agent", "a text, not true or false"),
        ("r.tries and true", "r.tries", "a number, not true or false"),
        ("r.agent < 1", "r.agent < 1", "have no order"),
        ("r.enabled > false", "r.enabled > false", "have no order"),
        ("1 in r.agent", "1 in r.agent", "can't be in a text"),
        ("1 in r.tries", "1 in r.tries", "nothing is in a number"),
        ("len(r.tries) == 1", "len(r.tries)", "has no length"),
        ("lower(r.tries) == 'x'", "lower(r.tries)", "wants texts"),
    ],
)
def test_an_item_without_a_result_is_an_error_with_a_name(text: str, name: str, words: str) -> None:
    with pytest.raises(ConditionError) as raised:
        compile_condition(condition(text))(CONTEXT)
    assert raised.value.name == name
    assert words in str(raised.value)


def test_and_and_or_stop_at_the_operand_that_decides() -> None:
    assert compile_condition(condition("r.enabled or r.missing == 1"))(CONTEXT) is True
    assert compile_condition(condition("false and r.missing == 1"))(CONTEXT) is False


@pytest.mark.parametrize(
    ("text", "words", "place", "help_text"),
    [
        ('r.agent = "coach"', "`=` does not compare", "=", "did you mean `==`?"),
        ("r.a === 1", "`===` is no comparison", "===", "did you mean `==`?"),
        ("r.a <> 1", "`<>` is no comparison", "<>", "did you mean `!=`?"),
        ("a & b", "`&` is no comparison", "&", "did you mean `&&`?"),
        ("a AND b", "`AND` has no meaning", "AND", "did you mean `and`?"),
        ("a == TRUE", "`TRUE` has no meaning", "TRUE", "did you mean `true`?"),
        ("a is b", "`is` has no meaning", "is", "did you mean `==`?"),
        ("a + 1 == 2", "no arithmetic", "+", "hyphen"),
        ("a -1", "no arithmetic", "-", None),
        ("a if b", "no `if`", "if", None),
        ("a < b < c", "chained", "<", "a < b and b < c"),
        ('a == "x', "not closed", '"x', "close it"),
        ("a == \u201cx\u201d", "typographic", "\u201c", "straight"),
        ("(a == 1", "`(` is not closed", "(", "add `)`"),
        ("a == 1)", "`)` stands where", ")", None),
        ("{{r.a}} == 1", "`{` can't stand", "{", "without braces"),
        ("exec(a)", "no function `exec`", "exec", "there are"),
        ("startwith(a, 'x')", "no function `startwith`", "startwith", "did you mean `startswith`?"),
        ("len(a, b) == 1", "takes one value, not 2", "len(a, b)", None),
        ("r.agent.startswith('x')", "no functions of its own", "startswith(", "startswith(r.agent, …)"),
        ("a.", "a field's name is missing", ".", None),
        ("a[-1]", "an index is a whole number", "[-1", None),
        ("a[b]", "an index is a whole number", "[b", None),
        ("a ==", "the condition ends where", "=", None),
        ("a; b", "`;` can't stand", ";", None),
        ("a == 1e999", "too large", "1e999", None),
        ("lambda: 1", "`:`", ":", "use `and` and `or`"),
        ("  ", "the condition is empty", "  ", "delete"),
    ],
)
def test_a_fault_points_at_the_part(text: str, words: str, place: str, help_text: str | None) -> None:
    found = fault(text)
    assert words in found.message
    assert text[found.start : found.end] == place
    assert found.help is None if help_text is None else help_text in (found.help or "")


def test_length_and_depth_are_bounded() -> None:
    assert "at most 2000" in fault("x" * 2001).message
    assert "40 levels" in fault("(" * 41 + "a" + ")" * 41).message
    assert "40 levels" in fault("not " * 41 + "a").message
    assert isinstance(parse_condition("(" * 40 + "a" + ")" * 40), Condition)
    long_path = "a" + ".b" * 900
    assert [name.text for name in names(condition(long_path))] == [long_path]


def test_names_carry_their_places() -> None:
    text = 'r.agent == "coach" and not (context.m["a b"][0] < 1)'
    found = names(condition(text))
    assert [text[name.start : name.end] for name in found] == ["r.agent", 'context.m["a b"][0]']
    assert [step.key for step in found[1].steps] == ["m", "a b", 0]
    assert [text[step.start : step.end] for step in found[1].steps] == ["m", '"a b"', "0"]


def decide(parsed: Condition) -> bool | ConditionError:
    try:
        return compile_condition(parsed)(CONTEXT)
    except ConditionError as error:
        return error


ATOMS = st.sampled_from(["r.agent", "r.tries", "context.runs[0].rate", '"coach"', "'x'", "1", "-2.5", "true", "null"])
OPERATORS = st.sampled_from(["==", "!=", "<", "<=", ">", ">=", "in", "not in"])
COMPARISONS = st.tuples(ATOMS, OPERATORS, ATOMS).map(" ".join)
CONDITIONS = st.recursive(
    COMPARISONS,
    lambda inner: st.one_of(
        inner.map(lambda one: f"not ({one})"),
        st.tuples(inner, st.sampled_from(["and", "or", "&&", "||"]), inner).map(
            lambda parts_: f"({parts_[0]}) {parts_[1]} {parts_[2]}"
        ),
    ),
    max_leaves=6,
)


@given(CONDITIONS)
def test_a_well_formed_condition_gives_a_boolean_or_a_condition_error(text: str) -> None:
    parsed = condition(text)
    for node in parts(parsed.root):
        assert 0 <= node.start < node.end <= len(text)
    result = decide(parsed)
    assert result.name in text if isinstance(result, ConditionError) else result in (True, False)


@given(st.text(max_size=80) | st.text(alphabet="abr.[]()!=<>&|\"' 01,notin", max_size=60))
def test_any_text_is_a_condition_or_a_fault_with_a_place_inside_it(text: str) -> None:
    parsed = parse_condition(text)
    if isinstance(parsed, ConditionFault):
        assert 0 <= parsed.start <= parsed.end <= len(text)
        return
    result = decide(parsed)
    assert str(result) if isinstance(result, ConditionError) else result in (True, False)
