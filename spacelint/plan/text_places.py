"""Where comments, records and titles stand in a text, without the places of all its values."""

from __future__ import annotations

from spacelint.plan.values import Comment
from spacelint.text.pattern import Pattern, compile_re

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from spacelint.plan.values import Records
    from spacelint.source.lines import Place
    from spacelint.source.styles.plain import Style
    from spacelint.text.value import Path


# One comment ends where the next that is addressed to spacelint begins.
_FORM = r"(?i:#[ \t]*spacelint:(?:(?!#[ \t]*spacelint:)[^\r\n])*)"
_COMMENT = Pattern(rf"(?:(?<=[ \t\r\n])|\A){_FORM}")
_GLUED = Pattern(_FORM)


def may_have_comments(text: str) -> bool:
    """Return whether a text may have a comment addressed to spacelint."""
    return "pacelint:" in text or "PACELINT:" in text


def find_comments(
    text: str, places: Iterable[Place], start: int = 0, *, glued: bool = False
) -> tuple[Comment, ...]:
    """Return the comments of ``text[start:]`` that hold ``spacelint:`` and stand in no value.

    ``places`` are those of values and tables; ``glued`` where a comment may follow a value
    without a space (TOML).
    """
    from bisect import bisect_right

    spans = sorted(
        (_content(text, place.start, place.end), place.end)
        for place in places
        if text[place.start : place.start + 1] not in ("[", "{", "") and place.end > place.start
    )
    starts = [span[0] for span in spans]
    found = []
    search = (_GLUED if glued else _COMMENT).search
    while (match := search(text, start)) is not None:
        at = match.start()
        before = bisect_right(starts, at) - 1
        if before >= 0 and spans[before][1] > at and not _table(text, spans[before]):
            start = spans[before][1]  # inside a value: go on after it
            continue
        written = match[0].rstrip()
        found.append(Comment(at, at + len(written), written))
        start = match.end()
    return tuple(found)


def _content(text: str, start: int, end: int) -> int:
    """Return where a value begins: a YAML block after the line that says that it is one."""
    return (text.find("\n", start, end) + 1 or end) if text[start] in "|>" else start


def _table(text: str, span: tuple[int, int]) -> bool:
    """True for a block table or list; False for a value of several lines."""
    return text[span[0]] not in "\"'|>" and "\n" in text[span[0] : span[1]]


def record_offsets(records: Records, locate: Callable[[Path], Place | None]) -> list[int] | None:
    """Return where each record begins (code points); None unless they stand in their order."""
    from itertools import pairwise

    places = [locate(path) for path, _ in records]
    starts = [min(each.key_start, each.start) for each in places if each is not None]
    in_order = all(one < other for one, other in pairwise(starts))
    return starts if in_order and len(starts) == len(places) else None


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
    found = compile_re(pattern.replace("KEY", key), re.MULTILINE).finditer(text)
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
