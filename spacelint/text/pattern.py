"""Patterns in two readings: for ASCII texts on ``re``, for all others on ``regex``.

Importing ``regex`` takes about 8 ms and compiling a class of all letters about 1 ms more, as much
as the rest of a bare call of the command; most titles are ASCII and need neither. Both readings
come from one template, and a property test compares them on ASCII. Below are the sets of
characters that several patterns share.
"""

from __future__ import annotations

import re
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any


# Signs that X counts as part of a hashtag beside letters, marks and digits: underscore, ZWNJ, ZWJ,
# geresh, katakana middle dot and the like.
_SPECIAL = (
    "_\u200c\u200d\ua67e\u05be\u05f3\u05f4\uff5e\u301c\u309b\u309c\u30a0\u30fb\u3003"
    "\u0f0b\u0f0c\u00b7"
)
# A private-use block that X's table treats as letters.
_PRIVATE = "\uf870-\uf87f\uf882\uf884-\uf89f\uf8b8\uf8c1-\uf8d6"
# Characters that nobody sees, and that end or spoil a tag.
_INVISIBLE = (
    "\u00ad\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b\u200e\u200f\u202a-\u202e"
    "\u2060-\u2064\u2066-\u206f\u3164\ufe00-\ufe0e\ufeff"
)
_NEVER = "\uffff"  # in no ASCII text
#: Four capitals in a row and more, of the scripts that have capitals.
LOUD_WORD = re.compile("[A-ZÀ-ÖØ-ÞĀ-ŽΆ-ΫЀ-ЯҐԱ-Ֆ]{4,}")

#: Scripts that put no space between words.
_UNSPACED = r"\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}"
# Scripts that write particles and endings on to a name in Latin letters: `@jack은`, `@jackთან`.
_PARTICLES = (
    r"\p{Hangul}\p{Devanagari}\p{Bengali}\p{Gujarati}\p{Gurmukhi}\p{Tamil}\p{Telugu}\p{Kannada}"
    r"\p{Malayalam}\p{Sinhala}\p{Oriya}\p{Georgian}\p{Armenian}\p{Ethiopic}\p{Tibetan}"
)
_PICTURE = (
    r"(?:(?![#*0-9©®™])\p{Extended_Pictographic}"
    "|[\U0001f1e6-\U0001f1ff\U0001f3fb-\U0001f3ff])"
)
_LONGEST_TOKEN = 80  # code points
#: What each name in double angle brackets stands for: in any text, and in an ASCII one.
CLASSES = {
    "ALPHA": (rf"\p{{L}}\p{{M}}{_PRIVATE}", "A-Za-z"),
    "NUMERIC": (rf"\p{{Nd}}{_SPECIAL}", "0-9_"),
    "ALNUM": (rf"\p{{L}}\p{{M}}{_PRIVATE}\p{{Nd}}{_SPECIAL}", "A-Za-z0-9_"),
    "UNSPACED": (_UNSPACED, _NEVER),
    "PARTICLES": (_PARTICLES, _NEVER),
    "HANGUL": (r"\p{Hangul}", _NEVER),
    "INVISIBLE": (_INVISIBLE, _NEVER),
    "PICTURE": (_PICTURE, _NEVER),
    "LETTER": (r"\p{L}", "A-Za-z"),
    "LATIN": (r"\p{Latin}", "A-Za-z"),
    "LOWER": (r"\p{Ll}", "a-z"),
    "UPPER": (r"\p{Lu}", "A-Z"),
    # Letters of scripts that set a space after a mark.
    "SPACED": (
        r"\p{Latin}\p{Cyrillic}\p{Greek}\p{Arabic}\p{Hebrew}\p{Devanagari}\p{Hangul}",
        "A-Za-z",
    ),
    "DIGIT": (r"\p{Nd}", "0-9"),
}


def _atomic(pattern: str) -> str:
    """Return ``pattern`` with its possessive groups, ``(…)*+``, as atomic ones, ``(?>(…)*)``."""
    pieces: list[str] = []
    opened: list[int] = []
    for piece in re.findall(_PIECE, pattern):
        if piece == "(":
            opened.append(len(pieces))
        elif piece[0] == ")":
            begin = opened.pop()
            if piece != ")":
                pieces[begin] = "(?>" + pieces[begin]
                piece = piece[:-1] + ")"
        pieces.append(piece)
    return "".join(pieces)


_PIECE = r"(?s)\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|\)(?:[*+?]|\{[0-9,]+\})\+|."


