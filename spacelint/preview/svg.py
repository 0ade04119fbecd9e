"""The card as an SVG picture. It asks no font: lines are broken by about how wide they are."""

from __future__ import annotations

from html import escape

from spacelint.preview.card import Piece
from spacelint.preview.colours import DARK, LIGHT
from spacelint.preview.lines import lines_of
from spacelint.preview.widths import ems
from spacelint.text._value import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacelint.preview.card import Card
    from spacelint.preview.colours import Colours

WIDTH = 640
_EDGE, _PAD = 12, 28  # pixels around the card, and within it
_ROOM = WIDTH - 2 * (_EDGE + _PAD)
_LEFT, _RIGHT = _EDGE + _PAD, WIDTH - _EDGE - _PAD
#: Named one by one: resvg drops text of which it finds no font, and knows no generic families.
FONTS = (
    "'Segoe UI','Helvetica Neue',Arial,'Noto Sans','Liberation Sans','DejaVu Sans',"
    "'Noto Sans CJK JP','Noto Color Emoji'"
)
# Embedding marks, so that a line is laid out in its own direction by every renderer.
_RTL, _POP = "\u2067", "\u2069"


class _Block(NamedTuple):
    """Lines of text of one size, and how far below the last block their first baseline is."""

    lines: Sequence[Sequence[Piece]]
    size: int
    step: int
    css: str
    above: int


def svg(card: Card, theme: str = "auto", *, isolates: bool = False) -> str:
    """Return the picture; ``theme`` is ``light``, ``dark`` or ``auto`` (what the viewer prefers).

    ``isolates`` writes the direction of a title that runs from right to left as characters,
    for resvg, which does not read the attribute.
    """
    title = _Block(_wrapped(card.pieces, 24), 24, 33, "plain t", 46)
    start = _Block(_wrapped((Piece(card.start, "plain"),), 15), 15, 21, "muted", 30)
    body, y = [], _EDGE + _PAD + 18.0
    body += _header(card, y)
    for block in (title, start) if card.start else (title,):
        y += block.above
        drawn, y = _text(block, y, card.right_to_left and block is title, isolates)
        body += drawn
    y += 30
    body.append(f'<path class="rule" d="M{_LEFT} {y:g}H{_RIGHT}"/>')
    y += 20
    body += _bar(card, y)
    y += 26
    counts = _Block([(Piece(card.counts, "plain"),)], 14, 20, _over(card) or "muted", 0)
    for note in (counts, *(_Block(_wrapped(n, 14), 14, 20, "muted", 22) for n in card.notes)):
        drawn, y = _text(note, y + note.above, False, isolates)
        body += drawn
    return _whole(card, theme, body, y + _PAD - 4 + _EDGE)


def _whole(card: Card, theme: str, body: Sequence[str], height: float) -> str:
    inner = f'x="{_EDGE}" y="{_EDGE}" width="{WIDTH - 2 * _EDGE}" height="{height - 2 * _EDGE:g}"'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height:g}"'
        f' width="{WIDTH}" height="{height:g}" role="img" aria-labelledby="name alt">\n'
        f'<title id="name">Preview of a Space title</title>\n<desc id="alt">{escape(card.alt)}'
        f"</desc>\n<style>{_css(theme)}</style>\n"
        f'<clipPath id="c"><rect {inner} rx="16"/></clipPath>\n'
        f'<rect class="page" width="{WIDTH}" height="{height:g}"/>\n'
        f'<rect class="card" {inner} rx="16"/>\n<g clip-path="url(#c)">\n'
        + "\n".join(body)
        + "\n</g>\n</svg>\n"
    )


def _css(theme: str) -> str:
    fixed = (
        f"text{{font-family:{FONTS},sans-serif;white-space:pre}}.t{{font-weight:bold}}"
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


def _header(card: Card, y: float) -> list[str]:
    """Draw a microphone in a circle, and beside it who hosts."""
    x = _LEFT + 18
    mic = (
        f'<circle class="accent" cx="{x}" cy="{y:g}" r="18"/>'
        f'<g fill="none" stroke="#fff" stroke-width="2" stroke-linecap="round">'
        f'<rect x="{x - 4}" y="{y - 10:g}" width="8" height="13" rx="4" fill="#fff"/>'
        f'<path d="M{x - 8} {y - 1:g}a8 8 0 0 0 16 0M{x} {y + 7:g}v4"/></g>'
    )
    host = f"{card.host} (host)" if card.host else "A Space"
    line = _wrapped((Piece(host, "plain"),), 15, _ROOM - 50)[0]
    drawn, _ = _text(_Block([line], 15, 0, "muted", 0), y + 5, False, False, _LEFT + 50)
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


def _wrapped(pieces: Sequence[Piece], size: int, room: float = _ROOM) -> list[tuple[Piece, ...]]:
    return lines_of(pieces, room / size * 0.98, ems)


def _text(
    block: _Block, y: float, right_to_left: bool, isolates: bool, x: float = _LEFT
) -> tuple[list[str], float]:
    """Return the lines as text elements, and the baseline of the last."""
    drawn = []
    before = after = ""
    placed = f'x="{x:g}"'
    if right_to_left:
        placed = f'x="{_RIGHT}" direction="rtl"'
        if isolates:
            placed, before, after = f'x="{_RIGHT}" text-anchor="end"', _RTL, _POP
    for number, line in enumerate(block.lines):
        y += block.step * bool(number)
        spans = "".join(
            f'<tspan class="{kind}">{escape(text)}</tspan>' if kind != "plain" else escape(text)
            for text, kind in line
        )
        drawn.append(
            f'<text class="{block.css}" {placed} y="{y:g}" font-size="{block.size}"'
            f' xml:space="preserve">{before}{spans}{after}</text>'
        )
    return drawn, y
