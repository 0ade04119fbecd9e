"""Which language a title is in, and what the table says of that language."""

from __future__ import annotations

import re
from functools import cache

from spacelint.checks.shared.language import language_code, table, words_of
from spacelint.text.value import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from typing import Any

    from spacelint.suggester.tokens import Word

WHERE = ("anywhere", "between", "before-number", "after-number")
JAPANESE = "ja"
_WITH = frozenset("with w/ ft feat featuring dengan со".split())  # of every language
_AND = frozenset("&+")
_TALKS = frozenset(("ama", "q&a"))
_BEHIND_TALK = 3  # words: "a talk late tonight with"
_ELLIPSIS = ".…"
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
        return _pattern(self)


class Language(NamedTuple):
    """The part of the table for one language; all words are in lower case.

    What is left of a title ends in no word of ``unended``. ``shortenings`` are in the order of
    their use; the others are explained in the table.
    """

    code: str
    unended: frozenset[str]
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


@cache
def languages() -> Mapping[str, Language]:
    """Return the languages that titles are written in, by code: those with a word for "with"."""
    return {code: language(code, entry) for code, entry in table().items() if "with" in entry}


def language(code: str, entry: Mapping[str, Any]) -> Language:
    """Return one language of the table; raises ValueError for a wrong entry."""
    return Language(
        code,
        words_of(entry, "words", "dangling", "numbers"),
        words_of(entry, "fillers"),
        words_of(entry, "keep-after"),
        tuple(filter(None, entry.get("openers", "").split(";"))),
        words_of(entry, "asks"),
        words_of(entry, "verbs"),
        entry.get("with", ""),
        entry.get("and", ""),
        words_of(entry, "talks"),
        words_of(entry, "between"),
        tuple(map(_shortening, entry.get("shorten", ()))),
    )


@cache
def every_unended() -> frozenset[str]:
    """Return the words of all languages in which what is left of a title does not end."""
    return frozenset().union(*[each.unended for each in languages().values()])


def is_with(word: str, language: Language) -> bool:
    """True if a guest stands behind a word, in any language where it is not known."""
    word = _lower(word)
    return word in _WITH or any(word == each.join for each in _any(language))


def ends_open(words: Sequence[str], language: Language) -> str:
    """Return which word at the end of a title waits for a guest: "with", "and", or none ("").

    In a title whose language is not known, none does.
    """
    if not language.code:
        return ""
    last = _lower(words[-1]) if words else ""
    if is_with(last, language):
        return "with"
    return "and" if last in _AND | {language.conjunction} | language.between else ""


def awaits_guest(words: Sequence[str], language: Language) -> bool:
    """True if a title is about to name a guest: "AMA with", "chat with Ann and".

    After "building with" there stands a subject.
    """
    lower = [_lower(word) for word in words]
    if not lower or any(lower[0] in each.asks for each in _any(language)):
        return False
    if is_with(lower[-1], language):
        talks = _TALKS.union(*[each.talks for each in _any(language)])
        behind = lower[-2 : -2 - _BEHIND_TALK : -1]
        return next((word in talks for word in behind if word in talks | every_unended()), False)
    at = max((at for at, word in enumerate(words) if is_with(word, language)), default=len(words))
    names = words[at + 1 : -1]
    return (
        lower[-1] in _AND.union(each.conjunction for each in _any(language))
        and bool(names)
        and (names[-1].startswith("@") or awaits_guest(words[: at + 1], language))
        and all(one[0] in "@&" or one[0].isupper() or one.lower() == lower[-1] for one in names)
    )


def _any(language: Language) -> Iterable[Language]:
    return (language,) if language.code else languages().values()


def _lower(word: str) -> str:
    """Return a word as the table has it; a capital alone is a name: Generation Z."""
    return word if len(word) == 1 else word.rstrip(_ELLIPSIS).lower()


def language_of(text: str, known: str | None, words: Iterable[Word]) -> Language | None:
    """Return the language of a title (see `language_code`); None where it may be any other."""
    return languages().get(language_code(text, known, [word.text for word in words]))


def _shortening(one: Mapping[str, Any]) -> Shortening:
    words, where = one["from"], one.get("where", "anywhere")
    if where not in WHERE or not {*one} <= {"from", "to", "where", "glue", "name"}:
        raise ValueError(f"{words}: where is one of {', '.join(WHERE)}; found {one}")
    first = words.split()[0].lower()
    return Shortening(words, one["to"], where, one.get("glue", False), first, "name" in one)


@cache
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


#: What stands for the language of a title that may be in any.
UNKNOWN = language("", {})
