"""The card as PNG, drawn from the SVG by resvg, which is an extra."""

from __future__ import annotations

from spacelint.preview.svg import FONTS, svg

TYPE_CHECKING = False
if TYPE_CHECKING:
    from spacelint.preview.card import Card

_SCALE = 2  # for screens of high density


class NoPngError(Exception):
    """PNG was asked for, and what it takes is not there; the text says what to do."""


def png(card: Card, theme: str = "light") -> bytes:
    """Return the picture at twice its size; a PNG cannot adapt, so ``auto`` is light.

    Raises `NoPngError` where resvg or any font is missing.
    """
    try:
        from resvg_py import svg_to_bytes
    except ImportError:
        raise NoPngError(
            "a PNG needs one more package: pip install 'spacelint[png]'"
            " (--svg and --html need nothing)"
        ) from None
    # resvg leaves out text of which it finds no font: a picture without its title is none.
    probe = '<svg xmlns="http://www.w3.org/2000/svg" width="20" height="20">{}</svg>'
    letter = f'<text y="15" font-family="{FONTS}">A</text>'
    with_letter, without = (
        bytes(svg_to_bytes(svg_string=probe.format(inside))) for inside in (letter, "")
    )
    if with_letter == without:
        raise NoPngError(
            "a PNG needs a font such as DejaVu Sans or Noto Sans on this computer"
            " (--svg and --html need none)"
        )
    theme = "dark" if theme == "dark" else "light"
    return bytes(svg_to_bytes(svg_string=svg(card, theme, isolates=True), zoom=_SCALE))
