"""Text from outside, made safe to show: what a terminal would obey or nobody would see is spelled out.

``U+001B`` in angle brackets stands for the escape character, and so on for controls, bidi overrides,
lone surrogates and zero-width characters. A joiner inside of an emoji or a word stays.
"""

from __future__ import annotations

_JOINERS = "\u200c\u200d"
_SHOWN_SPACES = "\u3000"


def visible(text: str) -> str:
    """Return ``text`` in one line that shows every character it has."""
    return text if text.isprintable() else "".join(visible_chars(text))


def visible_chars(text: str) -> list[str]:
    """Return how each code point of ``text`` is shown, in order."""
    shown: list[str] = []
    last = len(text) - 1
    for i, char in enumerate(text):
        if char.isprintable() or char in _SHOWN_SPACES:
            shown.append(char)
        elif char in _JOINERS and 0 < i < last and _joins(text[i - 1], text[i + 1]):
            shown.append(char)
        else:
            shown.append(f"<U+{ord(char):04X}>")
    return shown


def _joins(before: str, after: str) -> bool:
    """Tell whether a joiner between these two has its proper use, which is beyond ASCII."""
    return before > "\x7f" and after > "\x7f" and before.isprintable() and after.isprintable()
