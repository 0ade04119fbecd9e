"""The day a title is judged by, and days in words."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    import datetime

    from spacelint.checks.contract import Context

_MONTHS = (
    "January February March April May June July August September October November December"
).split()


def day_of(context: Context) -> str:
    """Return the day of the Space, or else today, as ``2026-11-30``.

    A start with a zone is converted to the brand's time zone, where the book has one.
    """
    start = getattr(context.space, "scheduled_start", None)
    if start is None:
        return context.iso_day
    moment: datetime.datetime = start.moment
    zone = context.book.timezone if context.book is not None else None
    if zone and start.zoned and start.has_time:
        from zoneinfo import ZoneInfo

        try:
            moment = moment.astimezone(ZoneInfo(zone))
        except (ValueError, OSError, KeyError, OverflowError):
            return moment.date().isoformat()
    return moment.date().isoformat()


def spoken(day: str) -> str:
    """Return ``2023-07-01`` as ``1 July 2023``, ``2023-07`` as ``July 2023``, "" as ""."""
    year, *rest = day.split("-")
    month = [_MONTHS[int(rest[0]) - 1]] if rest else []
    return " ".join([*(str(int(number)) for number in rest[1:]), *month, year])


def since(day: str) -> str:
    """Return `` on 1 July 2023``, `` in July 2023`` or, where nothing is known, ""."""
    return f" {'on' if len(day) > 7 else 'in'} {spoken(day)}" if day else ""
