"""A year that was right when the title was last used: ``#CES2025`` for a Space of 2026."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from spacelint.checks.contract import NOTHING, Algorithm, Context, Finding, Params, Trigger, check
from spacelint.checks.shared.text import LONGEST_TITLE, Lazy
from spacelint.text import Title
from spacelint.text.edit import Edit

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


_FOUR_DIGITS = re.compile(r"\d{4}")
_DIGITS = "2２٢۲२২"  # the two, in the scripts whose digits are in use
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
        "subject": schema.strings("Words beside which a past year is what the title is about."),
        "before": schema.strings("Words directly before a year that was meant: `since`."),
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
        if (text.isascii() and "20" not in text) or len(text) > LONGEST_TITLE:
            return NOTHING
        if _FOUR_DIGITS.search(text) is None:
            return NOTHING
        now = _planned_year(context.space)
        if by == "today":
            now = context.day.year if now is None else None
        if now is None:
            return NOTHING
        years = [(m.start(), m.end(), back) for m in _free(title)]
        for start, end in _tags(title):
            years += [
                (m.start(), m.end(), back_in_tags) for m in _TAGGED().finditer(text, start, end)
            ]
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
    taken = [(c.start, c.end) for c in title.candidates]
    taken += [(e.start, e.end) for e in title.entities]
    for match in _YEAR().finditer(title.text):
        if not any(start <= match.start() < end for start, end in taken):
            yield match


def _tags(title: Title) -> list[tuple[int, int]]:
    return [(e.start, e.end) for e in title.entities if e.kind == "hashtag"]


def _planned_year(space: Any) -> int | None:
    start = getattr(space, "scheduled_start", None)
    year = getattr(getattr(start, "moment", start), "year", None)
    return year if isinstance(year, int) else None


def _written(year: int, digit: str) -> str:
    """Return ``year`` in the script of ``digit``."""
    zero = ord(digit) - int(digit)
    return "".join(chr(zero + int(figure)) for figure in str(year))


def _any_of(words: Iterable[str], after: str = "") -> Lazy | None:
    parts = [re.escape(word) if _EAST.search(word) else rf"\b{re.escape(word)}\b" for word in words]
    if not parts:
        return None
    return Lazy(f"(?i)(?:{'|'.join(parts)}){after}")
