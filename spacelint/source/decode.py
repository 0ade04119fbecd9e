"""From the bytes of a file to its text, and back to the same bytes."""

from __future__ import annotations

from spacelint.text.value import NamedTuple


class Text(NamedTuple):
    """A decoded file: its text without the byte-order mark, encoding and length of the mark."""

    text: str
    encoding: str  # "utf-8", "utf-16-le" or "utf-16-be"
    bom: int  # bytes


class NotText(NamedTuple):
    """Why bytes are no text: what was found, at which byte (from 0), line and column (from 1)."""

    reason: str
    position: int
    line: int
    column: int


_MARKS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)


def decode(data: bytes) -> Text | NotText:
    """Decode UTF-8 (with or without a mark) or UTF-16 with a mark; NUL characters are no text.

    Columns are code points. Never raises; gives :class:`NotText` for anything else.
    """
    encoding, bom = "utf-8", 0
    for mark, name in _MARKS:
        if data.startswith(mark):
            encoding, bom = name, len(mark)
            break
    body = data[bom:] if bom else data
    try:
        text = body.decode(encoding)
    except UnicodeDecodeError as error:
        line, column = _position(body[: error.start].decode(encoding, "replace"))
        found = body[error.start : error.start + 1].hex()
        return NotText(_reason(body, encoding, found), bom + error.start, line, column)
    nul = text.find("\0")
    if nul >= 0:
        line, column = _position(text[:nul])
        reason = (
            "it looks like UTF-16 without a byte-order mark: save it as UTF-8"
            if len(body) < 3 * body.count(b"\0") < 2 * len(body)
            else "it holds a NUL byte, so it is not a text file"
        )
        return NotText(reason, bom + len(text[:nul].encode(encoding)), line, column)
    return Text(text, encoding, bom)


def encode(text: str, encoding: str, bom: int) -> bytes:
    """Return the bytes of a text as :func:`decode` found them, the mark included.

    Raises ``UnicodeEncodeError`` for half of a surrogate pair.
    """
    mark = next((mark for mark, name in _MARKS if name == encoding), b"") if bom else b""
    return mark + text.encode(encoding)


def _reason(body: bytes, encoding: str, found: str) -> str:
    if encoding != "utf-8":
        return "it starts as UTF-16 but breaks off inside a character"
    return f"the byte 0x{found} is not UTF-8: save the file as UTF-8"


def _position(before: str) -> tuple[int, int]:
    from spacelint.source.lines import LineTable

    return LineTable(before).line_column(len(before))
