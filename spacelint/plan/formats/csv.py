"""Plans in CSV and TSV: schedulers' exports, by header or by the number of the column."""

from __future__ import annotations

import re
from collections.abc import Mapping
from difflib import get_close_matches
from typing import NamedTuple

from spacelint.plan.formats.table import (
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
    ReadRequest,
    Records,
    duplicate_key_problem,
    unreadable,
)
from spacelint.source.lines import Place
from spacelint.source.styles.plain import CellStyle
from spacelint.text.model import Edit
from spacelint.text.value import Path

Names = Mapping[str, tuple[str, ...]]


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
    separator = "\t" if request.format == "tsv" else ""
    declared = _SEPARATOR_LINE.match(text)
    start = declared.end() if declared else 0
    separator = (
        (layout.separator if layout else "") or separator or (declared[1] if declared else "")
    )
    separator = separator or guess_separator(text, start)
    rows, broken = read_rows(text, start, separator)
    if not rows:
        return _reading(text, separator, _Table([], {}, [], [], broken), layout)
    header = [cell.strip() for cell in rows[0][0]]
    numbered = [str(number) for number in range(1, max(len(row) for row, _, _ in rows) + 1)]
    if layout is not None and layout.title:
        columns = header if layout.header else numbered
        told_names = names_of_layout(layout, columns)
        names: Names | None = told_names
        body = rows[1:] if layout.header else rows
        if told_names["title"][0] not in columns:
            return broken[0] if broken else _no_column(layout.title, columns, start)
    else:
        names = names_of_header(header)
        columns, body = header, rows[1:]
        if names is None and _DATE_TIME.match(header[0]) and len(header) > 1:
            names, columns, body = _HOOTSUITE, numbered, rows
        if names is not None and layout is not None:
            names = {**names, **names_of_layout(layout, columns)}
    if names is None:  # some other table: no title is not a fault here
        names, body = {}, []
    return _reading(text, separator, _Table(columns, names, body, rows, broken), layout)


class _Table(NamedTuple):
    """The rows of a file: their columns, which of them hold what, and what is broken.

    ``body`` are the rows with Spaces; ``rows`` those of the file, the header among them.
    """

    columns: list[str]
    names: Names
    body: list[tuple[list[str], int, int]]
    rows: list[tuple[list[str], int, int]]
    broken: list[PlanProblem]


def _reading(text: str, separator: str, table: _Table, layout: Layout | None) -> Reading:
    columns, names, body, rows, broken = table
    records: Records = []
    spans: list[tuple[int, int]] = []
    for row, start, end in body:
        raw: dict[str, object] = {}
        for name, cell in zip(columns, row, strict=False):
            raw.setdefault(name, cell)
        records.append(((len(spans),), raw))
        spans.append((start, end))
    if layout is not None and layout.where:
        records = [each for each in records if all(w.holds(each[1]) for w in layout.where)]
    finder = _Finder(text, separator, columns, spans)
    style = CellStyle(separator)
    titles = names.get("title", ())

    def faults() -> list[PlanProblem]:
        header_counts = bool(rows) and body is not rows
        duplicates = _duplicates(columns, names, finder, rows[0]) if header_counts else []
        cut: list[PlanProblem] = []
        if names:
            usual = columns if header_counts else columns[: _usual_length(body)]
            cut = long_rows(usual, titles, body, separator, text, headed=header_counts)
        return [*broken, *duplicates, *cut, *_formulas(records, titles, finder, style)]

    left = layout._replace(title="", fields=None) if layout is not None else None
    if left is None or not left.date_order:
        left = (left or Layout())._replace(date_order=_order(records, names))
    return Reading(
        "csv", records, finder.locate, lambda path: style, faults, tuple,
        other_keys=True, approximate=bool(broken), names=names, layout=left,
        record_offsets=lambda: record_offsets(records, finder.locate),
        columns=tuple(columns),
    )  # fmt: skip


def _usual_length(body: list[tuple[list[str], int, int]]) -> int:
    """Return how many cells most rows have."""
    lengths = [len(row) for row, _, _ in body]
    return max(set(lengths), key=lambda length: (lengths.count(length), -length), default=0)


def _order(records: Records, names: Names) -> str:
    """Return the order of day and month that the columns with days prove, all the same; or ""."""
    columns = [each for field in _DAYS for each in names.get(field, ())]
    orders = {proven_order(raw.get(column) for _, raw in records) for column in columns} - {""}
    return orders.pop() if len(orders) == 1 else ""


def _duplicates(
    columns: list[str], names: Names, finder: _Finder, header: tuple[list[str], int, int]
) -> list[PlanProblem]:
    """Return the problems of known columns given twice in the header; the first is read."""
    used = {name.casefold() for each in names.values() for name in each}
    found: list[PlanProblem] = []
    seen: set[str] = set()
    cells = finder.scan(*header[1:])
    for name, (start, end) in zip(columns, cells, strict=False):
        key = name.casefold()
        if key in seen and key in used:
            found.append(duplicate_key_problem(name, start, end, "only the first column counts"))
        seen.add(key)
    return found


def _formulas(
    records: Records,
    titles: tuple[str, ...],
    finder: _Finder,
    style: CellStyle,
) -> list[PlanProblem]:
    found = []
    for index, (path, raw) in enumerate(records):
        for name in titles:
            title = raw.get(name)
            if not isinstance(title, str) or not _FORMULA.match(title):
                continue
            place = finder.locate((*path, name))
            if place is not None:
                start = place.start + finder.text.startswith('"', place.start)
                values = {"first": title[0], "replacement": " " + title}
                edits = (Edit(start, start, " "),)
                found.append(PlanProblem("SL009", place.start, place.end, values, edits, index))
    return found


class _Finder:
    """Finds cells; only the row asked for is scanned."""

    def __init__(
        self, text: str, separator: str, columns: list[str], spans: list[tuple[int, int]]
    ) -> None:
        self.text = text
        self.columns = columns
        self.spans = spans
        self.last = -1
        self.cells: list[tuple[int, int]] = []
        mark = re.escape(separator)
        self.cell = re.compile(rf'((?:"(?:[^"]++|"")*+"?)?[^{mark}\r\n]*+)({mark}|\r\n|\r|\n|\Z)')

    def locate(self, path: Path) -> Place | None:
        """Return the place of a cell, or of a row."""
        if not path or not isinstance(path[0], int) or path[0] >= len(self.spans):
            return None
        number = path[0]
        start, end = self.spans[number]
        if len(path) == 1:
            end = start + len(self.text[start:end].rstrip("\r\n"))
            return Place(start, end, start, end)
        if number != self.last:
            self.cells = self.scan(start, end)
            self.last = number
        try:
            start, end = self.cells[self.columns.index(str(path[1]))]
        except (ValueError, IndexError):
            return None
        return Place(start, end, start, end)

    def scan(self, pos: int, end: int) -> list[tuple[int, int]]:
        """Return the cells of a row."""
        cells = []
        while pos <= end:
            found = self.cell.match(self.text, pos, end)
            if found is None:
                break
            cells.append(found.span(1))
            pos = found.end()
            if found[2] in ("", "\r\n", "\r", "\n"):
                break
        return cells


def _no_column(title: str, columns: list[str], start: int) -> PlanProblem:
    near = get_close_matches(title, columns, 1)
    hint = f"is it {near[0]}?" if near else "the columns are " + ", ".join(columns[:20])
    return unreadable(start, f"it has no column {title}", hint)
