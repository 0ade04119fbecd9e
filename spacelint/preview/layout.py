"""The layout of a drawn card: line breaks, widths, colours and typefaces.

Widths of ASCII are those of Arial Bold, the widest of the faces that the picture asks for first; a
little too wide is a line that ends early, a little too narrow one that is cut.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from spacelint.preview.card import Piece, directions
from spacelint.report.item import runs_of_kind
from spacelint.text.width import cells, graphemes

if TYPE_CHECKING:
    from spacelint.report.item import Kind

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
    return not cluster.isascii() and cells(cluster) == 2


def _line(text: str, kinds: Sequence[Kind], start: int, end: int) -> Line:
    end = start + len(text[start:end].rstrip(" "))
    return tuple(Piece(text[a:b], kind) for kind, a, b in runs_of_kind(kinds, start, end))


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
    if unicodedata.east_asian_width(cluster[0]) in "WF":
        return WIDE
    return max(1, cells(cluster)) * _CELL


class Colours(NamedTuple):
    """The colours of a theme, as ``#rrggbb``."""

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

#: Named one by one: resvg drops text that it finds no font for, and knows no generic families.
FONTS = (
    "'Segoe UI','Helvetica Neue',Arial,'Noto Sans','Liberation Sans','DejaVu Sans',"
    "'Noto Color Emoji'"
)
_WIDE_FONTS = (
    "'Noto Sans CJK JP','Hiragino Sans','Yu Gothic','Microsoft YaHei','PingFang SC','Malgun Gothic'"
)
# The first that has both these letters and Latin ones draws a line of both in one face.
_SEMITIC_FONTS = "'Segoe UI','DejaVu Sans','Geeza Pro','Noto Sans Arabic','Noto Sans Hebrew'"
_EMOJI_FONTS = "'Noto Color Emoji','Apple Color Emoji','Segoe UI Emoji'"
#: The faces as CSS; the classes are those of `face_of`.
FACES = (
    f"text{{font-family:{FONTS},sans-serif}}.wide{{font-family:{_WIDE_FONTS},sans-serif}}"
    f".semitic{{font-family:{_SEMITIC_FONTS},sans-serif}}"
    f".emoji{{font-family:{_EMOJI_FONTS};font-weight:normal}}"
)

_COMMON = frozenset(("LATIN", "GREEK", "CYRILLIC"))  # scripts that the first faces have
_WIDE_SCRIPTS = frozenset(("CJK", "HIRAGANA", "KATAKANA", "HANGUL", "BOPOMOFO", "IDEOGRAPHIC"))
_SEMITIC = frozenset(("ARABIC", "HEBREW", "SYRIAC", "THAANA"))
# Where the script ends in the name of a letter: OLD UYGHUR LETTER ALEPH.
_NO_SCRIPT = frozenset(
    "LETTER SIGN CHARACTER SYLLABLE SYLLABICS SMALL CAPITAL VOWEL MODIFIER UNIFIED COMPATIBILITY"
    " IDEOGRAPH LIGATURE".split()
)


class Run(NamedTuple):
    """Pieces of a line that one face draws; ``face`` is the class for it, and ``style`` the CSS."""

    face: str
    style: str
    pieces: list[Piece]


def script_of(cluster: str) -> str:
    """Return the script of a grapheme cluster as Unicode names it: LATIN, THAI; "" for none."""
    if cluster.isascii():
        return "LATIN" if cluster.isalpha() else ""
    for char in cluster:
        if unicodedata.category(char)[0] in "LM":
            words = unicodedata.name(char, "").split(" ")
            known = next((at for at, word in enumerate(words) if word in _NO_SCRIPT), 1)
            return " ".join(words[: known or 1])
    return ""


def face_of(cluster: str) -> tuple[str, str]:
    """Return the class of the face that draws a cluster, and its style where it needs one."""
    script = script_of(cluster)
    if ems(cluster) == EMOJI and not script:
        return "emoji", ""
    if script in _WIDE_SCRIPTS or (not script and ems(cluster) == WIDE):
        return "wide", ""
    if script in _SEMITIC:
        return "semitic", ""
    if script and script not in _COMMON:
        name = script.title()
        return "", f"font-family:'Noto Sans {name}','Noto Serif {name}',{FONTS}"
    return "", ""


def runs(line: Sequence[Piece], right_to_left: bool) -> list[Run]:
    """Return a line split where another face begins, in reading order.

    For one missing letter resvg draws a whole element in the first face that has it, and resvg 0.48
    fails where faces make different numbers of glyphs of one text element. A line with letters of
    both directions is split beside emoji alone, and only where the side they are on is known.
    """
    text = "".join(piece.text for piece in line)
    kinds = [piece.kind for piece in line for _ in piece.text]
    found_directions = directions(text)
    mixed = "L" in found_directions and bool(found_directions & {"R", "AL"})
    whole = ("semitic", "") if mixed else None
    found: list[Run] = []
    for start, end in graphemes(text):
        cluster = text[start:end]
        face = face_of(cluster)
        if whole is not None and not (
            face[0] == "emoji" and _moves_with_line(text[:start], text[end:], right_to_left)
        ):
            face = whole
        elif found and not script_of(cluster) and face[0] == "":
            face = found[-1][:2] if found[-1].face != "emoji" else ("", "")
        piece = Piece(cluster, kinds[start])
        if face[0] == "emoji" or not found or found[-1][:2] != face:
            found.append(Run(*face, [piece]))
        elif found[-1].pieces[-1].kind == piece.kind:
            found[-1].pieces[-1] = Piece(found[-1].pieces[-1].text + cluster, piece.kind)
        else:
            found[-1].pieces.append(piece)
    return found


def _moves_with_line(before: str, after: str, right_to_left: bool) -> bool:
    against = {"L"} if right_to_left else {"R", "AL"}
    for side in (before[::-1], after):
        nearest = next(filter(None, map(directions, side)), None)
        if nearest is None or not nearest <= against:
            return True
    return False
