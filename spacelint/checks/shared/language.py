"""Guess the language of a title from its commonest words, which `languages.toml` lists."""

from __future__ import annotations

import os
from functools import cache

from spacelint.text.pattern import Pattern

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import Any

    Entry = Mapping[str, Any]

_FOLDER = os.path.dirname(os.path.abspath(__file__))
_FILE = os.path.join(_FOLDER, "languages.toml")
_MADE = os.path.join(_FOLDER, "_languages_data.py")
_KANA = Pattern("[\u3041-\u3096\u30a1-\u30fa]")
_WORD = Pattern(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_ELIDED = 2  # letters of a word that is written with an apostrophe before the next: "l'", "qu'"
_TERMS = frozenset(("ft", "feat", "ep", "vs", "x", "w", "ama"))  # of every language
_COMMON = 13.0  # the cost in the word list up to which a word is one that people know
# What a word tells of its language, in points: a short one may be of any, or part of a name.
_LEAST, _MOST = 2, 4
_LETTER = 3  # the same of letters that few other languages have
# Words of French that its neighbours do not have, or have less often.
_FRENCH = frozenset(
    "le les des du est et pour avec dans sur une aux qui nous vous je quoi où comment pourquoi quel"
    " quelle quels quelles sont ou pas au ce cette ces ça c'est j'ai qu'est mon ton son notre votre"
    " leur chez sans vers plus prêt prêts prêtes".split()
)
_FRENCH_ELISION = Pattern(r"(?i)\b(?:[cdjlmnst]|qu)['’]\w")
_FRENCH_LETTER = Pattern(
    r"(?i)(?:[éèêëàâçùûîïô](?=[^\W\d_])|œ)"
)  # at the end of a word Italian has it
# Scripts of few languages, by their first and last letter, and the word for titles without words
# of the table.
_SCRIPTS: tuple[tuple[str, ...], ...] = (
    ("Ͱ", "Ͽ", "στις"),
    ("א", "ת", "ב-"),
    ("ء", "ۿ", "الساعة"),
    ("Ա", "֏", "ժամը"),
    ("ก", "๛", "เวลา"),
    *[(*ends, "") for ends in "ऀ෿ აჿ ሀ᎟ ຀໿ က႟ ក៿ ぁ鿿 가힣".split()],
)
# What stands before a time already, in many languages.
_PREPOSITIONS = frozenset(
    (
        "at by around from until till before after since to circa approx las la desde hasta às as"
        " das até pelas ao à a dès vers de jusqu'à dalle alle ore le les ab gegen um bis von vor"
        " nach om vanaf tot rond kl kl. klokken klockan från fra til frem klo kello kell alates o"
        " od do po godz godz. godzinie ok. u v ve ob na nuo iki plkst plkst. no līdz ora orele"
        " dela pe saat saatte pukul jam pk pk. pkl pkl. sampai mulai sa ng nang alas simula lúc"
        " vào từ đến tới khoảng saa в во с со до к от около о об з із зі від у на після перед од"
        " στις στη στην από μέχρι κατά περί τις ώρα الساعة الساعه عند في من حتى ساعت در از تا بوقت"
        " בשעה מ- ב- ב עד שעה ժամը เวลา ตอน ás am në ne"
    ).split()
)
_AT_OF_WORDS: dict[str, str] = {
    word: at
    for at, words in (
        ("a", "mediodia medianoche mezzogiorno mezzanotte"), ("à", "midi minuit meianoite"),
        ("ao", "meiodia"), ("om", "middernacht"), ("um", "mitternacht"),
    )
    for word in words.split()
}  # fmt: skip
_JOINED = ("ម៉ោង", "เวลา", "ตอน", "ໂມງ")  # the same, in scripts without spaces
_LAST_WORD = Pattern(r"(?:[^\W\d_]+(?:['’][^\W\d_]+)?[.-]?)(?=\s*\Z)")
_COMPLETE = Pattern(
    r"(?:['’][dt][ea]n?|kor|-?(?:[дт][еа]|ға|ге))\Z"
)  # a case ending says it: 20:00'de, 20-kor
_ZONE = Pattern(r" ?(?:IST|EST|EDT|ET|PST|PDT|PT|CST|CDT|CT|MST|AST|WAT|CAT|EAT|SAST|ART)\b")
_ENGLISH_TIME = Pattern(
    r"(?i).*(?:\d\s?[ap]\.?m\.?(?:[a-z]{2,4})?|noon|midnight|midday|o.?clock)\Z"
)


@cache
def table() -> Mapping[str, Entry]:
    """Return the table by language code: as literals, where they are newer (`engine.compiled`).

    An installed package has the literals alone.
    """
    try:
        if not os.path.exists(_FILE) or os.stat(_MADE).st_mtime_ns >= os.stat(_FILE).st_mtime_ns:
            from spacelint.checks.shared import _languages_data as data

            made: Mapping[str, Entry] = data.TABLE
            return made
    except OSError:
        pass  # not made yet
    import tomli

    with open(_FILE, "rb") as file:
        return tomli.load(file)


def words_of(entry: Entry, *keys: str) -> frozenset[str]:
    """Return the words in these lists of a language."""
    return frozenset([word for key in keys for word in entry.get(key, "").split()])


@cache
def small_words() -> frozenset[str]:
    """Return the commonest words of all languages: two of them make a sentence."""
    return frozenset().union(*[own_words for own_words, _ in _language_words().values()])


@cache
def _language_words() -> Mapping[str, tuple[frozenset[str], frozenset[str]]]:
    """Return the words and letters that identify each language."""
    return {
        code: (words_of(entry, "words", "dangling", "tells"), frozenset(entry.get("letters", "")))
        for code, entry in table().items()
    }


def _likeliest(text: str, words: Iterable[str]) -> tuple[int, list[str]]:
    """Return the highest score of a language for words of a text, and the codes that have it."""
    chars = set(text.lower())
    found = {part for word in words for part in _parts(word.lower())}
    points = {
        code: sum(map(_weight, found & own_words)) + _LETTER * (not chars.isdisjoint(letters))
        for code, (own_words, letters) in _language_words().items()
    }
    most = max(points.values())
    return most, [code for code, count in points.items() if count == most]


def _parts(word: str) -> list[str]:
    """Return the words that one is made of: "l'art" of two, and Turkish "bitcoin'e" of one."""
    parts = word.replace("’", "'").replace("_", "'").split("'")
    return parts if len(parts[0]) <= _ELIDED else parts[:1]


def _weight(word: str) -> int:
    return max(_LEAST, min(len(word), _MOST)) if word.isascii() else _MOST


def language_code(text: str, known: str | None = None, words: Iterable[str] | None = None) -> str:
    """Return the language of a title: ``known`` (a BCP 47 tag), or what most of its words tell.

    ``words`` are its plain words, where they are known. Where none tells another language it is
    English if all of them are English; "" where it may be any.
    """
    if known:
        return known.split("-")[0].split("_")[0].lower()
    if not text.isascii() and _KANA.search(text):
        return "ja"
    # An acronym tells nothing of the language: AI is no Italian word.
    words = _WORD.findall(text) if words is None else words
    plain = [word for word in words if not word.isupper() or text.isupper()]
    points, codes = _likeliest(text, plain)
    # Of languages that are level, the one that the table says more of.
    best = [code for code in codes if "with" in table()[code]]
    if points > _LETTER and len(best or codes) == 1:
        return (best or codes)[0]
    if text.isascii() and (not best or "en" in best):
        letters = [word.lower() for word in plain if word.isalpha() and word.lower() not in _TERMS]
        if letters and all(map(_is_english, letters)):
            return "en"
    return ""


def and_word(text: str, known: str | None = None) -> str:
    """Return the word for ``&`` in the language of a title, with a hyphen where it is a prefix.

    Empty where the language is not known or has no such word; ``known`` is its BCP 47 tag.
    """
    word = str(table().get(language_code(text, known), {}).get("and", ""))
    return word if word.rstrip("-").isalpha() else ""


def _is_english(word: str) -> bool:
    from spacelint.text.word_list import word_cost

    cost = word_cost(word, {})
    return cost is not None and cost <= _COMMON


def is_french(text: str) -> bool:
    """Return whether a title is probably French, which puts a space before ``? ! : ;``.

    Asked of a title with such a space, where a letter of French is enough.
    """
    if ("'" in text or "’" in text) and _FRENCH_ELISION.search(text):
        return True
    if not text.isascii() and "¿" not in text and "¡" not in text and _FRENCH_LETTER.search(text):
        return True
    return not _FRENCH.isdisjoint(map(str.lower, _WORD.findall(text)))


def at_word(before: str, after: str, time: str) -> str | None:
    """Return the word for "at" before ``time`` in the language of ``before`` and ``after``.

    "" where the time stands alone in that language, or a word such as "at" stands before it; None
    where the language does not show. A word for a time tells its language (``medianoche``). A time
    that is written as in English (``8pm``) is English where the title shows no language.
    """
    head = before.rstrip()
    last = _LAST_WORD.search(before)
    if not any(map(str.isalnum, head)) or head[-1] in "/|•·([–—:-" or head.endswith(_JOINED):
        return ""
    if last is not None and last[0].lower() in _PREPOSITIONS:
        return ""
    if time.isalpha() and time.lower() in _AT_OF_WORDS:
        return _AT_OF_WORDS[time.lower()]
    if _COMPLETE.search(time) or not (time[:1].isdigit() or _ENGLISH_TIME.match(time)):
        return ""  # "gece yarısı", which no preposition of clock times fits
    zone = _ZONE.match(after)
    text = f"{before} {after[zone.end() :] if zone else after} {time}"
    words = {match[0] for match in _WORD.finditer(text)}
    points, codes = _likeliest(text, words)
    likely: set[str] = {table()[code].get("at", "") for code in codes}
    sure = points > _LEAST
    if sure and len(likely) == 1:
        return likely.pop()
    if not text.isascii():
        chars = set(text)
        for first, end, there in _SCRIPTS:
            if any(first <= char <= end for char in chars):
                return there
    if sure:
        return "at" if "at" in likely and _ENGLISH_TIME.match(time) else None
    if _ENGLISH_TIME.match(time):
        return "at"
    from spacelint.text.word_list import is_everyday

    known = max(map(len, words), default=0) > 2 and all(map(is_everyday, words))
    return "at" if known else None
