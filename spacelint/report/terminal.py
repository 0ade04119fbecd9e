"""Text for a terminal: the cells of each code point, the part that fits, and colour."""

from __future__ import annotations

import os
from bisect import bisect_left

from spacelint.text.width import cell_columns, cells, graphemes, visible_chars

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import TextIO


class Line:
    """A text as shown, with the columns (cells, from 0) of its code points.

    ``chars`` has each code point as shown: itself, or escaped.
    """

    __slots__ = ("_columns", "chars")

    def __init__(self, text: str) -> None:
        self.chars = visible_chars(text)
        shown = "".join(self.chars)
        self._columns: Sequence[int]
        if len(shown) == len(self.chars):
            self._columns = _columns(shown)
        else:
            columns, own = _columns(shown), [0]
            start = 0
            for char in self.chars[:-1]:
                start += len(char)
                # A mark behind an escaped character is of one cluster with the end of its escape.
                inside = columns[start] == columns[start - 1]
                own.append(own[-1] if inside else columns[start])
            self._columns = [*own, columns[-1]]

    @property
    def width(self) -> int:
        """The cells that the whole text takes."""
        return self._columns[-1]

    def cells(self, start: int, end: int) -> tuple[int, int]:
        """Return the cells from and up to which ``start:end`` (code points) is shown.

        A part of a grapheme cluster (a combining mark) has the cells of the whole; an empty span
        has one cell.
        """
        columns, last = self._columns, len(self.chars)
        start, end = min(start, last), min(end, last)
        first = columns[start]
        if end <= start:
            return first, first + 1
        inside = columns[end - 1]
        while end < last and columns[end] == inside:
            end += 1
        return first, max(columns[end], first + 1)

    def window(self, start: int, end: int, room: int) -> tuple[int, int]:
        """Return the code points to show in ``room`` cells so that ``start:end`` is among them.

        If that does not fit, its beginning is shown.
        """
        columns, last = self._columns, len(self.chars)
        first_cell, last_cell = self.cells(start, end)
        before = max(room // 3, room - (last_cell - first_cell) - room // 3)
        before = min(before, room // 2)
        left = max(0, min(first_cell - before, self.width - room))
        first = bisect_left(columns, left)
        stop = first
        while stop < last:
            after = stop + 1
            while after < last and columns[after] == columns[stop]:
                after += 1
            if columns[after] - columns[first] > room:
                break
            stop = after
        return first, stop


def wrapped(text: str, width: int) -> list[str]:
    """Return ``text`` in lines of at most ``width`` cells, broken at spaces where there are any.

    A word that is wider is broken within; 0 is no limit. No text gives no line.
    """
    if not width or len(text) <= width // 2 or (text.isascii() and len(text) <= width):
        return [text] if text else []
    lines = [""]
    used = 0
    for word in text.split(" "):
        size = cells(word)
        if lines[-1] and used + 1 + size > width:
            lines.append("")
            used = 0
        elif lines[-1]:
            lines[-1] += " "
            used += 1
        for piece in _pieces(word, width) if size > width else (word,):
            if lines[-1] and used + cells(piece) > width:
                lines.append("")
                used = 0
            lines[-1] += piece
            used += cells(piece)
    return lines


def _pieces(word: str, width: int) -> list[str]:
    """Split a word between grapheme clusters into pieces of at most ``width`` cells."""
    pieces = [""]
    used = 0
    for start, end in graphemes(word):
        size = cells(word[start:end])
        if used + size > width:
            pieces.append("")
            used = 0
        pieces[-1] += word[start:end]
        used += size
    return pieces


def _columns(text: str) -> Sequence[int]:
    return range(len(text) + 1) if text.isascii() else cell_columns(text)


_CODES = {
    "error": "1;31",
    "warning": "1;33",
    "info": "1;36",
    "hint": "2",
    "link": "4;34",
    "lost": "9;31",
    "bold": "1",
    "dim": "2",
    "good": "32",
    "removed": "31",
    "added": "32",
}


class Style:
    """Paints text, or leaves it as it is where colour is off."""

    def __init__(self, colour: bool, width: int = 0) -> None:
        self.colour = colour
        self.width = width

    def paint(self, text: str, kind: str) -> str:
        return f"\x1b[{_CODES[kind]}m{text}\x1b[0m" if self.colour and text else text


def style_for(stream: TextIO, colour: str = "auto") -> Style:
    """Return the style for ``stream``; ``colour`` is ``auto``, ``always`` or ``never``.

    Under ``auto`` NO_COLOR turns colour off, else FORCE_COLOR turns it on (or off, if 0), else
    there is colour on a terminal that is not dumb. The width is COLUMNS or the terminal's, 40 at
    least, and 0 (no limit) where there is neither.
    """
    terminal = stream.isatty()
    return Style(_wants_colour(terminal, colour), _terminal_width(stream, terminal))


def _wants_colour(terminal: bool, colour: str) -> bool:
    if colour != "auto":
        return colour == "always"
    if os.environ.get("NO_COLOR"):
        return False
    forced = os.environ.get("FORCE_COLOR")
    if forced:
        return forced != "0"
    return terminal and os.environ.get("TERM") != "dumb"


def _terminal_width(stream: TextIO, terminal: bool) -> int:
    columns = os.environ.get("COLUMNS", "")
    if columns.isdecimal() and int(columns) > 0:
        return max(40, int(columns))
    if not terminal:
        return 0
    try:
        return max(40, os.get_terminal_size(stream.fileno()).columns)
    except OSError:
        return 80
