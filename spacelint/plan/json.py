"""Plans in JSON, and the answers of the X API; the json module reads the values."""

from __future__ import annotations

import re

from spacelint.plan.model import Problem, Reading
from spacelint.plan.shapes import find_spaces, with_bare
from spacelint.source.json_places import JsonScan, scan_json
from spacelint.source.styles.json import JsonStyle
from spacelint.source.toml_places import Place

TYPE_CHECKING = False

if TYPE_CHECKING:
    from spacelint.plan.layout import Layout
    from spacelint.plan.model import Path

_TITLE = re.compile(r'"(title|name)"[ \t\r\n]*+:[ \t\r\n]*+("(?:[^"\\]++|\\.)*+")')
_STYLE = JsonStyle()


def read_json(text: str, layout: Layout | None) -> Reading | Problem:
    """Read a plan in JSON; a :class:`Problem` where it is none."""
    import json

    try:
        data = json.loads(text)
    except json.JSONDecodeError as error:
        return fault(text, error.pos, error.msg)
    except RecursionError:
        return Problem(
            "SL001", 0, 0, {"reason": "it is nested too deeply", "hint": "use fewer levels"}
        )
    except ValueError:  # an integer of more digits than Python converts
        return Problem(
            "SL001", 0, 0, {"reason": "a number is too long", "hint": "put it in quotes"}
        )
    found = find_spaces(data, layout, api=True)
    finder = Finder(text, found.records)
    return Reading(
        "x-api" if found.x_api else "json",
        found.records,
        with_bare(finder.locate, found.bare),
        lambda path: _STYLE,
        finder.duplicates,
        tuple,
        free=found.x_api or layout is not None,
    )


class Finder:
    """Finds places: the titles by one pattern, anything else by a scan of the document."""

    def __init__(self, text: str, records: list[tuple[Path, dict[str, object]]]) -> None:
        self.text = text
        self.records = records
        self.titles: dict[Path, Place] | None = None
        self.scanned: JsonScan | None = None

    def locate(self, path: Path) -> Place | None:
        """Give the place of a path."""
        if self.scanned is None and path[-1:] in (("title",), ("name",)):
            if self.titles is None:
                self.titles = _titles(self.text, self.records)
            place = self.titles.get(path)
            if place is not None:
                return place
        return self.scan().places.get(path)

    def scan(self) -> JsonScan:
        """Give all places, found once."""
        if self.scanned is None:
            self.scanned = scan_json(self.text)
        return self.scanned

    def duplicates(self) -> list[Problem]:
        """Give the keys that are written twice; the scan is made only where there are any."""
        import json

        def differs(pairs: list[tuple[str, object]]) -> dict[str, object]:
            made = dict(pairs)
            if len(made) != len(pairs):
                raise _TwiceError
            return made

        try:
            json.loads(self.text, object_pairs_hook=differs)
        except _TwiceError:
            return duplicate_problems(self.text, self.scan().duplicates)
        return []


class _TwiceError(Exception):
    """A key stands twice in one object."""


def duplicate_problems(
    text: str, duplicates: tuple[tuple[Path, Place], ...], shift: int = 0
) -> list[Problem]:
    """Give the problems of keys written twice."""
    return [
        Problem("SL006", place.key_start + shift, place.key_end + shift, {"key": str(path[-1])})
        for path, place in duplicates
    ]


def _titles(text: str, records: list[tuple[Path, dict[str, object]]]) -> dict[Path, Place]:
    """Find the titles of all Spaces by their key, if there are as many and they say the same."""
    found = list(_TITLE.finditer(text))
    places: dict[Path, Place] = {}
    if len(found) != len(records):
        return places
    for match, (path, raw) in zip(found, records, strict=True):
        key, written = match.groups()
        value = raw.get(key)
        if written[1:-1] != value or "\\" in written:
            decoded = _STYLE.decode(text, *match.span(2), "")
            if decoded is None or decoded.value != value:
                return {}
        places[(*path, key)] = Place(match.start(1) - 1, match.end(1) + 1, *match.span(2))
    return places


def fault(text: str, pos: int, message: str) -> Problem:
    """Give the problem of a text that is no JSON, in plain words."""
    before = text[:pos].rstrip()
    after = text[pos : pos + 1]
    if after in ("/", "#"):
        reason, hint = (
            "JSON has no comments",
            "take the comment out, or keep the plan in YAML or TOML",
        )
    elif "Unterminated string" in message or "control character" in message:
        reason, hint = "a quote is opened and not closed on its line", 'close it with "'
    elif "Invalid \\" in message:
        reason, hint = "a backslash starts a code that JSON does not know", "write two: \\\\"
    elif before.endswith(",") and after in ("]", "}"):
        reason, hint = "a comma stands before the closing bracket", "take the last comma out"
    elif after == "'":
        reason, hint = "JSON takes double quotes only", "write \" instead of '"
    elif "',' delimiter" in message:
        reason, hint = (
            "a comma is missing, or a quote stands inside a title",
            'put a comma between values; write \\" for a quote inside a title',
        )
    elif "':' delimiter" in message:
        reason, hint = "a key has no colon after it", 'write "key": "value"'
    elif "property name" in message:
        reason, hint = "a key is not in double quotes", 'write "title": "…"'
    elif "Extra data" in message:
        reason, hint = (
            "something follows the end of the document",
            "one document a file; a line each is JSON Lines (.jsonl)",
        )
    elif not text.strip():
        reason, hint = "the file is empty", 'write {"spaces": []}'
    else:
        reason, hint = "a value is missing or not in double quotes", 'write "title": "…"'
    return Problem("SL001", pos, pos, {"reason": reason, "hint": hint})
