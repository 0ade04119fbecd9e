"""Ctrl-C between a call and the keeping of its answer waits for the answer: it is paid for."""

from __future__ import annotations

import signal
import threading
from contextlib import contextmanager

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import FrameType


class Hold:
    """Whether Ctrl-C is put off now, and how often it was pressed meanwhile."""

    def __init__(self, tell: Callable[[], None]) -> None:
        self._tell = tell
        self._putting_off = True
        self.pressed = 0

    def handle(self, number: int, frame: FrameType | None) -> None:
        """The handler of SIGINT: a second press is not put off."""
        self.pressed += 1
        if self.pressed > 1 or not self._putting_off:
            raise KeyboardInterrupt
        self._tell()

    @contextmanager
    def lifted(self) -> Iterator[None]:
        """Ctrl-C takes effect at once inside: nothing paid for is under way in a wait."""
        if self.pressed:
            raise KeyboardInterrupt
        self._putting_off = False
        try:
            yield
        finally:
            self._putting_off = True


@contextmanager
def held_interrupt(tell: Callable[[], None]) -> Iterator[Hold]:
    """Put off the first Ctrl-C until the block is done.

    Only the main thread gets Ctrl-C, so elsewhere this does nothing, nor where someone else
    handles it. Raises KeyboardInterrupt at the end of a block in which it was pressed.
    """
    hold = Hold(tell)
    before = (
        signal.getsignal(signal.SIGINT)
        if threading.current_thread() is threading.main_thread()
        else None
    )
    if before is not signal.default_int_handler:
        yield hold
        return
    signal.signal(signal.SIGINT, hold.handle)
    try:
        yield hold
    finally:
        signal.signal(signal.SIGINT, before)
    if hold.pressed:
        raise KeyboardInterrupt
