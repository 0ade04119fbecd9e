"""A title that names another day or time than the plan."""

from __future__ import annotations

from collections.abc import Sequence

from spacelint.checks.contract import NOTHING, Algorithm, Context, Finding, Params, Trigger, check
from spacelint.checks.dates.zones import in_zones
from spacelint.checks.shared.text import LONGEST_TITLE
from spacelint.text import Title
from spacelint.text.value import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    import datetime
    from typing import Any

    from spacelint.checks.dates.words import Claim

_WEEKDAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
_NEAR = 4  # code points between parts of one date


@check(
    scopes=("title",),
    placeholders=("start",),
    params=lambda schema: {
        "minutes": schema.integer("Minutes that a time may be off.", default=15, minimum=0),
    },
    trigger=Trigger(needs=("space",), longer=2),
)
def contradicting_date(p: Params) -> Algorithm:
    """Report each part of the title that contradicts the start."""
    tolerance: int = p["minutes"]

    def run(title: Title, item: object, context: Context) -> Sequence[Finding]:
        start = getattr(context.space, "scheduled_start", None)
        if start is None or len(title.text) > LONGEST_TITLE:
            return NOTHING
        from spacelint.checks.dates.find import claims

        said = claims(_blanked(title))
        if not said:
            return NOTHING
        known = _moments(start, context)
        times = [claim for claim in said if claim.kind == "time"]
        right = [one for one in times if _fits_time(one, known, start, tolerance)]
        days = _where_said(known, times, start)
        wrong = []
        for claim in said:
            if claim.kind == "time":
                # Another zone's time may stand beside one that is right.
                fits = claim in right or bool(right and claim.zone is None)
            else:
                fits = _fits(claim, days, start, context)
            if not fits:
                wrong.append(claim)
        return tuple(_joined(wrong, _shown(start, days.moments[0])))

    return run


def _blanked(title: Title) -> str:
    """Return the title with tags, handles and addresses blanked out, at the same length."""
    text = title.text
    if not title.entities and "#" not in text and "@" not in text:
        return text
    spans = [(c.start, c.end) for c in title.candidates if c.fault != "time"]
    spans += [(e.start, e.end) for e in title.entities if e.kind == "url"]
    for start, end in spans:
        text = text[:start] + "\ufffc" * (end - start) + text[end:]
    return text


class _Known(NamedTuple):
    """The start in the zones that may be meant; ``unsure`` where its local time is not known."""

    moments: Sequence[datetime.datetime]
    unsure: bool


def _moments(start: Any, context: Context) -> _Known:
    """Return the start in the zones of the plan and of the brand.

    Machines write UTC: without a zone of the brand, the local time of such a start is unsure.
    """
    moment: datetime.datetime = start.moment
    zone = context.book.timezone if context.book is not None else None
    if not start.zoned or not start.has_time:
        return _Known([moment], False)
    if zone:
        return _Known([moment, *in_zones(moment, (zone,))], False)
    return _Known([moment], not moment.utcoffset())


def _where_said(known: _Known, times: Sequence[Claim], start: Any) -> _Known:
    """Return the start in the zones that the title's times name: its days are in those zones."""
    zones = [claim.zone for claim in times if claim.zone is not None]
    if not zones or not start.zoned or not start.has_time:
        return known
    if not all(zone.names for zone in zones):
        return known._replace(unsure=True)
    there = in_zones(start.moment, [name for zone in zones for name in zone.names])
    if all(zone.sure for zone in zones):
        return _Known(there or known.moments, False)
    return known._replace(moments=[*known.moments, *there])


def _fits_time(claim: Claim, known: _Known, start: Any, tolerance: int) -> bool:
    """Return whether the start may be at the time that a claim names."""
    zone = claim.zone
    if not start.has_time or (zone is not None and (not start.zoned or not zone.names)):
        return True
    there = in_zones(start.moment, zone.names) if zone is not None else []
    if there and zone is not None and zone.sure:
        return any(_at(moment, claim.values, tolerance) for moment in there)
    moments = [*known.moments, *there]
    return known.unsure or any(_at(moment, claim.values, tolerance) for moment in moments)


def _fits(claim: Claim, known: _Known, start: Any, context: Context) -> bool:
    """Return whether the start may be on the day, or in the part of the day, that a claim names."""
    kind, values = claim.kind, claim.values
    moments, unsure = known
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
        # Listeners read it days after the plan was checked: wrong for certain on the day itself.
        return any(day != context.day for day in days)
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


def _joined(wrong: Sequence[Claim], shown: str) -> Sequence[Finding]:
    """Report neighbouring parts: `Tuesday 3 May` is one date."""
    spans: list[tuple[int, int]] = []
    for claim in wrong:
        if spans and claim.start - spans[-1][1] <= _NEAR:
            spans[-1] = (spans[-1][0], claim.end)
        else:
            spans.append((claim.start, claim.end))
    return [Finding(start, end, {"start": shown}) for start, end in spans]


def _shown(start: Any, moment: datetime.datetime) -> str:
    from spacelint.checks.shared.space import spoken

    day = f"{_WEEKDAYS[moment.weekday()]}, {spoken(moment.date().isoformat())}"
    if not start.has_time:
        return day
    zone = f" {moment.tzname()}" if start.zoned else ""
    return f"{day}, {moment:%H:%M}{zone}"
