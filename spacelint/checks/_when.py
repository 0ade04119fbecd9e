"""What a title says about when: weekdays, days, times and parts of the day, each with its place.

Every part is a claim, sure or not. One that is not sure (``Tue``, ``5/3``, ``24 May``) counts only
beside another: ``Tue 8pm``. So a title says nothing rather than something it does not mean.
"""

from __future__ import annotations

import re

from spacelint.checks import _when_words as words
from spacelint.text._value import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


class Claim(NamedTuple):
    """Something a title says about when (code points of the title).

    ``kind`` is ``weekday`` (``values``: numbers from Monday 0), ``day`` ((year or 0, month, first,
    last day)), ``time`` (minutes of the day, each of which will do), ``part`` (hours from, to) or
    ``tomorrow``. ``zone`` is the zone's name as in the table, empty where the title names none.
    """

    kind: str
    start: int
    end: int
    values: tuple[object, ...] = ()
    zone: str = ""
    sure: bool = True


def _any(table: Iterable[str]) -> str:
    """Return an expression for any of the words, the longest first."""
    return "|".join(re.escape(word) for word in sorted(table, key=len, reverse=True))


_LETTER = r"[^\W\d_]"
_ZONE = (
    rf"(?:\s*[(\[/]?\s*(?P<zone>(?:utc|gmt)\s?[+−-]\s?\d{{1,2}}(?::?[0-5]\d)?|{_any(words.ZONES)})"
    r"(?!\w))?"
)
_NO_NUMBER_BEFORE = r"(?<![\w:.,$€£¥/#+−-])"
_ORDINAL = r"(?:st|nd|rd|th|er|º|ª|\.)?"
_YEAR = r"(?:,?\s+(?:de\s+|del\s+)?(?P<year>20\d\d)(?![\d:]))?"
_FLAGS = re.IGNORECASE
_compiled: dict[str, re.Pattern[str]] = {}

