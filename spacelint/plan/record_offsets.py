"""Cheap ways to find where Spaces and their titles stand, without the places of all values."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from spacelint.plan.values import Path, Records
    from spacelint.source.place import Place
    from spacelint.source.styles.decoded import Style


def record_offsets(records: Records, locate: Callable[[Path], Place | None]) -> list[int] | None:
    """Return where each record begins (code points); None unless they stand in their order."""
    offsets: list[int] = []
    last = -1
    for path, _ in records:
        place = locate(path)
        if place is None:
            return None
        start = min(place.key_start, place.start)
        if start <= last:
            return None
        offsets.append(start)
        last = start
    return offsets


def title_spans(
    text: str,
    pattern: str,
    style: Style,
    records: Records,
    shift: int = 0,
) -> list[tuple[int, int]] | None:
    """Find the titles of all Spaces by their key; None unless as many are found that say the same.

    ``pattern`` has ``KEY`` for the key, which is that of the first Space (a pattern that starts
    with fixed characters is searched several times faster than one with a choice), and one group
    for the value as written. Spans are moved by ``shift``.
    """
    import re

    if not records:
        return []
    key = "title" if "title" in records[0][1] else "name"
    found = re.finditer(pattern.replace("KEY", key), text, re.MULTILINE)
    spans = [match.span(1) for match in found]
    if len(spans) != len(records):
        return None
    for (start, end), (_, raw) in zip(spans, records, strict=True):
        value = raw.get(key)
        if text[start + 1 : end - 1] != value:
            decoded = style.decode(text, start, end, "")
            if decoded is None or decoded.value != value:
                return None
    return [(start + shift, end + shift) for start, end in spans] if shift else spans
