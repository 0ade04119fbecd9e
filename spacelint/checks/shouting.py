"""A title in capitals, in the scripts that have them."""

from __future__ import annotations

import re

from spacelint.checks._lazy import Lazy
from spacelint.checks._spans import LONGEST_TITLE, without
from spacelint.checks.contract import NOTHING, Edit, Finding, Trigger

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

    from spacelint.checks.contract import Algorithm, Context
    from spacelint.schema import Field
    from spacelint.text import Title

SCOPES = ("title",)
PLACEHOLDERS = ("share", "replacement")

_PLAIN_LOUD_WORD = re.compile(r"[A-Z]{4}")
_LOUD_WORD = re.compile(r"[A-ZÀ-ÖØ-ÞĀ-ŽΆ-ΫЀ-ЯҐԱ-Ֆ]{4,}")
_SMALL_ASCII = b"abcdefghijklmnopqrstuvwxyz"
_CAPITAL = Lazy(r"\p{Lu}")
_SMALL = Lazy(r"\p{Ll}")
_WORD = Lazy(r"\p{L}[\p{L}\p{M}]*")
_LONG = 5  # letters: DOGE and LINK may be tickers, BREAKING is a word
_ENDS = ".!?¿¡…。:"
# Turkish and Azerbaijani tell i and ı apart; these letters are in no other language's titles.
_DOTTED = re.compile("[İıĞğ]")
_DOTTED_SMALL = str.maketrans("Iİ", "ıi")


def params() -> Mapping[str, Field]:
    """How much of a title must be capitals, and how long it must be to count."""
    from spacelint import schema

    return {
        "share": schema.number(
            "The share of letters that are capitals.", default=0.85, minimum=0.5, maximum=1
        ),
        "letters": schema.integer("The fewest letters.", default=12, minimum=1),
        "words": schema.integer("The fewest words.", default=3, minimum=1),
    }


def trigger(p: Mapping[str, Any]) -> Trigger:
    """Titles with a row of capitals that are long enough."""
    return Trigger(when="odd", longer=p["letters"] + p["words"] - 2)


def build(p: Mapping[str, Any]) -> Algorithm:
    """Yield one finding for the whole title, with the title as a sentence to show."""
    share: float = p["share"]
    letters: int = p["letters"]
    fewest: int = p["words"]
    most_small = 1 - share
    search, search_plain = _LOUD_WORD.search, _PLAIN_LOUD_WORD.search

    def check(title: Title, item: object, context: Context) -> Sequence[Finding]:
        text = title.text
        if text.isascii():
            # Too many small letters, counted in bytes: no search is as quick.
            if not title.entities and most_small * len(text) < len(text) - len(
                text.encode().translate(None, _SMALL_ASCII)
            ):
                return NOTHING
            if search_plain(text) is None:
                return NOTHING
        elif search(text) is None:
            return NOTHING
        if len(text) > LONGEST_TITLE:
            return NOTHING
        plain = without(text, _names(title))
        loud = [len(word) for word in _LOUD_WORD.findall(plain)]
        if len(loud) < 2 or max(loud) < _LONG:
            return NOTHING
        capitals = len(_CAPITAL().findall(plain))
        cased = capitals + len(_SMALL().findall(plain))
        words = len(_WORD().findall(plain))
        if cased < letters or words < fewest or capitals < share * cased:
            return NOTHING
        start = len(text) - len(text.lstrip())
        end = len(text.rstrip())
        new = _sentence(title, context.words)[start:end]
        values = {"share": str(round(100 * capitals / cased)), "replacement": new}
        edits = (Edit(start, end, new),) if new != text[start:end] else ()
        return (Finding(start, end, values, edits),)

    return check


def _names(title: Title) -> list[tuple[int, int]]:
    """Return the spans of tags, handles and addresses, in order."""
    spans = [(c.start, c.end) for c in title.candidates]
    spans += [(e.start, e.end) for e in title.entities if e.kind == "url"]
    apart: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if not apart or start >= apart[-1][1]:
            apart.append((start, end))
    return apart


def _sentence(title: Title, own: Sequence[str]) -> str:
    """Return the title in small letters but for names, short words and the first of a sentence."""
    from spacelint.checks._own_words import as_spelled

    text = title.text
    taken = _names(title)
    spelled = as_spelled(own)
    small = _DOTTED_SMALL if _DOTTED.search(text) else {}
    pieces: list[str] = []
    at = 0
    opens = True
    for match in _WORD().finditer(text):
        start, end = match.span()
        pieces.append(text[at:start])
        opens = opens or any(char in _ENDS for char in text[at:start])
        word = match[0]
        if not any(a <= start < b for a, b in taken):
            low = word.translate(small).lower()
            if len(low) == len(word):  # keeps offsets: İ has a longer small form
                word = spelled.get(low, low)
                if opens and word == low:
                    word = "İ" + word[1:] if small and word[0] == "i" else _first_up(word)
        pieces.append(word if len(word) == end - start else match[0])
        opens = False
        at = end
    return "".join(pieces) + text[at:]


def _first_up(word: str) -> str:
    first = word[0].title()
    return first + word[1:] if len(first) == 1 else word
