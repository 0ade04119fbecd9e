"""The events of a calendar: what icalendar reads in one, where it stands, when a series is next."""

from __future__ import annotations

import contextlib
import datetime
import itertools
import re
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import icalendar
import recurring_ical_events

from spacelint.plan.values import (
    BadValue,
    PlanProblem,
    bad_value_problem,
    duplicate_key_problem,
    unreadable,
)
from spacelint.source.lines import Place
from spacelint.source.styles.ics import IcsStyle
from spacelint.text.value import Path

_KEPT = (
    *("SUMMARY", "DTSTART", "DTEND", "URL", "LOCATION", "DESCRIPTION", "STATUS", "UID"),
    *("CATEGORIES", "RECURRENCE-ID"),
)
_SERIES = ("RRULE", "RDATE", "EXDATE", "DURATION")
# A content line with its folds, which may stand anywhere: in a name, a parameter, in quotes.
_FOLDED_LINE = re.compile(r"[^\r\n]+(?:(?:\r?\n)+[ \t][^\r\n]*)*")
_FOLD = re.compile(r"(?:\r?\n)+[ \t]")
# The same unfolded: name, parameters (which may hold quoted colons), value.
_CONTENT = re.compile(r"([A-Za-z0-9-]+)((?:;[^\s=:;]+=(?:\"[^\"]*\"|[^\":;])*)*):(.*)", re.DOTALL)
_LINE = re.compile(r"\S[^\r\n]*")
_NAME = re.compile(r"([^\s:;]+)[:;]")
_NO_VALUE = ("is not a value of a calendar", "check how it is written")
_NO_DATE = ("is not a day or time of a calendar", "write it like 20261203T150000Z")
MOST_FAULTS = 100  # a calendar broken all over gets no more findings than that
#: What icalendar raises for a text that is not a calendar, or a value that it cannot read.
FAULTS = (ValueError, IndexError, KeyError, TypeError, AttributeError)


def loose_line(at: int) -> PlanProblem:
    """Return the problem of a line that neither has a name nor goes on from the one before."""
    return unreadable(at, "the line is not NAME:value", "a line that goes on starts with a space")


def _content(line: re.Match[str]) -> tuple[str, str, Place] | None:
    """Return the name of a line in capitals, its value unfolded, and its place.

    None for one that is not NAME:value.
    """
    folds = [fold.span() for fold in _FOLD.finditer(line[0])]
    found = _CONTENT.fullmatch(_FOLD.sub("", line[0]))
    if found is None:
        return None

    def at(offset: int, *, end: bool = False) -> int:
        """Return where a character of the unfolded line stands."""
        for first, last in folds:
            if offset < first or (end and offset == first):
                break
            offset += last - first
        return line.start() + offset

    key = at(found.start(1)), at(found.end(1), end=True)
    return found[1].upper(), found[3], Place(*key, at(found.start(3), end=True), line.end())


class ReadEvent(NamedTuple):
    """What icalendar read of an event: its properties, and the names of those it could not.

    ``reason`` says in words why the next date of its series is not known.
    """

    raw: dict[str, object]
    bad: tuple[str, ...]
    reason: str = ""


def moved_dates(events: list[Any]) -> dict[str, list[Any]]:
    """Return the dates of each series, by UID, that events of their own replace (RECURRENCE-ID)."""
    moved: dict[str, list[Any]] = {}
    for event in events:
        instead = event.get("RECURRENCE-ID")
        if getattr(instead, "dt", None) is not None:
            moved.setdefault(str(event.get("UID", "")), []).append(instead.dt)
    return moved


