"""Read a field of a Space as what it means."""

from __future__ import annotations

from spacelint.plan.layout import Layout, look_up, split_path
from spacelint.plan.moment import BadValue
from spacelint.plan.values import (
    read_consent,
    read_flag,
    read_people,
    read_person,
    read_reuse,
    read_text,
    read_texts,
)

TYPE_CHECKING = False

if TYPE_CHECKING:
    from spacelint.plan.moment import Start
    from spacelint.plan.space import PlannedSpace


def read_field(space: PlannedSpace, field: str) -> object:
    """Give a field's typed value, None or empty where it is not there, or why it cannot be read."""
    value = space.value(field)
    if field in ("scheduled_start", "ends"):
        return _moment(space, field, value)
    if value is None:
        return () if field in ("cohosts", "speakers") else None
    if field == "host":
        return read_people(value) if isinstance(value, list) else read_person(value)
    if field in ("cohosts", "speakers"):
        return read_people(value)
    if field in ("topics", "ignore", "campaign"):
        return read_texts(value)
    if field == "sponsored":
        flag = read_flag(value)
        return True if isinstance(flag, BadValue) and isinstance(value, str) else flag
    if field == "record":
        return read_flag(value)
    if field == "consent":
        return read_consent(value)
    if field == "reuse":
        return read_reuse(value)
    return read_text(value)


def _moment(space: PlannedSpace, field: str, value: object) -> Start | BadValue | None:
    from spacelint.plan.dates import read_start

    layout = space.plan.layout or Layout()
    zone = layout.timezone
    day, time = value, None
    time_at = zone_at = ""
    paths = layout.paths(field)
    if len(paths) > 1:
        time_at = paths[1]
        if len(paths) > 2:
            zone_at = paths[2]
    elif field == "scheduled_start":
        if day is None:
            day = space.value("date")
        time_at = next(iter(space.paths("time")), "")
    elif field == "ends" and day is None:
        day = space.value("end_date")
        time_at = next(iter(space.paths("end_time")), "")
    if day is None or day == "":
        return None
    zone_at = next(iter(space.paths("timezone")), zone_at)
    if zone_at:
        zone = str(look_up(space.raw, zone_at) or zone)
    if time_at:
        time = _clock(space, time_at)
    if isinstance(day, int | float) and not isinstance(day, bool) and not paths:
        day = space.written(field) or day
    found = read_start(day, layout.date_order, zone, time)
    if isinstance(found, BadValue) and (time_at or zone_at):
        return _blamed(found, day, layout.date_order, (time, time_at), zone_at)
    return found


def _blamed(
    bad: BadValue, day: object, order: str, clock: tuple[object, str], zone_at: str
) -> BadValue:
    """Say of a start in several fields which of them it is that cannot be read."""
    from spacelint.plan.dates import HINT, read_start

    time, time_at = clock
    if isinstance(read_start(day, order), BadValue):
        return bad
    if time_at and isinstance(read_start(day, order, "", time), BadValue):
        hint = "write it as 15:00 or 1500 UTC" if bad.hint == HINT else bad.hint
        return bad._replace(hint=hint, path=time_at)
    return bad._replace(path=zone_at)


def _clock(space: PlannedSpace, path: str) -> object:
    """Give a time of day; YAML makes a number of 15:00 and of 0200: then what is written."""
    value = look_up(space.raw, path)
    if isinstance(value, int) and not isinstance(value, bool):
        place = space.place_at((*space.path, *split_path(space.raw, path)))
        if place is not None:
            return space.plan.text[place.start : place.end]
    return value
