"""Days and years in a title: stale, or other than the plan says."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from spacelint.checks.contract import NOTHING, Algorithm, Context, Finding, Params, Trigger, check
from spacelint.checks.dates.words import parted
from spacelint.checks.dates.zones import in_zones
from spacelint.checks.shared.text import LONGEST_TITLE, Lazy, taken
from spacelint.text import Title
from spacelint.text.model import Edit

TYPE_CHECKING = False
if TYPE_CHECKING:
    import datetime
    from typing import Any

    from spacelint.checks.dates.words import Claim

    #: The start in the zones that may be meant, and whether its local time is not known.
    _Known = tuple[Sequence[datetime.datetime], bool]


_NUMBER = re.compile(r"\d+")
_DIGITS = "2２٢۲२২"  # the two, in the scripts whose digits are in use
_OTHER_TWO = re.compile(f"[{_DIGITS[1:]}]")
_YEAR = Lazy(
    # Not 1,2025 or $2025, no version or date part, no number of a document, quarter or law.
    r"(?<![\p{Nd}_.,:/$€£¥₹#＃&'’+\-–—])"
    r"(?<!\b(?:RFC|ISO|EIP|BIP|CVE|ERC|PR|FY|Q[1-4]|H[12]|v)[ \-]?)"
    rf"[{_DIGITS}]\p{{Nd}}{{3}}"
    # Not 2025-26, 2025/2026, 2025 to 2030, 2025-03-01, 2025th, 2025%.
    r"(?!\p{Nd}|[.,:'’]\p{Nd}|[%$€£]|\s*(?:[-–—/+]|to|bis|до|al?|à|vs\.?)\s*['’]?\p{Nd})(?!(?![年년])\p{L})"
)
_TAGGED = Lazy(rf"(?<!\p{{Nd}})[{_DIGITS}]\p{{Nd}}{{3}}(?!\p{{Nd}})")
_HEADS = Lazy(r"\s*(?:[-–—:|]|\p{Pd})")
#: Words beside which a past year is what a title is about.
_SUBJECT = parted(
    "review, recap, recapped, wrapped, retrospective, lessons, learned, learnt, "
    "aprendimos, aprendido, aprendemos, appris, gelernt, imparato, looking back, "
    "look back, reflections, reflecting, anniversary, vs, versus, results, report, "
    "annual, of the year, year in, was, were, happened, history, class of, vintage, "
    "throwback, memories, Rückblick, Jahresrückblick, Bilanz, war, bilan, "
    "rétrospective, retour sur, resumen, retrospectiva, balance, balanço, lecciones, "
    "lições, resultados, retrospettiva, bilancio, итоги, итогов, уроки, підсумки, "
    "podsumowanie, özeti, terugblik, 回顧, 振り返, まとめ, 总结, 總結, "
    "回顾, 결산, 돌아보, حصاد, סיכום, समीक्षा"
)
#: Words before a year that was meant.
_LEADS = parted(
    "since, after, before, until, till, back in, from, seit, nach, vor, bis, depuis, "
    "après, avant, desde, antes de, después de, até, dal, od, от, с, до, после, منذ, "
    "מאז"
)
_EAST = re.compile("[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]")


def _trigger(p: Params) -> Trigger:
    """Titles with a two, the first digit of a year; for the date of the Space also a Space."""
    needs = ("space",) if p["by"] == "space" else ()
    return Trigger(when="chars", chars=_DIGITS, needs=needs, longer=3)


@check(
    scopes=("title",),
    placeholders=("year", "replacement"),
    params=lambda schema: {
        "by": schema.choice("The date of the Space, or today.", ("space", "today"), required=True),
        "back": schema.integer("How many years back a stale year may lie.", default=1, minimum=1),
        "back-in-tags": schema.integer("The same for a year in a hashtag.", default=3, minimum=1),
        "subject": schema.strings(
            "Words beside which a past year is what the title is about.", default=_SUBJECT
        ),
        "before": schema.strings(
            "Words directly before a year that was meant: `since`.", default=_LEADS
        ),
    },
    trigger=_trigger,
)
def stale_year(p: Params) -> Algorithm:
    """Report each stale year; the fix writes the year of the date."""
    by: str = p["by"]
    back: int = p["back"]
    back_in_tags: int = p["back-in-tags"]
    subject = _any_of(p["subject"])
    leads = _any_of(p["before"], r"\s+\Z")

    def run(title: Title, item: object, context: Context) -> Sequence[Finding]:
        text = title.text
        if "20" not in text and (text.isascii() or _OTHER_TWO.search(text) is None):
            return NOTHING
        if len(text) > LONGEST_TITLE:
            return NOTHING
        written = [int(run) for run in _NUMBER.findall(text) if len(run) == 4]
        if not written:
            return NOTHING
        now = _planned_year(context.space)
        if by == "today":
            now = int(context.iso_day.partition("-")[0]) if now is None else None
        if now is None:
            return NOTHING
        oldest = now - max(back, back_in_tags)
        if not any(oldest <= year < now for year in written):
            return NOTHING
        years = [(m.start(), m.end(), back) for m in _free(title)]
        for tag in title.entities:
            if tag.kind == "hashtag":
                found_there = _TAGGED().finditer(text, tag.start, tag.end)
                years += [(m.start(), m.end(), back_in_tags) for m in found_there]
        found: list[Finding] = []
        for start, end, limit in sorted(years):
            year = int(text[start:end])
            if year == now:
                return NOTHING  # last year's beside this year's: the title compares them
            if now - limit <= year < now and not (
                _HEADS().match(text, end) and not any(map(str.isalnum, text[:start]))
            ):
                if leads and leads().search(text[max(0, start - 40) : start]):
                    continue
                new = _written(now, text[start])
                values = {"year": text[start:end], "replacement": new}
                found.append(Finding(start, end, values, (Edit(start, end, new),)))
        if found and subject and subject().search(text):
            return NOTHING
        return found

    return run


def _free(title: Title) -> Iterable[re.Match[str]]:
    """Yield the years outside of tags, handles and addresses."""
    text, spans = title.text, taken(title)
    for number in _NUMBER.finditer(text):
        start, end = number.span()
        if end - start == 4 and not any(begin <= start < stop for begin, stop in spans):
            year = _YEAR().match(text, start)
            if year is not None:
                yield year


def _planned_year(space: Any) -> int | None:
    start = getattr(space, "scheduled_start", None)
    year = getattr(getattr(start, "moment", start), "year", None)
    return year if isinstance(year, int) else None


def _written(year: int, digit: str) -> str:
    """Return ``year`` in the script of ``digit``."""
    zero = ord(digit) - int(digit)
    return "".join(chr(zero + int(figure)) for figure in str(year))


def _any_of(words: Iterable[str], after: str = "") -> Lazy | None:
    """Return a pattern of any of ``words``, whole ones where their script sets them apart."""
    whole: list[str] = []
    parts: list[str] = []
    for word in words:
        (parts if _EAST.search(word) else whole).append(re.escape(word))
    if whole:
        # The one look at the edge rules most places out.
        parts.insert(0, rf"\b(?:{'|'.join(whole)})\b")
    return Lazy(f"(?i)(?:{'|'.join(parts)}){after}") if parts else None


_WEEKDAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
_NEAR = 4  # code points between parts of one date


@check(
    scopes=("title",),
    placeholders=("start",),
    params=lambda schema: {
        "minutes": schema.integer("Minutes that a time may be off.", default=15, minimum=0),
    },
    trigger=Trigger(needs=("space",), longer=2),
)
def contradicting_date(p: Params) -> Algorithm:
    """Report each part of the title that contradicts the start."""
    tolerance: int = p["minutes"]

    def run(title: Title, item: object, context: Context) -> Sequence[Finding]:
        start = getattr(context.space, "scheduled_start", None)
        if start is None or len(title.text) > LONGEST_TITLE:
            return NOTHING
        from spacelint.checks.dates.find import claims

        stated = claims(_blanked(title))
        if not stated:
            return NOTHING
        known = _moments(start, context)
        times = [claim for claim in stated if claim.kind == "time"]
        right = [one for one in times if _fits_time(one, known, start, tolerance)]
        # Another zone's time may stand beside one that is right.
        right += [one for one in times if right and one.zone is None]
        days = _in_named_zones(known, times, start)
        right += [one for one in stated if one.kind != "time" and _fits(one, days, start, context)]
        wrong = [claim for claim in stated if claim not in right]
        return tuple(_joined(wrong, _shown(start, days[0][0])))

    return run


def _blanked(title: Title) -> str:
    """Return the title with tags, handles and addresses blanked out, at the same length."""
    text = title.text
    if not title.entities and "#" not in text and "@" not in text:
        return text
    spans = [(c.start, c.end) for c in title.candidates if c.fault != "time"]
    spans += [(e.start, e.end) for e in title.entities if e.kind == "url"]
    characters = list(text)
    for start, end in spans:
        characters[start:end] = "\ufffc" * (end - start)
    return "".join(characters)


def _moments(start: Any, context: Context) -> _Known:
    """Return the start in the zones of the plan and of the brand.

    Machines write UTC: without a zone of the brand, the local time of such a start is unsure.
    """
    moment: datetime.datetime = start.moment
    zone = context.book.timezone if context.book is not None else None
    if not start.zoned or not start.has_time:
        return [moment], False
    if zone:
        return [moment, *in_zones(moment, (zone,))], False
    return [moment], not moment.utcoffset()


def _in_named_zones(known: _Known, times: Sequence[Claim], start: Any) -> _Known:
    """Return the start in the zones that the title's times name: its days are in those zones."""
    zones = [claim.zone for claim in times if claim.zone is not None]
    if not zones or not start.zoned or not start.has_time:
        return known
    moments, unsure = known
    if not all(zone.names for zone in zones):
        return moments, True
    there = in_zones(start.moment, [name for zone in zones for name in zone.names])
    if all(zone.sure for zone in zones):
        return there or moments, False
    return [*moments, *there], unsure


