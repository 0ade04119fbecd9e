"""When a series of a calendar happens next: RRULE, RDATE and EXDATE of one event."""

from __future__ import annotations

import datetime
import itertools
from typing import TYPE_CHECKING

import icalendar
import recurring_ical_events

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

# The library counts from the first date of a series, however long ago that was.
_MOST_OCCURRENCES = 20_000
_PER_YEAR = {"DAILY": 366, "WEEKLY": 53, "MONTHLY": 12, "YEARLY": 1}
_MOST_LOOKED_AT = 2_000
#: What the library raises for a rule that it cannot follow.
_FAULTS = (ValueError, TypeError, KeyError, IndexError, AttributeError, OverflowError)


def next_occurrence(event: Any, today: datetime.date) -> Mapping[str, object]:
    """Return DTSTART and DTEND of the first date of a series from ``today`` on, or of its last.

    Both are None where the dates are too many to be counted (every second since 1970): nothing is
    known of when such a series happens.
    """
    unknown: dict[str, object] = {"DTSTART": None, "DTEND": None}
    begin = event.get("DTSTART")
    first = getattr(begin, "dt", None)
    if not isinstance(first, datetime.date) or _too_many(event, first, today):
        return unknown
    calendar = icalendar.Calendar()
    calendar.add_component(event)
    try:
        query = recurring_ical_events.of(calendar)
        since = datetime.datetime.combine(today, datetime.time())
        found = next(iter(query.after(since)), None)
        if found is None:
            several = itertools.islice(query.all(), _MOST_LOOKED_AT)
            found = max(several, key=lambda each: _day(each["DTSTART"].dt), default=None)
    except _FAULTS:
        return unknown
    if found is None:
        return unknown
    return {name: getattr(found.get(name), "dt", None) for name in unknown}


def _day(moment: datetime.date) -> datetime.date:
    return moment.date() if isinstance(moment, datetime.datetime) else moment


def _too_many(event: Any, first: datetime.date, today: datetime.date) -> bool:
    rules = event.get("RRULE")
    years = max(1, today.year - first.year + 1)
    for rule in rules if isinstance(rules, list) else [rules] if rules else []:
        names = [str(name).upper() for name in rule.get("FREQ", ())]
        if any(name not in _PER_YEAR for name in names):
            return True
        if any(_PER_YEAR[name] * years > _MOST_OCCURRENCES for name in names):
            return True
    return False
