"""Tables: which columns hold what, the rows of a CSV file, and rows with too many cells."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate
from typing import TypeVar

from spacelint.plan.fields import KNOWN, NAMES, known_name
from spacelint.plan.values import Layout, PlanProblem, unreadable

Names = Mapping[str, tuple[str, ...]]
#: The cells of a row, and its span in the text (code points).
Row = tuple[list[str], int, int]
T = TypeVar("T")


# What schedulers call the title and its time. The first column that names a title decides.
SCHEDULERS: tuple[tuple[str, frozenset[str], Names], ...] = (
    ("Buffer", frozenset(("text", "posting time")),
     {"title": ("text",), "scheduled_start": ("posting time",)}),
    ("Sprout Social", frozenset(("date", "time_24hr", "message_text")),
     {"title": ("message_text",), "date": ("date",), "time": ("time_24hr",)}),
    ("GoHighLevel", frozenset(("postatspecifictime", "content")),
     {"title": ("content",), "scheduled_start": ("postatspecifictime",)}),
    ("PostFast", frozenset(("scheduled_at", "content")),
     {"title": ("content",), "scheduled_start": ("scheduled_at",)}),
    ("Ayrshare", frozenset(("post", "scheduledate")),
     {"title": ("post",), "scheduled_start": ("scheduledate",)}),
    ("Google Calendar", frozenset(("subject", "start date")),
     {"title": ("subject",), "date": ("start date",), "time": ("start time",),
      "end_date": ("end date",), "end_time": ("end time",)}),
)  # fmt: skip


_SAYS_TITLE = re.compile(r"(?:\b|_)(?:title|titel|titre|t[ií]tulo|titolo)\b|タイトル|标题|제목")


def names_of_header(header: list[str]) -> Names | None:
    """Return the columns of our fields by a scheduler's header, or by our own names."""
    lower = {name.casefold(): name for name in reversed(header)}
    for _, needed, columns in SCHEDULERS:
        if needed <= lower.keys() and "title" not in lower:
            return {
                field: tuple(lower[each] for each in names if each in lower)
                for field, names in columns.items()
            }
    if not any(name in lower for name in NAMES["title"]):
        return None
    if "title" not in lower and any(_SAYS_TITLE.search(name) for name in lower):
        return None  # Airtable's Name beside a column "Space title": nobody can tell
    fields = [KNOWN.get(known_name(name), "") for name in header]
    found = by_column(fields, [(name,) for name in header])
    found.pop("", None)
    return found


def names_of_layout(layout: Layout, columns: list[str]) -> Names:
    """Return the columns of our fields as a layout gives them, by name or by number."""

    def column(path: str) -> str:
        if path in columns or not path.isdigit():
            return path
        number = int(path)
        return columns[number - 1] if 0 < number <= len(columns) else path

    found: dict[str, tuple[str, ...]] = {}
    if layout.title:
        found["title"] = (column(layout.title),)
    for field, paths in (layout.fields or {}).items():
        if len(paths) > 1 and field in _PARTS:
            found |= by_column(_PARTS[field], [(column(path),) for path in paths])
        elif paths:
            found[field] = tuple(column(path) for path in paths)
    return found


_PARTS = {"scheduled_start": ("date", "time", "timezone"), "ends": ("end_date", "end_time")}


def by_column(columns: Iterable[str], cells: Iterable[T]) -> dict[str, T]:
    """Return the cells of a row by their column; of several with one name the first."""
    found: dict[str, T] = {}
    for name, cell in zip(columns, cells, strict=False):
        found.setdefault(name, cell)
    return found


_DAY = re.compile(r"\s*(\d{1,2})[/-](\d{1,2})[/-](?:\d{4}|\d{2})(?!\d)")


def proven_order(values: Iterable[object]) -> str:
    """Return ``dmy`` or ``mdy`` where some days of a column can be read in one order only.

    Empty where none proves it, or where they contradict each other.
    """
    proven = set()
    for value in values:
        found = _DAY.match(value) if isinstance(value, str) else None
        if found is not None and (int(found[1]) > 12) != (int(found[2]) > 12):
            proven.add("dmy" if int(found[1]) > 12 else "mdy")
    return proven.pop() if len(proven) == 1 else ""


_LINES = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+\Z")
_MOST_FAULTS = 20  # each fault reads on from the next line; a hostile file must not make it square


