"""What X answered today (UTC), on disk: X charges a resource once a day, so may we ask once.

One SQLite file in the user's cache folder. It holds public facts and never the token. Rows of
other days are dropped, save which account id a handle had, which is how a rename is noticed.
"""

from __future__ import annotations

import json
import os
import sqlite3
import time
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime

from spacelint.checks.contract import LiveSpace
from spacelint.reach.storage import NotPrivateError, files_of, open_private, use_wal
from spacelint.reach.xapi.calls import Ask, Keys, handle_key
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
        wanted = json.dumps(list(keys))
        # Asking for nothing, or where nothing was ever kept, must not make a file.
        if wanted == "[]" or (self._db is None and not os.path.exists(self._path)):
            return {}
        sql = (
            "SELECT key, body FROM answers WHERE kind = ? AND day = ?"
            " AND key IN (SELECT value FROM json_each(?))"
        )
        rows = self._run(lambda db: db.execute(sql, (kind, day, wanted)).fetchall())
        found = {}
        for key, body in rows or ():
            fact = _unpack(kind, body)
            if fact is not None:
                found[key] = fact
        return found

    def write(self, rows: Iterable[tuple[str, str, Record]], day: str) -> None:
        """Keep facts (kind, key, fact) for that day, all of them or none."""
        packed = [
            (kind, key, day, json.dumps(fact[:-1], default=_instant)) for kind, key, fact in rows
        ]
        seen = [
            (key, fact.id, day)
            for kind, key, fact in rows
            if kind == "user" and isinstance(fact, Account) and fact.id
        ]

        def store(db: sqlite3.Connection) -> list[object]:
            with db:
                db.execute("BEGIN IMMEDIATE")
                db.executemany("INSERT OR REPLACE INTO answers VALUES (?, ?, ?, ?)", packed)
                if seen:
                    db.executemany("INSERT OR REPLACE INTO seen VALUES (?, ?, ?)", seen)
            return []

        self._run(store)

    def seen_ids(self, handles: Iterable[str]) -> dict[str, str]:
        """The account id each handle had when last seen, on whatever day."""
        wanted = json.dumps(list(handles))
        if wanted == "[]" or (self._db is None and not os.path.exists(self._path)):
            return {}
        sql = "SELECT handle, id FROM seen WHERE handle IN (SELECT value FROM json_each(?))"
        return dict(self._run(lambda db: db.execute(sql, (wanted,)).fetchall()) or ())

    def newest_handle(self, account_id: str) -> str | None:
        """The handle under which an account id was seen last."""
        sql = "SELECT handle FROM seen WHERE id = ? ORDER BY day DESC LIMIT 1"
        rows = self._run(lambda db: db.execute(sql, (account_id,)).fetchall())
        return rows[0][0] if rows else None

    def close(self) -> None:
        """Let go of the file."""
        if self._db is not None:
            self._db.close()
            self._db = None

    def _run(
        self, work: Callable[[sqlite3.Connection], list[tuple[str, str]] | list[object]]
    ) -> list[tuple[str, str]]:
        if not self._usable:
            return []
        if not self._path:
            self._give_up("there is no home folder; XDG_CACHE_HOME can name one")
            return []
        for attempt in (1, 2):
            try:
                if self._db is None:
                    self._db = _open(self._path)
                return work(self._db)  # type: ignore[return-value]
            except sqlite3.OperationalError as error:  # locked, read-only, disk full
                self._give_up(f"{error}")
            except (sqlite3.DatabaseError, NotPrivateError) as error:
                self.close()
                if attempt == 2 or not _remove(self._path):
                    self._give_up(f"{error}")
                    break
                damage = "" if isinstance(error, NotPrivateError) else "is damaged: "
                self._notify(f"the cache {self._path} {damage}{error}; a new one is begun")
                continue
            except OSError as error:
                self._give_up(error.strerror or "it can't be opened")
            break
        return []

    def _give_up(self, reason: str) -> None:
        self.close()
        self._usable = False
        where = f"the cache {self._path}: " if self._path else ""
        self._notify(f"answers are not kept: {where}{reason}")


