"""The parts of a title: words apart from links, and where the links at its end begin."""

from __future__ import annotations

from bisect import bisect_right

from spacelint.brand import fold_tag
from spacelint.suggester.scene import Word
from spacelint.text.pattern import Pattern
from spacelint.text.value import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from spacelint.text import Title

_new = tuple.__new__
_WORD = Pattern("[«ALNUM»]+(?:['’][«ALNUM»]+)*")
_TOKEN = Pattern(r"\S+")
_JOINERS = frozenset(
    "with w/ & + and feat. feat ft. ft featuring by x con c/ y e avec av. et mit und com".split()
)


class Token(NamedTuple):
    """A run without white space; ``linked`` where a tag, handle or address touches it."""

    start: int
    end: int
    text: str
    linked: bool


class Spans:
    """Where tags, handles and addresses stand, meant ones too."""

    __slots__ = ("_ends", "_starts")

    def __init__(self, title: Title) -> None:
        linked = {(entity.start, entity.end) for entity in title.entities}
        spans = sorted(linked | {(meant.start, meant.end) for meant in title.candidates})
        merged: list[list[int]] = []
        for start, end in spans:
            if merged and start < merged[-1][1]:
                merged[-1][1] = max(merged[-1][1], end)
            else:
                merged.append([start, end])
        self._starts = [start for start, _ in merged]
        self._ends = [end for _, end in merged]

    def touches(self, start: int, end: int) -> bool:
        """Tell whether one of them has a character between ``start`` and ``end``."""
        place = bisect_right(self._starts, end - 1) - 1
        return place >= 0 and self._ends[place] > start


def plain_words(title: Title, spans: Spans | None = None) -> tuple[Word, ...]:
    """Return the words outside of all tags, handles and addresses, in order."""
    spans = spans or Spans(title)
    found = []
    for match in _WORD.finditer(title.text):
        start, end = match.span()
        if not spans.touches(start, end):
            word = match[0]
            found.append(_new(Word, (start, end, word, fold_tag("#" + word))))
    return tuple(found)


def tokens(title: Title, spans: Spans | None = None) -> list[Token]:
    """Return the runs without white space, in order."""
    spans = spans or Spans(title)
    return [
        _new(Token, (match.start(), match.end(), match[0], spans.touches(*match.span())))
        for match in _TOKEN.finditer(title.text)
    ]


def last_links(parts: list[Token]) -> int:
    """Return the index of the first token of the links at the end, with their ``with`` and ``&``.

    The number of tokens where the title does not end in a link.
    """
    first = len(parts)
    for index in range(len(parts) - 1, -1, -1):
        if parts[index].linked:
            first = index
        elif parts[index].text.strip(",").lower() not in _JOINERS or first == len(parts):
            break
    while 0 < first < len(parts) and parts[first - 1].text.lower() in _JOINERS:
        first -= 1
    return first
