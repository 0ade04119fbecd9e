"""Waiting for X: rate limits by X's clock, retries, and Ctrl-C while a paid call is under way."""

from __future__ import annotations

import contextlib
import re
import signal
import socket
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from email.utils import parsedate_to_datetime
from types import FrameType
from typing import Any, NamedTuple

from spacelint.reach.xapi.models import Watch

_REMAINING = re.compile(r"(x-(?:rate|app|user)-limit[a-z0-9-]*?)-remaining\Z")


class Limit(NamedTuple):
    """A limit that is used up; ``reset`` is the Unix time at which its window ends."""

    window: str
    reset: float


def spent_limits(headers: Mapping[str, str]) -> tuple[Limit, ...]:
    """The limits that an answer names and that let no call more through.

    Their headers are ``x-rate-limit-*``, ``x-app-limit-24hour-*`` and their like; one with a value
    missing or senseless is left out.
    """
    found = []
    for name in headers:
        match = _REMAINING.match(name.lower())
        if match is not None:
            remaining, reset = headers[name], headers.get(f"{match[1]}-reset", "")
            known = remaining.isdecimal() and reset.isdecimal() and len(remaining + reset) <= 30
            if known and int(remaining) == 0:
                window = "24 hours" if "24hour" in name.lower() else "15 minutes"
                found.append(Limit(window, float(reset)))
    return tuple(found)


def blocking(limits: tuple[Limit, ...], now: float) -> Limit | None:
    """The limit that keeps the next call from being made: the last to end."""
    over = [limit for limit in limits if now < limit.reset]
    return max(over, key=lambda limit: limit.reset, default=None)


_LONGEST_RESET = 3_650 * 86400.0  # seconds; a header that means more is senseless


def credible(reset: float | None, now: float) -> float | None:
    """When a limit ends; None where that is over, or further off than any limit of X."""
    return reset if reset is not None and now < reset < now + _LONGEST_RESET else None


def retry_after(headers: Mapping[str, str], now: float) -> float | None:
    """The Unix time that a Retry-After header means, seconds or a date; None without one."""
    text = headers.get("retry-after", "")
    return now + int(text) if text.isdecimal() and len(text) < 9 else server_clock(text)


def clock(instant: float, now: float) -> str:
    """When that is, in UTC: the time within an hour from ``now``, else the day too."""
    shape = "%H:%M:%S UTC" if abs(instant - now) <= 3600 else "%Y-%m-%d %H:%M UTC"
    try:
        return time.strftime(shape, time.gmtime(instant))
    except (ValueError, OverflowError, OSError):
        return "a time X doesn't make clear"


def server_clock(date: str | None) -> float | None:
    """Unix seconds of a ``Date`` header; None where it cannot be read."""
    try:
        return parsedate_to_datetime(date or "").timestamp()
    except (ValueError, OverflowError, OSError):
        return None


def wait_until(seconds: float, sentence: str, watch: Watch) -> None:
    """Sleep, telling the watcher every second what is left."""
    end = time.monotonic() + seconds
    while (left := end - time.monotonic()) > 0:
        watch("wait", sentence, left)
        time.sleep(min(1.0, left))


class Wire:
    """The connection under an HTTP client, cut from outside at a deadline.

    A client's own timeouts begin again with each byte, and a host may send one a second.
    """

    def __init__(self) -> None:
        self._socket: socket.socket | None = None

    def trace(self, event: str, info: Mapping[str, Any]) -> None:
        """Take note of a new connection: a ``trace`` extension of httpcore."""
        if event.endswith("connect_tcp.complete"):
            self.close()
            # A duplicate is not lost where TLS takes the socket over.
            self._socket = info["return_value"].get_extra_info("socket").dup()

    @contextlib.contextmanager
    def cut_at(self, end: float) -> Iterator[None]:
        """End the connection at ``end`` (monotonic seconds) unless the block is done before."""
        timer = threading.Timer(max(0.0, end - time.monotonic()), self._cut)
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()

    def close(self) -> None:
        """Forget the connection."""
        if self._socket is not None:
            self._socket.close()
            self._socket = None

    def _cut(self) -> None:
        with contextlib.suppress(AttributeError, OSError):  # none yet, or over already
            self._socket.shutdown(socket.SHUT_RDWR)  # type: ignore[union-attr]


class Hold:
    """Whether Ctrl-C is put off now, and how often it was pressed meanwhile."""

    def __init__(self, notify: Callable[[], None]) -> None:
        self._notify = notify
        self._putting_off = True
        self.pressed = 0

    def handle(self, number: int, frame: FrameType | None) -> None:
        """The handler of SIGINT: a second press is not put off."""
        self.pressed += 1
        if self.pressed > 1 or not self._putting_off:
            raise KeyboardInterrupt
        self._notify()

    @contextlib.contextmanager
    def lifted(self) -> Iterator[None]:
        """Ctrl-C takes effect at once inside: nothing paid for is under way in a wait."""
        if self.pressed:
            raise KeyboardInterrupt
        self._putting_off = False
        try:
            yield
        finally:
            self._putting_off = True


@contextlib.contextmanager
def held_interrupt(notify: Callable[[], None]) -> Iterator[Hold]:
    """Put off the first Ctrl-C until the block is done.

    Only the main thread gets Ctrl-C, so elsewhere this does nothing, nor where someone else
    handles it. Raises KeyboardInterrupt at the end of a block in which it was pressed.
    """
    hold = Hold(notify)
    before = signal.getsignal(signal.SIGINT)
    main = threading.current_thread() is threading.main_thread()
    if not main or before is not signal.default_int_handler:
        yield hold
        return
    signal.signal(signal.SIGINT, hold.handle)
    try:
        yield hold
    finally:
        signal.signal(signal.SIGINT, before)
    if hold.pressed:
        raise KeyboardInterrupt
