"""What the two databases share: write-ahead logging and putting a damaged file aside."""

from __future__ import annotations

import os
import sqlite3
import time


class HistoryError(Exception):
    """The history, or a source for it, cannot be read; ``str()`` is safe to show once escaped."""


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


def set_aside(path: str, aside: str) -> None:
    """Rename a damaged database and its log to ``aside``. Raises OSError."""
    # The log first: without it the last writes would be missing from the copy.
    for tail in ("-wal", "-shm", ""):
        if os.path.exists(path + tail):
            os.replace(path + tail, aside + tail)
