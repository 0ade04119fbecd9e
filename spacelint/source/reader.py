"""Bounded reading of files given by path, and decoding of their bytes; no wait for a pipe's end."""

from __future__ import annotations

import errno
import os
import stat
import time

from spacelint.text.value import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import BinaryIO


class NotRead(NamedTuple):
    """Why a file was not read.

    ``kind`` is ``missing``, ``forbidden``, ``folder``, ``special`` (a pipe, a device),
    ``too-large`` or ``failed``; ``message`` is a sentence that starts after the path.
    ``size`` is the file's size in bytes where it is too large.
    """

    kind: str
    message: str
    size: int = 0


def open_regular(path: str) -> BinaryIO | NotRead:
    """Open a regular file for reading; never waits for a pipe's writer.

    Raises nothing: a path that cannot be opened, or is no regular file, is a :class:`NotRead`.
    """
    # Opening a pipe would wait for its writer, hence O_NONBLOCK; Windows has O_BINARY instead.
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    try:
        descriptor = os.open(path, flags)
    except (OSError, ValueError) as error:
        return _refused(path, error)
    try:
        mode = os.fstat(descriptor).st_mode
        if stat.S_ISREG(mode):
            return open(descriptor, "rb")
    except OSError as error:
        os.close(descriptor)
        return _failed(error)
    os.close(descriptor)
    if stat.S_ISDIR(mode):
        return NotRead("folder", "this is a directory")
    return NotRead("special", "this is not a regular file")


def is_pipe(path: str | None) -> bool:
    """True if a path leads to a pipe, which opening would wait for; raises nothing."""
    try:
        return stat.S_ISFIFO(os.stat(path or "").st_mode)
    except (OSError, ValueError):
        return False


_WAIT = 10.0  # seconds that a pipe may be without a reader


def open_stream(path: str) -> int:
    """Open a pipe or a device for writing; raises OSError, also where nobody reads the pipe."""
    end = time.monotonic() + _WAIT
    while True:
        try:
            opened = os.open(path, os.O_WRONLY | getattr(os, "O_NONBLOCK", 0))
        except OSError as error:
            if error.errno != errno.ENXIO or not stat.S_ISFIFO(os.stat(path).st_mode):
                raise
            if time.monotonic() > end:
                raise OSError(errno.ENXIO, "it is a pipe that nobody reads") from None
            time.sleep(0.01)
        else:
            if hasattr(os, "O_NONBLOCK"):
                os.set_blocking(opened, True)
            return opened


def read_bytes(path: str, limit: int) -> bytes | NotRead:
    """Read a regular file of at most ``limit`` bytes; raises nothing."""
    file = open_regular(path)
    if isinstance(file, NotRead):
        return file
    try:
        with file:
            size = os.fstat(file.fileno()).st_size
            content = file.read(limit + 1) if size <= limit else b""
    except OSError as error:
        return _failed(error)
    size = max(size, len(content))
    if size > limit:
        return NotRead("too-large", f"too large: {size:,} bytes, at most {limit:,} are read", size)
    return content


def _refused(path: str, error: OSError | ValueError) -> NotRead:
    if isinstance(error, FileNotFoundError):
        return NotRead("missing", "no such file")
    if isinstance(error, PermissionError):
        # Windows refuses to open a folder, and gives this reason for it.
        if os.name == "nt" and os.path.isdir(path):
            return NotRead("folder", "this is a directory")
        return NotRead("forbidden", "can't be read: no permission")
    return _failed(error)


def _failed(error: OSError | ValueError) -> NotRead:
    reason = getattr(error, "strerror", None) or error
    return NotRead("failed", f"can't be read: {reason}")


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
        reason = "it starts as UTF-16 but breaks off inside a character"
        if encoding == "utf-8":
            byte = body[error.start]
            reason = f"the byte 0x{byte:02x} is not UTF-8: save the file as UTF-8"
        return NotText(reason, bom + error.start, line, column)
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


def _position(before: str) -> tuple[int, int]:
    from spacelint.source.lines import LineTable

    return LineTable(before).line_column(len(before))
