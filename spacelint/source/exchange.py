"""Put a new file in place of one that somebody may be saving at the same moment.

A rename replaces whatever stands at the path by then, and so may lose what an editor saved since
the file was last read. On Linux two things close that gap. A *lease* on the old file tells whether
somebody has it open for writing, and holds up whoever opens it for writing next. And
``renameat2(RENAME_EXCHANGE)`` swaps two paths in one step, so that what stood at the path is still
there to be looked at, and can be put back. Elsewhere the file is compared right before the rename.

What is left: a program that looked the path up before the swap and opens the file for writing after
its lease was last asked about, some microseconds later; and one that writes through a memory map.
"""

from __future__ import annotations

import contextlib
import ctypes
import errno
import fcntl
import os
import signal
import sys
import time
from collections.abc import Iterator
from functools import cache

_AT_FDCWD, _RENAME_EXCHANGE = -100, 2
#: Seconds to wait for somebody who has the file open for writing.
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
        ours = _identity(temporary)
        if not _exchange(temporary, target):
            os.replace(temporary, target)
            return True
        if _same_file(temporary, opened) and _unwritten(opened, expected, lease):
            os.unlink(temporary)
            return True
        _put_back(temporary, target, ours)
        return False


def _put_back(temporary: str, target: str, ours: tuple[int, int, int]) -> None:
    """Give ``target`` the newest of what others saved; ``ours`` is the new file."""
    seen = {ours, _identity(temporary)}
    while True:
        _exchange(temporary, target)
        replaced = _identity(temporary)
        if replaced in seen:
            return
        seen.add(replaced)  # saved since the last swap, so it goes back next


def _identity(path: str) -> tuple[int, int, int]:
    """Return what tells a file from others, one that reuses its inode included."""
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
    """True where nobody wrote, or waits to write, into the file that was replaced."""
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
            import fcntl

            with contextlib.suppress(OSError):
                fcntl.fcntl(opened, fcntl.F_SETLEASE, fcntl.F_UNLCK)


def _take_lease(opened: int) -> str:
    if not sys.platform.startswith("linux"):
        return "none"

    end = time.monotonic() + _PATIENCE
    while True:
        try:
            # By default a broken lease sends SIGIO, which ends a process; nobody heeds SIGURG.
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
    number = ctypes.get_errno()
    if number in (errno.EINVAL, errno.ENOSYS, errno.EOPNOTSUPP):
        return False
    raise OSError(number, os.strerror(number), other)


@cache
def _renameat2() -> ctypes._NamedFuncPointer | None:
    if not sys.platform.startswith("linux"):
        return None
    try:
        found = ctypes.CDLL(None, use_errno=True).renameat2
    except (OSError, AttributeError):
        return None
    found.argtypes = (
        ctypes.c_int, ctypes.c_char_p, ctypes.c_int, ctypes.c_char_p, ctypes.c_uint,
    )  # fmt: skip
    return found
