"""From the bytes of a file to its plan."""

from __future__ import annotations

from spacelint.plan.formats import FORMATS, NO_FORMAT, ReadRequest, format_of
from spacelint.plan.problems import Plan
from spacelint.plan.values import Layout, PlanProblem, Reading, unreadable
from spacelint.source.reader import NotRead, NotText, decode, open_regular
from spacelint.text.value import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

    from spacelint.plan.blocks import BlockMemory

# A file is read as a whole, so its size is bounded, unless its format is read in pieces.
MAX_BYTES = 10_000_000
PIECE = 1 << 18
_SAMPLE = 1 << 16
UTF16 = (b"\xff\xfe", b"\xfe\xff")


def read_plan(
    data: bytes,
    path: str,
    *,
    format: str | None = None,
    layout: Layout | None = None,
    max_bytes: int = MAX_BYTES,
    memory: BlockMemory | None = None,
) -> Plan:
    """Read the plan in the bytes of a file.

    ``format`` is one of ``FORMATS``, by default what the path tells. Never raises for what the
    bytes hold: a file that cannot be read is a plan with a problem (SL001), and with the titles
    that can still be found, marked approximate. ``memory`` is that of the same file as it was
    read before: what has not changed since is not read again.
    """
    kind = format or format_of(path) or ""
    layout = layout or Layout()
    what, how = _EXPORT_FIRST.get(path[path.rfind(".") :].lower(), ("", ""))
    if what and not kind and not layout.evident_only:
        return _unread(path, kind, unreadable(0, f"it is {what}", how))
    if len(data) > max_bytes:
        return _if_evident(_too_large(path, kind, max_bytes, data), layout, data)
    if FORMATS.get(kind, NO_FORMAT).binary:
        from spacelint.plan.formats.xlsx import whole_workbook

        plan = whole_workbook(data, path, layout)
        return plan if plan.spaces or not plan.reading.unread else _if_evident(plan, layout, b"")
    decoded = decode(data)
    if isinstance(decoded, NotText) and kind == "ics":
        decoded = decode(whole_characters(data))
    if isinstance(decoded, NotText):
        # The text before the fault is kept, so that a report can show its place.
        text = data[: decoded.position].decode("utf-8", "replace").removeprefix("\ufeff")
        at = len(text)
        values = {"reason": decoded.reason, "hint": "", "line": str(decoded.line),
                  "column": str(decoded.column)}  # fmt: skip
        plan = _unread(path, kind, PlanProblem("SL001", at, at, values), text=text)
        return _if_evident(plan, layout, data)
    text = decoded.text
    if kind not in FORMATS:
        if layout.evident_only:
            return _unread(path, kind)
        hint = f"pass --format with one of {', '.join(FORMATS)}"
        problem = unreadable(0, "its name doesn't tell its format", hint)
        return _unread(path, kind, problem, text=text)
    reading = FORMATS[kind].read(ReadRequest(text, layout, kind, 0, memory))
    if isinstance(reading, PlanProblem):
        from spacelint.plan.recovery import recover

        reading = recover(text, kind, layout, reading)
    if layout.evident_only:
        from spacelint.plan.evidence import only_spaces

        reading = only_spaces(reading, text, layout)
    return Plan(path, text, decoded.encoding, decoded.bom, reading, layout)


def whole_characters(data: bytes) -> bytes:
    """Return a calendar's bytes with folds moved out of the characters that they part.

    RFC 5545 lets a line be folded between the bytes of one character. The number of bytes and of
    lines stays as it is: only the rest of the character comes before the fold instead of after it.
    """
    import re

    parted = re.compile(rb"([\xc2-\xf4][\x80-\xbf]*)((?:\r?\n[ \t])+)([\x80-\xbf]+)")
    for _ in range(3):  # a character has four bytes
        data = parted.sub(rb"\1\3\2", data)
    return data


