"""A plan: its Spaces, and what is wrong with them whatever its format (family 0 of the rules)."""

from __future__ import annotations

from functools import cached_property

from spacelint.plan.fields import KNOWN, NAMES, SILENT, cell_fault, cell_hint, nearest_field
from spacelint.plan.model import PlannedSpace, PlanText
from spacelint.plan.values import (
    BadValue,
    PlanProblem,
    Reading,
    bad_value_problem,
    kind,
    split_path,
)
from spacelint.text.model import Edit

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from spacelint.plan.values import Layout
    from spacelint.source.lines import Place

_PARTS = ("title", "date", "end_date", "time", "timezone")  # of a moment, and the title
_DAYS = {"scheduled_start": "date", "ends": "end_date"}  # where the time stands apart
_ICS_HINT = "write it as 20261203T140000Z"
_READ = tuple(field for field in NAMES if field not in _PARTS)


class Plan(PlanText):
    """A plan file with its Spaces; its problems are found when they are first asked for."""

    @cached_property
    def problems(self) -> tuple[PlanProblem, ...]:
        """What is wrong with the plan itself, in the order of the file."""
        found = [*self.reading.faults(), *_strays(self)]
        # A title that YAML took for a comment is one finding, not two.
        reported = {problem.space for problem in found if problem.code == "SL002"}
        for space in self.spaces:
            found += space_problems(space, space.index in reported)
        return tuple(sorted(found, key=lambda each: (each.start, each.code)))


def single_space(raw: dict[str, object], layout: Layout | None = None) -> PlannedSpace:
    """Return the Space of ``raw``, whose keys are names or aliases of `FIELDS`; it has no places.

    ``layout`` says how days and times are meant.
    """
    return Plan("", "", "utf-8", 0, Reading("values", [((), raw)]), layout).spaces[0]


def _strays(plan: Plan) -> Iterable[PlanProblem]:
    """Yield a problem for each list of Spaces that stands beside `spaces` and so is not read."""
    data = plan.reading.data
    if not isinstance(data, dict) or not isinstance(data.get("spaces"), list | dict):
        return
    if plan.layout.own_shape:
        return
    for key, value in data.items():
        first = value[0] if isinstance(value, list) and value else value
        if key == "spaces" or not isinstance(first, dict) or "title" not in first:
            continue
        if isinstance(key, str) and "space" in key.casefold():
            place = plan.reading.locate((key,)) or plan.reading.locate((key, 0))
            start, end = (place.key_start, place.key_end) if place else (0, 0)
            values = {"field": key, "nearest": "", "hint": "put what it holds under spaces"}
            yield PlanProblem("SL005", start, end, values)


def space_problems(space: PlannedSpace, reported: bool) -> list[PlanProblem]:
    """Return the problems of one Space; ``reported``: its title already has one (SL002)."""
    title = _title(space, reported)
    problems = [] if title is None else [title]
    if not space.plan.reading.approximate or space.plan.format == "jsonl":
        problems += [*_unknown(space), *_bad_values(space)]
    return problems


def _title(space: PlannedSpace, reported: bool) -> PlanProblem | None:
    value = space.value("title")
    fault = cell_fault(value, space.plan.format)
    if isinstance(value, str) and value.strip() and not fault:
        return None
    if value is None or (isinstance(value, str) and not fault):
        if reported:
            return None
        start, end = _span(space, "title" if space.key("title") is not None else "")
        found = "missing" if space.key("title") is None else "empty"
        return PlanProblem("SL003", start, end, {"found": found}, (), space.index)
    start, end = _span(space, "title")
    place = space.place("title")
    written = space.plan.text[place.start : place.end] if place else str(value)
    edits: tuple[Edit, ...] = ()
    inside = space.key("title")
    if place is not None and inside is not None and not isinstance(value, list | dict | str):
        written = written.strip()
        style = space.plan.reading.style((*space.path, *inside))
        quoted = style.whole(written) if style is not None else None
        if quoted is not None:
            edits = (Edit(place.start, place.start + len(written), quoted),)
    elif isinstance(value, list | dict):
        written = written.splitlines()[0] if written else ""
    hint = cell_hint(written) if fault else "put it in quotes"
    values = {"written": written, "kind": fault or kind(value), "hint": hint}
    return PlanProblem("SL004", start, end, values, edits, space.index)


