"""The fields of an agent's front matter, read as the types they have; each in the wrong shape is said once.

Tools may be a comma or blank separated text, a list or (in foreign files) a mapping of switches: all read alike.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from kaizen_site.cards import agent as cards
from kaizen_site.model.diagnostic import Card, Diagnostic, Fix, Severity
from kaizen_site.model.source import At, Document, Span, Value
from kaizen_site.parse.agent_profiles import Profile
from kaizen_site.parse.agent_repair import KNOWN_KEYS
from kaizen_site.parse.values import LOOSE_BOOLEANS, as_boolean, as_text, as_texts, is_null, name_shape
from kaizen_site.rules.mending import find_meant, write_word
from kaizen_site.rules.nearest import nearest
from kaizen_site.rules.tools import ALL_TOOLS

_OPTIONAL = ("category", "memory", "tools", "model", "color", "version", "tags", "metrics")
_MISSING = {"name": cards.NAME_MISSING, "description": cards.DESCRIPTION_MISSING}
_EXAMPLES = {"name": "`name: …`", "description": "`description: …`, a sentence that says what the agent does"}
_SYNONYMS = {"desc": "description", "summary": "description", "about": "description", "title": "name", "id": "name"}
_MEMORY_WORDS = {
    "true": "enabled", "yes": "enabled", "on": "enabled", "false": "disabled", "no": "disabled", "off": "disabled",
    "none": "disabled", "user": "enabled", "project": "enabled", "local": "enabled",
}  # fmt: skip
_READ = frozenset(
    [
        "name",
        "description",
        "category",
        "memory",
        "tools",
        "allowed-tools",
        "model",
        "color",
        "version",
        "tags",
        "metrics",
    ]
)
_ARGUMENTS = re.compile(r"\([^()]*\)")
_BY_COMMA = re.compile(r"(?:[^,()]|\([^()]*\)|[()])+")
_BY_BLANK = re.compile(r"(?:[^\s()]|\([^()]*\)|[()])+")
_OPENING_LINE = Span(1, 1, 1, 4)


class Fields(NamedTuple):
    """An agent's front matter; None where a field is not given. `tools` is None when none are listed."""

    name: str | None
    description: str | None
    category: str | None
    memory: bool
    tools: tuple[str, ...] | None
    model: str | None
    color: str | None
    version: str | None
    tags: tuple[str, ...]
    metrics: Value | None
    extra: Mapping[str, Value]
    diagnostics: tuple[Diagnostic, ...]


def read_fields(document: Document, values: Mapping[str, Value], profile: Profile) -> Fields:
    """The typed fields of a front matter; places are looked up in the document."""
    reader = _Reader(document, values, profile)
    kept = {key: value for key, value in values.items() if key not in _READ or (key == "memory" and profile.foreign)}
    required = {key: reader.require(key) for key in ("name", "description")}
    reader.find_slips()
    return Fields(
        name=required["name"],
        description=required["description"],
        category=reader.text("category"),
        memory=reader.memory(),
        tools=reader.tools(),
        model=reader.model(),
        color=reader.text("color"),
        version=reader.text("version"),
        tags=reader.tags(),
        metrics=None if is_null(values.get("metrics")) else values["metrics"],
        extra=kept,
        diagnostics=tuple(reader.diagnostics),
    )


def split_tools(text: str) -> tuple[str, ...] | None:
    """Tool names of a text separated by commas or blanks, arguments in parentheses kept; None for all tools."""
    plain = text.strip().strip("[]").strip()
    if plain.strip("'\"").casefold() in ALL_TOOLS:
        return None
    parts = _BY_COMMA if "," in _ARGUMENTS.sub("", plain) else _BY_BLANK
    return tuple(name for match in parts.finditer(plain) if (name := match[0].strip().strip("'\"")))


