"""Plans in iCalendar; the icalendar library reads the values."""

from __future__ import annotations

from spacelint.plan.ics_events import FAULTS, MOST_FAULTS, Events, loose_line, read_event
from spacelint.plan.model import Problem, Reading
from spacelint.plan.starts import starts_of
from spacelint.source.styles.ics import IcsStyle

TYPE_CHECKING = False

if TYPE_CHECKING:
    from collections.abc import Callable

    from spacelint.plan.blocks import BlockMemory
    from spacelint.plan.ics_blocks import IcsBlocks
    from spacelint.plan.layout import Layout
    from spacelint.plan.model import Path
    from spacelint.source.place import Place

    Raw = dict[str, object]

_NAMES = {
    "title": ("SUMMARY",),
    "scheduled_start": ("DTSTART",),
    "ends": ("DTEND",),
    "url": ("URL",),
    "lang": ("LANGUAGE",),
}


def read_ics(
    text: str, layout: Layout | None, memory: BlockMemory | None = None
) -> Reading | Problem:
    """Read the events of a calendar; paths are an event's number, from 0, and the property.

    With a ``memory`` of the file as it was last read, only what changed is read.
    """
    if memory is not None:
        from spacelint.plan.ics_blocks import read_ics_blocks

        blocks = read_ics_blocks(text, memory)
        if blocks is not None:
            return _of_blocks(text, blocks, layout)
    import icalendar

    events = Events(text)
    broken: list[Problem] = []
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
        free=True, approximate=approximate, names=_NAMES,
        starts=lambda: starts_of(records, events.locate),
    )  # fmt: skip


def _of_blocks(text: str, blocks: IcsBlocks, layout: Layout | None) -> Reading:
    records = _records(blocks.raws(), layout)
    return Reading(
        "ics", records, blocks.locate, _style_of(text, blocks.locate), blocks.faults, tuple,
        free=True, names=_NAMES,
        starts=lambda: blocks.starts_of(records),
        alone=True,
    )  # fmt: skip


def _records(raws: list[Raw], layout: Layout | None) -> list[tuple[Path, Raw]]:
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


def _fault(events: Events) -> Problem:
    """Give what is wrong with a calendar that icalendar cannot read at all."""
    if events.loose:
        return loose_line(min(events.loose.values()))
    at = events.spans[events.open][0] if events.spans else 0
    values = {
        "reason": "BEGIN and END do not match",
        "hint": "each BEGIN:VEVENT needs its END:VEVENT",
    }
    return Problem("SL001", at, at, values)
