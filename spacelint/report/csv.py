"""A row a finding, for a spreadsheet: where it stands, what is wrong, and the better title."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from spacelint.text.width import visible

if TYPE_CHECKING:
    from spacelint.report.item import Counts, Item
    from spacelint.report.writer import Output

_COLUMNS = ("place", "title", "better title", "severity", "rule", "what is wrong", "what to do")
# What a spreadsheet would run as a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


class Csv:
    """Writes a row a finding, and one for each title without any."""

    __slots__ = ("_out",)

    def __init__(self, out: Output) -> None:
        self._out = out
        self._row(_COLUMNS)

    def add(self, item: Item) -> None:
        """Write the rows on one title."""
        title = item.title.text if item.kind == "title" else ""
        better = item.suggestion if item.suggestion != title else None
        if not item.diagnostics:
            self._row((_place(item, item.line, 1), title, "", "", "", "", ""))
        for index, found in enumerate(item.diagnostics):
            at = item.place(index)
            place = _place(item, at.line, at.column)
            self._row((place, title, better or "", found.severity, found.code, found.message,
                       found.help))  # fmt: skip

    def close(self, counts: Counts) -> None:
        """Write nothing: each row stands by itself."""

    def _row(self, cells: tuple[str, ...]) -> None:
        line = io.StringIO()
        csv.writer(line, lineterminator="\n").writerow([_plain(cell) for cell in cells])
        self._out.write(line.getvalue())


def _place(item: Item, line: int, column: int) -> str:
    """Return where a finding stands; a cell of a workbook has no line."""
    path = item.path or "title"
    return path if "!" in path else f"{path}:{line}:{column}"


def _plain(cell: str) -> str:
    """Return a cell that no spreadsheet runs, on one line."""
    shown = visible(" ".join(cell.split("\n")))
    return f"'{shown}" if shown.startswith(_FORMULA) else shown
