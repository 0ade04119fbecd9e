"""Put a moment together from the fields of a Space that say it: day, time of day and zone."""

from __future__ import annotations

from spacelint.plan.dates import HINT, day_of, read_start, split_range
from spacelint.plan.values import BadValue, Start, look_up
from spacelint.text.pattern import Pattern

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from typing import Protocol

    from spacelint.plan.values import Layout

    class Fields(Protocol):
        """What is asked of a Space: values, paths, and how something is written."""

        @property
        def raw(self) -> Mapping[str, object]:
            """The Space as its format's parser gave it."""

        def paths(self, field: str) -> tuple[str, ...]:
            """Return the dotted paths that a field is read from."""

        def written_at(self, path: str) -> str:
            """Return what is written at a dotted path, or ""."""


#: What people write where a start is not decided yet.
_UNDECIDED = frozenset(("", "-", "–", "—", "?", "tbd", "tba", "tbc", "n/a", "offen", "à définir"))
# A time of day alone: 18:00, 6 pm, 1500 UTC, 5:30-8:30 PM; a day has more, or ends otherwise.
_BARE_CLOCK = Pattern(
    r"(?is)\s*(?:\d{1,2}[:.h]\d{2}(?!\d)|\d{1,2}\s*[ap]\.?m|\d{4}(?:h|hrs|\s+[A-Za-z]|\s*$))"
    r"(?![-/.]\d).*"
)


def read_moment(space: Fields, field: str, layout: Layout) -> Start | BadValue | None:
    """Read ``scheduled_start`` or ``ends``; None where the Space says nothing of it.

    A bare time of day (`start_time: 18:00`) goes with the day of `date`; a range of times gives
    start and end.
    """
    parts = _parts(space, field, layout)
    if parts is None:
        return None
    day, time, zone, time_path, zone_path = parts
    order = layout.date_order
    found = read_start(day, order, zone, time)
    if not isinstance(found, BadValue) or isinstance(read_start(day, order), BadValue):
        return found
    if time_path and isinstance(read_start(day, order, "", time), BadValue):
        hint = "write it as 15:00 or 1500 UTC" if found.hint == HINT else found.hint
        return found._replace(hint=hint, path=time_path)
    return found._replace(path=zone_path)


def planned_day(space: Fields, layout: Layout) -> date | None:
    """Return the day of a Space whose time or zone can't be read; None where none is known."""
    parts = _parts(space, "scheduled_start", layout)
    if parts is None:
        return None
    found = read_start(parts[0], layout.date_order)
    return found.moment.date() if isinstance(found, Start) else day_of(parts[0], layout.date_order)


def _parts(
    space: Fields, field: str, layout: Layout
) -> tuple[object, object, str, str, str] | None:
    """Return day, time of day and zone of a moment, with the paths of the latter two."""
    first = field == "scheduled_start"
    paths = layout.paths(field) or space.paths(field)
    day_path, time_path, zone_path = (*paths, "", "", "")[:3]
    if len(paths) < 2:
        own = "" if first else "end_"
        dates = (*space.paths(f"{own}date"), *(() if first else space.paths("date")))
        if not day_path or (dates and _is_clock(_clock(space, day_path))):
            time_path = day_path or next(iter(space.paths(f"{own}time")), "")
            if not first and not day_path and not space.paths("end_date") and not time_path:
                time_path = _range_path(space)  # the end of a range is one; a time alone is not
                dates = dates if time_path else ()
            day_path = next(iter(dates), "")
        elif first and day_path:
            time_path = next(iter(space.paths("time")), "")
    day = look_up(space.raw, day_path) if day_path else None
    if day is None or _is_undecided(day):
        return None
    zone_path = next(iter(space.paths("timezone")), zone_path)
    if isinstance(day, int | float) and not isinstance(day, bool) and not layout.paths(field):
        day = space.written_at(day_path) or day
    zone = look_up(space.raw, zone_path) if zone_path else None
    time = _clock(space, time_path) if time_path else None
    time = None if _is_undecided(time) else time
    halves = split_range(time) if isinstance(time, str) else None
    if halves is not None:
        time = halves[0 if first else 1]
    return day, time, str(zone or layout.timezone), time_path, zone_path


def _range_path(space: Fields) -> str:
    for field in ("time", "scheduled_start"):
        for path in space.paths(field):
            time = _clock(space, path)
            if isinstance(time, str) and _is_clock(time) and split_range(time) is not None:
                return path
    return ""


def _is_undecided(value: object) -> bool:
    return isinstance(value, str) and value.strip().casefold() in _UNDECIDED


def _is_clock(value: object) -> bool:
    return isinstance(value, str) and len(value) < 100 and _BARE_CLOCK.fullmatch(value) is not None


def _clock(space: Fields, path: str) -> object:
    """Return a time of day; a number that YAML made of 15:00 or 0200 as it is written."""
    value = look_up(space.raw, path)
    if isinstance(value, int) and not isinstance(value, bool):
        return space.written_at(path) or value
    return value
