"""Colour on a terminal: when, and which."""

from __future__ import annotations

import os

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TextIO

_CODES = {
    "error": "1;31",
    "warning": "1;33",
    "info": "1;36",
    "hint": "2",
    "link": "4;34",
    "broken": "9;31",
    "bold": "1",
    "dim": "2",
    "good": "32",
    "removed": "31",
    "added": "32",
}


class Style:
    """Paints text, or leaves it as it is where colour is off."""

    __slots__ = ("colour", "width")

    def __init__(self, colour: bool, width: int = 0) -> None:
        self.colour = colour
        self.width = width

    def paint(self, text: str, kind: str) -> str:
        """Return ``text`` in the colour of ``kind``."""
        return f"\x1b[{_CODES[kind]}m{text}\x1b[0m" if self.colour and text else text


def style_for(stream: TextIO, colour: str = "auto") -> Style:
    """Return the style for ``stream``; ``colour`` is ``auto``, ``always`` or ``never``.

    Under ``auto`` NO_COLOR turns colour off, FORCE_COLOR on, else a terminal decides. The width is
    COLUMNS or the terminal's, and 0 (no limit) where there is no terminal.
    """
    terminal = stream.isatty()
    return Style(_wants_colour(terminal, colour), _width(stream, terminal))


def _wants_colour(terminal: bool, colour: str) -> bool:
    if colour != "auto":
        return colour == "always"
    if os.environ.get("NO_COLOR"):
        return False
    forced = os.environ.get("FORCE_COLOR")
    if forced:
        return forced != "0"
    return terminal and os.environ.get("TERM") != "dumb"


def _width(stream: TextIO, terminal: bool) -> int:
    columns = os.environ.get("COLUMNS", "")
    if columns.isdecimal() and int(columns) > 0:
        return max(40, int(columns))
    if not terminal:
        return 0
    try:
        return max(40, os.get_terminal_size(stream.fileno()).columns)
    except OSError:
        return 80
