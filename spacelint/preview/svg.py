"""The card as an SVG picture. It measures no font: lines break by their approximate width."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from html import escape
from typing import NamedTuple

from spacelint.preview.card import Card, Piece, marked
from spacelint.preview.layout import DARK, FACES, LIGHT, Colours, ems, face_of, lines_of, runs
from spacelint.text.width import graphemes

#: The width in pixels of a text of a size, a class and a style.
Measure = Callable[[str, int, str, str], float]

WIDTH = 640
_EDGE, _PAD = 12, 28  # pixels around the card, and within it
_ROOM = WIDTH - 2 * (_EDGE + _PAD)
_LEFT, _RIGHT = _EDGE + _PAD, WIDTH - _EDGE - _PAD
# Embedding marks, so that a line is laid out in its own direction by every renderer.
_RTL, _POP = "\u2067", "\u2069"
# A link in a line of the other direction runs in its own: @ann_lee, and not ann_lee@.
_ISOLATED = ("\u2068", _POP)
_NEARLY_FULL = 0.85  # of the room: the length of such a line is set, so that no face is too wide


class _Block(NamedTuple):
    """Lines of text of one size, and how far below the last block their first baseline is."""

    lines: Sequence[Sequence[Piece]]
    size: int
    step: int
    css: str
    above: int


def svg(card: Card, theme: str = "auto", *, measure: Measure | None = None) -> str:
    """Return the picture; ``theme`` is ``light``, ``dark`` or ``auto`` (what the viewer prefers).

    ``measure`` is given for resvg: how wide a text of a size, class and style is there. Lines then
    break by that, and it gets spelled out what it does not find out by itself: the direction of a
    title that runs from right to left, and which face has which letters.
    """
    title = _Block(_wrapped(card.pieces, 24, measure=measure), 24, 33, "plain t", 52)
    start = _Block(
        _wrapped((Piece(card.start, "plain"),), 15, measure=measure), 15, 21, "muted", 30
    )
    body, y = [], _EDGE + _PAD + 18.0
    body += _header(card, y, measure)
    for block in (title, start) if card.start else (title,):
        y += block.above
        drawn, y = _text(block, y, card.right_to_left and block is title, measure)
        body += drawn
    y += 30
    body.append(f'<path class="rule" d="M{_LEFT} {y:g}H{_RIGHT}"/>')
    y += 20
    body += _bar(card, y)
    y += 26
    counts = _Block([(Piece(card.counts, "plain"),)], 14, 20, _over(card) or "muted", 0)
    for note in (
        counts,
        *(_Block(_wrapped(n, 14, measure=measure), 14, 20, "muted", 22) for n in card.notes),
    ):
        drawn, y = _text(note, y + note.above, False, measure)
        body += drawn
    return _whole(card, theme, body, y + _PAD - 4 + _EDGE)


def _whole(card: Card, theme: str, body: Sequence[str], height: float) -> str:
    inner = f'x="{_EDGE}" y="{_EDGE}" width="{WIDTH - 2 * _EDGE}" height="{height - 2 * _EDGE:g}"'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height:g}"'
        f' width="{WIDTH}" height="{height:g}" role="img" aria-labelledby="name alt">\n'
        f'<title id="name">Preview of a Space title</title>\n<desc id="alt">{escape(card.alt)}'
        f"</desc>\n<style>{css(theme)}</style>\n"
        f'<clipPath id="c"><rect {inner} rx="16"/></clipPath>\n'
        f'<rect class="page" width="{WIDTH}" height="{height:g}"/>\n'
        f'<rect class="card" {inner} rx="16"/>\n<g clip-path="url(#c)">\n'
        + "\n".join(body)
        + "\n</g>\n</svg>\n"
    )


def css(theme: str) -> str:
    """Return the style sheet of the picture."""
    fixed = (
        f"{FACES}text{{white-space:pre}}.t{{font-weight:bold}}"
        ".link{text-decoration:underline}.lost{text-decoration:line-through}"
    )
    if theme == "auto":
        dark = f"@media (prefers-color-scheme:dark){{{_paints(DARK)}}}"
        return fixed + _paints(LIGHT) + dark
    return fixed + _paints(DARK if theme == "dark" else LIGHT)


def _paints(colours: Colours) -> str:
    fills = "".join(
        f".{name}{{fill:{getattr(colours, name)}}}"
        for name in ("page", "plain", "muted", "link", "lost", "accent")
    )
    return (
        f"{fills}.over{{fill:{colours.lost}}}.card{{fill:{colours.card};stroke:{colours.edge}}}.track{{fill:{colours.edge}}}"
        f".rule{{stroke:{colours.edge}}}"
    )


def _header(card: Card, y: float, measure: Measure | None) -> list[str]:
    """Draw a microphone in a circle, and beside it who hosts."""
    x = _LEFT + 18
    mic = (
        f'<circle class="accent" cx="{x}" cy="{y:g}" r="18"/>'
        f'<g fill="none" stroke="#fff" stroke-width="2" stroke-linecap="round">'
        f'<rect x="{x - 4}" y="{y - 10:g}" width="8" height="13" rx="4" fill="#fff"/>'
        f'<path d="M{x - 8} {y - 1:g}a8 8 0 0 0 16 0M{x} {y + 7:g}v4"/></g>'
    )
    host = f"{card.host} (host)" if card.host else "A Space"
    line = _wrapped((Piece(host, "plain"),), 15, _ROOM - 50, measure)[0]
    drawn, _ = _text(_Block([line], 15, 0, "muted", 0), y + 5, False, measure, _LEFT + 50)
    return [mic, *drawn]


def _bar(card: Card, y: float) -> list[str]:
    share = min(1.0, card.length / card.limit)
    fill = _over(card) or "accent"
    return [
        f'<rect class="track" x="{_LEFT}" y="{y:g}" width="{_ROOM}" height="6" rx="3"/>',
        f'<rect class="{fill}" x="{_LEFT}" y="{y:g}" width="{_ROOM * share:.1f}"'
        ' height="6" rx="3"/>',
    ]


def _over(card: Card) -> str:
    return "over" if card.length > card.limit else ""


def _wrapped(
    pieces: Sequence[Piece], size: int, room: float = _ROOM, measure: Measure | None = None
) -> list[tuple[Piece, ...]]:
    """Return pieces in lines, by about how wide they are, or by ``measure``."""
    if measure is None:
        return lines_of(pieces, room / size * 0.98, ems)
    known: dict[str, float] = {" ": ems(" ")}

    def width(cluster: str) -> float:
        if cluster not in known:
            face, style = face_of(cluster)
            known[cluster] = measure(cluster, size, f"t {face}", style) / size
        return known[cluster]

    return lines_of(pieces, room / size * 0.98, width)


def _text(
    block: _Block, y: float, right_to_left: bool, measure: Measure | None, x: float = _LEFT
) -> tuple[list[str], float]:
    """Return the lines as text elements, and the baseline of the last."""
    drawn: list[str] = []
    for number, line in enumerate(block.lines):
        y += block.step * bool(number)
        at = f'y="{y:g}" font-size="{block.size}" xml:space="preserve"'
        if measure:
            drawn += _resvg_line(line, block, at, right_to_left, x, measure)
        else:
            place = f'x="{_RIGHT}" direction="rtl"' if right_to_left else f'x="{x:g}"'
            inner = marked(line, "tspan", _ISOLATED if right_to_left else ("", ""))
            drawn.append(
                f'<text class="{block.css}" {place} {at}{_fitted(line, block)}>{inner}</text>'
            )
    return drawn, y


def _fitted(line: Sequence[Piece], block: _Block) -> str:
    """Return the length of a line that is nearly full, "" for others: no face makes it longer."""
    text = "".join(piece.text for piece in line)
    about = sum(ems(text[start:end]) for start, end in graphemes(text)) * block.size
    if about < _NEARLY_FULL * _ROOM:
        return ""
    return f' textLength="{min(about, _ROOM):.0f}" lengthAdjust="spacingAndGlyphs"'


def _resvg_line(
    line: Sequence[Piece],
    block: _Block,
    at: str,
    right_to_left: bool,
    x: float,
    measure: Measure,
) -> Iterator[str]:
    """Yield a line in elements of one face each."""
    parts = runs(line, right_to_left)
    x = _RIGHT if right_to_left else x
    before, after = (_RTL, _POP) if right_to_left else ("", "")
    sign = -1 if right_to_left else 1
    for face, style, pieces in parts:
        text = "".join(piece.text for piece in pieces)
        # Spaces at the ends are steps: drawn, they take no room or take it at the wrong end.
        x += sign * (len(text) - len(text.lstrip(" "))) * ems(" ") * block.size
        if text.strip(" "):
            classes = f"{block.css} {face}".rstrip()
            place = f'x="{x:g}"' + ' text-anchor="end"' * right_to_left
            place += f' style="{style}"' if style else ""
            inner = marked(_stripped(pieces), "tspan", _ISOLATED if right_to_left else ("", ""))
            yield f'<text class="{classes}" {place} {at}>{before}{inner}{after}</text>'
            if len(parts) > 1:
                x += sign * measure(text.strip(" "), block.size, classes, style)
        x += sign * (len(text) - len(text.rstrip(" "))) * ems(" ") * block.size


def _stripped(pieces: Sequence[Piece]) -> list[Piece]:
    first, *rest = pieces
    pieces = [Piece(first.text.lstrip(" "), first.kind), *rest]
    *rest, last = pieces
    return [*rest, Piece(last.text.rstrip(" "), last.kind)]
