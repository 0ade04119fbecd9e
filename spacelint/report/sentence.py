"""What a finding says, in one piece."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from spacelint.engine.rule import Diagnostic

_ENDS = (".", "!", "?", "…", "。")


def sentences(d: Diagnostic) -> str:
    """Return message and help as sentences; text of the title in them stands as it is."""
    message, help = d.message, d.help
    if not help:
        return message
    return f"{message}{'' if message.endswith(_ENDS) else '.'} {help}"
