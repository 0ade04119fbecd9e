"""The words that tags are split into, and the rude ones that none should be read as.

``lexicon/words.txt`` is read once and unpacked line by line as it is needed: a line for each two
first letters has the letters, then costs in tenths, each before the rest of its words (``.`` for no
rest). A tag touches some twenty of the 500 lines, so that a call costs a few milliseconds instead
of the fifty that a whole dict would take.
"""

from __future__ import annotations

from spacelint.text.value import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping
    from typing import TypeVar

    Made = TypeVar("Made")


_MOST = 4  # books in use at one time


def identity_cache(make: Callable[..., Made]) -> Callable[..., Made]:
    """Identity-keyed cache of the last 4 calls of ``make``.

    For long arguments that are never changed: they are neither hashed nor compared.
    """
    made: list[tuple[tuple[object, ...], Made]] = []

    def cached(*given: object) -> Made:
        for values, result in made:
            if len(values) == len(given) and all(map(_is, values, given)):
                return result
        result = make(*given)
        made.insert(0, (given, result))  # they are held, so that no other can have their place
        del made[_MOST:]
        return result

    return cached


def _is(one: object, other: object) -> bool:
    return one is other


LONGEST_WORD = 24
"""Letters of the longest word of the lexicon; a word of the caller's may have as many."""

_OWN_COST = 4.0  # a word of the team's beats any two words of the language
_EVERYDAY_COST = 13.0
_PLURAL_COST = 2.0  # Thatcher's, webinars: an s after a word that has no form with one

_lines: dict[str, str] = {}
_unpacked: dict[str, dict[str, float]] = {}

Arcs = list[dict[int, float]]
"""For each place in a run, where a word from there ends and what that word costs."""


def find_words(letters: str, extra: Mapping[str, float]) -> Arcs:
    """All known words in a run of folded letters; ``extra`` is from ``own_words``.

    Costs are natural logarithms of an inverse frequency: 4 for "the", 14 for a rare word.
    """
    arcs: Arcs = []
    for start in range(len(letters)):
        ends: dict[int, float] = {}
        first = _words_from(letters[start])
        if "" in first:
            ends[start + 1] = first[""]
        rests = _words_from(letters[start : start + 2])
        last = min(len(letters), start + LONGEST_WORD)
        for end in range(start + 2, last + 1):
            cost = rests.get(letters[start + 2 : end])
            if cost is not None:
                ends[end] = cost
        if extra:
            for end in range(start + 1, last + 1):
                cost = extra.get(letters[start:end])
                if cost is not None:
                    ends[end] = cost
        for end, cost in list(ends.items()):
            takes_s = end - start >= 4 and letters[end - 1] != "s"
            if takes_s and letters[end : end + 1] == "s" and end + 1 not in ends:
                ends[end + 1] = cost + _PLURAL_COST
        arcs.append(ends)
    return arcs


def word_cost(letters: str, extra: Mapping[str, float]) -> float | None:
    """The cost of a folded word of the lexicon or of ``extra``; None if it is in neither."""
    return find_words(letters, extra)[0].get(len(letters)) if letters else None


def is_everyday(word: str, cost: float = _EVERYDAY_COST) -> bool:
    """True if people use ``word`` often, in any case: one of some 15,000 words by default.

    ``cost`` is the greatest cost of such a word (see `find_words`).
    """
    found = word_cost(fold(word), {}) if word.isalpha() else None
    return found is not None and found <= cost


def own_words(extra: Iterable[str]) -> dict[str, float]:
    """The folded words of a team's own names and terms, each at a low cost.

    Cached for a tuple, which may be as long as a brand book.
    """
    return _own_words(extra) if isinstance(extra, tuple) else _fold_words(extra)


def _fold_words(extra: Iterable[str]) -> dict[str, float]:
    found: dict[str, float] = {}
    for term in extra:
        for word in term.split():
            folded = fold(word.strip("#@＃＠"))
            if 0 < len(folded) <= LONGEST_WORD:
                found[folded] = _OWN_COST
    return found


_own_words = identity_cache(_fold_words)


def fold(text: str) -> str:
    """Lower case without accents and marks: one letter for each base letter ("É" gives "e")."""
    if text.isascii():
        return text.lower()
    from unicodedata import category, normalize

    folded = []
    for char in text:
        if category(char)[0] == "M":
            continue
        low = normalize("NFD", char)[0].lower()
        folded.append(low if len(low) == 1 else char)
    return "".join(folded)


def read(name: str) -> str:
    """The text of a file in ``lexicon/``."""
    folder = __file__.rpartition("word_list")[0]
    with open(f"{folder}lexicon/{name}", encoding="utf-8") as file:
        return file.read()


def _words_from(start: str) -> dict[str, float]:
    """The rests of the words that begin with these one or two letters, with their costs."""
    found = _unpacked.get(start)
    if found is not None:
        return found
    if not _lines:
        _lines.update((line[:2].rstrip(), line) for line in read("words.txt").splitlines())
    line = _lines.get(start)
    if line is None:
        return {}  # not cached: the letters of other scripts would fill the memory
    found = _unpacked[start] = {}
    cost = 0.0
    for token in line[len(start) :].split():
        if token[0] <= "9" and token != ".":
            cost = int(token) / 10
        else:
            found["" if token == "." else token] = cost
    return found


_SEEN = {"strong": 5.0, "mild": 8.0}
"""What a rude word costs a reader: as much as one of the ten, or the hundred, commonest words."""

_sections: list[tuple[str, list[str]]] = []


class Rude(NamedTuple):
    """The words of the list by what they do; all are folded."""

    costs: dict[str, float]
    strong: frozenset[str]
    deaths: frozenset[str]


@identity_cache
def rude_words(removed: Collection[str]) -> Rude:
    """The words of ``lexicon/embarrassing.txt`` without those that a team uses itself."""
    costs: dict[str, float] = {}
    deaths: list[str] = []
    for strength, names in _read_sections():
        listed = [name for name in names if name not in removed]
        if strength == "death":
            deaths += listed
        else:
            costs.update(dict.fromkeys(listed, _SEEN[strength]))
    return Rude(
        costs,
        frozenset(word for word, cost in costs.items() if cost == _SEEN["strong"]),
        frozenset(deaths),
    )


def _read_sections() -> list[tuple[str, list[str]]]:
    if not _sections:
        for line in read("embarrassing.txt").splitlines():
            if line.startswith("["):
                _, strength, _language = line.strip("[]").split()
                _sections.append((strength, []))
            elif line and not line.startswith("#"):
                _sections[-1][1].extend(line.split())
    return _sections
