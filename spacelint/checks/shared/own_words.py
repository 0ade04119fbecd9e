"""Look up a team's own words in a title: a brand book may have thousands of them."""

from __future__ import annotations

from spacelint.brand.fold import fold_tag
from spacelint.text.word_list import kept

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from spacelint.text import Title


def own_word(title: Title, own_words: Sequence[str]) -> str:
    """Return the first of a team's own words in a title, as the team writes it; "" if none.

    In scripts without spaces between words it may be inside of others.
    """
    joined, by_first = _looked_up(own_words)
    for word in title.words:
        own = joined.get(word if word.isascii() else fold_tag("#" + word))
        if own:
            return own
    if by_first and not title.text.isascii():
        for char in title.text:
            for own in by_first.get(char, ()):
                if own in title.text:
                    return own
    return ""


def as_spelled(own_words: Sequence[str]) -> Mapping[str, str]:
    """Return the single words of a team by their folds, as the team writes them."""
    return _spelled(own_words)


def _look_up(own_words: Sequence[str]) -> tuple[Mapping[str, str], Mapping[str, Sequence[str]]]:
    from spacelint.brand.make import spelled_out

    words = [own for own in own_words if own.isalnum()]
    joined, unspaced = spelled_out(words, words)
    by_first: dict[str, list[str]] = {}
    for own, _ in unspaced:
        by_first.setdefault(own[0], []).append(own)
    return joined, by_first


def _spell(own_words: Sequence[str]) -> Mapping[str, str]:
    return {word.casefold(): word for phrase in own_words for word in phrase.split()}


_looked_up, _spelled = kept(_look_up), kept(_spell)
