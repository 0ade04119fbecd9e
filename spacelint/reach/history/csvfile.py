"""The history to and from CSV."""

from __future__ import annotations

import csv
import hashlib
import io
import re
import sqlite3
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from spacelint.checks.shared.text import listed, plural
from spacelint.reach.history.csvtable import (
    Table,
    day_order,
    has_no_zone,
    instant,
    read_table,
)
from spacelint.reach.history.plans import handle_id, space_id
from spacelint.reach.history.query import PastSpace
from spacelint.reach.history.store import all_or_nothing
from spacelint.reach.json_values import count_of
from spacelint.reach.storage import HistoryError
from spacelint.text.width import visible_lines

COLUMNS = ("id", "url", "title", "started_at", "ended_at", "participants", "hosts", "guests",
           "tags")  # fmt: skip
_NAMES = {
    "id": "id", "space_id": "id", "url": "url", "link": "url", "title": "title", "name": "title",
    "started_at": "started_at", "start": "started_at", "date": "started_at",
    "ended_at": "ended_at", "end": "ended_at", "participants": "participants",
    "total_participated": "participants", "listeners": "participants", "hosts": "hosts",
    "host": "hosts", "guests": "guests", "guest": "guests", "speakers": "guests",
    "space_url": "url", "space_link": "url", "space_title": "title", "start_time": "started_at",
    "end_time": "ended_at",
}  # fmt: skip
# Headers of X's export of post analytics; Twitter's, before 2023, had tweet_id and retweets.
_POST_IDS = {"post_id", "tweet_id"}
_FIGURES = {"impressions", "engagements"}
_NAMING = {"id", "url", "title"}  # one of them names a Space
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


class Row(NamedTuple):
    """One Space of a CSV file."""

    id: str
    title: str | None
    started_at: str | None
    ended_at: str | None
    participants: int | None
    hosts: tuple[str, ...]
    guests: tuple[str, ...]


def write_csv(spaces: Iterable[PastSpace]) -> str:
    """Spaces as CSV that ``import`` reads back; no cell is a formula to a spreadsheet."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for space in spaces:
        cells = (
            "" if space.id.startswith("csv:") else space.id,
            space.url, space.title or "", space.started_at or "", space.ended_at or "",
            "" if space.participants is None else str(space.participants),
            ", ".join(space.hosts), ", ".join(space.guests), " ".join(space.tags),
        )  # fmt: skip
        # A title such as "@acme live" would be run as a formula: a leading ' makes it text.
        # What nobody would see, a terminal's commands among it, is spelled out.
        shown = map(visible_lines, cells)
        writer.writerow("'" + cell if cell.startswith(_FORMULA) else cell for cell in shown)
    return out.getvalue()


def import_csv(db: sqlite3.Connection, raw: bytes, name: str) -> int:
    """Spaces of a CSV file into the history, all or none; returns how many.

    X's own export of post analytics has no Spaces: its likes and reposts are kept for the posts
    that announced one, and their number is returned. Raises HistoryError with the line of the
    first row that cannot be read.
    """
    if is_post_analytics(raw, name):
        return _import_post_analytics(db, raw, name)
    rows = tuple(read_csv(raw, name))
    with all_or_nothing(db):
        for row in rows:
            db.execute(
                """INSERT INTO spaces (id, title, title_from, started_at, ended_at, participated,
                source) VALUES (?, ?, CASE WHEN ? IS NULL THEN NULL ELSE 'csv' END, ?, ?, ?, 'csv')
                ON CONFLICT (id) DO UPDATE SET
                title_from = CASE WHEN excluded.title IS NULL OR excluded.title = title
                    OR title_from = 'plan' THEN title_from ELSE 'csv' END,
                title = CASE WHEN excluded.title IS NULL OR title_from = 'plan'
                    THEN title ELSE excluded.title END,
                started_at = coalesce(started_at, excluded.started_at),
                ended_at = coalesce(ended_at, excluded.ended_at),
                participated = coalesce(participated, excluded.participated)""",
                (row.id, row.title, row.title, row.started_at, row.ended_at, row.participants),
            )
            people = [(row.id, _person(who), "host") for who in row.hosts]
            people += [(row.id, _person(who), "planned") for who in row.guests]
            db.executemany("INSERT OR IGNORE INTO people VALUES (?, ?, ?)", people)
    return len({row.id for row in rows})


def is_post_analytics(raw: bytes, name: str) -> bool:
    """Whether a file is X's export of post analytics, of today's or of Twitter's headers."""
    names = set(_table(raw, name).names)
    return bool(names & _POST_IDS) and bool(names & _FIGURES)