_PATTERNS: dict[str, str] = {
    "maybe": rf"\d|(?<!\w)(?:{_any((*words.WEEKDAYS, *words.TOMORROW, *words.PARTS))})|曜|今|明日",
    "weekday": rf"(?<![\w-])(?:{_any((*words.WEEKDAYS, *words.SHORT_WEEKDAYS))})\.?(?![\w])",
    "ja-weekday": r"(?P<name>[月火水木金土日])曜日?|[(（](?P<short>[月火水木金土日])[)）]",
    "day-month": (
        rf"{_NO_NUMBER_BEFORE}(?P<day>\d{{1,2}}){_ORDINAL}"
        rf"(?:\s*(?:[-–/&]|to|bis|al|au|a)\s*(?P<last>\d{{1,2}}){_ORDINAL})?\s+"
        rf"(?:(?:of|de|do)\s+)?(?P<month>{_any(words.MONTHS)})(?![\w'’-])\.?{_YEAR}"
    ),
    "month-day": (
        rf"(?<![\w-])(?P<month>{_any(words.ENGLISH_MONTHS)})\.?\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?"
        r"(?:\s*[-–]\s*(?P<last>\d{1,2})(?:st|nd|rd|th)?)?(?![\w:%]|[.,/]\d|\s*[ap]\.?m\b)" + _YEAR
    ),
    "ja-day": r"(?:(?P<year>20\d\d)年)?(?<!\d)(?P<month>\d{1,2})月(?P<day>\d{1,2})日(?!間)",
    "iso": r"(?<![\w-])(?P<year>20\d\d)-(?P<month>\d\d)-(?P<day>\d\d)(?![\w-])",
    "dotted": (
        rf"{_NO_NUMBER_BEFORE}(?P<day>\d{{1,2}})\.(?P<month>\d{{1,2}})\.(?P<year>20\d\d)?(?!\d)"
    ),
    "slashed": (
        rf"{_NO_NUMBER_BEFORE}(?P<one>\d{{1,2}})/(?P<two>\d{{1,2}})(?:/(?P<year>20\d\d))?(?![\w/%])"
    ),
    "12h": (
        rf"{_NO_NUMBER_BEFORE}(?P<hour>1[0-2]|0?[1-9])(?:[:.](?P<minute>[0-5]\d))?"
        r"(?:\s*[-–]\s*(?P<end>1[0-2]|[1-9])(?:[:.][0-5]\d)?)?\s?(?P<half>[ap])(?:\.\s?m\.?|m)(?!\w)"
        + _ZONE
    ),
    "24h": (
        rf"{_NO_NUMBER_BEFORE}(?P<hour>[01]?\d|2[0-3]):(?P<minute>[0-5]\d)"
        r"(?![\d:]|\s?%|\s?[ap]\.?m\b)(?P<unit>\s?(?:hs?|hrs|uhr)(?!\w))?" + _ZONE
    ),
    "uhr": (
        rf"{_NO_NUMBER_BEFORE}(?P<hour>[01]?\d|2[0-3])(?:\.(?P<minute>[0-5]\d))?\s?uhr(?!\w){_ZONE}"
    ),
    "h": (
        rf"{_NO_NUMBER_BEFORE}(?P<hour>[01]?\d|2[0-3])\s?h(?:s|rs)?(?P<minute>[0-5]\d)?(?!\w){_ZONE}"
    ),
    "ja-time": (
        r"(?:(?<!今)(?P<half>午前|午後|朝|昼|夕方|夜|深夜))?(?:の)?(?<!\d)(?P<hour>[01]?\d|2[0-3])時"
        r"(?!間|代|点|短)(?:(?P<minute>[0-5]?\d)分|(?P<thirty>半))?(?!まで|前|以降)" + _ZONE
    ),
    "of-the-day": (
        rf"{_NO_NUMBER_BEFORE}(?P<hour>1[0-2]|0?[1-9])(?::(?P<minute>[0-5]\d)|h(?P<more>[0-5]\d)?)?\s+"
        r"(?:de la|da)\s+(?P<half>mañana|manhã|tarde|noche|noite|madrugada)(?!\w)" + _ZONE
    ),
    "part": rf"(?<!\w)(?:{_any(words.PARTS)})(?!{_LETTER}|\s+show\b)|今夜|今晩|今朝",
    "tomorrow": rf"(?<![\w-])(?:{_any(words.TOMORROW)})(?![\w'’-])|明日",
}


def claims(text: str) -> list[Claim]:
    """Return what a title surely says about when, in its order; offsets in code points.

    Give it a title with tags, handles and addresses blanked out. Raises nothing.
    """
    if not _pattern("maybe").search(text):
        return []
    found = [
        *_weekdays(text), *_days(text), *_times(text), *_parts(text),
    ]  # fmt: skip
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


def _pattern(name: str) -> re.Pattern[str]:
    found = _compiled.get(name)
    if found is None:
        found = _compiled[name] = re.compile(_PATTERNS[name], _FLAGS)
    return found


def _before(text: str, start: int, leads: tuple[str, ...], name: str) -> bool:
    """Tell whether one of the words stands right before a place."""
    found = _compiled.get(name)
    if found is None:
        found = _compiled[name] = re.compile(rf"(?:^|[^\w])(?:{_any(leads)})\s*\Z", _FLAGS)
    return found.search(text[max(0, start - 24) : start]) is not None


