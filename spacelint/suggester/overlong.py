"""What to tell of a title that is too long and that nothing better is known for."""

from __future__ import annotations

from spacelint.suggester.segments import segments
from spacelint.text import Title
from spacelint.text.length import TITLE_LIMIT, Limit
from spacelint.text.value import NamedTuple

_MOST_CODE_POINTS = 2_000  # of a title that is looked at in segments


class TooLong(NamedTuple):
    """How far a title is over the limit, in its unit; the part that fits, and the part beyond.

    ``segments`` are the parts that marks set off, each with its length; there are two at least.
    """

    length: int
    limit: Limit
    fits: str
    beyond: str
    segments: tuple[tuple[str, int], ...]

    @property
    def over(self) -> int:
        """How many of the unit are too many."""
        return self.length - self.limit.maximum


def too_long(title: str, limit: Limit = TITLE_LIMIT) -> TooLong | None:
    """Return how far ``title`` is over ``limit``; None where it is not.

    White space at its ends is not counted, and stands in neither part.
    """
    title = title.strip()
    if limit.fits(title):
        return None
    cut = limit.cut(title)
    parts: tuple[tuple[str, int], ...] = ()
    if len(title) <= _MOST_CODE_POINTS:
        found = segments(Title(title))
        texts = [part.text.strip() for part in found]
        if found:
            texts.append(title[found[-1].end :].strip())
        parts = tuple([(text, limit.measure(text)) for text in texts if text])
    parts = parts if len(parts) > 1 else ()
    return TooLong(limit.measure(title), limit, title[:cut], title[cut:], parts)
