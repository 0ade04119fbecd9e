"""Time zones: by a name of the tz data, an offset or an abbreviation, and whether one exists."""

from __future__ import annotations

import re

TYPE_CHECKING = False
if TYPE_CHECKING:
    from datetime import tzinfo

# EST is New York's and Sydney's. What is not here is a name of the tz data (CET), or none.
_SEVERAL_ZONES = frozenset(("EST", "MST", "HST"))
_COMMON_ZONES = {
    **dict.fromkeys(("PT", "PST", "PDT"), "America/Los_Angeles"),
    "ET": "America/New_York",
    "EDT": "America/New_York",
    "MT": "America/Denver",
    "CEST": "Europe/Paris",
    "EEST": "Europe/Athens",
    "AEST": "Australia/Sydney",
    "JST": "Asia/Tokyo",
    **dict.fromkeys(("MEZ", "MESZ"), "Europe/Berlin"),
}


def zone_fault(name: str) -> tuple[str, str] | None:
    """What is wrong with a zone name and the nearest right one; None for a zone that exists.

    Zones are those of the IANA database as Python's ``zoneinfo`` finds it. Nothing is raised.
    """
    import zoneinfo

    from spacelint.schema.problem import shown
    from spacelint.text.distance import nearest

    try:
        zoneinfo.ZoneInfo(name)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
        known = sorted(zoneinfo.available_timezones())
        near = nearest(name, known) or nearest(name, [zone.rsplit("/", 1)[-1] for zone in known])
        full = next((zone for zone in known if zone == near or zone.endswith(f"/{near}")), "")
        return f'there is no time zone "{shown(name)}"', full
    return None


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