def _unknown(space: PlannedSpace) -> Iterable[PlanProblem]:
    if space.plan.reading.names is not None:
        return
    layout = space.plan.layout
    named = [layout.title, *(path for each in (layout.fields or {}).values() for path in each)]
    used = {path.partition(".")[0] for path in named if path}
    # A list of events by name is not of our own shape: it has fields of its own.
    foreign = "title" not in space.raw and "spaces" not in space.path[:2]
    other_keys = foreign or space.plan.reading.other_keys
    strange = [k for k in space.raw if not (k in KNOWN or k in SILENT or k in used)]
    if not strange:
        return
    from spacelint.text.distance import MOST_FAULTS, MOST_HELPED

    for number, key in enumerate(strange[: MOST_HELPED if other_keys else MOST_FAULTS], 1):
        near = nearest_field(key) if isinstance(key, str) and number <= MOST_HELPED else ""
        if near and (near in space.raw or KNOWN[near] in space.raw):
            near = ""
        if not near and other_keys:
            continue
        place = space.place_at((*space.path, key))
        start, end = (place.key_start, place.key_end) if place else (0, 0)
        edits: tuple[Edit, ...] = ()
        if near and place is not None:
            written = space.plan.text[start:end]
            if str(key) in written:
                edits = (Edit(start, end, written.replace(str(key), near)),)
        hint = f"did you mean {near}?" if near else "remove it, or see docs/plans.md"
        if number == MOST_FAULTS < len(strange):
            hint = f"{len(strange) - MOST_FAULTS:,} more fields here are unknown: see docs/plans.md"
        values = {"field": str(key), "nearest": near, "hint": hint}
        yield PlanProblem("SL005", start, end, values, edits, space.index)


def _bad_values(space: PlannedSpace) -> Iterable[PlanProblem]:
    for field in _fields(space):
        value = space.get(field)
        if not isinstance(value, BadValue):
            continue
        name = field if space.key(field) is not None else _DAYS.get(field, field)
        key = split_path(space.raw, value.path) if value.path else space.key(name)
        start, end = _span_of(space, space.place_at((*space.path, *key)) if key else None)
        if space.plan.format == "ics" and field in _DAYS:
            from spacelint.plan.dates import HINT

            value = value._replace(hint=_ICS_HINT) if value.hint == HINT else value
        name = ".".join(str(part) for part in key) if key else name
        yield bad_value_problem(name, space.plan.text, start, end, value, space.index)


def _fields(space: PlannedSpace) -> Iterable[str]:
    """Return the fields that a Space may have, in a fixed order."""
    if space.plan.layout.own_shape or space.plan.reading.names is not None:
        return _READ
    there = {KNOWN[key] for key in space.raw if key in KNOWN}
    if "date" in there or "time" in there:
        there.add("scheduled_start")
    if "end_date" in there:
        there.add("ends")
    return [field for field in _READ if field in there]


def _span(space: PlannedSpace, field: str) -> tuple[int, int]:
    """Return the span of a field's value, or its key, or the Space's first line."""
    return _span_of(space, space.place(field) if field else None)


def _span_of(space: PlannedSpace, place: Place | None) -> tuple[int, int]:
    if place is not None and place.end > place.start:
        return place.start, place.end
    if place is not None and place.key_end > place.key_start:
        return place.key_start, place.key_end
    whole = space.place()
    if whole is None:
        return 0, 0
    lines = space.plan.text[whole.start : whole.end].split("\n", 1)
    return whole.start, whole.start + len(lines[0].split("\r", 1)[0])
