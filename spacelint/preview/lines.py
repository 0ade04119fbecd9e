"""Break pieces of a text into lines, by whatever measure the medium has."""

from __future__ import annotations

from spacelint.preview.card import Piece
from spacelint.text.width import graphemes

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from spacelint.preview.card import Kind

    Line = tuple[Piece, ...]

# What does not start a line, and what does not end one (after JIS X 4051, the common part of it).
_CLOSING = frozenset(
    ".,:;!?%)]}、。，．・：；？！」』）】〕〉》”’…ー々ぁぃぅぇぉっゃゅょァィゥェォッャュョ"
)
_OPENING = frozenset("#＃@＠$([{「『（【〔〈《“‘")


def lines_of(pieces: Sequence[Piece], room: float, measure: Callable[[str], float]) -> list[Line]:
    """Return ``pieces`` in lines of at most ``room`` by ``measure``, at least one.

    ``measure`` gives the width of what a reader calls one character. Lines break at spaces and
    beside characters of two cells (Chinese, Japanese, Korean, emoji); else where they are full.
    """
    text = "".join(piece.text for piece in pieces)
    kinds: list[Kind] = [piece.kind for piece in pieces for _ in piece.text]
    spans = graphemes(text)
    widths = [measure(text[start:end]) for start, end in spans]
    lines: list[Line] = []
    first = at = 0
    used = 0.0
    last_break = 0
    while at < len(spans):
        cluster = text[slice(*spans[at])]
        if at > first and _may_break(text[slice(*spans[at - 1])], cluster):
            last_break = at
        if used + widths[at] > room and at > first and cluster != " ":
            stop = last_break if last_break > first else at
            lines.append(_line(text, kinds, spans[first][0], spans[stop][0]))
            first, used = stop, sum(widths[stop:at])
            continue
        used += widths[at]
        at += 1
    start = spans[first][0] if spans else 0
    lines.append(_line(text, kinds, start, len(text)))
    return lines


def _may_break(before: str, after: str) -> bool:
    if after == " ":
        return False
    if before == " ":
        return True
    if after[0] in _CLOSING or before[0] in _OPENING:
        return False
    return _wide(before) or _wide(after)


def _wide(cluster: str) -> bool:
    if cluster.isascii():
        return False
    from spacelint.text.width import cells

    return cells(cluster) == 2


def _line(text: str, kinds: Sequence[Kind], start: int, end: int) -> Line:
    end = start + len(text[start:end].rstrip(" "))
    found: list[Piece] = []
    for i in range(start, end):
        kind = kinds[i]
        if found and found[-1].kind == kind:
            found[-1] = Piece(found[-1].text + text[i], kind)
        else:
            found.append(Piece(text[i], kind))
    return tuple(found)
