"""What to tell of a title that is too long and that nothing better is known for."""

from __future__ import annotations

from spacelint.suggester.segments import segments
from spacelint.suggester.state import length
from spacelint.text import Title
from spacelint.text.value import NamedTuple
from spacelint.text.width import graphemes

_MOST_CODE_POINTS = 2_000  # of a title that is looked at in segments


class TooLong(NamedTuple):
    """How far a title is over the limit, in graphemes; the part that fits, and the part beyond.

    ``segments`` are the parts that marks set off, each with its length; there are two at least.
    """

    length: int
    limit: int
    fits: str
    beyond: str
    segments: tuple[tuple[str, int], ...]

    @property
    def over(self) -> int:
        """Graphemes that are too many."""
        return self.length - self.limit


def too_long(title: str, limit: int) -> TooLong | None:
    """Return how far ``title`` is over ``limit`` graphemes; None where it is not."""
    size = length(title)
    if size <= limit:
        return None
    cut = graphemes(title)[limit - 1][1] if limit else 0
    parts: tuple[tuple[str, int], ...] = ()
    if len(title) <= _MOST_CODE_POINTS:
        parsed = Title(title)
        found = segments(parsed)
        if found and (rest := title[found[-1].end :].strip()):
            texts = [*[part.text.strip() for part in found], rest]
        else:
            texts = [part.text.strip() for part in found]
        parts = tuple([(text, length(text)) for text in texts if text])
    return TooLong(size, limit, title[:cut], title[cut:], parts if len(parts) > 1 else ())
