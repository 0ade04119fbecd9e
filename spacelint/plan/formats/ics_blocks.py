"""A calendar in blocks, one an event: of a changed text only the blocks that changed are read.

A block is ``BEGIN:VEVENT`` at the start of a line and everything up to the next such line; the end
of the calendar stands in the last. Where what stands before the first is the beginning of one
calendar, and each block alone is one event in a calendar, the whole file is
these events in their order: a content line ends where the next begins without a blank. Time zones
that a calendar defines itself are known once its head was read; where one is not, a later part of
the file may define it, and the file is read as a whole.
"""

from __future__ import annotations

import datetime
import re
from typing import TYPE_CHECKING

import icalendar

from spacelint.plan.formats.ics_events import FAULTS, MOST_FAULTS, Events, ReadEvent, read_event

if TYPE_CHECKING:
    from spacelint.plan.blocks import BlockMemory, Blocks
    from spacelint.plan.values import Path, PlanProblem, Records
    from spacelint.source.lines import Place

_MARK = "BEGIN:VEVENT"
_BEGIN, _END = "BEGIN:VCALENDAR\n", "END:VCALENDAR\n"
_CLOSED = re.compile(r"^END:VCALENDAR[ \t]*\s*\Z", re.MULTILINE | re.IGNORECASE)


class Block:
    """One event, read; ``last`` where the calendar ends in it."""

    __slots__ = ("events", "faults", "last", "raw")

    def __init__(self, read: ReadEvent, events: Events, last: bool) -> None:
        self.raw = read.raw
        self.faults = events.faults(0, read)
        self.events = events
        self.last = last


class IcsBlocks:
    """A calendar read in blocks: ``starts`` tells where each begins."""

    __slots__ = ("_blocks", "starts")

    def __init__(self, found: Blocks) -> None:
        self._blocks: list[Block] = found.blocks
        self.starts = found.starts

    def raws(self) -> list[dict[str, object]]:
        """Return the properties of each event."""
        return [block.raw for block in self._blocks]

    def locate(self, path: Path) -> Place | None:
        """Return the place of a property, or of the line that begins the event."""
        number = path[0] if path else None
        if not isinstance(number, int) or number >= len(self._blocks):
            return None
        place = self._blocks[number].events.locate((0, *path[1:]))
        start = self.starts[number]
        return None if place is None else place.moved(start)

    def record_offsets(self, records: Records) -> list[int]:
        """Return where the event of each record begins (code points)."""
        return [self.starts[path[0]] for path, _ in records if isinstance(path[0], int)]

    def faults(self) -> list[PlanProblem]:
        """Return what could not be read of the events, and those given twice in one."""
        pairs = [*zip(self._blocks, self.starts, strict=True)]
        broken = [each.moved(start) for block, start in pairs for each in block.faults]
        again = [
            each.moved(start)
            for block, start in pairs
            if block.events.repeated
            for each in block.events.duplicates()
        ]
        return [*broken[:MOST_FAULTS], *again]


def read_ics_blocks(text: str, memory: BlockMemory, today: datetime.date) -> IcsBlocks | None:
    """Read a calendar in blocks; None where it cannot be."""
    first = ("\n" + text).find("\n" + _MARK)
    if first < 0:
        return None
    found = memory.read(
        text, first, _MARK, f"ics {today}", _read_head, lambda block: _read_block(block, today)
    )
    if found is None or any(block.last for block in found.blocks[:-1]):
        return None
    return IcsBlocks(found) if found.blocks[-1].last else None


def _read_head(text: str) -> bool | None:
    """Say whether what stands before the first event is the beginning of one calendar."""
    try:
        (calendar,) = icalendar.Calendar.from_ical(text + _END, multiple=True)
    except FAULTS:
        return None
    return None if calendar.walk("VEVENT") else True


def _read_block(text: str, today: datetime.date) -> Block | None:
    """Read a block; None where it is more or less than one event."""
    inside = _CLOSED.sub("", text)
    try:
        (calendar,) = icalendar.Calendar.from_ical(_BEGIN + inside + _END, multiple=True)
        (event,) = calendar.walk("VEVENT")
        read = read_event(event, today)
    except FAULTS:
        return None
    events = Events(text)
    if len(events.spans) != 1:
        return None
    if "TZID" in text and any(
        isinstance(value, datetime.datetime) and value.tzinfo is None for value in read.raw.values()
    ):
        return None
    return Block(read, events, inside != text)
