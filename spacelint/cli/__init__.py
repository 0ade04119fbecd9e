"""The commands, one module each; importing this imports none of them."""

from __future__ import annotations

#: The commands; anything else in first place is a title.
COMMANDS = frozenset(
    "check suggest preview rule test config reach history lsp page report titles".split()
)
