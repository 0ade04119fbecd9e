"""A line on a terminal that is written over: how far a run or an import is, how long a wait is."""

from __future__ import annotations

import time

from spacelint.text.width import visible

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TextIO

_STEP = 0.1  # seconds between two drawings


class StatusLine:
    """A line that changes in place on a terminal; elsewhere nothing is written but notes.

    It stays away for the first ``wait`` seconds.
    """

    __slots__ = ("_drawn", "_last", "_stream", "_terminal")

    def __init__(self, stream: TextIO, wait: float = 0.0) -> None:
        self._stream = stream
        self._terminal = stream.isatty()
        self._last = time.monotonic() + wait - _STEP
        self._drawn = False

    def show(self, text: str, *, now: bool = False) -> None:
        """Put a text there, ten times a second at most unless ``now``."""
        if self._terminal and (now or time.monotonic() - self._last >= _STEP):
            self._last = time.monotonic()
            self._write(f"\r{visible(text)[:78]}\x1b[K")
            self._drawn = True

    def clear(self) -> None:
        """Take the line away, so that something else can be written."""
        if self._drawn:
            self._write("\r\x1b[K")
            self._drawn = False

    def note(self, text: str) -> None:
        """Write a line that stays."""
        self.clear()
        self._write(visible(text) + "\n")

    def bar(self, done: int, total: int, what: str) -> None:
        """Show that ``done`` of a total is done; ``what`` follows the bar."""
        self.show(f"[{'#' * min(24, 24 * done // (total or 1)):-<24}] {what}")

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

    def _write(self, text: str) -> None:
        self._stream.write(text)
        self._stream.flush()
