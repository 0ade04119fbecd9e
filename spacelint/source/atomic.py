"""Atomic writes: a file is replaced whole or not at all.

`replace_file` changes a file of the user's, `put_file` and `AtomicFile` write an output file.
"""

from __future__ import annotations

import contextlib
import errno
import os
import stat
import time
from hashlib import sha256
from typing import NamedTuple, Self, TextIO

from spacelint.source.exchange import replace_unchanged
from spacelint.source.reader import open_stream
from spacelint.text.width import visible

# A temporary file is .NAME.spacelint-XXXXXXXX.tmp beside the file NAME, with a digest for a NAME
# that leaves no room for the rest in the 255 bytes that file systems allow.
_LONGEST_NAME = 220
_MARK = ".spacelint-"
_END = ".tmp"
_WAIT = 10.0  # seconds that another run may hold the file


class NotWritten(NamedTuple):
    """Why a file was left as it is.

    ``reason`` is ``vanished``, ``not-a-file``, ``read-only``, ``hard-link``, ``changed``, ``busy``,
    ``owner``, ``full`` or ``failed``; ``message`` is a sentence that starts after the path.
    """

    reason: str
    message: str


def replace_file(path: str, data: bytes, expected: bytes) -> NotWritten | None:
    """Replace the bytes of a file; return why not, or None if done.

    The file is replaced only if it still holds ``expected``. Whatever happens (a kill, a full
    disk), it holds the old bytes or the new ones. Mode, owner and extended attributes are kept;
    a symbolic link stays one and its target is written. What a killed run left beside the file
    is removed. Never raises ``OSError``.
    """
    target = os.path.realpath(path)
    try:
        opened = os.open(target, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | _BINARY)
    except FileNotFoundError:
        return NotWritten("vanished", "it was deleted after it was read")
    except OSError as error:
        return _failed(error)
    try:
        locked = _lock(opened)
        if locked is None:
            return NotWritten("busy", "another run is writing it")
        refusal = _refuse(target, opened, expected)
        if refusal is not None:
            return refusal
        _remove_left_over(target, locked)
        return _replace(target, opened, data, expected)
    except OSError as error:
        return _failed(error)
    finally:
        os.close(opened)  # and the lock with it


class AtomicFile:
    """An output file that is written beside its path and moved there by `commit`, or ``with``.

    Created or replaced; the mode of an existing file is kept, unless ``mode`` is given. A symbolic
    link stays one and its target is written, unless it leads out (`refuse_link_out`); a pipe or a
    device is written directly. ``stream`` takes text in UTF-8, its ``buffer`` bytes. What a killed
    run left an hour ago is removed. Raises OSError and ValueError (a NUL in the path); then nothing
    has changed.
    """

    def __init__(self, path: str, mode: int | None = None) -> None:
        refuse_link_out(path)
        self._target = os.path.realpath(path)
        self._temporary = ""
        self._mode = mode
        self.stream = self._open()

    def commit(self) -> None:
        """Move the written file to its path; raises OSError, and then the old file stays."""
        try:
            self.stream.flush()
            if self._temporary:
                os.fsync(self.stream.fileno())
            self.stream.close()
            if self._temporary:
                os.replace(self._temporary, self._target)
                self._temporary = ""
        finally:
            self.discard()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, *rest: object) -> None:
        if kind is None:
            self.commit()
        else:
            self.discard()

    def discard(self) -> None:
        """Drop what was not committed; raises nothing."""
        with contextlib.suppress(OSError):  # its buffer is not needed
            self.stream.close()
        if self._temporary:
            _unlink(self._temporary)
            self._temporary = ""

    def _open(self) -> TextIO:
        mode = self._mode
        if os.path.exists(self._target):
            if not os.path.isfile(self._target):
                stream = open_stream(self._target)
                return open(stream, "w", encoding="utf-8", newline="\n")
            old = os.stat(self._target).st_mode & 0o777
            if not old & 0o222 or not os.access(self._target, os.W_OK):
                raise PermissionError(13, "it is read-only")
            mode = old if mode is None else mode
        temporary, descriptor = _open_beside(self._target, 0o666 if mode is None else mode)
        self._temporary = temporary
        _remove_left_over(self._target, locked=False)
        if mode is not None and hasattr(os, "fchmod"):
            os.fchmod(descriptor, mode)
        return open(descriptor, "w", encoding="utf-8", newline="\n")


def refuse_link_out(path: str) -> None:
    """Raise OSError where ``path`` is written through a symbolic link that leads out.

    A repository that anyone may have sent may hold such a link. Below the current folder no link
    may lead out of that folder; elsewhere a link may not lead out of the folder that it stands in.
    """
    here, given = os.path.realpath("."), os.path.abspath(path)
    real = os.path.realpath(path)
    inside = given.startswith(os.path.join(os.path.abspath("."), ""))
    top = here if inside else os.path.realpath(os.path.dirname(given))
    linked = inside or os.path.islink(given)
    if linked and not real.startswith(os.path.join(top, "")) and not _is_stream(real):
        raise OSError(errno.ELOOP, "it is a link that leads out of this folder")


def _is_stream(path: str) -> bool:
    """True for a pipe or a device, such as the one behind /dev/stdout."""
    try:
        return not stat.S_ISREG(os.stat(path).st_mode)
    except OSError:
        return False


