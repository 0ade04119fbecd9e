"""What the two databases share: a file for this user alone, and write-ahead logging."""

from __future__ import annotations

import contextlib
import os
import sqlite3
import stat
import time
from collections.abc import Callable, Iterator
from typing import Any

#: Of the files beside a database, and of its own.
_ENDS = ("-journal", "-wal", "-shm", "")


class HistoryError(Exception):
    """The history, or a source for it, cannot be read; ``str()`` is safe to show once escaped."""


class NotPrivateError(Exception):
    """A database that others can read or write; ``str()`` says which, starting after its path.

    ``remedy`` is what its owner can do, to be said after that.
    """

    def __init__(self, sentence: str, remedy: str = "") -> None:
        super().__init__(sentence)
        self.remedy = remedy


class _Connection(sqlite3.Connection):
    """Tells of damage as such where SQLite's own sentence quotes bytes that are no text."""

    def execute(self, *given: Any) -> sqlite3.Cursor:
        with _damage_told():
            return super().execute(*given)

    def executemany(self, *given: Any) -> sqlite3.Cursor:
        with _damage_told():
            return super().executemany(*given)

    def executescript(self, *given: Any) -> sqlite3.Cursor:
        with _damage_told():
            return super().executescript(*given)


@contextlib.contextmanager
def _damage_told() -> Iterator[None]:
    try:
        yield
    except UnicodeDecodeError:
        raise sqlite3.DatabaseError("malformed database schema") from None


def open_private(
    path: str, seconds: float, prepare: Callable[[sqlite3.Connection], None]
) -> sqlite3.Connection:
    """Open and prepare a database that is, or is made, for this user alone (0600 in 0700).

    It waits at most ``seconds`` for other programs. Raises NotPrivateError where the file belongs
    to another user or lets others in, OSError, sqlite3.DatabaseError and what ``prepare`` raises.
    """
    if folder := os.path.dirname(path):
        os.makedirs(folder, mode=0o700, exist_ok=True)
        _close_folder(folder)
    # SQLite would make it with the mode that the umask leaves.
    with contextlib.suppress(FileExistsError):
        os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
    _refuse_special(path)
    _refuse_others(path)
    db = sqlite3.connect(path, timeout=seconds, isolation_level=None, factory=_Connection)
    try:
        prepare(db)
    except BaseException:
        db.close()
        raise
    return db


def _close_folder(folder: str) -> None:
    """Take a folder of our own from others; one that somebody named is left as it is."""
    if hasattr(os, "getuid") and os.path.basename(folder) == "spacelint":
        found = os.stat(folder)
        if found.st_uid == os.getuid() and found.st_mode & 0o077:
            os.chmod(folder, 0o700)


def _refuse_special(path: str) -> None:
    """Refuse devices and pipes: SQLite would wait for a pipe for ever."""
    for file in files_of(path):
        with contextlib.suppress(FileNotFoundError):  # a log comes and goes
            mode = os.stat(file).st_mode
            if not stat.S_ISREG(mode):
                kind = "a folder" if stat.S_ISDIR(mode) else "not a regular file"
                if end := file.removeprefix(path):
                    raise NotPrivateError(f"has a {end} that is {kind}", ": remove that")
                raise NotPrivateError(f"is {kind}", ": --database takes the name of a file")


def _refuse_others(path: str) -> None:
    found = os.stat(path)
    if not hasattr(os, "getuid"):
        return
    if found.st_uid != os.getuid():
        raise NotPrivateError("belongs to another user, so it is not trusted")
    if found.st_mode & 0o077:
        mode = stat.S_IMODE(found.st_mode)
        raise NotPrivateError(
            f"is open to other users (mode {mode:03o}), so it is not trusted",
            "; if it is yours, chmod 600 it",
        )


def use_wal(db: sqlite3.Connection, seconds: float) -> None:
    """Switch a database to write-ahead logging, waiting at most ``seconds`` for other programs.

    SQLite does not call its busy handler for this switch: two programs that create a database at
    the same moment would otherwise fail at once. Raises sqlite3.OperationalError.
    """
    end = time.monotonic() + seconds
    while True:
        try:
            db.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or time.monotonic() > end:
                raise
            time.sleep(0.01)


def files_of(path: str) -> tuple[str, ...]:
    """The files of a database that are there: its log first, its own last."""
    # Without its log a copy would lack the last writes.
    return tuple(path + end for end in _ENDS if os.path.lexists(path + end))
