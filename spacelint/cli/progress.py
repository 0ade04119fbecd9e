"""A bar on standard error, for a person who has waited longer than a second."""

from __future__ import annotations

import sys
import time

_WAIT = 1.0  # seconds before the bar is shown
_STEP = 0.1  # seconds between two drawings
_CELLS = 24


class Progress:
    """Draws how far a run is; does nothing where standard error is no terminal."""

    __slots__ = ("_drawn", "_last", "_on", "_total")

    def __init__(self, total: int) -> None:
        self._on = sys.stderr.isatty() and total > 0
        self._total = total
        self._last = time.monotonic() + _WAIT - _STEP
        self._drawn = False

    def show(self, done: int, what: str) -> None:
        """Draw that ``done`` of the total is done; ``what`` follows the bar."""
        if not self._on or time.monotonic() - self._last < _STEP:
            return
        self._last = time.monotonic()
        full = min(_CELLS, _CELLS * done // self._total)
        bar = "#" * full + "-" * (_CELLS - full)
        sys.stderr.write(f"\r[{bar}] {what}\x1b[K")
        sys.stderr.flush()
        self._drawn = True

    def clear(self) -> None:
        """Take the bar off, so that something else can be written."""
        if self._drawn:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()
            self._drawn = False
