"""Which language a title is in, and what the table says of that language."""

from __future__ import annotations

import os
import re

from spacelint.text.pattern import Pattern
from spacelint.text.value import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence, Set
    from typing import Any

    from spacelint.suggester.tokens import Word

_FOLDER = os.path.dirname(os.path.abspath(__file__))
_FILE = os.path.join(_FOLDER, "languages.toml")
_MADE = os.path.join(_FOLDER, "_languages_data.py")
WHERE = ("anywhere", "between", "before-number", "after-number")
JAPANESE = "ja"
_KANA = Pattern("[\u3041-\u3096\u30a1-\u30fa]")
_SHORT = 3  # letters of a word that several languages, or none, may have
_ELIDED = 2  # letters of a word that is written with an apostrophe before the next: "l'", "qu'"
_TERMS = frozenset(("ft", "feat", "ep", "vs", "x", "w", "ama"))  # of every language
_WITH = frozenset("with w/ ft feat featuring dengan со".split())  # of every language
_AND = frozenset("&+")
_TALKS = frozenset(("ama", "q&a"))
_BEHIND_TALK = 3  # words: "a talk late tonight with"
_ELLIPSIS = ".…"
_COMMON = 13.0  # the cost in the word list up to which a word is one that people know
_OPENS = r"(?<![^\s(\[“«„\"])"
_CLOSES = r"(?![^\s.,:;!?)\]”»\"])"


class Shortening(NamedTuple):
    """Words that may be written shorter, and what is written.

    ``first`` is the first of the words in lower case, without which there is no match. ``is_name``
    where they may be part of a name, as days and months may.
    """

    words: str
    short: str
    where: str
    glue: bool
    first: str
    is_name: bool

    @property
    def pattern(self) -> re.Pattern[str]:
        """What is replaced, a space that goes with it included."""
        found = _patterns.get(self)
        if found is None:
            found = _patterns[self] = _pattern(self)
        return found


class Language(NamedTuple):
    """The part of the table for one language; all words are in lower case.

    What is left of a title ends in no word of ``unended``; ``telling`` words tell the language, and
    so do ``letters`` beside one of them. ``shortenings`` are in the order of their use; the others
    are explained in the table.
    """

    code: str
    unended: frozenset[str]
    telling: frozenset[str]
    letters: frozenset[str]
    fillers: frozenset[str]
    keep_after: frozenset[str]
    openers: tuple[str, ...]
    asks: frozenset[str]
    verbs: frozenset[str]
    join: str
    conjunction: str
    talks: frozenset[str]
    between: frozenset[str]
    shortenings: tuple[Shortening, ...]


def languages() -> Mapping[str, Language]:
    """Return the table, read on the first call, by language code."""
    if not _read:
        _read.update({code: language(code, entry) for code, entry in _table().items()})
    return _read


def _table() -> Mapping[str, Mapping[str, Any]]:
    """Return the table: as literals, where they are newer than the file (`engine.compiled`).

    An installed package has the literals alone.
    """
    try:
        if not os.path.exists(_FILE) or os.stat(_MADE).st_mtime_ns >= os.stat(_FILE).st_mtime_ns:
            from spacelint.suggester import _languages_data as data

            table: Mapping[str, Mapping[str, Any]] = data.TABLE
            return table
    except OSError:
        pass  # not made yet
    import tomli

    with open(_FILE, "rb") as file:
        return tomli.load(file)


def language(code: str, entry: Mapping[str, Any]) -> Language:
    """Return one language of the table; raises KeyError or ValueError for a wrong entry."""

    def words(*keys: str) -> frozenset[str]:
        return frozenset(word for key in keys for word in entry[key].split())

    return Language(
        code,
        words("words", "dangling", "numbers"),
        words("words", "dangling", "tells"),
        frozenset(entry.get("letters", "")),
        words("fillers"),
        words("keep-after"),
        tuple(filter(None, entry.get("openers", "").split(";"))),
        words("asks"),
        frozenset(entry.get("verbs", "").split()),
        entry["with"],
        entry["and"],
        words("talks"),
        words("between"),
        tuple(map(_shortening, entry.get("shorten", ()))),
    )


def every_unended() -> Set[str]:
    """Return the words of all languages in which what is left of a title does not end."""
    if not _unended:
        _unended.update(*[each.unended for each in languages().values()])
    return _unended


def is_with(word: str, language: Language | None) -> bool:
    """Tell whether a guest stands behind a word, in any language where it is not known."""
    word = _lower(word)
    return word in _WITH or any(word == each.join for each in _any(language))


def ends_open(words: Sequence[str], language: Language) -> str:
    """Return which word at the end of a title waits for a guest: "with", "and", or none ("")."""
    last = _lower(words[-1]) if words else ""
    if is_with(last, language):
        return "with"
    return "and" if last in _AND | {language.conjunction} | language.between else ""


