"""Rows of a CSV file with more cells than its header: an unquoted comma has cut a title."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spacelint.plan.values import PlanProblem

if TYPE_CHECKING:
    from collections.abc import Sequence

_SEPARATORS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar"}
_TYPOGRAPHIC = {"“": "”“", "„": "“”", "«": "»", "»": "«", "”": "”"}
_MOST_FAULTS = 100


def long_rows(
    columns: Sequence[str],
    titles: Sequence[str],
    body: Sequence[tuple[list[str], int, int]],
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
        if len(found) >= _MOST_FAULTS:
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
