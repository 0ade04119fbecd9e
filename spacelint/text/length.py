"""How long a text is, in every unit that one of X's limits is given in."""

from __future__ import annotations

from spacelint.text.charset import utf16_length
from spacelint.text.pattern import Pattern

TYPE_CHECKING = False
if TYPE_CHECKING:
    from spacelint.text.model import Entity

# Weight 1; everything else weighs 2 (version 3 of the configuration of X's library).
_HEAVY = Pattern("[^\u0000-\u10ff\u2000-\u200d\u2010-\u201f\u2032-\u2037]")
# Every sequence that weighs less than its parts has one of these.
_JOINED = Pattern(
    "[\u200d\u20e3\ufe0f\U0001f1e6-\U0001f1ff\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f]"
)
_URL_WEIGHT = 23
_EMOJI_WEIGHT = 2


class Length:
    """The length of a text in several units, each counted when it is first asked for.

    ``code_points`` Python's ``len``; ``utf16`` code units, in which X's clients limit a title;
    ``weighted`` X's counter (Latin 1, CJK and emoji 2, a URL 23); ``graphemes`` what a reader calls
    characters; ``cells`` columns of a terminal.
    """

    __slots__ = ("_text",)

    def __init__(self, text: str) -> None:
        self._text = text

    @property
    def code_points(self) -> int:
        """Number of code points."""
        return len(self._text)

    @property
    def utf16(self) -> int:
        """Number of UTF-16 code units; a lone surrogate is one."""
        return utf16_length(self._text)

    @property
    def weighted(self) -> int:
        """Weighted length as X's counter shows it."""
        return weighted_length(self._text)

    @property
    def graphemes(self) -> int:
        """Number of extended grapheme clusters (Unicode Standard Annex 29)."""
        from spacelint.text.width import graphemes

        return len(self._text) if _plain(self._text) else len(graphemes(self._text))

    @property
    def cells(self) -> int:
        """Number of columns in a terminal."""
        from spacelint.text.width import cells

        return cells(self._text)

    def __repr__(self) -> str:
        names = ("code_points", "utf16", "weighted", "graphemes", "cells")
        return f"Length({', '.join(f'{name}={getattr(self, name)}' for name in names)})"


def _plain(text: str) -> bool:
    return text.isascii() and "\r" not in text


def weighted_length(text: str) -> int:
    """Return the length of ``text`` by X's counter (twitter-text 3.1.0, configuration 3)."""
    text = _composed(text)
    total = len(text) if text.isascii() else len(text) + len(_HEAVY.findall(text))
    for start, end, weight in _pieces(text):
        total += weight - _plain_weight(text[start:end])
    return total


def weighted_cut(text: str, limit: int) -> int:
    """Return how many code points of ``text``, composed (NFC), weigh at most ``limit``."""
    text = _composed(text)
    weight = position = 0
    pieces = iter((*_pieces(text), (len(text) + 1, len(text) + 1, 0)))
    start, end, piece_weight = next(pieces)
    while position < len(text):
        if position == start:
            width, step = piece_weight, end - start
            start, end, piece_weight = next(pieces)
        else:
            width, step = _plain_weight(text[position]), 1
        if weight + width > limit:
            break
        weight += width
        position += step
    return position


def _counted_end(text: str, url: Entity) -> int:
    """Return where X's counter goes on behind a URL: as many UTF-16 units on as its value has."""
    if url.value == url.text:
        return url.end
    units = utf16_length(url.value)
    end = url.start
    while end < len(text):
        units -= 1 + (text[end] > "\uffff")
        if units < 0:
            break
        end += 1
    return end


def _composed(text: str) -> str:
    if text.isascii():
        return text
    import unicodedata

    if unicodedata.is_normalized("NFC", text):
        return text
    return unicodedata.normalize("NFC", text)


def _plain_weight(text: str) -> int:
    return len(text) + len(_HEAVY.findall(text))


def _pieces(text: str) -> list[tuple[int, int, int]]:
    """Return (start, end, weight) of the URLs and emoji sequences of ``text``, in order."""
    found: dict[int, tuple[int, int]] = {}
    if not text.isascii() and _JOINED.search(text):
        from spacelint.text.emoji import SEQUENCE

        for match in SEQUENCE.finditer(text):
            found[match.start()] = (match.end(), _EMOJI_WEIGHT)
    if "." in text:
        from spacelint.text.urls import urls

        for url in urls(text):
            found[url.start] = (_counted_end(text, url), _URL_WEIGHT)
    pieces: list[tuple[int, int, int]] = []
    position = 0
    for start in sorted(found):
        if start >= position:
            position, weight = found[start]
            pieces.append((start, position, weight))
    return pieces
