"""Plans in JSON, and the answers of the X API; the json module reads the values."""

from __future__ import annotations

import json
import re

from spacelint.plan.find_spaces import find_spaces, with_bare
from spacelint.plan.text_places import title_spans
from spacelint.plan.values import (
    PlanProblem,
    Reading,
    ReadRequest,
    Records,
    duplicate_key_problem,
    unreadable,
)
from spacelint.source.json_places import JsonScan, scan_json
from spacelint.source.lines import Place
from spacelint.source.styles.json import JsonStyle
from spacelint.text.value import Path

_TITLE = r'"KEY"[ \t\r\n]*+:[ \t\r\n]*+("(?:[^"\\]++|\\.)*+")'
_STYLE = JsonStyle()
_SPACE = re.compile(r"[ \t\r\n]*+")


def read(request: ReadRequest) -> Reading | PlanProblem:
    """Read a plan in JSON; a :class:`PlanProblem` where it is none."""
    text, layout = request.text, request.layout
    try:
        data = json.loads(text)
    except json.JSONDecodeError as error:
        return fault(text, error.pos, error.msg)
    except RecursionError:
        return unreadable(0, "it is nested too deeply", "use fewer levels")
    except ValueError:  # an integer of more digits than Python converts
        return unreadable(0, "a number is too long", "put it in quotes")
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
        other_keys=found.x_api or request.own_shape,
        names=found.names,
        titles=None
        if found.bare or found.names
        else lambda: title_spans(text, _TITLE, _STYLE, found.records),
        record_offsets=lambda: _record_offsets(text, found.records),
    )


def _record_offsets(text: str, records: Records) -> list[int] | None:
    """Return where the objects of a list begin, that of the document or one under a key of it."""
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
        """Return the place of a path."""
        return self.scan().places.get(path)

    def scan(self) -> JsonScan:
        """Return all places, found once."""
        if self.scanned is None:
            self.scanned = scan_json(self.text)
        return self.scanned

    def duplicates(self) -> list[PlanProblem]:
        """Return the keys that are written twice; the scan is made only where there are any."""

        def differs(pairs: list[tuple[str, object]]) -> dict[str, object]:
            made = dict(pairs)
            if len(made) != len(pairs):
                raise _DuplicateError
            return made

        try:
            json.loads(self.text, object_pairs_hook=differs)
        except _DuplicateError:
            return duplicate_problems(self.text, self.scan().duplicates)
        return []


class _DuplicateError(Exception):
    """A key is given twice in one object."""


def duplicate_problems(
    text: str, duplicates: tuple[tuple[Path, Place], ...], shift: int = 0
) -> list[PlanProblem]:
    """Return the problems of keys written twice."""
    return [
        duplicate_key_problem(path[-1], place.key_start + shift, place.key_end + shift)
        for path, place in duplicates
    ]


def fault(text: str, pos: int, message: str) -> PlanProblem:
    """Return the problem of a text that is not JSON, in plain words."""
    before = text[:pos].rstrip()
    after = text[pos : pos + 1]
    if after in ("/", "#"):
        reason, hint = (
            "JSON has no comments",
            "remove the comment, or keep the plan in YAML or TOML",
        )
    elif "Unterminated string" in message or "control character" in message:
        reason, hint = "a quote is opened and not closed on its line", 'close it with "'
    elif "Invalid \\" in message:
        reason, hint = "a backslash starts a code that JSON doesn't know", "write two: \\\\"
    elif "trailing comma" in message or (before.endswith(",") and after in ("]", "}")):
        # From 3.13 on Python points at the comma, before it at the bracket.
        pos = text.rindex(",", 0, pos + 1)
        reason, hint = "a comma stands before the closing bracket", "remove the last comma"
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
    return unreadable(pos, reason, hint)
