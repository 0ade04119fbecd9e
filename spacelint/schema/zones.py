"""Validation of time zone names."""

from __future__ import annotations

import zoneinfo
from collections.abc import Iterator

from spacelint.schema.problem import Fault, shown
from spacelint.text.distance import nearest
from spacelint.text.value import Path


def zone_faults(path: Path, name: str | None) -> Iterator[Fault]:
    """Yield the fault of a zone at a key path that does not exist; none where none is given."""
    if name is not None and (fault := zone_fault(name)) is not None:
        yield Fault(path, *fault)


def zone_fault(name: str) -> tuple[str, str] | None:
    """What is wrong with a zone name and the nearest right one; None for a zone that exists.

    Zones are those of the IANA database as Python's ``zoneinfo`` finds it. Nothing is raised.
    """
    try:
        zoneinfo.ZoneInfo(name)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
        known = sorted(zoneinfo.available_timezones())
        near = nearest(name, known) or nearest(name, [zone.rsplit("/", 1)[-1] for zone in known])
        full = next((zone for zone in known if zone == near or zone.endswith(f"/{near}")), "")
        return f'there is no time zone "{shown(name)}"', full
    return None
