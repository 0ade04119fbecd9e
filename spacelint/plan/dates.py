"""Read a start as people and parsers write it; an ambiguous one is reported, never guessed."""

from __future__ import annotations

import re

from spacelint.plan.fields import cell_fault, cell_hint
from spacelint.plan.values import BadValue, Layout, Start, look_up
from spacelint.plan.zones import find_zone, zone_hint
from spacelint.text.pattern import Pattern
from spacelint.text.value import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime
    from typing import Protocol

    class Fields(Protocol):
        """What is asked of a Space: values, paths, and how something is written."""

        @property
        def raw(self) -> Mapping[str, object]:
            """The Space as its format's parser gave it."""

        def paths(self, field: str) -> tuple[str, ...]:
            """Return the dotted paths that a field is read from."""

        def written_at(self, path: str) -> str:
            """Return what is written at a dotted path, or ""."""


_TIME = (
    r"(?P<hour>\d{1,2})(?:[:.h](?P<minute>\d{2})(?::(?P<second>\d{2})(?:\.\d+)?)?)?"
    r"\s*(?P<half>[ap]\.?m\.?)?"
)
_MILITARY = r"(?P<military>\d{4}(?:\d{2})?)(?:h|hrs)?"
_ZONE = (
    r"(?P<zone>Z|(?:UTC|GMT)?[+-]\d{2}:?\d{2}|(?:UTC|GMT)?[+-]\d{1,2}"
    r"|[A-Za-z][A-Za-z_]*(?:/[A-Za-z_+\-0-9]+)*)"
)
_TIME_OF_DAY = r"\d{1,2}(?:[:.h]\d{2})?(?:\s*[ap]\.?m\.?)?"
_RANGE = (
    rf"(?i)\s*(?P<first>{_TIME_OF_DAY})\s*(?:[–—~→]|(?<=\s)-\s|\bto\b|\buntil\b"
    r"|-(?=\s*\d{1,2}(?:[:.]\d{2})?\s*[ap]\.?m))"
    rf"\s*(?P<last>{_TIME_OF_DAY})\s*\(?(?P<zone>[A-Za-z][\w/+-]*|[+-]\d\d:?\d\d)?\)?\s*"
)
# Texts, compiled when they are first asked for: most plans write their days in the ISO way.
_CLOCK = rf"(?i:\s*(?:{_MILITARY}|{_TIME})\s*(?:\(?{_ZONE}\)?)?\s*)"
_ISO = r"\s*(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:(?:\s*[Tt,]\s*|\s+)(?=\d)|\s*$)"
_SLASHED = r"\s*(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d{2})(?:[\s,]+(?:at\s+)?(?=\d)|\s*$)"
_BASIC = r"\s*(\d{4})(\d{2})(\d{2})(?:T|\s*$)"
_MONTH = r"(?P<month>[^\W\d_]{3,10})\.?"
_YEAR = r"(?P<year>\d{4}|(?<=-)\d{2})[\s,]*"
_DAY_MONTH = (
    rf"\s*(?P<day>\d{{1,2}})(?:st|nd|rd|th|\.|er)?(?:\s+de)?[\s-]+{_MONTH},?(?:\s+de)?[\s-]+{_YEAR}"
)
_MONTH_DAY = rf"\s*{_MONTH}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+{_YEAR}"
_CHINESE = r"\s*(\d{4})年\s*(\d{1,2})月\s*(\d{1,2})日\s*"
# How the names of a month begin in English, German, French and Spanish.
_MONTHS = (
    *("jan ene", "feb fév fev", "mar mär mrz", "apr avr abr", "may mai", "jun juin"),
    *("jul juil", "aug aoû ago", "sep", "oct okt", "nov", "dec déc dez dic"),
)
_WEEKDAY = (
    r"(?i:\A\s*(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|mon|tue|wed|thu|fri|sat|sun|mo|di|mi|do|fr"
    r"|sa|so|(?:mon|diens|donners|frei|sams|sonn)tag|mittwoch|lundi|mardi|mercredi|jeudi|vendredi"
    r"|samedi|dimanche|lunes|martes|miércoles|jueves|viernes|sábado|domingo)\.?,?\s+)"
)
_SERIAL = r"\s*[3-6]\d{4}(?:[.,]\d+)?\s*"  # days since 1899-12-30, of 1982 to 2091
_FORMAT_CELL = "format the cells of this column as dates"
#: What people write where a start is not decided yet.
_UNDECIDED = frozenset(("", "-", "–", "—", "?", "tbd", "tba", "tbc", "n/a", "offen", "à définir"))

