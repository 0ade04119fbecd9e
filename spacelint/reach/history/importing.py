"""Import X's data download into the history: atomic, and repeatable."""

from __future__ import annotations

import json
import os
import sqlite3
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager

from spacelint.checks.shared.text import plural
from spacelint.reach.history.archive import Archive, open_archive
from spacelint.reach.history.download import (
    POSTS,
    Owner,
    PostRecord,
    SpaceRecord,
    data_files,
    is_audio,
    is_part,
    media_space,
    owner_of,
    read_mentions,
    read_owner,
    read_post,
    read_space,
)
from spacelint.reach.history.query import keep_handles, keep_title
from spacelint.reach.history.records import read_document, read_records
from spacelint.reach.history.store import all_or_nothing
from spacelint.reach.json_values import storable
from spacelint.reach.storage import HistoryError

MANIFEST_LIMIT = 16 << 20  # bytes


class Imported:
    """What an import found in one archive: counts, how many Spaces were new, and notes."""

    def __init__(self, archive: Archive, count_bytes: Callable[[int], None]) -> None:
        self.archive = archive
        self._count_bytes = count_bytes
        self.source = storable(os.path.abspath(archive.path))
        manifest = _manifest(archive)
        self.files = data_files(archive.sizes, manifest)
        self.size = sum(archive.sizes[name] for names in self.files.values() for name in names)
        self.owner = owner_of(manifest)
        self.is_part = is_part(manifest)
        self.notes = tuple(archive.notes)
        self.spaces = self.new_spaces = self.posts = self.announcing = self.recordings = 0

    @property
    def account(self) -> str | None:
        """``@AcmeHQ``, or ``account 1000`` where the download has no handle."""
        owner = self.owner
        return owner and (f"@{owner.handle}" if owner.handle else f"account {owner.id}")

    def read(self, kind: str) -> Iterator[object]:
        """The records of all files of a kind."""
        for name in self.files[kind]:
            with self.archive.open(name) as file:
                yield from read_records(file, f"{self.source}: {name}", self._count_bytes)

    @contextmanager
    def counting_new(self, db: sqlite3.Connection) -> Iterator[None]:
        """Add to `new_spaces` the Spaces that the block puts into the history."""
        count = "SELECT count(*) FROM spaces"
        before = db.execute(count).fetchone()[0]
        yield
        self.new_spaces += db.execute(count).fetchone()[0] - before


