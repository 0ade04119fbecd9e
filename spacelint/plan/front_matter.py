"""Plans in the front matter of Markdown: YAML between ``---``, TOML between ``+++``."""

from __future__ import annotations

import re

from spacelint.plan.model import Problem, Reading
from spacelint.source.styles.plain import LineStyle

TYPE_CHECKING = False

if TYPE_CHECKING:
    from spacelint.plan.layout import Layout

_OPEN = re.compile(r"(?:[ \t]*(?:\r\n|\r|\n))*(---|\+\+\+)[ \t]*(?:\r\n|\r|\n)")
_CLOSE = {
    "---": re.compile(r"^(?:---|\.\.\.)[ \t]*\r?$", re.MULTILINE),
    "+++": re.compile(r"^\+\+\+[ \t]*\r?$", re.MULTILINE),
}


def front_matter(text: str) -> tuple[int, int, str] | None:
    """Give start, end (code points) and format of the front matter, or None."""
    opening = _OPEN.match(text)
    if opening is None:
        return None
    closing = _CLOSE[opening[1]].search(text, opening.end())
    end = closing.start() if closing else -1
    return opening.end(), end, "yaml" if opening[1] == "---" else "toml"


def read_front_matter(text: str, layout: Layout | None) -> Reading | Problem:
    """Read the front matter of a Markdown file; a file without one holds no Space."""
    found = front_matter(text)
    if found is None:
        return Reading("front-matter", [], lambda path: None, lambda path: LineStyle(), list, tuple)
    start, end, format = found
    if end < 0:
        mark = "---" if format == "yaml" else "+++"
        values = {"reason": "the front matter is not closed", "hint": f"end it with a line {mark}"}
        return Problem("SL001", start, start, values)
    inner = text[start:end]
    if format == "yaml":
        from spacelint.plan.yaml import read_yaml

        reading = read_yaml(inner, layout, start)
    else:
        from spacelint.plan.toml import read_toml

        reading = read_toml(inner, layout, start)
    if isinstance(reading, Problem):
        return reading
    return reading._replace(format="front-matter", free=True)