def read_pieces(
    stream: BinaryIO,
    path: str,
    *,
    format: str | None = None,
    layout: Layout | None = None,
    piece: int = PIECE,
    max_bytes: int = MAX_BYTES,
) -> Iterator[Plan]:
    """Read a plan from a stream; JSON Lines, text and long CSV in pieces, so in constant memory.

    Each piece is a plan of its own whose ``first_line`` and ``first_byte`` tell how many lines
    and bytes stand before it. Any other format gives one plan, and so does UTF-16.
    """
    kind = format or format_of(path) or ""
    return _plans(pieces_of(stream, kind, layout, max_bytes, piece), path, kind, layout, max_bytes)


class Piece(NamedTuple):
    """The bytes of a file, or of a piece of a long one, which are a plan of their own.

    ``line`` and ``byte`` tell how many lines and bytes stand before a piece; ``header`` counts the
    bytes in front of it that are those of its table. ``fault`` is why the file was not read.
    """

    data: bytes
    streamed: bool = False
    header: int = 0
    line: int = 0
    byte: int = 0
    fault: NotRead | None = None


def pieces_of(
    stream: BinaryIO, kind: str, layout: Layout | None, max_bytes: int, piece: int = PIECE
) -> Iterator[Piece]:
    """Yield the bytes of a stream in pieces where its format is read so; else in one."""
    known = FORMATS.get(kind, NO_FORMAT)
    headed = known.headed
    head = stream.read(max_bytes + 1 if headed else piece)
    whole = not known.streamed or (headed and len(head) <= max_bytes)
    if whole or head[:2] in UTF16:
        yield Piece(head + stream.read(max(0, max_bytes + 1 - len(head))))
        return
    from spacelint.plan.pieces import blocks, count_lines, header_of

    header = b""
    line = byte = 0
    for block in blocks(stream, head, piece, max_bytes, quoted=headed):
        # Bytes of the header in front of a later block are taken off its place again.
        before = line - count_lines(header), byte - len(header)
        yield Piece(header + block, True, len(header), *before)
        if headed and not byte:
            first = header_of(block)
            columns = read_plan(first, "", format=kind, layout=layout).reading.columns
            header = first if (columns or ("1",))[0] != "1" else b""
        line += count_lines(block)
        byte += len(block)
    if not byte:
        yield Piece(b"", True)


def read_piece(
    piece: Piece, path: str, kind: str, layout: Layout | None, max_bytes: int
) -> Iterator[Plan]:
    """Read the plan in a piece; a workbook in several."""
    if piece.fault is not None:
        yield _not_opened(path, kind, piece.fault)
    elif FORMATS.get(kind, NO_FORMAT).binary:
        yield from _workbook(piece.data, path, layout, max_bytes)
    else:
        most = len(piece.data) if piece.streamed else max_bytes
        plan = read_plan(piece.data, path, format=kind, layout=layout, max_bytes=most)
        plan.first_line, plan.first_byte = piece.line, piece.byte
        if piece.header:
            from spacelint.plan.pieces import without_header

            without_header(plan, piece.data[: piece.header])
        yield plan


def _plans(
    pieces: Iterator[Piece], path: str, kind: str, layout: Layout | None, max_bytes: int
) -> Iterator[Plan]:
    for piece in pieces:
        for plan in read_piece(piece, path, kind, layout, max_bytes):
            yield plan
            if plan.reading.unread:
                return  # what follows is not text either


def _workbook(data: bytes, path: str, layout: Layout | None, max_bytes: int) -> Iterator[Plan]:
    if len(data) > max_bytes:
        yield _if_evident(_too_large(path, "xlsx", max_bytes, data), layout, b"")
        return
    from spacelint.plan.formats.xlsx import read_workbook

    spaces = 0
    for plan in read_workbook(data, path, layout or Layout()):
        spaces += len(plan.spaces)
        yield plan if spaces or not plan.reading.unread else _if_evident(plan, layout, b"")


