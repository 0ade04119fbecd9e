"""Count the words of a text in any script."""

from __future__ import annotations

import re

from spacelint.checks.shared.lazy_pattern import Lazy

# Scripts that put no space between words: two of their characters are taken for one word.
_UNSPACED = r"\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}ー"
_SPACED = r"[[\p{L}\p{N}\p{M}_]--[" + _UNSPACED + "]]"
# A word starts with a letter or digit; a keycap (5️⃣) is an emoji, and a joiner is no word.
_WORD = Lazy(
    rf"(?V1)[0-9#*]\ufe0f?\u20e3(*SKIP)(*FAIL)"
    rf"|(?P<unspaced>[[{_UNSPACED}]&&[\p{{L}}\p{{N}}ー]][{_UNSPACED}\p{{M}}]*+)"
    rf"|(?=[\p{{L}}\p{{N}}]){_SPACED}(?:['’&.\-/+]?{_SPACED})*+",
)
_ASCII_WORD = re.compile(r"[^\W_]\w*+(?:['&.\-/+]?\w+)*+")


def words_of(text: str, enough: int) -> int:
    """Return the number of words of ``text``; counting stops at ``enough`` beyond ASCII.

    In scripts without spaces between words, two characters count as one word.
    """
    if text.isascii():
        return len(_ASCII_WORD.findall(text))
    counted = 0
    for match in _WORD().finditer(text):
        size = match.end() - match.start()
        counted += (size + 1) // 2 if match["unspaced"] else 1
        if counted >= enough:
            break
    return counted
