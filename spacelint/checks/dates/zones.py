"""The zone a title names after a time, and how sure that is."""

from __future__ import annotations

import re

from spacelint.checks.dates.zone_names import ABBREVIATIONS, PLACES, WORDS_TOO
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


_OPENING = r"\s*[(\[/]?\s*"
_HOUR = r"(?:(?:hora|horário|heure|ora)\s+)"
_OF = r"(?:(?:de|del|do|da|no|na|en|em|à|in)\s+|d[’'])"
_NAMED = re.compile(
    rf"{_OPENING}(?:(?P<offset>(?:utc|gmt)\s?[+−-]\s?\d{{1,2}}(?::?[0-5]\d)?)"
    rf"|(?P<short>{_any(ABBREVIATIONS)})"
    rf"|(?P<hour>{_HOUR})?{_OF}?(?P<place>{_any(PLACES)}))(?!\w)(?P<time>\s?-?(?:time|zeit)\b)?",
    re.IGNORECASE,
)
_UNKNOWN = re.compile(
    rf"{_OPENING}(?:(?i:{_HOUR}){_OF}?\w+|{_OF}?(?:[^\W\d_a-z]\w+\s+){{1,3}}(?i:time|zeit)\b"
    r"|[A-Z]{2,4}T(?=\s*(?:\Z|[)\]/|,])))"
)
_CLOSES = re.compile(r"\s*(?:\Z|[)\]/|,.;:!?&+·•–—]|-\s)")


def zone_at(text: str, start: int) -> tuple[Zone | None, int]:
    """Return the zone named right after a time that ends at ``start``, and where its name ends.

    For an unsure zone the end is ``start``: the word may not belong to the time.
    """
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
