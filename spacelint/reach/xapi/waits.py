"""Waiting for X: rate limits by X's clock, retries, and Ctrl-C while a paid call is under way."""

from __future__ import annotations

import functools
import random
import signal
import threading
import time
from contextlib import contextmanager
from email.utils import mktime_tz, parsedate_tz
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from types import FrameType
    from typing import Protocol

    class Watch(Protocol):
        """Told what goes on: kind (call, retry, wait, note), a sentence, seconds left."""

        def __call__(self, kind: str, sentence: str, seconds: float) -> None: ...


class Patience(NamedTuple):
    """How patient a look-up is; times in seconds."""

    tries: int = 4
    pause: float = 0.5
    timeout: float = 20.0
    wait: bool = False
    longest_wait: float = 960.0  # X's windows last fifteen minutes


PATIENCE = Patience()


class Limit(NamedTuple):
    """``x-rate-limit-remaining`` and ``-reset`` (Unix seconds) of an answer."""

    remaining: int
    reset: float


def read_limit(headers: Mapping[str, str]) -> Limit | None:
    """The rate limit an answer tells of; None where it is missing or makes no sense."""
    remaining = headers.get("x-rate-limit-remaining", "")
    reset = headers.get("x-rate-limit-reset", "")
    if not (remaining.isdecimal() and reset.isdecimal()) or len(remaining + reset) > 30:
        return None
    return Limit(int(remaining), float(reset))


@functools.lru_cache(maxsize=4)  # many answers of one second
def server_clock(date: str | None) -> float | None:
    """Unix seconds of a ``Date`` header; None where it cannot be read."""
    if not date:
        return None
    parsed = parsedate_tz(date)
    try:
        return float(mktime_tz(parsed)) if parsed else None
    except (ValueError, OverflowError):
        return None


def retry_pause(failures: int, base: float) -> float:
    """Seconds before the next try: doubling, spread so that many clients do not come at once."""
    return base * float(2 ** (failures - 1)) * random.uniform(0.5, 1.5)


def wait_until(seconds: float, sentence: str, watch: Watch) -> None:
    """Sleep, telling the watcher every second what is left."""
    end = time.monotonic() + seconds
    while (left := end - time.monotonic()) > 0:
        watch("wait", sentence, left)
        time.sleep(min(1.0, left))


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
