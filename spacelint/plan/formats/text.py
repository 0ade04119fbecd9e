"""Plans in plain text: a title a line, without comments, as a title may start with a hashtag."""

from __future__ import annotations

import re

from spacelint.plan.formats import ReadRequest
from spacelint.plan.values import Reading, Records
from spacelint.source.lines import Place
from spacelint.source.styles.plain import LineStyle
from spacelint.text.value import Path

_LINE = re.compile(r"[^\r\n]+")
_STYLE = LineStyle()


def read(request: ReadRequest) -> Reading:
    """Read a title from each line that is not blank."""
    records: Records = []
    starts: list[int] = []
    for line in _LINE.finditer(request.text):
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
        "text", records, locate, lambda path: _STYLE, other_keys=True,
        record_offsets=lambda: starts, self_contained=True,
    )  # fmt: skip
