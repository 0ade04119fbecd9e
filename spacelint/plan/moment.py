"""A moment of a plan, or why there is none."""

from __future__ import annotations

from spacelint.text.value import NamedTuple

TYPE_CHECKING = False

if TYPE_CHECKING:
    from datetime import datetime


class Start(NamedTuple):
    """A moment of a plan: aware where the plan names an offset or zone, else naive."""

    moment: datetime
    zoned: bool
    has_time: bool


class BadValue(NamedTuple):
    """Why a value cannot be read, in words, and how it could be written.

    ``path`` is that of another field of the Space (its time, its zone) where that one is at fault.
    """

    reason: str
    hint: str
    path: str = ""
