"""The zone a title names after a time, and how sure that is.

A name means one zone of the IANA database, or several, or an offset: people say EST all year
round, and IST in three countries.
"""

from __future__ import annotations

import re

from spacelint.text.pattern import Pattern
from spacelint.text.value import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterable


class Zone(NamedTuple):
    """A zone that a title names; any of ``names``, IANA zones or offsets, may be meant.

    ``names`` is empty for an unknown zone. ``sure`` is False where the word may mean something
    else: `8pm Eastern Conference`, `20h et vos questions`.
    """

    names: tuple[str, ...]
    sure: bool = True


def _any(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


_NEW_YORK = ("America/New_York", "-5")
_CHICAGO = ("America/Chicago", "-6")
_DENVER = ("America/Denver", "-7")
_LOS_ANGELES = ("America/Los_Angeles", "-8")
_PARIS = ("Europe/Paris", "+1")
_LONDON = ("Europe/London", "+1")

#: Abbreviations, told by their capitals.
ABBREVIATIONS: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(("et", "est", "edt"), _NEW_YORK),
    **dict.fromkeys(("ct", "cdt"), _CHICAGO),
    "cst": (*_CHICAGO, "Asia/Shanghai", "America/Mexico_City"),
    **dict.fromkeys(("mt", "mdt"), _DENVER),
    "mst": (*_DENVER, "America/Phoenix", "Asia/Kuala_Lumpur"),
    **dict.fromkeys(("pst", "pdt"), _LOS_ANGELES),
    "pt": (*_LOS_ANGELES, "Europe/Lisbon"),
    **dict.fromkeys(("akst", "akdt"), ("America/Anchorage", "-9")),
    "hst": ("Pacific/Honolulu",),
    "ast": ("America/Halifax", "America/Puerto_Rico", "Asia/Riyadh"),
    "adt": ("America/Halifax",),
    **dict.fromkeys(("nst", "ndt"), ("America/St_Johns",)),
    **dict.fromkeys(("utc", "gmt"), ("+0", "Europe/London")),
    **dict.fromkeys(("bst", "uk"), _LONDON),
    **dict.fromkeys(("cet", "cest", "mez", "mesz"), _PARIS),
    **dict.fromkeys(("eet", "eest"), ("Europe/Helsinki", "+2")),
    **dict.fromkeys(("wet", "west"), ("Europe/Lisbon", "+0")),
    **dict.fromkeys(("msk", "trt"), ("Europe/Moscow",)),
    "ist": ("Asia/Kolkata", "Europe/Dublin", "Asia/Jerusalem"),
    "pkt": ("Asia/Karachi",),
    "bdt": ("Asia/Dhaka",),
    "npt": ("Asia/Kathmandu",),
    **dict.fromkeys(("ict", "wib"), ("Asia/Bangkok",)),
    **dict.fromkeys(("sgt", "hkt", "myt", "pht", "wita"), ("Asia/Singapore",)),
    "jst": ("Asia/Tokyo",),
    "kst": ("Asia/Seoul",),
    "gst": ("Asia/Dubai", "+10"),
    "awst": ("Australia/Perth",),
    "acst": ("Australia/Darwin", "Australia/Adelaide"),
    **dict.fromkeys(("aest", "aedt", "aet"), ("Australia/Sydney", "+10")),
    **dict.fromkeys(("nzst", "nzdt", "nzt"), ("Pacific/Auckland",)),
    "wat": ("Africa/Lagos",),
    "cat": ("Africa/Harare",),
    "eat": ("Africa/Nairobi",),
    "sast": ("Africa/Johannesburg",),
    "brt": ("America/Sao_Paulo",),
    "art": ("America/Argentina/Buenos_Aires",),
    **dict.fromkeys(("clt", "clst"), ("America/Santiago",)),
    **dict.fromkeys(("cot", "pet", "ect"), ("America/Bogota",)),
    "vet": ("America/Caracas",),
    "bot": ("America/La_Paz",),
    "pyt": ("America/Asuncion",),
    "uyt": ("America/Montevideo",),
    "cdmx": ("America/Mexico_City",),
    "nyc": _NEW_YORK,
    "la": _LOS_ANGELES,
}
#: Those that are words as well, in capitals too: they have to close what is said of the time.
WORDS_TOO = frozenset(("art", "cat", "eat", "la", "pet", "vet", "wat", "west", "wet", "bot", "pt"))