def read_event(event: Any, today: datetime.date, moved: Sequence[Any] = ()) -> ReadEvent:
    """Return what is kept of an event as icalendar read it, by property.

    A series starts when it next does from ``today`` on, or when it last did; ``moved`` are the
    dates of it that other events replace. One whose dates cannot be counted starts as it is
    written. ``TZID`` is a time zone that icalendar does not know.
    """
    raw: dict[str, object] = {}
    broken = {name for name, _ in event.errors}
    for name in _KEPT:
        value = event.get(name)
        if isinstance(value, list):
            value = value[0]
        if value is None:
            continue
        try:
            moment = getattr(value, "dt", None)
        except FAULTS:  # what stands for a value that cannot be read
            continue
        raw[name] = moment if moment is not None else str(value)
    begin = raw.get("DTSTART")
    if "DTEND" not in raw and "DURATION" in event and isinstance(begin, datetime.date):
        with contextlib.suppress(*FAULTS, OverflowError):
            raw["DTEND"] = begin + event["DURATION"].dt
    reason = ""
    if ("RRULE" in event or "RDATE" in event) and broken.isdisjoint(_SERIES):
        found, reason = next_occurrence(event, today, moved)
        raw.update(found)
    for name in ("DTEND", "DTSTART"):
        if isinstance(moment := raw.get(name), datetime.datetime) and moment.tzinfo is None:
            zone = getattr(event.get(name), "params", {}).get("TZID")
            raw.update({"TZID": str(zone)} if zone else {})
    names = (*_KEPT, *_SERIES)
    return ReadEvent(
        raw, tuple([name for name in names if name in broken and name not in raw]), reason
    )