def _import_post_analytics(db: sqlite3.Connection, raw: bytes, name: str) -> int:
    table = _table(raw, name)
    changed: set[str] = set()
    with all_or_nothing(db):
        for _, cells in table.rows:
            row = dict(zip(table.names, map(_plain, cells), strict=False))
            post = row.get("post_id", row.get("tweet_id", ""))
            likes = _number(row.get("likes", ""))
            reposts = _number(row.get("reposts", row.get("retweets", "")))
            # A post that announced several Spaces stands there once for each: 12, 12/1, 12/2.
            done = db.execute(
                "UPDATE posts SET likes = coalesce(?, likes), reposts = coalesce(?, reposts)"
                " WHERE id = ? OR id BETWEEN ? || '/' AND ? || '/:'",
                (likes, reposts, post, post, post),
            )
            changed.update([post] if done.rowcount else ())
    return len(changed)


def read_csv(raw: bytes, name: str) -> Iterator[Row]:
    """The rows of a CSV file with a header.

    Comma, semicolon or tab between cells; UTF-8 or UTF-16, with or without BOM.
    """
    table = _table(raw, name)
    fields = _fields(table, name)
    values = [
        (line, {field: _plain(cell) for field, cell in zip(fields, cells, strict=False) if field})
        for line, cells in table.rows
    ]
    orders = {field: day_order([row.get(field, "") for _, row in values])
              for field in ("started_at", "ended_at")}  # fmt: skip
    before: dict[str, tuple[int, Row]] = {}
    for line, cells in values:
        row = _row(cells, f"{name}, line {line}", orders)
        at, other = before.setdefault(row.id, (line, row))
        for field in ("title", "started_at", "ended_at", "participants"):
            here, there = getattr(row, field), getattr(other, field)
            if None not in (here, there) and here != there:
                raise HistoryError(
                    f"{name}, line {line}: {field} is '{here}', but '{there}' on line {at}, and "
                    "both are about the same Space"
                )
        yield row


def _table(raw: bytes, name: str) -> Table:
    return read_table(raw, name, _is_header)


def _is_header(names: set[str]) -> bool:
    return any(_NAMES.get(name) in _NAMING for name in names) or bool(names & _POST_IDS)


def _fields(table: Table, name: str) -> list[str]:
    fields = [_NAMES.get(column, "") for column in table.names]
    if set(table.names) >= _FIGURES:
        raise HistoryError(
            f"{name}: these are X's figures by day, which name no post; its figures by post can "
            "be imported"
        )
    if not _NAMING & set(fields):
        looked = ", ".join(name for name, field in _NAMES.items() if field in _NAMING)
        shown = f"'{table.mark.join(table.header)[:80]}'"
        raise HistoryError(
            f"{name}, line 1: expected a header with id, url or title, found {shown}; "
            f"looked for the columns {looked}"
        )
    return fields


