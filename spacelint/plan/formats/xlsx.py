"""Plans in workbooks of Excel: each Space is a plan of its own, plan.xlsx:Plan!B7 by its cell.

openpyxl reads the values, without formulas and macros; it comes with ``spacelint[xlsx]``.
"""

from __future__ import annotations

import datetime
import html
import io
import itertools
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from spacelint.plan.evidence import only_spaces
from spacelint.plan.formats.table import Names, by_column, names_of_header, names_of_layout
from spacelint.plan.problems import Plan
from spacelint.plan.values import Layout, PlanProblem, Reading, unreadable
from spacelint.source.lines import Place
from spacelint.source.styles.plain import LineStyle
from spacelint.text.value import Path

# What a workbook may unpack to; a calendar of ten years has less than a hundredth of it.
MOST_UNPACKED = 200_000_000
_MOST_ROWS_ABOVE = 60  # banner rows above the header
_MOST_BLANK_ROWS = 1_000
_MOST_MERGED = 20_000
_MERGED = re.compile(rb'<mergeCell ref="([A-Z]{1,3})(\d+):([A-Z]{1,3})(\d+)"')
_UNSAVED = re.compile(
    rb'<c r="([A-Z]{1,3})(\d+)"[^<>]*><f(?: [^<>]*)?>([^<]*)</f>\s*+'
    rb"(?:(?:<v\s*+/>|<v></v>)\s*+)?</c>"
)
_TEXT = LineStyle()
_EXTRA = "install spacelint[xlsx], or export the sheet as CSV"


def read_workbook(data: bytes, path: str, layout: Layout) -> Iterator[Plan]:
    """Yield a plan for each Space of the sheets with known columns; one with a problem if none."""
    problem = _refused(data)
    if problem is None:
        try:
            import openpyxl
        except ImportError:
            problem = unreadable(0, "reading a workbook needs openpyxl", _EXTRA)
    if problem is not None:
        yield _unread(path, problem)
        return
    try:
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    except Exception as error:
        reason = "it is not a workbook that can be read"
        if isinstance(error, KeyError):
            reason = "it is a ZIP file, and no workbook is in it"
        yield _unread(path, unreadable(0, reason, "save it anew, or export the sheet as CSV"))
        return
    headers: list[str] = []
    count = 0
    hidden = [each.title for each in book.worksheets if each.sheet_state != "visible"]
    note = _of_hidden(path, hidden)
    for sheet in book.worksheets:
        if sheet.title in hidden:
            continue
        try:
            for plan in _of_sheet(sheet, data, path, layout, headers):
                if not count:
                    plan.reading = plan.reading._replace(note=note)
                count += 1
                yield plan
        except Exception as error:
            reason = f"the sheet {sheet.title} can't be read ({type(error).__name__})"
            yield _unread(path, unreadable(0, reason, "save it anew, or export it as CSV"))
            return
    if not count:
        reading = Reading("xlsx", [], columns=tuple(headers), note=note)
        yield Plan(path, " ".join(headers), "utf-8", 0, reading, None)


