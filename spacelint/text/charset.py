"""Sets of characters, as fragments of character classes, and what counts of a character."""

from __future__ import annotations

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
    if text.isascii():
        return len(text)
    if max(text) <= "\uffff":
        return len(text)
    return len(text) + sum(map("\uffff".__lt__, text))


def has_unspaced(text: str) -> bool:
    """Tell whether a text has letters of a script that puts no space between words.

    Those of Thai, Lao, Tibetan and all of Chinese and Japanese. No pattern: compiling a class of
    that size takes as long as everything else that is done to a short title.
    """
    if text.isascii():
        return False
    return any("\u2e80" <= char <= "\u9fff" or "\u0e00" <= char <= "\u0eff" for char in text)
