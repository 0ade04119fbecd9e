"""Words that say a title is paid for: which are accepted where, by dated tables of the rules."""

from __future__ import annotations

import re

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import Any

    from spacelint.brand import Campaign
    from spacelint.checks.contract import Context
    from spacelint.schema import Field

_LETTER = r"[^\W_]"
_SIGNS = "#＃"


def regions(doc: str, words_doc: str) -> Field:
    """Return the declaration of a dated table of words by region."""
    from spacelint import schema
    from spacelint.checks._dated import dated

    region = schema.Table(
        "The words of one region.",
        {
            "words": schema.strings(words_doc),
            "write": schema.string("The word to write where none stands."),
            **dated(),
        },
    )
    return schema.keyed(doc, schema.nested("", region))


def paid(context: Context) -> tuple[bool, Campaign | None]:
    """Tell whether a Space is known to be paid for, and the campaign that says how to disclose."""
    space = context.space
    campaign = None
    if context.book is not None:
        from spacelint.checks._book import lookup

        for one in lookup(context.book).planned(context):
            if one.disclosure_word or one.disclosure_region:
                campaign = one
                break
    return bool(getattr(space, "sponsored", None)) or campaign is not None, campaign


def places(text: str, words: Iterable[str]) -> list[tuple[int, int, str]]:
    """Return where words stand in a title, whole, in any case; a tag's ``#`` is part of it.

    A word that is written with ``#`` is looked for as a hashtag only, several words as one hashtag
    too.
    """
    found = []
    folded = text.casefold()
    if len(folded) != len(text):
        folded = text.lower() if len(text.lower()) == len(text) else text
    for word in (form for each in words for form in _forms(each)):
        wanted = word.casefold()
        bare = wanted.lstrip(_SIGNS)
        if not bare or bare not in folded:
            continue
        sign = "[#＃]" if bare != wanted else "[#＃]?"
        edge = rf"(?<!{_LETTER})" if _spaced(bare) else ""
        after = r"(?!\w)" if _spaced(bare) else ""
        matches = re.finditer(f"{edge}{sign}{re.escape(bare)}{after}", folded)
        found += [(match.start(), match.end(), word) for match in matches]
    return sorted(found)


def wanted_regions(
    table: Mapping[str, Mapping[str, Any]], campaign: Campaign | None
) -> Mapping[str, Mapping[str, Any]]:
    """Return the row of the campaign's region, all of them where it names none that is known."""
    row = region_of(table, campaign)
    return {row: table[row]} if row else table


def region_of(table: Mapping[str, Any], campaign: Campaign | None) -> str:
    """Return the key of the campaign's region in a table, "" where it is not there."""
    region = (campaign.disclosure_region or "") if campaign is not None else ""
    return next((key for key in table if key.casefold() == region.casefold()), "")


def _forms(word: str) -> tuple[str, ...]:
    """Return a word as it is, and several of them as the hashtag they would be."""
    parts = word.split()
    return (word, "#" + "".join(parts)) if len(parts) > 1 else (word,)


def _spaced(word: str) -> bool:
    """Tell whether a word is of a script that puts spaces between words."""
    return not any("\u2e80" <= char <= "\u9fff" or "\u0e00" <= char <= "\u0eff" for char in word)
