"""The words of a hashtag: not marked by capitals, or with a second reading."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

from spacelint.checks.contract import NOTHING, Algorithm, Context, Finding, Params, Trigger, check
from spacelint.text import Candidate, Title
from spacelint.text.model import Edit

_BEYOND_LATIN = "\u0250"
_KEPT = 4_096  # tags whose words are remembered: calendars repeat theirs
_HUMP = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+")
_LONG_HUMP = 4  # letters that nobody reads together with those of the next word
_FRAGMENT = 3  # letters of a piece that is not a word, unless it is one of these
_SMALL = frozenset(
    "a i an as at be by do go he hi if in is it me my no of oh ok on or so to up us we vs tv uk ai"
    " ux ui hr pr it la le de el un en da do os du et".split()
)
_ARTICLES = frozenset(("a", "an", "the", "i"))
_DEAR = 3.15  # the cost of a letter from which a cut is no likelier than an unknown word
_BOOKS = 8  # teams whose words are told apart at one time


@check(
    scopes=("hashtag",),
    placeholders=("meant", "second", "meaning", "replacement", "advice"),
    params=lambda schema: {
        "reading": schema.choice(
            "Words that capitals would tell apart, or a second reading that embarrasses.",
            ("capitals", "second"),
            required=True,
        ),
        "letters": schema.integer("The fewest letters of a tag.", default=6, minimum=4),
    },
    trigger=lambda p: Trigger(
        when="chars",
        chars="#＃",
        longer=p["letters"],
        name="small" if p["reading"] == "capitals" else "",
    ),
)
def tag_words(p: Params) -> Algorithm:
    """Report the tag; the fix writes its capitals.

    The word list is read only when the first lower-case tag in Latin letters comes.
    """
    find = _capitals if p["reading"] == "capitals" else _second
    letters: int = p["letters"]
    any_case = find is _second

    def run(title: Title, candidate: Candidate, context: Context) -> Sequence[Finding]:
        entity = candidate.entity
        if entity is None:
            return NOTHING
        name = entity[4]
        if len(name) < letters or not (name.isascii() or max(name) < _BEYOND_LATIN):
            return NOTHING
        if not any_case and not name.islower():
            return NOTHING
        values = find(name, _own(context.words))
        if values is None:
            return NOTHING
        meant, second, capitals = values
        start, end = entity[1], entity[2]
        new = entity[3][0] + capitals
        named = {"meant": meant, "second": second, "replacement": new, "meaning": ""}
        if not capitals or new == entity[3]:
            named["advice"] = "Choose another tag: capitals don't help against this reading"
            return (Finding(start, end, named),)
        named["meaning"] = f', not only as "{meant}"'
        named["advice"] = f"Write {new}: the capitals leave one reading"
        return (Finding(start, end, named, (Edit(start, end, new),)),)

    return run


def _may_hide(name: str) -> bool:
    """Return whether a tag with capitals may still be misread: Susanalbumparty, RIMJobs."""
    humps = _HUMP.findall(name)
    return len(humps) < 2 or min(map(len, humps)) < _LONG_HUMP


class _Own:
    """A team's words, compared by identity: a book may have thousands."""

    __slots__ = ("words",)

    def __init__(self, words: tuple[str, ...]) -> None:
        self.words = words


_owns: list[_Own] = []


def _own(words: Sequence[str]) -> _Own:
    for own in _owns:
        if own.words is words or own.words == tuple(words):
            return own
    _owns.insert(0, _Own(tuple(words)))
    del _owns[_BOOKS:]
    return _owns[0]


@lru_cache(maxsize=_KEPT)
def _capitals(name: str, own: _Own) -> tuple[str, str, str] | None:
    from spacelint.text.words import capitalised

    written = capitalised(name, own.words)
    return (written, "", written) if written else None


@lru_cache(maxsize=_KEPT)
def _second(name: str, own: _Own) -> tuple[str, str, str] | None:
    """Return the meant reading, the second one, and capitals that leave only the first, or ""."""
    if not name.islower() and not _may_hide(name):
        return None
    from spacelint.text.words import capitalised, meant_reading, second_reading, split

    read = second_reading(name, own.words)
    meant = meant_reading(name, own.words)
    if not read or not _is_seen(_lowered(read), _lowered(meant), own):
        return None
    second = " ".join(read)
    pieces = any(len(word) < _FRAGMENT and word.lower() not in _SMALL for word in meant)
    # As "an a lemma" of analemma: no words that anybody meant.
    pieces = pieces or any(_ARTICLES.issuperset(_lowered(pair)) for pair in pairwise(meant))
    humps = name != name.lower() and len(split(name)) > 1 and not name.istitle()
    if pieces or humps:
        return " ".join(meant), second.lower(), ""
    written = capitalised(name, own.words) or _humped(name.lower(), _lowered(meant))
    # Nothing to say of a tag that has these capitals already: #Therapist.
    return None if written == name else (" ".join(meant), second, written)


def _is_seen(second: tuple[str, ...], meant: tuple[str, ...], own: _Own) -> bool:
    """Return whether a reader would see the second reading in what was meant.

    Nobody reads pieces as words ("anal is i politica"), nor two words in a common one, but
    for an article ("the rapist", not "cum in"). Of a tag that has no words of the lexicon, as those
    of other languages are ("euro pee"), only two words with a strong one are seen ("clit fest").
    """
    from spacelint.text.word_list import fold, own_words, rude_words, word_cost

    read = [word for word in second if not word.isdigit()]
    last = len(read) - 1
    places = {"a": range(last), "i": range(1)}
    if any(len(one) == 1 and at not in places.get(one, ()) for at, one in enumerate(read)):
        return False
    if any(len(one) == 2 and one not in _SMALL for one in read):
        return False
    known = own_words(own.words)
    words = [word for word in meant if not word.isdigit()]
    costs = [cost for word in words if (cost := word_cost(fold(word), known)) is not None]
    if len(words) == len(costs) == 1:
        return not _ARTICLES.isdisjoint(read)
    loose = any(len(word) < _FRAGMENT and word not in _SMALL for word in words)
    if loose or len(costs) < len(words) or sum(costs) > _DEAR * sum(map(len, words)):
        strong = rude_words(known).strong
        return len(read) == 2 and not strong.isdisjoint(map(fold, read))
    return True


def _lowered(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(word.lower() for word in words)


def _humped(name: str, words: tuple[str, ...]) -> str:
    """Return ``name`` with a capital for each of its ``words``; all else stays."""
    at = 0
    for word in words:
        at = name.find(word, at)
        if at < 0:
            break
        first = word[0].upper()
        if len(first) == 1:
            name = name[:at] + first + name[at + 1 :]
        at += len(word)
    return name
