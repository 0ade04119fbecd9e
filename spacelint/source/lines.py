"""Offsets of a document as lines and columns, in the units of editors and reports."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cached_property
from itertools import accumulate

from spacelint.text.pattern import utf16_length
from spacelint.text.value import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence


# What an editor counts as the end of a line. ``str.splitlines`` also stops at U+2028, U+0085,
# VT and FF, which no editor does.
_LINE_END = re.compile(r"\r\n|\n|\r")
_STEP = 1024  # characters between two cached byte offsets


class LineTable:
    """Turns offsets (code points) into lines, columns, UTF-16 columns and bytes, and back.

    Built on first use; each lookup then takes O(log n). Offsets past the end count as the end.
    ``encoding`` is ``utf-8``, ``utf-16-le`` or ``utf-16-be``, ``bom`` the length in bytes of the
    byte-order mark before the text.
    """

    def __init__(self, text: str, encoding: str = "utf-8", bom: int = 0) -> None:
        self.text = text
        self.encoding = encoding
        self.bom = bom
        #: By unit: where a line starts, an offset in it, and the units between.
        self._near: dict[str, tuple[int, int, int]] = {}
        self._ascii = text.isascii()

    @cached_property
    def starts(self) -> Sequence[int]:
        """Offsets (code points) at which the lines start; the first is 0."""
        if self.text.count("\r") != self.text.count("\r\n"):
            return [0, *(found.end() for found in _LINE_END.finditer(self.text))]
        # Three times as fast, for texts without a lone "\r": nearly all of them.
        sizes = [len(line) + 1 for line in self.text.split("\n")]
        return [0, *accumulate(sizes[:-1])]

    def line_column(self, offset: int) -> tuple[int, int]:
        """Return line and column of an offset, both 1-based, the column in code points."""
        offset = self._clamped(offset)
        line = bisect_right(self.starts, offset)
        return line, offset - self.starts[line - 1] + 1

    def column(self, offset: int, unit: str) -> int:
        """Return the 1-based column of an offset in ``unit``: ``utf-8``, ``utf-16``, ``utf-32``."""
        offset = self._clamped(offset)
        start = offset - self.line_column(offset)[1] + 1
        if self._ascii:
            return offset - start + 1
        line, near, units = self._near.get(unit, (0, 0, 0))
        if line == start and abs(offset - near) < offset - start:  # each finding of a long line
            if near <= offset:
                units += _units(self.text[near:offset], unit)
            else:
                units -= _units(self.text[offset:near], unit)
        else:
            units = _units(self.text[start:offset], unit)
        self._near[unit] = start, offset, units
        return units + 1

    def byte_offset(self, offset: int) -> int:
        """Return the offset in bytes of the file, the byte-order mark counted."""
        offset = self._clamped(offset)
        if self._ascii:
            return self.bom + offset * (1 if self.encoding == "utf-8" else 2)
        step = offset // _STEP
        return self._byte_marks[step] + self._size(self.text[step * _STEP : offset])

    def offset(self, line: int, column: int, unit: str = "utf-32") -> int:
        """Return the offset of a 1-based line and column in ``unit``, clamped to the line.

        Inside of a character it is that character's start.
        """
        start, end = self.line_span(line)
        if self._ascii or unit == "utf-32":
            return min(max(start, start + column - 1), end)
        left = column - 1
        for at in range(start, end):
            left -= _units(self.text[at], unit)
            if left < 0:
                return at
        return end

    def line_span(self, line: int) -> tuple[int, int]:
        """Return start and end (code points, without the line end) of a 1-based line."""
        starts = self.starts
        line = min(max(line, 1), len(starts))
        start = starts[line - 1]
        end = starts[line] if line < len(starts) else len(self.text)
        while end > start and self.text[end - 1] in "\r\n":
            end -= 1
        return start, end

    def _clamped(self, offset: int) -> int:
        return max(0, min(offset, len(self.text)))

    def _size(self, piece: str) -> int:
        # A JSON escape can hold half a pair, a decoded file cannot: passed through to be safe.
        return len(piece.encode(self.encoding, "surrogatepass"))

    @cached_property
    def _byte_marks(self) -> list[int]:
        """The offset in bytes of each character that is a multiple of `_STEP`."""
        steps = range(0, len(self.text) - _STEP + 1, _STEP)
        sizes = (self._size(self.text[start : start + _STEP]) for start in steps)
        return [*accumulate(sizes, initial=self.bom)]


def _units(text: str, unit: str) -> int:
    if unit == "utf-16":
        return utf16_length(text)
    ascii = unit == "utf-32" or text.isascii()
    return len(text) if ascii else len(text.encode(unit, "surrogatepass"))


class Place(NamedTuple):
    """Where a value stands, in code points of the document text (end exclusive).

    ``key_start``/``key_end`` is the last key part in the assignment or header, quotes included;
    for an element of an array the element itself. ``start``/``end`` is the value as written, for
    a table opened by a header the header.
    """

    key_start: int
    key_end: int
    start: int
    end: int

    def moved(self, by: int) -> Place:
        """Return the same place ``by`` code points further on."""
        if not by:
            return self
        return Place(self.key_start + by, self.key_end + by, self.start + by, self.end + by)
