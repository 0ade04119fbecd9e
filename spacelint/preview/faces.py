"""The typefaces of the picture, and what resvg has to be told of them."""

from __future__ import annotations

from spacelint.preview.card import Piece, directions
from spacelint.preview.widths import EMOJI, WIDE, ems
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
_SEMITIC_FONTS = "'Segoe UI','Geeza Pro','Noto Sans Arabic','Noto Sans Hebrew','DejaVu Sans'"
_EMOJI_FONTS = "'Noto Color Emoji','Apple Color Emoji','Segoe UI Emoji'"
#: The faces as CSS; the classes are those of `face_of`, and ``emoji``.
FACES = (
    f"text{{font-family:{FONTS},sans-serif}}.wide{{font-family:{_WIDE_FONTS},sans-serif}}"
    f".semitic{{font-family:{_SEMITIC_FONTS},sans-serif}}"
    f".emoji{{font-family:{_EMOJI_FONTS};font-weight:normal}}"
)


def face_of(line: Sequence[Piece]) -> str:
    """Return the class of a line whose script the first faces may lack.

    For one missing letter resvg takes the whole line from the first face it meets, a bold or a
    serif one; so the line asks for one that has them all.
    """
    text = "".join(piece.text for piece in line)
    if text.isascii():
        return ""
    if any(ems(text[start:end]) == WIDE for start, end in graphemes(text)):
        return " wide"
    return " semitic" if directions(text) & {"R", "AL"} else ""


def chunks(line: Sequence[Piece], right_to_left: bool) -> list[tuple[bool, list[Piece]]]:
    """Return a line cut before and after its emoji, in reading order; True marks emoji.

    Faces that make different numbers of glyphs of one text element are more than resvg 0.48
    bears, so each emoji is drawn by itself. Where letters on both sides run against the line, an
    emoji stays among them, since its place is not known without laying the whole line out.
    """
    text = "".join(piece.text for piece in line)
    kinds = [piece.kind for piece in line for _ in piece.text]
    found: list[tuple[bool, list[Piece]]] = []
    for start, end in graphemes(text):
        emoji = ems(text[start:end]) == EMOJI and _moves_with_line(
            text[:start], text[end:], right_to_left
        )
        piece = Piece(text[start:end], kinds[start])
        if emoji or not found or found[-1][0]:
            found.append((emoji, [piece]))
        elif found[-1][1][-1].kind == piece.kind:
            found[-1][1][-1] = Piece(found[-1][1][-1].text + piece.text, piece.kind)
        else:
            found[-1][1].append(piece)
    return found


def _moves_with_line(before: str, after: str, right_to_left: bool) -> bool:
    against = {"L"} if right_to_left else {"R", "AL"}
    for side in (before[::-1], after):
        nearest = next(filter(None, map(directions, side)), None)
        if nearest is None or not nearest <= against:
            return True
    return False
