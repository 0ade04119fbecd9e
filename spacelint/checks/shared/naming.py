"""Names of characters for messages."""

from __future__ import annotations


def named(char: str) -> str:
    """Return a visible ``char``, or an invisible one's name: ``a zero width space (U+200B)``."""
    from unicodedata import category, name

    if char.isprintable() and category(char)[0] != "M" and not 0x115F <= ord(char) <= 0x1160:
        return char
    words = name(char, "character without a name").lower()
    return f"{'an' if words[0] in 'aeiou' else 'a'} {words} (U+{ord(char):04X})"
