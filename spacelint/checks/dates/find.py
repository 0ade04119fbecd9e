"""What a title says about when: weekdays, days, times and parts of the day, each with its place.

Every part is a claim, sure or not. An unsure one (``Tue``, ``5/3``, ``24 May``) counts only beside
another: ``Tue 8pm``. So an ambiguous title gives no claim rather than a wrong one.
"""

from __future__ import annotations

from itertools import pairwise

from spacelint.checks.dates import words
from spacelint.checks.dates.days import days, owned, parts, weekdays
from spacelint.checks.dates.words import (
    ENDS,
    NO_NUMBER_BEFORE,
    before,
    compiled,
    goes_on,
    is_first,
    opens,
)
from spacelint.checks.dates.words import Claim as Claim
from spacelint.checks.dates.zones import zone_at

TYPE_CHECKING = False
if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

#: Without a digit or one of these a title says nothing of when.
_SIGNS = (*words.WEEKDAYS, *words.TOMORROW, *words.PARTS, "曜", "今", "明日")
_GAP = (
    r"[\s,.|()（）\[\]·•@–—-]*"
    r"(?:at|um|à|às|as|a las|a la|el|on|den|le|ab|dia|o dia|from|dès|の)?[\s(（]*"
)


def claims(text: str) -> list[Claim]:
    """Return what a title surely says about when, in order; offsets in code points.

    ``text`` is a title with tags, handles and addresses blanked out. Raises nothing.
    """
    lower = text.lower()
    has_digits = any(map(str.isdigit, text))
    if not has_digits and not any(sign in lower for sign in _SIGNS):
        return []
    found = [*weekdays(text), *parts(text)]
    if has_digits:
        found += [*days(text), *times(text)]
    found.sort(key=lambda claim: (claim.start, -claim.end))
    apart: list[Claim] = []
    for claim in found:
        if not apart or claim.start >= apart[-1].end:
            apart.append(claim)
    apart = _without_ends(text, apart)
    beside = zip([None, *apart], apart, [*apart[1:], None], strict=False)
    return [
        claim
        for last, claim, following in beside
        if claim.sure or _supports(text, claim, last) or _supports(text, claim, following)
    ]


def _without_ends(text: str, found: list[Claim]) -> list[Claim]:
    """Drop the ends of spans: 9pm of `8pm - 9pm`, and the weekdays of `Monday to Friday`."""
    kept = found[:1]
    for previous, claim in pairwise(found):
        times = previous.kind == claim.kind == "time"
        if not (times and is_to(text, previous.end, claim.start)):
            kept.append(claim)
    for kinds in (("weekday",), ("day", "slashed")):
        if len({claim.values for claim in kept if claim.kind in kinds}) > 1:
            kept = [claim for claim in kept if claim.kind not in kinds]
    return kept


def _supports(text: str, claim: Claim, other: Claim | None) -> bool:
    """Return whether two claims are side by side and so make each other sure."""
    if other is None or claim.kind == other.kind:
        return False
    if claim.kind == "slashed" and other.kind != "weekday":
        return False
    first, second = (claim, other) if claim.start < other.start else (other, claim)
    return second.start - first.end <= 14 and bool(
        compiled(_GAP).fullmatch(text, first.end, second.start)
    )


# By its name: what may follow a digit, and the expression; most titles have none, and compiling
# takes a while.
_TIMES: dict[str, tuple[str, str]] = {
    "12h": (
        "ap",
        rf"{NO_NUMBER_BEFORE}(?P<hour>1[0-2]|0?[1-9])(?:[:.](?P<minute>[0-5]\d))?"
        r"(?:\s*[-–]\s*(?P<end>1[0-2]|[1-9])(?:[:.][0-5]\d)?)?\s?(?P<half>[ap])(?:\.\s?m\.?|m)(?!\w)",
    ),
    "24h": (
        ":",
        rf"{NO_NUMBER_BEFORE}(?P<hour>[01]?\d|2[0-3]):(?P<minute>[0-5]\d)"
        r"(?![\d:]|\s?%|\s?[ap]\.?m\b)(?P<unit>\s?(?:hs?|hrs|uhr)(?!\w))?",
    ),
    "uhr": (
        "u",
        rf"{NO_NUMBER_BEFORE}(?P<hour>[01]?\d|2[0-3])(?:\.(?P<minute>[0-5]\d))?\s?uhr(?!\w)",
    ),
    "h": (
        "h",
        rf"{NO_NUMBER_BEFORE}(?P<hour>[01]?\d|2[0-3])\s?h(?:s|rs)?(?P<minute>[0-5]\d)?(?!\w)",
    ),
    "ja-time": (
        "時",
        r"(?:(?<!今)(?P<half>午前|午後|朝|昼|夕方|夜|深夜))?(?:の)?(?<!\d)(?P<hour>[01]?\d|2[0-3])時"
        r"(?!間|代|点|短)(?:(?P<minute>[0-5]?\d)分|(?P<thirty>半))?+(?!まで|前|以降)",
    ),
    "of-the-day": (
        "d:h",
        rf"{NO_NUMBER_BEFORE}(?P<hour>1[0-2]|0?[1-9])(?::(?P<minute>[0-5]\d)|h(?P<more>[0-5]\d)?)?\s+"
        r"(?:de la|da)\s+(?P<half>mañana|manhã|tarde|noche|noite|madrugada)(?!\w)",
    ),
}
_GAP_SIZE = 30  # code points of white space that are passed over
_CLUB = r"\s*(?:-\s*)?(?:club|thoughts|vibes|somewhere|routine|kaffee)"
_LASTING = (
    r"\s*(?:of|de|d['’]|non|straight|stream|live|marathon|challenge|a day|par jour|a la semana|"
    r"por semana|par semaine|pro woche|die woche|(?:a|per) week|fasting|ayuno|jeûne|fasten)"
)
_TO = r"\s*(?:-|–|—|~|〜|～|to|until|till|bis|a|à|às|até|hasta|から)\s*(?:las?\s+|as\s+)?"
_MORNING = frozenset(("a", "午前", "朝", "深夜", "mañana", "manhã", "madrugada"))
_LATER = frozenset(("p", "午後", "昼", "夕方", "夜", "tarde", "noche", "noite"))


