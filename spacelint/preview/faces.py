"""The typefaces of the picture, and what resvg has to be told of them."""

from __future__ import annotations

import unicodedata

from spacelint.preview.card import Piece, directions
from spacelint.preview.widths import EMOJI, WIDE, ems
from spacelint.text.value import NamedTuple
from spacelint.text.width import graphemes

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
#: Named one by one: resvg drops text of which it finds no font, and knows no generic families.
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
    """Return a line cut where another face begins, in reading order.

    For one missing letter resvg takes a whole element from the first face it meets, and faces that
    make different numbers of glyphs of one text element are more than resvg 0.48 bears. A line that
    has letters of both directions is cut beside emoji alone, and only where it is known on which
    side they stand.
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
