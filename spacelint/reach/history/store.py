"""One SQLite file in the user's data folder: opened, migrated, or refused with a reason."""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from spacelint.reach.storage import (
    HistoryError,
    NotPrivateError,
    files_of,
    open_private,
    use_wal,
)

BUSY_SECONDS = 5.0
APPLICATION_ID = 0x53504C48  # "SPLH": tells this file from any other SQLite database

# Each version is a tuple of statements that turn the one before into it; published versions never
# change. ``PRAGMA user_version`` of a file is the number of versions it has been through.
MIGRATIONS: tuple[tuple[str, ...], ...] = (
    (
        # title_from: plan, csv or post. Times are UTC, as 2026-05-03T18:00:00Z.
        """CREATE TABLE spaces (
            id TEXT PRIMARY KEY, account TEXT, title TEXT, title_from TEXT,
            created_at TEXT, started_at TEXT, ended_at TEXT,
            participated INTEGER, source TEXT NOT NULL) WITHOUT ROWID""",
        # user_id is X's number, or @handle in lower case where only that is known.
        """CREATE TABLE people (
            space_id TEXT NOT NULL, user_id TEXT NOT NULL, role TEXT NOT NULL,
            PRIMARY KEY (space_id, user_id, role)) WITHOUT ROWID""",
        "CREATE TABLE handles (user_id TEXT PRIMARY KEY, handle TEXT NOT NULL) WITHOUT ROWID",
        """CREATE TABLE posts (
            id TEXT PRIMARY KEY, space_id TEXT NOT NULL, at TEXT, text TEXT NOT NULL,
            tags TEXT NOT NULL, likes INTEGER, reposts INTEGER) WITHOUT ROWID""",
        "CREATE INDEX posts_of_space ON posts (space_id, at)",
        """CREATE TABLE media (
            archive TEXT NOT NULL, name TEXT NOT NULL, space_id TEXT, size INTEGER NOT NULL,
            PRIMARY KEY (archive, name)) WITHOUT ROWID""",
        """CREATE TABLE consents (
            space_id TEXT NOT NULL, handle TEXT NOT NULL, plan TEXT NOT NULL,
            PRIMARY KEY (space_id, handle)) WITHOUT ROWID""",
        """CREATE TABLE imports (
            source TEXT PRIMARY KEY, at TEXT NOT NULL, account TEXT,
            spaces INTEGER NOT NULL, posts INTEGER NOT NULL) WITHOUT ROWID""",
    ),
    (
        # source: download, or X where the handle was looked up.
        "ALTER TABLE handles ADD COLUMN source TEXT",
        # Whole UTC days of answers that were paid for; tags are case-folded, without #.
        """CREATE TABLE tag_counts (
            tag TEXT NOT NULL, day TEXT NOT NULL, posts INTEGER NOT NULL, at TEXT NOT NULL,
            PRIMARY KEY (tag, day)) WITHOUT ROWID""",
    ),
)


@contextmanager
def history_at(
    path: str,
    *,
    create: bool = False,
    notify: Callable[[str], None] = lambda sentence: None,
    busy: float = BUSY_SECONDS,
    migrations: tuple[tuple[str, ...], ...] = MIGRATIONS,
) -> Iterator[sqlite3.Connection]:
    """An open history; every fault of the database inside the block is a HistoryError.

    A damaged file is renamed, never deleted, and ``notify`` is given the sentence that says so; a
    new one is begun in its place if ``create``. Raises HistoryError where there is none and
    ``create`` is false, where it is newer than this program, in use, or another program's.
    """
    db = _open(path, create, notify, busy, migrations)
    try:
        yield db
    except sqlite3.DatabaseError as error:
        raise HistoryError(_sentence(path, error)) from None
    finally:
        db.close()


@contextmanager
def all_or_nothing(db: sqlite3.Connection) -> Iterator[None]:
    """One transaction: what the block wrote is there whole after it, or not at all."""
    db.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        if db.in_transaction:
            db.execute("ROLLBACK")
        raise
    db.execute("COMMIT")


def _open(
    path: str,
    create: bool,
    notify: Callable[[str], None],
    busy: float,
    migrations: tuple[tuple[str, ...], ...],
) -> sqlite3.Connection:
    if not path:
        raise HistoryError("there is no home folder for the history: name its file with --database")
    for attempt in (1, 2):
        if not create and not os.path.exists(path):
            raise HistoryError(
                "there is no history yet: spacelint history import ARCHIVE.zip reads X's data "
                "download into one"
            )
        try:
            return open_private(path, busy, lambda db: _prepare(db, path, busy, migrations))
        except sqlite3.OperationalError as error:
            raise HistoryError(_sentence(path, error)) from None
        except sqlite3.DatabaseError as error:
            if attempt == 2:
                raise HistoryError(_sentence(path, error)) from None
            aside = _put_aside(path)
            notify(
                f"the history {path} is damaged ({error}): it is kept as {aside}, and "
                "importing X's data download again fills a new one"
            )
        except NotPrivateError as error:
            raise HistoryError(f"the history {path} {error}{error.remedy}") from None
        except OSError as error:
            raise HistoryError(f"{path}: {error.strerror}") from None
    raise AssertionError("unreachable")


def _prepare(
    db: sqlite3.Connection, path: str, busy: float, migrations: tuple[tuple[str, ...], ...]
) -> None:
    version = _number(db, "user_version")
    tables = db.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
    if tables and _number(db, "application_id") != APPLICATION_ID:
        raise HistoryError(f"{path} is a database of another program: it is left as it is")
    if version > len(migrations):
        raise HistoryError(
            f"{path} was written by a newer spacelint (its format is {version}, this one knows "
            f"up to {len(migrations)}): update spacelint; the file is left as it is"
        )
    db.execute("PRAGMA foreign_keys = ON")
    if version < len(migrations):
        use_wal(db, busy)
        with all_or_nothing(db):
            # Another process may have migrated it while this one waited for the lock.
            for statements in migrations[_number(db, "user_version") :]:
                for statement in statements:
                    db.execute(statement)
            db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            db.execute(f"PRAGMA user_version = {len(migrations)}")
    fault = db.execute("PRAGMA quick_check(1)").fetchone()[0]
    if fault != "ok":
        raise sqlite3.DatabaseError(str(fault).replace("\n", " "))


def _number(db: sqlite3.Connection, pragma: str) -> int:
    return int(db.execute(f"PRAGMA {pragma}").fetchone()[0])


def _put_aside(path: str) -> str:
    """Rename a damaged history; returns its new name. Raises HistoryError."""
    stamp = time.strftime("%Y%m%d-%H%M%S", time.gmtime())
    aside = base = f"{path}.damaged-{stamp}"
    number = 1
    while os.path.exists(aside):
        number += 1
        aside = f"{base}-{number}"
    try:
        for file in files_of(path):
            os.rename(file, aside + file.removeprefix(path))
    except OSError as error:
        raise HistoryError(f"the history {path} is damaged: {error.strerror}") from None
    return aside


def _sentence(path: str, error: sqlite3.DatabaseError) -> str:
    text = str(error)
    if "locked" in text or "busy" in text:
        return f"the history {path} is in use by another program: try again when that is done"
    return f"the history {path}: {text}"