def columns_read(raw: bytes, name: str) -> str:
    """Which columns of a file are read and which are not, in words."""
    table = _table(raw, name)
    fields = [_NAMES.get(column, "") for column in table.names]

    def cells(*wanted: str) -> Iterator[str]:
        columns = [at for at, field in enumerate(fields) if field in wanted]
        return (row[at] for _, row in table.rows for at in columns if at < len(row))

    named = [(cell.strip(), field) for cell, field in zip(table.header, fields, strict=True)]
    unused = [cell for cell, field in named if cell and not field]
    missing = [each for each in ("started_at", "participants", "guests") if each not in fields]
    summary = f"columns read: {', '.join(cell for cell, field in named if field)}"
    people = (name for cell in cells("hosts", "guests") for _, name in _people(cell))
    if names := list(dict.fromkeys(filter(None, people))):
        summary += f"; names, not accounts: {listed(names, 5)}"
    if bare := sum(has_no_zone(_plain(cell)) for cell in cells("started_at", "ended_at")):
        summary += (
            f"; {plural(bare, 'time')} without a zone, taken as UTC (by another clock: "
            "2026-05-03 18:00+02:00)"
        )
    if unused:
        summary += f"; not read: {', '.join(unused[:10])}"
    if missing:
        others = ([c for c, f in _NAMES.items() if f == field][1:] for field in missing)
        summary += "; not found: " + ", ".join(
            f"{field} (or {', '.join(names)})" for field, names in zip(missing, others, strict=True)
        )
    return summary


def _row(values: dict[str, str], where: str, orders: dict[str, str]) -> Row:
    title = values.get("title") or None
    times = {field: instant(values.get(field, ""), field, where, order)
             for field, order in orders.items()}  # fmt: skip
    start, end = times["started_at"], times["ended_at"]
    if start and end and end < start:  # then its end is not known, as in a download
        times["ended_at"] = None
    number = values.get("id") or values.get("url") or ""
    key = space_id(number)
    if number and key is None and not number.startswith("csv:"):
        raise HistoryError(f"{where}: '{number[:60]}' is not a Space id or URL")
    if key is None:
        # Without an id the same title at the same time is the same Space.
        mark = f"{title}\0{times['started_at']}".encode()
        key = "csv:" + hashlib.sha256(mark).hexdigest()[:16]
    text = values.get("participants", "")
    participants = _number(text)
    if participants is None and text.casefold() not in _NOT_KNOWN:
        fault = f"participants is '{text[:40]}', expected a whole number such as 1,234"
        raise HistoryError(f"{where}: {fault}")
    return Row(key, title, times["started_at"], times["ended_at"], participants,
               _accounts(values.get("hosts", "")), _accounts(values.get("guests", "")))  # fmt: skip


#: What people write where they don't know a number.
_NOT_KNOWN = frozenset(("", "-", "–", "—", "?", "n/a", "na", "unknown", "tbd"))


def _number(text: str) -> int | None:
    """A whole number, its thousands apart or not: 1234, 1,234, 1.234, 1 234, 1'234, 1,234.00."""
    text = re.sub(r"(?<=\d)(?:\.00?|,00?)\Z", "", text)
    grouped = re.fullmatch(r"\d{1,3}(?:([,.'’\s])\d{3})(?:\1\d{3})*", text)
    return count_of(re.sub(r"\D", "", text) if grouped else text)


def _accounts(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(who for handles, _ in _people(text) for who in handles))


def _people(text: str) -> Iterator[tuple[list[str], str]]:
    """The handles and account numbers of each piece between commas, and what else it has: a name.

    A word alone is a handle; of several, those are that begin with an @.
    """
    for piece in re.split(r"[,;\n]", text):
        words = piece.split()
        sign = "?" if len(words) == 1 else ""
        handles = [w for w in words if re.fullmatch(rf"[@＠]{sign}[A-Za-z0-9_]{{1,15}}|\d+", w)]
        yield handles, " ".join(word for word in words if word not in handles)


def _person(who: str) -> str:
    return who if who.isdecimal() else handle_id(who)


def _plain(cell: str) -> str:
    cell = cell.strip()
    return cell[1:] if cell[:1] == "'" and cell[1:].startswith(_FORMULA) else cell
