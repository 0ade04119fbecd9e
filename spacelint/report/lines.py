"""A line a finding: concise text, GitHub's workflow commands, rows of a spreadsheet.

The form and the escapes of the commands are those of GitHub's own toolkit (``@actions/core``,
``command.ts``).
"""

from __future__ import annotations

import csv

from spacelint.report.common import sentences
from spacelint.report.item import Counts, Item
from spacelint.report.terminal import Style
from spacelint.report.writer import Output, Parts
from spacelint.text.width import place_text, visible


class Concise(Parts):
    """Writes ``PLACE: severity CODE message``, a line a finding; columns in code points."""

    def add(self, item: Item) -> None:
        if item.diagnostics:
            self.add_part(render(item, self._out.settings.style))

    def close(self, counts: Counts) -> None:
        """Write nothing: each line is complete."""


def render(item: Item, style: Style) -> str:
    """Return the lines on one title; nothing where there is no finding."""
    path = visible(item.path) or "title"
    lines: list[str] = []
    for i, d in enumerate(item.diagnostics):
        line, column = (item.places[i][:2]) if item.places else (item.line, d.start + 1)
        severity = style.paint(d.severity, d.severity)
        place = place_text(path, line, column)
        lines.append(f"{place}: {severity} {d.code} {visible(d.message)}\n")
    return "".join(lines)


_COMMANDS = {"error": "error", "warning": "warning", "info": "notice", "hint": "notice"}


class GitHub(Parts):
    """Writes a workflow command a finding; columns in code points, the last one included."""

    def add(self, item: Item) -> None:
        for i, d in enumerate(item.diagnostics):
            place = item.place(i)
            properties = {"line": str(place.line), "endLine": str(place.end_line)}
            if place.line == place.end_line:  # GitHub refuses columns over several lines
                properties["col"] = str(place.column)
                properties["endColumn"] = str(max(place.column, place.end_column - 1))
            # A line of no file would be shown beside some file's line.
            in_file = item.path not in ("", "-")
            properties = {"file": item.path, **properties} if in_file else {}
            properties["title"] = f"{d.code} {d.name}"
            listed = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
            self.add_part(f"::{_COMMANDS[d.severity]} {listed}::{_data(sentences(d))}\n")

    def close(self, counts: Counts) -> None:
        for sentence in counts.unchecked:
            self.add_part(f"::error title=Not everything was checked::{_data(sentence)}\n")


def _data(text: str) -> str:
    # After `visible` there is no CR and no LF left to be escaped.
    return visible(text).replace("%", "%25")


def _property(text: str) -> str:
    escaped = text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    return visible(escaped.replace(":", "%3A").replace(",", "%2C"))


_COLUMNS = ("place", "title", "better title", "severity", "rule", "what is wrong", "what to do")
# Code points of a cell: each finding of a title has all of it beside it.
_MOST_CELL = 500
# What a spreadsheet would run as a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


class Csv(Parts):
    """Writes a row a finding, and one for each title without any."""

    def __init__(self, out: Output) -> None:
        super().__init__(out)
        self._rows = csv.writer(out, lineterminator="\n")
        self._row(_COLUMNS)

    def add(self, item: Item) -> None:
        title = item.title.text if item.kind == "title" else ""
        better = item.suggestion if item.suggestion != title else None
        if not item.diagnostics:
            self._row((place_text(item.path or "title", item.line, 1), title, "", "", "", "", ""))
        for index, found in enumerate(item.diagnostics):
            at = item.place(index)
            place = place_text(item.path or "title", at.line, at.column)
            self._row((place, title, better or "", found.severity, found.code, found.message,
                       found.help))  # fmt: skip

    def close(self, counts: Counts) -> None:
        for sentence in counts.unchecked:
            self._row(("", "", "", "error", "", sentence, ""))

    def _row(self, cells: tuple[str, ...]) -> None:
        self._rows.writerow([_plain(cell) for cell in cells])


def _plain(cell: str) -> str:
    """Return a cell that no spreadsheet runs, on one line, and not longer than 500 characters."""
    cut = f"{cell[:_MOST_CELL]}…" if len(cell) > _MOST_CELL else cell
    shown = visible(" ".join(cut.split("\n")))
    return f"'{shown}" if shown.startswith(_FORMULA) else shown
