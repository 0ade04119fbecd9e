"""Plans in JSON, and the answers of the X API; the json module reads the values."""

from __future__ import annotations

import json
import re
from functools import cache, partial

from spacelint.plan.find_spaces import find_spaces, with_bare
from spacelint.plan.formats import ReadRequest
from spacelint.plan.text_places import title_spans
from spacelint.plan.values import (
    PlanProblem,
    Reading,
    Records,
    duplicate_key_problem,
    unreadable,
)
from spacelint.source.json_places import scan_json
from spacelint.source.lines import Place
from spacelint.source.styles.json import JsonStyle
from spacelint.text.value import Path

_TITLE = r'"KEY"[ \t\r\n]*+:[ \t\r\n]*+("(?:[^"\\]++|\\.)*+")'
_STYLE = JsonStyle()
_SPACE = re.compile(r"[ \t\r\n]*+")


def read(request: ReadRequest) -> Reading | PlanProblem:
    """Read a plan in JSON; a :class:`PlanProblem` where it is not JSON."""
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
    records = found.records
    scan = cache(partial(scan_json, text))  # made at the first question

    def locate(path: Path) -> Place | None:
        return scan().places.get(path)

    def faults() -> list[PlanProblem]:
        return duplicate_problems(scan().duplicates) if has_duplicates(text) else []

    titles = partial(title_spans, text, _TITLE, _STYLE, records)
    return Reading(
        "x-api" if found.x_api else "json", records, with_bare(locate, found.bare),
        lambda path: _STYLE, faults, data=data,
        other_keys=found.x_api or layout.own_shape, names=found.names,
        titles=None if found.bare or found.names else titles,
        record_offsets=partial(_record_offsets, text, records),
    )  # fmt: skip


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
    """Return where white space at ``pos`` ends."""
    found = _SPACE.match(text, pos)
    return found.end() if found is not None else pos


def has_duplicates(text: str) -> bool:
    """True where a key is written twice in an object of a JSON text."""
    twice = False

    def made(pairs: list[tuple[str, object]]) -> dict[str, object]:
        nonlocal twice
        table = dict(pairs)
        twice = twice or len(table) != len(pairs)
        return table

    json.loads(text, object_pairs_hook=made)
    return twice


def duplicate_problems(duplicates: tuple[tuple[Path, Place], ...]) -> list[PlanProblem]:
    """Return the problems of keys written twice."""
    return [
        duplicate_key_problem(path[-1], place.key_start, place.key_end)
        for path, place in duplicates
    ]


_NO_COMMENTS = (
    "JSON has no comments", "remove the comment, or keep the plan in YAML or TOML"
)  # fmt: skip
_BY_CHARACTER = {
    "/": _NO_COMMENTS,
    "#": _NO_COMMENTS,
    "'": ("JSON takes double quotes only", "write \" instead of '"),
}
_BY_MESSAGE = {
    "Unterminated string": ("a quote is opened and not closed on its line", 'close it with "'),
    "control character": ("a quote is opened and not closed on its line", 'close it with "'),
    "Invalid \\": ("a backslash starts a code that JSON doesn't know", "write two: \\\\"),
    "',' delimiter": ("a comma is missing, or a quote stands inside a title",
                      'put a comma between values; write \\" for a quote inside a title'),
    "':' delimiter": ("a key has no colon after it", 'write "key": "value"'),
    "property name": ("a key is not in double quotes", 'write "title": "…"'),
    "Extra data": ("something follows the end of the document",
                   "one document a file; a line each is JSON Lines (.jsonl)"),
}  # fmt: skip


def fault(text: str, pos: int, message: str) -> PlanProblem:
    """Return the problem of a text that is not JSON, in plain words."""
    after = text[pos : pos + 1]
    if "trailing comma" in message or (text[:pos].rstrip()[-1:] == "," and after in ("]", "}")):
        # From 3.13 on Python points at the comma, before it at the bracket.
        comma = text.rindex(",", 0, pos + 1)
        return unreadable(
            comma, "a comma stands before the closing bracket", "remove the last comma"
        )
    reason, hint = "a value is missing or not in double quotes", 'write "title": "…"'
    if after in _BY_CHARACTER:
        reason, hint = _BY_CHARACTER[after]
    elif known := next((mark for mark in _BY_MESSAGE if mark in message), ""):
        reason, hint = _BY_MESSAGE[known]
    elif not text.strip():
        reason, hint = "the file is empty", 'write {"spaces": []}'
    return unreadable(pos, reason, hint)