def _weekdays(text: str) -> Iterator[Claim]:
    for match in _pattern("weekday").finditer(text):
        start, end = match.span()
        name = match[0].rstrip(".").lower()
        number = words.WEEKDAYS.get(name, -1)
        after = text[end : end + 16].lower()
        if _before(text, start, words.WEEKDAY_NAMES, "weekday-names"):
            continue
        if after.lstrip().startswith(words.WEEKDAY_NAMES_AFTER):
            continue
        if number < 0:
            yield Claim("weekday", start, end, (words.SHORT_WEEKDAYS[name],), sure=False)
            continue
        sure = _before(text, start, words.WEEKDAY_LEADS, "weekday-leads") and not _LEANS.match(
            after
        )
        sure = sure or _set_off(text, start, end, name)
        yield Claim("weekday", start, end, (number,), sure=sure)
    if "曜" in text or "(" in text or "（" in text:
        for match in _pattern("ja-weekday").finditer(text):
            number = words.JAPANESE_WEEKDAYS.index(match["name"] or match["short"])
            before = text[max(0, match.start() - 2) : match.start()]
            if before in ("毎週", "各週") or before.endswith("毎"):
                continue
            sure = before in ("今週", "来週", "次の")
            yield Claim("weekday", *match.span(), (number,), sure=sure)


# A weekday before these is the first part of a name: on Tuesday Morning Radio, this Sunday Times.
_LEANS = re.compile(
    r"\s+(?:times|morning (?!at)|night (?!at|um)|people|school|sessions?|series|club)", _FLAGS
)
_ENDS = re.compile(r"\s*[)\]!.…]*\s*\Z")
_OPENS = re.compile(r"(?:[,|–—·•:(\[]|\s-)\s*\Z")
_GOES_ON = re.compile(r"\s*(?:[|–—·,)\]]|-\s)|\s*:\s")


def _set_off(text: str, start: int, end: int, name: str) -> bool:
    """Tell whether a weekday stands alone: in brackets, last after a mark, first before one."""
    opens = _OPENS.search(text[max(0, start - 4) : start]) is not None
    if opens and (_ENDS.match(text, end) or text[end : end + 1] in (")", "]")):
        return True
    first = not any(map(str.isalnum, text[:start]))
    return first and name != "wednesday" and _GOES_ON.match(text, end) is not None


def _days(text: str) -> Iterator[Claim]:
    for name in ("day-month", "month-day", "ja-day", "iso", "dotted", "slashed"):
        if name == "ja-day" and "月" not in text:
            continue
        for match in _pattern(name).finditer(text):
            claim = _slashed(match) if name == "slashed" else _day(match, name, text)
            if claim is not None:
                yield claim


def _day(match: re.Match[str], name: str, text: str) -> Claim | None:
    group = match.groupdict()
    start, end = match.span()
    day = int(group["day"])
    month = group["month"].lower()
    number = int(month) if month.isdigit() else words.MONTHS[month]
    last = int(group.get("last") or day)
    year = int(group.get("year") or 0)
    if not (1 <= number <= 12 and 1 <= day <= 31 and day <= last <= 31):
        return None
    if _before(text, start, words.OTHER_DAYS, "other-days"):
        return None
    if (
        name in ("day-month", "month-day")
        and month in ("may", "march", "mar", "mars")
        and (group["month"].islower() and month != "mars")
    ):
        return None  # "may 3 of you" and "march 4 justice": the month has a capital
    sure = bool(year) or (name != "dotted" and (number, day) not in words.NAMED_DAYS)
    return Claim("day", start, end, (year, number, day, last), sure=sure)


def _slashed(match: re.Match[str]) -> Claim | None:
    one, two, year = int(match["one"]), int(match["two"]), int(match["year"] or 0)
    readings = [(m, d) for m, d in ((one, two), (two, one)) if 1 <= m <= 12 and 1 <= d <= 31]
    if not readings:
        return None
    values = tuple((year, month, day, day) for month, day in dict.fromkeys(readings))
    return Claim("slashed", match.start(), match.end(), values, sure=bool(year))


def _times(text: str) -> Iterator[Claim]:
    if not any(map(str.isdigit, text)):
        return
    for name in ("12h", "24h", "uhr", "h", "ja-time", "of-the-day"):
        for match in _pattern(name).finditer(text):
            if _before(text, match.start(), words.OTHER_TIMES, "other-times"):
                continue
            claim = _time(match, name, text)
            if claim is not None:
                yield claim


