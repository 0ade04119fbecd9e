"""The card in a terminal: a frame, the title, its length, and what X makes of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spacelint.preview.card import Card, Piece
from spacelint.preview.layout import lines_of
from spacelint.report.terminal import Style
from spacelint.text.width import cells

_WIDEST = 64
_FRAME, _ASCII_FRAME = tuple("╭─╮│╰╯├┤"), tuple("+-+|++++")


def drawn(card: Card, style: Style, *, ascii: bool = False) -> str:
    """Return the card, ending in a line break; without colour, links are marked by a row below.

    ``ascii`` keeps frame and marks to ASCII, for streams that can show nothing else.
    """
    return "\n".join(_lines(card, style, ascii)) + "\n"


def _lines(card: Card, style: Style, ascii: bool) -> Iterator[str]:
    left_top, bar, right_top, side, left_low, right_low, left_mid, right_mid = (
        _ASCII_FRAME if ascii else _FRAME
    )
    width = min(style.width or _WIDEST, _WIDEST)
    room = width - 4

    def row(shown: str, used: int) -> str:
        return f"{side} {shown}{' ' * (room - used)} {side}"

    def plain(text: str, paint: str) -> Iterator[str]:
        for line in lines_of((Piece(text, "plain"),), room, cells):
            words = "".join(piece.text for piece in line)
            yield row(style.paint(words, paint), cells(words))

    yield left_top + bar * (width - 2) + right_top
    yield from plain(f"{card.host or 'A Space'}{' (host)' if card.host else ''}", "dim")
    for line in lines_of(card.pieces, room, cells):
        used = sum(cells(piece.text) for piece in line)
        yield row(_painted(line, style, bold=True), used)
        marks = _marks(line, ascii)
        if not style.colour and marks and not card.right_to_left:
            yield row(marks, cells(marks))
    if card.start:
        yield from plain(card.start, "dim")
    yield left_mid + bar * (width - 2) + right_mid
    over = card.length > card.limit
    yield from plain(card.counts, "error" if over else "dim")
    yield left_low + bar * (width - 2) + right_low
    for note in card.notes:
        for line in lines_of(note, style.width or 10_000, cells):
            yield _painted(line, style)


def _painted(line: Sequence[Piece], style: Style, *, bold: bool = False) -> str:
    shown = ""
    for text, kind in line:
        paint = kind if kind != "plain" else "bold" if bold else ""
        shown += style.paint(text, paint) if paint else text
    return shown


def _marks(line: Sequence[Piece], ascii: bool) -> str:
    """Return what stands below the line: a bar under each link, x under what does not link."""
    signs = {"plain": " ", "link": "-" if ascii else "─", "lost": "x"}
    return "".join(signs[kind] * cells(text) for text, kind in line).rstrip()
