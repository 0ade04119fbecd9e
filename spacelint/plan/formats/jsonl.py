"""Plans in JSON Lines: a Space a line; a broken line costs that line only."""

from __future__ import annotations

import json
import re
from functools import lru_cache

from spacelint.plan.formats import ReadRequest
from spacelint.plan.formats.json import duplicate_problems, fault, has_duplicates
from spacelint.plan.values import (
    PlanProblem,
    Reading,
    Records,
    look_up,
    split_path,
    unreadable,
)
from spacelint.source.json_places import scan_json
from spacelint.source.lines import Place
from spacelint.source.styles.json import JsonStyle
from spacelint.text.pattern import compile_re
from spacelint.text.value import Path

_LINE = re.compile(r"[^\r\n]+")
_TITLE = compile_re(r'"(?:title|name)"[ \t]*:[ \t]*("(?:[^"\\]++|\\.)*+"?)')
_STYLE = JsonStyle()
_MOST_FAULTS = 100  # a file that is not JSON Lines at all gets no more findings than that


def read(request: ReadRequest) -> Reading:
    """Read a plan in JSON Lines; paths start with the number of the line's object, from 0."""
    text, layout = request.text, request.layout
    records: Records = []
    spans: list[tuple[int, int]] = []
    faults: list[PlanProblem] = []
    for line in _LINE.finditer(text):
        if not line[0].strip():
            continue
        raw, problem = _load(line[0])
        if problem is not None and len(faults) < _MOST_FAULTS:
            faults.append(problem.moved(line.start()))
        if raw is None or not layout.takes(raw):
            continue
        inside: Path = ()
        if layout.items and isinstance(found := look_up(raw, layout.items), dict):
            raw, inside = found, split_path(raw, layout.items)
        records.append(((len(spans), *inside), raw))
        spans.append(line.span())

    @lru_cache(1)  # places are asked for line by line
    def places(number: int) -> dict[Path, Place]:
        return scan_json(text, *spans[number], (number,)).places

    def locate(path: Path) -> Place | None:
        number = path[0] if path else None
        if not isinstance(number, int) or number >= len(spans):
            return None
        found = places(number)
        place = found.get(path)
        if place is None and path[1:] == ("title",):
            written = text[slice(*spans[number])].lstrip()
            return found.get(path[:1]) if written[:1] == '"' else None  # a bare text
        return place

    def all_faults() -> list[PlanProblem]:
        found = list(faults)
        for number, (start, end) in enumerate(spans):
            try:
                again = has_duplicates(text[start:end])
            except ValueError:
                continue  # the line is no JSON
            if again:
                found += duplicate_problems(scan_json(text, start, end, (number,)).duplicates)
        return found

    return Reading(
        "jsonl", records, locate, lambda path: _STYLE, all_faults,
        other_keys=layout.own_shape, approximate=bool(faults),
        record_offsets=lambda: [start for start, _ in spans], self_contained=True,
    )  # fmt: skip


def _load(written: str) -> tuple[dict[str, object] | None, PlanProblem | None]:
    """Return the Space of a line, and what is wrong with the line."""
    try:
        raw = json.loads(written)
    except json.JSONDecodeError as error:
        return _recover(written), fault(written, error.pos, error.msg)
    except (RecursionError, ValueError):
        return None, unreadable(0, "the line is nested too deeply", "use fewer levels")
    if isinstance(raw, str):
        return {"title": raw}, None
    if isinstance(raw, dict):
        return raw, None
    return None, unreadable(0, "the line is not a Space", 'write {"title": "…"}')


def _recover(written: str) -> dict[str, object] | None:
    found = _TITLE.search(written)
    if found is None:
        return None
    try:
        return {"title": json.loads(found[1])}
    except ValueError:
        written = found[1].strip('"').rstrip("}], \t")
        return {"title": written} if written else None