_CLUB = re.compile(r"\s*(?:-\s*)?(?:club|thoughts|vibes|somewhere|routine|kaffee)", _FLAGS)
_LASTING = re.compile(
    r"\s*(?:of|de|d['’]|non|straight|stream|live|marathon|challenge|a day|par jour)", _FLAGS
)


def _time(match: re.Match[str], name: str, text: str) -> Claim | None:
    group = match.groupdict()
    start, end = match.span()
    hour = int(group["hour"])
    minute = int(group.get("minute") or group.get("more") or 0)
    zone = (group.get("zone") or "").lower()
    led = _before(text, start, words.TIME_LEADS, "time-leads") or bool(zone)
    half = (group.get("half") or "").lower()
    sure = True
    hours = _hours(hour, group["hour"], half)
    if name == "12h":
        if _CLUB.match(text, end):
            return None
        last = group["end"]
        if last and hour % 12 > int(last) % 12:
            hours = (hour % 12, hour % 12 + 12)  # 11-1pm
    elif name == "24h":
        round_ = minute in (0, 30) and len(group["hour"]) == 2
        sure = led or bool(group["unit"]) or round_
    elif name == "h":
        if not led and not group["minute"]:
            sure = 13 <= hour <= 23 and not _LASTING.match(text, end)
            if hour < 13:
                return None
    elif name == "ja-time":
        minute = 30 if group["thirty"] else minute
    values = tuple(each * 60 + minute for each in hours)
    return Claim("time", start, end, values, zone, sure)


_MORNING = frozenset(("a", "午前", "朝", "深夜", "mañana", "manhã", "madrugada"))
_LATER = frozenset(("p", "午後", "昼", "夕方", "夜", "tarde", "noche", "noite"))


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


def _parts(text: str) -> Iterator[Claim]:
    for match in _pattern("part").finditer(text):
        if text[max(0, match.start() - 4) : match.start()].lower() == "the ":
            continue
        yield Claim("part", *match.span(), words.PARTS[match[0].lower()])
    for match in _pattern("tomorrow").finditer(text):
        start, end = match.span()
        if _before(text, start, words.NOT_TOMORROW_BEFORE, "not-tomorrow"):
            continue
        if match[0] == "Morgen":
            continue  # the noun, or the first word of "Morgen ist Freitag"
        last = _ENDS.match(text, end) is not None
        live = re.search(
            r"\b(?:live|join us|see you|en vivo|en direct|ao vivo)\s*\Z", text[:start], _FLAGS
        )
        yield Claim("tomorrow", start, end, sure=bool(last and live))


_TO = re.compile(
    r"\s*(?:-|–|—|~|〜|～|to|until|till|bis|a|à|às|até|hasta|から)\s*(?:las?\s+|as\s+)?", _FLAGS
)


def _without_ends(text: str, found: list[Claim]) -> list[Claim]:
    """Take out the ends of spans: 9pm of `8pm - 9pm`, and weekdays of `Monday to Friday`."""
    kept: list[Claim] = []
    previous: Claim | None = None
    for claim in found:
        joined = previous is not None and _TO.fullmatch(text, previous.end, claim.start)
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


_GAP = re.compile(
    r"[\s,.|()（）\[\]·•@–—-]*"
    r"(?:at|um|à|às|as|a las|a la|el|on|den|le|ab|dia|o dia|from|dès|の)?[\s(（]*",
    _FLAGS,
)


def _beside(found: list[Claim], index: int) -> list[Claim]:
    return [found[at] for at in (index - 1, index + 1) if 0 <= at < len(found)]


def _supports(text: str, claim: Claim, other: Claim) -> bool:
    """Tell whether two claims stand side by side and so make each other sure."""
    if claim.kind == other.kind or (claim.kind == "slashed" and other.kind != "weekday"):
        return False
    first, second = (claim, other) if claim.start < other.start else (other, claim)
    return second.start - first.end <= 14 and bool(_GAP.fullmatch(text, first.end, second.start))
