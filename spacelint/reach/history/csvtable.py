"""The cells of a CSV file, whichever spreadsheet wrote it."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from typing import NamedTuple

from spacelint.reach.history.records import ISO, SLASHED, plausible, slashed, utc
from spacelint.reach.storage import HistoryError

SIZE_LIMIT = 64 << 20  # bytes
FIELD_LIMIT = 20_000  # characters
_BANNER = 10  # rows that may stand above the header
_SEPARATOR = re.compile(r"sep=([,;\t])\r?\n")  # the first line, where Excel is to be told


class Table(NamedTuple):
    """A CSV file: its header, each row that is not empty with its line, what is between cells.

    ``names`` are the columns as they are looked up: ``post_id`` of "Post ID".
    """

    header: list[str]
    names: list[str]
    rows: list[tuple[int, list[str]]]
    mark: str


def read_table(raw: bytes, name: str, is_header: Callable[[set[str]], bool]) -> Table:
    """The cells of a CSV file. Raises HistoryError with the line that cannot be read.

    The header is the first row whose names are one, or else the first row.
    """
    if len(raw) > SIZE_LIMIT:
        raise HistoryError(f"{name} has more than {SIZE_LIMIT:,} bytes")
    text = _decoded(raw, name)
    separator = _SEPARATOR.match(text)
    first = text.split("\n", 1)[0]
    mark = separator[1] if separator else max(",;\t", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=mark, strict=True)
    rows: list[tuple[int, list[str]]] = []
    try:
        for cells in reader:
            if any(len(cell) > FIELD_LIMIT for cell in cells):
                raise HistoryError(f"{name}, line {reader.line_num}: a cell is too long")
            if any(cell.strip() for cell in cells) and not (separator and reader.line_num == 1):
                rows.append((reader.line_num, cells))
    except csv.Error as error:
        raise HistoryError(f"{name}, line {reader.line_num}: {_in_words(error)}") from None
    if not rows:
        raise HistoryError(f"{name} is empty: expected a header and a row for each Space")
    names = [[cell.strip().lower().replace(" ", "_") for cell in row] for _, row in rows[:_BANNER]]
    at = next((at for at, row in enumerate(names) if is_header(set(row))), 0)
    return Table(rows[at][1], names[at], rows[at + 1 :], mark)


def day_order(texts: list[str]) -> str:
    """Whether a column's days with slashes are month first: ``md``, ``dm``, or empty if unproven.

    A number above 12 proves it for the whole column; ``?`` where the column contradicts itself.
    """
    days = [match for text in texts if "." not in text[:3] and (match := SLASHED.match(text))]
    first = any(int(match[1]) > 12 for match in days)
    second = any(int(match[2]) > 12 for match in days)
    return {(True, True): "?", (True, False): "dm", (False, True): "md"}.get((first, second), "")


def _with_hyphens(text: str) -> str:
    return re.sub(r"\A(\d{4})([/.])(\d\d?)\2(\d\d?)(?!\d)", r"\1-\3-\4", text)


def has_no_zone(text: str) -> bool:
    """Whether a cell has a time of day, by whose clock it does not say."""
    if match := SLASHED.match(text):
        return match[4] is not None
    match = ISO.match(_with_hyphens(text))
    return match is not None and match[7] is None


def instant(text: str, field: str, where: str, order: str) -> str | None:
    """The time that a cell names, in UTC; None where it is empty. Raises HistoryError."""
    if not text:
        return None
    match = SLASHED.match(text)
    if match is None:
        text = _with_hyphens(text)
        day = re.fullmatch(r"\d{4}-\d\d?-\d\d?", text)
        found = utc(f"{text}T00:00:00Z" if day else text)
    elif "." in text[:3] or order in ("dm", "md"):  # with dots the day comes first
        found = slashed(match, month_first="." not in text[:3] and order == "md")
    else:
        why = (
            "its column has days first and months first"
            if order == "?"
            else "no row of its column shows whether the day or the month comes first"
        )
        raise HistoryError(
            f"{where}: {field} is '{text[:40]}', and {why}: write it as 2026-05-03 18:00"
        )
    year = re.search(r"\d{4}", text)
    if found is None and not (year and int(year[0]) >= 2200):  # `utc` reads no later year
        raise HistoryError(
            f"{where}: {field} is '{text[:40]}', which can't be read as a day with or without a "
            "time: write it as 2026-05-03 18:00"
        )
    if plausible(found) is None:
        raise HistoryError(
            f"{where}: {field} is '{text[:40]}', expected a day from 2021, when Spaces began, "
            "to now, such as 2026-05-03 18:00"
        )
    return found


def _in_words(error: csv.Error) -> str:
    message = str(error)
    if "end of data" in message:
        return "a quote is opened and never closed"
    if "expected after" in message:
        return "a quote stands inside a cell in quotes: write it twice"
    return message


def _decoded(raw: bytes, name: str) -> str:
    # Excel's "Unicode text" is UTF-16, whose ASCII has a zero in every second byte.
    if raw[:4] in (b"\xff\xfe\0\0", b"\0\0\xfe\xff"):
        encoding = "utf-32"
    elif raw[:2] in (b"\xff\xfe", b"\xfe\xff"):
        encoding = "utf-16"
    elif b"\0" in raw[:4]:
        encoding = "utf-16-be" if raw[:1] == b"\0" else "utf-16-le"
    else:
        encoding = "utf-8-sig"
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError as error:
        encoding_name = "UTF-8" if encoding == "utf-8-sig" else encoding[:6].upper()
        raise HistoryError(
            f"{name}: not {encoding_name} (byte {error.start}): save it as CSV in UTF-8"
        ) from None
