"""What X answered today (UTC), on disk: X charges a resource once a day, so may we ask once.

One SQLite file in the user's cache folder. It holds public facts and never the token. Rows of
other days are dropped, save which account id a handle had, which is how a rename is noticed.
"""

from __future__ import annotations

import json
import os
import sqlite3
import time
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from spacelint.checks.contract import LiveSpace
from spacelint.reach.storage import NotPrivateError, files_of, open_private, use_wal
from spacelint.reach.xapi.models import Account, Bucket, FoundSpaces, Record, TagCounts

_SCHEMA = """
CREATE TABLE IF NOT EXISTS answers (
    kind TEXT, key TEXT, day TEXT, body TEXT, PRIMARY KEY (kind, key)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS seen (
    handle TEXT PRIMARY KEY, id TEXT, day TEXT) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS seen_id ON seen (id, day);
PRAGMA user_version = 2;
"""
_VERSION = 2
_BUSY_SECONDS = 5.0
_AMONG = " IN (SELECT value FROM json_each(?))"

_Rows = list[tuple[str, str]]


def utc_day(instant: float) -> str:
    """The UTC day of a Unix time, as an ISO date."""
    return time.strftime("%Y-%m-%d", time.gmtime(instant))


class DayCache:
    """Answers of one UTC day; one that cannot be used keeps nothing and says so once."""

    def __init__(self, path: str, notify: Callable[[str], None]) -> None:
        self._path = path
        self._notify = notify
        self._db: sqlite3.Connection | None = None
        self._usable = True

    def read(self, kind: str, keys: Iterable[str], day: str) -> dict[str, Record]:
        """What is known of these keys on that day."""
        sql = f"SELECT key, body FROM answers WHERE kind = ? AND day = ? AND key{_AMONG}"
        found = {key: _unpack(kind, body) for key, body in self._select(sql, keys, kind, day)}
        return {key: record for key, record in found.items() if record is not None}

    def write(self, rows: Iterable[tuple[str, str, Record]], day: str) -> None:
        """Keep records (kind, key, record) for that day, all of them or none."""
        packed = [
            (kind, key, day, json.dumps(record[:-1], default=datetime.isoformat))
            for kind, key, record in rows
        ]
        seen = [
            (key, record.id, day)
            for kind, key, record in rows
            if kind == "user" and isinstance(record, Account) and record.id
        ]

        def store(db: sqlite3.Connection) -> _Rows:
            with db:
                db.execute("BEGIN IMMEDIATE")
                db.executemany("INSERT OR REPLACE INTO answers VALUES (?, ?, ?, ?)", packed)
                db.executemany("INSERT OR REPLACE INTO seen VALUES (?, ?, ?)", seen)
            return []

        self._run(store)

    def drop_other_days(self, day: str) -> None:
        """Forget answers of other days; nothing happens where there is no cache."""
        if os.path.exists(self._path):
            sql = "DELETE FROM answers WHERE day <> ?"
            self._run(lambda db: db.execute(sql, (day,)).fetchall())

    def seen_ids(self, handles: Iterable[str]) -> dict[str, str]:
        """The account id each handle had when last seen, on whatever day."""
        return dict(self._select(f"SELECT handle, id FROM seen WHERE handle{_AMONG}", handles))

    def newest_handle(self, account_id: str) -> str | None:
        """The handle under which an account id was seen last."""
        sql = "SELECT handle, id FROM seen WHERE id = ? ORDER BY day DESC LIMIT 1"
        rows = self._run(lambda db: db.execute(sql, (account_id,)).fetchall())
        return rows[0][0] if rows else None

    def close(self) -> None:
        """Close the file."""
        if self._db is not None:
            self._db.close()
            self._db = None

    def _select(self, sql: str, keys: Iterable[str], *more: str) -> _Rows:
        wanted = json.dumps(list(keys))
        # Asking for nothing, or where nothing was ever kept, must not make a file.
        if wanted == "[]" or (self._db is None and not os.path.exists(self._path)):
            return []
        return self._run(lambda db: db.execute(sql, (*more, wanted)).fetchall())

    def _run(self, work: Callable[[sqlite3.Connection], _Rows]) -> _Rows:
        if not self._usable:
            return []
        if not self._path:
            self._give_up("there is no home folder; XDG_CACHE_HOME can name one")
            return []
        for attempt in (1, 2):
            try:
                if self._db is None:
                    self._db = open_private(self._path, _BUSY_SECONDS, _prepare)
                return work(self._db)
            except sqlite3.OperationalError as error:  # locked, read-only, disk full
                reason = str(error)
            except (sqlite3.DatabaseError, NotPrivateError) as error:
                self.close()
                if attempt == 1 and _remove(self._path):
                    damage = "" if isinstance(error, NotPrivateError) else "is damaged: "
                    self._notify(f"the cache {self._path} {damage}{error}; a new one is begun")
                    continue
                reason = str(error)
            except OSError as error:
                reason = error.strerror or "it can't be opened"
            self._give_up(reason)
            break
        return []

    def _give_up(self, reason: str) -> None:
        self.close()
        self._usable = False
        where = f"the cache {self._path}: " if self._path else ""
        self._notify(f"answers are not kept: {where}{reason}")


def _prepare(db: sqlite3.Connection) -> None:
    # No waiting for the disk: a killed process loses nothing by it, and after a power cut a
    # damaged cache is begun anew.
    db.execute("PRAGMA synchronous = OFF")
    version = db.execute("PRAGMA user_version").fetchone()[0]
    if version != _VERSION:
        use_wal(db, _BUSY_SECONDS)
        if version:  # of another version of spacelint: a day's answers are not worth migrating
            db.executescript("DROP TABLE IF EXISTS answers; DROP TABLE IF EXISTS seen;")
        db.executescript(_SCHEMA)


def _remove(path: str) -> bool:
    try:
        for file in files_of(path):
            os.unlink(file)
    except OSError:
        return False
    return True


def _unpack(kind: str, body: str) -> Record | None:
    # A row of another shape (edited by hand, or of another version) is as good as none.
    try:
        values = json.loads(body)
        if kind in ("user", "id"):
            return Account(*values)._replace(cached=True)
        if kind == "counts":
            tag, total, days, at = values
            return TagCounts(tag, total, tuple(Bucket(*day) for day in days), at, True)
        key, spaces, more, at = values
        return FoundSpaces(key, tuple(map(_space, spaces)), more, at, True)
    except (ValueError, TypeError, RecursionError):
        return None


def _space(values: list[Any]) -> LiveSpace:
    number, title, host, *times, state = values
    start, until = (datetime.fromisoformat(time) if time else None for time in times)
    return LiveSpace(number, title, host, start, until, state)