HINT = "write it as 2026-12-03T15:00+01:00"


def read_start(
    value: object, order: str = "", zone: str = "", time: object = None
) -> Start | BadValue:
    """Read a date and time, or a date and a ``time`` given apart.

    ``order`` is ``dmy`` or ``mdy`` for dates such as 03/04/2026, which are refused without it;
    ``zone`` is used where the value names none.
    """
    from datetime import date, datetime

    if isinstance(value, str) and time is None and value[10:11] in ("T", " ") and len(value) < 40:
        value = _iso(value) or value
    if isinstance(value, datetime):
        return _zoned(value, zone, True)
    if isinstance(value, date):
        day: tuple[int, int, int] | BadValue = (value.year, value.month, value.day)
        rest = ""
    elif isinstance(value, str):
        if not value.strip():
            return BadValue("it is empty", HINT)
        if len(value) > 100:
            return BadValue("it is too long for a date", HINT)
        day, rest = _day(value, order)
    elif isinstance(value, int | float) and not isinstance(value, bool):
        day, rest = _day(str(value), order)
    else:
        return BadValue("it is not a date", HINT)
    if isinstance(day, BadValue):
        return day
    if not rest.strip() and time is not None:
        rest = str(time)
    return _moment(day, rest, zone)


class MomentParts(NamedTuple):
    """A moment in several fields: day, time of day and zone, with the paths of the latter two."""

    day: object
    time: object = None
    zone: str = ""
    time_path: str = ""
    zone_path: str = ""


def read_parts(parts: MomentParts, order: str = "") -> Start | BadValue:
    """Read a moment from its fields; a ``BadValue`` has the path of the one at fault."""
    day, time, zone, time_path, zone_path = parts
    found = read_start(day, order, zone, time)
    if not isinstance(found, BadValue) or not (time_path or zone_path):
        return found
    if isinstance(read_start(day, order), BadValue):
        return found
    if time_path and isinstance(read_start(day, order, "", time), BadValue):
        hint = "write it as 15:00 or 1500 UTC" if found.hint == HINT else found.hint
        return found._replace(hint=hint, path=time_path)
    return found._replace(path=zone_path)


def split_range(time: str) -> tuple[str, str] | None:
    """Return start and end of a range of times (``5:30–8:30 PM (PT)``), each with zone and half.

    None where it is no range: ``15:00-05:00`` is a time with its offset.
    """
    found = re.fullmatch(_RANGE, time)
    if found is None:
        return None
    first, last, zone = found["first"].strip(), found["last"].strip(), found["zone"] or ""
    half = re.search(r"(?i)[ap]\.?m\.?$", last)
    if half is not None and not re.search(r"(?i)[ap]\.?m", first):
        hours = [int(re.match(r"\d+", each)[0]) % 12 for each in (first, last)]  # type: ignore[index]
        other = "am" if half[0][0] in "pP" else "pm"
        first += " " + (half[0] if hours[0] <= hours[1] else other)
    return f"{first} {zone}".strip(), f"{last} {zone}".strip()


def _iso(value: str) -> datetime | None:
    """Read the common way of writing it, quickly."""
    from datetime import datetime

    try:
        return datetime.fromisoformat(value)
    except ValueError:
        return None


def _day(value: str, order: str) -> tuple[tuple[int, int, int] | BadValue, str]:
    value = re.sub(_WEEKDAY, "", value)
    found = re.match(_ISO, value) or re.match(_BASIC, value) or re.match(_CHINESE, value)
    if found:
        return (int(found[1]), int(found[2]), int(found[3])), value[found.end() :]
    found = re.match(_SLASHED, value)
    if found:
        return _slashed(found, value, order), value[found.end() :]
    for pattern in (_DAY_MONTH, _MONTH_DAY):
        found = re.match(pattern, value)
        month = _month(found["month"].casefold()) if found else 0
        if found and month:
            year = int(found["year"]) + (2000 if len(found["year"]) == 2 else 0)
            return (year, month, int(found["day"])), value[found.end() :]
    fault = cell_fault(value, "xlsx")
    if fault:
        return BadValue(f"it is {fault}", cell_hint(value)), ""
    if re.fullmatch(_SERIAL, value):
        return BadValue("it is the number that a spreadsheet has for a day", _FORMAT_CELL), ""
    return BadValue("it is not a date", HINT), ""


