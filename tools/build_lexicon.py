"""Build ``spacelint/text/lexicon/words.txt``, the word costs that hashtags are split by.

Usage: python tools/build_lexicon.py WORDNINJA_WORDS.txt.gz SYMSPELL_FREQUENCY_DICTIONARY.txt

The two inputs come with the packages ``wordninja`` 2.0.0 (``wordninja_words.txt.gz``: words by
falling frequency in English Wikipedia, then plain dictionary words) and ``symspellpy`` 6.10
(``frequency_dictionary_en_82_765.txt``: which words are spelled right). Both are under the MIT
licence; their notices lie beside the result. The project's own corrections are in
``tools/lexicon/``. The same inputs give the same bytes.
"""

from __future__ import annotations

import gzip
import sys
from math import log
from pathlib import Path

HERE = Path(__file__).parent / "lexicon"
TARGET = Path(__file__).parents[1] / "spacelint" / "text" / "lexicon" / "words.txt"

_STEP = 0.2  # costs are rounded to this, so that many words share one number in the file
_RANKED_UNTIL = 60_000  # beyond it Wikipedia's list is mostly names and markup
_DICTIONARY_FROM = 91_000  # from here on the list is an English dictionary again
_FOUR_LETTERS_UNTIL = 6_000  # a rarer word of four letters must be in the second list too


def main(ninja: str, symspell: str) -> None:
    ranked = gzip.decompress(Path(ninja).read_bytes()).decode().split()
    spelled = {line.split()[0] for line in Path(symspell).read_text("utf-8-sig").splitlines()}
    short = set(_words("short_words.txt"))
    dropped = set(_words("dropped.txt"))
    ranks = {
        word: rank
        for rank, word in enumerate(ranked, 1)
        if _kept(word, rank, spelled, short) and word not in dropped
    }
    for line in _lines("additions.txt"):
        number, _, words = line.partition(":")
        for word in words.split():
            ranks[word] = min(int(number), ranks.get(word, int(number)))
    for word in short:
        ranks.setdefault(word, 20_000)
    TARGET.write_text(_render(ranks), encoding="ascii", newline="\n")
    print(f"{len(ranks)} words, {TARGET.stat().st_size} bytes")


def _kept(word: str, rank: int, spelled: set[str], short: set[str]) -> bool:
    if not (word.isascii() and word.isalpha()):
        return False
    if len(word) <= 3:
        return word in short
    if len(word) == 4:
        return rank <= _FOUR_LETTERS_UNTIL or word in spelled
    return len(word) <= 24 and (
        rank <= _RANKED_UNTIL or rank >= _DICTIONARY_FROM or word in spelled
    )


def _render(ranks: dict[str, int]) -> str:
    """One line for each two first letters: the letters, then costs, each before its words."""
    scale = log(len(ranks))
    lines: dict[str, dict[int, list[str]]] = {}
    for word, rank in ranks.items():
        cost = round(log(rank * scale) / _STEP) * round(_STEP * 10)
        lines.setdefault(word[:2], {}).setdefault(cost, []).append(word[2:] or ".")
    rendered = []
    for start in sorted(lines):
        groups = (f"{cost} {' '.join(sorted(ends))}" for cost, ends in sorted(lines[start].items()))
        rendered.append(f"{start} {' '.join(groups)}\n")
    return "".join(rendered)


def _lines(name: str) -> list[str]:
    text = (HERE / name).read_text("utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


def _words(name: str) -> list[str]:
    return [word for line in _lines(name) for word in line.split()]


if __name__ == "__main__":
    main(*sys.argv[1:])
