"""Plans in iCalendar; the icalendar library reads the values."""

from __future__ import annotations

import datetime
import re
import warnings
from typing import TYPE_CHECKING

import icalendar

from spacelint.plan.dates import find_zone
from spacelint.plan.formats.ics_blocks import read_ics_blocks
from spacelint.plan.formats.ics_events import (
    FAULTS,
    MOST_FAULTS,
    Events,
    loose_line,
    moved_dates,
    read_event,
)
from spacelint.plan.text_places import record_offsets
from spacelint.plan.values import PlanProblem, Reading, unreadable
from spacelint.source.styles.ics import IcsStyle

if TYPE_CHECKING:
    from collections.abc import Callable

    from spacelint.plan.formats.ics_blocks import IcsBlocks
    from spacelint.plan.values import Layout, Path, ReadRequest, Records
    from spacelint.source.lines import Place

    Raw = dict[str, object]

_NAMES = {
    "title": ("SUMMARY",),
    "scheduled_start": ("DTSTART",),
    "ends": ("DTEND",),
    "url": ("URL",),
    "lang": ("LANGUAGE",),
}


def read(request: ReadRequest) -> Reading | PlanProblem:
    """Read the events of a calendar; paths are an event's number, from 0, and the property."""
    text, layout = request.text, request.layout
    if "\r" in text and "\n" not in text:  # as old programs of the Mac end their lines
        text = text.replace("\r", "\n")
    today = (layout.today if layout is not None else None) or datetime.date.today()
    # A date that is moved is left out of its series, which may stand in another block.
    if request.memory is not None and "RECURRENCE-ID" not in text.upper():
        blocks = read_ics_blocks(text, request.memory, today)
        if blocks is not None:
            return _of_blocks(request.text, blocks, layout)
    events = Events(text)
    broken: list[PlanProblem] = []
    approximate = False
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of properties that are no matter here
            calendars = icalendar.Calendar.from_ical(text, multiple=True) if text.strip() else []
        found = [event for calendar in calendars for event in calendar.walk("VEVENT")]
        if len(found) != len(events.spans):
            raise ValueError("an event is not closed")
        moved = moved_dates(found)
        read = [read_event(each, today, moved.get(str(each.get("UID")), ())) for each in found]
        raws = [each.raw for each in read]
        for number, each in enumerate(read):
            broken += events.faults(number, each)
    except FAULTS as error:
        approximate = True
        broken = [_fault(events, error)]
        raws = [events.record(number) for number in range(len(events.spans))]
    records = _records(raws, request.text, layout)
    return Reading(
        "ics", records, events.locate, _style_of(request.text, events.locate),
        lambda: [*broken[:MOST_FAULTS], *events.duplicates()], tuple,
        other_keys=True, approximate=approximate, names=_NAMES,
        record_offsets=lambda: record_offsets(records, events.locate),
    )  # fmt: skip


def _of_blocks(text: str, blocks: IcsBlocks, layout: Layout | None) -> Reading:
    records = _records(blocks.raws(), text, layout)
    return Reading(
        "ics", records, blocks.locate, _style_of(text, blocks.locate), blocks.faults, tuple,
        other_keys=True, names=_NAMES,
        record_offsets=lambda: blocks.record_offsets(records),
        self_contained=True,
    )  # fmt: skip


def _records(raws: list[Raw], text: str, layout: Layout | None) -> Records:
    """Return the events that are not called off; times without a zone are in the calendar's."""
    where = layout.where if layout is not None else ()
    named = _ZONE.search(text)
    zone = find_zone(named[1].strip()) if named is not None else None
    return [
        ((number,), raw if zone is None else {key: _zoned(raw[key], zone) for key in raw})
        for number, raw in enumerate(raws)
        if str(raw.get("STATUS", "")).upper() != "CANCELLED"
        and (not where or all(each.holds(raw) for each in where))
    ]


_ZONE = re.compile(r"^X-WR-TIMEZONE(?:;[^:\r\n]*)?:([^\r\n]+)", re.MULTILINE | re.IGNORECASE)


def _zoned(value: object, zone: datetime.tzinfo) -> object:
    if isinstance(value, datetime.datetime) and value.tzinfo is None:
        return value.replace(tzinfo=zone)
    return value


def _style_of(text: str, locate: Callable[[Path], Place | None]) -> Callable[[Path], IcsStyle]:
    newline = "\r\n" if "\r\n" in text else "\n" if "\n" in text else "\r"

    def style(path: Path) -> IcsStyle:
        place = locate(path)
        if place is None:
            return IcsStyle(newline=newline)
        line = text.rfind(newline[-1], 0, place.start) + 1
        return IcsStyle(text[line : place.start], newline)

    return style


def _fault(events: Events, error: Exception) -> PlanProblem:
    """Return what is wrong with a calendar that icalendar cannot read at all."""
    if events.loose:
        return loose_line(min(events.loose.values()))
    at = events.spans[events.open][0] if events.spans else 0
    if events.open >= 0:
        hint = "each BEGIN:VEVENT needs its END:VEVENT"
        return unreadable(at, "BEGIN and END do not match", hint)
    if events.unclosed:
        end = f"END:{events.unclosed}"
        return unreadable(
            len(events.text), f"it ends before {end}", f"is the file whole? Add {end}"
        )
    said = str(error)
    known = said if "unpack" not in said and said else "a component or a value cannot be read"
    return unreadable(0, f"it is not a calendar that can be read: {known[:200]}", "export it anew")
