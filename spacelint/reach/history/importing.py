"""Bring X's data download into the history: whole or not at all, as often as one likes."""

from __future__ import annotations

import json
import os
import re
import time
from typing import TYPE_CHECKING, NamedTuple

from spacelint.reach.errors import HistoryError
from spacelint.reach.history.archive import Archive, open_archive
from spacelint.reach.history.download import (
    Owner,
    PostRecord,
    SpaceRecord,
    data_files,
    media_space,
    read_account,
    read_mentions,
    read_post,
    read_space,
)
from spacelint.reach.history.records import read_document, read_records
from spacelint.reach.history.store import all_or_nothing
from spacelint.reach.json_values import storable

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterator

MANIFEST_LIMIT = 16 << 20  # bytes
_LINK = re.compile(r"https?://\S+")
_TITLE_LIMIT = 200  # characters kept of an announcing post's first line


class Imported(NamedTuple):
    """What an import found: counts of the download, how many Spaces were new, and remarks."""

    source: str
    account: str | None
    spaces: int
    new_spaces: int
    posts: int
    announcing: int
    recordings: int
    notes: tuple[str, ...]


def import_download(
    db: sqlite3.Connection,
    path: str,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> Imported:
    """Read a ZIP or folder in one pass and one transaction; ``progress`` gets bytes (of JSON).

    Memory does not grow with the archive. Importing the same download again changes nothing.
    Raises HistoryError, and then nothing was imported.
    """
    with open_archive(path) as archive:
        files = data_files(archive.sizes, _manifest(archive))
        total = sum(archive.sizes[name] for names in files.values() for name in names)
        done = 0

        def read(kind: str) -> Iterator[object]:
            nonlocal done

            def count_bytes(size: int) -> None:
                nonlocal done
                done += size
                progress(done, total)

            for name in files[kind]:
                with archive.open(name) as file:
                    yield from read_records(file, name, count_bytes)

        with all_or_nothing(db):
            return _import(db, archive, files, read)


def _import(
    db: sqlite3.Connection,
    archive: Archive,
    files: dict[str, list[str]],
    read: Callable[[str], Iterator[object]],
) -> Imported:
    before = db.execute("SELECT count(*) FROM spaces").fetchone()[0]
    accounts = [account for record in read("account") if (account := read_account(record))]
    owner = accounts[0] if accounts else None
    for account in accounts:
        _keep_handle(db, account.id, account.handle)
    notes = list(archive.notes)
    spaces, odd = _import_spaces(db, read("spaces-metadata"), owner)
    if not files["spaces-metadata"]:
        notes.append(
            "this download has no data/spaces-metadata.js: it was made before X put Spaces in, or "
            "the account has hosted none; ask X for a new one. Only posts that announce Spaces "
            "were read"
        )
    if odd:
        notes.append(f"{odd} records of Spaces have no id and were passed over")
    posts, announcing = _import_posts(db, read("tweets"))
    recordings = _import_media(db, archive)
    source = storable(os.path.abspath(archive.path))
    db.execute(
        "INSERT OR REPLACE INTO imports VALUES (?, ?, ?, ?, ?)",
        (source, time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
         owner.id if owner else None, spaces, posts),
    )  # fmt: skip
    after = db.execute("SELECT count(*) FROM spaces").fetchone()[0]
    name = (owner.handle or owner.id) if owner else None
    return Imported(source, name, spaces, after - before, posts, announcing, recordings,
                    tuple(notes))  # fmt: skip


def _manifest(archive: Archive) -> object:
    name = "data/manifest.js"
    if name not in archive.sizes:
        return None
    with archive.open(name) as file:
        raw = file.read(MANIFEST_LIMIT + 1)
    if len(raw) > MANIFEST_LIMIT:
        raise HistoryError(f"{name} has more than {MANIFEST_LIMIT:,} bytes")
    try:
        return read_document(raw, name)
    except HistoryError:
        return None  # the usual names will do


def _import_spaces(
    db: sqlite3.Connection, records: Iterator[object], owner: Owner | None
) -> tuple[int, int]:
    total = odd = 0
    for record in records:
        space = read_space(record)
        if space is None:
            odd += 1
            continue
        total += 1
        _keep_space(db, space, owner)
    return total, odd


def _keep_space(db: sqlite3.Connection, space: SpaceRecord, owner: Owner | None) -> None:
    # A newer download may have lost what an older one said: what is known stays known.
    db.execute(
        """INSERT INTO spaces (id, account, created_at, started_at, ended_at, participated, source)
        VALUES (?, ?, ?, ?, ?, ?, 'download') ON CONFLICT (id) DO UPDATE SET
        account = coalesce(excluded.account, account),
        created_at = coalesce(excluded.created_at, created_at),
        started_at = coalesce(excluded.started_at, started_at),
        ended_at = coalesce(excluded.ended_at, ended_at),
        participated = coalesce(excluded.participated, participated), source = 'download'""",
        (space.id, owner.id if owner else None, space.created_at, space.started_at,
         space.ended_at, space.participated),
    )  # fmt: skip
    db.executemany(
        "INSERT OR IGNORE INTO people VALUES (?, ?, ?)",
        [(space.id, user, role) for role, user in space.people],
    )


def _import_posts(db: sqlite3.Connection, records: Iterator[object]) -> tuple[int, int]:
    # Only people of Spaces are of interest: the rest of those mentioned is not kept.
    people = {user for (user,) in db.execute("SELECT DISTINCT user_id FROM people")}
    total = announcing = 0
    for record in records:
        total += 1
        if people:
            for user, handle in read_mentions(record):
                if user in people:
                    _keep_handle(db, user, handle)
        post = read_post(record)
        if post is not None:
            announcing += 1
            _keep_post(db, post)
    return total, announcing


def _keep_post(db: sqlite3.Connection, post: PostRecord) -> None:
    for number, space_id in enumerate(post.space_ids):
        db.execute(
            """INSERT OR IGNORE INTO spaces (id, started_at, source) VALUES (?, NULL, 'post')""",
            (space_id,),
        )
        key = post.id if number == 0 else f"{post.id}/{number}"
        db.execute(
            "INSERT OR REPLACE INTO posts VALUES (?, ?, ?, ?, ?, ?, ?)",
            (key, space_id, post.at, post.text, json.dumps(post.tags, ensure_ascii=False),
             post.likes, post.reposts),
        )  # fmt: skip
        first = db.execute(
            "SELECT text FROM posts WHERE space_id = ? ORDER BY at IS NULL, at, id LIMIT 1",
            (space_id,),
        ).fetchone()
        db.execute(
            """UPDATE spaces SET title = ?, title_from = 'post'
            WHERE id = ? AND (title IS NULL OR title_from = 'post')""",
            (title_of_post(first[0]), space_id),
        )


def title_of_post(text: str) -> str | None:
    """The first line of a post with something in it besides links: what stood for a title."""
    for line in text.splitlines():
        words = " ".join(_LINK.sub(" ", line).split())
        if words:
            return words[:_TITLE_LIMIT]
    return None


def _keep_handle(db: sqlite3.Connection, user: str, handle: str | None) -> None:
    if handle:
        db.execute("INSERT OR REPLACE INTO handles VALUES (?, ?)", (user, handle))


def _import_media(db: sqlite3.Connection, archive: Archive) -> int:
    known = {number for (number,) in db.execute("SELECT id FROM spaces")}
    source = storable(os.path.abspath(archive.path))
    db.execute("DELETE FROM media WHERE archive = ?", (source,))
    rows = [
        (source, storable(name), media_space(name, known), size)
        for name, size in archive.sizes.items()
        if name.startswith("data/spaces_media/") and size
    ]
    db.executemany("INSERT INTO media VALUES (?, ?, ?, ?)", rows)
    return len(rows)
