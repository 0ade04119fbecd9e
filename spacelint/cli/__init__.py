"""The commands, one module each; importing this imports none of them."""

from __future__ import annotations

#: The commands and their modules, in the order of the help; any other first word is a title.
COMMANDS = {
    "titles": "titles",
    "check": "check",
    "suggest": "suggest",
    "preview": "preview",
    "report": "report",
    "page": "page",
    "reach": "reach",
    "history": "history",
    "rule": "rule",
    "test": "rule",
    "config": "config",
    "lsp": "lsp",
    "mcp": "mcp",
}


class UsageError(Exception):
    """The run cannot go on; the text says why, in words for the person who called.

    `spacelint.__main__` prints it and exits with 2.
    """