class Events:
    """Where the events (their first line) and their properties stand."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.spans: list[tuple[int, int]] = []
        self.places: dict[Path, Place] = {}
        self.repeated: list[tuple[str, Place]] = []
        #: The first event that is not closed before another one, or the end.
        self.open = -1
        #: Where the first line stands of each event that is not a Space.
        self.loose: dict[int, int] = {}
        inside: list[str] = []
        number = -1
        for whole in _FOLDED_LINE.finditer(text):
            line = _content(whole)
            if line is None:
                event = number if inside[-1:] == ["VEVENT"] else -1
                self._between(event, *whole.span())
                continue
            name, value, place = line[0], line[1].strip().upper(), line[2]
            if name == "BEGIN":
                inside.append(value)
                if value == "VEVENT":
                    if "VEVENT" in inside[:-1] and self.open < 0:
                        self.open = number
                    number += 1
                    self.spans.append(whole.span())
                    self.places[number,] = Place(*whole.span(), *whole.span())
            elif name == "END":
                while inside and inside.pop() != value:
                    pass
            elif inside[-1:] == ["VEVENT"]:
                self._property(number, name, place)
        if "VEVENT" in inside and self.open < 0:
            self.open = number
        #: The outermost component that is not closed at the end, or "".
        self.unclosed = inside[0] if inside else ""

    def _between(self, number: int, start: int, end: int) -> None:
        """Note a line that is not a property; unknown names do not matter.

        What stands in no event, or deeper in one, has the number -1.
        """
        for line in _LINE.finditer(self.text, start, end):
            name = _NAME.match(line[0])
            if name is None or name[1].upper() in _KEPT:
                self.loose.setdefault(number, line.start())

    def _property(self, number: int, name: str, place: Place) -> None:
        if (number, name) not in self.places:
            self.places[(number, name)] = place
            if name in ("DTSTART", "DTEND"):  # its zone is a parameter of the same line
                zone = Place(place.key_start, place.end, place.key_start, place.end)
                self.places.setdefault((number, "TZID"), zone)
        elif name in ("SUMMARY", "DTSTART", "DTEND", "UID"):
            self.repeated.append((name, place))

    def faults(self, number: int, read: ReadEvent) -> list[PlanProblem]:
        """Return what of an event could not be read: a line that is dropped, values."""
        found = []
        if number in self.loose:
            found.append(loose_line(self.loose[number]))
        no_value = BadValue(f"it {_NO_VALUE[0]}", _NO_VALUE[1])
        values = {name: no_value for name in read.bad if name in _SERIES}
        if read.reason:
            hint = "write one such as FREQ=WEEKLY;COUNT=10"
            name = "RRULE" if (number, "RRULE") in self.places else "RDATE"
            values[name] = BadValue(read.reason, hint)
        for name in (*read.bad, *values):
            place = self.places.get((number, name))
            if place is not None and name in values:
                why = values.pop(name)
                found.append(bad_value_problem(name, self.text, place.start, place.end, why))
            elif place is not None and name not in _SERIES:
                what, hint = _NO_DATE if name in ("DTSTART", "DTEND") else _NO_VALUE
                filled = {"reason": f"{name} {what}", "hint": hint}
                found.append(PlanProblem("SL001", place.key_start, place.end, filled))
        return found

    def record(self, number: int) -> dict[str, object]:
        """Read the properties of an event that the library could not."""
        raw: dict[str, object] = {}
        for name in ("SUMMARY", "DTSTART", "DTEND", "URL", "LOCATION"):
            place = self.places.get((number, name))
            if place is not None:
                decoded = IcsStyle().decode(self.text, place.start, place.end, "")
                raw[name] = decoded.value if decoded is not None else ""
        return raw

    def duplicates(self) -> list[PlanProblem]:
        """Return the properties that stand twice in one event."""
        reason = "only the first value counts"
        return [
            duplicate_key_problem(name, place.key_start, place.key_end, reason)
            for name, place in self.repeated
        ]


# The library counts from the first date of a series, however long ago that was.
_MOST_OCCURRENCES = 20_000
_PER_YEAR = {"DAILY": 366, "WEEKLY": 53, "MONTHLY": 12, "YEARLY": 1, "HOURLY": 8_784,
             "MINUTELY": 527_040, "SECONDLY": 31_622_400}  # fmt: skip
_MOST_LOOKED_AT = 2_000


def next_occurrence(
    event: Any, today: datetime.date, moved: Sequence[Any] = ()
) -> tuple[Mapping[str, object], str]:
    """Return DTSTART and DTEND of the first date of a series from ``today`` on, or of its last.

    ``moved`` are dates of the series that other events replace, by their RECURRENCE-ID. Where no
    date can be told there is nothing but the reason, in words.
    """
    first = getattr(event.get("DTSTART"), "dt", None)
    if not isinstance(first, datetime.date):
        return {}, ""  # DTSTART itself is at fault
    reason = _not_followed(event, first, today)
    if reason:
        return {}, reason
    calendar = icalendar.Calendar()
    try:
        if moved:
            event = event.copy()
            event.add("EXDATE", [*moved])
        calendar.add_component(event)
        query = recurring_ical_events.of(calendar)
        since = datetime.datetime.combine(today, datetime.time())
        found = next(iter(query.after(since)), None)
        if found is None:
            several = itertools.islice(query.all(), _MOST_LOOKED_AT)
            found = max(several, key=lambda each: _day(each["DTSTART"].dt), default=None)
    except (*FAULTS, OverflowError):
        return {}, "no date can be counted from it"
    if found is None:
        return {}, "" if moved else "no date comes of it"
    ends = "DTEND" in event or "DURATION" in event  # without them the library takes the start
    names = ("DTSTART", "DTEND") if ends else ("DTSTART",)
    return {name: getattr(found.get(name), "dt", None) for name in names}, ""


def _day(moment: datetime.date) -> datetime.date:
    return moment.date() if isinstance(moment, datetime.datetime) else moment


def _not_followed(event: Any, first: datetime.date, today: datetime.date) -> str:
    """Return why the dates of a series are not counted, in words; "" where they are."""
    rules = event.get("RRULE")
    years = max(1, today.year - first.year + 1)
    for rule in rules if isinstance(rules, list) else [rules] if rules else []:
        (name, *_) = [*(str(each).upper() for each in rule.get("FREQ", ())), ""]
        if name not in _PER_YEAR:
            return "it has no FREQ, such as WEEKLY"
        often = name in ("HOURLY", "MINUTELY", "SECONDLY")
        filtered = any(part.upper().startswith("BY") for part in rule)
        count = _number(rule, "COUNT", _MOST_OCCURRENCES + 1)
        each = max(1, _number(rule, "INTERVAL", 1))
        if often and (filtered or count > _MOST_OCCURRENCES):
            return f"FREQ={name} makes more dates than any plan of Spaces has"
        if not often and _PER_YEAR[name] * years / each > _MOST_OCCURRENCES:
            return f"it makes more than {_MOST_OCCURRENCES:,} dates from {first.year} until now"
    return ""


def _number(rule: Any, part: str, default: int) -> int:
    (value, *_) = [*(each for each in rule.get(part, ()) if isinstance(each, int)), default]
    return int(value)