def compile_re(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """Return ``pattern`` compiled by `re`; for patterns that may have a possessive group.

    Before Python 3.11.5 such a group could match too much, or end before it began
    (https://github.com/python/cpython/issues/106052). There it is compiled as an atomic one, which
    is right and takes more memory. Raises `re.error` as `re.compile` does.
    """
    return re.compile(pattern if sys.version_info >= (3, 11, 5) else _atomic(pattern), flags)


class Pattern:
    """A pattern made of a template with class names in double angle brackets: ``[«ALNUM»]+``.

    A template without such names is one pattern on ``re``. Compiled when first used.
    """

    __slots__ = ("_any", "_ascii", "_template")

    def __new__(cls, template: str) -> Pattern:
        return object.__new__(cls if "«" in template else _PlainPattern)

    def __init__(self, template: str) -> None:
        self._template = template
        self._ascii: re.Pattern[str] | None = None
        self._any: Any = None

    def reading(self, text: str) -> re.Pattern[str]:
        """Return the compiled pattern for ``text``; compiled on first use."""
        if text.isascii():
            ascii_form = self._ascii
            if ascii_form is None:
                ascii_form = self._ascii = compile_re(_filled(self._template, 1))
            return ascii_form
        any_form: re.Pattern[str] | None = self._any
        if any_form is None:
            import regex

            any_form = self._any = regex.compile(_filled(self._template, 0))
        return any_form

    def match(self, text: str, start: int = 0) -> re.Match[str] | None:
        """Match ``text`` at ``start``."""
        return self.reading(text).match(text, start)

    def match_token(self, text: str, start: int) -> re.Match[str] | None:
        """Match ``text`` at ``start``, for a pattern that reads no further than the next space.

        Nor may it look back more than three characters. Where all that is ASCII in a text that is
        not, the match needs no `regex`.
        """
        end = text.find(" ", start, start + _LONGEST_TOKEN)
        if end < 0:
            end = len(text)
            if end > start + _LONGEST_TOKEN:  # keeps the cost linear
                return self.reading(text).match(text, start)
        token = text[start - 3 if start > 3 else 0 : end]
        return self.reading(token).match(text, start)

    def search(self, text: str, start: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        """Find the first match in ``text[start:end]``."""
        return self.reading(text).search(text, start, end)

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """Find every match in ``text``."""
        return self.reading(text).finditer(text)

    def findall(self, text: str) -> list[str]:
        """Return the text of every match in ``text``."""
        return self.reading(text).findall(text)

    def sub(self, new: str, text: str) -> str:
        """Return ``text`` with ``new`` for every match."""
        return self.reading(text).sub(new, text)

    def fullmatch(self, text: str) -> re.Match[str] | None:
        """Match the whole of ``text``."""
        return self.reading(text).fullmatch(text)


class _PlainPattern(Pattern):
    """A pattern of one reading: once it is compiled, its methods are those of `re` themselves."""

    __slots__ = _METHODS = ("findall", "finditer", "fullmatch", "match", "search", "sub")

    def __getattr__(self, name: str) -> Any:  # a slot that is empty: the first use
        self._compile()
        return object.__getattribute__(self, name)

    def _compile(self) -> re.Pattern[str]:
        compiled = self._any = compile_re(self._template)
        for method in self._METHODS:
            setattr(self, method, getattr(compiled, method))
        return compiled

    def reading(self, text: str) -> re.Pattern[str]:
        compiled: re.Pattern[str] | None = self._any
        return self._compile() if compiled is None else compiled


def _filled(template: str, form: int) -> str:
    for name, forms in CLASSES.items():
        template = template.replace(f"«{name}»", forms[form])
    return template


#: Inside of a character class: white space, and the punctuation that may follow a cashtag.
SPACES = "\t-\r \x85\xa0\u1680\u180e\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
JS_SPACES = SPACES.replace("\x85", "").replace("\u180e", "") + "\ufeff"
PUNCT = r"!'#%&()*+,\\\-./:;<=>?@\[\]\^_{|}~$"
LATIN_ACCENTS = (
    "\xc0-\xd6\xd8-\xf6\xf8-\xff\u0100-\u024f\u0253\u0254\u0256\u0257\u0259\u025b\u0263\u0268"
    "\u026f\u0272\u0289\u028b\u02bb\u0300-\u036f\u1e00-\u1eff"
)
# X's pattern ignores case the JavaScript way, which lets in letters whose capital is in the class.
_FOLDED = (
    "\u0260\u0269\u0275\u0280\u0283\u0288\u028a\u028c\u0292\u0399\u03b9\u1fbe"
    "\u2c65\u2c66\u2c7e\u2c7f\ua7dc"
)
#: Inside of a character class: the letters and digits of a domain that X links without a protocol.
ASCII_LETTER = rf"a-zA-Z0-9{LATIN_ACCENTS}{_FOLDED}"


def utf16_length(text: str) -> int:
    """Return the number of UTF-16 code units of ``text``; a lone surrogate counts as one."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def has_unspaced(text: str) -> bool:
    """True if a text has letters of a script that puts no space between words.

    Those of Thai, Lao, Tibetan and all of Chinese and Japanese. No pattern: compiling a class of
    that size takes as long as everything else that is done to a short title.
    """
    if text.isascii():
        return False
    return any("\u2e80" <= char <= "\u9fff" or "\u0e00" <= char <= "\u0eff" for char in text)
