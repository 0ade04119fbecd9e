"""The tables of the history, version by version.

A version is a tuple of statements that turn the one before into it; published versions are never
changed. ``PRAGMA user_version`` of a file is the number of versions it has been through.
"""

from __future__ import annotations

APPLICATION_ID = 0x53504C48  # "SPLH": tells this file from any other SQLite database

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
)
