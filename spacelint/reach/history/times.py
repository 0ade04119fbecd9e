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
    return instant.strftime("%Y-%m-%dT%H:%M:%SZ") if instant.year >= 1000 else None


def _offset(text: str | None) -> int:
    if not text or text == "Z":
        return 0
    sign = -1 if text[0] == "-" else 1
    digits = text[1:].replace(":", "")
    return sign * (int(digits[:2]) * 60 + int(digits[2:]))