def read_file(
    path: str,
    *,
    format: str | None = None,
    layout: Layout | None = None,
    max_bytes: int = MAX_BYTES,
) -> Iterator[Plan]:
    """Read the plan in a file: one, or several pieces of it (see :func:`read_pieces`).

    Never raises for what it finds at the path: what is no regular file, may not be read or is
    too large is a plan with a problem (SL001) that says so. Waits for no pipe.
    """
    kind = format or format_of(path) or ""
    return _plans(pieces_of_file(path, kind, layout, max_bytes), path, kind, layout, max_bytes)


def pieces_of_file(
    path: str, kind: str, layout: Layout | None, max_bytes: int = MAX_BYTES
) -> Iterator[Piece]:
    """Yield the bytes of a file as `pieces_of` does; the last piece says why it was not read."""
    file = open_regular(path)
    if isinstance(file, NotRead):
        yield Piece(b"", fault=file)
        return
    try:
        with file:
            yield from pieces_of(file, kind, layout, max_bytes)
    except OSError as error:
        yield Piece(b"", fault=NotRead("failed", f"can't be read: {error.strerror}"))


# Files that are not read, and how their programs write one that is.
_TEXT = "save it as plain text (.txt), a title a line; a table as CSV"
_EXPORT_FIRST = {
    ".ods": ("a spreadsheet of LibreOffice",
             "export it as CSV: in LibreOffice: File, Save As, Text CSV (.csv)"),
    ".numbers": ("a spreadsheet of Numbers", "export it as CSV: in Numbers: File, Export To, CSV"),
    ".gsheet": ("a spreadsheet of Google Sheets",
                "export it as CSV: in Google Sheets: File, Download, Comma-separated values"),
    ".xls": ("a spreadsheet of Excel before 2007",
             "export it as CSV: in Excel: File, Save As, CSV UTF-8"),
    **dict.fromkeys((".doc", ".docx", ".odt", ".pages", ".rtf"), ("a text document", _TEXT)),
    **dict.fromkeys((".gdoc", ".pdf"), ("a document", _TEXT)),
}  # fmt: skip


_NOT_OPENED = {
    "missing": ("there is no such file", "check the path"),
    "forbidden": ("you may not read it", "check its permissions"),
    "folder": ("it is a folder", "name a file"),
    "special": ("it is no regular file", "name a file"),
}


def _not_opened(path: str, kind: str, why: NotRead) -> Plan:
    reason, hint = _NOT_OPENED.get(why.kind, (f"it {why.message}", ""))
    return _unread(path, kind, unreadable(0, reason, hint))


def _if_evident(plan: Plan, layout: Layout | None, data: bytes) -> Plan:
    """Return an unread plan, or an empty one where it was only found and looks like no plan."""
    if layout is None or not layout.evident_only:
        return plan
    from spacelint.plan.evidence import looks_like_spaces

    # Without NULs UTF-16 is read well enough for its keys.
    if looks_like_spaces(data[:_SAMPLE].replace(b"\0", b"").decode("utf-8", "replace"), layout):
        return plan
    return _unread(plan.path, plan.format)


def _too_large(path: str, kind: str, limit: int, data: bytes) -> Plan:
    reason = f"it is larger than max-file-size ({limit:,} bytes)"
    hint = "split it, or use CSV or JSON Lines, which are read in pieces"
    if data[:2] in UTF16 and FORMATS.get(kind, NO_FORMAT).streamed:
        reason = f"it is UTF-16 and larger than max-file-size ({limit:,} bytes)"
        hint = "save it as UTF-8: then it is read in pieces"
    return _unread(path, kind, unreadable(0, reason, hint))


def _unread(path: str, kind: str, *problems: PlanProblem, text: str = "") -> Plan:
    """Return a plan from which nothing was read, for a reason; without one it is not a plan."""
    bad = bool(problems)
    reading = Reading(kind, [], faults=lambda: [*problems], approximate=bad, unread=bad)
    return Plan(path, text, "utf-8", 0, reading, None)
