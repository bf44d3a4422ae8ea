"""What agents mean to one another and to those who use them; their shape is right when they come here."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kaizen_site.cards import agent as cards
from kaizen_site.model.catalogue import CATEGORIES, Agent
from kaizen_site.model.diagnostic import Diagnostic, Related, Severity
from kaizen_site.model.source import At, Span
from kaizen_site.rules.mending import mend_word, write_word
from kaizen_site.rules.nearest import nearest
from kaizen_site.rules.slug import DEVICES, LONGEST, fold_name
from kaizen_site.rules.tools import USUAL_NAMES, find_power

LONGEST_DESCRIPTION = 1024
LONGEST_PROMPT = 30_000
MOST_TOKENS = 15_000
_CHARACTERS_A_TOKEN = 4
_NAME = At(("name",))
_KAIZEN_NAME = re.compile(r"[A-Za-z][A-Za-z0-9-]*")
_PORTABLE_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]*")
_UNSAFE = re.compile(r"[/\\:\x00-\x1f\x7f]|\.\.|^[-.]")
_DISPLAY_PROFILES = ("copilot", "opencode")
_TOOL_PROFILES = ("kaizen", "claude")
_CATEGORY_SYNONYMS = {
    "process": "development-process",
    "development": "development-process",
    "quality": "code-quality",
    "docs": "documentation",
    "test": "testing",
    "tests": "testing",
    "ops": "infrastructure",
    "infra": "infrastructure",
    "planning": "project-management",
    "management": "project-management",
}
_RETIRED = re.compile(
    r"claude-(?:[12](?:\.\d)?|instant(?:-.*)?|3-(?:opus|sonnet)(?:-.*)?|3[-.][57]-sonnet(?:-.*)?)|gpt-3\.5.*|text-davinci-.*",
    re.IGNORECASE,
)


def check_agents(agents: Sequence[Agent]) -> Iterator[Diagnostic]:
    """What is wrong with agents of one catalogue, each alone and all together; malformed ones are left out."""
    sound = [agent for agent in agents if not agent.malformed]
    twins = _find_twins(sound)
    for agent in sound:
        yield from _check_name(agent, taken=agent.path in twins)
        yield from _check_category(agent)
        yield from _check_description(agent)
        yield from _check_prompt(agent)
        yield from _check_tools(agent)
        yield from _check_model(agent)
    yield from twins.values()
    yield from _check_total(agents)


def _find_twins(agents: Sequence[Agent]) -> dict[str, Diagnostic]:
    """A finding for every agent whose name an earlier one has, by its path; agents and skills are addressed apart."""
    first: dict[tuple[bool, str], Agent] = {}
    twins: dict[str, Diagnostic] = {}
    for agent in sorted(agents, key=lambda agent: (_differs_from_file(agent), agent.path)):
        key = (agent.profile == "skill", fold_name(agent.name))
        other = first.setdefault(key, agent)
        if other is agent:
            continue
        related = (Related(other.path, _NAME, "the other one"),)
        if other.name == agent.name:
            message = f"{other.path} has the name `{agent.name}` as well; only one of the two can be addressed"
            twins[agent.path] = cards.DUPLICATE_NAME.at(
                agent.path, _NAME, message, help=_advise_renaming(agent), related=related
            )
        else:
            message = f"`{agent.name}` and `{other.name}` ({other.path}) would lie at the same path"
            help_text = "names must differ in more than case and the encoding of accents"
            twins[agent.path] = cards.PATH_COLLISION.at(agent.path, _NAME, message, help=help_text, related=related)
    return twins


def _advise_renaming(agent: Agent) -> str:
    if _differs_from_file(agent):
        return f"write `name: {_file_name(agent)}`, as the file is called"
    return "rename one of the two"


def _check_name(agent: Agent, *, taken: bool) -> Iterator[Diagnostic]:
    name = agent.name
    display = agent.profile in _DISPLAY_PROFILES
    fault = _name_fault(name, strict=agent.profile == "kaizen")
    if fault is not None:
        shown = name if len(name) <= LONGEST else f"{name[:40]}…"
        help_text = f"use letters, digits and hyphens, begin with a letter, at most {LONGEST} characters"
        severity = Severity.WARNING if display else None
        yield cards.NAME_INVALID.at(agent.path, _NAME, f"the name `{shown}` {fault}", help=help_text, severity=severity)
        return
    if not display and not _PORTABLE_NAME.fullmatch(name):
        message = f"the name `{name}` holds more than letters, digits and hyphens"
        yield cards.NAME_NOT_KEBAB.at(agent.path, _NAME, message, help=f"for example `{agent.slug}`")
    if _differs_from_file(agent) and not taken:
        other = _file_name(agent)
        message = f"the name is `{name}`, but the file name says `{other}`; the name in the front matter wins"
        help_text = f"rename the file to `agent-{name}.md`, or write `name: {other}`"
        # Not safe: whoever schedules the agent by its name would no longer find it.
        fix = write_word(_NAME.pointer, name, other, safe=False) if _PORTABLE_NAME.fullmatch(other) else None
        yield cards.NAME_FILE_MISMATCH.at(agent.path, _NAME, message, help=help_text, fix=fix)


def _name_fault(name: str, *, strict: bool) -> str | None:
    if len(name) > LONGEST:
        return f"has {len(name)} characters; at most {LONGEST} are possible"
    unsafe = _UNSAFE.search(name)
    if unsafe is not None:
        found = unsafe[0]
        if unsafe.start() == 0 and found in "-.":
            return f"begins with `{found}`"
        return f"holds `{found}`" if found.isprintable() else "holds a control character"
    if name.casefold() in DEVICES:
        return "is a device's on Windows, whatever the folder"
    if strict and not _KAIZEN_NAME.fullmatch(name):
        stranger = next((letter for letter in name if not _PORTABLE_NAME.fullmatch(f"a{letter}")), None)
        if stranger is None:
            return "does not begin with a letter"
        return f"holds `{stranger}`" if stranger.isprintable() and stranger != " " else "holds a blank"
    return None


def _file_name(agent: Agent) -> str:
    return agent.path.rsplit("/", 1)[-1].removesuffix(".md").removeprefix("agent-")


def _differs_from_file(agent: Agent) -> bool:
    return agent.profile == "kaizen" and agent.name != _file_name(agent)


def _check_category(agent: Agent) -> Iterator[Diagnostic]:
    category = agent.category
    if agent.profile != "kaizen" or category is None or category in CATEGORIES:
        return
    meant = nearest(category, CATEGORIES, _CATEGORY_SYNONYMS)
    hint = f"; did you mean `{meant}`?" if meant else ""
    help_text = f"write `category: {meant}`" if meant else f"use one of {', '.join(CATEGORIES)}"
    message = f"`{category}` is not a category{hint}"
    where = At(("category",))
    fix = mend_word(where.pointer, category, CATEGORIES, _CATEGORY_SYNONYMS)
    yield cards.CATEGORY_UNKNOWN.at(agent.path, where, message, help=help_text, fix=fix)


def _check_description(agent: Agent) -> Iterator[Diagnostic]:
    where = At(("description",))
    length = len(agent.description)
    if length > LONGEST_DESCRIPTION:
        message = f"the description has {length:,} characters; over {LONGEST_DESCRIPTION:,} some coding agents cut it"
        yield cards.DESCRIPTION_TOO_LONG.at(agent.path, where, message, help=cards.DESCRIPTION_TOO_LONG.remedy)
    start = agent.description.find("\\n")
    if start >= 0:
        count = agent.description.count("\\n")
        times = "" if count == 1 else f", {count} times"
        message = f"the description holds the two characters `\\n`, not a line end{times}"
        within = At(("description",), within=(start, start + 2))
        yield cards.LITERAL_BACKSLASH_N.at(agent.path, within, message, help=cards.LITERAL_BACKSLASH_N.remedy)


def _check_total(agents: Sequence[Agent]) -> Iterator[Diagnostic]:
    """Once a catalogue, at the agent whose description takes most."""
    tokens = sum(len(agent.description) for agent in agents) // _CHARACTERS_A_TOKEN
    if tokens <= MOST_TOKENS:
        return
    longest = sorted(agents, key=lambda agent: (-len(agent.description), agent.path))
    names = ", ".join(f"`{agent.name}`" for agent in longest[:3])
    message = (
        f"the descriptions of {len(agents)} agents come to about {tokens:,} tokens, estimated at "
        f"{_CHARACTERS_A_TOKEN} characters each; over {MOST_TOKENS:,} they crowd out the work"
    )
    help_text = f"shorten the longest, which are those of {names}"
    yield cards.DESCRIPTIONS_TOO_LONG.at(longest[0].path, At(("description",)), message, help=help_text)


def _check_prompt(agent: Agent) -> Iterator[Diagnostic]:
    length = len(agent.prompt)
    if length > LONGEST_PROMPT:
        message = f"the prompt has {length:,} characters; over {LONGEST_PROMPT:,} some coding agents refuse it"
        where = Span(agent.prompt_line, 1, agent.prompt_line, 1)
        yield cards.PROMPT_TOO_LONG.at(agent.path, where, message, help=cards.PROMPT_TOO_LONG.remedy)


def _check_tools(agent: Agent) -> Iterator[Diagnostic]:
    unknown = [tool for tool in agent.tools or () if find_power(tool) is None]
    if not unknown or agent.profile not in _TOOL_PROFILES:
        return
    listed = ", ".join(f"`{tool[:40]}`" for tool in unknown[:5]) + (" …" if len(unknown) > 5 else "")
    meant = nearest(unknown[0], USUAL_NAMES) if len(unknown) == 1 else None
    hint = f"; did you mean `{meant}`?" if meant else ""
    message = f"no {'tool is' if len(unknown) == 1 else 'tools are'} known as {listed}{hint}"
    yield cards.TOOL_UNKNOWN.at(agent.path, At(("tools",)), message, help=cards.TOOL_UNKNOWN.remedy)


def _check_model(agent: Agent) -> Iterator[Diagnostic]:
    if agent.model is not None and _RETIRED.fullmatch(agent.model):
        message = f"the model `{agent.model}` is not offered any more"
        yield cards.MODEL_RETIRED.at(agent.path, At(("model",)), message, help=cards.MODEL_RETIRED.remedy)
