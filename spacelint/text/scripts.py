"""What differs between the world's scripts in how words are set."""

from __future__ import annotations


def has_unspaced(text: str) -> bool:
    """Tell whether a text has letters of a script that puts no space between words.

    Those of Thai, Lao, Tibetan and all of Chinese and Japanese. No pattern: compiling a class of
    that size takes as long as everything else that is done to a short title.
    """
    if text.isascii():
        return False
    return any("\u2e80" <= char <= "\u9fff" or "\u0e00" <= char <= "\u0eff" for char in text)
