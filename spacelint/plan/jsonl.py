"""Plans in JSON Lines: a Space a line; a broken line costs that line only."""

from __future__ import annotations

import re

from spacelint.plan.json import duplicate_problems, fault
from spacelint.plan.layout import look_up, split_path
from spacelint.plan.model import Problem, Reading
from spacelint.source.json_places import scan_json
from spacelint.source.styles.json import JsonStyle

TYPE_CHECKING = False

if TYPE_CHECKING:
    from spacelint.plan.layout import Layout
    from spacelint.plan.model import Path
    from spacelint.source.place import Place

_LINE = re.compile(r"[^\r\n]+")
_TITLE = re.compile(r'"(?:title|name)"[ \t]*:[ \t]*("(?:[^"\\]++|\\.)*+"?)')
_STYLE = JsonStyle()
_MOST_FAULTS = 100  # a file that is no JSON Lines at all is told no more often than that


def read_jsonl(text: str, layout: Layout | None) -> Reading:
    """Read a plan in JSON Lines; paths start with the number of the line's object, from 0."""
    import json

    records: list[tuple[Path, dict[str, object]]] = []
    spans: list[tuple[int, int]] = []
    faults: list[Problem] = []
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
                faults.append(_moved(fault(written, error.pos, error.msg), start))
            raw = _half_typed(written)
            if raw is None:
                continue
        except (RecursionError, ValueError):
            values = {"reason": "the line is nested too deeply", "hint": "use fewer levels"}
            faults.append(Problem("SL001", start, start, values))
            continue
        if isinstance(raw, str):
            raw = {"title": raw}
        if not isinstance(raw, dict):
            values = {"reason": "the line is no Space", "hint": 'write {"title": "…"}'}
            faults.append(Problem("SL001", start, start, values))
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

    def all_faults() -> list[Problem]:
        return [*faults, *finder.duplicates()]

    return Reading(
        "jsonl", records, finder.locate, lambda path: _STYLE, all_faults, tuple,
        free=layout is not None and layout.own_shape, approximate=bool(faults),
        starts=lambda: [start for start, _ in spans], alone=True,
    )  # fmt: skip


class _Finder:
    """Finds places line by line; only the line asked for is scanned."""

    def __init__(self, text: str, spans: list[tuple[int, int]]) -> None:
        self.text = text
        self.spans = spans
        self.last = -1
        self.places: dict[Path, Place] = {}

    def locate(self, path: Path) -> Place | None:
        """Give the place of a path."""
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

    def duplicates(self) -> list[Problem]:
        """Give the keys that are written twice in a line."""
        import json

        found: list[Problem] = []
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


def _half_typed(written: str) -> dict[str, object] | None:
    import json

    found = _TITLE.search(written)
    if found is None:
        return None
    try:
        return {"title": json.loads(found[1])}
    except ValueError:
        written = found[1].strip('"').rstrip("}], \t")
        return {"title": written} if written else None


def _moved(problem: Problem, by: int) -> Problem:
    return problem._replace(start=problem.start + by, end=problem.end + by)
