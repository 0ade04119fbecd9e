"""Plans in JSON Lines: a Space a line; a broken line costs that line only."""

from __future__ import annotations

import json
import re

from spacelint.plan.formats.json import duplicate_problems, fault
from spacelint.plan.values import (
    PlanProblem,
    Reading,
    ReadRequest,
    Records,
    look_up,
    split_path,
    unreadable,
)
from spacelint.source.json_places import scan_json
from spacelint.source.lines import Place
from spacelint.source.styles.json import JsonStyle
from spacelint.text.value import Path

_LINE = re.compile(r"[^\r\n]+")
_TITLE = re.compile(r'"(?:title|name)"[ \t]*:[ \t]*("(?:[^"\\]++|\\.)*+"?)')
_STYLE = JsonStyle()
_MOST_FAULTS = 100  # a file that is not JSON Lines at all gets no more findings than that


def read(request: ReadRequest) -> Reading:
    """Read a plan in JSON Lines; paths start with the number of the line's object, from 0."""
    text, layout = request.text, request.layout
    records: Records = []
    spans: list[tuple[int, int]] = []
    faults: list[PlanProblem] = []
    loads = json.loads
    for line in _LINE.finditer(text):
        written = line[0]
        if not written.strip():
            continue
        start = line.start()
        try:
            raw = loads(written)
        except json.JSONDecodeError as error:
            if len(faults) < _MOST_FAULTS:
                faults.append(fault(written, error.pos, error.msg).moved(start))
            raw = _recover(written)
            if raw is None:
                continue
        except (RecursionError, ValueError):
            faults.append(unreadable(start, "the line is nested too deeply", "use fewer levels"))
            continue
        if isinstance(raw, str):
            raw = {"title": raw}
        if not isinstance(raw, dict):
            faults.append(unreadable(start, "the line is not a Space", 'write {"title": "…"}'))
            continue
        inner: dict[str, object] = raw
        inside: Path = ()
        if layout is not None and layout.where and not all(w.holds(inner) for w in layout.where):
            continue
        if layout is not None and layout.items:
            found = look_up(raw, layout.items)
            if isinstance(found, dict):
                inner, inside = found, split_path(raw, layout.items)
        records.append(((len(spans), *inside), inner))
        spans.append((start, line.end()))
    finder = _Finder(text, spans)

    def all_faults() -> list[PlanProblem]:
        return [*faults, *finder.duplicates()]

    return Reading(
        "jsonl", records, finder.locate, lambda path: _STYLE, all_faults, tuple,
        other_keys=request.own_shape, approximate=bool(faults),
        record_offsets=lambda: [start for start, _ in spans], self_contained=True,
    )  # fmt: skip


class _Finder:
    """Finds places line by line; only the line asked for is scanned."""

    def __init__(self, text: str, spans: list[tuple[int, int]]) -> None:
        self.text = text
        self.spans = spans
        self.last = -1
        self.places: dict[Path, Place] = {}

    def locate(self, path: Path) -> Place | None:
        """Return the place of a path."""
        if not path or not isinstance(path[0], int) or path[0] >= len(self.spans):
            return None
        number = path[0]
        if number != self.last:
            start, end = self.spans[number]
            self.places = scan_json(self.text, start, end, (number,)).places
            self.last = number
        return self.places.get(path) or (
            self.places.get((number,))
            if path == (number, "title") and self._is_text(number)
            else None
        )

    def _is_text(self, number: int) -> bool:
        return self.text[slice(*self.spans[number])].lstrip()[:1] == '"'

    def duplicates(self) -> list[PlanProblem]:
        """Return the keys that are written twice in a line."""
        found: list[PlanProblem] = []
        twice = False

        def differs(pairs: list[tuple[str, object]]) -> dict[str, object]:
            nonlocal twice
            made = dict(pairs)
            twice = twice or len(made) != len(pairs)
            return made

        for number, (start, end) in enumerate(self.spans):
            twice = False
            try:
                json.loads(self.text[start:end], object_pairs_hook=differs)
            except ValueError:
                continue
            if twice:
                scan = scan_json(self.text, start, end, (number,))
                found += duplicate_problems(self.text, scan.duplicates)
        return found


def _recover(written: str) -> dict[str, object] | None:
    found = _TITLE.search(written)
    if found is None:
        return None
    try:
        return {"title": json.loads(found[1])}
    except ValueError:
        written = found[1].strip('"').rstrip("}], \t")
        return {"title": written} if written else None
