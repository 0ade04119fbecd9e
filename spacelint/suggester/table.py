"""The table of shortenings, and which language of it a title is in."""

from __future__ import annotations

import os
import re

from spacelint.text.value import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import Any

    from spacelint.suggester.scene import Word

_FILE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "shortenings.toml")
WHERE = ("anywhere", "between", "before-number", "after-number")
_PARTS = re.compile(r"['’_]")
_COMMON = 13.0  # the cost in the lexicon up to which a word is one that people know
_OPENS = r"(?<![^\s(\[“«„\"])"
_CLOSES = r"(?![^\s.,:;!?)\]”»\"])"


class Shortening(NamedTuple):
    """Words that may be written shorter: what they are, what is written, and a pattern for them.

    ``first`` is the first of the words in lower case, without which there is no match.
    The pattern's match is what is replaced, the space swallowed with it included. ``is_name`` where
    it may be part of a name, as days and months may.
    """

    words: str
    short: str
    pattern: re.Pattern[str]
    first: str
    is_name: bool


class Language(NamedTuple):
    """The part of the table for one language; all words are in lower case.

    In ``unended`` a title does not end that was cut; ``telling`` words tell the language, and so do
    ``letters`` beside one of them.
    ``dotted`` are the short forms that end in a full stop, in lower case.
    ``longest_first`` are the shortenings with their places in the table, the most words first.
    """

    code: str
    words: frozenset[str]
    fillers: frozenset[str]
    join: str
    longest_first: tuple[tuple[int, Shortening], ...]
    dotted: frozenset[str]
    unended: frozenset[str]
    telling: frozenset[str]
    letters: frozenset[str]
    adjectives_last: bool


def languages() -> Mapping[str, Language]:
    """Return the table, read on the first call, by language code."""
    if not _read:
        import tomli

        with open(_FILE, "rb") as file:
            table = tomli.load(file)
        _read.update({code: language(code, entry) for code, entry in table.items()})
    return _read


def language(code: str, entry: Mapping[str, Any]) -> Language:
    """Return one language of the table; raises KeyError or ValueError for a wrong entry."""
    ranked = enumerate([_shortening(one) for one in entry["shorten"]])
    words = frozenset(entry["words"].split())
    return Language(
        code,
        words,
        frozenset(entry["fillers"].split()),
        entry["with"],
        tuple(sorted(ranked, key=lambda each: -len(each[1].words.split()))),
        frozenset(one["to"].lower() for one in entry["shorten"] if one["to"].endswith(".")),
        words.union(entry["dangling"].split()),
        words.union(entry["dangling"].split(), entry["tells"].split()),
        frozenset(entry.get("letters", "")),
        entry.get("adjectives-last", False),
    )


def language_of(text: str, known: str | None, words: Iterable[Word]) -> Language | None:
    """Return the language of a title: ``known`` (a BCP 47 tag), or the one it has most words of.

    ``words`` are its plain words. Where no language has most of them it is English if all of its
    words are and none tells another language; None where it may be any other.
    """
    table = languages()
    if known:
        return table.get(known.split("-")[0].split("_")[0].lower())
    # An acronym tells nothing of the language: AI is no Italian word.
    plain = [word.text for word in words if not word.text.isupper() or text.isupper()]
    found = frozenset([part for word in plain for part in _PARTS.split(word.lower())])
    counts = {each.code: len(found & each.telling) for each in table.values()}
    for code, count in counts.items():
        if count and not table[code].letters.isdisjoint(text.lower()):
            counts[code] += 1
    most = max(counts.values())
    best = [code for code, count in counts.items() if count == most]
    if len(best) == 1:
        return table[best[0]]
    if text.isascii() and "en" in best:
        letters = [word.lower() for word in plain if word.isalpha()]
        if letters and all(map(_is_english, letters)):
            return table["en"]
    return None


def _is_english(word: str) -> bool:
    from spacelint.text.word_list import word_cost

    cost = word_cost(word, {})
    return cost is not None and cost <= _COMMON


def _shortening(one: Mapping[str, Any]) -> Shortening:
    words, short, where = one["from"], one["to"], one.get("where", "anywhere")
    glue = r"\s+" if one.get("glue", False) else ""
    if where not in WHERE or not {*one} <= {"from", "to", "where", "glue", "name"}:
        raise ValueError(f"{words}: where is one of {', '.join(WHERE)}; found {one}")
    body = r"\s+".join(re.escape(part) for part in words.split())
    pattern = {
        "anywhere": rf"{_OPENS}{body}{_CLOSES}",
        # Not first, not last, and not beside a mark that ends a phrase.
        "between": rf"(?<=[^\s.:;!?–—|-]\s){body}(?=\s+[^\s.:;!?–—|-])",
        "before-number": rf"{_OPENS}{body}{glue}(?=\s*\d)",
        "after-number": rf"(?:(?<=\d)\s+{body}|(?<=\d\s){body}){_CLOSES}"
        if glue
        else rf"(?<=\d\s){body}{_CLOSES}",
    }[where]
    flags = 0 if words != words.lower() else re.IGNORECASE
    return Shortening(
        words, short, re.compile(pattern, flags), words.split()[0].lower(), bool(not flags)
    )


_read: dict[str, Language] = {}
