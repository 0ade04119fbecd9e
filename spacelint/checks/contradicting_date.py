"""A title that says another day or time than the Space is planned for."""

from __future__ import annotations

from spacelint.checks._spans import LONGEST_TITLE
from spacelint.checks.contract import NOTHING, Finding, Trigger

TYPE_CHECKING = False
if TYPE_CHECKING:
    import datetime
    from collections.abc import Mapping, Sequence
    from typing import Any

    from spacelint.checks._when import Claim
    from spacelint.checks.contract import Algorithm, Context
    from spacelint.schema import Field
    from spacelint.text import Title

    Moments = Sequence[datetime.datetime]

SCOPES = ("title",)
PLACEHOLDERS = ("start",)
_WEEKDAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
_NEAR = 4  # code points between parts of one date


def params() -> Mapping[str, Field]:
    """How many minutes a time may be off."""
    from spacelint import schema

    return {
        "minutes": schema.integer("Minutes that a time may be off.", default=15, minimum=0),
    }


def trigger(p: Mapping[str, Any]) -> Trigger:
    """A Space."""
    return Trigger(needs=("space",), longer=2)


def build(p: Mapping[str, Any]) -> Algorithm:
    """Yield a finding for each part of the title that the start contradicts."""
    tolerance: int = p["minutes"]

    def check(title: Title, item: object, context: Context) -> Sequence[Finding]:
        start = getattr(context.space, "scheduled_start", None)
        if start is None or len(title.text) > LONGEST_TITLE:
            return NOTHING
        from spacelint.checks._when import claims

        said = claims(_blanked(title))
        if not said:
            return NOTHING
        moments, unsure = _moments(start, context)
        wrong = []
        times = [c for c in said if c.kind == "time"]
        right = [c for c in times if _fits(c, moments, unsure, start, context, tolerance)]
        for claim in said:
            if claim.kind == "time" and right and not claim.zone:
                continue  # another zone's time beside one that is right
            if not _fits(claim, moments, unsure, start, context, tolerance):
                wrong.append(claim)
        return tuple(_joined(title.text, wrong, _shown(start, moments[0])))

    return check


def _blanked(title: Title) -> str:
    """Return the title with tags, handles and addresses taken out, nothing moved."""
    text = title.text
    if not title.entities and "#" not in text and "@" not in text:
        return text
    spans = [(c.start, c.end) for c in title.candidates if c.fault != "time"]
    spans += [(e.start, e.end) for e in title.entities if e.kind == "url"]
    for start, end in spans:
        text = text[:start] + "\ufffc" * (end - start) + text[end:]
    return text


def _moments(start: Any, context: Context) -> tuple[Moments, bool]:
    """Return the start in the zones it may be meant in, and whether its zone is not known.

    A start in UTC is what machines write: without a zone of the brand's, its local time is unsure.
    """
    moment: datetime.datetime = start.moment
    found = [moment]
    zone = context.book.timezone if context.book is not None else None
    if not start.zoned or not start.has_time:
        return found, False
    if zone:
        found += _in_zones(moment, (zone,))
    return found, not zone and not moment.utcoffset()


def _in_zones(moment: datetime.datetime, names: Sequence[str]) -> list[datetime.datetime]:
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


def _fits(
    claim: Claim, moments: Moments, unsure: bool, start: Any, context: Context, tolerance: int
) -> bool:
    """Tell whether the start may be what a claim says."""
    kind, values = claim.kind, claim.values
    if kind == "time":
        if not start.has_time:
            return True
        if claim.zone:
            if not start.zoned:
                return True
            moments = _in_zones(start.moment, _zones(claim.zone))
            return not moments or any(_at(moment, values, tolerance) for moment in moments)
        return unsure or any(_at(moment, values, tolerance) for moment in moments)
    if kind == "part":
        first, last = int(str(values[0])), int(str(values[1]))
        if not start.has_time or unsure:
            return True
        hours = [hour for moment in moments for hour in (moment.hour, moment.hour + 24)]
        return any(first <= hour <= last for hour in hours)
    days = [day for moment in moments for day in _days(moment, unsure)]
    if kind == "weekday":
        return any(day.weekday() in values for day in days)
    if kind == "tomorrow":
        from datetime import timedelta

        return context.today is None or any(
            abs((day - context.today - timedelta(days=1)).days) == 0 for day in days
        )
    readings = values if kind == "slashed" else (values,)
    return any(_is_day(day, reading) for day in days for reading in readings)


def _days(moment: datetime.datetime, unsure: bool) -> list[datetime.date]:
    if not unsure:
        return [moment.date()]
    from datetime import timedelta

    found = []
    for hours in (-12, 0, 14):
        try:
            found.append((moment + timedelta(hours=hours)).date())
        except OverflowError:
            continue
    return found


def _is_day(day: datetime.date, reading: Any) -> bool:
    year, month, first, last = reading
    return day.month == month and first <= day.day <= last and year in (0, day.year)


def _at(moment: datetime.datetime, minutes: Sequence[Any], tolerance: int) -> bool:
    now = moment.hour * 60 + moment.minute
    return any(min(abs(now - one), 1440 - abs(now - one)) <= tolerance for one in minutes)


def _zones(name: str) -> tuple[str, ...]:
    from spacelint.checks._when_words import ZONES

    if name in ZONES:
        return ZONES[name]
    return (name[3:].replace(" ", "").replace("−", "-"),)  # utc+2


def _joined(text: str, wrong: Sequence[Claim], shown: str) -> Sequence[Finding]:
    """Return one finding for what stands together: `Tuesday 3 May` is one date."""
    spans: list[tuple[int, int]] = []
    for claim in wrong:
        if spans and claim.start - spans[-1][1] <= _NEAR:
            spans[-1] = (spans[-1][0], claim.end)
        else:
            spans.append((claim.start, claim.end))
    return [Finding(start, end, {"start": shown}) for start, end in spans]


def _shown(start: Any, moment: datetime.datetime) -> str:
    from spacelint.checks._days import spoken

    day = f"{_WEEKDAYS[moment.weekday()]}, {spoken(moment.date().isoformat())}"
    if not start.has_time:
        return day
    zone = f" {moment.tzname()}" if start.zoned else ""
    return f"{day}, {moment:%H:%M}{zone}"
