"""Text from outside, made safe to show: what a terminal obeys or nobody sees is spelled out.

``U+001B`` in angle brackets stands for the escape character, and so on for controls, bidi
overrides, lone surrogates and zero-width characters. A joiner inside of an emoji or a word stays.
"""

from __future__ import annotations

_JOINERS = "\u200c\u200d"
_SHOWN_SPACES = "\u3000"


def visible(text: str) -> str:
    """Return ``text`` in one line that shows every character it has."""
    return text if text.isprintable() else "".join(visible_chars(text))


def visible_chars(text: str) -> list[str]:
    """Return how each code point of ``text`` is shown, in order."""
    return [
        char if char.isprintable() or _is_shown(text, i, char) else f"<U+{ord(char):04X}>"
        for i, char in enumerate(text)
    ]


def char_name(char: str) -> str:
    """Return a visible ``char``, or an invisible one's name: ``a zero width space (U+200B)``."""
    from unicodedata import category, name

    if char.isprintable() and category(char)[0] != "M" and not 0x115F <= ord(char) <= 0x1160:
        return char
    words = name(char, "character without a name").lower()
    return f"{'an' if words[0] in 'aeiou' else 'a'} {words} (U+{ord(char):04X})"


def _is_shown(text: str, i: int, char: str) -> bool:
    """Tell whether a character that Python would escape has its proper use where it stands."""
    if char in _SHOWN_SPACES:
        return True
    return char in _JOINERS and 0 < i < len(text) - 1 and _joins(text[i - 1], text[i + 1])


def _joins(before: str, after: str) -> bool:
    """Tell whether a joiner between these two has its proper use, which is beyond ASCII."""
    return before > "\x7f" and after > "\x7f" and before.isprintable() and after.isprintable()
