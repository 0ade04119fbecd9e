"""Plans in the front matter of Markdown: YAML between ``---``, TOML between ``+++``."""

from __future__ import annotations

import re

from spacelint.plan.document import Reading, ReadRequest
from spacelint.plan.formats import FORMATS
from spacelint.plan.recovery import recover
from spacelint.plan.values import PlanProblem, unreadable
from spacelint.source.styles.plain import LineStyle

_OPEN = re.compile(r"(?:[ \t]*(?:\r\n|\r|\n))*(---|\+\+\+)[ \t]*(?:\r\n|\r|\n)")
_CLOSE = {
    "---": re.compile(r"^(?:---|\.\.\.)[ \t]*\r?$", re.MULTILINE),
    "+++": re.compile(r"^\+\+\+[ \t]*\r?$", re.MULTILINE),
}


def front_matter(text: str) -> tuple[int, int, str] | None:
    """Return start, end (code points) and format of the front matter, or None."""
    opening = _OPEN.match(text)
    if opening is None:
        return None
    closing = _CLOSE[opening[1]].search(text, opening.end())
    end = closing.start() if closing else -1
    return opening.end(), end, "yaml" if opening[1] == "---" else "toml"


def read(request: ReadRequest) -> Reading:
    """Read the front matter of a Markdown file; a file without one holds no Space."""
    found = front_matter(request.text)
    if found is None:
        return Reading("front-matter", [], lambda path: None, lambda path: LineStyle(), list, tuple)
    start, end, format = found
    reading: Reading | PlanProblem
    if end < 0:
        mark = "---" if format == "yaml" else "+++"
        reading = unreadable(start, "the front matter is not closed", f"end it with a line {mark}")
    else:
        inner = request._replace(text=request.text[start:end], shift=start, memory=None)
        reading = FORMATS[format].read(inner)
    if isinstance(reading, PlanProblem):
        reading = recover(request.text, format, request.layout, reading, start)
    return reading._replace(format="front-matter", other_keys=True)
