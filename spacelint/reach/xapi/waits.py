"""Rate limits and retries: how long to wait, by X's clock rather than this computer's."""

from __future__ import annotations

import functools
import time

from spacelint.text.value import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
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
    from email.utils import mktime_tz, parsedate_tz  # strptime would read names by locale

    parsed = parsedate_tz(date)
    try:
        return float(mktime_tz(parsed)) if parsed else None
    except (ValueError, OverflowError):
        return None


def retry_pause(failures: int, base: float) -> float:
    """Seconds before the next try: doubling, spread so that many clients do not come at once."""
    import random

    return base * float(2 ** (failures - 1)) * random.uniform(0.5, 1.5)


def wait_until(seconds: float, sentence: str, watch: Watch) -> None:
    """Sleep, telling the watcher every second what is left."""
    end = time.monotonic() + seconds
    while (left := end - time.monotonic()) > 0:
        watch("wait", sentence, left)
        time.sleep(min(1.0, left))
