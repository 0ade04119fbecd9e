"""Find the titles of a whole plan in one pass, much cheaper than all its places."""

from __future__ import annotations

TYPE_CHECKING = False

if TYPE_CHECKING:
    from spacelint.plan.model import Path
    from spacelint.source.styles.decoded import Style


def title_spans(
    text: str,
    pattern: str,
    style: Style,
    records: list[tuple[Path, dict[str, object]]],
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
