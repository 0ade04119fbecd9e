"""Weekdays, days, parts of the day and tomorrow, as titles say them."""

from __future__ import annotations

from spacelint.checks.dates import words
from spacelint.checks.dates.words import (
    ENDS,
    LETTER,
    NO_NUMBER_BEFORE,
    Claim,
    any_of,
    before,
    compiled,
    goes_on,
    is_first,
    opens,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    import re
    from collections.abc import Iterable, Iterator

_ORDINAL = r"(?:st|nd|rd|th|er|º|ª|\.)?"
_YEAR = r"(?:,?\s+(?:de\s+|del\s+)?(?P<year>20\d\d)(?![\d:]))?"
# May 20 years on, Jan 20 years later, March 4 our lives
_NO_DAY = r"(?!\s+(?:years?|months?|weeks?|days?|our|people|ways|things|reasons)\b)"

_ANY_WEEKDAY = (*words.WEEKDAYS, *words.SHORT_WEEKDAYS)
_WEEKDAY = rf"(?<![\w-])(?:{any_of(_ANY_WEEKDAY)})\.?(?![\w])"
_JAPANESE_WEEKDAY = r"(?P<name>[月火水木金土日])曜日?|[(（](?P<short>[月火水木金土日])[)）]"
# By its name: what a title has for one of these, and its expression; most titles have none, and
# compiling takes a while.
_DAYS: dict[str, tuple[Iterable[str], str]] = {
    "day-month": (
        words.MONTHS,
        rf"{NO_NUMBER_BEFORE}(?P<day>\d{{1,2}}){_ORDINAL}"
        rf"(?:\s*(?:[-–/&]|to|bis|al|au|a)\s*(?P<last>\d{{1,2}}){_ORDINAL})?\s+"
        rf"(?:(?:of|de|do)\s+)?(?P<month>{any_of(words.MONTHS)})(?![\w'’-]|\s+tai\b)\.?{_YEAR}",
    ),
    "month-day": (
        words.ENGLISH_MONTHS,
        rf"(?<![\w-])(?P<month>{any_of(words.ENGLISH_MONTHS)})\.?\s+(?P<day>\d{{1,2}})"
        r"(?:st|nd|rd|th)?(?:\s*[-–]\s*(?P<last>\d{1,2})(?:st|nd|rd|th)?)?"
        rf"(?![\w:%]|[.,/]\d|\s*[ap]\.?m\b){_NO_DAY}{_YEAR}",
    ),
    # 1 December, 25 o'clock, is the second, at 1.
    "ja-day": (
        "月",
        r"(?:(?P<year>20\d\d)年)?(?<!\d)(?P<month>\d{1,2})月(?P<day>\d{1,2})日"
        r"(?!間|\D{0,4}2[4-9]時)",
    ),
    "iso": ("-", r"(?<![\w-])(?P<year>20\d\d)-(?P<month>\d\d)-(?P<day>\d\d)(?![\w-])"),
    "dotted": (
        ".",
        rf"{NO_NUMBER_BEFORE}(?P<day>\d{{1,2}})\.(?P<month>\d{{1,2}})\.(?P<year>20\d\d)?(?!\d)",
    ),
    "slashed": (
        "/",
        rf"{NO_NUMBER_BEFORE}(?P<one>\d{{1,2}})/(?P<two>\d{{1,2}})(?:/(?P<year>20\d\d))?(?![\w/%])",
    ),
}
_MORE_THAN_MONTHS = ("may", "march", "mar")
_PART = rf"(?<!\w)(?:{any_of(words.PARTS)})(?!{LETTER}|['’]s|\s+show\b|\s+in\b)|今夜|今晩|今朝"
_TOMORROW = rf"(?<![\w-])(?:{any_of(words.TOMORROW)})(?![\w'’-])|明日"
# A weekday before these is the first part of a name: on Tuesday Morning Radio, this Sunday Times.
_LEANS = (
    r"\s+(?:times|morning (?!at)|night (?!at|um)|people|school|sessions?|series|club)"
    # ... or with its lead a heading: Wahl am Sonntag: was ihr wissen müsst
    r"|\s*:(?!\d)"
)
_AND_ANOTHER = r"(?<!\d)\d{1,2}\.?\s*(?:y|e|and|und|et|&|,|\+)\s*\Z"
# A weekday in the name of what happens on it: Friday hangout, Sunday morning coffee.
_GATHERING = (
    r"(?:\s+(?:morning|afternoon|evening|night|lunch|late|live|community|team|game|music|crypto))?\s+"
    rf"(?:{any_of(words.GATHERINGS)})\b(?!{LETTER})(?!.*\b(?:{any_of(words.LOOKS_BACK)})\b)"
)
_GATHERING_AFTER = rf"\s+de\s+(?:{any_of(words.GATHERINGS_OF)})\b"
_GATHERING_BEFORE = rf"\b(?:{any_of(words.GATHERINGS_OF)})\s+(?:del?|du)\s+\Z"
_GLUED = (
    r"(?<![\w-])(?P<day>montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag)s?-?"
    rf"(?:{any_of(words.GATHERINGS_GLUED)})\b"
)
_JAPANESE_GATHERING = (
    rf"(?:日|曜日?)?(?:の?(?:夜|朝|昼))?の?(?:{any_of(words.JAPANESE_GATHERINGS)})"
)
_INVITES = (
    r"\b(?:join us|see you|we(?:'|’)?re live|we are live|nos vemos|rendez-vous|wir sehen uns)\W*\Z"
)
_TELLS = r"\b(?:is|are|goes live|opens?|launch(?:es)?|returns?|drops?|airs|ends?|vs\.? \w+)\W*\Z"
_ASKS = rf"\W*(?:{any_of(words.QUESTIONS)})\b"
_LIVE = r"\b(?:live|join us|see you|en vivo|en direct|ao vivo)\s*\Z"


def weekdays(text: str) -> Iterator[Claim]:
    """Yield the weekdays."""
    lower = text.lower()
    if any(name in lower for name in _ANY_WEEKDAY):
        yield from _named_weekdays(text)
    if "曜" in text or "(" in text or "（" in text:
        yield from _japanese_weekdays(text)


def _named_weekdays(text: str) -> Iterator[Claim]:
    for match in compiled(_WEEKDAY).finditer(text):
        start, end = match.span()
        name = match[0].rstrip(".").lower()
        if before(text, start, words.WEEKDAY_NAMES):
            continue
        if text[end : end + 16].lower().lstrip().startswith(words.WEEKDAY_NAMES_AFTER):
            continue
        sure = name in words.WEEKDAYS and (
            _announced(text, start, end)
            or _set_off(text, start, end, name)
            or _names_a_gathering(text, start, end)
        )
        number = words.WEEKDAYS[name] if name in words.WEEKDAYS else words.SHORT_WEEKDAYS[name]
        yield Claim("weekday", start, end, (number,), sure=sure)
    for match in compiled(_GLUED).finditer(text):
        number = words.WEEKDAYS[match["day"].lower()]
        if not asks(text) and not before(text, match.start(), words.WEEKDAY_NAMES):
            yield Claim("weekday", *match.span("day"), (number,))


def _japanese_weekdays(text: str) -> Iterator[Claim]:
    for match in compiled(_JAPANESE_WEEKDAY).finditer(text):
        number = words.JAPANESE_WEEKDAYS.index(match["name"] or match["short"])
        earlier = text[max(0, match.start() - 2) : match.start()]
        if earlier in ("毎週", "各週") or earlier.endswith("毎"):
            continue
        sure = earlier in ("今週", "来週", "次の") or bool(
            match["name"] and compiled(_JAPANESE_GATHERING).match(text, match.end())
        )
        yield Claim("weekday", *match.span(), (number,), sure=sure)


def _announced(text: str, start: int, end: int) -> bool:
    """Return whether a weekday follows a word that makes it a date, and is not the subject."""
    if asks(text) or not before(text, start, words.WEEKDAY_LEADS):
        return False
    lead = text[:start].rstrip().rpartition(" ")[0]
    if compiled(_INVITES).search(lead):
        return True
    return not compiled(_LEANS).match(text, end) and not compiled(_TELLS).search(lead)


def _names_a_gathering(text: str, start: int, end: int) -> bool:
    """Return whether a weekday names what takes place: "Friday hangout", "charla del viernes"."""
    return not asks(text) and bool(
        compiled(_GATHERING).match(text, end)
        or compiled(_GATHERING_AFTER).match(text, end)
        or compiled(_GATHERING_BEFORE).search(text[:start])
    )


def _set_off(text: str, start: int, end: int, name: str) -> bool:
    """Return whether a weekday is alone: in brackets, last after a mark, or first before one."""
    if opens(text, start) and (ENDS.match(text, end) or text[end : end + 1] in (")", "]")):
        return True
    return is_first(text, start) and name != "wednesday" and goes_on(text, end)


def days(text: str) -> Iterator[Claim]:
    """Yield the days of months."""
    lower = text.lower()
    for name, (signs, expression) in _DAYS.items():
        if not any(sign in lower for sign in signs):
            continue
        for match in compiled(expression).finditer(text):
            claim = _slashed(match, text) if name == "slashed" else _day(match, name, text)
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
    if before(text, start, words.OTHER_DAYS) or owned(text, start):
        return None
    if compiled(_AND_ANOTHER).search(text[:start]):
        return None  # 10 y 11 de octubre: what lasts for days is no Space
    small = group["month"].islower()
    if name in ("day-month", "month-day") and small and month in _MORE_THAN_MONTHS:
        return None  # "may 3 of you" and "march 4 justice": the month has a capital
    sure = bool(year) or (name != "dotted" and (number, day) not in words.NAMED_DAYS)
    if month == "mars" and not small:
        sure = False  # the planet: the French month is written small
    return Claim("day", start, end, (year, number, day, last), sure=sure)


def _slashed(match: re.Match[str], text: str) -> Claim | None:
    one, two, year = int(match["one"]), int(match["two"]), int(match["year"] or 0)
    readings = [(m, d) for m, d in ((one, two), (two, one)) if 1 <= m <= 12 and 1 <= d <= 31]
    if not readings:
        return None
    values = tuple((year, month, day, day) for month, day in dict.fromkeys(readings))
    sure = bool(year) or before(text, match.start(), ("dia", "día"))
    return Claim("slashed", match.start(), match.end(), values, sure=sure)


def owned(text: str, start: int) -> bool:
    """Return whether a date or time belongs to something else: the 15 December deadline."""
    return before(text, start, words.OWNERS) and not before(text, start, ("on the",))


def asks(text: str) -> bool:
    """Return whether a title begins with a question word."""
    return compiled(_ASKS).match(text) is not None


def parts(text: str) -> Iterator[Claim]:
    """Yield the parts of the day, and tomorrow."""
    lower = text.lower()
    if any(part in lower for part in words.PARTS) and not asks(text):
        for match in compiled(_PART).finditer(text):
            if not before(text, match.start(), ("the",)):
                yield Claim("part", *match.span(), words.PARTS[match[0].lower()])
    if any(word in lower for word in words.TOMORROW):
        for match in compiled(_TOMORROW).finditer(text):
            start, end = match.span()
            # With a capital it is the noun, or the first word of "Morgen ist Freitag".
            if match[0] != "Morgen" and not before(text, start, words.NOT_TOMORROW_BEFORE):
                live = compiled(_LIVE).search(text[:start])
                yield Claim("tomorrow", start, end, sure=bool(ENDS.match(text, end) and live))
