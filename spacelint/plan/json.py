"""Plans in JSON, and the answers of the X API; the json module reads the values."""

from __future__ import annotations

import re

from spacelint.plan.model import Problem, Reading, twice
from spacelint.plan.shapes import find_spaces, with_bare
from spacelint.plan.titles import title_spans
from spacelint.source.json_places import JsonScan, scan_json
from spacelint.source.place import Place
from spacelint.source.styles.json import JsonStyle

TYPE_CHECKING = False

if TYPE_CHECKING:
    from spacelint.plan.layout import Layout
    from spacelint.plan.model import Path

_TITLE = r'"KEY"[ \t\r\n]*+:[ \t\r\n]*+("(?:[^"\\]++|\\.)*+")'
_STYLE = JsonStyle()
_SPACE = re.compile(r"[ \t\r\n]*+")


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
    finder = _Finder(text)
    return Reading(
        "x-api" if found.x_api else "json",
        found.records,
        with_bare(finder.locate, found.bare),
        lambda path: _STYLE,
        finder.duplicates,
        tuple,
        data=data,
        free=found.x_api or (layout is not None and layout.own_shape),
        titles=None if found.bare else lambda: title_spans(text, _TITLE, _STYLE, found.records),
        starts=lambda: _starts(text, found.records),
    )


def _starts(text: str, records: list[tuple[Path, dict[str, object]]]) -> list[int] | None:
    """Give where the objects of a list begin, or those of the list under a key of the document."""
    import json

    base = records[0][0][:-1] if records else ()
    if [path for path, _ in records] != [(*base, number) for number in range(len(records))]:
        return None
    decode = json.JSONDecoder().raw_decode
    at = _space(text, 0)
    if base:
        at, found = at + 1, -1
        while True:  # the last of equal keys holds
            key, at = decode(text, _space(text, at))
            at = _space(text, _space(text, at) + 1)
            found = at if (key,) == base else found
            at = _space(text, decode(text, at)[1]) + 1
            if text[at - 1] != ",":
                break
        at = found
    if at < 0 or text[at : at + 1] != "[":
        return None
    starts = []
    for _ in records:
        starts.append(_space(text, at + 1))
        at = _space(text, decode(text, starts[-1])[1])
    return starts


def _space(text: str, pos: int) -> int:
    found = _SPACE.match(text, pos)
    return found.end() if found is not None else pos


class _Finder:
    """Finds places by a scan of the document, made at the first question."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.scanned: JsonScan | None = None

    def locate(self, path: Path) -> Place | None:
        """Give the place of a path."""
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
        twice(path[-1], place.key_start + shift, place.key_end + shift)
        for path, place in duplicates
    ]


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
    elif "trailing comma" in message or (before.endswith(",") and after in ("]", "}")):
        # From 3.13 on Python points at the comma, before it at the bracket.
        pos = text.rindex(",", 0, pos + 1)
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
