"""A title in capitals, in the scripts that have them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from spacelint.checks.contract import NOTHING, Algorithm, Context, Finding, Params, Trigger, check
from spacelint.checks.shared.text import LONGEST_TITLE, Lazy, bare_span, without
from spacelint.text import Title
from spacelint.text.model import Edit
from spacelint.text.pattern import LOUD_WORD, Pattern
from spacelint.text.word_list import identity_cache

_SHORT_LOUD_WORD = Pattern(r"\b[A-ZÀ-ÖØ-ÞĀ-ŽΆ-ΫЀ-ЯҐ]{1,6}\b")
_SMALL_ASCII = b"abcdefghijklmnopqrstuvwxyz"
_CAPITAL = Lazy(r"\p{Lu}")
_SMALL = Lazy(r"\p{Ll}")
_CASELESS = Lazy(r"\p{Lo}")
_WEIGHT = 2  # letters that one of Korean or Arabic stands for: a Latin name there is no shout
_WORD = Lazy(r"\p{L}[\p{L}\p{M}]*")
_LONG = 5  # letters: DOGE and LINK may be tickers, BREAKING is a word


@check(
    scopes=("title",),
    placeholders=("share", "replacement", "instead"),
    params=lambda schema: {
        "share": schema.number(
            "The share of letters that are capitals.", default=0.85, minimum=0.5, maximum=1
        ),
        "letters": schema.integer("The fewest letters.", default=10, minimum=1),
        "words": schema.integer("The fewest words.", default=3, minimum=1),
    },
    trigger=lambda p: Trigger(when="loud", longer=p["letters"] + p["words"] - 2),
)
def shouting(p: Params) -> Algorithm:
    """Report the whole title, and show it as a sentence."""
    share: float = p["share"]
    letters: int = p["letters"]
    fewest: int = p["words"]
    most_small = 1 - share

    def run(title: Title, item: object, context: Context) -> Sequence[Finding]:
        text = title.text
        # Too many small letters of ASCII, counted in bytes: no search is as quick.
        plain_bytes = text.encode("utf-8", "ignore")
        small = len(plain_bytes) - len(plain_bytes.translate(None, _SMALL_ASCII))
        too_many = most_small * len(text)
        if too_many < small and not title.entities:
            return NOTHING
        names = _names(title)
        if too_many < small - sum([end - start for start, end in names]):
            return NOTHING
        if len(text) > LONGEST_TITLE:
            return NOTHING
        plain = without(text, names)
        loud = [len(word) for word in LOUD_WORD.findall(plain)]
        sure = len(loud) > 1 and max(loud) >= _LONG
        if not loud or not (sure or _is_sentence(plain)):
            return NOTHING
        from spacelint.text.plain_case import plain_case

        capitals = len(_CAPITAL().findall(plain))
        cased = capitals + len(_SMALL().findall(plain))
        words = len(_WORD().findall(plain))
        whole = cased + (0 if plain.isascii() else _WEIGHT * len(_CASELESS().findall(plain)))
        if cased < letters or words < fewest or capitals < share * whole:
            return NOTHING
        start, end = bare_span(text)
        new = (plain_case(text, _as_spelled(context.words), names) or text)[start:end]
        shown = new != text[start:end]
        values = {"share": str(round(100 * capitals / cased)), "replacement": new}
        values["instead"] = f": “{new}”" if shown else ""
        return (Finding(start, end, values, (Edit(start, end, new),) if shown else ()),)

    return run


def _is_sentence(text: str) -> bool:
    """Return whether at least two function words of a language are in capitals: WE ARE SO BACK."""
    from spacelint.checks.shared.language import small_words

    return sum(word.lower() in small_words() for word in _SHORT_LOUD_WORD.findall(text)) > 1


def _names(title: Title) -> list[tuple[int, int]]:
    """Return the spans of tags, handles and addresses, in order."""
    spans = [(candidate[1], candidate[2]) for candidate in title.candidates]
    spans += [(entity[1], entity[2]) for entity in title.entities if entity[0] == "url"]
    apart: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if not apart or start >= apart[-1][1]:
            apart.append((start, end))
    return apart


def _spell(own_words: Sequence[str]) -> Mapping[str, str]:
    """Return the single words of a team by their folds, as the team writes them."""
    return {word.casefold(): word for term in own_words for word in term.split()}


_as_spelled = identity_cache(_spell)
