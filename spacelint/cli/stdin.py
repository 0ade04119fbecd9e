"""A plan on standard input."""

from __future__ import annotations

import sys

from spacelint.cli.reading import check_plans
from spacelint.cli.session import UsageError
from spacelint.plan.formats import FORMATS, format_of
from spacelint.plan.read import read_pieces

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacelint.cli.reading import Piece, Wish
    from spacelint.cli.sessions import FileSession


def check_stdin(name: str | None, session: FileSession, wish: Wish) -> Iterator[Piece]:
    """Check the plan on standard input; ``name`` is the file it stands for. Raises UsageError."""
    kind = stdin_format(name, session)
    plans = read_pieces(
        sys.stdin.buffer,
        name or "-",
        format=kind,
        layout=session.layout,
        max_bytes=session.max_bytes,
    )
    return check_plans(plans, session._replace(named=False), wish)


def stdin_format(name: str | None, session: FileSession) -> str:
    """Return the format of standard input; raises UsageError where nothing tells it."""
    kind = session.format or (format_of(name) if name else None)
    if kind is None:
        raise UsageError(
            "-: nothing tells the format of standard input: give --stdin-filename plan.yaml or"
            f" --format with one of {', '.join(FORMATS)}"
        )
    return kind
