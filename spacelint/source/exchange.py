"""Replace a file that another program may be saving at the same moment.

A rename replaces whatever is at the path by then, and so may lose what an editor saved since the
file was last read. On Linux two things close that gap. A *lease* on the old file shows whether
another process has it open for writing, and delays the next one that opens it for writing. And
``renameat2(RENAME_EXCHANGE)`` swaps two paths in one step, so that the replaced file can still be
compared and put back. Elsewhere the file is compared right before the rename.

Still possible: a program that looked the path up before the swap and opens the file for writing
some microseconds later, after the last check of the lease; or one that writes to a memory map.
"""

from __future__ import annotations

import contextlib
import errno
import os
import signal
import sys
import time
from collections.abc import Callable, Iterator
from functools import cache

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]

_AT_FDCWD, _RENAME_EXCHANGE = -100, 2
#: Seconds to wait for a process that has the file open for writing.
_PATIENCE = 2.0


def replace_unchanged(temporary: str, target: str, opened: int, expected: bytes) -> bool:
    """Move ``temporary`` to ``target`` if that is still the file ``opened`` and holds ``expected``.

    ``opened`` is a descriptor for reading. False where the file was changed or is being written:
    then the path holds what others saved there, and ``temporary`` is gone or is left to remove.
    Raises OSError as a rename does.
    """
    with _lease(opened) as lease:
        if lease == "busy" or not _holds(target, opened, expected):
            return False
        new = _identity(temporary)
        if not _exchange(temporary, target):
            os.replace(temporary, target)
            return True
        if _same_file(temporary, opened) and _unwritten(opened, expected, lease):
            os.unlink(temporary)
            return True
        _put_back(temporary, target, new)
        return False


def _put_back(temporary: str, target: str, new: tuple[int, int, int]) -> None:
    """Put the newest of the others' saves back at ``target``; ``new`` identifies our file."""
    seen = {new, _identity(temporary)}
    while True:
        _exchange(temporary, target)
        replaced = _identity(temporary)
        if replaced in seen:
            return
        seen.add(replaced)  # saved since the last swap, so it goes back next


def _identity(path: str) -> tuple[int, int, int]:
    """Return what identifies a file, even among files that reuse its inode."""
    found = os.stat(path)
    return found.st_ino, found.st_mtime_ns, found.st_size


def _holds(path: str, opened: int, expected: bytes) -> bool:
    try:
        return _same_file(path, opened) and _content(opened, len(expected)) == expected
    except FileNotFoundError:
        return False


def _same_file(path: str, opened: int) -> bool:
    one, other = os.stat(path), os.fstat(opened)
    return (one.st_dev, one.st_ino) == (other.st_dev, other.st_ino)


def _content(opened: int, size: int) -> bytes:
    """Return the bytes of an open file, at most one more than ``size``."""
    os.lseek(opened, 0, os.SEEK_SET)
    pieces = []
    left = size + 1
    while left > 0 and (piece := os.read(opened, min(left, 1 << 20))):
        pieces.append(piece)
        left -= len(piece)
    return b"".join(pieces)


def _unwritten(opened: int, expected: bytes, lease: str) -> bool:
    """True if no process wrote, or waits to write, into the replaced file."""
    if lease == "held":
        return fcntl.fcntl(opened, fcntl.F_GETLEASE) == fcntl.F_RDLCK
    return _content(opened, len(expected)) == expected


@contextlib.contextmanager
def _lease(opened: int) -> Iterator[str]:
    """Lease an open file: ``held``, ``busy`` while others write it, ``none`` without leases."""
    taken = _take_lease(opened)
    try:
        yield taken
    finally:
        if taken == "held":
            with contextlib.suppress(OSError):
                fcntl.fcntl(opened, fcntl.F_SETLEASE, fcntl.F_UNLCK)


def _take_lease(opened: int) -> str:
    if fcntl is None or not sys.platform.startswith("linux"):
        return "none"
    end = time.monotonic() + _PATIENCE
    while True:
        try:
            # By default a broken lease sends SIGIO, which ends a process; SIGURG is ignored.
            fcntl.fcntl(opened, fcntl.F_SETSIG, signal.SIGURG)
            fcntl.fcntl(opened, fcntl.F_SETLEASE, fcntl.F_RDLCK)
        except OSError as error:
            if error.errno != errno.EAGAIN:
                return "none"  # another's file, or a file system without leases
            if time.monotonic() > end:
                return "busy"
            time.sleep(0.005)
        else:
            return "held"


def _exchange(one: str, other: str) -> bool:
    """Swap two paths in one step; False where the system or the file system cannot."""
    rename = _renameat2()
    if rename is None:
        return False
    if rename(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _RENAME_EXCHANGE) == 0:
        return True
    from ctypes import get_errno

    number = get_errno()
    if number in (errno.EINVAL, errno.ENOSYS, errno.EOPNOTSUPP):
        return False
    raise OSError(number, os.strerror(number), other)


@cache
def _renameat2() -> Callable[..., int] | None:
    if not sys.platform.startswith("linux"):
        return None
    try:
        import ctypes

        found = ctypes.CDLL(None, use_errno=True).renameat2
    except (ImportError, OSError, AttributeError):  # some Pythons are built without ctypes
        return None
    found.argtypes = (
        ctypes.c_int, ctypes.c_char_p, ctypes.c_int, ctypes.c_char_p, ctypes.c_uint,
    )  # fmt: skip
    return found
