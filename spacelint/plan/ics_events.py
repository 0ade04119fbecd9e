"""The events of a calendar: what icalendar reads in one, and where it stands."""

from __future__ import annotations

import re

from spacelint.plan.model import Problem, twice
from spacelint.source.place import Place
from spacelint.source.styles.ics import IcsStyle

TYPE_CHECKING = False

if TYPE_CHECKING:
    from typing import Any

    from spacelint.plan.model import Path

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
CONTENT = re.compile(
    r"^([A-Za-z0-9-]+)((?:;[^\s=:;]+=(?:\"[^\"\r\n]*\"|[^\":;\r\n]|(?:\r?\n)+[ \t])*)*):"
    r"((?:[^\r\n]++|(?:\r?\n)++[ \t])*+)",
    re.MULTILINE,
)
#: What icalendar raises for a text that is no calendar, or a value that it cannot read.
FAULTS = (ValueError, IndexError, KeyError, TypeError, AttributeError)


def record_of(event: Any) -> dict[str, object]:
    """Give what is kept of an event as icalendar read it, by property."""
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


class Events:
    """Where the events and their properties stand."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.spans: list[tuple[int, int]] = []
        self.places: dict[Path, Place] = {}
        self.twice: list[tuple[str, Place]] = []
        inside: list[str] = []
        number = -1
        for line in CONTENT.finditer(text):
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
            twice(name, place.key_start, place.key_end, "only the first value counts")
            for name, place in self.twice
        ]