def whole_workbook(data: bytes, path: str, layout: Layout) -> Plan:
    """Return one plan of all Spaces of a workbook, each with the places of its cells."""
    plans = list(read_workbook(data, path, layout))
    unread = [plan for plan in plans if plan.reading.unread]
    if unread or len(plans) == 1:
        return (unread or plans)[0]
    same = all(plan.reading.names == plans[0].reading.names for plan in plans)
    records: list[tuple[Path, dict[str, object]]] = []
    places: dict[Path, Place] = {(): Place(0, 0, 0, 0)}
    titles, cells, at = set[Path](), list[tuple[int, str]](), 0
    for number, plan in enumerate(plans):
        reading = plan.reading
        names = reading.names or {}
        # Sheets may call one field differently: then the fields have names of their own.
        new = {} if same else {key: field for field, keys in names.items() for key in keys[::-1]}
        record = reading.records[0][1]
        records.append(((number,), {new.get(key, key): value for key, value in record.items()}))
        for key in ((), *((key,) for key in record)):
            if place := reading.locate(key):
                places[number, *(new.get(one, one) for one in key)] = place.moved(at)
        titles.add((number, new.get(names["title"][0], names["title"][0])))
        cells += [(at + start, name) for start, name in reading.cells]
        at += len(plan.text) + 1
    first = plans[0].reading
    reading = first._replace(
        records=records, locate=places.get, cells=tuple(cells),
        style=lambda where: _TEXT if where in titles else None,
        names=first.names if same else
        {field: (field,) for plan in plans for field in plan.reading.names or {}},
        columns=tuple({key: 0 for plan in plans for key in plan.reading.columns or ()}),
    )  # fmt: skip
    return Plan(path, "\n".join([each.text for each in plans]), "utf-8", 0, reading, layout)


def _of_hidden(path: str, sheets: Sequence[str]) -> str:
    if not sheets:
        return ""
    what = "a hidden sheet was" if len(sheets) == 1 else f"{len(sheets)} hidden sheets were"
    more = ", …" if len(sheets) > 5 else ""
    return f"{path}: {what} not checked: {', '.join(sheets[:5])}{more}"