def _month(name: str) -> int:
    """Return the number of a month by its name in small letters, or 0."""
    for number, begins in enumerate(_MONTHS, 1):
        if name.startswith(tuple(begins.split())):
            return number
    return 0


def _slashed(found: re.Match[str], value: str, order: str) -> tuple[int, int, int] | BadValue:
    first, second, year = int(found[1]), int(found[3]), int(found[4])
    year += 2000 if year < 100 else 0
    if order not in ("dmy", "mdy"):
        if found[2] == "." or first > 12:
            order = "dmy"
        elif second > 12:
            order = "mdy"
        elif first != second:
            return BadValue(
                f"{found[0].strip().rstrip(',')} can be two days",
                f"write {year}-{second:02}-{first:02} or {year}-{first:02}-{second:02}, "
                'or set date-order = "dmy" or "mdy" under [plan] in spacelint.toml',
            )
    day, month = (first, second) if order == "dmy" else (second, first)
    return year, month, day


def _moment(day: tuple[int, int, int], rest: str, zone: str) -> Start | BadValue:
    from datetime import datetime

    hour = minute = second = 0
    named = ""
    if rest.strip():
        rest = re.sub(r"(?i)\A\s*(?:at|um|à)\s+", "", rest)
        rest = re.sub(r"(?i)(?<![:.\d])(\d{1,2})\s*(?:uhr|h)(?!\w)", r"\1:00", rest)  # 15 Uhr, 15h
        rest = re.sub(r"(?i)\s*\buhr\b", "", rest)
        rest = (split_range(rest) or (rest,))[0]
        found = re.fullmatch(_CLOCK, rest)
        if found is None:
            return BadValue(f"{rest.strip()!r} is not a time of day", HINT)
        if found["military"]:
            digits = found["military"]
            hour, minute, second = int(digits[:2]), int(digits[2:4]), int(digits[4:] or 0)
        else:
            hour, minute = int(found["hour"]), int(found["minute"] or 0)
            second = int(found["second"] or 0)
            if found["half"]:
                if not 1 <= hour <= 12:
                    return BadValue(f"{rest.strip()!r} is not a time of day", HINT)
                hour = hour % 12 + (12 if found["half"][0] in "pP" else 0)
            elif found["minute"] is None:
                return BadValue(f"{rest.strip()!r} is not a time of day", HINT)
        named = found["zone"] or ""
    try:
        moment = datetime(*day, hour, minute, second)
    except ValueError:
        return BadValue("there is no such day or time", HINT)
    return _zoned(moment, named or zone, bool(rest.strip()))


def _zoned(moment: datetime, zone: str, has_time: bool) -> Start | BadValue:
    if moment.tzinfo is not None or not zone:
        return Start(moment, moment.tzinfo is not None, has_time)
    found = find_zone(zone)
    if found is None:
        return BadValue(f'"{zone}" is not a time zone', zone_hint(zone))
    return Start(moment.replace(tzinfo=found), True, has_time)


# A time of day alone: 18:00, 6 pm, 1500 UTC, 5:30-8:30 PM; a day has more, or ends otherwise.
_BARE_CLOCK = Pattern(
    r"(?is)\s*(?:\d{1,2}[:.h]\d{2}(?!\d)|\d{1,2}\s*[ap]\.?m|\d{4}(?:h|hrs|\s+[A-Za-z]|\s*$))"
    r"(?![-/.]\d).*"
)


def read_moment(space: Fields, field: str, layout: Layout | None) -> Start | BadValue | None:
    """Read ``scheduled_start`` or ``ends``; None where the Space says nothing of it.

    A bare time of day (`start_time: 18:00`) goes with the day of `date`; a range of times gives
    start and end.
    """
    layout = layout or Layout()
    first = field == "scheduled_start"
    paths = layout.paths(field) or space.paths(field)
    day_path, time_path, zone_path = (*paths, "", "", "")[:3]
    if len(paths) < 2:
        own = "" if first else "end_"
        dates = (*space.paths(f"{own}date"), *(() if first else space.paths("date")))
        if not day_path or (dates and _is_clock(_clock(space, day_path))):
            time_path = day_path or next(iter(space.paths(f"{own}time")), "")
            if not first and not day_path and not space.paths("end_date") and not time_path:
                time_path = _range_path(space)  # the end of a range is one; a time alone is none
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
    parts = MomentParts(day, time, str(zone or layout.timezone), time_path, zone_path)
    return read_parts(parts, layout.date_order)


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
