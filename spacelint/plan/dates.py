"""Read a start and its zone as people and parsers write them.

An ambiguous one is reported, never guessed.
"""

from __future__ import annotations

import re
from functools import lru_cache

from spacelint.plan.fields import cell_fault, cell_hint
from spacelint.plan.values import BadValue, Start

TYPE_CHECKING = False
if TYPE_CHECKING:
    from datetime import date, datetime, tzinfo

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
_TO_ANOTHER = r"\s*→|(?<=[\dZ])/(?=\d{4}-)"  # Notion's, ISO's: from one moment to another
_SERIAL = r"\s*[3-6]\d{4}(?:[.,]\d+)?\s*"  # days since 1899-12-30, of 1982 to 2091
_LONGEST = 100  # code points of a day, and of a time
_FORMAT_CELL = "format the cells of this column as dates"

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
        if len(value) > _LONGEST:
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
        if len(rest) > _LONGEST:
            return BadValue("it is too long for a time of day", HINT)
    return _moment(day, rest, zone)


def day_of(value: object, order: str = "") -> date | None:
    """Return the day of a text whose time or zone can't be read; None where it has none."""
    from datetime import date

    day = _day(value, order)[0] if isinstance(value, str) else BadValue("", "")
    try:
        return None if isinstance(day, BadValue) else date(*day)
    except ValueError:
        return None


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
        return _slashed(found, order), value[found.end() :]
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


def _slashed(found: re.Match[str], order: str) -> tuple[int, int, int] | BadValue:
    first, second, year = int(found[1]), int(found[3]), int(found[4])
    year += 2000 if year < 100 else 0
    if found[2] == "." and second <= 12:
        order = "dmy"  # 03.12.2026 is one day, whatever the order with slashes
    elif order not in ("dmy", "mdy"):
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
    if split_range(rest) is None:
        rest = re.split(_TO_ANOTHER, rest)[0]
    if rest.strip():
        rest = re.sub(r"(?i)\A\s*(?:(?:at|um|à)\s+|@\s*)", "", rest)
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
        what = (
            "can be several time zones" if zone.upper() in _SEVERAL_ZONES else "is not a time zone"
        )
        return BadValue(f'"{zone}" {what}', zone_hint(zone))
    return Start(moment.replace(tzinfo=found), True, has_time)


# Short names of several zones: EST is New York's and Sydney's.
_SEVERAL_ZONES = {
    "EST": ("America/New_York", "Australia/Sydney"),
    "MST": ("America/Denver", "America/Phoenix"),
    "CST": ("America/Chicago", "Asia/Shanghai"),
    "IST": ("Asia/Kolkata", "Asia/Jerusalem", "Europe/Dublin"),
    "BST": ("Europe/London", "Asia/Dhaka"),
    "AST": ("America/Halifax", "Asia/Riyadh"),
}
# Short names of one zone; others, such as CET, are in the tz data.
_COMMON_ZONES = {
    **dict.fromkeys(("PT", "PST", "PDT"), "America/Los_Angeles"),
    "ET": "America/New_York",
    "HST": "Pacific/Honolulu",
    "EDT": "America/New_York",
    "MT": "America/Denver",
    "CEST": "Europe/Paris",
    "EEST": "Europe/Athens",
    "AEST": "Australia/Sydney",
    "JST": "Asia/Tokyo",
    **dict.fromkeys(("MEZ", "MESZ"), "Europe/Berlin"),
}


def find_zone(name: str) -> tzinfo | None:
    """Return the zone of an offset (``+01:00``), ``UTC``, ``GMT``, ``Z`` or a tz data name."""
    from datetime import UTC, timedelta, timezone

    if name.upper() in ("Z", "UTC", "GMT"):
        return UTC
    name = re.sub(r"(?i)\A(?:UTC|GMT)(?=[+-])", "", name)
    digits = re.fullmatch(r"([+-])(\d{1,2}):?(\d{2})?", name)
    if digits:
        hours, minutes = int(digits[2]), int(digits[3] or 0)
        if hours > 14 or minutes > 59:
            return None
        span = timedelta(hours=hours, minutes=minutes)
        return timezone(span if digits[1] == "+" else -span)
    if name.upper() in _SEVERAL_ZONES:
        return None
    from zoneinfo import ZoneInfo

    try:
        return ZoneInfo(_COMMON_ZONES.get(name.upper(), name))
    except (ValueError, OSError, KeyError):
        return None


@lru_cache(1_000)  # a plan repeats its mistakes
def zone_hint(name: str) -> str:
    """Return what to write instead of a time zone that there is not: the nearest ones."""
    from difflib import get_close_matches
    from zoneinfo import available_timezones

    near = _SEVERAL_ZONES.get(name.upper(), ())
    known = sorted(zone for zone in available_timezones() if "/" in zone)
    words = {word.casefold() for word in re.findall(r"[^\W\d]+", name) if len(word) > 3}
    if not near:
        near = tuple(zone for zone in known if zone.rpartition("/")[2].casefold() in words)
    if not near and len(name) > 4:
        lower = {zone.lower(): zone for zone in known}
        lower.update({zone.rpartition("/")[2]: lower[zone] for zone in lower})
        near = tuple(lower[each] for each in get_close_matches(name.lower(), lower, 1, 0.75))
    if near:
        return f"did you mean {' or '.join(near[:3])}?"
    return "write a name of the tz data, such as Europe/Paris"
