"""The rows of a CSV file; the csv module reads them, and a broken row costs that row only."""

from __future__ import annotations

import csv
import re

from spacelint.plan.values import PlanProblem, unreadable

_LINES = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+\Z")
_MOST_FAULTS = 20  # each fault reads on from the next line; a hostile file must not make it square


def read_rows(
    text: str, start: int, separator: str
) -> tuple[list[tuple[list[str], int, int]], list[PlanProblem]]:
    """Return the rows that are not blank with their spans, and what is broken."""
    lines = _LINES.findall(text, start)
    starts = [start]
    for line in lines:
        starts.append(starts[-1] + len(line))
    rows: list[tuple[list[str], int, int]] = []
    broken: list[PlanProblem] = []
    at = 0  # lines read so far
    while at < len(lines):
        # Strict, so that a quote left open is reported instead of taking in the rest of the file.
        reader = csv.reader(
            iter(lines[at:]) if at else iter(lines), delimiter=separator, strict=True
        )
        base = before = at
        try:
            for row in reader:
                at = base + reader.line_num
                if any(cell.strip() for cell in row):
                    rows.append((row, starts[before], starts[at]))
                before = at
            break
        except csv.Error as error:
            if len(broken) < _MOST_FAULTS:
                broken.append(_fault(starts[before], text, str(error)))
            row = lines[before].rstrip("\r\n").split(separator)
            if any(cell.strip() for cell in row):
                cells = [cell[1:-1] if cell[:1] == cell[-1:] == '"' else cell for cell in row]
                rows.append((cells, starts[before], starts[before + 1]))
            at = before + 1
            if len(broken) >= _MOST_FAULTS:
                for number in range(at, len(lines)):
                    row = lines[number].rstrip("\r\n").split(separator)
                    if any(cell.strip() for cell in row):
                        rows.append((row, starts[number], starts[number + 1]))
                break
    return rows, broken


def _fault(start: int, text: str, message: str) -> PlanProblem:
    if "field larger than" in message:
        reason, hint = "a cell is too large", "is a quote left open?"
    elif "expected after" in message:
        reason = "something follows a closing quote"
        hint = 'write "" for a quote inside a quoted cell'
    else:
        reason, hint = "a quote is opened and not closed", 'close the cell with "'
    quote = text.find('"', start)
    at = quote if quote >= 0 else start
    return unreadable(at, reason, hint)


def guess_separator(text: str, start: int) -> str:
    """Return what the first line has between its cells."""
    line = re.compile(r"[^\r\n]*").match(text, start)
    header = re.sub(r'"[^"]*"?', "", line[0] if line else "")
    counts = {each: header.count(each) for each in (",", ";", "\t", "|")}
    best = max(counts, key=lambda each: counts[each])
    return best if counts[best] else ","
