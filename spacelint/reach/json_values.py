"""Values of JSON that someone else wrote: anything but what was expected is None."""

from __future__ import annotations

from datetime import UTC, datetime

COUNT_LIMIT = 10**12  # more posts, followers or participants than that cannot be a count
_TEXT_LIMIT = 100_000  # characters


def storable(text: str) -> str:
    """The text with every lone surrogate as U+FFFD: JSON escapes can hold one, SQLite cannot."""
    if text.isascii():
        return text
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def text_of(value: object) -> str | None:
    """A text that is not empty."""
    usable = isinstance(value, str) and 0 < len(value) <= _TEXT_LIMIT
    return storable(value) if usable else None  # type: ignore[arg-type]


def id_of(value: object) -> str | None:
    """An id, which may be written as a number."""
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value) if 0 <= value < 10**19 else None
    return text_of(value)


def flag_of(value: object) -> bool | None:
    """A boolean."""
    return value if isinstance(value, bool) else None


def count_of(value: object) -> int | None:
    """A count, which may be written as text; None for a negative or absurd one."""
    if isinstance(value, str) and value.isascii() and value.isdecimal() and len(value) < 16:
        value = int(value)
    usable = isinstance(value, int) and not isinstance(value, bool) and 0 <= value < COUNT_LIMIT
    return value if usable else None  # type: ignore[return-value]


def instant_of(value: object) -> float | None:
    """Unix seconds of an RFC 3339 time, a day (its start in UTC) or a count of seconds."""
    number = count_of(value)
    if number is not None:
        return float(number) if number < 10**11 else number / 1000
    if not isinstance(value, str) or len(value) > 40:
        return None
    try:
        moment = datetime.fromisoformat(value.strip())
        if moment.tzinfo is None:
            moment = moment.replace(tzinfo=UTC)
        return moment.timestamp()
    except (ValueError, OverflowError):
        return None


def items(value: object) -> list[object]:
    """The members of a list; nothing for any other value."""
    return value if isinstance(value, list) else []


def fields(value: object) -> dict[str, object]:
    """An object; an empty one for any other value."""
    return value if isinstance(value, dict) else {}


def records(value: object) -> list[dict[str, object]]:
    """The objects among the members of a list."""
    return [each for each in items(value) if isinstance(each, dict)]
