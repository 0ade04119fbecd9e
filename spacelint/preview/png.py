"""Pictures as PNG, the card among them, drawn from SVG by resvg, which is an extra."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Callable
from html import escape

from spacelint.preview.card import Card
from spacelint.preview.layout import EMOJI, FONTS, ems, face_of, script_of
from spacelint.preview.svg import css, svg
from spacelint.source.reader import is_pipe
from spacelint.text.width import graphemes

_PROBE = '<svg xmlns="http://www.w3.org/2000/svg" {}>{}</svg>'
# Code points that no font has, alone and in a row: they show how a missing glyph is drawn.
_UNASSIGNED = ("\u0378", "\u0378\u0378", "\u0378\u0378\u0378")
_NAMES = {"CJK": "Chinese", "HIRAGANA": "Japanese", "KATAKANA": "Japanese", "HANGUL": "Korean"}
_FINE = 8  # parts of a pixel that a width is measured in
SCALE = 2  # for screens of high density

#: Draws an SVG picture as PNG at so many times its size; raises `NoPngError` where it can't.
Draw = Callable[[str, int], bytes]


class NoPngError(Exception):
    """A PNG needs something that is not installed; the message says what to do."""


def drawer() -> Draw:
    """Return what draws pictures; raises `NoPngError` where resvg or any font is missing."""
    try:
        from resvg_py import svg_to_bytes
    except ImportError:
        raise NoPngError(
            "a PNG needs one more package: pip install 'spacelint[png]' (SVG and HTML need nothing)"
        ) from None

    if is_pipe(os.environ.get("FONTCONFIG_FILE")):  # resvg would wait for who writes to it
        raise NoPngError("a PNG needs fonts, but FONTCONFIG_FILE is a pipe")
    errors: tuple[type[BaseException], ...] = (ValueError, *_panics())

    def draw(picture: str, zoom: int) -> bytes:
        try:
            return bytes(svg_to_bytes(svg_string=picture, zoom=zoom))
        except errors as error:
            raise NoPngError(f"a PNG can't be drawn: {error}") from None

    # resvg leaves out text that it finds no font for: a picture without its title is useless.
    letter = f'<text y="15" font-family="{FONTS}">A</text>'
    square = 'width="20" height="20"'
    if draw(_PROBE.format(square, letter), 1) == draw(_PROBE.format(square, ""), 1):
        raise NoPngError(
            "a PNG needs a font such as DejaVu Sans or Noto Sans on this computer"
            " (SVG and HTML need none)"
        )
    return draw


def png(card: Card, theme: str = "light") -> bytes:
    """Return the picture at twice its size; a PNG cannot adapt, so ``auto`` is light.

    Raises `NoPngError` as `drawer` does, and where a script of the title has no font.
    """
    draw = drawer()

    def measure(text: str, size: int, classes: str, style: str = "") -> float:
        # Without a size of its own a picture is as large as what is in it.
        look = f'class="{classes}"' + (f' style="{style}"' if style else "")
        inside = f'<text {look} xml:space="preserve" y="{size}">{escape(text)}</text>'
        picture = _PROBE.format(f'font-size="{size}"', f"<style>{css(theme)}</style>{inside}")
        return int.from_bytes(draw(picture, _FINE)[16:20], "big") / _FINE

    theme = "dark" if theme == "dark" else "light"
    if lacking := _without_font(card, draw):
        fonts = " and ".join(lacking)
        raise NoPngError(
            f"a PNG of this title needs a font for {fonts} on this computer, such as one of the"
            " Noto fonts (SVG and HTML need none)"
        )
    return draw(svg(card, theme, measure=measure), SCALE)


def _without_font(card: Card, draw: Draw) -> list[str]:
    """Return the scripts in which a character has no glyph, by their common names."""
    shown = "".join([piece.text for piece in card.pieces]) + card.host + card.start
    lacking: dict[str, None] = {}
    for start, end in graphemes(shown):
        cluster = shown[start:end]
        if cluster.isascii() or cluster.isspace() or unicodedata.category(cluster[0])[0] == "C":
            continue
        script = script_of(cluster)
        name = _NAMES.get(script, script.title()) or (
            "emoji" if ems(cluster) == EMOJI else "symbol"
        )
        if name not in lacking and not _has_glyph(cluster, draw):
            lacking[name] = None
    return list(lacking)


def _has_glyph(cluster: str, draw: Draw) -> bool:
    """True if a font has a cluster: it is drawn neither as nothing nor as a missing glyph."""
    face, style = face_of(cluster)
    look = f'class="{face}" y="30" font-size="20"' + (f' style="{style}"' if style else "")
    square = 'width="60" height="50"'

    def picture(text: str) -> bytes:
        inside = f"<style>{css('light')}</style><text {look}>{text}</text>"
        return draw(_PROBE.format(square, inside), 1)

    return picture(escape(cluster)) not in {picture(""), *map(picture, _UNASSIGNED)}


def _panics() -> tuple[type[BaseException], ...]:
    """Return the exception of a fault in resvg; it is no `Exception`, and has no module."""
    return tuple(
        each for each in BaseException.__subclasses__() if each.__name__ == "PanicException"
    )
