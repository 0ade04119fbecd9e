"""Disclosure words by region, from dated tables of the rules, and whether a title has one."""

from __future__ import annotations

import re
from functools import lru_cache

from spacelint.severity import SEVERITIES
from spacelint.text.model import Edit
from spacelint.text.pattern import has_unspaced

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from typing import Any

    from spacelint.brand.book import Campaign
    from spacelint.checks.contract import Context
    from spacelint.schema import Field

#: What stands before and after a label; in "Ad-hoc talk" the hyphen joins.
_BEFORE = r"(?:^[\W_]*|[:|•·([【「〔]\s*|\s[-–—]+\s*)"
_AFTER = r"\s*(?:[:|•·)\]】」〕]|[-–—]+\s|[.!。]*\s*$)"
_BRACKETS = ("()", "[]", "（）", "［］", "【】", "「」", "〔〕")
_MARKS = " \t,;:|/·•&+–—-，、：｜・－"
_SAME = {"gb": "uk"}  # the country as ISO 3166 has it


def regions(doc: str, words_doc: str) -> Field:
    """Return the declaration of a dated table of words by region."""
    from spacelint import schema

    region = schema.Table(
        "The words of one region.",
        {
            "words": schema.strings(words_doc),
            "write": schema.string("The word to write where there is none."),
            "name": schema.string("The region in a sentence: `the UK`."),
            **dated(),
        },
    )
    return schema.keyed(doc, schema.nested("", region))


def without_brand() -> Field:
    """Return the parameter that gives a rule its severity where no brand speaks."""
    from spacelint import schema

    return schema.choice(
        "The severity where no brand speaks: without a brand book and without `sponsored`.",
        SEVERITIES,
        default="hint",
    )


def brand_speaks(context: Context) -> bool:
    """Return whether there is a brand book, or the plan says that the Space is paid for."""
    return context.book is not None or bool(getattr(context.space, "sponsored", None))


def paid(context: Context) -> tuple[bool, Campaign | None]:
    """Return whether a Space is known to be paid, and the campaign that says how to disclose it."""
    campaign = None
    if context.book is not None:
        from spacelint.checks.shared.book_lookup import lookup

        planned = lookup(context.book).planned(context)
        asking = (one for one in planned if one.disclosure_word or one.disclosure_region)
        campaign = next(asking, None)
    return campaign is not None or bool(getattr(context.space, "sponsored", None)), campaign


def says(text: str, words: Iterable[str]) -> bool:
    """Return whether a title discloses with one of the words, in any case and width.

    A hashtag counts anywhere, and so do several words: "paid partnership" has no other meaning. A
    single word counts only as a label, with a mark, a bracket or an end of the title on both
    sides, as in "Ad: town hall"; "our ad hoc talk" discloses nothing. A word written with ``#``
    counts only as a hashtag.
    """
    import unicodedata

    return _pattern(tuple(words)).search(unicodedata.normalize("NFKC", text)) is not None


def label(word: str) -> str:
    """Return a word as the start of a title: a hashtag unchanged, words with a colon."""
    return word if word[:1] in ("#", "＃") else f"{word}:"


def cut_out(text: str, start: int, end: int) -> Edit:
    """Return the edit that deletes a word with its brackets and a mark that would be left over.

    Examples: "Town hall (#ad)", "Town hall | #ad | Acme".
    """
    while start and end < len(text) and text[start - 1 : start] + text[end] in _BRACKETS:
        start, end = start - 1, end + 1
    left = len(text[:start].rstrip())
    rest = text[end:].lstrip()
    if rest[:1] in _MARKS or not any(map(str.isalnum, rest)):
        left = len(text[:left].rstrip(_MARKS))
    joins = text[left - 1 : left].isalnum() and text[end : end + 1].isalnum()
    return Edit(left, end, " " if joins else "")


def region_of(table: Mapping[str, Any], campaign: Campaign | None) -> str:
    """Return the key of the campaign's region in a table; "" if the table does not have it."""
    return row_of(table, (campaign.disclosure_region or "") if campaign is not None else "")


def row_of(table: Mapping[str, Any], region: str) -> str:
    """Return the key of a region in a table, in any case and by any of its names; else ""."""
    wanted = region.casefold()
    wanted = _SAME.get(wanted, wanted)
    return next((key for key in table if key.casefold() == wanted), "")


@lru_cache(maxsize=64)
def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    import unicodedata

    forms = [form for word in words for form in _forms(unicodedata.normalize("NFKC", word))]
    return re.compile("|".join(forms) or r"(?!)", re.IGNORECASE)


def _forms(word: str) -> Iterator[str]:
    """Yield a pattern for each way to write a word: as a hashtag, as words, or as a label."""
    bare = word.lstrip("#").strip()
    if not bare:
        return
    yield rf"#{re.escape(''.join(bare.split()))}(?!\w)"
    if bare != word:
        return
    if " " in bare:
        yield rf"(?<!\w){re.escape(bare)}(?!\w)"
    elif has_unspaced(bare):
        yield rf"(?:{_BEFORE}|(?<=\s)){re.escape(bare)}(?={_AFTER}|\s)"
    else:
        yield rf"{_BEFORE}{re.escape(bare)}(?={_AFTER})"


#: What a field for a date takes.
DATE: Mapping[str, Any] = {
    "pattern": "[0-9]{4}(-(0[1-9]|1[0-2])(-[0-3][0-9])?)?",
    "pattern_says": "a date like 2026-11-30, 2026-11 or 2026",
}


def dated() -> Mapping[str, Field]:
    """Return the fields for the date and the source of a row."""
    from spacelint import schema

    return {
        "date": schema.string(
            "When it was last looked up: a day, a month or a year. The finding shows it.",
            required=True,
            **DATE,
        ),
        **sourced(),
    }


def sourced() -> Mapping[str, Field]:
    """Return the fields for the source of a row."""
    from spacelint import schema

    return {
        "source": schema.string("Who says so, and when.", required=True, minimum=1),
        "pages": schema.strings(
            "Addresses of the pages where that was read.",
            item=schema.string(
                "", pattern="https?://[^ ]+", pattern_says="an address with https://"
            ),
        ),
    }
