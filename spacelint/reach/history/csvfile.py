"""The history to and from CSV."""

from __future__ import annotations

import csv
import hashlib
import io
from typing import TYPE_CHECKING, NamedTuple

from spacelint.reach.errors import HistoryError
from spacelint.reach.history.plans import handle_id, space_id
from spacelint.reach.history.store import all_or_nothing
from spacelint.reach.history.times import utc
from spacelint.reach.json_values import count_of

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator

    from spacelint.reach.history.query import PastSpace

SIZE_LIMIT = 64 << 20  # bytes
FIELD_LIMIT = 20_000  # characters
COLUMNS = ("id", "url", "title", "started_at", "ended_at", "participants", "hosts", "guests",
           "tags")  # fmt: skip
_NAMES = {
    "id": "id", "space_id": "id", "url": "url", "link": "url", "title": "title", "name": "title",
    "started_at": "started_at", "start": "started_at", "date": "started_at",
    "ended_at": "ended_at", "end": "ended_at", "participants": "participants",
    "total_participated": "participants", "listeners": "participants", "hosts": "hosts",
    "host": "hosts", "guests": "guests", "guest": "guests", "speakers": "guests",
}  # fmt: skip
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
            " ".join(space.hosts), " ".join(space.guests), " ".join(space.tags),
        )  # fmt: skip
        # A title such as "@acme live" would be run as a formula: a leading ' makes it text.
        writer.writerow("'" + cell if cell.startswith(_FORMULA) else cell for cell in cells)
    return out.getvalue()


def import_csv(db: sqlite3.Connection, raw: bytes, name: str) -> int:
    """Spaces of a CSV file into the history, all or none; returns how many.

    Raises HistoryError with the line of the first row that cannot be read.
    """
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
    return len(rows)


def read_csv(raw: bytes, name: str) -> Iterator[Row]:
    """The rows of a CSV file with a header; comma, semicolon or tab, UTF-8 with or without BOM."""
    if len(raw) > SIZE_LIMIT:
        raise HistoryError(f"{name} has more than {SIZE_LIMIT:,} bytes")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise HistoryError(f"{name}: not UTF-8 (byte {error.start})") from None
    first = text.split("\n", 1)[0]
    mark = max(",;\t", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=mark, strict=True)
    fields: list[str] | None = None
    try:
        for cells in reader:
            if any(len(cell) > FIELD_LIMIT for cell in cells):
                raise HistoryError(f"{name}, line {reader.line_num}: a cell is too long")
            if fields is None:
                fields = _header(cells, name)
            elif any(cell.strip() for cell in cells):
                values = {field: _plain(cell) for field, cell in zip(fields, cells, strict=False)
                          if field}  # fmt: skip
                yield _row(values, f"{name}, line {reader.line_num}")
    except csv.Error as error:
        raise HistoryError(f"{name}, line {reader.line_num}: {error}") from None
    if fields is None:
        raise HistoryError(f"{name} is empty: expected a header such as {','.join(COLUMNS)}")


def _header(cells: list[str], name: str) -> list[str]:
    fields = [_NAMES.get(cell.strip().lower().replace(" ", "_"), "") for cell in cells]
    if not {"id", "url", "title"} & set(fields):
        shown = ascii(",".join(cells)[:80])
        raise HistoryError(
            f"{name}, line 1: expected a header with id, url or title, found {shown}"
        )
    return fields


def _row(values: dict[str, str], where: str) -> Row:
    title = values.get("title") or None
    times = {}
    for field in ("started_at", "ended_at"):
        text = values.get(field, "")
        times[field] = utc(f"{text}T00:00:00Z" if len(text) == 10 and text[4:5] == "-" else text)
        if text and times[field] is None:
            raise HistoryError(
                f"{where}: {field} is {text[:40]!a}, expected e.g. 2026-05-03T18:00:00Z"
            )
    number = values.get("id") or values.get("url") or ""
    key = space_id(number)
    if number and key is None and not number.startswith("csv:"):
        raise HistoryError(f"{where}: {number[:60]!a} is no Space id or URL")
    if key is None:
        # Without an id the same title at the same time is the same Space.
        mark = f"{title}\0{times['started_at']}".encode()
        key = "csv:" + hashlib.sha256(mark).hexdigest()[:16]
    text = values.get("participants", "").replace(" ", "")
    participants = count_of(text)
    if text and participants is None:
        raise HistoryError(f"{where}: participants is {text[:40]!a}, expected a number")
    return Row(key, title, times["started_at"], times["ended_at"], participants,
               _names(values.get("hosts", "")), _names(values.get("guests", "")))  # fmt: skip


def _names(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text.replace(",", " ").replace(";", " ").split()))


def _person(who: str) -> str:
    return who if who.isdecimal() else handle_id(who)


def _plain(cell: str) -> str:
    cell = cell.strip()
    return cell[1:] if cell[:1] == "'" and cell[1:].startswith(_FORMULA) else cell
