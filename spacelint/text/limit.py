"""How long a title may be: the one place that has the number and the unit.

X documents no limit. Of 820 titles that X published from 2021 to 2025 none has more than 70
graphemes and 15 have exactly 70, while 20 have more than 70 UTF-16 units. X's Android client counts
UTF-16 units (its published code), so a title within 70 graphemes may still be too long there.
"""

from __future__ import annotations

from spacelint.text.charset import utf16_length
from spacelint.text.value import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

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
        """Return whether ``text`` is short enough."""
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
    """Return whether a quick count says that ``text`` is within ``maximum``."""
    if unit == "utf16":
        return utf16_length(text) <= maximum
    if len(text) * MOST_PER_CODE_POINT[unit] <= maximum:
        return True
    if len(text) > maximum:
        return False
    if unit == "utf16":
        return text.isascii() or max(text) <= "\uffff"
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
    from spacelint.text.length import Length

    length: int = getattr(Length(text), unit)
    return length


def cut_at(text: str, maximum: int, unit: str) -> int:
    """Return the offset, in code points, at which what fits into ``maximum`` of ``unit`` ends.

    No grapheme cluster is torn, whatever the unit.
    """
    if text.isascii() and "\r" not in text and (unit != "weighted" or "." not in text):
        return min(len(text), maximum)
    if measured(text, unit) <= maximum:
        return len(text)  # a part of it may weigh more: `x.com` is an address, `x.com@` is none
    from spacelint.text.width import graphemes

    spans = graphemes(text)
    if unit == "graphemes":
        return spans[maximum][0] if maximum < len(spans) else len(text)
    if unit == "utf16":
        return _cut_at_unit(text, spans, maximum)
    if measured(text, unit) <= maximum:
        return len(text)  # an address may weigh less whole than cut: www.AC links, www.AC0 does not
    from bisect import bisect_right

    fitting = bisect_right(spans, maximum, key=lambda span: measured(text[: span[1]], unit))
    return spans[fitting - 1][1] if fitting else 0


def _cut_at_unit(text: str, spans: Sequence[tuple[int, int]], maximum: int) -> int:
    """Return where the clusters end that fit into ``maximum`` UTF-16 units."""
    units = 0
    for start, end in spans:
        units += end - start + sum(char > "\uffff" for char in text[start:end])
        if units > maximum:
            return start
    return len(text)
