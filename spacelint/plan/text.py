"""Plans in plain text: a title a line. There are no comments: a title may start with a hashtag."""

from __future__ import annotations

import re

from spacelint.plan.model import Reading
from spacelint.source.place import Place
from spacelint.source.styles.plain import LineStyle

TYPE_CHECKING = False

if TYPE_CHECKING:
    from spacelint.plan.model import Path

_LINE = re.compile(r"[^\r\n]+")
_STYLE = LineStyle()


def read_text(text: str) -> Reading:
    """Read a title from each line that is not blank."""
    records: list[tuple[Path, dict[str, object]]] = []
    starts: list[int] = []
    for line in _LINE.finditer(text):
        if line[0].strip():
            records.append(((len(starts),), {"title": line[0]}))
            starts.append(line.start())

    def locate(path: Path) -> Place | None:
        if not path or not isinstance(path[0], int):
            return None
        start = starts[path[0]]
        title = records[path[0]][1]["title"]
        end = start + len(title) if isinstance(title, str) else start
        return Place(start, end, start, end)

    return Reading(
        "text", records, locate, lambda path: _STYLE, list, tuple, free=True,
        starts=lambda: starts, alone=True,
    )  # fmt: skip
