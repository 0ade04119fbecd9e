"""The commands, one module each; importing this imports none of them."""

from __future__ import annotations

#: The commands in the order of the help, each with its module; anything else in first place of a
#: command line is a title.
COMMANDS = {
    "titles": "titles_command",
    "check": "check_command",
    "suggest": "suggest",
    "preview": "preview",
    "rule": "rule",
    "test": "test",
    "config": "config",
    "report": "report",
    "reach": "reach",
    "history": "history",
    "lsp": "lsp",
    "page": "page",
}