def put_file(path: str, data: bytes, mode: int | None = None) -> None:
    """Write an output file whole or not at all; see `AtomicFile`."""
    with AtomicFile(path, mode) as file:
        file.stream.buffer.write(data)


def try_put_file(path: str, data: bytes) -> str | None:
    """Like `put_file`, but return the reason for a failure as a line instead of raising."""
    try:
        put_file(path, data)
    except (OSError, ValueError) as error:
        return f"{visible(path)} can't be written: {getattr(error, 'strerror', None) or error}"
    return None


_BINARY = getattr(os, "O_BINARY", 0)
_CHANGED = NotWritten("changed", "it was changed after it was read; run again")


def _refuse(target: str, opened: int, expected: bytes) -> NotWritten | None:
    """Check the file under its lock; after another run replaced it, it is another file."""
    locked = os.fstat(opened)
    if not stat.S_ISREG(locked.st_mode):
        return NotWritten("not-a-file", "it is not a regular file")
    try:
        now = os.stat(target)
    except FileNotFoundError:
        return NotWritten("vanished", "it was deleted after it was read")
    # Root may write any file; a file that is marked read-only is meant to stay as it is.
    if not now.st_mode & 0o222 or not os.access(target, os.W_OK):
        return NotWritten("read-only", "it is read-only")
    if locked.st_nlink > 1:
        names = f"it has {locked.st_nlink} names (hard links)"
        return NotWritten("hard-link", f"{names}, and writing would part them; copy it first")
    if (locked.st_dev, locked.st_ino) != (now.st_dev, now.st_ino) or now.st_size != len(expected):
        return _CHANGED
    with open(target, "rb") as file:
        return None if file.read(len(expected) + 1) == expected else _CHANGED


def _replace(target: str, opened: int, data: bytes, expected: bytes) -> NotWritten | None:
    temporary, created = _open_beside(target, 0o600)
    try:
        try:
            refusal = _copy_metadata(created, os.fstat(opened), target, temporary)
            if refusal is None:
                view = memoryview(data)
                while view:
                    view = view[os.write(created, view) :]
                os.fsync(created)
        finally:
            os.close(created)
        if refusal is None and not replace_unchanged(temporary, target, opened, expected):
            refusal = _CHANGED
    except BaseException as error:
        _unlink(temporary)
        if isinstance(error, OSError):
            return _failed(error)
        raise
    if refusal is not None:
        _unlink(temporary)
        return refusal
    _sync_folder(os.path.dirname(target))
    return None


def _open_beside(target: str, mode: int) -> tuple[str, int]:
    """Create a temporary file in the folder of ``target``; return its path and descriptor."""
    folder, name = os.path.split(target)
    temporary = os.path.join(folder, f"{_prefix(name)}{os.urandom(4).hex()}{_END}")
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0) | _BINARY
    return temporary, os.open(temporary, flags, mode)


def _prefix(name: str) -> str:
    """Return how the temporary files of a file begin."""
    data = os.fsencode(name)
    if len(data) > _LONGEST_NAME:
        name = sha256(data).hexdigest()
    return f".{name}{_MARK}"


def _copy_metadata(
    created: int, old: os.stat_result, target: str, temporary: str
) -> NotWritten | None:
    """Give the new file the owner, mode and extended attributes of the old one."""
    if hasattr(os, "fchown"):
        made = os.fstat(created)
        if (made.st_uid, made.st_gid) != (old.st_uid, old.st_gid):
            try:
                os.fchown(created, old.st_uid, old.st_gid)
            except PermissionError:
                return NotWritten("owner", "it belongs to another user or group")
        os.fchmod(created, stat.S_IMODE(old.st_mode))
    if hasattr(os, "listxattr"):
        try:
            for each in os.listxattr(target):
                os.setxattr(temporary, each, os.getxattr(target, each))
        except OSError:
            pass  # the file system has none, or keeps them to itself
    return None


def _lock(opened: int) -> bool | None:
    """Lock an open file: True if locked, False without support for locks, None if busy."""
    try:
        import fcntl
    except ImportError:
        return False
    end = time.monotonic() + _WAIT
    while True:
        try:
            fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() > end:
                return None
            time.sleep(0.01)
        except OSError:
            return False
        else:
            return True


def _remove_left_over(target: str, locked: bool) -> None:
    """Remove temporary files of this file; under its lock no other run can be using one."""
    folder, name = os.path.split(target)
    prefix = _prefix(name)
    for each in os.listdir(folder):
        if not (each.startswith(prefix) and each.endswith(_END)):
            continue
        path = os.path.join(folder, each)
        with contextlib.suppress(OSError):
            if locked or time.time() - os.stat(path).st_mtime > 3600:
                os.unlink(path)


def _unlink(path: str) -> None:
    with contextlib.suppress(OSError):  # the next run will
        os.unlink(path)


def _sync_folder(folder: str) -> None:
    try:
        opened = os.open(folder, os.O_RDONLY)
    except OSError:
        return
    try:
        os.fsync(opened)
    except OSError:
        pass  # some file systems cannot; the file itself is safe
    finally:
        os.close(opened)


def _failed(error: OSError) -> NotWritten:
    if error.errno in (errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC)):
        return NotWritten("full", "the disk is full; the file is unchanged")
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return NotWritten("read-only", "it or its folder may not be written")
    return NotWritten("failed", f"it could not be written: {error.strerror or error}")
