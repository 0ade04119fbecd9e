"""Plans in CSV and TSV: schedulers' exports, by header or by the number of the column."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Callable, Iterator
from difflib import get_close_matches
from functools import cache, lru_cache

from spacelint.plan.formats import ReadRequest
from spacelint.plan.formats.table import (
    Names,
    Row,
    by_column,
    guess_separator,
    long_rows,
    names_of_header,
    names_of_layout,
    proven_order,
    read_rows,
)
from spacelint.plan.text_places import record_offsets
from spacelint.plan.values import (
    Layout,
    PlanProblem,
    Reading,
    Records,
    duplicate_key_problem,
    unreadable,
)
from spacelint.source.lines import Place
from spacelint.source.styles.plain import CellStyle
from spacelint.text.model import Edit
from spacelint.text.pattern import compile_re
from spacelint.text.value import Path

_HOOTSUITE: Names = {"title": ("2",), "scheduled_start": ("1",)}
_DATE_TIME = re.compile(r"\s*\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}[ T]+\d{1,2}:\d{2}")

_SEPARATOR_LINE = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)
_DAYS = ("scheduled_start", "date", "ends", "end_date")
_FORMULA = re.compile(r"[=+\-@\t\r]")


def read(request: ReadRequest) -> Reading | PlanProblem:
    """Read a plan in CSV; paths are the number of the row, from 0, and the column's name.

    The separator is that of the layout, else the format's, else what the first line holds.
    """
    text, layout = request.text, request.layout
    declared = _SEPARATOR_LINE.match(text)
    start = declared.end() if declared else 0
    separator = layout.separator or ("\t" if request.format == "tsv" else "")
    separator = separator or (declared[1] if declared else guess_separator(text, start))
    rows, broken = read_rows(text, start, separator)
    columns, names, above = _columns([cells for cells, _, _ in rows], layout)
    if layout.title and rows and names["title"][0] not in columns:
        return broken[0] if broken else _no_column(layout.title, columns, start)
    body = rows[above:]
    records: Records = [
        ((number,), by_column(columns, cells)) for number, (cells, _, _) in enumerate(body)
    ]
    records = [each for each in records if layout.takes(each[1])]
    style = CellStyle(separator)

    numbers = by_column(columns, itertools.count())

    @lru_cache(1)  # cells are asked for row by row
    def cells(start: int, end: int) -> list[tuple[int, int]]:
        return _cells(text, start, end, separator)

    def locate(path: Path) -> Place | None:
        number = path[0] if path else None
        if not isinstance(number, int) or number >= len(body):
            return None
        _, start, end = body[number]
        if len(path) == 1:
            end = start + len(text[start:end].rstrip("\r\n"))
        else:
            at, found = numbers.get(str(path[1]), -1), cells(start, end)
            if not 0 <= at < len(found):
                return None
            start, end = found[at]
        return Place(start, end, start, end)

    def faults() -> list[PlanProblem]:
        again = _duplicates(columns, names, _cells(text, *rows[0][1:], separator)) if above else []
        titles, cut = names.get("title", ()), list[PlanProblem]()
        if names:
            usual = columns if above else columns[: _usual_length(body)]
            cut = long_rows(usual, titles, body, separator, text, headed=bool(above))
        return [*broken, *again, *cut, *_formulas(records, titles, text, locate)]

    order = layout.date_order or _order(records, names)
    return Reading(
        "csv", records, locate, lambda path: style, faults,
        other_keys=True, approximate=bool(broken), names=names,
        layout=layout._replace(title="", fields=None, date_order=order),
        record_offsets=lambda: record_offsets(records, locate),
        columns=tuple(columns),
    )  # fmt: skip


def _columns(rows: list[list[str]], layout: Layout) -> tuple[list[str], Names, int]:
    """Return the columns of a table, which of them hold what, and how many rows have no Space."""
    if not rows:
        return [], {}, 0
    header = [cell.strip() for cell in rows[0]]
    numbered = [str(number) for number in range(1, max(map(len, rows)) + 1)]
    if layout.title:
        columns = header if layout.header else numbered
        return columns, names_of_layout(layout, columns), int(layout.header)
    names = names_of_header(header)
    if names is not None:
        return header, {**names, **names_of_layout(layout, header)}, 1
    if _DATE_TIME.match(header[0]) and len(header) > 1:
        return numbered, {**_HOOTSUITE, **names_of_layout(layout, numbered)}, 0
    return header, {}, len(rows)  # some other table: no title is not a fault here


def _usual_length(body: list[Row]) -> int:
    """Return how many cells most rows have."""
    counts = Counter(len(row) for row, _, _ in body)
    return max(counts, key=lambda length: (counts[length], -length), default=0)


def _order(records: Records, names: Names) -> str:
    """Return the order of day and month that the columns with days prove, all the same; or ""."""
    columns = [each for field in _DAYS for each in names.get(field, ())]
    orders = {proven_order(raw.get(column) for _, raw in records) for column in columns} - {""}
    return orders.pop() if len(orders) == 1 else ""


def _duplicates(
    columns: list[str], names: Names, header: list[tuple[int, int]]
) -> list[PlanProblem]:
    """Return the problems of known columns given twice in the header; the first is read."""
    used = {name.casefold() for each in names.values() for name in each}
    seen: set[str] = set()
    found = []
    for name, span in zip(columns, header, strict=False):
        key = name.casefold()
        if key in used and key in seen:
            found.append(duplicate_key_problem(name, *span, "only the first column counts"))
        seen.add(key)
    return found


def _formulas(
    records: Records, titles: tuple[str, ...], text: str, locate: Callable[[Path], Place | None]
) -> Iterator[PlanProblem]:
    for index, (path, raw) in enumerate(records):
        for name in titles:
            title = raw.get(name)
            if not isinstance(title, str) or not _FORMULA.match(title):
                continue
            if (place := locate((*path, name))) is not None:
                start = place.start + text.startswith('"', place.start)
                values = {"first": title[0], "replacement": " " + title}
                edits = (Edit(start, start, " "),)
                yield PlanProblem("SL009", place.start, place.end, values, edits, index)


def _cells(text: str, pos: int, end: int, separator: str) -> list[tuple[int, int]]:
    """Return where the cells of a row stand."""
    cells, pattern = [], _cell(separator)
    while (found := pattern.match(text, pos, end)) is not None:
        cells.append(found.span(1))
        pos = found.end()
        if not found[2].strip("\r\n"):
            break
    return cells


@cache
def _cell(separator: str) -> re.Pattern[str]:
    mark = re.escape(separator)
    return compile_re(rf'((?:"(?:[^"]++|"")*+"?)?[^{mark}\r\n]*+)({mark}|\r\n|\r|\n|\Z)')


def _no_column(title: str, columns: list[str], start: int) -> PlanProblem:
    near = get_close_matches(title, columns, 1)
    hint = f"is it {near[0]}?" if near else "the columns are " + ", ".join(columns[:20])
    return unreadable(start, f"it has no column {title}", hint)
