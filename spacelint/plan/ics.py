"""Plans in iCalendar; the icalendar library reads the values."""

from __future__ import annotations

import re

from spacelint.plan.model import Problem, Reading
from spacelint.plan.starts import starts_of
from spacelint.source.place import Place
from spacelint.source.styles.ics import IcsStyle

TYPE_CHECKING = False

if TYPE_CHECKING:
    from typing import Any

    from spacelint.plan.layout import Layout
    from spacelint.plan.model import Path

_NAMES = {
    "title": ("SUMMARY",),
    "scheduled_start": ("DTSTART",),
    "ends": ("DTEND",),
    "url": ("URL",),
    "lang": ("LANGUAGE",),
}
_KEPT = (
    "SUMMARY",
    "DTSTART",
    "DTEND",
    "URL",
    "LOCATION",
    "DESCRIPTION",
    "STATUS",
    "UID",
    "CATEGORIES",
)
# A content line with its folds: name, parameters (which may hold quoted colons), value.
_CONTENT = re.compile(
    r"^([A-Za-z0-9-]+)((?:;[^\s=:;]+=(?:\"[^\"\r\n]*\"|[^\":;\r\n]|(?:\r?\n)+[ \t])*)*):"
    r"((?:[^\r\n]++|(?:\r?\n)++[ \t])*+)",
    re.MULTILINE,
)


def read_ics(text: str, layout: Layout | None) -> Reading | Problem:
    """Read the events of a calendar; paths are an event's number, from 0, and the property."""
    import icalendar

    events = _Events(text)
    broken: list[Problem] = []
    records: list[tuple[Path, dict[str, object]]] = []
    try:
        calendars = icalendar.Calendar.from_ical(text, multiple=True) if text.strip() else []
        found = [event for calendar in calendars for event in calendar.walk("VEVENT")]
        if len(found) != len(events.spans):
            raise ValueError("an event is not closed")
        records = [((number,), _record(event)) for number, event in enumerate(found)]
    except (ValueError, IndexError, KeyError, TypeError, AttributeError) as error:
        broken = [_fault(text, events, str(error))]
        records = [((number,), events.record(number)) for number in range(len(events.spans))]
    if layout is not None and layout.where:
        records = [each for each in records if all(w.holds(each[1]) for w in layout.where)]
    newline = "\r\n" if "\r\n" in text else "\n"

    def style(path: Path) -> IcsStyle:
        place = events.locate(path)
        if place is None:
            return IcsStyle(newline=newline)
        line = text.rfind("\n", 0, place.start) + 1
        return IcsStyle(text[line : place.start], newline)

    return Reading(
        "ics", records, events.locate, style, lambda: [*broken, *events.duplicates()], tuple,
        free=True, approximate=bool(broken), names=_NAMES,
        starts=lambda: starts_of(records, events.locate),
    )  # fmt: skip


def _record(event: Any) -> dict[str, object]:
    raw: dict[str, object] = {}
    for name in _KEPT:
        value = event.get(name)
        if isinstance(value, list):
            value = value[0]
        if value is None:
            continue
        moment = getattr(value, "dt", None)
        raw[name] = moment if moment is not None else str(value)
    return raw


class _Events:
    """Where the events and their properties stand."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.spans: list[tuple[int, int]] = []
        self.places: dict[Path, Place] = {}
        self.twice: list[tuple[str, Place]] = []
        inside: list[str] = []
        number = -1
        for line in _CONTENT.finditer(text):
            name, value = line[1].upper(), line[3].strip().upper()
            if name == "BEGIN":
                inside.append(value)
                if value == "VEVENT":
                    number += 1
                    self.spans.append((line.start(), line.end()))
            elif name == "END":
                while inside and inside.pop() != value:
                    pass
            elif inside[-1:] == ["VEVENT"]:
                self._property(number, name, line)

    def _property(self, number: int, name: str, line: re.Match[str]) -> None:
        place = Place(*line.span(1), *line.span(3))
        if (number, name) not in self.places:
            self.places[(number, name)] = place
        elif name in ("SUMMARY", "DTSTART", "DTEND", "UID"):
            self.twice.append((name, place))

    def locate(self, path: Path) -> Place | None:
        """Give the place of a property, or of the line that begins the event."""
        if len(path) == 1 and isinstance(path[0], int) and path[0] < len(self.spans):
            start, end = self.spans[path[0]]
            return Place(start, end, start, end)
        return self.places.get(path)

    def record(self, number: int) -> dict[str, object]:
        """Read the properties of an event that the library could not, as far as they go."""
        raw: dict[str, object] = {}
        for name in ("SUMMARY", "DTSTART", "DTEND", "URL", "LOCATION"):
            place = self.places.get((number, name))
            if place is not None:
                decoded = IcsStyle().decode(self.text, place.start, place.end, "")
                raw[name] = decoded.value if decoded is not None else ""
        return raw

    def duplicates(self) -> list[Problem]:
        """Give the properties that stand twice in one event."""
        return [
            Problem("SL006", place.key_start, place.key_end, {"key": name})
            for name, place in self.twice
        ]


def _fault(text: str, events: _Events, message: str) -> Problem:
    at = 0
    covered = 0
    for line in _CONTENT.finditer(text):
        if text[covered : line.start()].strip():
            break
        covered = line.end()
    rest = text[covered:]
    if rest.strip():
        at = covered + len(rest) - len(rest.lstrip())
        values = {
            "reason": "the line is no NAME:value",
            "hint": "a line that goes on starts with a space",
        }
    else:
        at = events.spans[-1][0] if events.spans else 0
        values = {
            "reason": "BEGIN and END do not match, or a value cannot be read",
            "hint": "each BEGIN:VEVENT needs its END:VEVENT",
        }
    return Problem("SL001", at, at, values)
