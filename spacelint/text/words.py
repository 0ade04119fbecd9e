"""The words of a tag, its form with capitals, and its second reading.

A split is the likeliest reading to an English reader, not a fact. The lexicon is read on the first
call that needs it, and nothing at import.
"""

from __future__ import annotations

from spacelint.text.readings import meant_reading as meant_reading
from spacelint.text.readings import second_reading as second_reading
from spacelint.text.value import NamedTuple
from spacelint.text.word_cuts import LONGEST_RUN, LONGEST_TEXT, cut_run, likeliest_words, separated
from spacelint.text.word_list import fold, identity_cache, own_words, read, word_cost

TYPE_CHECKING = False

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from spacelint.text.word_cuts import Run

_RARE = {1: 99.0, 2: 99.0, 3: 99.0, 4: 11.6, 5: 12.8}
_RARE_LONG = 14.2
"""The cost from which a word of so many letters is no sure word of a tag. The lexicon has hand
picked words of one to three letters; of four, many are names and fragments."""


_ARTICLES = frozenset(("a", "an", "my", "our", "your"))
_OPENERS = frozenset(("so", "my", "we", "no", "be", "go"))
_LONG_AFTER_OPENER = 6  # letters: GoDaddy and MyBook are names
_COMMON = 12.0  # the cost of a word that everybody knows

_listed: dict[str, str] = {}
_wholes: dict[str, str] = {}


class _Limit(NamedTuple):
    dear: float  # a cost for each letter above this,
    shortest: int  # or a word shorter than this,
    letters: int  # or fewer letters in all, is as likely a made-up name


_LIMITS = {
    2: _Limit(2.1, 3, 8),
    3: _Limit(2.45, 2, 10),
    4: _Limit(2.45, 1, 12),
    0: _Limit(3.4, 3, 6),  # with an acronym or a name among the words
}
"""By the number of words. Set on 117 hashtags and the names of 340 companies and products, many
of which consist of words that were never meant apart (Databricks, Airbnb)."""


def split(text: str, extra: Iterable[str] = ()) -> tuple[str, ...]:
    """The likeliest words of a tag; together they are its letters and digits, in its own case.

    ``extra`` are a team's own words and names, which are preferred to all others.
    """
    return likeliest_words(text, own_words(extra))


def capitalised(text: str, extra: Iterable[str] = ()) -> str | None:
    """The tag with a capital for each word, or None where it is one word or that is not sure.

    ``text`` is the tag with or without its sigil; only the case of letters changes. Acronyms and
    names with capitals of their own are written as ``lexicon/spellings.txt`` has them, a word of
    ``extra`` that has capitals as it stands there.
    """
    if len(text) > LONGEST_TEXT:
        return None
    extra = tuple(extra)
    own = own_words(extra)
    spelled = _spellings(extra)
    found = text
    at = several = 0
    torn = False
    for run in separated(text, own):
        at = text.find(run.text, at)
        if at < 0:  # a run on both sides of a mark, which no tag has
            return None
        if run.kind == "one-case":
            words = _listed_whole(run.text, own) or _sure_words(run, extra, spelled)
            if not words:
                return None
            named = fold(run.text) in own and words[0].lower() in spelled
            known = named or run.text.lower() in _wholes
            torn = torn or len(words) > 1 or known
            several += sum(len(word) > 2 for word in words)
            found = found[:at] + "".join(words) + found[at + len(run.text) :]
        at += len(run.text)
    beside_digits = several > 1 and text.islower() and "_" not in text
    return found if found != text and (torn or beside_digits) else None


def _listed_whole(text: str, own: Mapping[str, float]) -> tuple[str, ...]:
    """A name or word whose likeliest cut is wrong, as ``lexicon/wholes.txt`` writes it; or none."""
    if not _wholes:
        for line in read("wholes.txt").splitlines():
            if not line.startswith("#"):
                _wholes.update((word.lower(), word) for word in line.split())
    listed = "" if fold(text) in own else _wholes.get(text.lower(), "")
    return (listed,) if listed else ()


def _sure_words(run: Run, extra: tuple[str, ...], spelled: Mapping[str, str]) -> tuple[str, ...]:
    """The words of a run with their capitals; empty where they are not surely words."""
    own = own_words(extra)
    cost_of_all = 0.0
    words: tuple[str, ...] = (run.text,)
    if word_cost(fold(run.text), own) is None:
        cost_of_all = cut_run(run, own)[0]
        words = meant_reading(run.text, extra)
        if _is_phrase(words, own):
            return tuple(word[0].upper() + word[1:].lower() for word in words)
    named = 0
    shortest = LONGEST_RUN
    written = []
    for word in words:
        folded = fold(word)
        cost = word_cost(folded, own)
        if word.lower() in spelled or folded in own:
            named += 1
        elif cost is None or cost > _RARE.get(len(folded), _RARE_LONG):
            return ()
        else:
            shortest = min(shortest, len(folded))
        written.append(spelled.get(word.lower(), word[0].upper() + word[1:].lower()))
    if len(written) > 1 and not any(folded in own for folded in map(fold, words)):
        limit = _LIMITS[min(len(written), 4)] if not named else _LIMITS[0]
        if (
            cost_of_all > limit.dear * len(run.text)
            or shortest < limit.shortest
            or len(run.text) < limit.letters
        ):
            return ()
    whole = "".join(written)
    return tuple(written) if whole.lower() == run.text.lower() else ()


def _is_phrase(words: tuple[str, ...], own: Mapping[str, float]) -> bool:
    """True if words stand as in a sentence: "ask a cop", "so irritating".

    That makes it sure that several words are meant, however short one of them is.
    """
    folded = [fold(word) for word in words]
    if len(words) == 2:
        return folded[0] in _OPENERS and len(folded[1]) >= _LONG_AFTER_OPENER
    first, middle, last = (folded[0], folded[1], folded[-1]) if len(words) == 3 else ("", "", "")
    costs = [word_cost(word, own) for word in (first, last)]
    return (
        middle in _ARTICLES
        and min(len(first), len(last)) > 2
        and all(cost is not None and cost < _COMMON for cost in costs)
    )


def _read_spellings(extra: tuple[str, ...]) -> dict[str, str]:
    if not _listed:
        for line in read("spellings.txt").splitlines():
            if not line.startswith("#"):
                _listed.update((word.lower(), word) for word in line.split())
    words = [word.strip("#@＃＠") for term in extra for word in term.split()]
    return {**_listed, **{word.lower(): word for word in words if word != word.lower()}}


_spellings = identity_cache(_read_spellings)
