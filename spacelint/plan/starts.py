"""Where the text of each Space begins, for formats that write one Space after the other."""

from __future__ import annotations

TYPE_CHECKING = False

if TYPE_CHECKING:
    from collections.abc import Callable

    from spacelint.plan.model import Path
    from spacelint.source.place import Place


def starts_of(
    records: list[tuple[Path, dict[str, object]]], locate: Callable[[Path], Place | None]
) -> list[int] | None:
    """Give where each record begins (code points); None unless they stand in their order."""
    starts: list[int] = []
    last = -1
    for path, _ in records:
        place = locate(path)
        if place is None:
            return None
        start = min(place.key_start, place.start)
        if start <= last:
            return None
        starts.append(start)
        last = start
    return starts
