"""The two themes of the picture; every text has a contrast of at least 4.5 to its background."""

from __future__ import annotations

from spacelint.text.value import NamedTuple


class Colours(NamedTuple):
    """What is painted in which colour, as ``#rrggbb``."""

    page: str
    card: str
    edge: str
    plain: str
    muted: str
    link: str
    lost: str
    accent: str


LIGHT = Colours(
    "#eef1f4", "#ffffff", "#cfd9de", "#0f1419", "#536471", "#0b63c4", "#c4162a", "#6d4aff"
)
DARK = Colours(
    "#000000", "#16181c", "#38444d", "#e7e9ea", "#9aa4ad", "#6cb8ff", "#ff7b86", "#8f75ff"
)
THEMES = ("light", "dark", "auto")
