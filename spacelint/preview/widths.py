"""How wide a character is about, where no font can be asked: in ems of a bold sans serif.

The figures for ASCII are those of Arial Bold, the widest of the faces that the picture asks for
first; a little too wide is a line that ends early, a little too narrow one that is cut.
"""

from __future__ import annotations

_CLASSES = {
    0.28: " ijlI.,:;|!'`",
    0.34: "ft()[]-/\\",
    0.40: 'r{}*"',
    0.56: "0123456789abcdeghknopqsuvxyz#$_?^~<>=+Jz",
    0.68: "FLTZSEPXY",
    0.74: "ABCDHKNRUV&w",
    0.80: "GOQ",
    0.90: "mM%",
    0.98: "W@",
}
_ASCII = {char: width for width, chars in _CLASSES.items() for char in chars}
EMOJI, WIDE = 1.3, 1.0
_CELL = 0.64


def ems(cluster: str) -> float:
    """Return about how wide one grapheme cluster is in ems."""
    if cluster in _ASCII:
        return _ASCII[cluster]
    if cluster[0] >= "\U0001f000" or "\ufe0f" in cluster:
        return EMOJI
    import unicodedata

    if unicodedata.east_asian_width(cluster[0]) in "WF":
        return WIDE
    from spacelint.text.width import cells

    return max(1, cells(cluster)) * _CELL
