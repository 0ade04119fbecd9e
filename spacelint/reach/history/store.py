"""One SQLite file in the user's data folder: opened, migrated, or refused with a reason."""

from __future__ import annotations

import os
import sqlite3
import time
from contextlib import contextmanager

from spacelint.reach._sqlite import use_wal
from spacelint.reach.history.errors import HistoryError
from spacelint.reach.history.schema import APPLICATION_ID, MIGRATIONS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

BUSY_SECONDS = 5.0


@contextmanager
def history_at(
    path: str,
    *,
    create: bool = False,
    tell: Callable[[str], None] = lambda sentence: None,
    busy: float = BUSY_SECONDS,
    migrations: tuple[tuple[str, ...], ...] = MIGRATIONS,
) -> Iterator[sqlite3.Connection]:
    """An open history; every fault of the database inside the block is a HistoryError.

    A damaged file is renamed, never deleted, and ``tell`` is given the sentence that says so; a
    new one is begun in its place if ``create``. Raises HistoryError where there is none and
    ``create`` is false, where it is newer than this program, in use, or another program's.
    """
    db = _open(path, create, tell, busy, migrations)
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
    tell: Callable[[str], None],
    busy: float,
    migrations: tuple[tuple[str, ...], ...],
) -> sqlite3.Connection:
    for attempt in (1, 2):
        if not create and not os.path.exists(path):
            raise HistoryError(
                "there is no history yet: spacelint history import ARCHIVE.zip reads X's data "
                "download into one"
            )
        try:
            return _connect(path, busy, migrations)
        except sqlite3.OperationalError as error:
            raise HistoryError(_sentence(path, error)) from None
        except sqlite3.DatabaseError as error:
            if attempt == 2:
                raise HistoryError(_sentence(path, error)) from None
            aside = _set_aside(path)
            tell(
                f"the history {path} is damaged ({error}): it is kept as {aside}, and "
                "importing X's data download again fills a new one"
            )
        except OSError as error:
            raise HistoryError(f"{path}: {error.strerror}") from None
    raise AssertionError("unreachable")


def _connect(path: str, busy: float, migrations: tuple[tuple[str, ...], ...]) -> sqlite3.Connection:
    folder = os.path.dirname(path)
    if folder:
        os.makedirs(folder, mode=0o700, exist_ok=True)
    db = sqlite3.connect(path, timeout=busy, isolation_level=None)
    try:
        _prepare(db, path, busy, migrations)
    except BaseException:
        db.close()
        raise
    return db


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
        os.chmod(path, 0o600)
    fault = db.execute("PRAGMA quick_check(1)").fetchone()[0]
    if fault != "ok":
        raise sqlite3.DatabaseError(str(fault).replace("\n", " "))


def _number(db: sqlite3.Connection, pragma: str) -> int:
    return int(db.execute(f"PRAGMA {pragma}").fetchone()[0])


def _set_aside(path: str) -> str:
    stamp = time.strftime("%Y%m%d-%H%M%S", time.gmtime())
    aside = f"{path}.damaged-{stamp}"
    number = 1
    while os.path.exists(aside):
        number += 1
        aside = f"{path}.damaged-{stamp}-{number}"
    # The log first: without it the last imports would be missing from the copy.
    for tail in ("-wal", "-shm", ""):
        if os.path.exists(path + tail):
            os.replace(path + tail, aside + tail)
    return aside


def _sentence(path: str, error: sqlite3.DatabaseError) -> str:
    text = str(error)
    if "locked" in text or "busy" in text:
        return f"the history {path} is in use by another program: try again when that is done"
    return f"the history {path}: {text}"
