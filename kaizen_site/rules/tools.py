"""What the tools of coding agents can do, by the names that the common ones use."""

from __future__ import annotations

from types import MappingProxyType

_NAMES = {
    "reads": "read glob grep ls list notebookread search codebase usages problems changes fileSearch textSearch "
    "readfile readmanyfiles listdirectory searchfilecontent grepsearch findfiles findtestfiles searchresults lsp "
    "testfailure selection bashoutput taskoutput readnotebook viewimage view",
    "writes": "write edit multiedit notebookedit editfiles editnotebook createfile createdirectory new newworkspace "
    "patch applypatch writefile replace savememory insertedit create enterworktree exitworktree",
    "shell": "bash killshell killbash shell execute terminal runcommands terminalcommand runinterminal powershell "
    "runterminalcommand runshellcommand runtasks runtests runtask terminallastcommand terminalselection "
    "runnotebooks createandruntask monitor",
    "web": "webfetch websearch web fetch googlewebsearch opensimplebrowser githubrepo browser",
    "agents": "task agent agents subagent runsubagent taskcreate taskget tasklist taskupdate taskstop sendmessage "
    "teamcreate teamdelete handoff delegate",
    "plans": "todowrite todoread todo todos exitplanmode enterplanmode askuserquestion askuser question skill "
    "slashcommand toolsearch think thinking extensions vscodeapi vscode activateskill writetodos managetodolist "
    "croncreate crondelete cronlist pushnotification structuredoutput",
    "servers": "listmcpresourcestool readmcpresourcetool listmcpresources readmcpresource",
}
POWERS = MappingProxyType({name.casefold(): power for power, names in _NAMES.items() for name in names.split()})
ALL_TOOLS = frozenset({"*", "all", "all tools", "inherit"})
# As Claude Code and this catalogue spell them, for suggestions.
USUAL_NAMES = [
    "Read",
    "Write",
    "Edit",
    "MultiEdit",
    "Bash",
    "Glob",
    "Grep",
    "LS",
    "NotebookEdit",
    "WebFetch",
    "WebSearch",
    "Task",
    "TodoWrite",
    "Skill",
    "SlashCommand",
]


def find_power(tool: str) -> str | None:
    """What a tool lets an agent do: reads, writes, shell, web, agents, plans or servers; None for an unknown name.

    Arguments in parentheses are left out (`Bash(git add:*)`); `mcp__…` and `server/tool` belong to a server.
    """
    name = tool.split("(", 1)[0].strip()
    if name.casefold().startswith("mcp__"):
        return "servers"
    folded = "".join(letter for letter in name.casefold() if letter not in "_- ")
    group, slash, rest = folded.partition("/")
    if slash:
        return POWERS.get(group) or (POWERS.get(rest) if group in ("vscode", "functions") else None) or "servers"
    return POWERS.get(folded)