def read_rows(text: str, start: int, separator: str) -> tuple[list[Row], list[PlanProblem]]:
    """Return the rows that are not blank with their spans, and what is broken."""
    lines = _LINES.findall(text, start)
    starts = [*accumulate(map(len, lines), initial=start)]
    rows: list[Row] = []
    broken: list[PlanProblem] = []
    at = 0  # lines read so far

    def add(cells: list[str], first: int, last: int) -> None:
        if any(cell.strip() for cell in cells):
            rows.append((cells, starts[first], starts[last]))

    while at < len(lines) and len(broken) < _MOST_FAULTS:
        # Strict, so that a quote left open is reported instead of taking in the rest of the file.
        rest = lines[at:] if at else lines
        reader = csv.reader(iter(rest), delimiter=separator, strict=True)
        base = at
        try:
            for row in reader:
                before, at = at, base + reader.line_num
                add(row, before, at)
            break
        except csv.Error as error:
            broken.append(_fault(starts[at], text, str(error)))
            cells = lines[at].rstrip("\r\n").split(separator)
            add(
                [cell[1:-1] if cell[:1] == cell[-1:] == '"' else cell for cell in cells], at, at + 1
            )
            at += 1
    for number in range(at, len(lines)):
        add(lines[number].rstrip("\r\n").split(separator), number, number + 1)
    return rows, broken


def _fault(start: int, text: str, message: str) -> PlanProblem:
    at = max(text.find('"', start), start)
    if "field larger than" in message:
        return unreadable(at, "a cell is too large", "is a quote left open?")
    if "expected after" in message:
        hint = 'write "" for a quote inside a quoted cell'
        return unreadable(at, "something follows a closing quote", hint)
    return unreadable(at, "a quote is opened and not closed", 'close the cell with "')


def guess_separator(text: str, start: int) -> str:
    """Return what the first line has between its cells."""
    line = re.compile(r"[^\r\n]*").match(text, start)
    header = re.sub(r'"[^"]*"?', "", line[0] if line else "")
    counts = {each: header.count(each) for each in (",", ";", "\t", "|")}
    return max(counts, key=lambda each: counts[each])  # of equal ones the first


_SEPARATORS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar"}
_TYPOGRAPHIC = {"“": "”“", "„": "“”", "«": "»", "»": "«", "”": "”"}
_MOST_LONG_ROWS = 100


def long_rows(
    columns: Sequence[str],
    titles: Sequence[str],
    body: Sequence[Row],
    separator: str,
    text: str,
    *,
    headed: bool = True,
) -> list[PlanProblem]:
    """Give a problem (SL012) for each row with more cells than ``columns``, 100 at most.

    ``body`` has the cells of each row and its span in ``text`` (code points). Blank cells at the
    end of a row do not count: spreadsheets write them.
    """
    title = next((columns.index(name) for name in titles if name in columns), -1)
    found = []
    for index, (cells, start, end) in enumerate(body):
        surplus = len(cells) - len(columns)
        if surplus <= 0 or not any(cell.strip() for cell in cells[len(columns) :]):
            continue
        values = {
            "found": str(len(cells)),
            "expected": str(len(columns)),
            "other": "the header has" if headed else "most rows have",
            "separator": _SEPARATORS.get(separator, "separator"),
            "hint": _hint(cells, title, surplus, separator),
        }
        end = start + len(text[start:end].rstrip("\r\n"))
        found.append(PlanProblem("SL012", start, end, values, (), index))
        if len(found) >= _MOST_LONG_ROWS:
            break
    return found


def _hint(cells: Sequence[str], title: int, surplus: int, separator: str) -> str:
    mark = _SEPARATORS.get(separator, "separator")
    for first, cell in enumerate(cells):
        closing = _TYPOGRAPHIC.get(cell.strip()[:1], "")
        for last in range(first, len(cells) if closing else 0):
            if cells[last].strip()[-1:] in closing and last > first:
                whole = separator.join(cells[first : last + 1]).strip()[1:-1]
                return f'write straight quotes, which CSV needs: "{whole}"'
    if title >= 0 and cells[title + 1 : title + 2] and cells[title + 1][:1] == " ":
        whole = separator.join(cells[title : title + surplus + 1])
        return f'put the title in quotes: "{whole}"'
    return f"put the cell that has a {mark} in it in quotes"