def _fits_time(claim: Claim, known: _Known, start: Any, tolerance: int) -> bool:
    """Return whether the start may be at the time that a claim names."""
    zone = claim.zone
    if not start.has_time or (zone is not None and (not start.zoned or not zone.names)):
        return True
    there = in_zones(start.moment, zone.names) if zone is not None else []
    moments, unsure = known
    if there and zone is not None and zone.sure:
        moments, unsure = [], False
    return unsure or any(_at(moment, claim.values, tolerance) for moment in (*moments, *there))


def _fits(claim: Claim, known: _Known, start: Any, context: Context) -> bool:
    """Return whether the start may be on the day, or in the part of the day, that a claim names."""
    kind, values = claim.kind, claim.values
    moments, unsure = known
    if kind == "part":
        first, last = int(str(values[0])), int(str(values[1]))
        hours = [hour for moment in moments for hour in (moment.hour, moment.hour + 24)]
        return not start.has_time or unsure or any(first <= hour <= last for hour in hours)
    days = [day for moment in moments for day in _days(moment, unsure)]
    if kind == "weekday":
        return any(day.weekday() in values for day in days)
    if kind == "tomorrow":
        # Listeners read it days after the plan was checked: wrong for certain on the day itself.
        return any(day != context.day for day in days)
    readings: Any = values if kind == "slashed" else (values,)
    return any(
        day.month == month and first <= day.day <= last and year in (0, day.year)
        for day in days
        for year, month, first, last in readings
    )


