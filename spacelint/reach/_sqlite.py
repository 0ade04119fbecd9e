"""What both of our databases need of SQLite."""

from __future__ import annotations

import sqlite3
import time


def use_wal(db: sqlite3.Connection, seconds: float) -> None:
    """Switch a database to write-ahead logging, waiting for others at most that long.

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
