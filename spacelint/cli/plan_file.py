"""Read one plan file that a command names, as ``spacelint check`` reads it."""

from __future__ import annotations

from spacelint.cli.reading import read_whole
from spacelint.cli.session import UsageError
from spacelint.source.reader import NotRead, read_bytes
from spacelint.text.escape import visible

TYPE_CHECKING = False
if TYPE_CHECKING:
    from spacelint.cli.sessions import FileSession, Sessions
    from spacelint.plan import Plan


def read_plan_file(path: str, sessions: Sessions) -> tuple[Plan, FileSession]:
    """Return the plan, read by the configuration's layout for it, and the file's session.

    Raises UsageError where the file cannot be opened or the configuration is wrong.
    """
    session = sessions.of(path)
    data = read_bytes(path, session.max_bytes)
    if isinstance(data, NotRead):
        raise UsageError(f"{visible(path)}: {data.message}")
    return read_whole(data, path, session), session
