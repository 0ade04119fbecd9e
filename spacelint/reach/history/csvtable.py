"""The cells of a CSV file, whichever spreadsheet wrote it."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from typing import NamedTuple

from spacelint.reach.storage import HistoryError

SIZE_LIMIT = 64 << 20  # bytes
FIELD_LIMIT = 20_000  # characters
_BANNER = 10  # rows that may stand above the header
_SEPARATOR = re.compile(r"sep=([,;\t])\r?\n")  # the first line, where Excel is to be told


class Table(NamedTuple):
    """A CSV file: its header, and each row that is not empty with its line."""

    header: list[str]
    rows: list[tuple[int, list[str]]]


def read_table(raw: bytes, name: str, is_header: Callable[[set[str]], bool]) -> Table:
    """The cells of a CSV file. Raises HistoryError with the line that cannot be read.

    The header is the first row whose names (see `column_name`) are one, or else the first row.
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
    headers = (is_header(set(map(column_name, cells))) for _, cells in rows[:_BANNER])
    at = next((at for at, found in enumerate(headers) if found), 0)
    return Table(rows[at][1], rows[at + 1 :])


def column_name(cell: str) -> str:
    """The name of a column as it is looked up: ``post_id`` of "Post ID"."""
    return cell.strip().lower().replace(" ", "_")


def _in_words(error: csv.Error) -> str:
    said = str(error)
    if "end of data" in said:
        return "a quote is opened and never closed"
    if "expected after" in said:
        return "a quote stands inside a cell in quotes: write it twice"
    return said


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
        said = "UTF-8" if encoding == "utf-8-sig" else encoding[:6].upper()
        raise HistoryError(
            f"{name}: not {said} (byte {error.start}): save it as CSV in UTF-8"
        ) from None