def _days(moment: datetime.datetime, unsure: bool) -> list[datetime.date]:
    from datetime import timedelta

    found = []
    for hours in (-12, 0, 14) if unsure else (0,):
        try:
            found.append((moment + timedelta(hours=hours)).date())
        except OverflowError:
            continue
    return found


def _at(moment: datetime.datetime, minutes: Sequence[Any], tolerance: int) -> bool:
    now = moment.hour * 60 + moment.minute
    return any(min(abs(now - one), 1440 - abs(now - one)) <= tolerance for one in minutes)


def _joined(wrong: Sequence[Claim], shown: str) -> Sequence[Finding]:
    """Report neighbouring parts: `Tuesday 3 May` is one date."""
    spans: list[tuple[int, int]] = []
    for claim in wrong:
        if spans and claim.start - spans[-1][1] <= _NEAR:
            spans[-1] = (spans[-1][0], claim.end)
        else:
            spans.append((claim.start, claim.end))
    return [Finding(start, end, {"start": shown}) for start, end in spans]


def _shown(start: Any, moment: datetime.datetime) -> str:
    from spacelint.checks.shared.space import spoken

    day = f"{_WEEKDAYS[moment.weekday()]}, {spoken(moment.date().isoformat())}"
    if not start.has_time:
        return day
    zone = f" {moment.tzname()}" if start.zoned else ""
    return f"{day}, {moment:%H:%M}{zone}"
