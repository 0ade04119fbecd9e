"""Lines on a terminal that are written over: how far a run or an import is, how long a wait is."""

from __future__ import annotations

import sys
import time

from spacelint.text.width import visible

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


TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TextIO


class StatusLine:
    """A line that changes in place on a terminal; elsewhere nothing is written but notes."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._terminal = stream.isatty()
        self._shown = 0
        self._last = 0.0

    def show(self, text: str, *, now: bool = False) -> None:
        """Put a text there, ten times a second at most unless ``now``."""
        if not self._terminal or (not now and time.monotonic() - self._last < 0.1):
            return
        self._last = time.monotonic()
        clean = visible(text)[:78]
        self._stream.write("\r" + clean + " " * (self._shown - len(clean)))
        self._stream.flush()
        self._shown = len(clean)

    def clear(self) -> None:
        """Take the line away."""
        if self._shown:
            self._stream.write("\r" + " " * self._shown + "\r")
            self._stream.flush()
            self._shown = 0

    def note(self, text: str) -> None:
        """Write a line that stays."""
        self.clear()
        self._stream.write(visible(text) + "\n")
        self._stream.flush()

    def bytes_done(self, done: int, total: int) -> None:
        """Show how much of something is read."""
        share = done / total if total else 1.0
        bar = "#" * round(share * 30)
        self.show(f"reading [{bar:30}] {share:4.0%} of {total / 1e6:,.0f} MB", now=done >= total)

    def watch(self, kind: str, sentence: str, seconds: float) -> None:
        """Show what a look-up is at; the watcher that `look_up` takes."""
        if kind == "note":
            self.note(sentence)
        elif kind == "wait":
            self.show(f"{int(seconds) + 1} s: {sentence}", now=True)
        else:
            self.show(sentence, now=kind == "retry")
