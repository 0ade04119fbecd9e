"""The claim, which is something a title says about when, and patterns to find its parts."""

from __future__ import annotations

import re
from functools import cache

from spacelint.text.value import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from spacelint.checks.dates.zones import Zone

FLAGS = re.IGNORECASE
LETTER = r"[^\W\d_]"
NO_NUMBER_BEFORE = r"(?<![\w:.,$€£¥/#+−-])"


class Claim(NamedTuple):
    """Something a title says about when (code points of the title).

    ``kind`` is ``weekday`` (``values``: numbers from Monday 0), ``day`` ((year or 0, month, first,
    last day)), ``slashed`` (several such, each of which will do), ``time`` (minutes of the day,
    each of which will do), ``part`` (hours from, to) or ``tomorrow``. ``zone`` is that of a time,
    None where the title names none.
    """

    kind: str
    start: int
    end: int
    values: tuple[object, ...] = ()
    zone: Zone | None = None
    sure: bool = True


def any_of(words: Iterable[str]) -> str:
    """Return an expression for any of the words, the longest first."""
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


@cache
def compiled(expression: str) -> re.Pattern[str]:
    """Return the pattern of an expression, compiled when it is first asked for."""
    return re.compile(expression, FLAGS)


def before(text: str, start: int, words: tuple[str, ...], between: tuple[str, ...] = ()) -> bool:
    """Return whether one of the words is right before a place, or with one of ``between``."""
    return _ending(words, between).search(text[max(0, start - 28) : start]) is not None


@cache
def _ending(words: tuple[str, ...], between: tuple[str, ...]) -> re.Pattern[str]:
    gap = rf"(?:[\s:]+(?:{any_of(between)}))?[\s:]*" if between else r"\s*"
    return re.compile(rf"(?:^|[^\w])(?:{any_of(words)}){gap}\Z", FLAGS)


ENDS = re.compile(r"\s*[)\]!.…]*\s*\Z")
_OPENS = re.compile(r"(?:[,|–—·•:(\[]|\s-)\s*\Z")
_GOES_ON = re.compile(r"\s*(?:[|–—·,)\]]|-\s)|\s*:\s")


def opens(text: str, start: int) -> bool:
    """Return whether a separator is right before a place."""
    return _OPENS.search(text[max(0, start - 4) : start]) is not None


def goes_on(text: str, end: int) -> bool:
    """Return whether a separator is right after a place."""
    return _GOES_ON.match(text, end) is not None


def is_first(text: str, start: int) -> bool:
    """Return whether only marks are before a place."""
    return not any(map(str.isalnum, text[:start]))
