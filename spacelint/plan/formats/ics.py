"""Plans in iCalendar; the icalendar library reads the values."""

from __future__ import annotations

import datetime
import re
import warnings
from collections.abc import Callable
from typing import NamedTuple, TypeGuard

import icalendar
from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

from spacelint.plan.blocks import BlockMemory, Blocks
from spacelint.plan.dates import find_zone, zone_hint
from spacelint.plan.formats import ReadRequest
from spacelint.plan.formats.ics_events import (
    FAULTS,
    MOST_FAULTS,
    Events,
    loose_line,
    moved_dates,
    read_event,
)
from spacelint.plan.text_places import record_offsets
from spacelint.plan.values import (
    BadValue,
    Layout,
    PlanProblem,
    Reading,
    Records,
    bad_value_problem,
    day_now,
    unreadable,
)
from spacelint.source.lines import Place
from spacelint.source.styles.ics import IcsStyle
from spacelint.text.value import Path

Raw = dict[str, object]


_NAMES = {
    "title": ("SUMMARY",),
    "scheduled_start": ("DTSTART",),
    "ends": ("DTEND",),
    "timezone": ("TZID",),
    "url": ("URL",),
    "lang": ("LANGUAGE",),
}


def read(request: ReadRequest) -> Reading | PlanProblem:
    """Read the events of a calendar; paths are an event's number, from 0, and the property."""
    text, layout = request.text, request.layout
    if "\r" in text and "\n" not in text:  # as old programs of the Mac end their lines
        text = text.replace("\r", "\n")
    today = layout.today or day_now()
    # A date that is moved is left out of its series, which may stand in another block.
    if request.memory is not None and "RECURRENCE-ID" not in text.upper():
        blocks = _read_blocks(text, request.memory, today)
        if blocks is not None:
            return _of_blocks(request.text, blocks, layout)
    events = Events(text)
    broken = _calendar_zone(text)[1]
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
        broken.append(_fault(events, error))
        raws = [events.record(number) for number in range(len(events.spans))]
    records = _records(raws, request.text, layout)
    locate = events.places.get
    return Reading(
        "ics", records, locate, _style_of(request.text, locate),
        lambda: [*broken[:MOST_FAULTS], *events.duplicates()],
        other_keys=True, approximate=approximate, names=_NAMES,
        record_offsets=lambda: record_offsets(records, locate),
    )  # fmt: skip


def _records(raws: list[Raw], text: str, layout: Layout) -> Records:
    """Return the events that are not called off; times without a zone are in the calendar's."""
    zone, _ = _calendar_zone(text)
    records: Records = []
    for number, raw in enumerate(raws):
        if str(raw.get("STATUS", "")).upper() == "CANCELLED" or not layout.takes(raw):
            continue
        if zone is not None and "TZID" not in raw:
            raw = {
                key: value.replace(tzinfo=zone) if _is_naive(value) else value
                for key, value in raw.items()
            }
        records.append(((number,), raw))
    return records


def _calendar_zone(text: str) -> tuple[datetime.tzinfo | None, list[PlanProblem]]:
    """Return the zone of a calendar's times, and what is wrong with its name."""
    named = _ZONE.search(text)
    if named is None:
        return None, []
    name = named[1].strip()
    zone = find_zone(WINDOWS_TO_OLSON.get(name, name))
    if zone is not None:
        return zone, []
    why = BadValue(f'"{name}" is not a time zone', zone_hint(name))
    return None, [bad_value_problem("X-WR-TIMEZONE", text, *named.span(1), why)]


_ZONE = re.compile(r"^X-WR-TIMEZONE(?:;[^:\r\n]*)?:([^\r\n]+)", re.MULTILINE | re.IGNORECASE)


def _is_naive(value: object) -> TypeGuard[datetime.datetime]:
    return isinstance(value, datetime.datetime) and value.tzinfo is None


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
        return unreadable(at, "BEGIN and END don't match", hint)
    if events.unclosed:
        end = f"END:{events.unclosed}"
        return unreadable(
            len(events.text), f"it ends before {end}", f"is the file whole? Add {end}"
        )
    message = str(error)
    if not message or "unpack" in message:  # of the library's own making
        message = "a component or a value can't be read"
    return unreadable(
        0, f"it is not a calendar that can be read: {message[:200]}", "export it anew"
    )


# A calendar in blocks, one an event: of a changed text only the blocks that changed are read. A
# block is BEGIN:VEVENT at the start of a line and everything up to the next such line; the end of
# the calendar stands in the last. Where what stands before the first is the beginning of one
# calendar, and each block alone is one event in a calendar, the whole file is these events in their
# order: a content line ends where the next begins without a blank. Time zones that a calendar
# defines itself are known once its head was read; where one is not, a later part of the file may
# define it, and the file is read as a whole.
_MARK = "BEGIN:VEVENT"
_BEGIN, _END = "BEGIN:VCALENDAR\n", "END:VCALENDAR\n"
_CLOSED = re.compile(r"^END:VCALENDAR\s*\Z", re.MULTILINE | re.IGNORECASE)


class _Block(NamedTuple):
    """One event, read, and what could not be; ``last`` where the calendar ends in it."""

    raw: Raw
    faults: list[PlanProblem]
    events: Events
    last: bool

    @property
    def places(self) -> dict[Path, Place]:
        return self.events.places


def _of_blocks(text: str, found: Blocks, layout: Layout) -> Reading:
    blocks: list[_Block] = found.blocks
    records = _records([block.raw for block in blocks], text, layout)

    def locate(path: Path) -> Place | None:
        return found.locate(path[0], (0, *path[1:])) if path else None

    def faults() -> list[PlanProblem]:
        pairs = [*zip(blocks, found.starts, strict=True)]
        broken = [each.moved(start) for block, start in pairs for each in block.faults]
        again = [each.moved(start) for block, start in pairs for each in block.events.duplicates()]
        return [*_calendar_zone(text)[1], *broken[:MOST_FAULTS], *again]

    return Reading(
        "ics", records, locate, _style_of(text, locate), faults, other_keys=True, names=_NAMES,
        record_offsets=lambda: [found.starts[int(path[0])] for path, _ in records],
        self_contained=True,
    )  # fmt: skip


def _read_blocks(text: str, memory: BlockMemory, today: datetime.date) -> Blocks | None:
    """Read a calendar in blocks; None where it cannot be."""
    first = ("\n" + text).find("\n" + _MARK)
    if first < 0:
        return None
    found = memory.read(
        text, first, _MARK, f"ics {today}", _read_head, lambda block: _read_block(block, today)
    )
    if found is None or any(block.last for block in found.blocks[:-1]):
        return None
    return found if found.blocks[-1].last else None


def _read_head(text: str) -> bool | None:
    """Say whether what stands before the first event is the beginning of one calendar."""
    try:
        (calendar,) = icalendar.Calendar.from_ical(text + _END, multiple=True)
    except FAULTS:
        return None
    return None if calendar.walk("VEVENT") else True


def _read_block(text: str, today: datetime.date) -> _Block | None:
    """Read a block; None where it is more or less than one event."""
    inside = _CLOSED.sub("", text)
    try:
        (calendar,) = icalendar.Calendar.from_ical(_BEGIN + inside + _END, multiple=True)
        (event,) = calendar.walk("VEVENT")
        read = read_event(event, today)
    except FAULTS:
        return None
    events = Events(text)
    if len(events.spans) != 1 or ("TZID" in text and any(map(_is_naive, read.raw.values()))):
        return None
    return _Block(read.raw, events.faults(0, read), events, inside != text)
