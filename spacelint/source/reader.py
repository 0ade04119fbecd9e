"""The one way to open a file that somebody named: regular files only, bounded in size."""

from __future__ import annotations

from spacelint.text.value import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import BinaryIO


class NotRead(NamedTuple):
    """Why a file was not read.

    ``kind`` is ``missing``, ``forbidden``, ``folder``, ``special`` (a pipe, a device),
    ``too-large`` or ``failed``; ``message`` says it in a sentence that starts after the path.
    ``size`` is the file's size in bytes where it is too large.
    """

    kind: str
    message: str
    size: int = 0


def open_regular(path: str) -> BinaryIO | NotRead:
    """Open a regular file for reading; never waits for a pipe's writer.

    Raises nothing: a path that cannot be opened, or is no regular file, is a :class:`NotRead`.
    """
    import os
    import stat

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
        return NotRead("failed", f"cannot be read: {error.strerror or error}")
    os.close(descriptor)
    if stat.S_ISDIR(mode):
        return NotRead("folder", "this is a directory")
    return NotRead("special", "this is not a regular file")


def read_bytes(path: str, limit: int) -> bytes | NotRead:
    """Read a regular file of at most ``limit`` bytes; raises nothing."""
    import os

    file = open_regular(path)
    if isinstance(file, NotRead):
        return file
    try:
        with file:
            size = os.fstat(file.fileno()).st_size
            content = file.read(limit + 1) if size <= limit else b""
    except OSError as error:
        return NotRead("failed", f"cannot be read: {error.strerror or error}")
    size = max(size, len(content))
    if size > limit:
        return NotRead("too-large", f"too large: {size:,} bytes, at most {limit:,} are read", size)
    return content


def _refused(path: str, error: OSError | ValueError) -> NotRead:
    import os

    if isinstance(error, FileNotFoundError):
        return NotRead("missing", "no such file")
    if isinstance(error, PermissionError):
        # Windows refuses to open a folder, and gives this reason for it.
        if os.path.isdir(path):
            return NotRead("folder", "this is a directory")
        return NotRead("forbidden", "cannot be read: no permission")
    reason = getattr(error, "strerror", None) or error
    return NotRead("failed", f"cannot be read: {reason}")
