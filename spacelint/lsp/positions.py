"""Between code points of a document and the positions of the protocol."""

from __future__ import annotations

from bisect import bisect_right

from lsprotocol.types import Position, PositionEncodingKind, Range

from spacelint.source.lines import LineTable
from spacelint.text.pattern import utf16_length

_BYTES = PositionEncodingKind.Utf8.value
_POINTS = PositionEncodingKind.Utf32.value


class Positions:
    """Positions in a text, in the encoding agreed on: ``utf-8``, ``utf-16`` or ``utf-32``.

    Offsets are code points of the text without a byte-order mark; positions count it, since the
    client's text has it. A position past the end of a line or of the text stands for that end, as
    the protocol asks.
    """

    __slots__ = ("_ascii", "_encoding", "_mark", "_table")

    def __init__(self, text: str, encoding: str = "utf-16", table: LineTable | None = None) -> None:
        # A plan has a table already; where it is of the very same text, that one is taken.
        self._table = table if table is not None and table.text == text else LineTable(text)
        self._ascii = text.isascii()
        self._encoding = encoding
        self._mark = int(text.startswith("\ufeff"))

    def position(self, offset: int) -> Position:
        """Return the position of an offset."""
        table = self._table
        offset = max(0, min(offset + self._mark, len(table.text)))
        line = bisect_right(table.starts, offset) - 1
        start = table.starts[line]
        if self._ascii or self._encoding == _POINTS:
            return Position(line, offset - start)
        before = table.text[start:offset]
        if self._encoding == _BYTES:
            return Position(line, len(before.encode("utf-8", "surrogatepass")))
        return Position(line, utf16_length(before))

    def range(self, start: int, end: int) -> Range:
        """Return the range of a span."""
        return Range(self.position(start), self.position(end))

    def mark(self, start: int, end: int) -> Range:
        """Return the range of a span; where it is empty, of the next character or of the line."""
        if start >= end:
            first, last = self.line_span(start)
            start, end = (start, start + 1) if start < last else (first, last)
        return self.range(start, end)

    def offset(self, position: Position) -> int:
        """Return the offset of a position; inside of a character, the character's start."""
        line, column = position.line + 1, position.character + 1
        if line > len(self._table.starts):
            return len(self._table.text) - self._mark
        if self._encoding == _BYTES:
            found = self._of_bytes(line, position.character)
        elif self._encoding == _POINTS:
            found = self._table.offset(line, column)
        else:
            found = self._table.offset_of_utf16(line, column)
        return max(0, found - self._mark)

    def span(self, range: Range) -> tuple[int, int]:
        """Return the span of a range, its ends in order."""
        start, end = self.offset(range.start), self.offset(range.end)
        return min(start, end), max(start, end)

    def line_span(self, offset: int) -> tuple[int, int]:
        """Return start and end of the line an offset stands on, without the line's end."""
        line, _ = self._table.line_column(offset + self._mark)
        start, end = self._table.line_span(line)
        return max(0, start - self._mark), max(0, end - self._mark)

    def _of_bytes(self, line: int, count: int) -> int:
        start, end = self._table.line_span(line)
        for at in range(start, end):
            count -= len(self._table.text[at].encode("utf-8", "surrogatepass"))
            if count < 0:
                return at
        return end