class _Reader:
    __slots__ = ("_document", "_profile", "_values", "diagnostics")

    def __init__(self, document: Document, values: Mapping[str, Value], profile: Profile) -> None:
        self._document = document
        self._values = values
        self._profile = profile
        self.diagnostics: list[Diagnostic] = []

    def text(self, key: str) -> str | None:
        value = self._values.get(key)
        text = as_text(value)
        if text is None and not is_null(value):
            self._say_shape(key, value, "text")
        return None if text is None else text.strip()

    def require(self, key: str) -> str | None:
        text = self.text(key)
        if text or not (key not in self._values or is_null(self._values[key]) or text == ""):
            return text
        severity = self._profile.required.get(key)
        misspelt = None if key in self._values else self._find_misspelt(key)
        if misspelt is not None:
            self._say_misspelt(key, misspelt)
            return as_text(self._values[misspelt])
        if severity is not None:
            empty = key in self._values
            where = At((key,), "key") if empty else _OPENING_LINE
            message = f"`{key}` is empty" if empty else f"required key `{key}` is missing"
            self._say(_MISSING[key], where, message, help_text=f"add {_EXAMPLES[key]}", severity=severity)
        return None

    def find_slips(self) -> None:
        """A warning for each unknown field that is a near miss of a known one which is not there."""
        absent = [key for key in _OPTIONAL if key not in self._values]
        for written in self._values:
            meant = None if written in KNOWN_KEYS else find_meant(written, absent)
            if meant is None:
                continue
            message = f"unknown key `{written}`; did you mean `{meant.word}`?"
            fix = write_word((written,), written, meant.word, safe=meant.certain, part="key")
            where = At((written,), "key")
            self._say(
                cards.UNKNOWN_KEY, where, message, help_text=f"write `{meant.word}`", fix=fix, severity=Severity.WARNING
            )

    def memory(self) -> bool:
        value = self._values.get("memory")
        if is_null(value) or not self._profile.memory:
            return True
        word = as_text(value)
        if word is None:
            self._say_shape("memory", value, "text")
        elif word not in self._profile.memory:
            self._say_memory(word, switched=as_boolean(value) is not None or word.lower() in LOOSE_BOOLEANS)
        return word != "disabled" and as_boolean(value) is not False

    def tools(self) -> tuple[str, ...] | None:
        key = "tools" if "tools" in self._values else "allowed-tools"
        value = self._values.get(key)
        if is_null(value):
            return None
        if isinstance(value, str):
            return split_tools(value)
        if isinstance(value, Mapping) and self._profile.foreign:
            return tuple(tool for tool, switch in value.items() if as_boolean(switch) is not False)
        texts = as_texts(value)
        if texts is None:
            self._say_shape(key, value, "a list, or a text with commas")
            return None
        names = tuple(text.strip() for text in texts if text.strip())
        return None if any(name.casefold() in ALL_TOOLS for name in names) else names

    def model(self) -> str | None:
        value = self._values.get("model")
        if self._profile.foreign and not isinstance(value, str | Mapping):
            return ", ".join(as_texts(value) or ()) or None  # some coding agents take a list to choose from
        return self.text("model")

    def tags(self) -> tuple[str, ...]:
        value = self._values.get("tags")
        if is_null(value):
            return ()
        if isinstance(value, str):
            return tuple(tag for part in value.split(",") if (tag := part.strip()))
        texts = as_texts(value)
        if texts is None:
            self._say_shape("tags", value, "a list")
        return texts or ()

    def _find_misspelt(self, key: str) -> str | None:
        others = (other for other in self._values if other not in KNOWN_KEYS or other == "id")
        return next((other for other in others if nearest(other, (key,), _synonyms_of(key)) == key), None)

    def _say_misspelt(self, key: str, written: str) -> None:
        where = At((written,), "key")
        message = f"unknown key `{written}`, and the required key `{key}` is missing; did you mean `{key}`?"
        meant = find_meant(written, (key,), _synonyms_of(key))
        fix = None
        if meant is not None:
            fix = write_word((written,), written, key, safe=meant.certain, part="key")
        severity = self._profile.required.get(key)
        self._say(cards.UNKNOWN_KEY, where, message, help_text=f"write `{key}`", severity=severity, fix=fix)

    def _say_memory(self, word: str, *, switched: bool) -> None:
        known = self._profile.memory
        listed = ", ".join(known[:-1]) + f" or {known[-1]}"
        synonyms = {} if self._profile.foreign else _MEMORY_WORDS
        meant = nearest(word, known, synonyms)
        hint = f"; did you mean {meant}?" if meant else ""
        found = find_meant(word, known, synonyms)
        fix = None
        if found is not None:
            fix = write_word(("memory",), word, found.word, safe=found.certain or switched)
        self._say(
            cards.MEMORY_VALUE_UNKNOWN,
            At(("memory",)),
            f"`{word[:40]}` is no value of `memory`, which is {listed}{hint}",
            help_text=f"write `memory: {meant or known[0]}`",
            fix=fix,
            severity=Severity.WARNING if self._profile.foreign else None,
        )

    def _say_shape(self, key: str, value: Value | None, wanted: str) -> None:
        weak = self._profile.foreign and key not in _MISSING
        message = f"`{key}` is {name_shape(value)}; it must be {wanted}"
        severity = Severity.WARNING if weak else None
        self._say(cards.FIELD_TYPE, At((key,)), message, help_text=f"write `{key}` as {wanted}", severity=severity)

    def _say(
        self,
        card: Card,
        where: At | Span,
        message: str,
        *,
        help_text: str | None = None,
        fix: Fix | None = None,
        severity: Severity | None = None,
    ) -> None:
        self.diagnostics.append(
            card.at(self._document.path, where, message, help=help_text, fix=fix, severity=severity)
        )


def _synonyms_of(key: str) -> dict[str, str]:
    return {word: meant for word, meant in _SYNONYMS.items() if meant == key}