def _open(path: str) -> sqlite3.Connection:
    db = open_private(path, 5)
    try:
        # No waiting for the disk: a killed process loses nothing by it, and after a power cut a
        # damaged cache is begun anew.
        db.execute("PRAGMA synchronous = OFF")
        version = db.execute("PRAGMA user_version").fetchone()[0]
        if version != _VERSION:
            use_wal(db, 5)
            if version:  # of another version of spacelint: a day's answers are not worth migrating
                db.executescript("DROP TABLE IF EXISTS answers; DROP TABLE IF EXISTS seen;")
            db.executescript(_SCHEMA)
    except BaseException:
        db.close()
        raise
    return db


def drop_other_days(path: str, day: str) -> None:
    """Forget answers of other days; nothing happens where there is no cache."""
    if os.path.exists(path):
        try:
            db = _open(path)
            try:
                db.execute("DELETE FROM answers WHERE day <> ?", (day,))
            finally:
                db.close()
        except (sqlite3.DatabaseError, NotPrivateError, OSError):
            pass  # the cache says what is wrong with it when it is next used


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
        return FoundSpaces(key, tuple(_space(space) for space in spaces), more, at, True)
    except (ValueError, TypeError, RecursionError):
        return None


def _space(values: list[object]) -> LiveSpace:
    number, title, host, start, until, state = values
    return LiveSpace(number, title, host, _moment(start), _moment(until), state)  # type: ignore[arg-type]


def _instant(value: object) -> str:
    if isinstance(value, datetime):
        return value.isoformat()
    raise TypeError(type(value).__name__)


def _moment(value: object) -> datetime | None:
    return datetime.fromisoformat(value) if isinstance(value, str) else None


class Found:
    """What is known so far, by kind and key."""

    def __init__(self) -> None:
        self.users: dict[str, Account] = {}
        self.tags: dict[str, TagCounts] = {}
        self.spaces: dict[str, FoundSpaces] = {}
        self.by_id: dict[str, FoundSpaces] = {}
        self.by_host: dict[str, FoundSpaces] = {}
        self.by_user_id: dict[str, Account] = {}

    def put(self, kind: str, key: str, fact: Record) -> None:
        if isinstance(fact, Account):
            (self.users if kind == "user" else self.by_user_id)[key] = fact
        elif isinstance(fact, TagCounts):
            self.tags[key] = fact
        else:
            {"spaces": self.spaces, "space": self.by_id, "host": self.by_host}[kind][key] = fact

    def has(self, kind: str, key: str) -> bool:
        known: dict[str, Mapping[str, Record]] = {
            "user": self.users,
            "counts": self.tags,
            "spaces": self.spaces,
            "space": self.by_id,
            "host": self.by_host,
            "id": self.by_user_id,
        }
        return key in known[kind]


def record_answers(
    keys: Keys, found: Found, cache: DayCache, ask: Ask, unknown: Mapping[tuple[str, str], str]
) -> None:
    """Give every handle an account, and say where one was renamed."""
    asked = {handle_key(handle): handle.lstrip("@＠") for handle in reversed(ask.handles)}
    asked.pop("", None)
    # Accounts that came with Spaces are kept in the cache but were not asked for.
    for key in [key for key in found.users if key not in asked]:
        del found.users[key]
    for key in keys.impossible_handles:
        found.users[key] = Account(
            key, "impossible", detail="a handle has 1 to 15 of A-Z, a-z, 0-9 and _"
        )
    gone = [key for key in keys.users if found.users.get(key, _NONE).state == "missing"]
    before = cache.seen_ids(gone) if gone else {}
    for key, account_id in before.items():
        name = cache.newest_handle(account_id)
        if name is not None and name != key:
            found.users[key] = found.users[key]._replace(renamed_to=name)
    for key, handle in asked.items():
        account = found.users.get(key) or Account(
            handle, "unknown", detail=unknown.get(("user", key))
        )
        found.users[key] = account._replace(handle=handle)


_NONE = Account("", "unknown")
