"""Times of the day, as titles say them."""

from __future__ import annotations

from spacelint.checks.dates import words
from spacelint.checks.dates.claim import (
    ENDS,
    NO_NUMBER_BEFORE,
    Claim,
    any_of,
    before,
    compiled,
    goes_on,
    is_first,
    opens,
)
from spacelint.checks.dates.days import owned
from spacelint.checks.dates.zones import zone_at

TYPE_CHECKING = False
if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

_TIMES: dict[str, str] = {
    "12h": (
        rf"{NO_NUMBER_BEFORE}(?P<hour>1[0-2]|0?[1-9])(?:[:.](?P<minute>[0-5]\d))?"
        r"(?:\s*[-–]\s*(?P<end>1[0-2]|[1-9])(?:[:.][0-5]\d)?)?\s?(?P<half>[ap])(?:\.\s?m\.?|m)(?!\w)"
    ),
    "24h": (
        rf"{NO_NUMBER_BEFORE}(?P<hour>[01]?\d|2[0-3]):(?P<minute>[0-5]\d)"
        r"(?![\d:]|\s?%|\s?[ap]\.?m\b)(?P<unit>\s?(?:hs?|hrs|uhr)(?!\w))?"
    ),
    "uhr": rf"{NO_NUMBER_BEFORE}(?P<hour>[01]?\d|2[0-3])(?:\.(?P<minute>[0-5]\d))?\s?uhr(?!\w)",
    "h": rf"{NO_NUMBER_BEFORE}(?P<hour>[01]?\d|2[0-3])\s?h(?:s|rs)?(?P<minute>[0-5]\d)?(?!\w)",
    "ja-time": (
        r"(?:(?<!今)(?P<half>午前|午後|朝|昼|夕方|夜|深夜))?(?:の)?(?<!\d)(?P<hour>[01]?\d|2[0-3])時"
        r"(?!間|代|点|短)(?:(?P<minute>[0-5]?\d)分|(?P<thirty>半))?+(?!まで|前|以降)"
    ),
    "of-the-day": (
        rf"{NO_NUMBER_BEFORE}(?P<hour>1[0-2]|0?[1-9])(?::(?P<minute>[0-5]\d)|h(?P<more>[0-5]\d)?)?\s+"
        r"(?:de la|da)\s+(?P<half>mañana|manhã|tarde|noche|noite|madrugada)(?!\w)"
    ),
}
_CLUB = r"\s*(?:-\s*)?(?:club|thoughts|vibes|somewhere|routine|kaffee)"
_LASTING = (
    r"\s*(?:of|de|d['’]|non|straight|stream|live|marathon|challenge|a day|par jour|a la semana|"
    r"por semana|par semaine|pro woche|die woche|(?:a|per) week|fasting|ayuno|jeûne|fasten)"
)
_EVENT = rf"\s*(?:{any_of(words.OTHER_EVENTS_AFTER)})"
_TO = r"\s*(?:-|–|—|~|〜|～|to|until|till|bis|a|à|às|até|hasta|から)\s*(?:las?\s+|as\s+)?"
_MORNING = frozenset(("a", "午前", "朝", "深夜", "mañana", "manhã", "madrugada"))
_LATER = frozenset(("p", "午後", "昼", "夕方", "夜", "tarde", "noche", "noite"))


def times(text: str) -> Iterator[Claim]:
    """Yield the times of the day."""
    if not any(map(str.isdigit, text)):
        return
    for name, expression in _TIMES.items():
        for match in compiled(expression).finditer(text):
            if not _is_anothers(text, *match.span()):
                claim = _time(match, name, text)
                if claim is not None:
                    yield claim


def is_to(text: str, start: int, end: int) -> bool:
    """Return whether only a word or sign for `to` is between two places."""
    return compiled(_TO).fullmatch(text, start, end) is not None


def _is_anothers(text: str, start: int, end: int) -> bool:
    """Return whether a time belongs to something else: until 8pm, kick-off 8pm, the 3pm news."""
    if before(text, start, words.OTHER_TIMES) or owned(text, start):
        return True
    if before(text, start, words.OTHER_EVENTS, words.OTHER_EVENTS_AT):
        return True
    if compiled(_EVENT).match(text, end):
        return True
    # de 20h à 21h is a span, and le journal de 20h is none
    to = compiled(_TO).match(text, end)
    return before(text, start, ("de", "du")) and (to is None or not text[to.end() :][:1].isdigit())


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
        sure = led or bool(group["unit"]) or (_is_round(minute, group["hour"]) and _apart(match))
        sure = sure and not compiled(_LASTING).match(text, match.end())
    elif name == "h" and not led:
        if hour < 13 and not (group["minute"] and is_first(text, start)):
            return None  # a marathon in 2h15
        sure = bool(group["minute"]) or not compiled(_LASTING).match(text, match.end())
    elif name == "ja-time":
        minute = 30 if group["thirty"] else minute
    values = tuple(each * 60 + minute for each in hours)
    return Claim("time", start, end, values, zone, sure)


def _is_round(minute: int, hour: str) -> bool:
    return minute in (0, 30) and len(hour) == 2


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
    if half in _MORNING:
        return (hour % 12,)
    if half == "夜" and hour in (12, 1, 2):
        return (hour % 12,)
    if half in _LATER:
        return (hour % 12 + 12,) if half != "昼" or hour < 11 else (hour % 12 + 12, hour)
    return (hour % 12, hour % 12 + 12)
