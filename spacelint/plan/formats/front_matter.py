"""Plans in the front matter of Markdown: YAML between ``---``, TOML between ``+++``, JSON."""

from __future__ import annotations

import json
import re

from spacelint.plan.formats import FORMATS, ReadRequest
from spacelint.plan.recovery import recover
from spacelint.plan.values import PlanProblem, Reading, unreadable

# Each line end can be read in one way only: with two, blank lines took exponential time.
_OPEN = re.compile(
    r"(?:[ \t\r\n]*[\r\n])?(---|\+\+\+)[ \t]*(?:(yaml|yml|toml|json)[ \t]*)?(?:\r\n|\r|\n)"
)
_OBJECT = re.compile(r"\s*(?=\{)")
_CLOSE = {
    "---": re.compile(r"^(?:---|\.\.\.)[ \t]*\r?$", re.MULTILINE),
    "+++": re.compile(r"^\+\+\+[ \t]*\r?$", re.MULTILINE),
}


def front_matter(text: str) -> tuple[int, int, str] | None:
    """Return start, end (code points) and format of the front matter, or None."""
    opening = _OPEN.match(text)
    if opening is None:
        return _object(text)
    closing = _CLOSE[opening[1]].search(text, opening.end())
    end = closing.start() if closing else -1
    format = opening[2] or ("yaml" if opening[1] == "---" else "toml")
    return opening.end(), end, format.replace("yml", "yaml")


def _object(text: str) -> tuple[int, int, str] | None:
    """Find the JSON object that a file of Hugo's may begin with."""
    opening = _OBJECT.match(text)
    if opening is None:
        return None
    start = opening.end()
    try:
        _, end = json.JSONDecoder().raw_decode(text, start)
    except (ValueError, RecursionError):
        closing = re.compile(r"^\}[ \t]*\r?$", re.MULTILINE).search(text, start)
        end = closing.start() + 1 if closing else -1
    return start, end, "json"


def read(request: ReadRequest) -> Reading:
    """Read the front matter of a Markdown file; a file without one holds no Space."""
    found = front_matter(request.text)
    if found is None:
        return Reading("front-matter", [])
    start, end, format = found
    reading: Reading | PlanProblem
    if end < 0:
        mark = {"toml": "+++", "json": "}"}.get(format, "---")
        reading = unreadable(start, "the front matter is not closed", f"end it with a line {mark}")
    else:
        inner = request._replace(text=request.text[start:end], shift=start, memory=None)
        if format == "json":  # its module moves no places
            blank = re.sub(r"[^\r\n]", " ", request.text[:start])
            inner = inner._replace(text=blank + inner.text, shift=0)
        reading = FORMATS[format].read(inner)
    if isinstance(reading, PlanProblem):
        reading = recover(request.text, format, request.layout, reading, start)
    return reading._replace(format="front-matter", other_keys=True)