#: Places, and what else is said in words.
PLACES: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(("eastern", "new york", "miami", "toronto", "montréal", "montreal"), _NEW_YORK),
    **dict.fromkeys(("central", "chicago", "houston", "dallas"), _CHICAGO),
    **dict.fromkeys(("mountain", "denver"), _DENVER),
    **dict.fromkeys(("pacific", "los angeles", "san francisco", "seattle", "vancouver"),
                    _LOS_ANGELES),
    **dict.fromkeys(("london", "portugal", "lisboa", "lisbon"), (*_LONDON, "+0")),
    **dict.fromkeys(
        ("paris", "berlin", "madrid", "rome", "roma", "amsterdam", "brussels", "bruxelles", "wien",
         "vienna", "zürich", "zurich", "oslo", "stockholm", "peninsular", "warsaw", "france",
         "españa"),
        _PARIS,
    ),
    **dict.fromkeys(("moscow", "istanbul", "türkiye", "riyadh"), ("Europe/Moscow",)),
    **dict.fromkeys(("athens", "helsinki", "kyiv"), ("Europe/Helsinki",)),
    "cairo": ("Africa/Cairo",),
    "lagos": ("Africa/Lagos",),
    "nairobi": ("Africa/Nairobi",),
    **dict.fromkeys(("johannesburg", "cape town"), ("Africa/Johannesburg",)),
    "dubai": ("Asia/Dubai",),
    **dict.fromkeys(("india", "mumbai", "delhi"), ("Asia/Kolkata",)),
    **dict.fromkeys(("bangkok", "jakarta", "hanoi"), ("Asia/Bangkok",)),
    **dict.fromkeys(("singapore", "hong kong", "manila", "beijing", "taipei"), ("Asia/Singapore",)),
    **dict.fromkeys(("tokyo", "日本時間"), ("Asia/Tokyo",)),
    "seoul": ("Asia/Seoul",),
    **dict.fromkeys(("sydney", "melbourne"), ("Australia/Sydney",)),
    "auckland": ("Pacific/Auckland",),
    "honolulu": ("Pacific/Honolulu",),
    **dict.fromkeys(("brasília", "brasilia", "brasil", "são paulo", "sao paulo"),
                    ("America/Sao_Paulo",)),
    **dict.fromkeys(("argentina", "buenos aires"), ("America/Argentina/Buenos_Aires",)),
    **dict.fromkeys(("chile", "santiago"), ("America/Santiago",)),
    **dict.fromkeys(("cdmx", "méxico", "mexico"), ("America/Mexico_City",)),
    **dict.fromkeys(("colombia", "perú", "peru", "ecuador", "bogotá"), ("America/Bogota",)),
    "venezuela": ("America/Caracas",),
}  # fmt: skip

_OPENING = r"\s*[(\[/]?\s*"
_HOUR = r"(?:(?:hora|horário|heure|ora)\s+)"
_OF = r"(?:(?:de|del|do|da|no|na|en|em|à|in)\s+|d[’'])"
_NAMED = Pattern(
    rf"(?i){_OPENING}(?:(?P<offset>(?:utc|gmt)\s?[+−-]\s?\d{{1,2}}(?::?[0-5]\d)?)"
    rf"|(?P<short>{_any(ABBREVIATIONS)})"
    rf"|(?P<hour>{_HOUR})?{_OF}?(?P<place>{_any(PLACES)}))(?!\w)(?P<time>\s?-?(?:time|zeit)\b)?"
)
_UNKNOWN = Pattern(
    rf"{_OPENING}(?:(?i:{_HOUR}){_OF}?\w+|{_OF}?(?:[^\W\d_a-z]\w+\s+){{1,3}}(?i:time|zeit)\b"
    r"|[A-Z]{2,4}T(?=\s*(?:\Z|[)\]/|,])))"
)
_CLOSES = Pattern(r"\s*(?:\Z|[)\]/|,.;:!?&+·•–—]|-\s)")


def zone_at(text: str, start: int) -> tuple[Zone | None, int]:
    """Return the zone named right after a time that ends at ``start``, and where its name ends.

    For an unsure zone the end is ``start``: the word may not belong to the time.
    """
    rest = text[start:].lstrip()
    if rest[:1] in "([/":
        rest = rest[1:].lstrip()
    if not rest[:1].isalpha():
        return None, start
    found = _NAMED.match(text, start)
    if found is None:
        unknown = _UNKNOWN.match(text, start)
        return (None, start) if unknown is None else (Zone((), False), start)
    end = found.end()
    if found["offset"]:
        offset = found["offset"][3:].replace(" ", "").replace("−", "-")
        return Zone((offset,)), end
    closed = found["time"] is not None or _CLOSES.match(text, end) is not None
    if found["short"]:
        short = found["short"]
        name = short.lower()
        if short != short.upper():
            sure = closed and name not in WORDS_TOO
        else:
            sure = closed or name not in WORDS_TOO
        zone = Zone(ABBREVIATIONS[name], sure)
    else:
        zone = Zone(PLACES[found["place"].lower()], closed or found["hour"] is not None)
    return zone, end if zone.sure else start


def in_zones(moment: datetime.datetime, names: Iterable[str]) -> list[datetime.datetime]:
    """Return a moment in each of the zones that are known."""
    from datetime import timedelta, timezone
    from zoneinfo import ZoneInfo

    found = []
    for name in names:
        try:
            if name[0] in "+-":
                found.append(moment.astimezone(timezone(timedelta(minutes=_offset(name)))))
            else:
                found.append(moment.astimezone(ZoneInfo(name)))
        except (ValueError, OSError, KeyError, OverflowError):
            continue
    return found


def _offset(text: str) -> int:
    """Return the minutes of ``+5:30``, ``-3`` or ``+0200``."""
    sign = -1 if text[0] == "-" else 1
    hours, _, minutes = text[1:].partition(":")
    if not minutes and len(hours) > 2:
        hours, minutes = hours[:-2], hours[-2:]
    return sign * (int(hours) * 60 + int(minutes or 0))