def awaits_guest(words: Sequence[str], language: Language | None) -> bool:
    """Tell whether a title is about to name a guest: "AMA with", "chat with Ann and".

    After "building with" there stands a subject.
    """
    lower = [_lower(word) for word in words]
    if not lower or any(lower[0] in each.asks for each in _any(language)):
        return False
    if is_with(lower[-1], language):
        talks = _TALKS.union(*[each.talks for each in _any(language)])
        for word in lower[-2 : -2 - _BEHIND_TALK : -1]:
            if word in talks or word in every_unended():
                return word in talks
        return False
    at = max((at for at, word in enumerate(words) if is_with(word, language)), default=len(words))
    names = words[at + 1 : -1]
    return (
        lower[-1] in _AND.union(each.conjunction for each in _any(language))
        and bool(names)
        and (names[-1].startswith("@") or awaits_guest(words[: at + 1], language))
        and all(one[0] in "@&" or one[0].isupper() or one.lower() == lower[-1] for one in names)
    )


def _any(language: Language | None) -> Iterable[Language]:
    return languages().values() if language is None else (language,)


def _lower(word: str) -> str:
    """Return a word as the table has it; a capital alone is a name: Generation Z."""
    return word if len(word) == 1 else word.rstrip(_ELLIPSIS).lower()


def language_of(text: str, known: str | None, words: Iterable[Word]) -> Language | None:
    """Return the language of a title: ``known`` (a BCP 47 tag), or the one it has most words of.

    ``words`` are its plain words. Where no language has most of them it is English if all of its
    words are and none tells another language; None where it may be any other.
    """
    table = languages()
    if known:
        return table.get(known.split("-")[0].split("_")[0].lower())
    if not text.isascii() and _KANA.search(text):
        return table[JAPANESE]
    # An acronym tells nothing of the language: AI is no Italian word.
    plain = [word.text for word in words if not word.text.isupper() or text.isupper()]
    found = frozenset([part for word in plain for part in _parts(word.lower())])
    counts = {each.code: len(found & each.telling) for each in table.values()}
    for code, count in counts.items():
        if count and not table[code].letters.isdisjoint(text.lower()):
            counts[code] += 1
    most = max(counts.values())
    best = [code for code, count in counts.items() if count == most]
    if len(best) == 1 and (most > 1 or _tells_alone(found & table[best[0]].telling)):
        return table[best[0]]
    if text.isascii() and "en" in best:
        letters = [word.lower() for word in plain if word.isalpha() and word.lower() not in _TERMS]
        if letters and all(map(_is_english, letters)):
            return table["en"]
    return None


def _parts(word: str) -> list[str]:
    """Return the words that one is made of: "l'art" of two, and Turkish "bitcoin'e" of one."""
    parts = word.replace("’", "'").replace("_", "'").split("'")
    return parts if len(parts[0]) <= _ELIDED else parts[:1]


def _tells_alone(words: Set[str]) -> bool:
    """Return whether one word is enough to know a language by."""
    return any(len(word) > _SHORT or not word.isascii() for word in words)


def _is_english(word: str) -> bool:
    from spacelint.text.word_list import word_cost

    cost = word_cost(word, {})
    return cost is not None and cost <= _COMMON


def _shortening(one: Mapping[str, Any]) -> Shortening:
    words, where = one["from"], one.get("where", "anywhere")
    if where not in WHERE or not {*one} <= {"from", "to", "where", "glue", "name"}:
        raise ValueError(f"{words}: where is one of {', '.join(WHERE)}; found {one}")
    first = words.split()[0].lower()
    return Shortening(words, one["to"], where, one.get("glue", False), first, "name" in one)


def _pattern(one: Shortening) -> re.Pattern[str]:
    body = r"\s+".join(re.escape(part) for part in one.words.split())
    glue = r"\s+" if one.glue else ""
    pattern = {
        "anywhere": rf"{_OPENS}{body}{_CLOSES}",
        # Not first, not last, and not beside a mark that ends a phrase.
        "between": rf"(?<=[^\s.,:;!?–—|-]\s){body}(?=\s+[^\s.:;!?–—|-])",
        "before-number": rf"{_OPENS}{body}{glue}(?=\s*\d)",
        "after-number": rf"(?:(?<=\d)\s+{body}|(?<=\d\s){body}){_CLOSES}"
        if one.glue
        else rf"(?<=\d\s){body}{_CLOSES}",
    }[one.where]
    return re.compile(pattern, 0 if one.words != one.words.lower() else re.IGNORECASE)


_read: dict[str, Language] = {}
_unended: set[str] = set()
_patterns: dict[Shortening, re.Pattern[str]] = {}
