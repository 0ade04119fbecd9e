"""What a title says about when: weekdays, days, times and parts of the day, each with its place.

Every part is a claim, sure or not. An unsure one (``Tue``, ``5/3``, ``24 May``) counts only beside
another: ``Tue 8pm``. So an ambiguous title gives no claim rather than a wrong one.
"""

from __future__ import annotations

from spacelint.checks.dates import words
from spacelint.checks.dates.claim import Claim as Claim
from spacelint.checks.dates.claim import any_of, compiled
from spacelint.checks.dates.days import days, parts, weekdays
from spacelint.checks.dates.times import is_to, times

_MAYBE = rf"\d|(?<!\w)(?:{any_of((*words.WEEKDAYS, *words.TOMORROW, *words.PARTS))})|曜|今|明日"
_GAP = (
    r"[\s,.|()（）\[\]·•@–—-]*"
    r"(?:at|um|à|às|as|a las|a la|el|on|den|le|ab|dia|o dia|from|dès|の)?[\s(（]*"
)


def claims(text: str) -> list[Claim]:
    """Return what a title surely says about when, in order; offsets in code points.

    ``text`` is a title with tags, handles and addresses blanked out. Raises nothing.
    """
    if not compiled(_MAYBE).search(text):
        return []
    found = [*weekdays(text), *days(text), *times(text), *parts(text)]
    found.sort(key=lambda claim: (claim.start, -claim.end))
    apart: list[Claim] = []
    for claim in found:
        if not apart or claim.start >= apart[-1].end:
            apart.append(claim)
    apart = _without_ends(text, apart)
    return [
        claim
        for index, claim in enumerate(apart)
        if claim.sure or any(_supports(text, claim, other) for other in _beside(apart, index))
    ]


def _without_ends(text: str, found: list[Claim]) -> list[Claim]:
    """Drop the ends of spans: 9pm of `8pm - 9pm`, and the weekdays of `Monday to Friday`."""
    kept: list[Claim] = []
    previous: Claim | None = None
    for claim in found:
        joined = previous is not None and is_to(text, previous.end, claim.start)
        if joined and previous is not None and previous.kind == claim.kind == "time":
            previous = claim
            continue
        kept.append(claim)
        previous = claim
    weekdays = {claim.values for claim in kept if claim.kind == "weekday"}
    if len(weekdays) > 1:
        kept = [claim for claim in kept if claim.kind != "weekday"]
    days = [claim for claim in kept if claim.kind in ("day", "slashed")]
    if len({claim.values for claim in days}) > 1:
        kept = [claim for claim in kept if claim.kind not in ("day", "slashed")]
    return kept


def _beside(found: list[Claim], index: int) -> list[Claim]:
    return [found[at] for at in (index - 1, index + 1) if 0 <= at < len(found)]


def _supports(text: str, claim: Claim, other: Claim) -> bool:
    """Return whether two claims are side by side and so make each other sure."""
    if claim.kind == other.kind or (claim.kind == "slashed" and other.kind != "weekday"):
        return False
    first, second = (claim, other) if claim.start < other.start else (other, claim)
    return second.start - first.end <= 14 and bool(
        compiled(_GAP).fullmatch(text, first.end, second.start)
    )
