"""Whether the rules of a definition mean something: what they loop over, ask and fill in is there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from kaizen_site.cards import rule as cards
from kaizen_site.check.condition import Problem, check_condition, check_path
from kaizen_site.check.scope import Items, Record, Scope, Shape, bind_loop, describe_shape
from kaizen_site.model.definition import Definition, Rule
from kaizen_site.model.diagnostic import Diagnostic, Related
from kaizen_site.model.source import At, Pointer
from kaizen_site.rules.condition import ConditionFault, NamePath, parse_condition
from kaizen_site.rules.condition_parser import parse_path
from kaizen_site.rules.mending import write_within
from kaizen_site.rules.nearest import nearest
from kaizen_site.rules.template import TemplateFault, parse_template
from kaizen_site.rules.wording import shorten


def check_rules(definition: Definition, roots: Mapping[str, Shape], loose: frozenset[str]) -> Iterator[Diagnostic]:
    """The faults of meaning of every rule; `roots` and `loose` are those of `check.scope.find_contexts`."""
    for rule in definition.rules:
        item, diagnostics = _check_loop(definition, rule, Scope(roots, loose, None))
        yield from diagnostics
        scope = bind_loop(roots, loose, rule, item)
        unbound: set[str] = set()
        for diagnostic in _check_texts(definition.path, rule, scope):
            # A wrong `bind_as` makes every use of the name wrong: one mistake, one finding.
            if diagnostic.card is cards.UNKNOWN_VARIABLE:
                if diagnostic.message in unbound:
                    continue
                unbound.add(diagnostic.message)
            yield diagnostic
        yield from _check_labels(definition.path, rule)


def _check_labels(path: str, rule: Rule) -> Iterator[Diagnostic]:
    first: dict[str, int] = {}
    for index, label in enumerate(rule.action.labels):
        other = first.setdefault(label.strip().casefold(), index)
        if other != index:
            pointer = (*_pointer(rule), "action", "labels")
            related = (Related(path, At((*pointer, other)), "the first one"),)
            message = f"the label `{shorten(label)}` stands twice"
            help_text = cards.DUPLICATE_LABEL.remedy
            yield cards.DUPLICATE_LABEL.at(path, At((*pointer, index)), message, help=help_text, related=related)


def _pointer(rule: Rule) -> Pointer:
    return ("rules", rule.index)


def _check_loop(definition: Definition, rule: Rule, scope: Scope) -> tuple[Shape, list[Diagnostic]]:
    if not rule.for_each:
        return None, []
    pointer = (*_pointer(rule), "for_each")
    path = parse_path(rule.for_each, 0, len(rule.for_each))
    if isinstance(path, ConditionFault):
        place = At(pointer, "value", (path.start, path.end))
        message = f"`{shorten(rule.for_each)}` is no path: {path.message}"
        help_text = "write a path such as `context.scheduled_runs`"
        return None, [cards.FOR_EACH_UNBOUND.at(definition.path, place, message, help=help_text)]
    if (unbound := _find_unbound(path, scope)) is not None:
        return None, [_say_unbound(definition, pointer, path, unbound)]
    shape, problems = check_path(path, scope)
    if isinstance(shape, Items):
        return shape.item, []
    if shape is not None:
        message = f"`{shorten(path.text)}` is {describe_shape(shape)}, not a list"
        help_text = "leave `for_each` out: the rule then runs once"
        return None, [cards.FOR_EACH_UNBOUND.at(definition.path, At(pointer), message, help=help_text)]
    return None, list(_place(definition.path, pointer, problems))


def _find_unbound(path: NamePath, scope: Scope) -> str | None:
    """The name at the front of the path that nothing binds."""
    if path.name in scope.loose:
        return None
    root = scope.roots.get(path.name)
    if path.name not in scope.roots:
        return path.name
    if path.name == "context" and isinstance(root, Record):
        key = path.steps[0].key if path.steps else ""
        return None if key in root.fields and key else f"context.{key}".rstrip(".")
    return None


def _say_unbound(definition: Definition, pointer: Pointer, path: NamePath, unbound: str) -> Diagnostic:
    names = [source.name for source in definition.context_sources if source.name]
    near = nearest(unbound.removeprefix("context."), names)
    message = f"no context source binds `{shorten(unbound)}`"
    end = path.steps[0].end if path.name == "context" and path.steps else path.name_end
    place = At(pointer, "value", (path.start, end))
    if near is None:
        bound = ", ".join(f"`context.{name}`" for name in names)
        help_text = f"bound are {bound}" if bound else "add a source to `context_sources`"
        return cards.FOR_EACH_UNBOUND.at(definition.path, place, message, help=help_text)
    index = next(i for i, source in enumerate(definition.context_sources) if source.name == near)
    where = At(("context_sources", index, "bind_to"))
    related = (Related(definition.path, where, f"`context.{near}` is bound here"),)
    help_text = f"did you mean `context.{near}`?"
    plain = path.text[: end - path.start] == unbound  # not one with brackets, whose name alone would have to change
    fix = write_within(pointer, (path.start, end), f"context.{near}") if plain else None
    return cards.FOR_EACH_UNBOUND.at(definition.path, place, message, help=help_text, related=related, fix=fix)


def _check_texts(path: str, rule: Rule, scope: Scope) -> Iterator[Diagnostic]:
    yield from _check_condition(path, rule, scope)
    for pointer, text in _list_templates(rule):
        yield from _check_template(path, (*_pointer(rule), *pointer), text, scope)


def _check_condition(path: str, rule: Rule, scope: Scope) -> Iterator[Diagnostic]:
    if rule.condition is None:
        return
    pointer = (*_pointer(rule), "condition")
    condition = parse_condition(rule.condition)
    if isinstance(condition, ConditionFault):
        place = At(pointer, "value", (condition.start, condition.end))
        fix = write_within(pointer, (condition.start, condition.end), condition.meant) if condition.meant else None
        yield cards.CONDITION_SYNTAX.at(path, place, condition.message, help=condition.help, fix=fix)
        return
    yield from _place(path, pointer, check_condition(condition, scope))


def _list_templates(rule: Rule) -> Iterator[tuple[Pointer, str]]:
    action = rule.action
    yield ("action", "task_template"), action.task_template
    yield ("action", "description"), action.description
    yield ("action", "target_repo"), action.target_repo
    yield ("action", "priority"), action.priority
    for index, label in enumerate(action.labels):
        yield ("action", "labels", index), label


def _check_template(path: str, pointer: Pointer, text: str, scope: Scope) -> Iterator[Diagnostic]:
    if "{" not in text:
        return
    template = parse_template(text)
    if isinstance(template, TemplateFault):
        place = At(pointer, "value", (template.start, template.end))
        yield cards.TEMPLATE_SYNTAX.at(path, place, template.message, help=template.help)
        return
    for name in template.names:
        yield from _place(path, pointer, check_path(name, scope)[1])


def _place(path: str, pointer: Pointer, problems: Iterable[Problem]) -> Iterator[Diagnostic]:
    for problem in problems:
        place = At(pointer, "value", (problem.start, problem.end))
        fix = None if problem.mend is None else write_within(pointer, problem.mend[:2], problem.mend[2])
        yield problem.card.at(path, place, problem.message, help=problem.help, fix=fix)
