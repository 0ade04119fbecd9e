"""Instants as X writes them in its various files, to UTC text that sorts."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

_ISO = re.compile(
    r"(\d{4})-(\d\d?)-(\d\d?)[T ](\d\d?):(\d\d)(?::(\d\d))?(?:\.\d+)?\s*(Z|[+-]\d\d:?\d\d)?\Z",
    re.ASCII,
)
_POST = re.compile(
    r"[A-Z][a-z]{2} ([A-Z][a-z]{2}) (\d\d?) (\d\d):(\d\d):(\d\d) ([+-]\d{4}) (\d{4})\Z", re.ASCII
)
# 5/14/2026 6:30 PM, 14/05/2026 18:30, and the same with dots or with a year of two digits.
SLASHED = re.compile(
    r"(\d{1,2})[/.](\d{1,2})[/.](\d{4}|\d\d)(?:,?\s+(\d{1,2}):(\d\d)(?::(\d\d))?\s*([AaPp]\.?[Mm]\.?)?)?\Z",
    re.ASCII,
)
FIRST_DAY = "2021-01-01"  # Spaces were opened to all in 2021
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def utc(value: object) -> str | None:
    """``2026-05-03T18:00:00Z`` of an RFC 3339 time, a post's time or Unix (milli)seconds.

    A time without offset is taken as UTC, as X's download means it. None for anything else.
    """
    if isinstance(value, int | float) and not isinstance(value, bool):
        value = str(int(value)) if abs(value) < 1e15 else ""
    if not isinstance(value, str) or len(value) > 60:
        return None
    text = value.strip()
    try:
        if text.isdecimal() and text.isascii():
            number = int(text)
            instant = datetime.fromtimestamp(number / 1000 if number > 10**11 else number, UTC)
        elif match := _ISO.match(text):
            parts = [int(part or 0) for part in match.groups()[:6]]
            instant = datetime(*parts, tzinfo=UTC) - timedelta(minutes=_offset(match[7]))  # type: ignore[misc,arg-type]
        elif (match := _POST.match(text)) and match[1] in _MONTHS:
            month, day, hour, minute, second, offset, year = match.groups()
            local = datetime(int(year), _MONTHS.index(month) + 1, int(day), int(hour),
                             int(minute), int(second), tzinfo=UTC)  # fmt: skip
            instant = local - timedelta(minutes=_offset(offset))
        else:
            return None
    except (ValueError, OverflowError, OSError):
        return None
    return instant.strftime("%Y-%m-%dT%H:%M:%SZ") if 1000 <= instant.year < 2200 else None


def _offset(text: str | None) -> int:
    if not text or text == "Z":
        return 0
    sign = -1 if text[0] == "-" else 1
    digits = text[1:].replace(":", "")
    return sign * (int(digits[:2]) * 60 + int(digits[2:]))


def slashed(match: re.Match[str], *, month_first: bool) -> str | None:
    """``2026-05-14T18:30:00Z`` of a match of `SLASHED`; None where there is no such day or hour."""
    first, second, year, hour, minute, second_, half = match.groups()
    month, day = (first, second) if month_first else (second, first)
    hours = int(hour or 0)
    if half:
        if not 1 <= hours <= 12:
            return None
        hours = hours % 12 + (12 if half.lower().startswith("p") else 0)
    years = int(year) + (2000 if len(year) == 2 else 0)
    text = f"{years:04d}-{int(month):02d}-{int(day):02d}T{hours:02d}:{minute or '00'}"
    return utc(f"{text}:{second_ or '00'}Z")


def plausible(instant: str | None) -> str | None:
    """The instant, or None where no Space can have been then: some dates of X are decades wrong."""
    return instant if instant is not None and instant >= FIRST_DAY else None
