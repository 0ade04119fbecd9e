"""The length of a text in every unit of X's limits, and the most a title may have."""

from __future__ import annotations

from spacelint.text.pattern import Pattern, utf16_length
from spacelint.text.value import NamedTuple

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
    """The length of a text in several units, each computed on first use.

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
        from spacelint.text.width import grapheme_count

        return len(self._text) if _plain(self._text) else grapheme_count(self._text)

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


# X documents no limit. Of 820 titles that X published from 2021 to 2025 none has more than 70
# graphemes and 15 have exactly 70, while 20 have more than 70 UTF-16 units. X's Android client
# counts UTF-16 units (its published code), so one within 70 graphemes may still be too long there.

#: What a length can be counted in; `measured` says what each means.
UNITS = ("graphemes", "code-points", "utf16", "weighted")
_NAMES = {
    "graphemes": "character",  # as a reader counts them
    "code-points": "code point",
    "utf16": "UTF-16 unit",
    "weighted": "unit of weight",
}


class Limit(NamedTuple):
    """The most a title may have: ``maximum`` of ``unit``, white space at its ends not counted.

    ``unit`` is one of `UNITS`.
    """

    maximum: int = 70
    unit: str = "graphemes"

    def measure(self, text: str) -> int:
        """Return the length of ``text``, without white space at its ends, in the limit's unit."""
        return measured(text.strip(), self.unit)

    def fits(self, text: str) -> bool:
        """True if ``text`` is short enough."""
        return self.over(text) == 0

    def over(self, text: str) -> int:
        """Return how many of the limit's unit ``text`` has to lose; 0 where it fits."""
        text = text.strip()
        if surely_fits(text, self.maximum, self.unit):
            return 0
        return max(0, measured(text, self.unit) - self.maximum)

    def cut(self, text: str) -> int:
        """Return the offset in ``text``, in code points, at which what fits ends.

        It is never within a grapheme cluster, and the length of ``text`` where all of it fits.
        """
        start = len(text) - len(text.lstrip())
        trimmed = text.strip()
        end = cut_at(trimmed, self.maximum, self.unit)
        return start + end if end < len(trimmed) else len(text)

    def amount(self, number: int) -> str:
        """Return a number of the limit's unit in words: ``1 character``, ``12 UTF-16 units``."""
        return f"{number} {_NAMES[self.unit]}{'s' * (number != 1)}"


TITLE_LIMIT = Limit()
"""What fits in every X app known of, where no rule set says otherwise."""

ANDROID_LIMIT = Limit(70, "utf16")
"""What X's Android client lets a Space start with."""

# The most that one code point counts; for weight it is the shortest address, a.co, that weighs 23.
MOST_PER_CODE_POINT = {"graphemes": 1, "code-points": 1, "utf16": 2, "weighted": 6}


def surely_fits(text: str, maximum: int, unit: str) -> bool:
    """True if a quick count says that ``text`` is within ``maximum``."""
    if unit == "utf16":
        return utf16_length(text) <= maximum
    if len(text) * MOST_PER_CODE_POINT[unit] <= maximum:
        return True
    if len(text) > maximum:
        return False
    return text.isascii() and (unit != "weighted" or "." not in text)


def measured(text: str, unit: str) -> int:
    """Return the length of the whole ``text`` in ``unit``, one of `UNITS`.

    ``graphemes`` are extended grapheme clusters (Unicode Standard Annex 29), ``utf16`` code units,
    ``weighted`` is X's counter (twitter-text 3.1.0, configuration 3).
    """
    if unit == "utf16":
        return utf16_length(text)
    if unit == "code-points":
        return len(text)
    length: int = getattr(Length(text), unit)
    return length


def cut_at(text: str, maximum: int, unit: str) -> int:
    """Return the offset, in code points, at which what fits into ``maximum`` of ``unit`` ends.

    No grapheme cluster is torn, whatever the unit.
    """
    if text.isascii() and "\r" not in text and (unit != "weighted" or "." not in text):
        return min(len(text), maximum)
    if unit == "utf16":
        return _cut_at_unit(text, maximum)
    if unit != "graphemes" and measured(text, unit) <= maximum:
        return len(text)  # a part of it may weigh more: `x.com` is an address, `x.com@` is not
    from spacelint.text.width import graphemes

    spans = graphemes(text)
    if unit == "graphemes":
        return spans[maximum][0] if maximum < len(spans) else len(text)
    from bisect import bisect_right

    fitting = bisect_right(spans, maximum, key=lambda span: measured(text[: span[1]], unit))
    return spans[fitting - 1][1] if fitting else 0


def _cut_at_unit(text: str, maximum: int) -> int:
    """Return where the clusters end that fit into ``maximum`` UTF-16 units."""
    from spacelint.text.clusters import cluster_at

    units = utf16_length(text[:maximum])
    fits = min(maximum, len(text))
    while units > maximum:
        fits -= 1
        units -= 1 + (text[fits] > "\uffff")
    return cluster_at(text, fits) if fits < len(text) else fits
