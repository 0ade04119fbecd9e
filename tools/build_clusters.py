#!/usr/bin/env python3
"""Write `spacelint/text/cluster_table.py` from the Unicode tables of `regex` and `wcwidth`.

    python tools/build_clusters.py

Run it after an update of either library; `tests/text/test_width.py` says when the table is old.
"""

from __future__ import annotations

from itertools import groupby
from pathlib import Path

import regex
from wcwidth import wcwidth
from wcwidth.table_mc import CATEGORY_MC
from wcwidth.table_vs15 import VS15_WIDE_TO_NARROW
from wcwidth.table_vs16 import VS16_NARROW_TO_WIDE

TABLE = Path(__file__).parent.parent / "spacelint" / "text" / "cluster_table.py"
# The order is that of `spacelint.text.clusters`: a character's kind is FIRST + 8 * class + width.
CLASSES = (
    r"(?!)",  # all others
    r"\p{GCB=CR}",
    r"\p{GCB=LF}",
    r"\p{GCB=Control}",
    r"\p{GCB=ZWJ}",
    r"(?=\p{InCB=Linker})\p{GCB=Extend}",
    r"(?=\p{InCB=Extend})\p{GCB=Extend}",
    r"\p{GCB=Extend}",
    r"\p{GCB=SpacingMark}",
    r"\p{GCB=Prepend}",
    r"\p{GCB=Regional_Indicator}",
    r"\p{GCB=L}",
    r"\p{GCB=V}",
    r"\p{GCB=T}",
    r"[\p{GCB=LV}\p{GCB=LVT}]",  # which of both follows from the code point
    r"\p{Extended_Pictographic}",
    r"\p{InCB=Consonant}",
)
FIRST = 0x40


def main() -> None:
    """Write the table."""
    patterns = [regex.compile(each) for each in CLASSES]
    kinds = []
    for code in range(0x110000):
        char = chr(code)
        place = next((i for i, each in enumerate(patterns) if each.match(char)), 0)
        kinds.append(chr(FIRST + 8 * place + width_kind(char)))
    starts, values = [], []
    for kind, run in groupby(enumerate(kinds), key=lambda pair: pair[1]):
        starts.append(chr(next(run)[0]))
        values.append(kind)
    lines = [
        '"""Made by `tools/build_clusters.py`: what each character is to clusters and cells."""',
        "",
        f'UNICODE = "{regex_unicode()}"',
        "#: The first character of each run of one kind, and the kinds.",
        *literal("STARTS", "".join(starts)),
        *literal("KINDS", "".join(values)),
        "",
    ]
    TABLE.write_text("\n".join(lines), encoding="utf-8")
    print(f"{TABLE}: {len(starts)} runs")


def width_kind(char: str) -> int:
    """Return 0 to 2 for cells; 3 to 6 for characters whose width depends on their neighbours."""
    code, cells = ord(char), max(0, wcwidth(char))
    if within(code, VS16_NARROW_TO_WIDE["9.0.0"]):
        return 4
    if within(code, VS15_WIDE_TO_NARROW["9.0.0"]) and cells == 2:
        return 5
    if 0x1F3FB <= code <= 0x1F3FF:
        return 6
    if not cells and within(code, newest(CATEGORY_MC)):
        return 3
    return cells


def within(code: int, ranges: object) -> bool:
    """Return whether one of the ranges has ``code``."""
    return any(low <= code <= high for low, high in ranges)  # type: ignore[attr-defined]


def newest(table: object) -> object:
    """Return the ranges of the newest Unicode version of a table of `wcwidth`."""
    if isinstance(table, dict):
        return table[max(table, key=lambda version: tuple(map(int, version.split("."))))]
    return table


def regex_unicode() -> str:
    """Return the version of Unicode that `regex` has, by a character each version added."""
    for version, code in (("17.0", 0x10940), ("16.0", 0x1C89), ("15.1", 0x2FFC), ("15.0", 0x1F6DC)):
        if regex.match(r"\P{Cn}", chr(code)):
            return version
    return "14.0 or older"


def literal(name: str, text: str) -> list[str]:
    """Return the lines of an assignment, in ASCII."""
    pieces = [ascii(text[i : i + 12])[1:-1] for i in range(0, len(text), 12)]
    return [f"{name} = (", *(f'    "{piece}"' for piece in pieces), ")"]


if __name__ == "__main__":
    main()