def _refused(data: bytes) -> PlanProblem | None:
    """Return why bytes are not unpacked: no workbook, or one that is too large unpacked."""
    if data.lstrip()[:1] == b"<":
        return unreadable(0, "it is a web page, not a workbook", "open it, and save it as .xlsx")
    if data[:4] == b"\xd0\xcf\x11\xe0":
        reason = "it is a workbook of the old kind (.xls), or has a password"
        return unreadable(0, reason, "save it as .xlsx without a password, or export it as CSV")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            size = sum(each.file_size for each in archive.infolist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
        return unreadable(0, "it is not a workbook", "save it as .xlsx, or export it as CSV")
    if size > MOST_UNPACKED:
        reason = f"it unpacks to {size:,} bytes, more than {MOST_UNPACKED:,}"
        return unreadable(0, reason, "export the sheet that has the plan as CSV")
    return None


def _of_sheet(
    sheet: Any, data: bytes, path: str, layout: Layout, headers: list[str]
) -> Iterator[Plan]:
    from openpyxl.utils import get_column_letter

    rows = _rows(sheet)
    names = None
    columns: list[str] = []
    seen: list[str] = []
    if layout.title and not layout.header:
        columns = [str(number) for number in range(1, (sheet.max_column or 50) + 1)]
        names = names_of_layout(layout, columns)
    else:
        for number, row in rows:
            columns = [_text(cell).strip() for cell in row]
            names = _names(columns, layout)
            shown = [cell for cell in columns[:50] if cell]
            if len(shown) > len(seen) and len(seen) < 2:  # the first row that is not a banner
                seen = shown
            if names is not None or number > _MOST_ROWS_ABOVE:
                break
        headers += seen
    if names is None:
        return
    written = _written(sheet, data)
    merged, unsaved = _merged(written), _unsaved(written)
    letters = by_column(columns, map(get_column_letter, itertools.count(1)))
    above: dict[tuple[int, int], object] = {}
    for number, row in rows:
        own = [unsaved.get((number, at), cell) for at, cell in enumerate(row)]
        cells = list(own)
        for index in range(len(cells)):
            if cells[index] is None and (number, index) in merged:
                cells[index] = above.get(merged[number, index])
            elif cells[index] is not None:
                above[number, index] = cells[index]
        if any(_text(cell).strip() for cell in own):
            raw = by_column(columns, cells)
            base = f"{path}:{sheet.title}!"
            where = {key: f"{base}{letter}{number}" for key, letter in letters.items()}
            plan = _of_row(number, raw, names, where, layout)
            if plan is not None:
                yield plan


def _rows(sheet: Any) -> Iterator[tuple[int, Sequence[object]]]:
    blank = 0
    for number, row in enumerate(sheet.iter_rows(values_only=True), 1):
        blank = 0 if any(cell is not None for cell in row) else blank + 1
        if blank > _MOST_BLANK_ROWS:
            return
        if not blank:
            yield number, row


def _names(columns: list[str], layout: Layout) -> Names | None:
    if layout.title:
        names = names_of_layout(layout, columns)
        return names if names["title"][0] in columns else None
    found = names_of_header(columns)
    return None if found is None else {**found, **names_of_layout(layout, columns)}


def _of_row(
    number: int, raw: dict[str, object], names: Names, where: Mapping[str, str], layout: Layout
) -> Plan | None:
    """Return the plan of one row: its text is that of its cells, a line for each."""
    if not layout.takes(raw):
        return None
    name = names["title"][0]
    title = _text(raw.get(name)).strip("\r\n")
    record = {key: _plain(value) for key, value in raw.items() if key and value is not None}
    if title:
        record[name] = title
    # The title first: a finding that is about no cell stands there.
    cells = {name: title, **{key: _text(value) for key, value in record.items() if key != name}}
    places: dict[Path, Place] = {}
    named = []
    at = 0
    for key, text in cells.items():
        places[key,] = Place(at, at + len(text), at, at + len(text))
        named.append((at, where[key]))
        at += len(text) + 1
    places[()] = places[name,]
    reading = Reading(
        "xlsx", [((), record)], places.get,
        lambda where: _TEXT if where == (name,) else None, other_keys=True, names=names,
        layout=layout._replace(title="", fields=None), columns=tuple(raw), cells=tuple(named),
    )  # fmt: skip
    if layout.evident_only:
        reading = only_spaces(reading, title, layout)
        if not reading.records:
            return None
    text = "\n".join(cells.values())
    plan = Plan(where[name], text, "utf-8", 0, reading, layout)
    plan.first_line = number - 1
    return plan


def _written(sheet: Any, data: bytes) -> bytes:
    """Return the XML of a sheet, which has more than openpyxl reads in a stream."""
    part = str(getattr(sheet, "_worksheet_path", ""))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(part) if part in archive.namelist() else b""


def _unsaved(written: bytes) -> dict[tuple[int, int], str]:
    """Return the formulas that no program has saved a value of, by row and column."""
    found = {}
    for match in itertools.islice(_UNSAVED.finditer(written), _MOST_MERGED):
        formula = html.unescape(match[3].decode("utf-8", "replace"))
        found[int(match[2]), _number(match[1]) - 1] = f"={formula}"
    return found


def _merged(written: bytes) -> dict[tuple[int, int], tuple[int, int]]:
    """Return for each cell below the first of a merged range where its value stands."""
    found: dict[tuple[int, int], tuple[int, int]] = {}
    for match in _MERGED.finditer(written):
        left, top, right, bottom = match.groups()
        for column in range(_number(left) - 1, min(_number(right), _number(left) + 50)):
            for row in range(int(top) + 1, min(int(bottom), int(top) + 1_000) + 1):
                if len(found) >= _MOST_MERGED:
                    return found
                found[row, column] = (int(top), column)
    return found


def _number(letters: bytes) -> int:
    """Return the number, from 1, of the column AB."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _plain(value: object) -> object:
    """Return a cell's value; Excel writes a day as its midnight, and times as parts of a day."""
    if isinstance(value, datetime.time | datetime.timedelta):
        return str(value)
    if isinstance(value, datetime.datetime) and value.time() == datetime.time():
        return value.date()
    return value


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _unread(path: str, problem: PlanProblem) -> Plan:
    reading = Reading("xlsx", [], faults=lambda: [problem], approximate=True, unread=True)
    return Plan(path, "", "utf-8", 0, reading, None)
