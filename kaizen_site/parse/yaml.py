"""YAML with positions, through libyaml's node tree; scalars stay text (`Plain` without quotes).

Nothing here raises because of a document: syntax errors, duplicate keys, aliases, tags and depth become diagnostics.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

import yaml

from kaizen_site.cards import yaml as cards
from kaizen_site.model.diagnostic import Diagnostic, Related
from kaizen_site.model.source import At, NoPositions, Plain, Pointer, Positions, Span, Value
from kaizen_site.parse.scalar import locate_within
from kaizen_site.parse.text import CONTROL, LineTable, split_lines
from kaizen_site.parse.yaml_errors import explain_error, make_quoting

MAX_DEPTH = 64
_SAFE_DEPTH = 900  # libyaml's C stack holds tens of thousands; below this composing is certainly safe
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
# Types come later, from what is wanted: guessing them here would take a fifth of the time.
_Composer: Any = type("_Composer", (_Loader,), {"resolve": lambda _loader, _kind, _value, _implicit: ""})
# libyaml ends a line at these as YAML 1.1 did; in YAML 1.2, and for every editor, they are ordinary characters.
_OLD_BREAKS = {0x85: 0x10FF85, 0x2028: 0x10FF28, 0x2029: 0x10FF29}
_RESTORED = {stand_in: character for character, stand_in in _OLD_BREAKS.items()}
_STRANGE = re.compile("[\x85\u2028\u2029]")


class Reading(NamedTuple):
    """The value (None when it can't be used), where its parts stand, and what is wrong."""

    value: Value | None
    positions: Positions
    diagnostics: list[Diagnostic]

    @property
    def broken(self) -> bool:
        """Whether the text is no YAML at all."""
        return self.value is None and bool(self.diagnostics)


class Origin(NamedTuple):
    """Where a YAML text stands in its file: lines above it and columns taken off each line."""

    path: str
    lines_above: int = 0
    indent: int = 0

    def shift(self, span: Span) -> Span:
        """The file's span for a span of the text."""
        above, indent = self.lines_above, self.indent
        return Span(span.line + above, span.column + indent, span.end_line + above, span.end_column + indent)


def read_yaml(text: str, origin: Origin) -> Reading:
    """Read one YAML document; an empty one has the value Plain("")."""
    if _may_be_deep(text) and not _is_shallow(text):
        return Reading(None, NoPositions(), [_say_too_deep(origin, None)])
    readable = make_readable(text)
    try:
        loader = _Composer(readable)
        try:
            root = loader.get_single_node()
        finally:
            loader.dispose()
    except (yaml.YAMLError, ValueError) as error:
        diagnostic = explain_error(error, text, origin.path, origin.lines_above, origin.indent)
        return Reading(None, NoPositions(), [diagnostic])
    except RecursionError:  # only PyYAML's own loader, where libyaml is absent, gets here
        return Reading(None, NoPositions(), [_say_too_deep(origin, None)])
    if root is None:
        return Reading(Plain(""), NoPositions(), [])
    tree = NodeTree(root, text, origin)
    builder = _Builder(tree, restore=readable is not text)
    return Reading(builder.build(root, (), 0), tree, builder.diagnostics)


class NodeTree:
    """Positions by walking the node tree: nothing is indexed until a finding asks."""

    __slots__ = ("_lines", "_root", "origin", "text")

    def __init__(self, root: Any, text: str, origin: Origin) -> None:
        self.text = text
        self.origin = origin
        self._root = root
        self._lines: LineTable | None = None

    def span(self, at: At) -> Span | None:
        """The span of a key, a value, or a stretch inside a scalar."""
        key, node = None, self._root
        for step in at.pointer:
            found = _step_into(node, step)
            if found is None:
                return None
            key, node = found
        if at.part == "key" and key is not None:
            node = key
        if at.within is not None and isinstance(node, yaml.ScalarNode):
            start = node.start_mark.index
            raw = self.text[start : node.end_mark.index]
            first, last = locate_within(raw, node.style, node.value, *at.within)
            return self._span(start + first, start + last)
        return self.span_of(node)

    def span_of(self, node: Any) -> Span:
        """The file's span of a node, without the blank lines that libyaml counts to it."""
        return self._span(node.start_mark.index, self._end(node))

    def _span(self, start: int, end: int) -> Span:
        if self._lines is None:
            self._lines = LineTable(self.text)
        return self.origin.shift(self._lines.span(start, end))

    def _end(self, node: Any) -> int:
        # A block collection ends where the next token begins, often lines below: its last child's end is what one sees.
        while isinstance(node, yaml.CollectionNode) and node.value and not node.flow_style:
            last = node.value[-1]
            node = last[1] if isinstance(last, tuple) else last
        start: int = node.start_mark.index
        end: int = node.end_mark.index
        if isinstance(node, yaml.ScalarNode) and node.style in ("|", ">"):
            end = start + len(self.text[start:end].rstrip())
        return max(start, end)


def make_readable(text: str) -> str:
    """The text, as long as it was, with stand-ins for what libyaml refuses or takes for a line end."""
    if text.isascii() and not CONTROL.search(text):
        return text
    if _STRANGE.search(text):
        text = text.translate(_OLD_BREAKS)
    return CONTROL.sub("\ufffd", text)  # who decoded the file has reported them, and one finding is enough


def _step_into(node: Any, step: str | int) -> tuple[Any, Any] | None:
    if isinstance(node, yaml.MappingNode) and isinstance(step, str):
        return next(((key, value) for key, value in node.value if key.value == step), None)
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and 0 <= step < len(node.value):
        return None, node.value[step]
    return None


class _Builder:
    __slots__ = ("_has_marks", "_restore", "_seen", "diagnostics", "tree")

    def __init__(self, tree: NodeTree, *, restore: bool) -> None:
        self.tree = tree
        self.diagnostics: list[Diagnostic] = []
        self._restore = restore
        self._seen: set[int] = set()
        self._has_marks = "&" in tree.text or "!" in tree.text

    def build(self, node: Any, pointer: Pointer, depth: int) -> Value:
        if depth > MAX_DEPTH:
            self.diagnostics.append(_say_too_deep(self.tree.origin, self.tree.span_of(node)))
            return Plain("")
        scalar = isinstance(node, yaml.ScalarNode)
        if not scalar or self._has_marks:
            if id(node) in self._seen:  # only what has an anchor can be used twice, and that was said
                return Plain("")
            self._seen.add(id(node))
            self._check_mark(node)
        if scalar:
            return self._build_scalar(node)
        if isinstance(node, yaml.SequenceNode):
            return [self.build(child, (*pointer, index), depth + 1) for index, child in enumerate(node.value)]
        return self._build_mapping(node, pointer, depth)

    def _build_scalar(self, node: Any) -> str:
        text = self._text(node)
        return text if node.style else Plain(text)

    def _text(self, node: Any) -> str:
        text: str = node.value
        return text.translate(_RESTORED) if self._restore else text

    def _build_mapping(self, node: Any, pointer: Pointer, depth: int) -> dict[str, Value]:
        mapping: dict[str, Value] = {}
        first: dict[str, Any] = {}
        for key_node, value_node in node.value:
            if not isinstance(key_node, yaml.ScalarNode):
                self._say_key_not_text(node, key_node)
                continue
            key = self._text(key_node)
            if key == "<<" and not key_node.style:
                self._say_alias(key_node, "`<<` merges another mapping in")
                continue
            if key in first:
                self._say_duplicate(key, first[key], key_node, pointer)
                continue
            first[key] = key_node
            mapping[key] = self.build(value_node, (*pointer, key), depth + 1)
        return mapping

    def _check_mark(self, node: Any) -> None:
        start = node.start_mark.index
        mark = self.tree.text[start : start + 1]
        if mark == "&":
            self._say_alias(node, "a value that begins with `&` is a YAML anchor")
        elif mark == "!":
            message = "a value that begins with `!` is a YAML tag"
            help_text = "take the tag away, or put the whole value in quotes"
            self.diagnostics.append(
                cards.TAG.at(self.tree.origin.path, self.tree.span_of(node), message, help=help_text)
            )

    def _say_key_not_text(self, node: Any, key: Any) -> None:
        path, span, text = self.tree.origin.path, self.tree.span_of(key), self.tree.text
        start = key.start_mark.index
        if start and text[start - 1] == text[start] == "{" and node.start_mark.index == start - 1:
            line = split_lines(text)[span.line - self.tree.origin.lines_above - 1]
            message = "a value that begins with `{{` is a YAML mapping"
            fix = make_quoting(line, span.line, self.tree.origin.indent)
            diagnostic = cards.KEY_NOT_TEXT.at(path, span, message, help="put the value in quotes", fix=fix)
        else:
            diagnostic = cards.KEY_NOT_TEXT.at(path, span, "a key is a list or a mapping; it must be text")
        self.diagnostics.append(diagnostic)

    def _say_alias(self, node: Any, what: str) -> None:
        if any(diagnostic.card is cards.ALIAS for diagnostic in self.diagnostics):
            return  # whoever uses one uses many, and all go the same way
        message = f"{what}: anchors, aliases and merge keys are not taken"
        help_text = "write the value out where it is used, or put it in quotes if it is meant as text"
        span = self.tree.span_of(node)
        self.diagnostics.append(cards.ALIAS.at(self.tree.origin.path, span, message, help=help_text))

    def _say_duplicate(self, key: str, first: Any, second: Any, pointer: Pointer) -> None:
        path = self.tree.origin.path
        what = f"agent `{key}` is declared" if pointer == ("agents",) else f"the key `{key}` stands"
        first_span = self.tree.span_of(first)
        self.diagnostics.append(
            cards.DUPLICATE_KEY.at(
                path,
                self.tree.span_of(second),
                f"{what} twice: first on line {first_span.line}; a YAML reader would keep only the last",
                help="keep one of the two",
                related=(Related(path, first_span, "first declared here"),),
            )
        )


def _say_too_deep(origin: Origin, span: Span | None) -> Diagnostic:
    return cards.TOO_DEEP.at(origin.path, span, f"the YAML is nested more than {MAX_DEPTH} levels deep")


def _may_be_deep(text: str) -> bool:
    # An upper bound that costs a few counts: every level needs one of these or a line of its own that is indented
    # further than the last, and size limits keep the latter below the bound.
    return sum(map(text.count, ("[", "{", "- ", "-\t", "? ", "?\t"))) > _SAFE_DEPTH


def _is_shallow(text: str) -> bool:
    depth = 0
    for event in _events(text):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > MAX_DEPTH:
                return False
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
    return True


def _events(text: str) -> Iterator[Any]:
    try:
        yield from yaml.parse(make_readable(text), Loader=_Loader)
    except (yaml.YAMLError, ValueError):
        return  # composing meets the same error and explains it
