"""The zone a title names after a time, and how sure that is.

A name means one zone of the IANA database, or several, or an offset: people say EST all year
round, and IST in three countries.
"""

from __future__ import annotations

from spacelint.checks.dates.words import Zone, any_of, parted
from spacelint.text.pattern import Pattern

TYPE_CHECKING = False
if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterable, Mapping


def _by_name(zones: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    return {name: tuple(of.split()) for names, of in zones.items() for name in parted(names)}


#: Abbreviations, told by their capitals.
ABBREVIATIONS = _by_name(
    {
        "et, est, edt, nyc": "America/New_York -5",
        "ct, cdt": "America/Chicago -6",
        "cst": "America/Chicago -6 Asia/Shanghai America/Mexico_City",
        "mt, mdt": "America/Denver -7",
        "mst": "America/Denver -7 America/Phoenix Asia/Kuala_Lumpur",
        "pst, pdt, la": "America/Los_Angeles -8",
        "pt": "America/Los_Angeles -8 Europe/Lisbon",
        "akst, akdt": "America/Anchorage -9",
        "hst": "Pacific/Honolulu",
        "ast": "America/Halifax America/Puerto_Rico Asia/Riyadh",
        "adt": "America/Halifax",
        "nst, ndt": "America/St_Johns",
        "utc, gmt": "+0 Europe/London",
        "bst, uk": "Europe/London +1",
        "cet, cest, mez, mesz": "Europe/Paris +1",
        "eet, eest": "Europe/Helsinki +2",
        "wet, west": "Europe/Lisbon +0",
        "msk, trt": "Europe/Moscow",
        "ist": "Asia/Kolkata Europe/Dublin Asia/Jerusalem",
        "pkt": "Asia/Karachi",
        "bdt": "Asia/Dhaka",
        "npt": "Asia/Kathmandu",
        "ict, wib": "Asia/Bangkok",
        "sgt, hkt, myt, pht, wita": "Asia/Singapore",
        "jst": "Asia/Tokyo",
        "kst": "Asia/Seoul",
        "gst": "Asia/Dubai +10",
        "awst": "Australia/Perth",
        "acst": "Australia/Darwin Australia/Adelaide",
        "aest, aedt, aet": "Australia/Sydney +10",
        "nzst, nzdt, nzt": "Pacific/Auckland",
        "wat": "Africa/Lagos",
        "cat": "Africa/Harare",
        "eat": "Africa/Nairobi",
        "sast": "Africa/Johannesburg",
        "brt": "America/Sao_Paulo",
        "art": "America/Argentina/Buenos_Aires",
        "clt, clst": "America/Santiago",
        "cot, pet, ect": "America/Bogota",
        "vet": "America/Caracas",
        "bot": "America/La_Paz",
        "pyt": "America/Asuncion",
        "uyt": "America/Montevideo",
        "cdmx": "America/Mexico_City",
    }
)
#: Those that are words as well, in capitals too: they have to close what is said of the time.
WORDS_TOO = frozenset("art cat eat la pet vet wat west wet bot pt".split())

#: Places, and what else is said in words.
PLACES = _by_name(
    {
        "eastern, new york, miami, toronto, montréal, montreal": "America/New_York -5",
        "central, chicago, houston, dallas": "America/Chicago -6",
        "mountain, denver": "America/Denver -7",
        "pacific, los angeles, san francisco, seattle, vancouver": "America/Los_Angeles -8",
        "london, portugal, lisboa, lisbon": "Europe/London +1 +0",
        "paris, berlin, madrid, rome, roma, amsterdam, brussels, bruxelles, wien, vienna, "
        "zürich, zurich, oslo, stockholm, peninsular, warsaw, france, españa": "Europe/Paris +1",
        "moscow, istanbul, türkiye, riyadh": "Europe/Moscow",
        "athens, helsinki, kyiv": "Europe/Helsinki",
        "cairo": "Africa/Cairo",
        "lagos": "Africa/Lagos",
        "nairobi": "Africa/Nairobi",
        "johannesburg, cape town": "Africa/Johannesburg",
        "dubai": "Asia/Dubai",
        "india, mumbai, delhi": "Asia/Kolkata",
        "bangkok, jakarta, hanoi": "Asia/Bangkok",
        "singapore, hong kong, manila, beijing, taipei": "Asia/Singapore",
        "tokyo, 日本時間": "Asia/Tokyo",
        "seoul": "Asia/Seoul",
        "sydney, melbourne": "Australia/Sydney",
        "auckland": "Pacific/Auckland",
        "honolulu": "Pacific/Honolulu",
        "brasília, brasilia, brasil, são paulo, sao paulo": "America/Sao_Paulo",
        "argentina, buenos aires": "America/Argentina/Buenos_Aires",
        "chile, santiago": "America/Santiago",
        "cdmx, méxico, mexico": "America/Mexico_City",
        "colombia, perú, peru, ecuador, bogotá": "America/Bogota",
        "venezuela": "America/Caracas",
    }
)

_OPENING = r"\s*+(?:[(\[/]\s*+)?+"
_HOUR = r"(?:(?:hora|horário|heure|ora)\s+)"
_OF = r"(?:(?:de|del|do|da|no|na|en|em|à|in)\s+|d[’'])"
_NAMED = Pattern(
    rf"(?i){_OPENING}(?:(?P<offset>(?:utc|gmt)\s?[+−-]\s?\d{{1,2}}(?::?[0-5]\d)?)"
    rf"|(?P<short>{any_of(ABBREVIATIONS)})"
    rf"|(?P<hour>{_HOUR})?{_OF}?(?P<place>{any_of(PLACES)}))(?!\w)(?P<time>\s?-?(?:time|zeit)\b)?"
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
        return Zone((found["offset"][3:].replace(" ", "").replace("−", "-"),)), end
    closed = found["time"] is not None or _CLOSES.match(text, end) is not None
    if short := found["short"]:
        plain = short.lower() not in WORDS_TOO
        sure = (closed or plain) if short.isupper() else (closed and plain)
        zone = Zone(ABBREVIATIONS[short.lower()], sure)
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
            offset = name[0] in "+-"
            zone = timezone(timedelta(minutes=_offset(name))) if offset else ZoneInfo(name)
            found.append(moment.astimezone(zone))
        except (ValueError, OSError, KeyError, OverflowError):
            continue
    return found


def _offset(text: str) -> int:
    """Return the minutes of ``+5:30``, ``-3`` or ``+0200``."""
    digits = text[1:].replace(":", "")
    hours, minutes = (digits[:-2], digits[-2:]) if len(digits) > 2 else (digits, "0")
    return (-1 if text[0] == "-" else 1) * (int(hours) * 60 + int(minutes))