def times(text: str) -> Iterator[Claim]:
    """Yield the times of the day."""
    followers = _after_digits(text)
    for name, (signs, expression) in _TIMES.items():
        if followers.isdisjoint(signs):
            continue
        for match in compiled(expression).finditer(text):
            if not _is_anothers(text, *match.span()):
                claim = _time(match, name, text)
                if claim is not None:
                    yield claim


def _after_digits(text: str) -> set[str]:
    """Return what stands after the digits of a text, in lower case: marks, letters, spaces."""
    found = set()
    for at, (last, char) in enumerate(pairwise(text), 1):
        if last.isdigit() and not char.isdigit():
            found |= {char.lower(), text[at : at + _GAP_SIZE].lstrip()[:1].lower()}
    return found


def is_to(text: str, start: int, end: int) -> bool:
    """Return whether only a word or sign for `to` is between two places."""
    return compiled(_TO).fullmatch(text, start, end) is not None


def _is_anothers(text: str, start: int, end: int) -> bool:
    """Return whether a time belongs to something else: until 8pm, kick-off 8pm, the 3pm news."""
    if (
        before(text, start, words.OTHER_TIMES)
        or owned(text, start)
        or before(text, start, words.OTHER_EVENTS, words.OTHER_EVENTS_AT)
        or text[end : end + 40].lower().lstrip().startswith(words.OTHER_EVENTS_AFTER)
    ):
        return True
    if not before(text, start, ("de", "du")):
        return False
    # de 20h à 21h is a span, and le journal de 20h is not
    to = compiled(_TO).match(text, end)
    return to is None or not text[to.end() :][:1].isdigit()


def _time(match: re.Match[str], name: str, text: str) -> Claim | None:
    group = match.groupdict()
    start, end = match.span()
    hour = int(group["hour"])
    minute = int(group.get("minute") or group.get("more") or 0)
    if name == "12h" and compiled(_CLUB).match(text, end):
        return None
    zone, end = zone_at(text, end)
    led = before(text, start, words.TIME_LEADS) or (zone is not None and zone.sure)
    half = (group.get("half") or "").lower()
    sure = True
    hours = _hours(hour, group["hour"], half)
    if name == "12h":
        last = group["end"]
        if last and hour % 12 > int(last) % 12:
            hours = (hour % 12, hour % 12 + 12)  # 11-1pm
    elif name == "24h":
        is_round = minute in (0, 30) and len(group["hour"]) == 2
        sure = led or bool(group["unit"]) or (is_round and _apart(match))
        sure = sure and not compiled(_LASTING).match(text, match.end())
    elif name == "h" and not led:
        if hour < 13 and not (group["minute"] and is_first(text, start)):
            return None  # a marathon in 2h15
        sure = bool(group["minute"]) or not compiled(_LASTING).match(text, match.end())
    elif name == "ja-time":
        minute = 30 if group["thirty"] else minute
    values = tuple(each * 60 + minute for each in hours)
    return Claim("time", start, end, values, zone, sure)


def _apart(match: re.Match[str]) -> bool:
    """Return whether a time is at an edge of the title or beside a separator."""
    text, (start, end) = match.string, match.span()
    return bool(
        is_first(text, start) or opens(text, start) or goes_on(text, end) or ENDS.match(text, end)
    )


def _hours(hour: int, written: str, half: str) -> tuple[int, ...]:
    """Return the hours of the day that a number can mean."""
    if hour > 12 or (written[0] == "0" and not half):
        return (hour,)
    early = hour % 12
    if half in _MORNING or (half == "夜" and hour in (12, 1, 2)):
        return (early,)
    if half in _LATER:
        return (early + 12,) if half != "昼" or hour < 11 else (early + 12, hour)
    return (early, early + 12)
