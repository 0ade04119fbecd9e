"""Plans in iCalendar; the icalendar library reads the values."""

from __future__ import annotations

from typing import TYPE_CHECKING

import icalendar

from spacelint.plan.document import Reading
from spacelint.plan.formats.ics_blocks import read_ics_blocks
from spacelint.plan.formats.ics_events import FAULTS, MOST_FAULTS, Events, loose_line, read_event
from spacelint.plan.record_offsets import record_offsets
from spacelint.plan.values import PlanProblem, unreadable
from spacelint.source.styles.ics import IcsStyle

if TYPE_CHECKING:
    from collections.abc import Callable

    from spacelint.plan.document import ReadRequest
    from spacelint.plan.formats.ics_blocks import IcsBlocks
    from spacelint.plan.layout import Layout
    from spacelint.plan.values import Path, Records
    from spacelint.source.place import Place

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
    if request.memory is not None:
        blocks = read_ics_blocks(text, request.memory)
        if blocks is not None:
            return _of_blocks(text, blocks, layout)
    events = Events(text)
    broken: list[PlanProblem] = []
    approximate = False
    try:
        calendars = icalendar.Calendar.from_ical(text, multiple=True) if text.strip() else []
        found = [event for calendar in calendars for event in calendar.walk("VEVENT")]
        if len(found) != len(events.spans):
            raise ValueError("an event is not closed")
        read = [read_event(event) for event in found]
        raws = [each.raw for each in read]
        for number, each in enumerate(read):
            broken += events.faults(number, each)
    except FAULTS:
        approximate = True
        broken = [_fault(events)]
        raws = [events.record(number) for number in range(len(events.spans))]
    records = _records(raws, layout)
    return Reading(
        "ics", records, events.locate, _style_of(text, events.locate),
        lambda: [*broken[:MOST_FAULTS], *events.duplicates()], tuple,
        other_keys=True, approximate=approximate, names=_NAMES,
        record_offsets=lambda: record_offsets(records, events.locate),
    )  # fmt: skip


def _of_blocks(text: str, blocks: IcsBlocks, layout: Layout | None) -> Reading:
    records = _records(blocks.raws(), layout)
    return Reading(
        "ics", records, blocks.locate, _style_of(text, blocks.locate), blocks.faults, tuple,
        other_keys=True, names=_NAMES,
        record_offsets=lambda: blocks.record_offsets(records),
        self_contained=True,
    )  # fmt: skip


def _records(raws: list[Raw], layout: Layout | None) -> Records:
    where = layout.where if layout is not None else ()
    return [
        ((number,), raw)
        for number, raw in enumerate(raws)
        if not where or all(each.holds(raw) for each in where)
    ]


def _style_of(text: str, locate: Callable[[Path], Place | None]) -> Callable[[Path], IcsStyle]:
    newline = "\r\n" if "\r\n" in text else "\n"

    def style(path: Path) -> IcsStyle:
        place = locate(path)
        if place is None:
            return IcsStyle(newline=newline)
        line = text.rfind("\n", 0, place.start) + 1
        return IcsStyle(text[line : place.start], newline)

    return style


def _fault(events: Events) -> PlanProblem:
    """Return what is wrong with a calendar that icalendar cannot read at all."""
    if events.loose:
        return loose_line(min(events.loose.values()))
    at = events.spans[events.open][0] if events.spans else 0
    hint = "each BEGIN:VEVENT needs its END:VEVENT"
    return unreadable(at, "BEGIN and END do not match", hint)