def import_downloads(
    db: sqlite3.Connection,
    paths: Sequence[str],
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> tuple[Imported, ...]:
    """Read ZIPs or folders in one transaction; ``progress`` gets bytes (of JSON) done and in all.

    The parts of a split download are given together: the Spaces of each are known before posts and
    audio of any are read. Memory does not grow with the archives. Importing the same download again
    changes nothing. Raises HistoryError, and then nothing was imported.
    """
    done = 0

    def count_bytes(size: int) -> None:
        nonlocal done
        done += size
        progress(done, sum(part.size for part in parts))

    with ExitStack() as stack:
        each_once = {os.path.realpath(path): path for path in reversed(paths)}
        parts = [
            Imported(stack.enter_context(open_archive(path)), count_bytes)
            for path in reversed(each_once.values())
        ]
        with all_or_nothing(db):
            _import(db, parts)
    return tuple(parts)


def _import(db: sqlite3.Connection, parts: list[Imported]) -> None:
    for part in parts:
        owners = [owner for record in part.read("account") if (owner := read_owner(record))]
        part.owner = owners[0] if owners else part.owner
        keep_handles(db, {o.id: o.handle for o in owners if o.handle}, "download")
        with part.counting_new(db):
            _import_spaces(db, part)
    listed = any(part.files["spaces-metadata"] for part in parts)
    if len(parts) == 1 and parts[0].is_part:
        parts[0].notes += (
            "this is one part of a split download: give all its ZIPs together, or Spaces, posts "
            "and audio of the others are missing",
        )
    elif not listed:
        parts[0].notes += (
            "this download has no data/spaces-metadata.js: it was made before X put Spaces in, or "
            "the account has hosted none; ask X for a new one. Only posts that announce Spaces "
            "were read",
        )
    touched: dict[str, None] = {}
    for part in parts:
        with part.counting_new(db):
            _import_posts(db, part, listed, touched)
    for space_id in touched:
        keep_title(db, space_id)
    for part in parts:
        _import_media(db, part)
        db.execute(
            "INSERT OR REPLACE INTO imports VALUES (?, ?, ?, ?, ?)",
            (part.source, time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
             part.owner.id if part.owner else None, part.spaces, part.posts),
        )  # fmt: skip


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


def _import_spaces(db: sqlite3.Connection, part: Imported) -> None:
    nameless = odd = 0
    seen: set[str] = set()
    for record in part.read("spaces-metadata"):
        space = read_space(record)
        if space is None:
            nameless += 1
            continue
        odd += space.odd
        seen.add(space.id)
        _keep_space(db, space, part.owner)
    part.spaces = len(seen)
    if nameless:
        verb = "has no id and was" if nameless == 1 else "have no id and were"
        part.notes += (f"{plural(nameless, 'record')} of Spaces {verb} passed over",)
    if odd:
        what = "Space ends before it starts" if odd == 1 else "Spaces end before they start"
        part.notes += (f"{odd} {what}: when is not known",)


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


def _import_posts(
    db: sqlite3.Connection, part: Imported, listed: bool, touched: dict[str, None]
) -> None:
    """Keep the announcing posts; ``listed`` where the download lists the Spaces of the account."""
    # Only people of Spaces are of interest: the rest of those mentioned is not kept.
    people = {user for (user,) in db.execute("SELECT DISTINCT user_id FROM people")}
    announcing: set[str] = set()
    for kind in POSTS:
        for record in part.read(kind):
            part.posts += 1
            mentions = read_mentions(record) if people else ()
            if found := {user: handle for user, handle in mentions if user in people}:
                keep_handles(db, found, "download")
            post = read_post(record)
            if post is not None:
                own = [s for s in post.space_ids if _is_own(db, s, part.owner, listed)]
                announcing.update([post.id] if own else ())
                _keep_post(db, post, own)
                touched.update(dict.fromkeys(own))
    part.announcing = len(announcing)
    if not listed:
        part.spaces = len(touched)


def _is_own(db: sqlite3.Connection, space_id: str, owner: Owner | None, listed: bool) -> bool:
    """Whether the account hosts a Space that it posts about: many posts promote other people's."""
    if db.execute("SELECT 1 FROM spaces WHERE id = ?", (space_id,)).fetchone() is None:
        return not listed
    hosts = {user for (user,) in db.execute(
        "SELECT user_id FROM people WHERE space_id = ? AND role IN ('creator', 'host')",
        (space_id,))}  # fmt: skip
    if owner is None or not hosts:
        return True
    return not hosts.isdisjoint((owner.id, "@" + (owner.handle or "").lower()))


def _keep_post(db: sqlite3.Connection, post: PostRecord, space_ids: list[str]) -> None:
    for number, space_id in enumerate(space_ids):
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


def _import_media(db: sqlite3.Connection, part: Imported) -> None:
    known = {number for (number,) in db.execute("SELECT id FROM spaces")}
    db.execute("DELETE FROM media WHERE archive = ?", (part.source,))
    rows = [
        (part.source, storable(name), media_space(name, known), size)
        for name, size in part.archive.sizes.items()
        if name.startswith("data/spaces_media/") and size and is_audio(name)
    ]
    db.executemany("INSERT INTO media VALUES (?, ?, ?, ?)", rows)
    part.recordings = len(rows)
    # Audio of an earlier import may belong to a Space that is only known now.
    lost = db.execute("SELECT archive, name FROM media WHERE space_id IS NULL").fetchall()
    found = [(media_space(name, known), archive, name) for archive, name in lost]
    db.executemany(
        "UPDATE media SET space_id = ? WHERE archive = ? AND name = ?",
        [row for row in found if row[0] is not None],
    )
