"""Time zones as plans name them: an offset, an abbreviation, a name of the tz data."""

from __future__ import annotations

import re

TYPE_CHECKING = False
if TYPE_CHECKING:
    from datetime import tzinfo

# EST is New York's and Sydney's. What is not here is a name of the tz data (CET), or none.
_SEVERAL_ZONES = {
    "EST": ("America/New_York", "Australia/Sydney"),
    "MST": ("America/Denver", "America/Phoenix"),
    "CST": ("America/Chicago", "Asia/Shanghai"),
    "IST": ("Asia/Kolkata", "Asia/Jerusalem", "Europe/Dublin"),
    "BST": ("Europe/London", "Asia/Dhaka"),
    "AST": ("America/Halifax", "Asia/Riyadh"),
}
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


def is_ambiguous(name: str) -> bool:
    """True for an abbreviation that stands for several zones, such as IST."""
    return len(_SEVERAL_ZONES.get(name.upper(), ())) > 1


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
        found = get_close_matches(name.lower(), lower, 1, 0.75)
        near = tuple(lower[each] for each in found)
    if near:
        return f"did you mean {' or '.join(near[:3])}?"
    return "write a name of the tz data, such as Europe/Paris"
