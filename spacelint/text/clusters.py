"""Extended grapheme clusters (Unicode Standard Annex 29), and how wide each is in a terminal.

Each character has a kind, in a table made by `tools/build_clusters.py`: its class for clusters and
its width. Clusters are what a pattern finds in the kinds of a text. This costs a bare call
less than importing ``regex`` and ``wcwidth``; tests compare it with both.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import accumulate

from spacelint.text.cluster_table import KINDS, STARTS
from spacelint.text.pattern import Pattern

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

# A kind is the character FIRST + 8 * class + width; the classes in the order of the table.
_FIRST = 0x40
_CLASSES = (
    "other cr lf control zwj linker extend extend_only spacing prepend flag l v t syllable picture"
    " consonant lv"
).split()
# Cells by width: of a character on its own or first in its cluster, and of a later one.
_FIRST_CELLS = (0, 1, 2, 0, 1, 2, 2)
_LATER_CELLS = (0, 1, 2, 1, 1, 2, 0)
_NARROW_PICTURE, _WIDE_PICTURE = 4, 5
_MOST_KNOWN = 20_000  # characters
_TEXT_STYLE, _EMOJI_STYLE, _ZWJ = "\ufe0e", "\ufe0f", "\u200d"


def _of(*classes: str) -> str:
    """Return a character class of the kinds of some classes."""
    places = [_FIRST + 8 * _CLASSES.index(name) for name in classes]
    return "[" + "".join(f"{chr(place)}-{chr(place + 7)}" for place in places) + "]"


_PICTURES = (
    f"{_of('picture')}(?:{_of('extend', 'extend_only', 'linker')}*{_of('zwj')}{_of('picture')})*"
)
_CONJUNCT = (
    f"{_of('consonant')}(?:{_of('extend', 'zwj')}*{_of('linker')}"
    f"{_of('extend', 'zwj', 'linker')}*{_of('consonant')})*"
)
_HANGUL = (
    f"{_of('l')}*(?:(?:{_of('v')}+|{_of('lv')}{_of('v')}*|{_of('syllable')}){_of('t')}*)"
    f"|{_of('l')}+|{_of('t')}+"
)
_CLUSTER = re.compile(
    f"{_of('other')}(?={_of('other')})|"  # two that join nothing, which most are
    f"{_of('cr')}{_of('lf')}|{_of('cr', 'lf', 'control')}"
    f"|{_of('prepend')}*(?:{_PICTURES}|{_of('flag')}{{2}}|{_CONJUNCT}|{_HANGUL}"
    f"|{_of('cr', 'lf', 'control').replace('[', '[^')})"
    f"{_of('extend', 'extend_only', 'linker', 'zwj', 'spacing')}*"
    f"|{_of('prepend')}+"
)
_LAST_OTHER = chr(_FIRST + 7)
_PLAIN = re.compile(_of("other") + "*")
_PREPENDS = [chr(_FIRST + 8 * _CLASSES.index("prepend") + width) for width in range(8)]
_NOT_PLAIN = Pattern(_of("other").replace("[", "[^") + "+")
_JAMO = re.compile(_of("v", "t"))
_LV = chr(_FIRST + 8 * _CLASSES.index("lv") + 2)


def is_sure_break(text: str, at: int) -> bool:
    """True if a cluster surely begins at ``at``, from the two characters beside it."""
    return 0 < at < len(text) and max(_known[text[at - 1]], _known[text[at]]) <= _LAST_OTHER


def clusters(text: str) -> list[tuple[int, int]]:
    """Return the spans of the clusters of ``text``, in code points; together they are the text."""
    kinds = _kinds(text)
    if _PLAIN.fullmatch(kinds):  # each character is one, none being of a kind that joins others
        return [(at, at + 1) for at in range(len(text))]
    ends = list(accumulate(map(len, _CLUSTER.findall(kinds))))
    return list(zip([0, *ends], ends))  # noqa: B905


def cluster_count(text: str) -> int:
    """Return the number of clusters of ``text``."""
    kinds = _kinds(text)
    if any(map(kinds.__contains__, _PREPENDS)):
        return len(_CLUSTER.findall(kinds))
    # A plain character is one, and joins nothing but what follows it.
    count = len(kinds)
    for stretch in _NOT_PLAIN.finditer(kinds):
        start, end = stretch.span()
        joined = kinds[max(0, start - 1) : end]
        count += len(_CLUSTER.findall(joined)) - len(joined)
    return count


def cluster_at(text: str, at: int) -> int:
    """Return where the cluster begins that the character at ``at`` belongs to, in code points."""
    first = at
    while first and not is_sure_break(text, first):
        first -= 1
    for match in _CLUSTER.finditer(_kinds(text[first : at + 1])):
        start = match.start()
    return first + start


def measured_clusters(text: str) -> Iterator[tuple[int, int, int]]:
    """Yield start, end (code points) and width (terminal cells, 0 to 2) of each cluster."""
    kinds = _kinds(text)
    for match in _CLUSTER.finditer(kinds):
        start, end = match.span()
        if end - start == 1:
            yield start, end, _FIRST_CELLS[ord(kinds[start]) & 7]
        else:
            yield start, end, _cells(text[start:end], kinds[start:end])


class _Kinds(dict[str, str]):
    """The kind of each character, looked up in the table on first use."""

    __slots__ = ()

    def __missing__(self, char: str) -> str:
        kind = KINDS[bisect_right(STARTS, char) - 1]
        if len(self) < _MOST_KNOWN:
            self[char] = kind
        return kind


_known = _Kinds()


def _kinds(text: str) -> str:
    kinds = "".join(map(_known.__getitem__, text))
    if _JAMO.search(kinds) is None:
        return kinds
    # A syllable of two jamo takes another vowel; the table has all syllables as one kind.
    return "".join(
        _LV if "\uac00" <= char <= "\ud7a3" and (ord(char) - 0xAC00) % 28 == 0 else kind
        for char, kind in zip(text, kinds, strict=True)
    )


def _cells(cluster: str, kinds: str) -> int:
    """Return the cells of a cluster of several characters: never more than two."""
    cells = 0
    before = ""
    width = 0
    for char, kind in zip(cluster, kinds, strict=True):
        if char == _EMOJI_STYLE and width == _NARROW_PICTURE:
            cells = 2
        elif char == _TEXT_STYLE and width == _WIDE_PICTURE:
            cells = 1
        width = ord(kind) & 7
        if before != _ZWJ:
            cells += _LATER_CELLS[width] if cells else _FIRST_CELLS[width]
        before = char
    return min(cells, 2)
